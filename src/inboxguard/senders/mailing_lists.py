"""Which List-Ids are one mailing list: some platforms write a new one for every campaign."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

_BRIEF = timedelta(days=3)
"""A campaign goes out in hours; who is named for longer than this is a list."""
_CAMPAIGNS = 3
"""So many ids that differ in numbers only, each used once, are campaigns; fewer may be lists of their own."""
_LONG = 8
_NO_DOMAINS = frozenset(("localhost", "local", "invalid", "lan"))
"""What stands in the place of a domain; the label before it is a number like others (RFC 2919, section 3)."""
_SEPARATOR = re.compile(r"([.\-_+])")
_DIGITS = re.compile(r"\d+")


def families(seen: Iterable[tuple[str, datetime]]) -> dict[str, str]:
    """Return for each List-Id the name of the list that it stands for, by when mail bore it.

    A list is its own id. Ids that differ in numbers only are one list where each of at least three was used for a few
    days at most; a numbered list that mails again is never taken for another, and a number that comes again in other
    ids (that of a customer or of a list) tells lists apart.
    """
    spans: dict[str, tuple[datetime, datetime]] = {}
    for name, at in seen:
        first, last = spans.get(name, (at, at))
        spans[name] = (min(first, at), max(last, at))
    shapes: dict[str, list[str]] = {}
    for name, (first, last) in spans.items():
        if (shape := _shape(name)) != name and last - first <= _BRIEF:
            shapes.setdefault(shape, []).append(name)
    campaigns: dict[str, str] = {}
    for names in shapes.values():
        campaigns |= _campaigns(names)
    return {name: campaigns.get(name, name) for name in spans}


def _campaigns(names: Sequence[str]) -> dict[str, str]:
    """Return the list of each of the ids of one shape that are campaigns."""
    split = [_parts(name) for name in names]
    often = [Counter(column) for column in zip(*split, strict=True)]
    lists: dict[tuple[str, ...], list[str]] = {}
    for name, parts in zip(names, split, strict=True):
        kept = tuple(part if count[part] > 1 else "#" for part, count in zip(parts, often, strict=True))
        lists.setdefault(kept, []).append(name)
    return {name: "".join(kept) for kept, some in lists.items() if len(some) >= _CAMPAIGNS for name in some}


def _shape(name: str) -> str:
    """Return an id with a mark for what is a number; the domain stays."""
    parts = _parts(name)
    return "".join((*map(_numbered, parts[:-1]), parts[-1]))


def _parts(name: str) -> list[str]:
    """Return an id as its parts and what stands between; the last part is the domain, mostly its last two labels."""
    labels = name.lower().split(".")
    domain = -1 if labels[-1] in _NO_DOMAINS else -2
    return [*_SEPARATOR.split(".".join((*labels[:domain], ""))), ".".join(labels[domain:])]


def _numbered(part: str) -> str:
    if not _DIGITS.search(part):
        return part
    return "#" if len(part) >= _LONG else _DIGITS.sub("#", part)
