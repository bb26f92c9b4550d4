"""The cases of the ledger as rows and opened, and what the person records of them."""

import contextlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import deciding, profiles
from inboxguard.audit.standing import recorded, standing
from inboxguard.audit.views import Moment, Profile, RequestDetail, RequestRow
from inboxguard.errors import Refused
from inboxguard.requests import ledger, regimes
from inboxguard.requests.events import sent_at
from inboxguard.requests.request import Request, RequestKind
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, search
from inboxguard.store.decisions import Recorded
from inboxguard.store.ledger import add_events

_FOLLOWING = {
    RequestKind.REMINDER: ledger.EventKind.REMINDED,
    RequestKind.COMPLAINT: ledger.EventKind.COMPLAINED,
}

_ANSWERING = frozenset(
    {
        ledger.EventKind.IDENTITY_ASKED, ledger.EventKind.EXTENDED, ledger.EventKind.ANSWERED_FULL,
        ledger.EventKind.ANSWERED_PARTIAL, ledger.EventKind.REFUSED, ledger.EventKind.NO_DATA,
        ledger.EventKind.WRONG_ENTITY,
    }
)  # fmt: skip
"""Events of a reminder that are the answer to the letter behind it."""


def rows(db: Database, now: datetime) -> tuple[RequestRow, ...]:
    """Return the ledger, newest first."""
    names, hidden = findings.names(db), search.wholly_set_aside(db)
    told, today = profiles.profile(db), now.astimezone(profiles.zone(db)).date()
    return tuple(
        _row(
            one,
            events,
            "" if one.organisation in hidden else names.get(one.organisation, one.organisation),
            now,
            today,
            told,
        )
        for one, events in reversed(deciding.requests(db))
    )


def detail(db: Database, request: str, now: datetime) -> RequestDetail:
    """Return one request opened; raises Refused where there is none."""
    one, events = found(db, request)
    today = now.astimezone(profiles.zone(db)).date()
    aside = search.wholly_set_aside(db)
    names = findings.names_of(db, {one.organisation, *aside})
    name = "" if one.organisation in aside else names.get(one.organisation, one.organisation)
    rules = regimes.regime(one.law)
    right = one.kind.right
    stands = standing(one, events, now, profiles.profile(db))
    return RequestDetail(
        row=_row(one, events, name, now, today, profiles.profile(db)),
        law=one.law,
        cite=f"{rules.entitlement(right).cite} {rules.id.upper()}" if right and one.law != regimes.NO_LAW else "",
        language=one.language,
        to=one.draft.to,
        to_is_guess=one.draft.to_is_guess,
        contact_source=one.draft.contact_source,
        contact_detail=one.draft.contact_detail,
        about=stands.about,
        may_complain=stands.may_complain,
        identity_given=one.identity_given,
        follows=one.follows,
        excuse=one.excuse,
        web_form=one.draft.web_form or "",
        from_alias=one.draft.from_alias,
        subject=one.draft.subject,
        body=one.draft.body,
        timeline=tuple(Moment(event.at, event.event, event.note or "") for event in events),
        allowed=tuple(stands.allowed),
        names_set_aside=any(names.get(SenderId(other), other) in one.draft.body for other in aside),
    )


def mark(db: Database, request: str, event: str, at: datetime, note: str | None, now: datetime) -> None:
    """Record what became of a request; raises Refused for an event that cannot follow or lies in the future.

    What was recorded to the second and the word already changes nothing. That a reminder or a complaint was sent is
    recorded of the letter that it follows too, or neither is; an answer to a reminder answers that letter as well.
    """
    add_events(db, lambda: _marks(db, request, event, at, note, now))


def _marks(
    db: Database, request: str, event: str, at: datetime, note: str | None, now: datetime
) -> list[tuple[str, Recorded]]:
    one, events = found(db, request)
    told = profiles.profile(db)
    new = ledger.Event(ledger.EventKind(event), at.replace(microsecond=0), note)
    if len(recorded(one, events, new, now, told)) == len(events):
        return []
    marks = [(one.id, Recorded(event, new.at, note))]
    follows = _FOLLOWING.get(one.kind)
    if one.follows is None or follows is None:
        return marks
    first, before = found(db, one.follows)
    if new.kind is ledger.EventKind.SENT:
        sent = ledger.Event(follows, new.at, one.reference)
        if len(recorded(first, before, sent, now, told)) > len(before):
            marks.append((first.id, Recorded(follows, new.at, one.reference)))
    elif one.kind is RequestKind.REMINDER and new.kind in _ANSWERING:
        with contextlib.suppress(Refused):  # that letter may be over already
            if len(recorded(first, before, new, now, told)) > len(before):
                marks.append((first.id, Recorded(event, new.at, note)))
    return marks


def found(db: Database, request: str) -> tuple[Request, tuple[Recorded, ...]]:
    """Return a request by id or reference with its events; raises Refused where there is none."""
    for one, events in deciding.requests(db):
        if request in (one.id, one.reference):
            return one, events
    raise Refused(f"There is no request “{request}”. “requests list” shows those there are.")


def _row(one: Request, events: Sequence[Recorded], name: str, now: datetime, today: date, told: Profile) -> RequestRow:
    stands = standing(one, events, now, told)
    settled = next((event.at for event in reversed(events) if event.event.startswith(("answered", "closed"))), None)
    return RequestRow(
        one.id,
        one.reference,
        one.organisation,
        name,
        one.kind,
        stands.state,
        stands.due,
        not stands.due_is_about,
        None if stands.due is None else (stands.due - today).days,
        one.created,
        sent_at(stands.events),
        settled,
        stands.remind_from,
        stands.complain_from,
        one.follows,
    )
