"""When and where the person gave an address to whom: sign-ups, confirmations, orders, accounts, own letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.addresses import own_address

_CONTACTS = frozenset({Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.WELCOME, Role.ACCOUNT, Role.WROTE})
_DOINGS = _CONTACTS - {Role.WELCOME}
"""What only happens at the person's doing; a welcome mail also goes to lists that were bought."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One occasion on which an organisation got, or had, one of the person's addresses."""

    organisation: SenderId
    address: str | None
    at: datetime
    role: Role
    message: MessageKey

    @property
    def doing(self) -> bool:
        """Return whether it shows that the person themselves dealt with the organisation."""
        return self.role in _DOINGS


Contacts = Mapping[SenderId, tuple[Contact, ...]]


def contacts(mails: Mapping[SenderId, Iterable[Attribution]]) -> Contacts:
    """Return every organisation's contacts in order of time; forged mail and spam show none.

    Order confirmations and codes in mail whose authentication failed are a known lure and are left out.
    """
    found: dict[SenderId, tuple[Contact, ...]] = {}
    for organisation, sent in mails.items():
        of_it = [
            Contact(organisation, own_address(mail), mail.at, mail.role, mail.message)
            for mail in sent
            if mail.at is not None and mail.role in _CONTACTS and _counts(mail)
        ]
        if of_it:
            found[organisation] = tuple(sorted(of_it, key=lambda contact: (contact.at, contact.message)))
    return found


def own_relation(of_it: Iterable[Contact], first_marketing: datetime | None) -> tuple[Contact, ...]:
    """Return the contacts that show a relation of the person's own with an organisation (trace.md 2, signal 19).

    A letter of the person counts only before the first marketing mail: afterwards it may ask where the address is
    from. An order counts whenever it was: a relation that began later still forbids to speak of a stranger.
    """
    return tuple(
        contact
        for contact in of_it
        if contact.doing and (contact.role is not Role.WROTE or first_marketing is None or contact.at < first_marketing)
    )


def _counts(mail: Attribution) -> bool:
    if mail.outgoing:
        return mail.role is Role.WROTE
    return mail.role is not Role.WROTE and mail.kind is not Kind.SPAM and mail.authenticated is not False
