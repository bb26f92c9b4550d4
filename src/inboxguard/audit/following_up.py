"""Letters that follow an earlier one: a reminder, perhaps with an answer to an excuse, and a complaint."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlite_utils import Database

from inboxguard.audit import asking, cases, contacts, deciding, letter_grounds, profiles, replying
from inboxguard.audit.objections import STOPPING
from inboxguard.audit.particulars import NO_PARTICULARS, Particulars, Preview
from inboxguard.audit.sender_pages import known
from inboxguard.audit.standing import calendar, events_of, standing
from inboxguard.audit.views import RequestDetail
from inboxguard.audit.watches import LateMail, late_mails, views
from inboxguard.errors import Refused
from inboxguard.requests import regimes
from inboxguard.requests.authorities import authorities_of, authority_for
from inboxguard.requests.complaints import complaint
from inboxguard.requests.events import sent_at
from inboxguard.requests.ledger import EventKind, State
from inboxguard.requests.letters import Grounds, disclosed, language_for
from inboxguard.requests.reminders import reminder, sent_on
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Draft, Excuse, Request, RequestKind, reference
from inboxguard.requests.terms import terms
from inboxguard.requests.watch import Grade
from inboxguard.senders.sender import Sender
from inboxguard.store import decisions

_CHECK = (
    "The letter went to an address that is a guess, so it may never have reached them. Please check it first; a letter "
    "to the right one is better than a complaint."
)
_FOLLOWING = frozenset((RequestKind.REMINDER, RequestKind.COMPLAINT))
_OVER = frozenset((State.DRAFTED, State.CLOSED, State.WITHDRAWN))


@dataclass(frozen=True, slots=True)
class Regulator:
    """To whom a complaint may go."""

    key: str
    """By which it is chosen."""
    name: str
    email: str
    """ "" where it takes none by mail."""
    complaint_url: str
    """Its page for complaints, "" where none is known."""
    language: str | None
    verified: bool
    """Whether link and address were opened; where not, the person is asked to check them."""


def followed(db: Database, kind: RequestKind, organisation: str | None, request: str | None, now: datetime) -> Request:
    """Return the letter that a reminder or a complaint follows: the one named, else the last that may be followed.

    Raises Refused where there is none: nobody is reminded of what was never asked.
    """
    if request is not None:
        one, _ = cases.found(db, request)
        if one.kind in _FOLLOWING:
            raise Refused("That is itself a letter that follows another. Please name the first letter of the case.")
        return one
    if organisation is None:
        raise Refused("Please say which letter this follows: its id or reference, as “requests list” shows it.")
    sender = known(db, organisation)
    members, told = deciding.members(db, sender.id), profiles.profile(db)
    wanted = EventKind.REMINDED if kind is RequestKind.REMINDER else EventKind.COMPLAINED
    asked = [
        (one, standing(one, events, now, told))
        for one, events in deciding.requests(db)
        if one.organisation in members and one.kind not in _FOLLOWING
    ]
    waiting = [one for one, stands in asked if stands.state not in _OVER]
    fitting = [one for one, stands in asked if wanted in stands.allowed]
    found = fitting or waiting
    if not found:
        raise Refused(
            f"No letter to {sender.name} is on its way, so there is nothing that this could follow. Write one first, "
            "send it, and record that you did."
        )
    return found[-1]


def reminding(
    db: Database,
    first: Request,
    excuse: Excuse | None,
    language: str | None,
    now: datetime,
    own: Particulars = NO_PARTICULARS,
) -> Request:
    """Return a reminder of `first`, which the ledger does not hold yet; raises Refused where there may be none."""
    _unlooked(db, first)
    sender, events, now = known(db, first.organisation), cases.found(db, first.id)[1], now.replace(microsecond=0)
    grounds, told = _grounds(db, sender, first, own), profiles.profile(db)
    spoken = language_for(RequestKind.REMINDER, language, first.language, *told.languages)
    number = reference(now, secrets.randbelow)
    made = reminder(
        first,
        events_of(events),
        excuse,
        sender,
        grounds,
        spoken,
        number,
        now.astimezone(profiles.zone(db)).date(),
        timezone=told.timezone,
        holidays=calendar(first, told),
    )
    to = replace(made, to=first.draft.to, to_is_guess=first.draft.to_is_guess)
    if any(event.event == EventKind.BOUNCED for event in events):
        to = contacts.addressed(made, contacts.contact_for(db, sender.id))
    return _following(RequestKind.REMINDER, first, to, spoken, number, now, grounds, excuse)


def regulators(db: Database, first: Request) -> tuple[Regulator, ...]:
    """Return the authorities to whom a complaint about a letter may go, the one to propose first.

    Under the GDPR that of the person's home (Art. 77); where the home has several, those of all its parts. () where
    the letter stood on no law.
    """
    rules, told = regimes.regime(first.law), profiles.profile(db)
    if not rules.regulator:
        return ()
    if not rules.by_place:
        return (
            Regulator(rules.id, rules.regulator, "", rules.complaint_url, terms(rules.id).regulator_language, True),
        )
    own = authority_for(told.country, told.region)
    found = (own,) if own is not None else authorities_of(told.country)
    return tuple(
        Regulator(one.slug, one.name, one.email, one.complaint_url or one.web, one.language, one.verified)
        for one in found
    )


def complaining(
    db: Database,
    first: Request,
    regulator: str | None,
    language: str | None,
    now: datetime,
    checked: bool = False,
    own: Particulars = NO_PARTICULARS,
) -> Request:
    """Return the complaint about `first`, which the ledger does not hold yet; raises Refused where there may be none.

    `checked`: the person looked up a time to answer that is only about right, and at mail that names the letter.
    """
    unlooked = _unlooked(db, first)
    if unlooked and not checked:
        raise Refused(f"{unlooked} If it is no answer, say that you looked (--date-checked).")
    sender, events, now = known(db, first.organisation), cases.found(db, first.id)[1], now.replace(microsecond=0)
    grounds, told = _grounds(db, sender, first, own), profiles.profile(db)
    sent_on(first, events_of(events))
    stands = standing(first, events, now, told)
    today = now.astimezone(profiles.zone(db)).date()
    if EventKind.COMPLAINED not in stands.allowed and stands.complain_from is not None and today < stands.complain_from:
        raise Refused(f"A complaint is possible from {stands.complain_from.isoformat()} on; please wait until then.")
    to = _chosen(regulators(db, first), regulator)
    number = reference(now, secrets.randbelow)
    spoken = language_for(RequestKind.COMPLAINT, language, to.language, *told.languages, first.language)
    made = complaint(
        first,
        events_of(events),
        _evidence(db, first, now),
        replace(to, language=spoken),
        sender,
        grounds,
        spoken,
        number,
        now.astimezone(profiles.zone(db)).date(),
        timezone=told.timezone,
        holidays=calendar(first, told),
        unverified_deadline_accepted=checked,
        by_name_only=_by_name_only(db, first, now),
    )
    return _following(RequestKind.COMPLAINT, first, made, spoken, number, now, grounds)


def _following(
    kind: RequestKind,
    first: Request,
    draft: Draft,
    spoken: str,
    number: str,
    now: datetime,
    grounds: Grounds,
    excuse: Excuse | None = None,
) -> Request:
    return Request(
        id=number,
        kind=kind,
        organisation=first.organisation,
        law=first.law,
        language=spoken,
        draft=draft,
        because=first.because,
        reference=number,
        created=now,
        follows=first.id,
        excuse=excuse,
        identity_given=disclosed(grounds),
    )


def kept(db: Database, one: Request, now: datetime) -> RequestDetail:
    """Write a letter that follows another into the ledger and return it."""
    decisions.add_request(db, one)
    return cases.detail(db, one.id, max(now, one.created))


def shown(db: Database, one: Request, first: Request) -> Preview:
    """Return a letter that follows another as it is looked at before the ledger holds it."""
    guess = one.kind is RequestKind.COMPLAINT and first.draft.to_is_guess
    words = (_unlooked(db, first) if one.excuse is None else "", _CHECK if guess else "")
    return asking.previewed(one, " ".join(filter(None, words)))


def _evidence(db: Database, first: Request, now: datetime) -> tuple[str, ...]:
    """Return the late mails as lines of header fields, which read the same in every language.

    Only letters that end marketing have any; the mails behind another letter show nothing about its answer.
    """
    if first.kind not in STOPPING:
        return ()
    zone, since = profiles.zone(db), sent_at(events_of(cases.found(db, first.id)[1]))
    late = late_mails(db, first.organisation, now)
    # What came after an earlier opt-out shows nothing of what became of this letter.
    return tuple(
        _line(one, zone) for one in late if since is not None and one.received is not None and one.received > since
    )


def _by_name_only(db: Database, first: Request, now: datetime) -> bool:
    """Return whether only a name says that the late mail behind a letter is the organisation's own (strength C)."""
    if first.kind not in STOPPING:
        return False
    grades = {one.grade for one in views(db, first.organisation, now) if one.grade is not None}
    return bool(grades) and grades == {Grade.C}


