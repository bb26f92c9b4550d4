"""Known breaches that the person brings, in the format of the public list of Have I Been Pwned (API version 3).

They are only ever a rival explanation: that addresses of an organisation got out says nothing about who got them.
Taken are breaches in which e-mail addresses got out, of an organisation with a domain, and that were verified. Left out
are those that the list itself calls fabricated or a mere list of spammers, and those that nobody verified: to name an
organisation's breach is a claim about it, and an unverified one may be invented. A retired entry stays: it was taken
down, and the breach happened all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec
from sqlite_utils import Database

from inboxguard.audit.filing import LARGEST
from inboxguard.errors import Refused
from inboxguard.senders.domains import carries, organisational
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, search
from inboxguard.store.decisions import KnownBreach

_MOST = 20_000
_LONGEST = 200
"""Letters of a name, a domain or a class; real ones have a quarter of it."""
_MOST_CLASSES = 200
_ADDRESSES = "email addresses"
_EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the rows of a list."""

    known: int
    unverified: int
    """Left out because nobody verified them."""
    other: int
    """Left out because no addresses got out, no organisation is named, or the list itself doubts them."""
    unreadable: int


@dataclass(frozen=True, slots=True)
class BreachRow:
    """One known breach."""

    organisation: SenderId
    name: str
    on: date
    classes: tuple[str, ...]
    writes: bool
    """Whether the organisation is a sender of this mailbox; of one that is set aside this stays unsaid."""


class _Row(msgspec.Struct):
    """A row of the list, as far as it is read."""

    name: str = msgspec.field(name="Name")
    day: date = msgspec.field(name="BreachDate")
    classes: list[str] = msgspec.field(name="DataClasses")
    domain: str | None = msgspec.field(name="Domain", default="")
    title: str | None = msgspec.field(name="Title", default="")
    is_verified: bool = msgspec.field(name="IsVerified", default=False)
    is_fabricated: bool = msgspec.field(name="IsFabricated", default=False)
    is_spam_list: bool = msgspec.field(name="IsSpamList", default=False)


def load(db: Database, path: Path, now: datetime) -> Loaded:
    """Keep the breaches of a list and no others; raises Refused, with what was kept before, where there are none."""
    known: dict[tuple[str, str], KnownBreach] = {}
    unverified = other = unreadable = 0
    for raw in _raw(path):
        try:
            row = msgspec.json.decode(raw, type=_Row)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            unreadable += 1
            continue
        domain = _domain(row)
        if not _is_sound(row, now):
            unreadable += 1
        elif domain is None or row.is_fabricated or row.is_spam_list or not _has_addresses(row):
            other += 1
        elif not row.is_verified:
            unverified += 1
        else:
            name = _plain(row.title or "") or _plain(row.name)
            classes = tuple(dict.fromkeys(filter(None, map(_plain, row.classes))))
            known[domain, _plain(row.name)] = KnownBreach(domain, name, row.day, classes)
    if not known:
        raise Refused(
            "The file names no breach in which addresses got out, so nothing was changed. It should be the list of "
            "all breaches as Have I Been Pwned publishes it."
        )
    decisions.set_breaches(db, _named_apart(known.values()))
    return Loaded(len(known), unverified, other, unreadable)


def rows(db: Database) -> tuple[BreachRow, ...]:
    """Return the known breaches, the oldest first."""
    senders = findings.names(db).keys() - search.wholly_set_aside(db)
    return tuple(
        BreachRow(SenderId(one.organisation), one.name, one.on, one.classes, one.organisation in senders)
        for one in decisions.breaches(db)
    )


def _raw(path: Path) -> list[msgspec.Raw]:
    """Return the rows of a list, none of them read yet; raises Refused."""
    called = "".join(letter if letter.isprintable() else " " for letter in str(path))
    if not path.is_file():
        raise Refused(f"There is no file “{called}”. Save the list of breaches as a file and name that.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        why = f"The file “{called}” could not be read ({error.strerror}). Mend that, or name another."
        raise Refused(why) from error
    if len(content) > LARGEST:
        raise Refused(f"The file “{called}” has more than {LARGEST // 1024**2} MB, which no list of breaches has.")
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refused(
            f"The file “{called}” is no list of breaches in JSON. It should be the list of all breaches as Have I Been "
            "Pwned publishes it."
        ) from error
    if len(found) > _MOST:
        raise Refused(f"The file “{called}” has more than {_MOST:,} breaches, which no list of breaches has.")
    return found


def _domain(row: _Row) -> str | None:
    host = (row.domain or "").strip().lower()
    domain = organisational(host) if 0 < len(host) <= _LONGEST else None
    return None if domain is None or carries(domain) else domain


def _is_sound(row: _Row, now: datetime) -> bool:
    texts = (row.name, row.title or "", row.domain or "", *row.classes)
    return (
        bool(_plain(row.name))
        and all(len(text) <= _LONGEST for text in texts)
        and len(row.classes) <= _MOST_CLASSES
        and _EARLIEST <= row.day <= now.date()
    )


def _has_addresses(row: _Row) -> bool:
    return any(one.strip().lower() == _ADDRESSES for one in row.classes)


def _named_apart(known: Iterable[KnownBreach]) -> list[KnownBreach]:
    """Return breaches of which no two of one organisation have the same name."""
    found: dict[tuple[str, str], KnownBreach] = {}
    for one in known:
        name = one.name if (one.organisation, one.name) not in found else f"{one.name} ({one.on.isoformat()})"
        found.setdefault((one.organisation, name), KnownBreach(one.organisation, name, one.on, one.classes))
    return list(found.values())


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
