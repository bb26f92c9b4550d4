"""The same rules as a file that Gmail imports: an Atom feed with one entry a rule.

Google publishes no description of it; this is what Gmail itself exports. An import only adds, so the ids are made of
what the rule says. Gmail finds whole words only and knows no dates and no List fields: words are written out with their
endings, rules for certain days are left out, and mail of senders has to say how to unsubscribe.
"""

import hashlib
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import zip_longest

from inboxguard import resources
from inboxguard.errors import Refused
from inboxguard.themes.filter_words import Wording, apostrophes, endings, table
from inboxguard.themes.filters import Filters, Rule, checked_folder

ATOM = "http://www.w3.org/2005/Atom"
APPS = "http://schemas.google.com/apps/2006"

MOST_ENTRIES = 200
"""Filters that we make at most; Gmail keeps a thousand a mailbox."""

LONGEST = 800
"""Letters of one condition: Gmail refuses a filter whose conditions are longer than about 1,500 together."""

LONGEST_BUT = 400
"""Letters of the exceptions beside it."""

LONGEST_SENDERS = 400
"""Letters of the senders or lists of one filter: the subjects that it leaves alone need as much room."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The file, and how many rules are not in it because Gmail knows no dates."""

    text: str
    left_out: int = 0


def gmail(filters: Filters, language: str, at: datetime) -> Feed:
    """Return the file to import under Settings, Filters; `at` is when it was made.

    `language` is that whose endings open words get. Raises Refused where there is nothing to file or too much.
    """
    label = checked_folder(filters.folder)
    rules = [rule for rule in filters.rules if not rule.windows]
    wanted = [one for rule in rules for one in _conditions(rule, language)]
    if not wanted:
        raise Refused(
            "There is nothing to make rules of that Gmail could carry out: no sender and no list is set aside as a "
            "whole. Set one aside first, or add rules for words with --words."
        )
    if len(wanted) > MOST_ENTRIES:
        raise Refused(
            f"These rules would be {len(wanted)} filters, more than Gmail handles well ({MOST_ENTRIES}). "
            "Leave out --words, or set fewer subjects aside."
        )
    return Feed(_feed(wanted, label, at), len(filters.rules) - len(rules))


