"""The person's decisions as the core rooms take them.

What was said of an organisation that was merged into another counts for that one; the word itself stays as it was said.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.requests.request import Request
from inboxguard.senders.corrections import Corrections, What, Word, collected
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions
from inboxguard.store.decisions import Recorded
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.trace.decisions import Given, TraceDecisions


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


def trace_decisions(db: Database) -> TraceDecisions:
    """Return what the person said about sign-ups of their own and addresses given out."""
    told = corrections(db)
    return TraceDecisions(
        mine=frozenset(SenderId(told.home(organisation)) for organisation in decisions.verdicts(db)),
        given=tuple(Given(address, SenderId(organisation), only) for address, organisation, only, _ in given(db)),
        answers=(),
    )


def given(db: Database) -> tuple[tuple[str, str, bool, datetime], ...]:
    """Return (address, organisation, only there, when said) for every address the person said they gave out."""
    told = corrections(db)
    found: dict[tuple[str, str], tuple[str, str, bool, datetime]] = {}
    for address, organisation, only, at in decisions.given(db):
        home = told.home(organisation)
        found[address, home] = (address, home, only, at)
    return tuple(found.values())


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


def _senders(what: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in what if "." in one)


def _homes(told: Corrections, senders: frozenset[str], but: frozenset[str]) -> frozenset[SenderId]:
    """Return to which organisations `senders` belong, without those that are themselves spoken of in `but`."""
    homes = ((one, told.home(one)) for one in senders)
    return frozenset(SenderId(home) for one, home in homes if one == home or home not in but)
