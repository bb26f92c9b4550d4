"""Letters into the ledger, and what became of them. Nothing here sends anything."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import deciding, profiles, ways
from inboxguard.audit.deciding import own_additions
from inboxguard.audit.sender_pages import known
from inboxguard.audit.shown import SHOWN
from inboxguard.audit.views import Moment, RequestDetail, RequestRow
from inboxguard.errors import Refused
from inboxguard.mailbox.composing import compose
from inboxguard.requests import ledger, regimes
from inboxguard.requests.letters import Grounds, language_for, laws, letter
from inboxguard.requests.regimes import Right
from inboxguard.requests.request import NO_WISHES, Draft, Request, RequestKind, Wishes, reference
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import decisions, findings, search
from inboxguard.store.decisions import Recorded
from inboxguard.themes.picker import choices
from inboxguard.trace.trail import Level, Trail

_OPEN = ("sent", "acknowledged", "identity_check", "extended", "overdue", "reminded")

_PREFERENCES = frozenset((RequestKind.ASK_FOR_LESS, RequestKind.OBJECTION))
"""Letters about mail to come: they speak of no trail."""

UNSUBSCRIBE = "unsubscribe:"
"""Begins the id of an unsubscribe draft: it is made anew each time and is no case of the ledger."""


class AskedAlready(Refused):
    """The same was asked of the same organisation, which has not answered yet."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft as the bytes of a message, and the address it comes from."""

    from_alias: str
    content: bytes