def _conditions(rule: Rule, language: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield the conditions of each filter of a rule, as (property, value)."""
    kept = [f"from:({_plain(one)})" for one in (*rule.kept.domains, *rule.kept.addresses)]
    kept += [f"list:({_plain(one)})" for one in rule.kept.lists]
    if rule.words and _length(kept) > LONGEST_BUT // 2:
        raise Refused(
            "You keep more senders than there is room for in a filter of Gmail, so rules for words would file their "
            "mail too. Leave out --words."
        )
    sent_to_many = " OR ".join(map(_quoted, table().sent_to_many))
    # What a sender writes to one person stays where it is, as far as a subject tells.
    but = [*kept, f"subject:({' OR '.join(receipts(language))})"]
    for some in _pieces(((f"list:({_plain(one)})", []) for one in rule.senders.lists), longest=LONGEST_SENDERS):
        yield _filter("hasTheWord", some, but)
    named = (*rule.senders.domains, *rule.senders.addresses)
    for some in _pieces(((_plain(one), []) for one in named), longest=LONGEST_SENDERS):
        yield _filter("from", some, but, sent_to_many)
    for some in _pieces(_with_blocks(rule, language), _length(kept)):
        yield _filter("subject", some, kept, sent_to_many)


@cache
def receipts(language: str) -> tuple[str, ...]:
    """Return subjects of receipts and appointments in a language and in English, as Gmail takes them.

    In turn from both, the commonest first, as many as there is room for.
    """
    spoken = tomllib.loads(resources.read("filters/gmail.toml"))["receipts"]
    tables = [spoken[one] for one in dict.fromkeys((language, "en")) if one in spoken]
    told = list(dict.fromkeys(_quoted(one) for some in zip_longest(*tables) for one in some if one is not None))
    return tuple(one for place, one in enumerate(told) if _length(told[: place + 1]) <= LONGEST_BUT)


Piece = tuple[list[str], list[str]]
"""Words of one filter, and what must not stand beside them."""


def _filter(name: str, some: Piece, kept: list[str], sent_to_many: str = "") -> tuple[tuple[str, str], ...]:
    wanted, blocks = some
    conditions = [(name, " OR ".join(wanted))]
    if sent_to_many:
        conditions.append(("hasTheWord", sent_to_many))
    named = [f"subject:({' OR '.join(blocks)})"] if blocks else []
    if but := [*kept, *named]:
        conditions.append(("doesNotHaveTheWord", " OR ".join(but)))
    return tuple(conditions)


def _with_blocks(rule: Rule, language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each word with the blocks that it could stand in."""
    blocks = _shortest(form for one in rule.blocks for form in _written_out(one, language))
    for one in rule.words:
        held = [block for block in blocks if any(form in block for form in one.forms)]
        for form in _written_out(one, language):
            yield _quoted(form), [_quoted(block) for block in held if form in block]


def _written_out(one: Wording, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(every for form in endings(one, language) for every in apostrophes(form)))


def _shortest(phrases: Iterable[str]) -> list[str]:
    """Return the phrases that hold no other one, word by word."""
    kept: list[str] = []
    for phrase in sorted(dict.fromkeys(phrases), key=len):
        if not any(f" {one} " in f" {phrase} " for one in kept):
            kept.append(phrase)
    return kept


def _pieces(words: Iterable[tuple[str, list[str]]], taken: int = 0, longest: int = LONGEST) -> Iterator[Piece]:
    """Yield as many words with their blocks as fit into one filter; `taken` letters of the exceptions are used.

    A word with many blocks gets a filter of its own; one with more than there is room for even there is left out:
    without them it would file what it must not.
    """
    wanted: dict[str, None] = {}
    blocks: dict[str, None] = {}
    for word, but in words:
        own = taken + _length(but)
        if not word or len(word) + own > LONGEST + LONGEST_BUT:
            continue
        if own > LONGEST_BUT:
            yield [word], but
            continue
        both = {**blocks, **dict.fromkeys(but)}
        if wanted and (_length([*wanted, word]) > longest or taken + _length(both) > LONGEST_BUT):
            yield list(wanted), list(blocks)
            wanted, both = {}, dict.fromkeys(but)
        wanted[word] = None
        blocks = both
    if wanted:
        yield list(wanted), list(blocks)


def _length(words: Iterable[str]) -> int:
    return sum(len(one) + len(" OR ") for one in words)


def _quoted(words: str) -> str:
    """Return words as one phrase; Gmail knows no escape for a quotation mark in it."""
    shown = _plain(words)
    return f'"{shown}"' if " " in shown or not shown.isalnum() else shown


def _plain(text: str) -> str:
    """Return text without what Gmail would take for an operator, and what XML does not take."""
    shown = "".join(letter if letter.isprintable() and letter not in '"(){}<>' else " " for letter in text)
    return " ".join(shown.split())[:LONGEST]


def _feed(wanted: list[tuple[tuple[str, str], ...]], label: str, at: datetime) -> str:
    ElementTree.register_namespace("", ATOM)
    ElementTree.register_namespace("apps", APPS)
    when = f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    numbers = [_number(one, label) for one in wanted]
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _said(feed, "title", "Mail Filters")
    _said(feed, "id", f"tag:mail.google.com,2008:filters:{','.join(numbers[:20])}")
    _said(feed, "updated", when)
    for one, number in zip(wanted, numbers, strict=True):
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", term="filter")
        _said(entry, "title", "Mail Filter")
        _said(entry, "id", f"tag:mail.google.com,2008:filter:{number}")
        _said(entry, "updated", when)
        ElementTree.SubElement(entry, f"{{{ATOM}}}content")
        for name, value in (*one, ("label", label), ("shouldArchive", "true"), ("shouldMarkAsRead", "true")):
            ElementTree.SubElement(entry, f"{{{APPS}}}property", name=name, value=value)
    ElementTree.indent(feed)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{ElementTree.tostring(feed, encoding='unicode')}\n"


def _said(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _number(conditions: tuple[tuple[str, str], ...], label: str) -> str:
    """Return the number of a filter: the same for the same rule, whenever it is made."""
    told = "\n".join(f"{name}={value}" for name, value in (*conditions, ("label", label)))
    return str(int.from_bytes(hashlib.sha256(told.encode("utf-8", "replace")).digest()[:6], "big"))
