"""The person's decisions as the core rooms take them.

What was said of an organisation that was merged into another counts for that one; the word itself stays as it was said.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.requests.request import Request
from inboxguard.senders.corrections import Corrections, What, Word, collected
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, documents, own_addresses
from inboxguard.store.decisions import HandedOut, Recorded
from inboxguard.store.documents import Asked, FiledAnswer
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.trace.decisions import Answer, Breach, Given, Handed, Notice, Tenor, TraceDecisions


def corrections(db: Database) -> Corrections:
    """Return everything the person corrected, as it counts now."""
    return collected(Word(What(one.what), one.subject, one.value) for one in decisions.corrections(db))


def theme_decisions(db: Database) -> ThemeDecisions:
    """Return what was marked, set aside and kept; organisations have a dot, message keys have none.

    Where several organisations are one, the word about the one that stays counts, else to keep counts before to set
    aside.
    """
    aside, kept = decisions.shelved(db)
    told = corrections(db)
    own_aside = _senders(aside)
    kept_senders = _homes(told, _senders(kept), but=own_aside)
    return ThemeDecisions(
        marked=decisions.marked_themes(db),
        accepted=_homes(told, own_aside, but=_senders(kept)) - kept_senders,
        kept=frozenset(MessageKey(what) for what in kept if "." not in what),
        kept_senders=kept_senders,
        hidden=frozenset(MessageKey(what) for what in aside if "." not in what),
    )


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
    return frozenset(one for one in what if "." in one)


def _homes(told: Corrections, senders: frozenset[str], but: frozenset[str]) -> frozenset[SenderId]:
    """Return to which organisations `senders` belong, without those that are themselves spoken of in `but`."""
    homes = ((one, told.home(one)) for one in senders)
    return frozenset(SenderId(home) for one, home in homes if one == home or home not in but)
