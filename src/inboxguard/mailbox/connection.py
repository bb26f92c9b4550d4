"""Open a mailbox: TLS, sign in, time limits; every error of the wire becomes a MailboxError with one sentence."""

import imaplib
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from inboxguard.errors import CertificateRefused, HeldBack, MailboxError, NoFolder, Unreachable
from inboxguard.mailbox import trusting
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.commands import Examined, State, ask, decoded, examine
from inboxguard.mailbox.fetching import Broken
from inboxguard.mailbox.signing_in import Secret, sign_in
from inboxguard.mailbox.throttling import throttled
from inboxguard.mailbox.wire import Wire

MAX_LITERAL = 32 * 1024 * 1024
"""Octets of one string that imaplib may read into memory; more than any header or cut body needs."""

_GOODBYE = 5.0
"""Seconds that the server has to answer when it is left."""


class Connection:
    """An open, signed-in connection to the mailbox of `account`; close it, or use it in a with statement.

    `pin` is the SHA-256 of the server's certificate where it is trusted by pinning, for the store to keep.
    `round_trip` is how long the server took to answer one short command, in seconds. IMAPClient (`client`) and the
    bulk reader share `wire`.
    """

    __slots__ = ("_capabilities", "_examined", "_qresync", "account", "client", "pin", "round_trip", "wire")

    def __init__(self, account: Account, client: Any, pin: str | None, wire: Wire) -> None:
        self.account = account
        self.client = client
        self.pin = pin
        self._examined: tuple[str, Examined] | None = None
        self.wire = wire
        with worded(account):
            began = time.monotonic()
            self._capabilities = _capabilities(client, self.wire)
            self.round_trip = time.monotonic() - began
            self._qresync = self._prepared()

    def _prepared(self) -> bool:
        """Say who is there, compress, and switch QRESYNC on; return whether the server confirmed the last."""
        if self.offers("ID"):  # some providers open no folder before (RFC 2971)
            ask(self.wire, b'ID ("name" "inboxguard")')
        if self.offers("COMPRESS=DEFLATE") and ask(self.wire, b"COMPRESS DEFLATE").ok:
            self.wire.compress()
        if not self.offers("QRESYNC") or not self.offers("ENABLE"):
            return False
        # iCloud offers QRESYNC and confirms nothing; what it then sends is not to be relied on.
        lines = ask(self.wire, b"ENABLE QRESYNC").lines
        return any(line[:9].upper() == b"* ENABLED" and b"QRESYNC" in line.upper() for line in lines)

    def offers(self, capability: str) -> bool:
        """Return whether the server announced `capability` after signing in."""
        return capability.upper() in self._capabilities

    def examine(self, folder: str, known: State | None = None) -> Examined:
        """Open `folder` (its raw name) with EXAMINE, which changes nothing; raises NoFolder.

        A folder that is open already is asked anew only with `known`, the state of an earlier time: where the server
        has QRESYNC the answer then tells what vanished since.
        """
        if known is None and self._examined is not None and self._examined[0] == folder:
            return self._examined[1]
        self._examined = None
        since = known if self._qresync and known is not None and known.modseq else None
        with worded(self.account):
            found = examine(self.wire, folder, self.offers("CONDSTORE"), since)
        if isinstance(found, str):
            if throttled(found):
                raise HeldBack(f"The mail server {self.account.host} holds back for now: {told(found)}.")
            raise NoFolder(
                f"{self.account.host} does not open the folder {decoded(folder.encode('latin-1', 'replace'))} "
                f"({told(found)}); it may be gone."
            )
        self.client._imap.state = "SELECTED"  # for the commands that IMAPClient sends
        self._examined = (folder, found)
        return found

    def close(self) -> None:
        """Sign out and close; never raises."""
        _shut(self.client)

    def cut(self) -> None:
        """Close without a goodbye, which would wait behind every answer that is under way; never raises."""
        _cut(self.client)

    def __enter__(self) -> Self:
        """Return the connection itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; where it ends with an error there may be answers under way, and nobody waits for them."""
        if error is None:
            self.close()
        else:
            self.cut()


def connect(account: Account, secret: Secret, timeout: float = 60.0) -> Connection:
    """Return a signed-in connection; `timeout` is in seconds and bounds every wait for the server.

    The password or token is sent only after the server is trusted: by the system's authorities, by `account.ca_file`,
    or on this computer by the pinned certificate (the first one is accepted). Raises WrongPassword, SignInAgain,
    Unreachable, CertificateRefused or MailboxError.
    """
    import imapclient

    context = None if account.security is Security.NONE else trusting.context(account)
    with worded(account):
        client = imapclient.IMAPClient(
            account.host,
            account.port,
            ssl=account.security is Security.TLS,
            ssl_context=context,
            timeout=timeout,
        )
    try:
        client.normalise_times = False
        client.folder_encode = False
        pin = _trusted(client, account, context)
        wire = _wired(client)
        _sign_in(client, account, secret)
        return Connection(account, client, pin, wire)
    except Unreachable:
        _cut(client)  # a server that has fallen silent is not waited for once more
        raise
    except BaseException:
        _shut(client)
        raise


