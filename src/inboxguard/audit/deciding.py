"""The person's decisions as the core rooms take them.

What was said of an organisation that was merged into another counts for that one; the word itself stays as it was said.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from inboxguard.audit.profiles import profile
from inboxguard.facts.message import MessageKey
from inboxguard.requests.request import Request
from inboxguard.senders.corrections import Corrections, What, Word, collected
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, documents, own_addresses, shelves
from inboxguard.store.decisions import HandedOut, Recorded
from inboxguard.store.documents import Asked, FiledAnswer
from inboxguard.themes.forecast import QuietDay
from inboxguard.themes.occasions import Occasion
from inboxguard.themes.own import Own, OwnWords, lexicon, shelf_theme
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.trace.decisions import Answer, Breach, Given, Handed, Notice, Tenor, TraceDecisions

MODE, REST_UNTIL, SPARING = "shelf_mode", "rest_until", "sparing"
"""Settings of the page Set aside: its mode, the last day of rest, and themes of which help organisations are shown."""


def corrections(db: Database) -> Corrections:
    """Return everything the person corrected, as it counts now."""
    return collected(Word(What(one.what), one.subject, one.value) for one in decisions.corrections(db))


def theme_decisions(db: Database, today: date | None = None) -> ThemeDecisions:
    """Return what was marked, set aside and kept, as it counts on `today`: shelves and rest end with their last day.

    Without `today` none has ended.

    Organisations have a dot, message keys have none, List-Ids stand in angle brackets. Where several organisations are
    one, the word about the one that stays counts, else to keep counts before to set aside.
    """
    told, said = corrections(db), shelves.shelved(db)
    ended = {one.id for one in shelves.shelves(db) if today and one.until is not None and one.until < today}
    aside = frozenset(what for what, shelf in said.aside.items() if shelf not in ended)
    own_aside = _senders(aside)
    kept_senders = _homes(told, _senders(said.kept), but=own_aside)
    marked = frozenset(theme for theme, shelf in shelves.marked(db).items() if shelf not in ended)
    own = own_additions(db)
    accepted = _homes(told, own_aside, but=_senders(said.kept)) - kept_senders
    # What was split off from a sender that was set aside stays so until the person says otherwise.
    accepted |= {SenderId(one.becomes) for one in told.split if one.organisation in accepted} - kept_senders
    days = tuple(QuietDay(one.month, one.day, one.year, one.before, one.after) for one in shelves.days(db))
    occasions = _quiet_occasions(db, marked)
    return ThemeDecisions(
        marked=marked | {shelf_theme(one.shelf) for one in own.shelves if one.words and one.shelf not in ended},
        accepted=accepted,
        kept=frozenset(MessageKey(what) for what in said.kept if _is_key(what)),
        kept_senders=kept_senders,
        hidden=frozenset(MessageKey(what) for what in aside if _is_key(what)),
        lists=frozenset(what[1:-1] for what in aside if what.startswith("<")),
        own=own,
        sparing=frozenset(json.loads(decisions.setting(db, SPARING, "[]"))) & marked,
        days=days,
        occasions=occasions,
        timezone=profile(db).timezone if days or occasions else "UTC",
        resting=resting(db, today),
    )


def own_additions(db: Database) -> Own:
    """Return everything that the person added to the shipped packs."""
    kept = shelves.shelves(db)
    on_shelf: dict[str, list[str]] = {}
    for theme, shelf in shelves.marked(db).items():
        on_shelf.setdefault(shelf, []).append(theme)
    return Own(
        files=shelves.own_themes(db),
        shelves=tuple(OwnWords(one.id, one.contents.words) for one in kept if one.contents.words),
        blocks=shelves.blocks(db),
        exceptions=tuple(
            (theme, domain)
            for one in kept
            for domain in one.contents.exceptions
            for theme in (*on_shelf.get(one.id, ()), shelf_theme(one.id))
        ),
    )


def resting(db: Database, today: date | None) -> bool:
    """Return whether the person wants to see no marketing on `today`."""
    if decisions.setting(db, MODE) != "rest":
        return False
    until = decisions.setting(db, REST_UNTIL)
    return not until or today is None or date.fromisoformat(until) >= today


def _quiet_occasions(db: Database, marked: frozenset[str]) -> tuple[tuple[str, Occasion], ...]:
    kept = shelves.occasions(db)
    if not kept:
        return ()
    country = profile(db).country
    return tuple(
        (theme.id, occasion)
        for theme in lexicon(own_additions(db)).themes
        if theme.id in marked
        for occasion in theme.occasions
        if f"{theme.id}/{occasion.name}" in kept and (not occasion.regions or country in occasion.regions)
    )


def _is_key(what: str) -> bool:
    return "." not in what and not what.startswith("<")


def trace_decisions(db: Database, words: Iterable[HandedOut] | None = None) -> TraceDecisions:
    """Return what the person said and keeps: own sign-ups, addresses given out, answers, notices, known breaches.

    Of several answers of one organisation to one question the last counts, of one moment the last that was filed.
    `words` are those about addresses, where not all are wanted: exports bring thousands.
    """
    told = corrections(db)

    def home(organisation: str) -> SenderId:
        return SenderId(told.home(organisation))

    def homes(named: Iterable[str]) -> tuple[SenderId, ...]:
        return tuple(dict.fromkeys(map(home, named)))

    names = documents.names(db)
    latest: dict[tuple[Asked, SenderId], FiledAnswer] = {}
    for one in sorted(documents.answers(db), key=lambda one: (one.at, one.id)):
        latest[one.asked, home(one.organisation)] = one
    return TraceDecisions(
        mine=frozenset(homes(decisions.verdicts(db))),
        given=tuple(
            Given(one.address, SenderId(one.organisation), one.only, one.made)
            for one in (given(db) if words is None else words)
        ),
        answers=tuple(
            Answer(who, next(iter(homes(one.named)), None), names[one.document], one.at)
            for (asked, who), one in latest.items()
            if asked is Asked.WHERE_FROM
        ),
        handed=tuple(
            Handed(who, homes(one.named), names[one.document], one.at)
            for (asked, who), one in latest.items()
            if asked is Asked.TO_WHOM
        ),
        notices=tuple(
            Notice(home(one.organisation), Tenor(one.tenor), homes(one.named), names[one.document], one.at)
            for one in documents.notices(db)
        ),
        breaches=tuple(Breach(home(one.organisation), one.name, one.on) for one in decisions.breaches(db)),
    )


def given(db: Database) -> tuple[HandedOut, ...]:
    """Return every address that was said to have been given out, each to the organisation that its own belongs to.

    What was drawn for a member of an organisation was drawn for it.
    """
    return _at_home(corrections(db), decisions.given(db))


def given_to(db: Database, organisation: str) -> tuple[HandedOut, ...]:
    """Return, as `given`, the addresses that one organisation or one that belongs to it is said to have."""
    return _at_home(corrections(db), own_addresses.given_to(db, members(db, organisation)))


def given_by_person(db: Database) -> tuple[HandedOut, ...]:
    """Return, as `given`, what the person said with their own words, not what an export says or was drawn."""
    words = _at_home(corrections(db), own_addresses.given_beside_own_words(db))
    return tuple(one for one in words if not one.by and not one.made)


def said(db: Database, organisation: str) -> str:
    """Return what the person said about an organisation and those that belong to it: "mine", "aside", "keep" or ""."""
    return next((word for one in members(db, organisation) if (word := decisions.said(db, one))), "")


def members(db: Database, organisation: str) -> tuple[str, ...]:
    """Return an organisation and those that were merged into it."""
    merged = corrections(db).merged
    return (organisation, *sorted(one for one, home in merged.items() if home == organisation))


def requests(db: Database) -> tuple[tuple[Request, tuple[Recorded, ...]], ...]:
    """Return every request with its events, oldest first, each of the organisation that its own belongs to."""
    told = corrections(db)
    return tuple(
        (replace(one, organisation=SenderId(told.home(one.organisation))), events)
        for one, events in decisions.requests(db)
    )


def _at_home(told: Corrections, words: Iterable[HandedOut]) -> tuple[HandedOut, ...]:
    found: dict[tuple[str, str], HandedOut] = {}
    for one in words:
        home = told.home(one.organisation)
        before = found.get((one.address, home))
        made = one.made or (before is not None and before.made)
        changed = home != one.organisation or made != one.made
        found[one.address, home] = replace(one, organisation=home, made=made) if changed else one
    return tuple(found.values())


def _senders(what: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in what if "." in one and not one.startswith("<"))


def _homes(told: Corrections, senders: frozenset[str], but: frozenset[str]) -> frozenset[SenderId]:
    """Return to which organisations `senders` belong, without those that are themselves spoken of in `but`."""
    homes = ((one, told.home(one)) for one in senders)
    return frozenset(SenderId(home) for one, home in homes if one == home or home not in but)
