"""A private Cyrus IMAP on loopback: a second real server, of other habits than Dovecot, in a folder of its own.

Debian lets only one IMAP server be installed, so scripts/test unpacks Cyrus into the virtual environment instead of
installing it. Every user name signs in with the password `Cyrus.password`: Cyrus asks for it over a socket, as it asks
saslauthd, and the test answers. Works as root (then as the user nobody) and as an ordinary user.
"""

import grp
import imaplib
import itertools
import os
import pwd
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.servers.mailboxes import Mail
from tests.servers.ports import free_port

UNPACKED = Path(sys.prefix) / "cyrus"
"""Where scripts/test puts the packages cyrus-common and cyrus-imapd."""

_CONFIGURATION = """\
configdirectory: {where}/state
defaultpartition: default
partition-default: {where}/mail
sievedir: {where}/state/sieve
cyrus_user: {user}
cyrus_group: {group}
admins: admin
unixhierarchysep: yes
virtdomains: userid
defaultdomain: post.example
allowplaintext: yes
failedloginpause: 0
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {where}/door/mux
autocreate_quota: 0
autocreate_inbox_folders: Sent|Junk|Trash|Drafts
xlist-sent: Sent
xlist-junk: Junk
xlist-trash: Trash
xlist-drafts: Drafts
specialusealways: yes
"""

_SERVICES = """\
START {{
  recover cmd="{programs}/ctl_cyrusdb -C {where}/imapd.conf -r"
}}
SERVICES {{
  imap cmd="{programs}/imapd -C {where}/imapd.conf" listen="127.0.0.1:{port}" prefork=1
}}
"""


class Cyrus:
    """A running server, to be asked the same things as `Dovecot`; it speaks without encryption only."""

    host = "127.0.0.1"
    password = "geheim-7"

    def __init__(self, where: Path) -> None:
        self.where = where
        self.port = free_port()
        self._users = itertools.count(1)
        self._log = (where / "log").open("wb")
        self._process: subprocess.Popen[bytes] | None = None
        self._door = socket.socket(socket.AF_UNIX)

    def user(self) -> str:
        """Return a fresh user name (a mail address) with an empty mailbox, made when it first signs in."""
        return f"mara{next(self._users)}@post.example"

    def start(self) -> None:
        """Start the server and wait until it greets."""
        name = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        account = pwd.getpwnam(name)
        # A copy, because the user nobody may not be allowed to enter the folder of the checkout.
        shutil.copytree(UNPACKED / "usr" / "lib", self.where / "lib", symlinks=True)
        programs = self.where / "lib" / "cyrus" / "bin"
        told = {
            "where": self.where,
            "port": self.port,
            "programs": programs,
            "user": name,
            "group": grp.getgrgid(account.pw_gid).gr_name,
        }
        (self.where / "imapd.conf").write_text(_CONFIGURATION.format(**told))
        (self.where / "cyrus.conf").write_text(_SERVICES.format(**told))
        for part in ("db", "log", "msg", "proc", "ptclient", "socket", "sieve", "quota", "user", "lock", "backup"):
            (self.where / "state" / part).mkdir(parents=True)
        for part in ("mail", "door"):
            (self.where / part).mkdir()
        self._door.bind(str(self.where / "door" / "mux"))
        self._door.listen()
        threading.Thread(target=self._let_in, daemon=True).start()
        if os.getuid() == 0:
            for path in (self.where, *self.where.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        [libraries] = {path.parent for path in (self.where / "lib").rglob("libcyrus_imap.so.0")}
        self._process = subprocess.Popen(
            [programs / "master", "-C", self.where / "imapd.conf", "-M", self.where / "cyrus.conf",
             "-p", self.where / "master.pid", "-D"],
            env=os.environ | {"LD_LIBRARY_PATH": str(libraries)},
            cwd=self.where,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )  # fmt: skip
        self._wait()

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._log.close()

    def outside(self, user: str) -> imaplib.IMAP4:
        """Return another client, signed in as `user`; use it in a with statement."""
        client = imaplib.IMAP4(self.host, self.port, timeout=20)
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{self.password}".encode())
        return client

    def deliver(self, user: str, raw: bytes, folder: str = "INBOX", received: datetime | None = None) -> int:
        """Put a message into a folder, made if it is missing, unread; return its UID."""
        with self.outside(user) as client:
            client.create(f'"{folder}"')
            return _appended(client, folder, raw, received)

    def fill(self, user: str, mails: Iterable[Mail], folder: str = "INBOX") -> None:
        """Put mail into a folder, over one connection."""
        with self.outside(user) as client:
            client.create(f'"{folder}"')
            for mail in mails:
                _appended(client, folder, mail.raw, datetime.fromtimestamp(mail.at, UTC))

    def _let_in(self) -> None:
        """Answer as saslauthd does: four counted strings (user, password, service, realm), then OK or NO."""
        while True:
            try:
                asking, _ = self._door.accept()
            except OSError:
                return
            with asking, asking.makefile("rb") as read:
                said = [read.read(*struct.unpack(">H", read.read(2))) for _ in range(4)]
                answer = b"OK" if said[1] == self.password.encode() else b"NO"
                asking.sendall(struct.pack(">H", len(answer)) + answer)

    def _wait(self) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection((self.host, self.port), timeout=2) as wire:
                if wire.recv(100).startswith(b"* OK"):
                    return
            time.sleep(0.05)
        raise AssertionError(f"Cyrus did not greet: {(self.where / 'log').read_text()}")


def _appended(client: imaplib.IMAP4, folder: str, raw: bytes, received: datetime | None) -> int:
    when = imaplib.Time2Internaldate(received) if received else ""
    status, answer = client.append(f'"{folder}"', "", when, raw)
    assert status == "OK", answer
    return int(answer[0].split(b"]")[0].split()[-1])


@contextmanager
def running() -> Iterator[Cyrus]:
    """Run a Cyrus in a folder of its own, which is removed afterwards."""
    # Not pytest's own folder: it is closed to others, and the path of the socket may have 107 letters only.
    where = Path(tempfile.mkdtemp(prefix="inboxguard-cyrus-"))
    where.chmod(0o755)
    server = Cyrus(where)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(where, ignore_errors=True)


@pytest.fixture(scope="session")
def cyrus() -> Iterator[Cyrus]:
    """Run a second real IMAP server for the session; a machine without it fails the test rather than skipping it."""
    if not (UNPACKED / "usr" / "lib" / "cyrus" / "bin" / "imapd").exists():
        pytest.fail("The mailbox tests need Cyrus as a second real server: scripts/test unpacks it", pytrace=False)
    with running() as server:
        yield server
