"""Open a mailbox: TLS, sign in, time limits; every error of the wire becomes a MailboxError with one sentence."""

import hashlib
import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from inboxguard.errors import CertificateRefused, MailboxError, NoFolder, Unreachable
from inboxguard.mailbox.account import Account, Security, Trust, is_loopback, trust
from inboxguard.mailbox.signing_in import Secret, sign_in

MAX_LITERAL = 32 * 1024 * 1024
"""Bytes of one string of the server; more than any header or cut body needs, so more is not read into memory."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the server says of a folder opened for reading: its generation, next UID (0 = unsaid) and messages."""

    uidvalidity: int
    uidnext: int
    exists: int


class Connection:
    """An open, signed-in connection to the mailbox of `account`; close it, or use it in a with statement.

    `pin` is the SHA-256 of the server's certificate where it is trusted by pinning, for the store to keep.
    """

    __slots__ = ("_examined", "account", "client", "pin")

    def __init__(self, account: Account, client: Any, pin: str | None) -> None:
        self.account = account
        self.client = client
        self.pin = pin
        self._examined: tuple[str, Examined] | None = None

    def offers(self, capability: str) -> bool:
        """Return whether the server announced `capability` after signing in."""
        with worded(self.account):
            return bool(self.client.has_capability(capability))

    def examine(self, folder: str, again: bool = False) -> Examined:
        """Open `folder` (its name on the wire) with EXAMINE, which changes nothing; raises NoFolder.

        A folder that is open already is asked anew only with `again`.
        """
        if self._examined is not None and self._examined[0] == folder and not again:
            return self._examined[1]
        self._examined = None
        try:
            with worded(self.account):
                said = self.client.select_folder(folder, readonly=True)
                state = Examined(*(int(said.get(key, 0)) for key in (b"UIDVALIDITY", b"UIDNEXT", b"EXISTS")))
        except Unreachable:
            raise
        except MailboxError as error:
            raise NoFolder(f"{self.account.host} does not open the folder {folder}; it may be gone.") from error
        self._examined = (folder, state)
        return state

    def close(self) -> None:
        """Sign out and close; never raises."""
        with suppress(Exception):
            self.client.socket().settimeout(5)
        _shut(self.client)

    def __enter__(self) -> Self:
        """Return the connection itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def connect(account: Account, secret: Secret, timeout: float = 60.0) -> Connection:
    """Return a signed-in connection; `timeout` is in seconds and bounds every wait for the server.

    The password or token is sent only after the server is trusted: by the system's authorities, by `account.ca_file`,
    or on this computer by the pinned certificate (the first one is accepted). Raises WrongPassword, SignInAgain,
    Unreachable, CertificateRefused or MailboxError.
    """
    import imapclient

    context = None if account.security is Security.NONE else _context(account)
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
        _limit_literals(client)
        pin = _trusted(client, account, context)
        _sign_in(client, account, secret)
    except BaseException:
        _shut(client)
        raise
    return Connection(account, client, pin)


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
        raise Unreachable(f"{host} ended the connection; try again later.") from error
    except OSError as error:
        raise Unreachable(
            f"{host} could not be reached ({error.strerror or 'the connection broke'}); try again later."
        ) from error
    except (imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        # Beside its own errors IMAPClient raises these on answers that are not IMAP.
        raise MailboxError(f"{host} answered in a way that inboxguard does not understand: {_told(error)}.") from error


def _told(error: BaseException) -> str:
    """Return what the server said, printable and short."""
    words = "".join(letter if letter.isprintable() else " " for letter in str(error)[:600])
    return " ".join(words.split())[:200].rstrip(". ") or "no reason given"


def _context(account: Account) -> ssl.SSLContext:
    kind = trust(account)
    if kind is not Trust.PIN:
        try:
            context = ssl.create_default_context(cafile=account.ca_file)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise CertificateRefused(
                f"The file of certificate authorities {account.ca_file} cannot be read; it must be a PEM file."
            ) from error
        if account.ca_file is not None:
            # Python 3.13 also wants extensions that authorities made at home seldom have; the chain, the name and the
            # dates are checked all the same.
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the pin is compared before anything is sent
    return context


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
        wire = client.socket()
        kind = trust(account)
        if kind in (Trust.PIN, Trust.LOOPBACK) and not is_loopback(str(wire.getpeername()[0])):
            raise CertificateRefused(f"{account.host} leads away from this computer, so no password was sent.")
        if kind is not Trust.PIN:
            return None
        pin = hashlib.sha256(wire.getpeercert(binary_form=True)).hexdigest()
    if account.pinned is not None and account.pinned != pin:
        raise CertificateRefused(
            f"The certificate of {account.host} is not the one that was accepted before, so no password was sent; "
            "if you renewed it, remove the account and add it again."
        )
    return pin


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


def _limit_literals(client: Any) -> None:
    """Make the client refuse to read a string of absurd size into memory; imaplib itself has no limit."""
    wire = client._imap
    read = wire.read

    def bounded(size: int) -> bytes:
        if size > MAX_LITERAL:
            raise imaplib.IMAP4.abort("literal too large")
        return bytes(read(size))

    wire.read = bounded


def _shut(client: Any) -> None:
    try:
        client.logout()
    except Exception:  # the wire may be in any state; what counts is that it is closed
        with suppress(Exception):
            client.shutdown()
