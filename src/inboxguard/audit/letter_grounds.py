"""What a letter may state: the trail that it speaks of, the address concerned, and what the mailbox shows of both."""

from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import deciding, profiles
from inboxguard.audit.particulars import NO_PARTICULARS, Particulars
from inboxguard.audit.shown import SHOWN
from inboxguard.errors import Refused
from inboxguard.requests.letters import Grounds
from inboxguard.requests.request import RequestKind
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import findings, search
from inboxguard.store.reach import wrote_before
from inboxguard.trace.trail import Level, Trail

_PREFERENCES = frozenset((RequestKind.ASK_FOR_LESS, RequestKind.OBJECTION))
"""Letters about mail to come: they speak of no trail."""


def trail_of(db: Database, kind: RequestKind, sender: Sender) -> Trail | None:
    """Return the trail of the letter: that of the recipient, for to_whom the surest that leads to the source.

    One that leads to somebody of whom something is seen comes first.
    """
    if kind in _PREFERENCES:
        return None
    if kind is RequestKind.TO_WHOM:
        order, aside = list(Level), search.wholly_set_aside(db)
        found = [trail for trail in findings.trails(db) if trail.source == sender.id and trail.level in SHOWN]
        return min(
            found, key=lambda trail: (trail.recipient in aside, order.index(trail.level), -trail.p_copy), default=None
        )
    trail = findings.trail(db, sender.id)
    return trail if trail is not None and trail.level in SHOWN else None


def grounds(db: Database, sender: Sender, trail: Trail | None, own: Particulars = NO_PARTICULARS) -> Grounds:
    """Return what can be stated; raises Refused where the address that the sender writes to is not known.

    To a sender of whom something is seen nobody is named of whom everything is set aside. Mail that nobody confirms to
    be the sender's names an address only where there is no other: it may tell the sender one that it never had.
    """
    recipient = trail.recipient if trail is not None else sender.id
    every = [one.attribution for one in findings.attributed_to(db, recipient)]
    adverts = [one for one in every if one.kind is Kind.MARKETING and not one.outgoing]
    marketing = [one for one in adverts if one.proven] or adverts
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
    first = next((one for one in marketing if one.recipient == address), None)
    given = [row for row in deciding.given(db) if row.address == address]
    only = next((row for row in given if row.only and trail is not None and row.organisation == trail.source), None)
    other = trail.source if trail is not None and sender.id == trail.recipient else recipient
    aside = search.wholly_set_aside(db)
    if other in aside and sender.id not in aside:
        other = None
    return Grounds(
        address=address,
        name=(profiles.profile(db).name or None) if own.signed else None,
        customer_number=own.customer_number or None,
        first_mail=_day(db, first.at) if first is not None else None,
        lists=_lists(db, sender.id, address) if sender.id == recipient else (),
        other=None if other is None else findings.names_of(db, [SenderId(other)]).get(SenderId(other), other),
        given_on=_given_on(db, trail, address),
        given_only=only is not None and len(given) == 1 and not _had_before(db, trail, address),
    )


def _lists(db: Database, sender: SenderId, address: str) -> tuple[str, ...]:
    """Return the List-Ids of a sender's marketing to one address: those of another would tell that both are one person.

    Those of set-aside mail only where there is nothing else of it.
    """
    whole = sender in search.wholly_set_aside(db)
    shown = (one.attribution for one in findings.attributed_to(db, sender) if whole or not one.aside)
    adverts = (one for one in shown if one.kind is Kind.MARKETING and one.recipient == address)
    return tuple(dict.fromkeys(one.list_id for one in adverts if one.list_id))


def _had_before(db: Database, trail: Trail | None, address: str) -> bool:
    """Return whether mail of a third organisation shows that it had the address before the source did."""
    if trail is None or trail.source is None:
        return False
    since = min(
        (one.attribution.at for one in findings.attributed_to(db, trail.source)
         if one.attribution.recipient == address and one.attribution.at is not None),
        default=None,
    )  # fmt: skip
    parties = {trail.source, trail.recipient}
    return since is None or any(one not in parties for one in wrote_before(db, address, since))


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


def mail_language(db: Database, organisation: str) -> str | None:
    """Return the language in which the organisation mails most, None where it is not known."""
    spoken = [
        one.attribution.language
        for one in findings.attributed_to(db, organisation)
        if one.attribution.language and not one.attribution.outgoing
    ]
    return max(sorted(set(spoken)), key=spoken.count, default=None)
