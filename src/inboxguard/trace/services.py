"""Services: carriers, payment, marketplaces, reviews - who write because of an order somewhere else."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from inboxguard import resources
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.addresses import own_address
from inboxguard.trace.contacts import Contact
from inboxguard.trace.naming import Directory


def of_service(mail: Attribution) -> bool:
    """Return whether the subject of a mail may be that of a delivery, a bill or a review; no other one is read here."""
    return _stems().search(mail.subject.casefold()) is not None


def known(organisation: str) -> bool:
    """Return whether an organisation is a known service, by its domain."""
    return organisation in _listed("services")


def carries(sent: Iterable[Attribution]) -> bool:
    """Return whether all that an organisation ever sent is about deliveries, payments or reviews of orders elsewhere.

    Such an organisation never markets, and the shops whose orders it serves give it the address, not it to them.
    """
    every = tuple(sent)
    return bool(every) and all(mail.kind is Kind.TRANSACTIONAL and of_service(mail) for mail in every)


def served(
    incoming: Mapping[SenderId, tuple[Attribution, ...]], names: Directory
) -> dict[SenderId, tuple[Contact, ...]]:
    """Return which organisations mail of a mere service names as those of an order: the person dealt with them.

    "Your payment to the nursery" shows a purchase there, though the nursery's own mail may be gone.
    """
    found: dict[SenderId, list[Contact]] = {}
    for service, sent in incoming.items():
        if not carries(sent):
            continue
        for mail in sent:
            if mail.at is None or mail.authenticated is False:
                continue
            for shop in names.within(mail.subject) - {service}:
                contact = Contact(shop, own_address(mail), mail.at, Role.PURCHASE, mail.message)
                found.setdefault(shop, []).append(contact)
    return {shop: tuple(sorted(of_it, key=lambda one: (one.at, one.message))) for shop, of_it in found.items()}


@cache
def _stems() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_listed("stems")))))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("trace/services.toml"))[kind])
