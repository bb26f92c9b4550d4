"""Senders on domains that read as another sender's: a nought for an o, "rn" for m, letters of another alphabet.

What such a domain calls itself, and what imprint it shows, is copied in a minute, and a reader takes it for the other.
It is told by its domain alone, is no company with the other, and little is claimed of it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import permutations

from inboxguard import resources
from inboxguard.senders.domains import organisational
from inboxguard.senders.names import alike, likeness
from inboxguard.senders.sender import SenderId
from inboxguard.senders.siblings import NO_BONDS, Bonds

_SHORTEST = 3
"""Labels shorter than this read as one another by chance."""
_EVER = datetime.max.replace(tzinfo=UTC)
_INSIDE = re.compile("[a-z][01]+[a-z]")
"""A figure that stands for a letter: "zal0ra"; at the end it is a figure ("kanal1")."""


@dataclass(frozen=True, slots=True)
class Face:
    """What of a sender is compared: how it calls itself, from which hosts it writes, and since when."""

    name: str = ""
    hosts: tuple[str, ...] = ()
    first: datetime | None = None
    bonds: Bonds = NO_BONDS
    imprint: frozenset[str] = frozenset()
    """Numbers and addresses of the company that it states."""


def look_alikes(faces: Mapping[str, Face]) -> dict[str, SenderId]:
    """Return, of each sender on a domain that is written to read as another's, whose.

    It bears the other's name or imprint, or has letters of another alphabet in it; who calls itself by its own domain's
    name and states a company of its own only happens to read alike ("Barn" and "Bam"). Of two it is the other that is
    called as its domain is, has no such letters and no figures between letters in it, or was there first. A domain that
    the other's own mail leads to or is signed with is the other's.
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


def _among(names: Sequence[str], faces: Mapping[str, Face]) -> dict[str, SenderId]:
    found: dict[str, SenderId] = {}
    order = sorted(names, key=lambda one: (*_strangeness(one, faces[one]), one))
    for rightful, other in permutations(order, 2):
        later = order.index(other) > order.index(rightful)
        if later and other not in found and _poses(other, rightful, faces) and not _vouches(faces[rightful], other):
            found[other] = SenderId(rightful)
    return found


def _poses(organisation: str, other: str, faces: Mapping[str, Face]) -> bool:
    """Return whether a sender whose domain reads as another's is there to be taken for it."""
    own, theirs = _written(_label(organisation)), _written(_label(other))
    if own == theirs:
        return False
    face, known = faces[organisation], faces[other]
    foreign = any(ord(sign) in _letters() and "LATIN" not in unicodedata.name(sign, "") for sign in own)
    if foreign or not face.imprint.isdisjoint(known.imprint):
        return True
    same = likeness(face.name) == likeness(known.name) or alike(face.name, theirs)
    return same and not alike(face.name, own)


def _strangeness(organisation: str, face: Face) -> tuple[bool, bool, bool, datetime]:
    written = _written(_label(organisation))
    figures = _INSIDE.search(written) is not None
    return not alike(face.name, written), not written.isascii(), figures, face.first or _EVER


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
