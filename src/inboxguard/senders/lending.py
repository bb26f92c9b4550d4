"""Who speaks where the From address belongs to a platform that lends it, or to a relay that forwards for the person."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.bulk import automatic_local_part
from inboxguard.facts.message import Message
from inboxguard.senders.domains import a_label, carries, of_address, organisational, under
from inboxguard.senders.signs import mailbox

_ADDRESS = re.compile(r"[^\s<>\"',;@]{1,64}@[^\s<>\"',;@]{1,253}")
_LOCAL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class _Lent:
    """How the customer of a lent domain is told."""

    tells: tuple[str, ...]
    speaks: bool


def brand(message: Message) -> str | None:
    """Return the organisational domain of whom `message` claims to be from; None for people and where nobody is named.

    Of two customers on one lent domain each has a name of its own under it ("brand.platform.example").
    """
    sender = message.sender
    if sender is None:
        return None
    original = relayed(message)
    if original is not None:
        return None if carries(original.rpartition("@")[2]) else of_address(original)
    host = a_label(sender.domain)
    if host is None or carries(host):
        return None
    suffix = under(host, _suffixes())
    if suffix is None:
        return organisational(host)
    lending = _lent()[suffix]
    for way in lending.tells:
        found = _customer(message, way, host, suffix)
        if found:
            return found
    return organisational(suffix) if lending.speaks else None


def lent(host: str) -> bool:
    """Return whether `host` lies under a domain that a platform lends to its customers."""
    return under(host, _suffixes()) is not None


def relayed(message: Message) -> str | None:
    """Return the original From address of mail that the person's alias relay forwarded and signed, else None."""
    signed = {domain for method, domain in message.authentication.passed if method == "dkim"}
    if not signed:
        return None
    for header, domains in _relays():
        if any(under(domain, domains) for domain in signed):
            for name, value in (*message.marks, *message.trail):
                found = _ADDRESS.search(value[:1000]) if name == header else None
                if found:
                    return found.group().lower()
    return None


def _customer(message: Message, way: str, host: str, suffix: str) -> str | None:
    if way == "label":
        label = host.removesuffix(suffix).strip(".").rpartition(".")[2]
        return f"{label}.{suffix}" if len(label) > 1 and label not in _named("shared") else None
    if way == "local":
        assert message.sender is not None
        local = message.sender.address.rpartition("@")[0].lower().partition("+")[0]
        address = message.sender.address
        house = local in _named("house") or mailbox(address) or automatic_local_part(address)
        return f"{local}.{suffix}" if _LOCAL.fullmatch(local) and not house else None
    reply = message.reply_to
    if reply is None or carries(reply.domain) or under(reply.domain, _suffixes()):
        return None
    return organisational(reply.domain)


@cache
def _lent() -> dict[str, _Lent]:
    tables = tomllib.loads(resources.read("senders/lending.toml"))["lent"]
    return {domain: _Lent(tuple(entry["tells"]), entry["speaks"]) for entry in tables for domain in entry["domains"]}


@cache
def _named(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("senders/lending.toml"))[kind])


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(_lent())


@cache
def _relays() -> tuple[tuple[str, frozenset[str]], ...]:
    tables = tomllib.loads(resources.read("senders/lending.toml"))["relay"]
    return tuple((entry["header"], frozenset(entry["domains"])) for entry in tables)
