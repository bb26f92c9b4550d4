"""The ledger as files: a calendar of what is due, JSON that can be read again, a table for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from inboxguard import __version__
from inboxguard.audit import profiles
from inboxguard.audit.answers import Answers
from inboxguard.audit.standing import Standing, events_of, standings
from inboxguard.errors import Refused
from inboxguard.exports import calendar, files, ledger_files
from inboxguard.exports.calendar import DueDay, Entry
from inboxguard.exports.ledger_files import LARGEST, Case, CaseLine
from inboxguard.requests.events import Event
from inboxguard.requests.ledger import State
from inboxguard.store import decisions, search
from inboxguard.store.decisions import Recorded
from inboxguard.store.ledger import unite

_RENDERED = (".json", ".csv")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file brought into the ledger."""

    cases: int
    """Requests that were not there."""
    events: int
    """Events of requests that were there already."""
    different: tuple[str, ...]
    """References of requests whose letter in the file differs; the one that was there stays."""


def export_calendar(db: Database, path: Path, now: datetime, request: str | None = None) -> int:
    """Write the due dates, or that of one `request`, as a calendar file; return how many there are."""
    spoken = profiles.language(db, calendar.languages())
    wanted = (one for one in standings(db, now) if request in (None, one.request.id))
    days = [_due_day(one, one.due) for one in wanted if one.due is not None]
    files.write(path, calendar.calendar(days, spoken, __version__, now.replace(microsecond=0)))
    return len(days)


def export_ledger(db: Database, path: Path, now: datetime) -> int:
    """Write the ledger as JSON or CSV, by the ending of `path`; return how many requests it has.

    Raises Refused for another ending, InboxGuardError where the place cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in _RENDERED:
        raise Refused(f"A ledger is written as {' or '.join(_RENDERED)}. Give the file such an ending.")
    cases = _cases(db)
    if kind == ".json":
        files.write(path, ledger_files.to_json(cases, __version__, now.replace(microsecond=0)))
    else:
        aside = search.wholly_set_aside(db)
        lines = [_line(one, one.request.organisation in aside) for one in standings(db, now)]
        files.write(path, ledger_files.to_csv(lines))
    return len(cases)


def import_ledger(db: Database, path: Path, now: datetime) -> Taken:
    """Unite the ledger with the one of a JSON file: nothing is lost and nothing is there twice.

    Raises Refused with a sentence for a file that is none, and then takes nothing.
    """
    cases = ledger_files.from_json(_content(path))
    if any(event.at > now for case in cases for event in case.events):
        raise Refused(
            "The file tells of a moment that is still to come, so one of the two computers has a wrong clock. Set it "
            "right and try again; nothing was taken."
        )
    there = {case.request.id: case for case in _cases(db)}
    names = {name: case.request.id for case in (*there.values(), *cases) for name in (case.request.id,)}
    names |= {case.request.reference: case.request.id for case in there.values()}
    if any(names.get(case.request.reference, case.request.id) != case.request.id for case in cases):
        raise Refused(
            "In the file a request bears the reference of another one, so an answer could not be told to either. "
            "Nothing was taken; export the ledger anew."
        )
    different, new = [], []
    for case in cases:
        known = there.get(case.request.id)
        if known is None:
            new.append((case.request, _recorded(case.events)))
            continue
        if ledger_files.redacted(known).request != ledger_files.redacted(case).request:
            different.append(known.request.reference)
        # A note that was exported without its token is the same note.
        held = set(ledger_files.redacted(known).events) | set(known.events)
        new.append((known.request, _recorded(event for event in case.events if event not in held)))
    done = unite(db, new)
    return Taken(done.cases, done.events, tuple(different))


class LedgerFiles(Answers):
    """The ledger as files."""

    def export_calendar(self, path: Path, request: str | None = None) -> int:
        """Write the due dates, or that of one request, as a calendar (.ics) with neutral titles; return how many."""
        return export_calendar(self._db, path, self._now(), request)

    def export_ledger(self, path: Path) -> int:
        """Write the ledger, .json (everything, the letters too) or .csv (a table); return how many requests it has."""
        return export_ledger(self._db, path, self._now())

    def import_ledger(self, path: Path) -> Taken:
        """Unite the ledger with an exported one; raises Refused for any other file."""
        return import_ledger(self._db, path, self._now())


def _cases(db: Database) -> tuple[Case, ...]:
    """Return the ledger as it is stored, each request of the organisation that it was written to."""
    return tuple(Case(one, events_of(events)) for one, events in decisions.requests(db))


def _recorded(events: Iterable[Event]) -> tuple[Recorded, ...]:
    return tuple(Recorded(event.kind, event.at, event.note) for event in events)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Refused(f"The file {path.name} could not be read ({error.strerror}). Choose another one.") from error


def _due_day(one: Standing, day: date) -> DueDay:
    entry = Entry.AUTHORITY if one.state is State.COMPLAINED else Entry.ABOUT if one.due_is_about else Entry.DUE
    return DueDay(one.request.id, one.request.reference, day, entry, len(one.events))


def _line(one: Standing, aside: bool) -> CaseLine:
    sent = next((event.at for event in one.events if event.kind == "sent"), None)
    return CaseLine(
        reference=one.request.reference,
        kind=one.request.kind,
        organisation="" if aside else one.request.organisation,
        law=one.request.law,
        state=one.state,
        created=one.request.created,
        sent=sent,
        due="" if one.due is None else f"{'about ' if one.due_is_about else ''}{one.due}",
        remind_from=str(one.remind_from or ""),
        complain_from=str(one.complain_from or ""),
        history=one.events,
    )
