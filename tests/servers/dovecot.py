"""A private Dovecot on loopback: a real server of IMAP and ManageSieve, with TLS and COMPRESS, in a folder of its own.

Every user name signs in with the password `Dovecot.password` and starts with an empty mailbox, so each test takes a
name of its own. Works as root (mail processes run as uid 5000, since Dovecot refuses mail access to root) and as an
ordinary user. Nothing outside the folder is written.
"""

import grp
import imaplib
import itertools
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import pytest

from tests.servers.mailboxes import Mail, Town, Written, maildir
from tests.servers.ports import free_port

_MAIL_UID = 5000

ALL_KNOW = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ NAMESPACE CHILDREN UNSELECT SPECIAL-USE UIDPLUS"
LIKE_GMAIL = f"{ALL_KNOW} MOVE CONDSTORE ESEARCH LIST-EXTENDED LIST-STATUS COMPRESS=DEFLATE"
"""Announces no QRESYNC and no BINARY."""
LIKE_MICROSOFT = f"{ALL_KNOW} MOVE"
"""Announces no CONDSTORE, no ESEARCH, no LIST-STATUS and no COMPRESS."""
PLAIN = "IMAP4rev1"
"""Announces what RFC 3501 demands and nothing more."""


class Certificate(StrEnum):
    """What the server shows: a good certificate of its own authority, or one to be refused."""

    GOOD = "good"
    EXPIRED = "expired"
    WRONG_NAME = "wrong name"
    SELF_SIGNED = "self-signed"


_CONFIGURATION = """\
base_dir = {where}/run
state_dir = {where}/state
log_path = {where}/log/error.log
info_log_path = {where}/log/info.log
instance_name = inboxguard-{plain}
protocols = imap sieve
listen = 127.0.0.1
{owner}
ssl = yes
ssl_cert = <{where}/tls/server.pem
ssl_key = <{where}/tls/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={where}/home/%u
}}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_location = maildir:{where}/mail/%u
maildir_very_dirty_syncs = yes
mail_max_userip_connections = 100
{capability}
protocol imap {{
  mail_plugins = $mail_plugins imap_zlib
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = create
  }}
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service managesieve-login {{
  {chroot}
  inet_listener sieve {{
    port = {sieve}
  }}
}}
plugin {{
  sieve = file:{where}/home/%u/scripts;active={where}/home/%u/active.sieve
}}
service anvil {{
  {chroot}
  # no penalty for the wrong passwords that tests try
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
}}
"""


