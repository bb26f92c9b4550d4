"""Groups B and H: what a source answered in writing about to whom it gave the address (GDPR Art. 15(1)(c))."""

from inboxguard.senders.sender import SenderId
from inboxguard.trace.decisions import Handed
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return which organisations answered that they gave the recipient the address, and which gave it to nobody.

    An answer that names the recipient makes a source of whoever wrote it, whether or not it is seen to hold this
    address: it says so itself. The latest answer of each counts.
    """
    found: list[Sighting] = []
    for answer in latest(scene):
        if arrival.recipient in answer.recipients and answer.organisation != arrival.recipient:
            found.append(sighting("handed_to", answer.organisation, ()))
        elif not answer.recipients and answer.organisation in arrival.held:
            found.append(sighting("handed_to_nobody", answer.organisation, ()))
    return tuple(found)


def denies(scene: Scene, source: SenderId) -> bool:
    """Return whether the latest answer of `source` is that it gave the address to nobody."""
    return any(answer.organisation == source and not answer.recipients for answer in latest(scene))


def latest(scene: Scene) -> tuple[Handed, ...]:
    """Return the latest answer of each organisation, in order of organisation."""
    newest: dict[SenderId, Handed] = {}
    for answer in sorted(scene.decisions.handed, key=lambda one: one.at):
        newest[answer.organisation] = answer
    return tuple(newest[who] for who in sorted(newest))
