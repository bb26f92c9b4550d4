"""What a mail says of this one reader in a form that may be compared between senders: names and days.

By it a detail that only one organisation was told can be known again in a stranger's mail. These details may hurt: they
are kept for the tracing and never shown by themselves. Bulk and transactional mail only, never a letter of a person.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from inboxguard import resources
from inboxguard.facts.decoding import clean
from inboxguard.facts.message import Message
from inboxguard.facts.person import Person
from inboxguard.facts.phrases import Phrases
from inboxguard.senders.attribution import Kind
from inboxguard.senders.calendar import Written, written
from inboxguard.senders.personal import is_from_address

MOST = 6
"""Details that are kept of one message."""
_TEXT = 1_500
"""So far one reader is spoken to; what follows is the same for all."""
_MOST_TO = 20
_SUBJECT = 300
_MOST_PLACES = 6
_LONGEST_FIRST = 20
"""Characters in which the first word of a greeting ends."""
_LONGEST_NAME = 60
_MOST_WORDS = 5
_BEFORE = 40
_REACH = 60
"""Characters behind its words in which a day begins and ends."""
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])){0,30}\.?\Z")
_GONE = re.compile(r"[\s,]+")
_PREGNANCY = 40
"""Weeks, as they are counted in every language here."""
_MOST_WEEKS, _MOST_DAYS = 45, 400


@dataclass(frozen=True, slots=True)
class _Table:
    first: frozenset[str]
    """The first words of greetings."""
    greeting: re.Pattern[str]
    titles: frozenset[str]
    nobody: frozenset[str]
    particles: frozenset[str]
    said: Phrases
    """What announces a day, and what stands around the number of a countdown."""
    days: frozenset[str]
    yearly: tuple[str, ...]
    """Pieces of words that announce a day that comes again each year."""
    between: re.Pattern[str]
    unless: re.Pattern[str]
    countdowns: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    """By the words of `said`: the kind of the countdown and how it looks."""


def told(message: Message, person: Person, kind: Kind) -> tuple[str, ...]:
    """Return what a mail tells of its reader, each once, at most six.

    "name:anna q. marlow" is a name by which the reader is addressed or greeted, without regard to case and titles; a
    name that stands in the mailbox's local part is left out, anybody could read it there. "date:2026-12-14" is a day
    that the mail says is the reader's own, "day:12-14" one without a year (a birthday), and "week:2026-W50" the week
    that a countdown leads to.
    """
    if kind not in (Kind.MARKETING, Kind.TRANSACTIONAL):
        return ()
    found = dict.fromkeys(f"name:{name}" for name in _names(message, person))
    found |= dict.fromkeys(_days(message))
    return tuple(found)[:MOST]


def _names(message: Message, person: Person) -> Iterator[str]:
    """Yield the names by which the reader is addressed in To, then greeted in the first lines."""
    mine = [one for one in message.to[:_MOST_TO] if person.owns(one.address)]
    addresses = [*(one.address for one in mine), *((message.delivered_to,) if message.delivered_to else ())]
    named = [one.name for one in mine if one.name and "@" not in one.name]
    for read in (*map(_tidied, named), *map(_greeted, (message.text or "")[:_TEXT].split("\n"))):
        if read and not any(is_from_address(read, address) for address in addresses):
            yield read


def _tidied(name: str) -> str:
    """Return a name in lower case with single blanks, titles left out; "" where it is none."""
    words = [word for word in _GONE.split(clean(name[:_LONGEST_NAME]).casefold()) if word]
    table = _table()
    while words and words[0].rstrip(".") in table.titles:
        words = words[1:]
    if not words or len(words) > _MOST_WORDS or not table.nobody.isdisjoint(word.rstrip(".") for word in words):
        return ""
    if not all(_NAME_WORD.match(word) for word in words) or all(len(word.rstrip(".")) < 2 for word in words):
        return ""
    return " ".join(words)


def _greeted(line: str) -> str:
    """Return the name in a line that greets: each word of it begins with a capital, or is a small one inside."""
    table = _table()
    line = line.lstrip()
    if line[:_LONGEST_FIRST].partition(" ")[0].lower() not in table.first:
        return ""
    found = table.greeting.match(line)
    kept = found[1].split() if found is not None else []
    while kept and kept[0].lower().rstrip(".") in table.titles:
        kept = kept[1:]
    capital = all(word[:1].isupper() or word.lower() in table.particles for word in kept)
    return _tidied(" ".join(kept)) if capital and any(word[:1].isupper() for word in kept) else ""


def _days(message: Message) -> Iterator[str]:
    """Yield the reader's own days in subject and text."""
    text = f"{message.subject[:_SUBJECT]} | {(message.text or '')[:_TEXT]}".lower()
    lower = text.replace("\n", " ").replace("’", "'")
    table = _table()
    at = message.at.date() if message.at is not None else None
    for said in table.said.occurring(lower)[:_MOST_PLACES]:
        if said in table.days:
            yield from _following(lower, said, at, message.language)
        if at is not None:
            for kind, pattern in table.countdowns.get(said, ()):
                yield from _countdown(lower, kind, pattern, at)


