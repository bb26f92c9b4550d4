"""Shelves made, changed and corrected. What is asked of a mail here is asked by the person, of this one mail."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import shelves as views
from inboxguard.audit.rare_words import around, rare
from inboxguard.audit.shelf_views import COLOURS, Found, Missed, RareWord, ShelfSettings, ShelfWord, Wrong
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.senders.domains import typed_host
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, judgements, messages, shelves
from inboxguard.store.shelves import FIRST, Contents, Kept
from inboxguard.themes.lexicon import WEIGHTS, parse, shipped
from inboxguard.themes.own import MOST_WORDS, term

MOST_SHELVES = 20
_LONGEST_LABEL = 40
_MOST_LISTED = 500
_LIST_ID = re.compile(r"(?=.{3,255}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)+")
"""RFC 2919: dot-atom text, two labels at least."""


def settings(db: Database, shelf: str) -> ShelfSettings:
    """Return everything that was decided about a shelf; raises Refused where there is none."""
    one = _kept(db, shelf)
    here = sorted(what for what, where in shelves.shelved(db).aside.items() if where == shelf)
    return ShelfSettings(
        one.id,
        one.label,
        one.colour,
        one.until,
        tuple(ShelfWord(*word) for word in one.contents.words),
        tuple(SenderId(what) for what in here if "." in what and not what.startswith("<")),
        tuple(what[1:-1] for what in here if what.startswith("<")),
        one.contents.exceptions,
        tuple(theme for theme, where in shelves.marked(db).items() if where == shelf),
    )


def keep(db: Database, wanted: ShelfSettings, at: datetime) -> str:
    """Make or change a shelf; return its id. Raises Refused with a sentence before anything is kept."""
    kept = shelves.shelves(db)
    before = settings(db, wanted.id) if wanted.id is not None else ShelfSettings(None)
    if wanted.id is None and len(kept) >= MOST_SHELVES:
        raise Refused(f"There are {MOST_SHELVES} shelves already. Please take one away first.")
    if wanted.colour not in COLOURS:
        raise Refused(f"A shelf is {', '.join(COLOURS)}. Please choose one of these colours.")
    label = _label(wanted.label)
    contents = Contents(_words(wanted.words), _domains(wanted.exceptions))
    themes = views.known(db, wanted.themes)
    senders = _senders(db, wanted.senders, before.senders)
    lists = tuple(f"<{one}>" for one in _lists(wanted.lists))
    shelf = wanted.id or _next(kept)
    place = next((one.place for one in kept if one.id == shelf), max(one.place for one in kept) + 1)
    shelves.keep(db, Kept(shelf, place, label, wanted.colour, wanted.until, contents), at)
    for theme in set(before.themes) - set(themes):
        decisions.unmark_theme(db, theme)
    shelves.mark(db, themes, shelf, at)
    for what in {*before.senders, *(f"<{one}>" for one in before.lists)} - {*senders, *lists}:
        decisions.unshelve(db, what)
    shelves.put(db, (*senders, *lists), shelf, at)
    return shelf


def remove(db: Database, shelf: str) -> None:
    """Take a shelf away with all that lies there; the first one is emptied instead."""
    _kept(db, shelf)
    shelves.remove(db, shelf)


def behind(db: Database, keys: Sequence[str]) -> Found:
    """Return the organisations behind messages, in order, and the messages that are still there."""
    found = findings.attributed_among(db, keys)
    organisations = {one.attribution.organisation for one in found.values() if one.attribution.organisation}
    return Found(tuple(map(SenderId, sorted(organisations))), tuple(MessageKey(one) for one in keys if one in found))


def wrong(db: Database, keys: Sequence[str], by: Wrong, at: datetime) -> None:
    """Keep messages from now on; for `WORDS` the words around what set them aside, for `SENDER` whole senders."""
    found = findings.attributed_among(db, keys)
    for one in found.values():
        attribution = one.attribution
        decisions.shelve(db, attribution.message, "keep", at)
        if by is Wrong.SENDER and attribution.organisation is not None:
            decisions.shelve(db, attribution.organisation, "keep", at)
        message = messages.get(db, attribution.message) if by is Wrong.WORDS else None
        if message is not None:
            named = [mention for mention in one.mentions if mention.named]
            shelves.block(db, [(mention.theme, words) for mention in named for words in around(message, mention)], at)


def missed(db: Database, key: str, by: Missed, words: Sequence[str], shelf: str, at: datetime) -> None:
    """Set a message aside by hand, by its list (or sender) or by words; raises Refused with a sentence."""
    one = findings.attributed_among(db, [key]).get(MessageKey(key))
    if one is None:
        raise Refused("This message is no longer there. Read the mailbox again.")
    kept = _kept(db, shelf)
    if by is Missed.WORDS:
        added = _words(
            [*(ShelfWord(*word) for word in kept.contents.words), *(ShelfWord(word, "strong") for word in words)]
        )
        if len(added) == len(kept.contents.words):
            raise Refused("No new word was chosen. Please tick or type one.")
        shelves.keep(db, replace(kept, contents=replace(kept.contents, words=added)), at)
    elif by is Missed.LIST:
        attribution = one.attribution
        list_id = (attribution.list_id or "").lower()
        # A List-Id that several senders bear is a default of their software: it names the list of none of them.
        own = bool(_LIST_ID.fullmatch(list_id)) and len(judgements.of_list(db, list_id)) < 2
        name = f"<{list_id}>" if own else attribution.organisation
        if not name:
            raise Refused(
                "This mail names neither a list nor a sender that could be set aside. Set aside this mail only."
            )
        shelves.put(db, [name], shelf, at)
    shelves.put(db, [key], shelf, at)


def lists_of(db: Database, key: str) -> tuple[str, ...]:
    """Return the List-Id of a message, () where it has none."""
    one = findings.attributed_among(db, [key]).get(MessageKey(key))
    name = None if one is None else one.attribution.list_id
    return () if name is None else (name.lower(),)


def rare_words(db: Database, key: str) -> tuple[RareWord, ...]:
    """Return the words of a message that few other mails have; raises Refused where it is gone."""
    message = messages.get(db, key)
    if message is None:
        raise Refused("This message is no longer there. Read the mailbox again.")
    return rare(db, message)


def add_theme(db: Database, text: str, at: datetime) -> str:
    """Keep a theme file; return its id. Raises Refused with a sentence.

    It cannot take the place of a shipped theme: where that is marked, its mail would be back at once.
    """
    theme = parse(text)
    if theme.id in shipped():
        raise Refused("A shipped subject has this id already. Please write another one after id = in the file.")
    shelves.add_theme(db, theme.id, text, at)
    return theme.id


def remove_theme(db: Database, theme: str) -> None:
    """Forget a theme file; raises Refused where there is none.

    A shipped theme of the same id, which a later version may bring, comes back as it was marked.
    """
    if not shelves.remove_theme(db, theme, marked=theme in shipped()):
        raise Refused("This is no subject that you added. Shipped ones are unmarked instead.")


def _kept(db: Database, shelf: str) -> Kept:
    found = next((one for one in shelves.shelves(db) if one.id == shelf), None)
    if found is None:
        raise Refused(f"There is no shelf “{shelf[:40]}”. “shelf list” shows those there are.")
    return found


def _next(kept: Iterable[Kept]) -> str:
    taken = {one.id for one in kept} | {FIRST}
    return next(name for number in range(1, MOST_SHELVES + 2) if (name := f"s{number}") not in taken)


def _label(text: str) -> str:
    label = " ".join("".join(sign for sign in text if unicodedata.category(sign)[0] != "C" or sign == " ").split())
    if len(label) > _LONGEST_LABEL:
        raise Refused(f"This name is longer than {_LONGEST_LABEL} letters. Please choose a shorter one.")
    return label


def _words(words: Iterable[ShelfWord]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for one in words:
        if one.weight not in WEIGHTS:
            raise Refused("A word can be strong, medium, weak, hint or block. Please choose one of these.")
        found[term(one.term)] = one.weight
    if len(found) > MOST_WORDS:
        raise Refused(f"A shelf holds at most {MOST_WORDS} words. Please take some away.")
    return tuple(found.items())


def _domains(named: Iterable[str]) -> tuple[str, ...]:
    hosts = {one: typed_host(one) for one in named}
    wrong_one = next((one for one, host in hosts.items() if host is None), None)
    if wrong_one is not None:
        raise Refused(f"“{wrong_one[:60]}” is no domain. Please write it like hospital.example.")
    return _bounded(dict.fromkeys(host for host in hosts.values() if host is not None))


def _lists(named: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(one.strip().strip("<>").lower() for one in named if one.strip(" <>"))
    wrong_one = next((one for one in found if not _LIST_ID.fullmatch(one)), None)
    if wrong_one is not None:
        raise Refused(f"“{wrong_one[:60]}” is no List-Id. It reads like news.shop.example in the head of its mail.")
    return _bounded(found)


def _senders(db: Database, named: Iterable[SenderId], before: Iterable[SenderId]) -> tuple[SenderId, ...]:
    there = findings.names_of(db, named)
    known = set(before)
    unknown = next((one for one in named if one not in there and one not in known), None)
    if unknown is not None:
        raise Refused(f"No sender “{unknown[:100]}” was found in the mail read so far.")
    return tuple(named)


def _bounded(found: dict[str, None]) -> tuple[str, ...]:
    if len(found) > _MOST_LISTED:
        raise Refused(f"At most {_MOST_LISTED} can be named here. Please take some away.")
    return tuple(found)