class Dovecot:
    """A running server: where it listens, what vouches for it, and how tests look at its mailboxes from outside.

    `capability` is what it announces in place of all it knows, to stand in for a poorer one.
    """

    host = "127.0.0.1"
    password = 'Wä"7\\k'  # what a careless client would quote or encode wrongly

    def __init__(self, where: Path, capability: str = "", certificate: Certificate = Certificate.GOOD) -> None:
        self.where = where
        self._capability = capability
        self.plain_port, self.tls_port, self.sieve_port = free_port(), free_port(), free_port()
        self.ca_file = where / "tls" / "ca.pem"
        self._users = itertools.count(1)
        for part in ("run", "state", "log", "tls", "mail", "home"):
            (where / part).mkdir()
        self._make_certificate(certificate)

    def user(self) -> str:
        """Return a fresh user name (a mail address) with an empty mailbox."""
        return f"mara{next(self._users)}@post.example"

    def start(self) -> None:
        """Start the server and wait until it greets."""
        root = os.getuid() == 0
        me = pwd.getpwuid(os.getuid())
        owner = (
            ""
            if root
            else (
                f"default_internal_user = {me.pw_name}\ndefault_login_user = {me.pw_name}\n"
                f"default_internal_group = {grp.getgrgid(me.pw_gid).gr_name}\ndefault_vsz_limit = 0"
            )
        )
        configuration = self.where / "dovecot.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                where=self.where,
                plain=self.plain_port,
                tls=self.tls_port,
                sieve=self.sieve_port,
                owner=owner,
                chroot="" if root else "chroot =",
                uid=_MAIL_UID if root else me.pw_uid,
                gid=_MAIL_UID if root else me.pw_gid,
                password=self.password,
                capability=f"imap_capability = {self._capability}" if self._capability else "",
            )
        )
        if root:
            for part in ("mail", "home"):
                os.chown(self.where / part, _MAIL_UID, _MAIL_UID)
        # It becomes a daemon and keeps the descriptors it was given, so it gets files and no pipe.
        with (self.where / "log" / "start.log").open("wb") as log:
            done = subprocess.run(
                ["dovecot", "-c", configuration], check=False, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        assert done.returncode == 0, (self.where / "log" / "start.log").read_text()
        self._wait()

    def end(self) -> None:
        """Tell the server to end, which takes it a second."""
        with suppress(OSError):
            os.kill(int((self.where / "run" / "master.pid").read_text()), signal.SIGTERM)

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        self.end()
        _until(lambda: not (self.where / "run" / "master.pid").exists())

    def renew_certificate(self, kind: Certificate = Certificate.GOOD) -> None:
        """Let the running server show another certificate, of another authority."""
        before = self._certificate()
        self._make_certificate(kind)
        os.kill(int((self.where / "run" / "master.pid").read_text()), signal.SIGHUP)
        assert _until(lambda: self._certificate() not in ("", before))

    def _certificate(self) -> str:
        try:
            return ssl.get_server_certificate((self.host, self.tls_port), timeout=5)
        except OSError:  # between the old processes and the new ones
            return ""

    def _make_certificate(self, kind: Certificate) -> None:
        tls = self.where / "tls"
        names = "DNS:mail.elsewhere.example" if kind is Certificate.WRONG_NAME else "DNS:localhost,IP:127.0.0.1"
        (tls / "names").write_text(f"subjectAltName={names}\n")
        _openssl("req", "-x509", *_NEW_KEY, "-days", "30", "-subj", "/CN=Test authority",
                 "-keyout", tls / "ca.key", "-out", tls / "ca.pem")  # fmt: skip
        _openssl("req", *_NEW_KEY, "-subj", "/CN=localhost", "-keyout", tls / "server.key", "-out", tls / "server.csr")
        signed_by = (
            ("-signkey", tls / "server.key")
            if kind is Certificate.SELF_SIGNED
            else ("-CA", tls / "ca.pem", "-CAkey", tls / "ca.key", "-CAcreateserial")
        )
        days = "-1" if kind is Certificate.EXPIRED else "30"
        _openssl("x509", "-req", "-in", tls / "server.csr", *signed_by, "-days", days, "-extfile", tls / "names",
                 "-out", tls / "server.pem")  # fmt: skip

    def outside(self, user: str) -> imaplib.IMAP4:
        """Return another client, signed in as `user`; use it in a with statement."""
        client = imaplib.IMAP4(self.host, self.plain_port, timeout=20)
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{self.password}".encode())
        return client

    def deliver(self, user: str, raw: bytes, folder: str = "INBOX", received: datetime | None = None) -> int:
        """Put a message into a folder, made if it is missing, unread; return its UID."""
        with self.outside(user) as client:
            client.create(f'"{folder}"')
            when = imaplib.Time2Internaldate(received) if received else ""
            status, answer = client.append(f'"{folder}"', "", when, raw)
            assert status == "OK", answer
            return int(answer[0].split(b"]")[0].split()[-1])

    def unseen(self, user: str, folder: str = "INBOX") -> int:
        """Return how many messages of a folder are unread, as another client sees it."""
        with self.outside(user) as client:
            answer = client.status(f'"{folder}"', "(UNSEEN)")[1][0]
            return int(answer.rsplit(b" ", 1)[1].strip(b")"))

    def renew_folder(self, user: str, folder: str) -> None:
        """Delete a folder and make it again: the same name with another UIDVALIDITY."""
        with self.outside(user) as client:
            assert client.delete(f'"{folder}"')[0] == "OK"
            assert client.create(f'"{folder}"')[0] == "OK"

    def fill(self, user: str, mails: int | Iterable[Mail], folder: str = "INBOX", seed: int = 1) -> Written:
        """Put mail into a folder at once, without IMAP: that many invented messages, or those given."""
        chosen = Town(seed).mails(mails) if isinstance(mails, int) else mails
        home = self.where / "mail" / user
        if folder != "INBOX":
            _made(home)
            home /= f".{folder.replace('/', '.')}"
        written = maildir(home, chosen, _MAIL_UID if os.getuid() == 0 else None)
        _made(self.where / "mail" / user)
        return written

    def uids(self, user: str, folder: str = "INBOX") -> list[int]:
        """Return the UIDs of a folder."""
        with self.outside(user) as client:
            assert client.select(f'"{folder}"', readonly=True)[0] == "OK"
            return [int(uid) for uid in client.uid("SEARCH", "ALL")[1][0].split()]

    def flag(self, user: str, uids: Sequence[int], flag: str = "\\Flagged", folder: str = "INBOX") -> None:
        """Set a flag of messages."""
        self._change(user, folder, "STORE", _set(uids), "+FLAGS.SILENT", f"({flag})")

    def expunge(self, user: str, uids: Sequence[int], folder: str = "INBOX") -> None:
        """Delete messages for good."""
        self._change(user, folder, "STORE", _set(uids), "+FLAGS.SILENT", r"(\Deleted)")
        self._change(user, folder, "EXPUNGE", _set(uids))

    def move(self, user: str, uids: Sequence[int], to: str, folder: str = "INBOX") -> None:
        """Move messages into another folder, made if it is missing."""
        with self.outside(user) as client:
            client.create(f'"{to}"')
        self._change(user, folder, "MOVE", _set(uids), f'"{to}"')

    def _change(self, user: str, folder: str, command: str, *arguments: str) -> None:
        with self.outside(user) as client:
            assert client.select(f'"{folder}"')[0] == "OK"
            status, answer = client.uid(command, *arguments)
            assert status == "OK", answer

    def remake(self, user: str, mails: int | Iterable[Mail]) -> Written:
        """Remove the files of the whole mailbox and write it anew: the same folders with another UIDVALIDITY."""
        with self.outside(user) as client:
            answer = client.status("INBOX", "(UIDVALIDITY)")[1][0]
        before = int(answer.rsplit(b" ", 1)[1].strip(b")"))
        shutil.rmtree(self.where / "mail" / user)
        # Dovecot takes the second in which it meets a folder first as its UIDVALIDITY.
        assert _until(lambda: time.time() >= before + 1)
        return self.fill(user, mails)

    def _wait(self) -> None:
        context = ssl._create_unverified_context()

        def greets() -> bool:
            try:
                with (
                    socket.create_connection((self.host, self.tls_port), timeout=2) as wire,
                    context.wrap_socket(wire) as encrypted,
                ):
                    return encrypted.recv(100).startswith(b"* OK")
            except OSError:
                return False

        assert _until(greets), f"Dovecot did not greet: {(self.where / 'log' / 'error.log').read_text()}"


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until(done: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.05)
    return False


def _made(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    if os.getuid() == 0:
        os.chown(folder, _MAIL_UID, _MAIL_UID)


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


@contextmanager
def running(capability: str = "", certificate: Certificate = Certificate.GOOD) -> Iterator[Dovecot]:
    """Run a Dovecot in a folder of its own, which is removed afterwards."""
    # pytest's own folders are closed to others, and the mail processes run as another user.
    where = Path(tempfile.mkdtemp(prefix="inboxguard-dovecot-"))
    where.chmod(0o755)
    server = Dovecot(where, capability, certificate)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(where, ignore_errors=True)


def _demand_programs() -> None:
    programs = (("dovecot", "dovecot-imapd"), ("sievec", "dovecot-managesieved"), ("openssl", "openssl"))
    for program, package in programs:
        if shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
            pytest.fail(f"The mailbox tests need a real {program}: apt-get install {package}", pytrace=False)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Run a real IMAP server for the session; a machine without Dovecot fails the test rather than skipping it."""
    _demand_programs()
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def dovecot_with() -> Iterator[Callable[..., Dovecot]]:
    """Return a function that starts Dovecot with other options (those of `running`), each once a session."""
    _demand_programs()
    started: dict[tuple[str, Certificate], Dovecot] = {}
    with ExitStack() as stack:

        def start(capability: str = "", certificate: Certificate = Certificate.GOOD) -> Dovecot:
            if (capability, certificate) not in started:
                started[capability, certificate] = stack.enter_context(running(capability, certificate))
            return started[capability, certificate]

        yield start
        for server in started.values():
            server.end()
