"""Group I: what the recipient is to the source - a service that its order needed, or a brand that it advertises."""

import tomllib
from datetime import timedelta
from functools import cache

from inboxguard import resources
from inboxguard.senders.attribution import Attribution, Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting

_SERVED_WITHIN = timedelta(days=90)
"""How long after an order its carrier, payment or review service still writes because of it."""


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return for which holders the recipient is a service, and which of them advertise it in mail of their own."""
    held = frozenset(holder.organisation for holder in arrival.holders)
    found: dict[tuple[str, SenderId], Sighting] = {}
    for mail in arrival.earliest:
        for source in sorted(served(mail, arrival.recipient, scene, held)):
            if _ordered(scene, source, arrival):
                found.setdefault(("serves", source), sighting("serves_source", source, (mail.message,)))
    for source, message in scene.advertised.get(arrival.recipient, {}).items():
        if source in held:
            found[("advertises", source)] = sighting("advertised_by_source", source, (message,))
    return tuple(found.values())


def served(
    mail: Attribution, recipient: SenderId, scene: Scene, sources: frozenset[SenderId] | None = None
) -> frozenset[SenderId]:
    """Return for whom (of `sources`, or of all) a mail delivers, bills or reviews an order: its subject names them.

    A known carrier, payment or review service need not name them.
    """
    if not any(stem in mail.subject.casefold() for stem in _listed("stems")):
        return frozenset()
    if recipient in _listed("services") and sources is not None:
        return sources - {recipient}
    named = scene.directory.within(mail.subject) - {recipient}
    return named if sources is None else named & sources


def serves_others(mail: Attribution, recipient: SenderId, scene: Scene) -> bool:
    """Return whether an order mail is about an order somewhere else and so shows no relation with `recipient`."""
    if mail.role is not Role.PURCHASE:
        return False
    return recipient in _listed("services") or bool(served(mail, recipient, scene))


def _ordered(scene: Scene, source: SenderId, arrival: Arrival) -> bool:
    return any(
        contact.role is Role.PURCHASE and timedelta(0) <= arrival.first - contact.at <= _SERVED_WITHIN
        for contact in scene.contacts.get(source, ())
    )


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("trace/services.toml"))[kind])
