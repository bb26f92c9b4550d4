"""Invented mailboxes of themes: who writes over eighteen months, what about, and how plainly.

Senders that are wholly on a theme name it in about half of their mails; the rest only hints or says nothing of it.
General shops are on a theme now and then, florists and pharmacies on several; some names only look like a theme.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.themes_labelled import HARD, OWN, texts
from benchmarks.themes_mails import Draft, rendered, slug
from benchmarks.themes_truth import (
    ALIKE,
    HELP,
    HINTED,
    LETTER,
    NAMED,
    OFF,
    ON_THEME,
    ONE_LIST,
    ORDER,
    OTHER,
    SEVERAL,
    SHOP,
    UNSAID,
    WHOLLY_SAID,
    WHOLLY_SILENT,
    Mail,
    Mailbox,
    Sender,
)

WORDS = Path(__file__).parent / "themes_worlds"
LAST = datetime(2026, 11, 27, tzinfo=UTC)
DAYS = 548
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
SEASONS = {"mothers_day": (4, 5), "fathers_day": (3, 5, 6), "occasions": (11, 12)}
"""Months in which adverts are about a theme of dates, and in no other."""
COUNTING = {"baby": "weeks", "wedding": "left"}
CHARITIES = ("abuse", "loss", "illness", "mental", "debt")
TRADES = (
    (("funeral", 0.2), ("wedding", 0.25), ("mothers_day", 0.9)),
    (("illness", 0.15), ("baby", 0.12), ("weight", 0.15), ("tobacco", 0.08), ("ageing", 0.12)),
    (("religion", 0.12), ("mental", 0.12), ("lgbt", 0.08), ("abuse", 0.05), ("occasions", 0.5)),
    (("alcohol", 0.3), ("pet", 0.2), ("baby", 0.12), ("occasions", 0.6)),
    (("wedding", 0.35), ("mothers_day", 0.7), ("fathers_day", 0.5), ("religion", 0.1)),
)
"""Florist, pharmacy, bookshop, supermarket, jeweller; shares of dates in their season."""
_SYLLABLES = re.findall(r"\w+", "ka lo mi ren tas vel dor sun bri lin po gar fen hol ma ster wil na ro ti")


@cache
def words(language: str) -> dict[str, Any]:
    """Return the words of a language: a table for each theme, and "plain"."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def themes() -> tuple[str, ...]:
    """Return the ids of all themes that mailboxes are about."""
    return tuple(sorted(set(words("en")) - {"plain"}))


def mailbox(seed: int) -> Mailbox:
    """Return the mailbox of a seed, the same each time."""
    chance = random.Random(f"themes/{seed}")
    marked = tuple(sorted(chance.sample(themes(), chance.choices((1, 2, 3), (2, 3, 2))[0])))
    home = chance.choices(LANGUAGES, (4, 3, 2, 2, 2, 2, 2))[0]
    senders = tuple(_senders(marked, home, chance))
    mails: list[Mail] = []
    for sender in senders:
        mails += _mails(sender, seed, len(mails), chance)
    mails += _letters(seed, home, chance)
    return Mailbox(seed, marked, senders, tuple(sorted(mails, key=lambda mail: mail.at)))