def _line(one: LateMail, zone: tzinfo) -> str:
    vouched = f"{'; '.join(one.vouched)} (Authentication-Results: {one.vouched_by or '-'})" if one.vouched else ""
    parts = (
        f"{one.received.astimezone(zone):%Y-%m-%d %H:%M %z}" if one.received is not None else "",
        f"List-Id: {one.list_id}" if one.list_id else "",
        vouched,
        f"Message-ID: {one.message_id}" if one.message_id else "",
        f"SHA-256: {one.sha256}" if one.sha256 else "",
    )
    return ", ".join(filter(None, parts))


def _unlooked(db: Database, first: Request) -> str:
    """Return what is to be said of mail that names a letter and was not looked at; "" for none.

    An answer is one of the organisation's own; a report that a letter failed may come from any server. Raises Refused
    for such a report: what reached nobody was never asked.
    """
    found = ""
    for one, events in deciding.requests(db):
        if first.id not in (one.id, one.follows):
            continue
        told = [event for event in events if event.event not in ("drafted", "sent")]
        for reply in replying.rows(db, one.id):
            at = reply.line.at
            if at is None or any(event.at >= at or reply.line.key in (event.note or "") for event in told):
                continue
            if reply.nature is Nature.BOUNCE:
                raise Refused(
                    f"A report of {at:%Y-%m-%d} says that the letter did not arrive. Look at it (requests show "
                    f"{one.id}) and record it (requests mark {one.id} bounced), then write to another address."
                )
            if reply.nature is Nature.ANSWER and reply.theirs and reply.sign is not Sign.SENDER:
                found = (
                    f"A mail of theirs of {at:%Y-%m-%d} names this letter and may be the answer. Look at it first "
                    f"(requests show {one.id}) and record what it is."
                )
    return found


def _chosen(found: Sequence[Regulator], wanted: str | None) -> Regulator:
    if not found:
        raise Refused(
            "To whom a complaint goes is not known for where you live. Please look up the authority of your country."
        )
    if wanted is not None:
        one = next((one for one in found if one.key == wanted), None)
        if one is None:
            raise Refused(f"“{wanted[:40]}” is none of these: {', '.join(one.key for one in found)}.")
        return one
    if len(found) > 1:
        raise Refused(
            "Each part of your country has its own authority. Say where you live (profile --country DE-BY, or in "
            f"Settings), or choose one: {', '.join(f'{one.key} ({one.name})' for one in found)}."
        )
    return found[0]


def _grounds(db: Database, sender: Sender, first: Request, own: Particulars) -> Grounds:
    """Return what a following letter may state: about the same address as the first."""
    grounds = letter_grounds.grounds(db, sender, None, own)
    return replace(grounds, address=first.draft.from_alias)
