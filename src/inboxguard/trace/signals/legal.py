"""Group D: one company behind two brands - the same registration number, or the same entity at the same address."""

from inboxguard.senders.sender import SenderId
from inboxguard.trace.identity import identities
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return with which organisations, in touch before the first mail, the recipient shares its legal identity."""
    found: dict[SenderId, Sighting] = {}
    for mail in arrival.mails:
        if mail.authenticated is False:
            continue
        for identity in identities(mail):
            for source, message in scene.legal.get(identity, {}).items():
                if _was_there(arrival, scene, source):
                    found.setdefault(source, sighting(f"same_{identity[0]}", source, (mail.message, message)))
    sender = scene.senders.get(arrival.recipient)
    for source in scene.groups.get(sender.group or "", frozenset()) if sender is not None else ():
        if _was_there(arrival, scene, source):
            found.setdefault(source, sighting("same_group", source, arrival.keys))
    return tuple(found[source] for source in sorted(found))


def _was_there(arrival: Arrival, scene: Scene, source: SenderId) -> bool:
    first = scene.firsts.get(source)
    return source != arrival.recipient and first is not None and first < arrival.first
