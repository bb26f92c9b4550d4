"""Group G: what the mailbox holds, and does not hold, about a relation of the person's own with the recipient."""

from datetime import timedelta

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.trace.contacts import Contact
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting

_GREETS_WITHIN = timedelta(days=14)
"""Later than that after the first mail, "welcome" greets a season or a baby, not a subscriber."""

ADVERTISES = frozenset({"marketing_subject", "marketing_text"})
"""Reasons of senders.kind: its words advertise."""
VISITED = "visited"
"""A reason of senders.kind, too."""


def evidence(arrival: Arrival, scene: Scene, covered: float) -> tuple[Sighting, ...]:
    """Return the absence of any sign-up, in proportion to `covered` (0 to 1), or a mere welcome, for what it is worth.

    An own relation is no matter of weights: gate 7 forbids the claim.
    """
    contacts = scene.contacts.get(arrival.recipient, ())
    until = arrival.first + _GREETS_WITHIN
    welcomes = [contact.message for contact in contacts if contact.role is Role.WELCOME and contact.at <= until]
    if welcomes:
        return (sighting("welcome_only", None, welcomes[:1]),)
    return (sighting("no_sign_up", None, arrival.keys, scale=covered),) if covered > 0 else ()


def other_mail(arrival: Arrival, scene: Scene) -> MessageKey | None:
    """Return a mail of the recipient, from its beginnings, that is no advert and that nothing explains; else None.

    Who bought an address sends adverts. A confirmation in a language without words here looks like a letter.
    """
    until = arrival.first + _GREETS_WITHIN
    for mail in scene.incoming.get(arrival.recipient, ()):
        early = mail.at is not None and mail.at <= until and mail.authenticated is not False
        if early and mail.role is not Role.WELCOME and _is_no_advert(mail):
            return mail.message
    return None


def visited(arrival: Arrival) -> bool:
    """Return whether the recipient's first mails speak of a basket left or of things looked at.

    Who writes so saw the reader on its pages, or had them recognised there: that is not how a bought list begins.
    """
    return any(VISITED in mail.reasons for mail in arrival.earliest)


def _is_no_advert(mail: Attribution) -> bool:
    """Return whether a mail is none; what only its mailbox ("news@") makes one, without a way out, is none either."""
    if mail.kind is Kind.MARKETING:
        return bool(mail.reasons) and not mail.way_out and ADVERTISES.isdisjoint(mail.reasons)
    return mail.kind in (Kind.TRANSACTIONAL, Kind.PERSONAL)


def shown_relation(of_it: tuple[Contact, ...]) -> Sighting:
    """Return the sighting that shows the person's own relation: its first and last occasions."""
    messages = tuple(dict.fromkeys(contact.message for contact in (*of_it[:2], *of_it[-1:])))
    return sighting("own_relation", None, messages)