def _senders(marked: tuple[str, ...], home: str, chance: random.Random) -> Iterator[Sender]:
    used: set[str] = set()

    def sender(sort: str, theme: str | None = None, parts: tuple[tuple[str, float], ...] = ()) -> Sender:
        language = home if chance.random() < 0.8 else chance.choice((home, "en", chance.choice(LANGUAGES)))
        while True:
            name, domain = _called(sort, theme, language, chance)
            if domain not in used:
                break
        used.add(domain)
        two = sort == ONE_LIST
        return Sender(
            domain, name, sort, language, theme, f"{slug(theme or '')[:4]}a.{domain}" if two else None,
            f"news.{domain}" if two else None, parts,
        )  # fmt: skip

    for theme in marked:
        yield from (sender(WHOLLY_SAID, theme) for _ in range(chance.randint(1, 3)))
        yield from (sender(WHOLLY_SILENT, theme) for _ in range(chance.randint(1, 3)))
        if chance.random() < 0.5:
            yield sender(ONE_LIST, theme)
        if theme in CHARITIES:
            yield sender(HELP, theme)
    for theme in chance.sample([one for one in themes() if one not in marked], 8):
        yield sender(chance.choice((WHOLLY_SAID, WHOLLY_SILENT)), theme)
    for trade in TRADES:
        yield from (sender(SEVERAL, parts=trade) for _ in range(chance.randint(0, 2)))
    for _ in range(chance.randint(25, 45)):
        asked = chance.sample(themes(), 2) + ([chance.choice(marked)] if chance.random() < 0.4 else [])
        yield sender(SHOP, parts=tuple((theme, chance.uniform(0, 0.15 / len(asked) * 2)) for theme in asked))
    yield from (sender(ALIKE) for _ in range(chance.randint(3, 6)))
    yield from (sender(OTHER) for _ in range(chance.randint(15, 30)))


def _called(sort: str, theme: str | None, language: str, chance: random.Random) -> tuple[str, str]:
    """Return a name and a domain; what says the theme stands in both or in one of them."""
    invented = "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
    said = words(language)
    if sort == ALIKE:
        name = chance.choice([text.sender for text in _alike(language)])
        return name, f"{slug(name)}.example"
    if sort in (WHOLLY_SAID, HELP) and theme is not None:
        says = chance.choice(said[theme]["says"])
        where = chance.choices(("both", "name", "domain"), (6, 2, 2))[0]
        name = says if chance.random() < 0.5 else f"{invented} {says}"
        if where == "domain":
            return invented, f"{slug(says)}-{slug(invented)}.example"
        return name, f"{slug(name if where == 'both' else invented)}.example"
    name = f"{invented} {chance.choice(said['plain']['trades'])}" if chance.random() < 0.6 else invented
    return name, f"{slug(name)}.example"


@cache
def _alike(language: str) -> tuple[Any, ...]:
    return tuple(text for text in texts(OWN) if text.kind == HARD and text.language == language)


def _mails(sender: Sender, seed: int, first: int, chance: random.Random) -> Iterator[Mail]:
    number = min(50, max(2, round(chance.lognormvariate(2.1, 0.7))))
    span = min(DAYS, max(30, number * chance.choice((4, 7, 14, 30))))
    begun = LAST - timedelta(days=span + (chance.randrange(DAYS - span) if span < DAYS else 0))
    days = sorted(chance.uniform(0, span) for _ in range(number))
    counting = COUNTING.get(sender.theme or "") if sender.sort in ON_THEME and chance.random() < 0.4 else None
    naming = chance.uniform(0.35, 0.65)
    for step, day in enumerate(days):
        at = begun + timedelta(days=day)
        draft = _advert(sender, at, naming, counting, day, chance)
        name = f"w{seed}-{first + step}"
        yield Mail(name, at, rendered(draft, sender, name, at, chance), sender, draft.how, draft.theme)
    if sender.sort in (*ON_THEME, SEVERAL, SHOP) and chance.random() < 0.35:
        for step in range(chance.randint(1, 3)):
            at = begun + timedelta(days=chance.uniform(0, span))
            draft = _order(sender, chance)
            name = f"w{seed}-{first + number + step}"
            yield Mail(name, at, rendered(draft, sender, name, at, chance), sender, ORDER, draft.theme)


