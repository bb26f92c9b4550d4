"""Group H: what is known from outside the mail - notices that the person kept, and known breaches of a source.

Notices are vague and often wrong, breach lists incomplete: neither points to a source by itself (gate 1), and a breach
is only ever a rival explanation (trace.md 2, signals 13 and 21).
"""

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.trace.decisions import Breach, Tenor
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting

_NONE: tuple[MessageKey, ...] = ()


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return what notices of the holders say, and which of them are known to have had a breach in the time between."""
    found: list[Sighting] = []
    for notice in scene.decisions.notices:
        if notice.organisation not in arrival.held:
            continue
        if notice.tenor is Tenor.DENIES:
            found.append(sighting("notice_denies", notice.organisation, _NONE))
        elif arrival.recipient in notice.recipients:
            found.append(sighting("notice_names", notice.organisation, _NONE))
        elif notice.tenor is Tenor.PARTNERS:
            found.append(sighting("notice_partners", notice.organisation, _NONE))
    if scene.decisions.breaches:
        broken = sorted(who for who in arrival.held if breach_between(arrival, scene, who) is not None)
        found.extend(sighting("breach_known", who, _NONE) for who in broken)
    return tuple(found)


def breach_between(arrival: Arrival, scene: Scene, source: SenderId) -> Breach | None:
    """Return a known breach of `source` between its first contact with the address and the stranger's first mail."""
    holder = arrival.holding(source)
    since = holder.since if holder is not None else None
    for breach in scene.breaches.get(source, ()):
        if breach.on <= arrival.first.date() and (since is None or since.date() <= breach.on):
            return breach
    return None
