"""A mail server that a domain names for itself, and the questions that were asked to learn it."""

from dataclasses import dataclass, field
from enum import StrEnum

from inboxguard.mailbox.account import Security
from inboxguard.senders.domains import a_label, organisational

_USUAL_PORTS = frozenset({143, 993})


class Source(StrEnum):
    """Who named the server: the domain's SRV records, or the configuration file on its web server."""

    SRV = "srv"
    AUTOCONFIG = "autoconfig"


@dataclass(frozen=True, slots=True)
class Found:
    """An IMAP server that the domain of an address names.

    `confirm`: the person has to agree to it first, since it lies outside the domain or on an unusual port, and a
    forged answer could have put it there (RFC 6186 section 6). `name` is what the provider calls itself, else "".
    """

    host: str
    port: int
    security: Security
    user: str
    source: Source
    confirm: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that left this computer: how ("DNS" or "HTTPS"), for what, and in a few words what came back."""

    how: str
    what: str
    answer: str
    found: tuple[Found, ...] = field(default=(), repr=False)


def server(
    domain: str, host: str, port: int, security: Security, user: str, source: Source, name: str = ""
) -> Found | None:
    """Return the server that `domain` names, or None where it can be none: no name of a host, or no port.

    `domain` is in A-labels. An address in place of a name is refused: no certificate would speak for it, and this
    computer or the home network must not be reached on the word of a stranger.
    """
    known = a_label(host)
    if known is None or known.rpartition(".")[2] in ("localhost", "local") or not 0 < port < 65536:
        return None
    outside = organisational(known) is None or organisational(known) != organisational(domain)
    return Found(known, port, security, user, source, outside or port not in _USUAL_PORTS, name)
