"""Arrivals: each organisation at each address it wrote to, in the order in which they came."""

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import SenderId
from inboxguard.trace.addresses import Holder, guessable, own_address
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.services import carries
from inboxguard.trace.signals.recipient import only_given

_organisation = attrgetter("organisation")
_FEW = 40
"""Above so many holders an address is a public one, and who of them got it from whom does not matter."""

Place = tuple[SenderId, str | None]


class Copy(NamedTuple):
    """Whose copy an organisation's copy of an address was traced to, and whether that is firm."""

    source: SenderId
    sure: bool


Derived = Mapping[Place, Copy]


def places(scene: Scene) -> tuple[tuple[Place, datetime], ...]:
    """Return every (organisation, address) with its first mail there, the earliest first.

    Undated mail is left out; forged mail counts only where there is no other.
    """
    first: dict[Place, datetime] = {}
    forged: dict[Place, datetime] = {}
    for organisation, sent in scene.incoming.items():
        for mail in sent:
            if mail.at is not None and _counts(mail):
                of_kind = forged if mail.authenticated is False else first
                of_kind.setdefault((organisation, own_address(mail)), mail.at)
    return tuple(sorted((forged | first).items(), key=lambda item: (item[1], item[0][0], item[0][1] or "")))


def arrival(scene: Scene, place: Place, first: datetime, derived: Derived) -> Arrival:
    """Return what an organisation's arrival at an address looks like.

    Left out are holders whose own copy was traced to another holder (a copy of R's copy is R's copy), services that
    only write about orders elsewhere, and, where the person says that only R has the address, organisations
    to which nothing shows that the person gave it. Of an address that cannot be guessed the word that R has it is as
    much, but then the others are strangers in all likelihood only.
    """
    organisation, address = place
    mails = [mail for mail in scene.incoming[organisation] if _counts(mail) and own_address(mail) == address]
    attested = [mail for mail in mails if mail.authenticated]
    holders, behind = _holders(scene, place, first, derived)
    names = [scene.name(who) for who in (organisation, *(holder.organisation for holder in holders[:_FEW]))]
    can_be_guessed = address is None or guessable(address, scene.person, names, scene.drawn)
    if address is not None and not can_be_guessed and len(holders) <= _FEW:
        said = {item.organisation for item in scene.decisions.given if item.address.lower() == address}
        if len(said) == 1 and said <= set(map(_organisation, holders)):
            theirs = tuple(holder for holder in holders if _was_given(scene, holder, address))
            holders, behind = theirs, behind or len(theirs) < len(holders)
    return Arrival(
        recipient=organisation,
        address=address,
        first=first,
        mails=tuple(attested or mails),
        authenticated=bool(attested),
        holders=holders,
        held=frozenset(map(_organisation, holders)),
        guessable=can_be_guessed,
        behind_probable=behind,
        relayed=not attested and any(mail.relayed for mail in mails),
    )


def crowded(one: Arrival) -> bool:
    """Return whether so many held the address before that it is not asked whose copies theirs were."""
    return len(one.holders) > _FEW or one.address is None


def _holders(scene: Scene, place: Place, first: datetime, derived: Derived) -> tuple[tuple[Holder, ...], bool]:
    """Return who counts as a holder, and whether one was left out whose copy is a copy only in all likelihood."""
    organisation, address = place
    held = scene.ledger.holders(address, first, without=organisation)
    if len(held) > _FEW or address is None:
        return held, False
    here = {holder.organisation for holder in held}
    copies = {holder.organisation: derived.get((holder.organisation, address)) for holder in held}
    copied = {who: copy for who, copy in copies.items() if copy is not None and copy.source in here}
    kept = tuple(holder for holder in held if holder.organisation not in copied)
    kept = tuple(holder for holder in kept if not carries(scene.incoming.get(holder.organisation, ())))
    only = only_given(address, scene)
    if only in here:
        kept = tuple(holder for holder in kept if holder.organisation == only or _was_given(scene, holder, address))
    return kept, not all(copy.sure for copy in copied.values())


def _was_given(scene: Scene, holder: Holder, address: str) -> bool:
    contacts = scene.contacts.get(holder.organisation, ())
    return holder.since is None or any(contact.doing and contact.address == address for contact in contacts)


def _counts(mail: Attribution) -> bool:
    return mail.kind in (Kind.MARKETING, Kind.TRANSACTIONAL)
