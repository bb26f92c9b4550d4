"""Group F: how soon a stranger wrote after a contact, who else writes to the address, and waves of guessed addresses.

None of it points to a source by itself (gate 1); it only weighs between explanations (trace.md 2, signals 16, 17, 23).
"""

import math
from datetime import timedelta

from inboxguard.senders.sender import SenderId
from inboxguard.trace.scene import Arrival, Scene, contact_with
from inboxguard.trace.weighing import Sighting, cap, sighting

_CROWD = 40
"""With more holders than that an address is a public one, and when it was told to whom says nothing."""
_DELAY = timedelta(days=30)
"""Mean time from the contact with a source to the first mail of whoever got its copy (trace.md 5)."""
_YEAR = timedelta(days=365)
_MOST_UNRELATED = 3
_WAVE = 5
"""So many invented addresses of one domain that only junk came to are a wave of guesses."""


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return what the times and the other senders at the address say."""
    if arrival.address is None or not arrival.holders or len(arrival.holders) > _CROWD:
        return ()
    found = [_soon_after(arrival, scene, source) for source in sorted(arrival.held)]
    return (*(item for item in found if item is not None), *_others(arrival, scene), *_wave(arrival, scene))


def _soon_after(arrival: Arrival, scene: Scene, source: SenderId) -> Sighting | None:
    """Return how much better a copy of the source's explains the delay than a mail at any time of a year does.

    The person's other contacts in between share it, for each of them was followed as closely. Only of addresses that
    nobody could guess: what comes to the others comes for too many reasons.
    """
    contact = contact_with(scene, source, arrival.address, arrival.first)
    if contact is None or arrival.guessable:
        return None
    delay = arrival.first - contact.at
    others = scene.contacts_between(contact.at + timedelta(microseconds=1), arrival.first)
    nats = math.log(_YEAR / _DELAY) - delay / _DELAY + delay / _YEAR - math.log(1 + others)
    if nats <= 0:
        return None
    highest = cap("F")
    return sighting("soon_after", source, (contact.message, *arrival.keys), scale=min(nats, highest) / highest)


def _others(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return what the unrelated senders at the address say: reputable ones of sharing, junk of a leak."""
    address = arrival.address or ""
    junk = scene.around.junk.get(address, frozenset())
    others = scene.ledger.holders(address, without=arrival.recipient)
    unrelated = [
        holder.organisation
        for holder in (others if len(others) <= _CROWD else ())
        if holder.since is not None and not _is_known(arrival, scene, holder.organisation)
    ]
    unrelated = [who for who in unrelated if not _is_kin(scene, who, (arrival.recipient, *arrival.held))]
    found = []
    if unrelated:
        found.append(sighting("fan_out", None, arrival.keys, scale=float(min(len(unrelated), _MOST_UNRELATED))))
    if junk:
        found.append(sighting("junk_senders", None, arrival.keys, scale=float(min(len(junk), _MOST_UNRELATED))))
    return tuple(found)


def _is_known(arrival: Arrival, scene: Scene, organisation: SenderId) -> bool:
    """Return whether the person dealt with an organisation at the address, or it held it before the stranger did."""
    if organisation in arrival.held:
        return True
    return any(contact.address == arrival.address for contact in scene.contacts.get(organisation, ()))


def _is_kin(scene: Scene, organisation: SenderId, others: tuple[SenderId, ...]) -> bool:
    sender = scene.senders.get(organisation)
    members = scene.groups.get(sender.group or "", frozenset()) if sender is not None else frozenset()
    return not members.isdisjoint(others)


def strewn(arrival: Arrival, scene: Scene) -> bool:
    """Return whether the recipient also wrote to addresses on the same domain that nobody else ever had.

    Who was given one address writes to that one.
    """
    domain = (arrival.address or "").rpartition("@")[2]
    if not arrival.guessable or f"@{domain}" not in {address.lower() for address in scene.person.addresses}:
        return False
    others = {(mail.recipient or "").lower() for mail in scene.incoming.get(arrival.recipient, ())}
    there = [one for one in others - {arrival.address} if one.rpartition("@")[2] == domain]
    return any(not scene.ledger.holders(one, without=arrival.recipient) for one in there)


def _wave(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    domain = (arrival.address or "").rpartition("@")[2]
    if not arrival.guessable or len(scene.around.guessed.get(domain, ())) < _WAVE:
        return ()
    return (sighting("guess_wave", None, arrival.keys),)
