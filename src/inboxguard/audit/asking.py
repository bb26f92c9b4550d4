"""Letters into the ledger, and what became of them. Nothing here sends anything."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import cases, contacts, deciding, letter_grounds, profiles, ways
from inboxguard.audit.deciding import own_additions
from inboxguard.audit.sender_pages import known
from inboxguard.audit.views import RequestDetail, RequestRow
from inboxguard.errors import Refused
from inboxguard.mailbox.composing import compose
from inboxguard.requests import ledger, regimes
from inboxguard.requests.letters import language_for, laws, letter
from inboxguard.requests.regimes import Right
from inboxguard.requests.request import NO_WISHES, Draft, Request, RequestKind, Wishes, reference
from inboxguard.senders.sender import Sender
from inboxguard.store import decisions
from inboxguard.themes.picker import choices

_OPEN = ("sent", "acknowledged", "identity_check", "extended", "overdue", "reminded")

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
    return cases.detail(db, one.id, one.created)


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
    to = contacts.contact_for(db, sender.id)
    asked_in = to.language if to is not None else None
    spoken = language_for(wanted, language, asked_in, letter_grounds.mail_language(db, sender.id), *told.languages)
    wishes = replace(wishes, topics=_named(db, wishes.topics, spoken))
    _check_no_open_case(db, sender, wanted, wishes, now)
    chosen = law or _law(wanted, told.country, told.region, wishes)
    if chosen is None:
        raise Refused(
            "Which law applies is not known. Say your country first (inboxguard profile --country DE, or in "
            "Settings), or name the law with --law."
        )
    trail = letter_grounds.trail_of(db, wanted, sender)
    grounds = replace(letter_grounds.grounds(db, sender, trail, told.name), wishes=wishes)
    number = reference(now, secrets.randbelow)
    today = now.astimezone(profiles.zone(db)).date()
    return Request(
        id=number,
        kind=wanted,
        organisation=sender.id,
        law=chosen,
        language=spoken,
        draft=contacts.addressed(letter(wanted, sender, trail, grounds, chosen, spoken, number, today), to),
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
    return letter_composed(db, cases.found(db, request)[0], now)


def letter_composed(db: Database, one: Request, now: datetime) -> Composed:
    """Return a letter as the bytes of a message, whether the ledger holds it yet or not."""
    return _composed(db, one.draft, one.reference.lower(), now)


def _composed(db: Database, written: Draft, number: str, now: datetime) -> Composed:
    if not written.to:
        raise Refused(
            "Where this sender is written to is not known, so there is no draft to put anywhere. Name an address with "
            "“sender contact” and write the letter anew, or copy it into their web form."
        )
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
        if ledger.state(one, cases.events_of(events), now, regimes.regime(one.law), timezone) in _OPEN:
            raise AskedAlready(
                f"This was asked already, with reference {one.reference}. Wait for the answer, or record in the "
                "ledger what became of it."
            )
