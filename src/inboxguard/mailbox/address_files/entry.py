"""What an export says of one address; everything else in it, passwords first of all, is never taken up."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from inboxguard.senders.domains import a_label, organisational

Item = TypeVar("Item")

MOST_ENTRIES = 50_000
LONGEST_LABEL = 300
_LONGEST_SITE = 2_000
_MOST_SITES = 20
"""Sites of one entry that are looked at."""
_ADDRESS = re.compile(r"[\w.+=!#$%&*/?^`{|}~'-]{1,64}@[^\s@]{1,253}", re.ASCII)
_PARTED = re.compile(r"[,\s]+")
_AT_HOME = frozenset(
    {"local", "localhost", "localdomain", "internal", "lan", "home", "corp", "test", "invalid", "onion"}
)
"""Last labels of hosts that are in nobody's registry (RFC 6761, RFC 6762, RFC 7686, and what routers use)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: an address, the organisational domains of the sites it belongs to, and what the person called it."""

    address: str
    """In lower case."""
    sites: tuple[str, ...]
    label: str
    """Of an alias only: "" for a log-in, whose title and notes are nobody's business."""
    account: bool
    """A log-in at a site; else an alias that forwards mail."""


@dataclass(frozen=True, slots=True)
class AddressFile:
    """What one export holds."""

    service: str
    entries: tuple[Entry, ...]
    without: int
    """Entries that name no mail address: cards, notes, log-ins by another name."""
    broken: int
    """Entries that could not be read."""


def mail_address(written: object) -> str:
    """Return a mail address in lower case; "" where `written` is none that mail from outside can come to."""
    if not isinstance(written, str) or len(written) > 400:
        return ""
    found = _ADDRESS.fullmatch(written.strip())
    if found is None:
        return ""
    local, _, domain = found[0].rpartition("@")
    host = a_label(domain)
    return f"{local}@{host}".lower() if host is not None and _public(host) else ""


def site(written: object) -> str | None:
    """Return the organisational domain of a web address; None for apps, networks at home and what is none."""
    if not isinstance(written, str):
        return None
    text = written.strip()[:_LONGEST_SITE]
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        name = parts.hostname or ""
    except ValueError:
        return None
    host = a_label(name) if parts.scheme in ("", "http", "https") else None
    return organisational(host) if host is not None and _public(host) else None


def sites(written: Iterable[object]) -> tuple[str, ...]:
    """Return the organisational domains of web addresses, each once.

    One text may hold several, parted by commas. A comma may also stand in a path, so behind a whole web address only
    whole ones count.
    """
    found: list[str | None] = []
    for one in written:
        if isinstance(one, str):
            first, *further = _PARTED.split(one[: 10 * _LONGEST_SITE].strip())
            whole = [other for other in further if "/" not in first or "://" in other]
            found += [site(piece) for piece in (first, *whole)[:_MOST_SITES]]
    return tuple(dict.fromkeys(one for one in found[:_MOST_SITES] if one))


def account(names: Iterable[object], places: Iterable[object]) -> Entry | None:
    """Return a log-in: the first of its `names` that is a mail address, at the sites in `places`; None without one."""
    address = next(filter(None, map(mail_address, names)), "")
    return Entry(address, sites(places), "", True) if address else None


def alias(address: object, places: Iterable[object], labels: Iterable[object]) -> Entry | None:
    """Return an alias with the sites it was made for and the first label that says something; None without address."""
    known = mail_address(address)
    said = next((one for one in labels if isinstance(one, str) and one.strip()), "")
    return Entry(known, sites(places), " ".join(said[:LONGEST_LABEL].split()), False) if known else None


def sorted_out(
    items: Iterable[msgspec.Raw], shape: type[Item], entry: Callable[[Item], Entry | None]
) -> tuple[tuple[Entry, ...], int, int]:
    """Return (entries, items that hold none, items that are not of `shape`): one broken item costs itself only."""
    found: list[Entry] = []
    without = broken = 0
    for packed in items:
        try:
            one = entry(msgspec.json.decode(packed, type=shape))
        except msgspec.DecodeError:
            broken += 1
            continue
        if one is None:
            without += 1
        else:
            found.append(one)
    return tuple(found), without, broken


def _public(host: str) -> bool:
    return host.rpartition(".")[2] not in _AT_HOME
