"""Group D: one company behind two brands - the same registration number, or the same entity at the same address."""

from inboxguard.senders.sender import SenderId
from inboxguard.trace.identity import identities
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return with which of the address's earlier holders the recipient shares its legal identity.

    A partner that never had this address cannot have passed it on. What a domain shows that reads as another's may be
    copied from there.
    """
    if scene.reads_like_another(arrival.recipient):
        return ()
    held = frozenset(holder for holder in arrival.held if not scene.reads_like_another(holder))
    found: dict[SenderId, Sighting] = {}
    for mail in arrival.mails:
        if mail.authenticated is False:
            continue
        for identity in identities(mail):
            shown = scene.showing(identity)
            for source in held.intersection(shown) - {arrival.recipient}:
                messages = (mail.message, shown[source])
                found.setdefault(source, sighting(f"same_{identity[0]}", source, messages))
    sender = scene.senders.get(arrival.recipient)
    partners = scene.groups.get(sender.group or "", frozenset()) if sender is not None else frozenset()
    for source in held.intersection(partners) - {arrival.recipient}:
        found.setdefault(source, sighting("same_group", source, arrival.keys))
    return tuple(found[source] for source in sorted(found))
