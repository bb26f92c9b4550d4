"""Group I: what the recipient is to the source - a service that its order needed, a brand that it advertises, its kin.

It tells what a copy is, never that there is one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace import services
from inboxguard.trace.naming import words
from inboxguard.trace.said import Wording
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.services import of_service
from inboxguard.trace.weighing import Sighting, sighting

_ORIGINS = frozenset({Wording.CUST, Wording.PART, Wording.SIGN})
_SERVED_WITHIN = timedelta(days=90)
"""How long after an order its carrier, payment or review service still writes because of it."""


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return for which holders the recipient is a service, and which of them advertise it in mail of their own.

    It serves one whose order it delivers, bills or reviews, one whose order mail names it (the shop behind a
    marketplace), and one on whose behalf it says that it writes (a survey, an agency).
    """
    held = arrival.held
    found: dict[tuple[str, SenderId], Sighting] = {}
    for mail in arrival.earliest:
        for source in sorted(served(mail, arrival.recipient, scene, held)):
            if _ordered(scene, source, arrival.first, arrival.address):
                found.setdefault(("serves", source), sighting("serves_source", source, (mail.message,)))
        for source in sorted((_commissioned(mail, scene) | _attended(mail, scene)) & held):
            found.setdefault(("serves", source), sighting("serves_source", source, (mail.message,)))
        for source, quote in _kin(mail, arrival.recipient, scene):
            if source in held:
                found.setdefault(("kin", source), sighting("kin_by_own_word", source, (mail.message,), quote))
    for source, message in sorted(_sellers(arrival, scene, held).items()):
        found.setdefault(("serves", source), sighting("serves_source", source, (message,)))
    for source, message in scene.around.advertised.get(arrival.recipient, {}).items():
        if source in held:
            found[("advertises", source)] = sighting("advertised_by_source", source, (message,))
    return tuple(found.values())


def _commissioned(mail: Attribution, scene: Scene) -> frozenset[SenderId]:
    """Return on whose behalf a mail says that it is sent."""
    said = scene.statements.get(mail.message, ())
    on_behalf = (one.named for one in said if one.wording is Wording.HOST and not one.negated and not one.by)
    return frozenset(who for named in on_behalf if named and (who := scene.directory.resolve(named)) is not None)


def _attended(mail: Attribution, scene: Scene) -> frozenset[SenderId]:
    """Return whose orders, payments or visits a mail is about by its words, where it names no origin of the address.

    "Rate your purchase at R" is a service of R's; "you get this because you are a customer of R" is something else.
    """
    said = [one for one in scene.statements.get(mail.message, ()) if not one.negated and one.named]
    origins = {scene.directory.resolve(one.named) for one in said if one.wording in _ORIGINS}
    about = (scene.directory.resolve(one.named) for one in said if one.wording is Wording.SERVED)
    return frozenset(who for who in about if who is not None and who not in origins)


def _kin(mail: Attribution, recipient: SenderId, scene: Scene) -> Iterator[tuple[SenderId, str]]:
    """Yield of whom a mail says that the sender is now called so, or that one belongs to the other, and the sentence.

    Only attested mail is listened to: else a lure could take any house's name.
    """
    for one in scene.statements.get(mail.message, ()) if mail.authenticated else ():
        if one.wording is not Wording.KIN or one.negated or not one.named:
            continue
        source = scene.directory.resolve(one.named)
        itself = not one.by or words(one.by) in {words(name) for name in (scene.name(recipient), mail.name)}
        if source is not None and source != recipient and itself:
            yield source, one.quote


def _sellers(arrival: Arrival, scene: Scene, sources: frozenset[SenderId]) -> dict[SenderId, MessageKey]:
    """Return the sources whose order mail to the address names the recipient, and that mail."""
    found: dict[SenderId, MessageKey] = {}
    orders = scene.orders(arrival.address)
    begin = bisect_left(orders, arrival.first - _SERVED_WITHIN, key=attrgetter("at"))
    end = bisect_right(orders, arrival.first, key=attrgetter("at"))
    for order in orders[begin:end]:
        source = order.organisation
        if source in sources and source not in found and arrival.recipient in scene.directory.within(order.subject):
            found[source] = order.message
    return found


def served(
    mail: Attribution, recipient: SenderId, scene: Scene, sources: frozenset[SenderId] | None = None
) -> frozenset[SenderId]:
    """Return for whom (of `sources`, or of all) a mail delivers, bills or reviews an order: its subject names them.

    A known carrier, payment or review service need not name them.
    """
    if not of_service(mail):
        return frozenset()
    if services.known(recipient) and sources is not None:
        return sources - {recipient}
    named = scene.directory.within(mail.subject) - {recipient}
    return named if sources is None else named & sources


def serves_others(mail: Attribution, recipient: SenderId, scene: Scene) -> bool:
    """Return whether an order mail is about an order somewhere else and so shows no relation with `recipient`."""
    if mail.role is not Role.PURCHASE:
        return False
    return services.known(recipient) or bool(served(mail, recipient, scene))


def _ordered(scene: Scene, source: SenderId, before: datetime, address: str | None) -> bool:
    """Return whether an order at `source`, confirmed to `address`, lies shortly before a moment."""
    return any(
        contact.role is Role.PURCHASE
        and contact.address == address
        and timedelta(0) <= before - contact.at <= _SERVED_WITHIN
        for contact in scene.contacts.get(source, ())
    )
