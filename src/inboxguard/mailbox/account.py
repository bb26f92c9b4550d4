"""A mailbox account: where its server is and how its certificate is judged. The password is not part of it."""

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum

from inboxguard.errors import CertificateRefused, MailboxError, Refused

_ADDRESS = re.compile(r"[^\s@\x00-\x1f\x7f]{1,128}@[^\s@\x00-\x1f\x7f]{1,253}")
_HOST = re.compile(r"[^\s/@\x00-\x1f\x7f]{1,253}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class Security(StrEnum):
    """How the connection is encrypted: at once, after STARTTLS, or (on this computer only) not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Trust(StrEnum):
    """What vouches for the server: the system's authorities, a file, a pinned certificate, or this computer itself."""

    SYSTEM = "system"
    FILE = "file"
    PIN = "pin"
    LOOPBACK = "loopback"


@dataclass(frozen=True, slots=True)
class Account:
    """How to reach one mailbox.

    `ca_file` names a file of certificate authorities; `pinned` is the SHA-256 (hex) of the DER certificate that a
    server on this computer showed first. Raises Refused, CertificateRefused or MailboxError where the parts do not
    go together, so an unsafe account cannot be built.
    """

    address: str
    host: str
    port: int
    security: Security
    user: str
    ca_file: str | None = None
    pinned: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could never be reached, or only unsafely."""
        if not _ADDRESS.fullmatch(self.address):
            raise MailboxError("This is not a mail address; write it like name@example.org.")
        if not _HOST.fullmatch(self.host) or not _is_encodable(self.host):
            raise MailboxError("This is not the name of a mail server; write it like imap.example.org.")
        if not 0 < self.port < 65536:
            raise MailboxError(f"{self.port} is not a port; mail servers mostly listen on 993.")
        if not self.user or not self.user.isprintable() or len(self.user) > 320:
            raise MailboxError("This is not a user name; most servers want the whole mail address.")
        if self.security is Security.NONE and not is_loopback(self.host):
            raise Refused(
                f"A connection to {self.host} without encryption would show your password to everyone on the way; "
                "use tls or starttls."
            )
        if self.pinned is not None and (not is_loopback(self.host) or not _FINGERPRINT.fullmatch(self.pinned)):
            raise CertificateRefused(
                f"A pinned certificate is accepted for a mail server on this computer only, not for {self.host}; "
                "give the file of its certificate authority instead."
            )


def _is_encodable(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return whether `host` can only be this computer: localhost (RFC 6761 section 6.3) or a loopback address.

    A name is never asked for: what resolves to this computer today may lead elsewhere tomorrow. Short forms that only
    some systems read as an address ("127.1", "2130706433") and 0.0.0.0 are none.
    """
    if host.casefold() in ("localhost", "localhost."):
        return True
    try:
        address = ipaddress.ip_address(without_brackets(host))
    except ValueError:
        return False
    # Whether a mapped address ("::ffff:127.0.0.1") counts as loopback differs between versions of Python.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def without_brackets(host: str) -> str:
    """Return an IPv6 address without the brackets that URLs write around it, anything else as it is."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") and ":" in host else host


def trust(account: Account) -> Trust:
    """Return what has to vouch for the server of `account`."""
    if account.security is Security.NONE:
        return Trust.LOOPBACK
    if account.ca_file is not None:
        return Trust.FILE
    return Trust.PIN if is_loopback(account.host) else Trust.SYSTEM


def default_port(security: Security) -> int:
    """Return the port that servers listen on for `security` (RFC 8314 section 3.2; RFC 9051 section 2.1)."""
    return 993 if security is Security.TLS else 143
