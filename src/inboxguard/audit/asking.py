"""Letters into the ledger, and what became of them. Nothing here sends anything."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import cases, contacts, deciding, letter_grounds, letter_offers, profiles, ways
from inboxguard.audit.deciding import own_additions
from inboxguard.audit.particulars import NO_PARTICULARS, Particulars, Preview
from inboxguard.audit.sender_pages import known
from inboxguard.audit.standing import OPEN, standing
from inboxguard.audit.views import RequestDetail, RequestRow
from inboxguard.errors import Refused
from inboxguard.mailbox.composing import compose
from inboxguard.requests import regimes
from inboxguard.requests.letter_checks import order
from inboxguard.requests.letters import disclosed, language_for, laws, letter
from inboxguard.requests.request import Draft, Request, RequestKind, Wishes, reference
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import decisions
from inboxguard.themes.picker import choices

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
    own: Particulars = NO_PARTICULARS,
) -> RequestDetail:
    """Write one letter into the ledger and return it; raises Refused with a sentence.

    `own` is what the person adds; of its wishes a topic is the id of a theme or the person's own words.
    """
    one = written(db, kind, organisation, law, language, now, own)
    decisions.add_request(db, one)
    return cases.detail(db, one.id, one.created)


def preview(
    db: Database,
    kind: str,
    organisation: str,
    law: str | None,
    language: str | None,
    now: datetime,
    own: Particulars = NO_PARTICULARS,
) -> Preview:
    """Return the letter that `draft` would write, with what is to be known before; raises as it does."""
    one = written(db, kind, organisation, law, language, now, own)
    return previewed(one, _first(db, one))


def previewed(one: Request, first: str = "") -> Preview:
    """Return a letter as it is looked at before the ledger holds it; `first` is what is better asked before it."""
    name = "" if one.law == regimes.NO_LAW else regimes.regime(one.law).name
    return Preview(one.draft, one.law, name, one.language, first)


def written(
    db: Database,
    kind: str,
    organisation: str,
    law: str | None,
    language: str | None,
    now: datetime,
    own: Particulars = NO_PARTICULARS,
) -> Request:
    """Return the letter that `draft` would write, which the ledger does not hold yet; raises as it does."""
    now = now.replace(microsecond=0)  # the ledger keeps seconds, and no event may lie before the letter
    sender = known(db, organisation)
    wanted = RequestKind(kind)
    told = profiles.profile(db)
    to = contacts.contact_for(db, sender.id)
    asked_in = to.language if to is not None else None
    theirs = asked_in or letter_grounds.mail_language(db, sender.id)
    spoken = language_for(wanted, language, theirs, *told.languages)
    wishes = replace(own.wishes, topics=_named(db, own.wishes.topics, spoken))
    _check_no_open_case(db, sender, wanted, wishes, now)
    chosen = law or _law(db, sender.id, wanted, wishes)
    trail = letter_grounds.trail_of(db, wanted, sender)
    grounds = replace(letter_grounds.grounds(db, sender, trail, own), wishes=wishes)
    number = reference(now, secrets.randbelow)
    today = now.astimezone(profiles.zone(db)).date()
    made = letter(wanted, sender, trail, grounds, chosen, spoken, number, today, their_language=theirs)
    return Request(
        id=number,
        kind=wanted,
        organisation=sender.id,
        law=chosen,
        language=spoken,
        draft=contacts.addressed(made, to),
        because=tuple(key for evidence in trail.evidence for key in evidence.messages) if trail else (),
        reference=number,
        created=now,
        asked=wishes.asked,
        identity_given=disclosed(grounds),
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
        return _composed(written, secrets.token_hex(8), now)
    return letter_composed(db, cases.found(db, request)[0], now)


def letter_composed(db: Database, one: Request, now: datetime) -> Composed:
    """Return a letter as the bytes of a message, whether the ledger holds it yet or not."""
    name = profiles.profile(db).name if "name" in one.identity_given else ""
    return _composed(one.draft, one.reference.lower(), now, name)


def _composed(written: Draft, number: str, now: datetime, name: str = "") -> Composed:
    if not written.to:
        raise Refused(
            "Where this sender is written to is not known, so there is no draft to put anywhere. Name an address with "
            "“sender contact” and write the letter anew, or copy it into their web form."
        )
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


def _first(db: Database, one: Request) -> str:
    """Return what is better asked before a letter, as a sentence; "" for nothing."""
    asked = {
        earlier.kind
        for earlier, events in deciding.requests(db)
        if earlier.organisation == one.organisation and any(event.event.startswith("answered") for event in events)
    }
    return order(one.kind, asked) or ""


def _named(db: Database, topics: Sequence[str], language: str) -> tuple[str, ...]:
    """Return `topics` with the plain name of each theme in the language of the letter; other words stay."""
    if not topics:
        return ()
    themes = {one.id: one.label(language) for one in choices(own_additions(db))}
    return tuple(themes.get(one.strip(), one) for one in topics)


def _law(db: Database, organisation: SenderId, kind: RequestKind, wishes: Wishes) -> str:
    """Return the law that a letter stands on where none was named; less mail may be asked for without any."""
    told = profiles.profile(db)
    own = regimes.default(told.country, told.region)
    if kind is RequestKind.ASK_FOR_LESS:
        return own if own in laws(kind) and wishes.narrowing else regimes.NO_LAW
    if not told.country:
        raise Refused(
            "Which law applies is not known. Say your country first (inboxguard profile --country DE, or in "
            "Settings), or name the law with --law."
        )
    # Where none of them gives the right, the person's own law says so; where there is none at all, one may still ask.
    return letter_offers.proposed(db, organisation, kind) or own or regimes.NO_LAW


def _check_no_open_case(db: Database, sender: Sender, kind: RequestKind, wishes: Wishes, now: datetime) -> None:
    """One open case for each controller and right: who asks twice at once may be refused (GDPR Art. 12(5)).

    Of letters that ask for less or correct one is open for each thing that is asked. What was merged is one controller.
    """
    wished = set(wishes.asked)
    told, members = profiles.profile(db), deciding.members(db, sender.id)
    for one, events in deciding.requests(db):
        if one.organisation not in members or one.kind is not kind or not wished <= set(one.asked):
            continue
        if standing(one, events, now, told).state in OPEN:
            raise AskedAlready(
                f"This was asked already, with reference {one.reference}. Wait for the answer, or record in the "
                "ledger what became of it."
            )
