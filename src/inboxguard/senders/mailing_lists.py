"""Which List-Ids are one mailing list: some platforms write a new one for every campaign."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

_BRIEF = timedelta(days=3)
"""A campaign goes out in hours; who is named for longer than this is a list."""
_CAMPAIGNS = 3
"""So many ids that differ in numbers only, each used once, are campaigns; fewer may be lists of their own."""
_LONG = 8
_SEPARATOR = re.compile(r"([.\-_+])")
_DIGITS = re.compile(r"\d+")


def families(seen: Iterable[tuple[str, datetime]]) -> dict[str, str]:
    """Return for each List-Id the name of the list that it stands for, by when mail bore it.

    A list is its own id. Ids that differ in numbers only are one list where each of at least three was used for a few
    days at most and by no later mail; a numbered list that mails again is never taken for another.
    """
    spans: dict[str, tuple[datetime, datetime]] = {}
    for name, at in seen:
        first, last = spans.get(name, (at, at))
        spans[name] = (min(first, at), max(last, at))
    shapes: dict[str, list[str]] = {}
    for name, (first, last) in spans.items():
        if (shape := _shape(name)) != name and last - first <= _BRIEF:
            shapes.setdefault(shape, []).append(name)
    campaigns = {name: shape for shape, names in shapes.items() if len(names) >= _CAMPAIGNS for name in names}
    return {name: campaigns.get(name, name) for name in spans}


def _shape(name: str) -> str:
    """Return an id with a mark for what is a number; the last two labels, the domain, stay."""
    labels = name.lower().split(".")
    changing, domain = labels[:-2], labels[-2:]
    parts = _SEPARATOR.split(".".join(changing))
    return ".".join(filter(None, ("".join(map(_numbered, parts)), *domain)))


def _numbered(part: str) -> str:
    if not _DIGITS.search(part):
        return part
    return "#" if len(part) >= _LONG else _DIGITS.sub("#", part)