def _advert(
    sender: Sender, at: datetime, naming: float, counting: str | None, day: float, chance: random.Random
) -> Draft:
    said = words(sender.language)
    if sender.sort == ALIKE:
        text = chance.choice(_alike(sender.language))
        return Draft(text.subject, (text.preheader, text.body), OFF)
    theme = sender.theme
    list_id = None
    if sender.sort == ONE_LIST:
        list_id, theme = chance.choice(((sender.theme_list, theme), (sender.other_list, None)))
    elif theme is None:
        month = at.month
        for one, share in sender.parts:
            if month in SEASONS.get(one, (month,)) and chance.random() < share:
                return _named(one, said, None, chance)
    if theme is None:
        return _plain(said, list_id, chance)
    if chance.random() < naming:
        return _named(theme, said, list_id, chance)
    if counting is not None:
        week = 8 + int(day // 7) if counting == "weeks" else 60 - int(day // 7)
        if week > 0:
            subject = said["plain"][counting][0].format(n=week)
            return Draft(subject, _bodies(said, chance), HINTED, theme, list_id)
    if chance.random() < 0.15:
        return _unsaid(theme, said, list_id, chance)
    return _hinting(theme, said, list_id, chance)


def _named(theme: str, said: dict[str, Any], list_id: str | None, chance: random.Random) -> Draft:
    thing = chance.choice(said[theme]["things"])
    sentence = chance.choice(said["plain"]["named"]).format(thing=thing)
    sentence = sentence[0].upper() + sentence[1:]
    if chance.random() < 0.7:
        return Draft(sentence, _bodies(said, chance), NAMED, theme, list_id)
    body = (*_bodies(said, chance)[:1], f"{sentence}.", *_bodies(said, chance)[:1])
    return Draft(chance.choice(said["plain"]["subjects"]), body, NAMED, theme, list_id)


def _hinting(theme: str, said: dict[str, Any], list_id: str | None, chance: random.Random) -> Draft:
    hint = chance.choice(said[theme]["hints"])
    path = slug(chance.choice(said[theme]["things"]), "-") if chance.random() < 0.15 else ""
    if chance.random() < 0.7:
        return Draft(hint, _bodies(said, chance), HINTED, theme, list_id, path)
    return Draft(chance.choice(said["plain"]["subjects"]), (hint, *_bodies(said, chance)), HINTED, theme, list_id, path)


def _unsaid(theme: str, said: dict[str, Any], list_id: str | None, chance: random.Random) -> Draft:
    return Draft(chance.choice(said["plain"]["subjects"]), _bodies(said, chance), UNSAID, theme, list_id)


def _plain(said: dict[str, Any], list_id: str | None, chance: random.Random) -> Draft:
    goods = chance.choice(said["plain"]["goods"])
    named = chance.choice(said["plain"]["named"]).format(thing=goods)
    subject = chance.choice((named[0].upper() + named[1:], chance.choice(said["plain"]["subjects"])))
    return Draft(subject, _bodies(said, chance), OFF, None, list_id)


def _bodies(said: dict[str, Any], chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.sample(said["plain"]["bodies"], chance.randint(1, 3)))


def _order(sender: Sender, chance: random.Random) -> Draft:
    said = words(sender.language)
    theme = sender.theme or (chance.choice(sender.parts)[0] if sender.parts else None)
    things = said[theme]["things"] if theme else said["plain"]["goods"]
    subject, body = said["plain"][chance.choice(("order", "shipped"))]
    subject = subject.format(number=chance.randint(10_000, 99_999))
    return Draft(subject, (body.format(thing=chance.choice(things)),), ORDER, theme)


def _letters(seed: int, home: str, chance: random.Random) -> Iterator[Mail]:
    every = [text for text in texts(OWN) if text.kind == "personal" and text.language in (home, "en")]
    for number, text in enumerate(chance.sample(every, min(8, len(every)))):
        at = LAST - timedelta(days=chance.uniform(1, DAYS))
        draft = Draft(text.subject, (text.body,), LETTER, min(text.themes))
        name = f"w{seed}-p{number}"
        yield Mail(name, at, rendered(draft, text.sender, name, at, chance), None, LETTER, draft.theme)