def draft(
    db: Database,
    kind: str,
    organisation: str,
    law: str | None,
    language: str | None,
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> RequestDetail:
    """Write one letter into the ledger and return it; raises Refused or NotYet with a sentence.

    `wishes` are those of a letter that asks for less, a topic of them the id of a theme or the person's own words.
    """
    one = written(db, kind, organisation, law, language, now, wishes)
    decisions.add_request(db, one)
    return detail(db, one.id, one.created)


def written(
    db: Database,
    kind: str,
    organisation: str,
    law: str | None,
    language: str | None,
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> Request:
    """Return the letter that `draft` would write, which the ledger does not hold yet; raises as it does."""
    now = now.replace(microsecond=0)  # the ledger keeps seconds, and no event may lie before the letter
    sender = known(db, organisation)
    wanted = RequestKind(kind)
    told = profiles.profile(db)
    spoken = language_for(wanted, language, _mail_language(db, sender.id), *told.languages)
    wishes = replace(wishes, topics=_named(db, wishes.topics, spoken))
    _check_no_open_case(db, sender, wanted, wishes, now)
    chosen = law or _law(wanted, told.country, told.region, wishes)
    if chosen is None:
        raise Refused(
            "Which law applies is not known. Say your country first (inboxguard profile --country DE, or in "
            "Settings), or name the law with --law."
        )
    trail = _trail(db, wanted, sender)
    grounds = replace(_grounds(db, sender, trail, told.name), wishes=wishes)
    number = reference(now, secrets.randbelow)
    today = now.astimezone(profiles.zone(db)).date()
    return Request(
        id=number,
        kind=wanted,
        organisation=sender.id,
        law=chosen,
        language=spoken,
        draft=letter(wanted, sender, trail, grounds, chosen, spoken, number, today),
        because=tuple(key for evidence in trail.evidence for key in evidence.messages) if trail else (),
        reference=number,
        created=now,
        asked=wishes.asked,
    )


def unsubscribe(db: Database, organisation: str, now: datetime, confirmed: bool = False) -> RequestDetail:
    """Return the sender's own unsubscribe mail as a draft; raises Refused where it offers none that is safe."""
    sender = known(db, organisation)
    written = ways.draft(db, sender.id, confirmed)
    row = RequestRow(
        id=f"{UNSUBSCRIBE}{sender.id}",
        reference="",
        organisation=sender.id,
        name=sender.name,
        kind="unsubscribe",
        state="drafted",
        due=None,
        due_is_verified=True,
        days=None,
        created=now,
        sent=None,
        settled=None,
    )
    return RequestDetail(row, "", "", "", written.to, False, written.from_alias, written.subject, written.body, (), ())


def composed(db: Database, request: str, now: datetime) -> Composed:
    """Return a draft as the bytes of a message; raises Refused where there is none."""
    if request.startswith(UNSUBSCRIBE):
        written = ways.draft(db, request.removeprefix(UNSUBSCRIBE))
        return _composed(db, written, secrets.token_hex(8), now)
    return letter_composed(db, _found(db, request)[0], now)


def letter_composed(db: Database, one: Request, now: datetime) -> Composed:
    """Return a letter as the bytes of a message, whether the ledger holds it yet or not."""
    return _composed(db, one.draft, one.reference.lower(), now)


def _composed(db: Database, written: Draft, number: str, now: datetime) -> Composed:
    name = profiles.profile(db).name
    content = compose(
        f"{name} <{written.from_alias}>" if name else written.from_alias,
        written.to,
        written.subject,
        written.body,
        now,
        f"inboxguard-{number}",
        written.reply_to,
    )
    return Composed(written.from_alias, content)


def rows(db: Database, now: datetime) -> tuple[RequestRow, ...]:
    """Return the ledger, newest first."""
    names, hidden = findings.names(db), search.wholly_set_aside(db)
    zone = profiles.zone(db)
    return tuple(
        _row(
            one,
            events,
            "" if one.organisation in hidden else names.get(one.organisation, one.organisation),
            now,
            now.astimezone(zone).date(),
            db,
        )
        for one, events in reversed(deciding.requests(db))
    )


def detail(db: Database, request: str, now: datetime) -> RequestDetail:
    """Return one request opened; raises Refused where there is none."""
    one, events = _found(db, request)
    today = now.astimezone(profiles.zone(db)).date()
    aside = search.wholly_set_aside(db)
    names = findings.names_of(db, {one.organisation, *aside})
    name = "" if one.organisation in aside else names.get(one.organisation, one.organisation)
    rules = regimes.regime(one.law)
    right = one.kind.right
    return RequestDetail(
        row=_row(one, events, name, now, today, db),
        law=one.law,
        cite=f"{rules.entitlement(right).cite} {rules.id.upper()}" if right and one.law != regimes.NO_LAW else "",
        language=one.language,
        to=one.draft.to,
        to_is_guess=one.draft.to_is_guess,
        from_alias=one.draft.from_alias,
        subject=one.draft.subject,
        body=one.draft.body,
        timeline=tuple(Moment(event.at, event.event, event.note or "") for event in events),
        allowed=tuple(ledger.possible(one, _events(events), now, rules, profiles.profile(db).timezone)),
        names_set_aside=any(names.get(SenderId(other), other) in one.draft.body for other in aside),
    )


def mark(db: Database, request: str, event: str, at: datetime, note: str | None, now: datetime) -> None:
    """Record what became of a request; raises Refused for an event that cannot follow or lies in the future."""
    one, events = _found(db, request)
    new = ledger.Event(ledger.EventKind(event), at, note)
    ledger.record(one, _events(events), new, now, regimes.regime(one.law), profiles.profile(db).timezone)
    decisions.add_event(db, one.id, event, at, note)


def _found(db: Database, request: str) -> tuple[Request, tuple[Recorded, ...]]:
    for one, events in deciding.requests(db):
        if request in (one.id, one.reference):
            return one, events
    raise Refused(f"There is no request “{request}”. “requests list” shows those there are.")


def _row(one: Request, events: Sequence[Recorded], name: str, now: datetime, today: date, db: Database) -> RequestRow:
    rules = regimes.regime(one.law)
    timezone = profiles.profile(db).timezone
    life = _events(events)
    state = ledger.state(one, life, now, rules, timezone)
    due = ledger.due(one, life, rules, timezone)
    sent = next((event.at for event in events if event.event == "sent"), None)
    settled = next((event.at for event in reversed(events) if event.event.startswith(("answered", "closed"))), None)
    return RequestRow(
        one.id,
        one.reference,
        one.organisation,
        name,
        one.kind,
        state,
        due,
        rules.deadline_verified,
        None if due is None else (due - today).days,
        one.created,
        sent,
        settled,
    )


def _events(events: Sequence[Recorded]) -> tuple[ledger.Event, ...]:
    return tuple(ledger.Event(ledger.EventKind(event.event), event.at, event.note) for event in events)


def _named(db: Database, topics: Sequence[str], language: str) -> tuple[str, ...]:
    """Return `topics` with the plain name of each theme in the language of the letter; other words stay."""
    if not topics:
        return ()
    themes = {one.id: one.label(language) for one in choices(own_additions(db))}
    return tuple(themes.get(one.strip(), one) for one in topics)


def _law(kind: RequestKind, country: str, region: str, wishes: Wishes) -> str | None:
    """Return the law that a letter stands on where none was named; less mail may be asked for without any."""
    if kind is RequestKind.ASK_FOR_LESS:
        own = regimes.default(country, region)
        return own if own in laws(kind) and wishes.narrowing else regimes.NO_LAW
    if kind is RequestKind.OBJECTION:
        return regimes.default_for(Right.OBJECTION, country, region) or regimes.default(country, region)
    return regimes.default(country, region)


def _check_no_open_case(db: Database, sender: Sender, kind: RequestKind, wishes: Wishes, now: datetime) -> None:
    """One open case for each organisation and right: who asks twice at once may be refused (GDPR Art. 12(5)).

    Of letters that ask for less one is open for each wish.
    """
    wished = set(wishes.asked)
    timezone = profiles.profile(db).timezone
    for one, events in deciding.requests(db):
        if one.organisation != sender.id or one.kind is not kind:
            continue
        if kind is RequestKind.ASK_FOR_LESS and not wished <= set(one.asked):
            continue
        if ledger.state(one, _events(events), now, regimes.regime(one.law), timezone) in _OPEN:
            raise AskedAlready(
                f"This was asked already, with reference {one.reference}. Wait for the answer, or record in the "
                "ledger what became of it."
            )


def _trail(db: Database, kind: RequestKind, sender: Sender) -> Trail | None:
    """The trail that a letter speaks of: that of the recipient, or for to_whom the surest that leads to the source."""
    if kind in _PREFERENCES:
        return None
    if kind is RequestKind.TO_WHOM:
        order = list(Level)
        found = [trail for trail in findings.trails(db) if trail.source == sender.id and trail.level in SHOWN]
        return min(found, key=lambda trail: (order.index(trail.level), -trail.p_copy), default=None)
    trail = findings.trail(db, sender.id)
    return trail if trail is not None and trail.level in SHOWN else None


def _grounds(db: Database, sender: Sender, trail: Trail | None, name: str) -> Grounds:
    recipient = trail.recipient if trail is not None else sender.id
    every = [one.attribution for one in findings.attributed_to(db, recipient)]
    marketing = [one for one in every if one.kind is Kind.MARKETING and not one.outgoing]
    address = (
        trail.addresses[0]
        if trail is not None and trail.addresses
        else next((one.recipient for one in reversed(marketing) if one.recipient), None)
    )
    if address is None:
        raise Refused(
            "To which of your addresses this sender writes is not known, so the letter cannot say whom it is "
            "about. Import mail that shows it, or name your addresses with --me."
        )
    first = next((one for one in marketing if one.recipient == address), marketing[0] if marketing else None)
    given = [row for row in deciding.given(db) if row.address == address]
    only = next((row for row in given if row.only and trail is not None and row.organisation == trail.source), None)
    other = trail.source if trail is not None and sender.id == trail.recipient else recipient
    return Grounds(
        address=address,
        name=name or None,
        first_mail=_day(db, first.at) if first is not None else None,
        lists=_lists(db, sender.id) if sender.id == recipient else (),
        other=None if other is None else findings.names_of(db, [SenderId(other)]).get(SenderId(other), other),
        given_on=_given_on(db, trail, address),
        given_only=only is not None and len(given) == 1,
    )


def _lists(db: Database, sender: SenderId) -> tuple[str, ...]:
    """Return the List-Ids of a sender's marketing; those of set-aside mail only where there is nothing else of it."""
    whole = sender in search.wholly_set_aside(db)
    shown = (one.attribution for one in findings.attributed_to(db, sender) if whole or not one.aside)
    adverts = (one for one in shown if one.kind is Kind.MARKETING and not one.outgoing)
    return tuple(dict.fromkeys(one.list_id for one in adverts if one.list_id))


def _given_on(db: Database, trail: Trail | None, address: str) -> date | None:
    """When the source first shows that it had the address."""
    if trail is None or trail.source is None:
        return None
    times = [
        one.attribution.at
        for one in findings.attributed_to(db, trail.source)
        if one.attribution.recipient == address and one.attribution.at is not None
    ]
    return _day(db, min(times)) if times else None


def _day(db: Database, at: datetime | None) -> date | None:
    return None if at is None else at.astimezone(profiles.zone(db)).date()


def _mail_language(db: Database, organisation: str) -> str | None:
    """The language in which the organisation mails most."""
    spoken = [
        one.attribution.language
        for one in findings.attributed_to(db, organisation)
        if one.attribution.language and not one.attribution.outgoing
    ]
    return max(sorted(set(spoken)), key=spoken.count, default=None)