# Beside its own errors IMAPClient raises these on answers that are not IMAP; a compressed stream may be broken.
_NOT_IMAP = (
    imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError, AssertionError, zlib.error,
    MemoryError, OverflowError,  # a string of absurd size, before the wire that bounds them is there
)  # fmt: skip


@contextmanager
def worded(account: Account) -> Iterator[None]:
    """Turn every error of imaplib, IMAPClient, sockets and TLS into a MailboxError with one sentence."""
    host, port = account.host, account.port
    try:
        yield
    except MailboxError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise CertificateRefused(
            f"The certificate of {host} cannot be trusted ({error.verify_message or 'it does not verify'}), so nothing "
            "was sent; check the server's name, or give the file of its certificate authority."
        ) from error
    except ssl.SSLError as error:
        raise Unreachable(
            f"{host} does not speak TLS on port {port}; check the port and the kind of security."
        ) from error
    except socket.gaierror as error:
        raise Unreachable(
            f"No server called {host} was found; check its name and that this computer is online."
        ) from error
    except TimeoutError as error:
        raise Unreachable(f"{host} did not answer in time; try again later.") from error
    except ConnectionRefusedError as error:
        raise Unreachable(
            f"{host} accepts no connection on port {port}; check the port, or try again later."
        ) from error
    except (imaplib.IMAP4.abort, EOFError) as error:
        said = f" ({told(error)})" if isinstance(error, Broken) else ""
        raise Unreachable(f"{host} ended the connection{said}; try again later.") from error
    except OSError as error:
        raise Unreachable(
            f"{host} could not be reached ({error.strerror or 'the connection broke'}); try again later."
        ) from error
    except _NOT_IMAP as error:
        greeting = error.args[0] if error.args else b""
        if isinstance(greeting, bytes) and greeting.upper().startswith(b"* BYE"):
            said = told(greeting[5:].decode("utf-8", "replace"))
            raise Unreachable(f"{host} takes no connection just now ({said}); try again later.") from error
        raise MailboxError(f"{host} answered in a way that inboxguard does not understand: {told(error)}.") from error


def told(error: BaseException | str) -> str:
    """Return what the server said, printable and short."""
    words = "".join(letter if letter.isprintable() else " " for letter in str(error)[:600])
    return " ".join(words.split())[:200].rstrip(". ") or "no reason given"


def _trusted(client: Any, account: Account, context: ssl.SSLContext | None) -> str | None:
    """Finish the encryption and return the pin; nothing but STARTTLS was sent before this agrees."""
    if bytes(client.welcome or b"").startswith(b"* PREAUTH"):
        # A greeting that claims to be signed in would skip STARTTLS and the password (RFC 9051 section 11.3).
        raise MailboxError(f"{account.host} claims to be signed in before any password was sent; this is not safe.")
    with worded(account):
        if account.security is Security.STARTTLS:
            if not client.has_capability("STARTTLS"):
                raise CertificateRefused(
                    f"{account.host} offers no encryption on port {account.port}, so no password was sent; "
                    "try tls on port 993."
                )
            client.starttls(context)
        return trusting.vouched(account, client.socket())


def _sign_in(client: Any, account: Account, secret: Secret) -> None:
    failure: MailboxError | None = None
    try:
        with worded(account):
            sign_in(client, account, secret)
    except MailboxError as error:
        failure = error
    if failure is not None:
        # Raised here, without the causes: what the server said may repeat the password.
        raise type(failure)(str(failure)) from None


def _wired(client: Any) -> Wire:
    """Return the wire of the client, which from now on reads and writes through it."""
    imap = client._imap
    wire = Wire(client.socket(), _left_over(client))

    def bounded(size: int) -> bytes:
        if size > MAX_LITERAL:
            raise imaplib.IMAP4.abort("literal too large")
        return wire.read(size)

    imap.read, imap.readline, imap.send = bounded, wire.readline, wire.send
    return wire


def _left_over(client: Any) -> bytes:
    """Return what imaplib's own buffer holds already, without waiting for more."""
    connected = client.socket()
    before = connected.gettimeout()
    connected.settimeout(0)
    try:
        return bytes(client._imap.file.peek() or b"")
    except OSError:  # nothing there: a TLS socket says so with an error
        return b""
    finally:
        connected.settimeout(before)


def _capabilities(client: Any, wire: Wire) -> frozenset[str]:
    """Ask what the server can, now that the person is signed in: what it said before no longer counts."""
    reply = ask(wire, b"CAPABILITY")
    words = [word for line in reply.lines if line[:12].upper() == b"* CAPABILITY" for word in line[12:].upper().split()]
    client._cached_capabilities = tuple(words)
    return frozenset(word.decode("ascii", "replace") for word in words)


def _shut(client: Any) -> None:
    """Sign out and close."""
    try:
        client.socket().settimeout(_GOODBYE)
        client.logout()
    except Exception:  # the wire may be in any state; what counts is that it is closed
        _cut(client)


def _cut(client: Any) -> None:
    with suppress(Exception):
        client.shutdown()
