"""Group C: who technically sends for the recipient. It speaks of groups and hosts, never of passing on.

Attested mail only. The same provider, address pool or tracking vendor says nothing at all (trace.md 2, signal 9).
"""

from collections.abc import Iterable, Iterator

from inboxguard.senders.attribution import Attribution
from inboxguard.senders.domains import of_address
from inboxguard.senders.sender import SenderId
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting

_PLATFORM_WIDE = 4
"""An account that so many organisations share is the platform's own, not a customer's."""


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return what sending accounts and domains say about the organisations that held the address before."""
    found: dict[tuple[str, SenderId], Sighting] = {}
    for mail in arrival.earliest:
        for signal, sources in _shown(mail, scene):
            for source in sorted(sources & arrival.held):
                found.setdefault((signal, source), sighting(signal, source, (mail.message,)))
    return tuple(found.values())


def _shown(mail: Attribution, scene: Scene) -> Iterator[tuple[str, frozenset[SenderId]]]:
    """Yield (signal, organisations it points to).

    Mail whose From is disproved still was sent by whoever signed it, for a brand or in its name; no more is said by it.
    """
    yield "sent_by_source", _owners(mail.sending_domains, scene)
    if not mail.authenticated:
        return
    if mail.platform and mail.account:
        users = scene.users(mail.platform, mail.account)
        yield "same_account", users if len(users) < _PLATFORM_WIDE else frozenset()
    yield "sent_by_source", _owners((of_address(mail.address) or "",), scene)
    yield "way_out_at_source", _owners(mail.out_domains, scene)
    yield "tracked_at_source", _owners(mail.tracking_domains, scene)


def _owners(domains: Iterable[str], scene: Scene) -> frozenset[SenderId]:
    owners = (scene.domains.get(domain) for domain in domains)
    return frozenset(owner for owner in owners if owner is not None)