def _following(lower: str, said: str, at: date | None, language: str | None) -> Iterator[str]:
    """Yield the days that stand behind some words."""
    table = _table()
    start = lower.find(said)
    for _ in range(_MOST_PLACES):
        if start < 0:
            return
        end = start + len(said)
        whole = not lower[start - 1 : start].isalnum() and not lower[end : end + 1].isalnum()
        if whole and not table.unless.search(lower[max(0, start - _BEFORE) : start]):
            between = table.between.match(lower, end)
            day = written(lower[between.end() : between.end() + _REACH], language) if between is not None else None
            if day is not None:
                yield _as_day(day, at, any(word in said for word in table.yearly))
        start = lower.find(said, end)


def _as_day(day: Written, at: date | None, recurs: bool) -> str:
    """Return a day as it is compared; one without a year is the next one, unless it comes every year."""
    if day.year is not None:
        return f"date:{day.year:04}-{day.month:02}-{day.day:02}"
    coming = None if recurs or at is None else day.next_from(at)
    return f"date:{coming.isoformat()}" if coming is not None else f"day:{day.month:02}-{day.day:02}"


def _countdown(lower: str, kind: str, pattern: re.Pattern[str], at: date) -> Iterator[str]:
    """Yield the week to which a countdown leads."""
    found = pattern.search(lower)
    if found is None or _table().unless.search(lower[max(0, found.start() - _BEFORE) : found.start()]):
        return
    number = int(found[1])
    if number <= (_MOST_DAYS if kind == "days_until" else _MOST_WEEKS):
        ahead = {"weeks_until": 7 * number, "days_until": number, "weeks_along": 7 * (_PREGNANCY - number)}[kind]
        year, week, _ = (at + timedelta(days=ahead)).isocalendar()
        yield f"week:{year:04}-W{week:02}"


@cache
def _table() -> _Table:
    data = tomllib.loads(resources.read("senders/told.toml"))
    greetings = "|".join(sorted(map(_phrase, data["greetings"]), key=len, reverse=True))
    words = "|".join(sorted(map(re.escape, {*data["between"], *data["weekdays"]}), key=len, reverse=True))
    countdowns: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
    for kind in ("weeks_until", "days_until", "weeks_along"):
        for phrase in data[kind]:
            said = max(phrase.split("#"), key=len).strip()
            countdowns[said] = (*countdowns.get(said, ()), (kind, _counting(phrase)))
    return _Table(
        first=frozenset(greeting.partition(" ")[0] for greeting in data["greetings"]),
        greeting=re.compile(rf"(?:{greetings})[ \t]{{1,3}}([^\n,!:;?]{{2,{_LONGEST_NAME}}}?)[ \t]*(?:[,!:]|$)", re.I),
        titles=frozenset(data["titles"]),
        nobody=frozenset(data["nobody"]),
        particles=frozenset(data["particles"]),
        said=Phrases((*data["days"], *countdowns)),
        days=frozenset(data["days"]),
        yearly=tuple(data["yearly"]),
        between=re.compile(rf"[\s:,.–—-]{{0,6}}(?:(?:{words})(?!\w)[\s:,.–—-]{{1,4}}){{0,5}}"),
        unless=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, data['unless']))})\s(?:[^\s.!?]+\s){{0,2}}$"),
        countdowns=countdowns,
    )


def _phrase(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"[ \t]{1,3}")


def _counting(phrase: str) -> re.Pattern[str]:
    """Return an expression for a countdown; "34.", "34th" and "34e" are numbers too."""
    number = r"(\d{1,3})(?:\.|st|nd|rd|th|e|ª|a)?"
    return re.compile(rf"(?<!\w){_phrase(phrase).replace(chr(92) + '#', number)}(?!\w)")
