"""The scripts of a mail server, read and written by ManageSieve (RFC 5804).

`sievelib` speaks the protocol. What it leaves open is closed here: who vouches for the server, that nothing said in
clear counts behind STARTTLS, how long and how much is waited for, and that a script comes and goes octet by octet.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from sievelib import managesieve

from inboxguard.errors import CertificateRefused, HeldBack, MailboxError, Refused, Unreachable, WrongPassword
from inboxguard.mailbox import trusting
from inboxguard.mailbox.account import Account, Security, without_brackets
from inboxguard.mailbox.connection import told, worded
from inboxguard.mailbox.providers import refusal
from inboxguard.mailbox.throttling import throttled

PORT = 4190
"""Where servers listen for it (RFC 5804 section 1.8)."""

TIMEOUT = 10.0
"""Seconds in which an answer has to be there."""

MAX_ANSWER = 4 * 1024 * 1024
"""Octets of one answer; the largest scripts that servers take have one million."""

_PIECE = 65_536
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"\s*(.*)')


@dataclass(frozen=True, slots=True)
class Listing:
    """The scripts of a mailbox, and which of them is in force."""

    active: str | None
    names: tuple[str, ...]
    """All of them, the active one among them."""


class Scripts:
    """A signed-in ManageSieve connection; use it in a with statement.

    `extensions` are those of Sieve that the server knows. Every method raises Unreachable or MailboxError; those that
    change something raise Refused with the server's own words where it says no, and then nothing was changed.
    """

    def __init__(self, account: Account, client: "Client") -> None:
        self.account = account
        self._client = client
        with _said(account):
            self.extensions = frozenset(str(one).lower() for one in client.get_sieve_capabilities())

    def listing(self) -> Listing:
        """Return the scripts that there are."""
        with _said(self.account):
            return self._client.scripts()

    def text(self, name: str) -> bytes:
        """Return a script as it lies there."""
        with _said(self.account):
            return self._client.script(name)

    def check(self, script: bytes) -> None:
        """Have the server compile a script without keeping it; servers of before RFC 5804 do so when it is put."""
        with _said(self.account):
            self._client.checked(script)

    def put(self, name: str, script: bytes) -> None:
        """Keep a script under a name, in the place of one that is called so; the server compiles it first."""
        with _said(self.account):
            self._client.put(name, script)

    def activate(self, name: str) -> None:
        """Put a script in force and the others out; "" puts all out."""
        with _said(self.account):
            self._client.done(self._client.setactive(name))

    def delete(self, name: str) -> None:
        """Delete a script that is not in force."""
        with _said(self.account):
            self._client.done(self._client.deletescript(name))

    def close(self) -> None:
        """Sign out and close; never raises."""
        with suppress(Exception):
            self._client.logout()
        with suppress(Exception):
            self._client.sock.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def beside(account: Account, host: str | None = None, port: int | None = None) -> Account:
    """Return how the ManageSieve server of a mailbox is reached: encrypted by STARTTLS, in clear on this computer only.

    Without `host` it is the mail server itself, with its certificate. Raises what Account raises.
    """
    security = Security.NONE if account.security is Security.NONE else Security.STARTTLS
    named = (host or account.host).strip().lower()
    pinned = account.pinned if named == account.host else None
    return replace(account, host=named, port=port or PORT, security=security, pinned=pinned)


def connect(account: Account, password: str) -> Scripts:
    """Return a signed-in connection; the password is sent only after the server is trusted as for IMAP.

    Raises WrongPassword, Unreachable, CertificateRefused, HeldBack or MailboxError.
    """
    context = None if account.security is Security.NONE else trusting.context(account)
    with worded(account):
        host = without_brackets(account.host)
        wire = socket.create_connection((host, account.port), timeout=TIMEOUT)
    client = Client(account, _Line(account, wire))
    try:
        with _said(account):
            client.secure(context, host)
            client.sign_in(password)
        return Scripts(account, client)
    except BaseException:
        client.sock.close()
        raise


class Client(managesieve.Client):  # type: ignore[misc]  # the library has no types
    """The library's client over a bounded line; it bears the same name so that the parts it hides are reached.

    Python writes a name such as __send_command out with the name of the class, and so they are one.
    """

    def __init__(self, account: Account, line: "_Line") -> None:
        """Use `connect`."""
        super().__init__(account.host, account.port)
        self.account = account
        self.sock: Any = line
        self._blocks: list[bytes] = []

    def __read_block(self, size: int) -> bytes:
        """Return a literal, and remember it: the library loses how it ended."""
        if size > MAX_ANSWER:
            raise MailboxError(f"{self.account.host} sends more than a script can be; nothing was changed.")
        block = bytes(super()._Client__read_block(size))
        self._blocks.append(block)
        return block

    def __enable_ssl(self) -> None:
        if self.__read_buffer:
            raise CertificateRefused(
                f"{self.account.host} went on in clear after it had agreed to encrypt, so no password was sent."
            )
        self.sock.encrypt(self._context, self._host)
        trusting.vouched(self.account, self.sock.wire)

    def secure(self, context: ssl.SSLContext | None, host: str) -> None:
        """Hear the greeting and encrypt; without `context` only see that the server is on this computer."""
        self._context, self._host = context, host
        if not self.__get_capabilities():
            raise MailboxError(f"{self.account.host} takes no rules on port {self.account.port}.")
        if context is None:
            trusting.vouched(self.account, self.sock.wire)
        elif not self.has_tls_support():
            raise CertificateRefused(
                f"{self.account.host} offers no encryption on port {self.account.port}, so no password was sent."
            )
        elif not self.__starttls():
            raise CertificateRefused(f"{self.account.host} refused to encrypt, so no password was sent.")

    def sign_in(self, password: str) -> None:
        """Sign in with a password; raises WrongPassword or HeldBack."""
        account = self.account
        offered = self.get_sasl_mechanisms()
        way = next((one for one in ("PLAIN", "LOGIN") if one in offered), None)
        if way is None:
            raise MailboxError(f"{account.host} takes no sign-in with a password for rules, so nothing was changed.")
        if self.__authenticate(account.user, password, "", way):
            return
        said = self._words()
        meant = refusal(said, account.address, account.host)
        if throttled(said):
            raise HeldBack(meant or f"{account.host} takes no one in just now; try again later.")
        raise WrongPassword(
            meant
            or f"{account.host} refused the user name or password of {account.address} for rules. "
            "Some providers want an app password, and some let nobody but their own web page change rules."
        )

    def scripts(self) -> Listing:
        """Return the scripts that there are, by their names as the server quotes them."""
        code, _, listing = self.__send_command("LISTSCRIPTS", withcontent=True)
        self.done(code == "OK")
        active, names = None, []
        for line in listing.decode("utf-8").splitlines():
            quoted = _QUOTED.fullmatch(line.strip())
            if quoted is not None:
                name, rest = re.sub(r"\\(.)", r"\1", quoted[1]), quoted[2]
            else:  # a literal
                name, rest = (line[:-7], "ACTIVE") if line.upper().endswith(" ACTIVE") else (line, "")
            names.append(name)
            if rest.strip().upper() == "ACTIVE":
                active = name
        return Listing(active, tuple(names))

    def script(self, name: str) -> bytes:
        """Return a script octet by octet."""
        self._blocks.clear()
        code, _, content = self.__send_command("GETSCRIPT", [name.encode()], withcontent=True)
        self.done(code == "OK")
        if self._blocks:
            return self._blocks[0]
        quoted = _QUOTED.match(content.decode("utf-8"))
        if quoted is None:
            raise MailboxError(f"{self.account.host} gave the script “{name}” in a way that is not understood.")
        return re.sub(r"\\(.)", r"\1", quoted[1]).encode()

    def checked(self, script: bytes) -> None:
        """Have a script compiled where the server does that by itself."""
        if "VERSION" in self.__capabilities:
            code, _ = self.__send_command("CHECKSCRIPT", [_literal(script)])
            self.done(code == "OK")

    def put(self, name: str, script: bytes) -> None:
        """Keep a script, octet by octet."""
        code, _ = self.__send_command("PUTSCRIPT", [name.encode(), _literal(script)])
        self.done(code == "OK")

    def done(self, said_yes: bool) -> None:
        """Raise Refused with the server's words where it said no."""
        if not said_yes:
            raise Refused(f"{self.account.host} did not take the rules and nothing was changed: {self._words()}.")

    def _words(self) -> str:
        code, words = (bytes(part or b"").decode("utf-8", "replace") for part in (self.errcode, self.errmsg))
        if code.upper().startswith("QUOTA"):
            return "the script is larger than it takes, or there are too many scripts"
        return told(" ".join(filter(None, (words, f"[{code}]" if code else ""))))


