"""What is due: answers that are late or near, what the person may now do, and opt-outs to look at."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from inboxguard.audit.answers import Answers
from inboxguard.audit.deciding import theme_decisions
from inboxguard.audit.profiles import today
from inboxguard.audit.standing import Standing, standings
from inboxguard.audit.watching import not_honoured
from inboxguard.requests.ledger import State
from inboxguard.store import decisions, findings, search
from inboxguard.store.ledger import erase

SOON = 7
"""Days within which something is near."""
NOTIFICATIONS = "window.notifications"
"""Setting "on" or "off": whether the desktop is told that something is due; on unless the person says otherwise."""
CLEAR_AFTER = "clear_closed_after_days"
"""Setting: after how many days a case that has ended is erased; "" (the default) for never."""
SHORTEST = 90
"""Days for which an ended case is kept at least: the same right may be asked for anew after about that time."""
_TOLD = "due_told"
_WAITING = frozenset({State.SENT, State.ACKNOWLEDGED, State.EXTENDED, State.REMINDED})
_PRESSING = frozenset({State.OVERDUE, State.PARTIAL, State.REFUSED, State.NO_DATA, State.ESCALATABLE})


class Due(StrEnum):
    """What a row of the page is about."""

    OVERDUE = "overdue"
    """The time to answer, or that of a reminder, is over with the margin."""
    SOON = "soon"
    """The answer is due within days, or its day has just passed and the margin runs."""
    AUTHORITY = "authority"
    """The authority should have reported by now."""
    MAY_ACT = "may_act"
    """They answered, not with what was asked: a reminder or a complaint may follow."""
    STILL_MAIL = "still_mail"
    """Mail came after an opt-out that should have ended it: the person is to look at it."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing to look at."""

    due: Due
    organisation: str
    name: str
    """ "" where everything of the organisation is set aside."""
    request: str | None
    """Id of the request; None for an opt-out."""
    reference: str
    day: date | None
    """When the answer is or was due; None where nothing is awaited."""
    is_about: bool
    days: int | None
    """Days until `day`; negative = so many ago."""
    may_remind: bool
    """Whether a reminder is fair today."""
    may_complain: bool
    """Whether a complaint to the authority is open today."""


def due_rows(db: Database, now: datetime, within: int = SOON) -> tuple[DueRow, ...]:
    """Return what is due, the most pressing first; `within` is how many days ahead an answer counts as near."""
    day, hidden, names = today(db, now), search.wholly_set_aside(db), findings.names(db)
    rows = []
    for one in standings(db, now):
        kind, organisation = _kind(one, day, within), one.request.organisation
        if kind is not None:
            name = "" if organisation in hidden else names.get(organisation, organisation)
            rows.append(_row(one, kind, name, day))
    rows += [
        DueRow(Due.STILL_MAIL, one, names.get(one, one), None, "", None, False, None, False, False)
        for one in not_honoured(db, now)
        if one not in hidden | _aside(db, day)
    ]
    order = list(Due)
    return tuple(sorted(rows, key=lambda row: (order.index(row.due), row.day or day, row.reference)))


def to_tell(db: Database, now: datetime) -> tuple[DueRow, ...]:
    """Return what the desktop may be told of now: what is due of visible senders and was not told of yet.

    Nothing where the person turned that off. An answer that is merely near is no news.
    """
    if decisions.setting(db, NOTIFICATIONS, "on") != "on":
        return ()
    told = set(json.loads(decisions.setting(db, _TOLD, "[]")))
    aside = _aside(db, today(db, now))
    rows = (row for row in due_rows(db, now, within=0) if row.request is not None)
    return tuple(row for row in rows if row.name and row.organisation not in aside and _mark(row) not in told)


def was_told(db: Database, rows: Sequence[DueRow], now: datetime) -> None:
    """Remember that the desktop was told of `rows`, so that each is told of once; what is over is forgotten."""
    told = set(json.loads(decisions.setting(db, _TOLD, "[]")))
    there = {_mark(row) for row in due_rows(db, now, within=0)}
    kept = sorted((told & there) | {_mark(row) for row in rows})
    decisions.set_setting(db, _TOLD, json.dumps(kept))


def clear_ended(db: Database, now: datetime) -> int:
    """Erase the cases that ended longer ago than the person wants them kept; return how many, 0 where never."""
    wanted = decisions.setting(db, CLEAR_AFTER)
    if not wanted.isdigit():
        return 0
    limit = now - timedelta(days=max(int(wanted), SHORTEST))
    found = standings(db, now)
    followed = {one.request.follows for one in found if one.state not in (State.CLOSED, State.WITHDRAWN)}
    ended = [
        one.request.id
        for one in found
        if one.state in (State.CLOSED, State.WITHDRAWN)
        and max(event.at for event in one.events) < limit
        and one.request.id not in followed
    ]
    if ended:
        erase(db, ended)
    return len(ended)


class Reminding(Answers):
    """What is due, for the page and for the desktop."""

    def due_requests(self, within: int = SOON) -> tuple[DueRow, ...]:
        """Return what is due now or within so many days, the most pressing first."""
        return due_rows(self._db, self._now(), within)

    def due_to_tell(self) -> tuple[DueRow, ...]:
        """Return what the desktop may be told of: news of visible senders, () where the person turned that off.

        The notice says "A reply is due" or "Replies are due", without a name or a number.
        """
        return to_tell(self._db, self._now())

    def due_was_told(self, rows: Sequence[DueRow]) -> None:
        """Remember that the desktop was told of `rows`."""
        was_told(self._db, rows, self._now())

    def keep_ended_for(self, days: int | None) -> None:
        """Keep ended cases for so many days, at least SHORTEST; None = for ever, which is how it begins."""
        decisions.set_setting(self._db, CLEAR_AFTER, "" if days is None else str(max(days, SHORTEST)))

    def ended_kept_for(self) -> int | None:
        """Return for how many days ended cases are kept, None = for ever."""
        kept = decisions.setting(self._db, CLEAR_AFTER)
        return int(kept) if kept.isdigit() else None


def _kind(one: Standing, day: date, within: int) -> Due | None:
    """Return why a request is on the page, None where it is not."""
    if one.state in (State.OVERDUE, State.ESCALATABLE):
        return Due.OVERDUE
    if one.state in _PRESSING:
        return Due.MAY_ACT
    if one.state is State.IDENTITY_CHECK:
        return Due.SOON if one.due is not None and day <= one.due <= day + timedelta(days=within) else None
    if one.due is None:
        # Where the law names no time the fair day to remind is all there is.
        return Due.MAY_ACT if one.state in _WAITING and one.remind_from and one.remind_from <= day else None
    if one.state is State.COMPLAINED:
        return Due.AUTHORITY if one.due < day else None
    return Due.SOON if one.due <= day + timedelta(days=within) else None


def _row(one: Standing, kind: Due, name: str, day: date) -> DueRow:
    return DueRow(
        due=kind,
        organisation=one.request.organisation,
        name=name,
        request=one.request.id,
        reference=one.request.reference,
        day=one.due,
        is_about=one.due_is_about,
        days=None if one.due is None else (one.due - day).days,
        may_remind=one.remind_from is not None and one.remind_from <= day,
        may_complain=one.complain_from is not None and one.complain_from <= day,
    )


def _aside(db: Database, day: date) -> frozenset[str]:
    """Return the senders that the person set aside, also where receipts of them are still shown."""
    return frozenset(theme_decisions(db, day).accepted)


def _mark(row: DueRow) -> str:
    return f"{row.request} {row.due} {row.day}"
