"""Group A: the address itself - one that only the source had, or that names the source (trace.md 2, signals 1 to 3)."""

from inboxguard.senders.sender import SenderId
from inboxguard.trace.addresses import tag
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return what the address says about its holders; nothing where several hold it and it names none of them."""
    if arrival.address is None:
        return ()
    meant = scene.directory.tagged(arrival.address.rpartition("@")[0])
    if arrival.recipient in meant:
        return ()
    only = only_given(arrival.address, scene)
    if len(arrival.holders) == 1:
        holder = arrival.holders[0].organisation
        if meant and holder not in meant:
            return ()  # made for somebody else: it does not speak for whoever wrote to it first
        if not arrival.guessable:
            return (sighting(_unguessable(arrival, scene, holder, only), holder, arrival.keys),)
        if only == holder:
            return (sighting("given_only", holder, arrival.keys),)
    written = tag(arrival.address, scene.person)
    if written is None:
        return ()
    signal = "plus_tag" if written[1] else "catch_all_name"
    return tuple(sighting(signal, source, arrival.keys) for source in sorted(named(arrival, scene) & arrival.held))


def _unguessable(arrival: Arrival, scene: Scene, holder: SenderId, only: SenderId | None) -> str:
    """Return the signal of an unguessable address: drawn for its one holder, said to be only there, or only seen so."""
    given = (one for one in scene.decisions.given if one.made and one.organisation == holder)
    if any(one.address.lower() == arrival.address for one in given):
        return "canary"
    return "confirmed_alias" if only == holder else "unique_alias"


def made_for_recipient(arrival: Arrival, scene: Scene) -> bool:
    """Return whether the address bears the recipient's own name: then the person made it for the recipient."""
    local = (arrival.address or "").rpartition("@")[0]
    return arrival.recipient in scene.directory.tagged(local)


def only_given(address: str, scene: Scene) -> SenderId | None:
    """Return the organisation of which the person says: this address only they have; None where they say two."""
    said = {item.organisation for item in scene.decisions.given if item.address.lower() == address}
    sole = {item.organisation for item in scene.decisions.given if item.address.lower() == address and item.only}
    return next(iter(sole)) if len(said) == 1 and sole else None


def named(arrival: Arrival, scene: Scene) -> frozenset[SenderId]:
    """Return the known organisations that the address names, the recipient itself left out."""
    if arrival.address is None:
        return frozenset()
    written = tag(arrival.address, scene.person)
    return scene.directory.tagged(written[0]) - {arrival.recipient} if written is not None else frozenset()