class _Line:
    """A socket whose answers are bounded in time and size; the library reads and writes through it."""

    def __init__(self, account: Account, wire: socket.socket) -> None:
        self._account = account
        self.wire = wire
        self._ask()

    def _ask(self) -> None:
        self._end = time.monotonic() + TIMEOUT
        self._left = MAX_ANSWER

    def encrypt(self, context: ssl.SSLContext, host: str) -> None:
        self.wire = context.wrap_socket(self.wire, server_hostname=host)
        self._ask()  # the server speaks first behind the handshake

    def recv(self, size: int) -> bytes:
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise Unreachable(f"{self._account.host} did not answer in time; try again later.")
        self.wire.settimeout(rest)
        try:
            came = self.wire.recv(min(size, _PIECE))
        except TimeoutError as error:  # the library would take it for an answer that is none
            raise Unreachable(f"{self._account.host} did not answer in time; try again later.") from error
        self._left -= len(came)
        if self._left < 0:
            raise MailboxError(f"{self._account.host} answers without an end; nothing was changed.")
        return came

    def sendall(self, octets: bytes) -> None:
        self.wire.settimeout(TIMEOUT)
        self.wire.sendall(octets)
        self._ask()

    def close(self) -> None:
        self.wire.close()


def _literal(octets: bytes) -> bytes:
    return b"{%d+}\r\n%s" % (len(octets), octets)


@contextmanager
def _said(account: Account) -> Iterator[None]:
    """Turn what the library, the wire and TLS raise into a MailboxError with one sentence."""
    try:
        with worded(account):
            yield
    except managesieve.Error as error:
        # Without the cause: it may hold what was sent.
        if "closed" in str(error).lower():
            raise Unreachable(f"{account.host} ended the connection; try again later.") from None
        raise MailboxError(
            f"{account.host} answered on port {account.port} in a way that inboxguard does not understand."
        ) from None
