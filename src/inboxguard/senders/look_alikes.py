"""Senders on domains that read as another sender's: a nought for an o, "rn" for m, letters of another alphabet.

What such a domain calls itself, and what imprint it shows, is copied in a minute, and a reader takes it for the other.
It is told by its domain alone, is no company with the other, and little is claimed of it.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.senders.domains import organisational
from inboxguard.senders.names import alike, likeness
from inboxguard.senders.sender import SenderId
from inboxguard.senders.siblings import NO_BONDS, Bonds

_SHORTEST = 3
"""Labels shorter than this read as one another by chance."""
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Face:
    """What of a sender is compared: how it calls itself, from which hosts it writes, and since when."""

    name: str = ""
    hosts: tuple[str, ...] = ()
    first: datetime | None = None
    bonds: Bonds = NO_BONDS


def look_alikes(faces: Mapping[str, Face]) -> dict[str, SenderId]:
    """Return, of each sender on a domain that reads as another's, whose: the one that bears its name by right.

    Of two that read alike it is the one that is called as its domain is, has no letters of other alphabets in it, or
    was there first. A domain that the other's own mail leads to or is signed with is the other's.
    """
    alike_ones: dict[str, list[str]] = {}
    for organisation in faces:
        if len(label := _label(organisation)) >= _SHORTEST:
            alike_ones.setdefault(reading(label), []).append(organisation)
    found: dict[str, SenderId] = {}
    for names in alike_ones.values():
        if len({_label(name) for name in names}) > 1:
            found.update(_among(names, faces))
    for organisation, face in faces.items():
        inner = _inside(organisation, face, faces)
        if inner is not None and organisation not in found:
            found[organisation] = SenderId(inner)
    return found


@lru_cache(maxsize=8192)
def reading(label: str) -> str:
    """Return as what a label of a domain (an A-label too) is read, in letters that stand for all that look so."""
    folded = unicodedata.normalize("NFKD", _written(label)).casefold().translate(_letters())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    for run, letter in _table()["runs"].items():
        plain = plain.replace(run, letter)
    return plain.translate(_same())


def _among(names: Sequence[str], faces: Mapping[str, Face]) -> Iterable[tuple[str, SenderId]]:
    rightful = min(names, key=lambda one: (*_strangeness(one, faces[one]), one))
    for other in names:
        if _label(other) != _label(rightful) and not _vouches(faces[rightful], other):
            yield other, SenderId(rightful)


def _strangeness(organisation: str, face: Face) -> tuple[bool, bool, datetime]:
    written = _written(_label(organisation))
    return not alike(face.name, written), not written.isascii(), face.first or _EVER


def _vouches(face: Face, other: str) -> bool:
    """Return whether a sender's own mail, as the person's server attests it, leads to the other domain."""
    return other in face.bonds.leads or not {("signed", other), ("list", other)}.isdisjoint(face.bonds.marks)


def _inside(organisation: str, face: Face, faces: Mapping[str, Face]) -> str | None:
    """Return whose whole domain stands before a sender's own in a host of its mail, where it calls itself so, too."""
    for host in face.hosts:
        before = host.removesuffix(f".{organisation}")
        inner = organisational(before) if before != host and "." in before else None
        if inner is not None and inner != organisation and inner in faces and not _vouches(faces[inner], organisation):
            called = likeness(face.name)
            if called in (likeness(faces[inner].name), likeness(_label(inner)), likeness(organisation)):
                return inner
    return None


def _label(organisation: str) -> str:
    return organisation.partition(".")[0]


def _written(label: str) -> str:
    """Return a label as it is shown: an A-label in its own letters (RFC 5890), as it is where it is none."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@cache
def _letters() -> dict[int, str]:
    return str.maketrans({sign: letter for letter, signs in _table()["letters"].items() for sign in signs})


@cache
def _same() -> dict[int, str]:
    return str.maketrans({sign: first for first, signs in _table()["same"].items() for sign in signs})


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(resources.read("senders/look_alikes.toml"))
    return table
