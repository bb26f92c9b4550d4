"""One arrival judged: candidates, prior, evidence, posterior, gates - and what is left to say of a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from inboxguard.senders.attribution import Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.addresses import Holder
from inboxguard.trace.arrivals import Copy
from inboxguard.trace.gates import Circumstances, level, relation, shut
from inboxguard.trace.scene import Arrival, Scene, contact_with
from inboxguard.trace.signals import (
    answered,
    content,
    infrastructure,
    legal,
    outside,
    presence,
    recipient,
    role,
    stated,
    timing,
)
from inboxguard.trace.trail import Evidence, Level, Relation, Rival
from inboxguard.trace.weighing import (
    COPY,
    Candidate,
    Posterior,
    Sighting,
    calibrated,
    p_copy,
    p_relation,
    posterior,
    prior,
    rivals,
)

_OTHERS = SenderId("")
"""Stands for all holders of whom nothing is known but that they hold the address; never named."""
_CROWD = 40
"""With more holders than that, when and how each of the others got the address changes nothing."""
_YEAR = timedelta(days=365)
_BEGINNING = timedelta(days=28)
_PRIMARY = frozenset("ABD")
_WEIGHING_ONLY = frozenset("FGH")
_OWN_DOING = frozenset({"says_otherwise", "other_mail", "visited", "one_group"})
"""Gates that shut where the person may have dealt with the recipient themselves."""
_LONELY = frozenset({"unique_alias", "no_sign_up", "soon_after", "junk_senders"})
_CANARIES = frozenset({"told_by_source"})
DOCUMENTS = stated.DOCUMENTS | {"handed_to"}
"""Signals that make a trail documented by rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said about one arrival."""

    level: Level
    source: SenderId | None = None
    relation: Relation = Relation.UNKNOWN
    p_copy: float = 0.0
    p_relation: tuple[tuple[Relation, float], ...] | None = None
    evidence: tuple[Evidence, ...] = ()
    rivals: tuple[Rival, ...] = ()
    gates: tuple[str, ...] = ()
    pointed: tuple[SenderId, ...] = ()
    """The organisations to which anything pointed."""

    @property
    def copy(self) -> Copy | None:
        """Return whose copy the recipient counts as holding, and no other; None where it may be its own.

        That is so where it is likely, and nothing speaks of a sign-up with the recipient itself.
        """
        if self.source is None or self.level is Level.POSSIBLE or not _OWN_DOING.isdisjoint(self.gates):
            return None
        return Copy(self.source, self.level in (Level.STRONG, Level.DOCUMENTED))


def judge(arrival: Arrival, scene: Scene, known_shares: Mapping[SenderId, int]) -> Verdict:
    """Return what may be said about whose copy of the address an organisation has.

    `known_shares` counts, per source, the shares of it that are already documented or strong in this mailbox.
    """
    sightings = _sightings(arrival, scene)
    after = posterior(
        prior(_candidates(arrival, scene, sightings, known_shares), _is_single(arrival, sightings)), sightings
    )
    source = _likeliest(after, sightings)
    if source is not None:
        pointing = (item.evidence.group for item in _speaking(sightings, source) if item.source == source)
        after = calibrated(after, source, pointing, _is_lonely(sightings, source))
    seen = _circumstances(arrival, scene, sightings, after, source)
    gates = tuple(gate.id for gate in shut(seen))
    pointed = tuple(sorted(_pointed(sightings)))
    if source is None or (reached := level(p_copy(after, source), seen)) is Level.NOT_SHOWN:
        return Verdict(Level.NOT_SHOWN, rivals=_rivals(after, None), gates=gates, pointed=pointed)
    told = [item for item in sightings if item.source in (None, source)]
    return Verdict(
        level=reached,
        source=source,
        relation=relation(seen),
        p_copy=p_copy(after, source),
        p_relation=p_relation(after, source),
        evidence=tuple(item.evidence for item in sorted(told, key=_telling)),
        rivals=_rivals(after, source),
        gates=gates,
        pointed=pointed,
    )


def _telling(item: Sighting) -> tuple[bool, float]:
    """Return where a sighting stands among others: what points to a source first, and the weightiest first."""
    return item.evidence.group in _WEIGHING_ONLY, -item.evidence.weight


def _sightings(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    since = next((holder.since for holder in arrival.holders if holder.since), scene.coverage.first)  # the earliest
    covered = scene.coverage.share_between(since, arrival.first) if since is not None else 0.0
    return (
        *recipient.evidence(arrival, scene),
        *stated.evidence(arrival, scene),
        *answered.evidence(arrival, scene),
        *infrastructure.evidence(arrival, scene),
        *legal.evidence(arrival, scene),
        *content.evidence(arrival, scene),
        *role.evidence(arrival, scene),
        *timing.evidence(arrival, scene),
        *outside.evidence(arrival, scene),
        *presence.evidence(arrival, scene, covered),
    )


def _speaking(sightings: Iterable[Sighting], source: SenderId | None) -> tuple[Sighting, ...]:
    """Return what speaks for a source: of itself, and of every source alike."""
    return tuple(item for item in sightings if item.source in (None, source) and item.evidence.weight > 0)


def _is_lonely(sightings: Iterable[Sighting], source: SenderId) -> bool:
    """Return whether all that speaks is an address with which only the source was seen, and the lack of a sign-up."""
    return {item.evidence.signal for item in _speaking(sightings, source)} <= _LONELY


def _documents(sightings: Iterable[Sighting]) -> set[SenderId]:
    return {item.source for item in sightings if item.source and item.evidence.signal in DOCUMENTS}


def _is_single(arrival: Arrival, sightings: Iterable[Sighting]) -> bool:
    """Return whether only one organisation can have lost the address: unguessable, one holder, nobody else named."""
    return not arrival.guessable and len(arrival.held) == 1 and _documents(sightings) <= arrival.held


def _candidates(
    arrival: Arrival, scene: Scene, sightings: tuple[Sighting, ...], known_shares: Mapping[SenderId, int]
) -> tuple[Candidate, ...]:
    """Return whose copy it may have been.

    Where the recipient itself names a source, the sources' prior is that source's; else it is divided over the
    holders, and the group's part over the partners of the recipient's own group where there are any.
    """
    documents = _documents(sightings)
    if documents:
        return tuple(Candidate(who, 1.0, share_factor=1.0 + known_shares.get(who, 0)) for who in sorted(documents))
    partners = {item.source for item in sightings if item.source and item.evidence.group == "D"}
    pointed = _pointed(sightings)
    if not pointed:
        return (Candidate(_OTHERS, 1.0),) if arrival.holders else ()
    crowded = len(arrival.holders) > _CROWD
    others = float(len(arrival.held - pointed)) if crowded else 0.0
    found: list[Candidate] = []
    for holder in arrival.holders:
        if holder.organisation not in pointed:
            others += 0.0 if crowded else _part(holder, arrival, scene)
            continue
        part = _part(holder, arrival, scene)
        partner = holder.organisation in partners
        ways = COPY if partner or not partners else _without_group()
        factor = 1.0 if partner else 1.0 + known_shares.get(holder.organisation, 0)
        found.append(Candidate(holder.organisation, part, ways, factor))
    if others:
        found.append(Candidate(_OTHERS, others, _without_group() if partners else COPY))
    return tuple(found)


def _pointed(sightings: Iterable[Sighting]) -> set[SenderId]:
    """Return the sources to which something points; times and outside knowledge weigh, but point to nobody."""
    return {item.source for item in sightings if item.source and item.evidence.group not in _WEIGHING_ONLY}


def _without_group() -> tuple[Relation, ...]:
    return tuple(way for way in COPY if way is not Relation.GROUP)


def _part(holder: Holder, arrival: Arrival, scene: Scene) -> float:
    """Return a holder's part of the prior: twice where the person dealt with it, less the longer that was ago."""
    contact = contact_with(scene, holder.organisation, arrival.address, arrival.first)
    since = contact.at if contact is not None else holder.since
    years = (arrival.first - since) / _YEAR if since is not None else 0.0
    return (2.0 if contact is not None or holder.since is None else 1.0) / (1.0 + years)


def _likeliest(after: Posterior, sightings: Iterable[Sighting]) -> SenderId | None:
    """Return the likeliest source among those to which something points; None where it could as well be another."""
    pointed = _pointed(sightings)
    able = sorted(pointed & {hypothesis.source for hypothesis in after if hypothesis.source})
    ranked = sorted(able, key=lambda who: -p_copy(after, who))
    if not ranked or (len(ranked) > 1 and p_copy(after, ranked[0]) == p_copy(after, ranked[1])):
        return None
    return ranked[0]


def _circumstances(
    arrival: Arrival,
    scene: Scene,
    sightings: tuple[Sighting, ...],
    after: Posterior,
    source: SenderId | None,
) -> Circumstances:
    answer = scene.decisions.answer_of(arrival.recipient)
    answered_none = answer is not None and answer.source is None
    speaking = _speaking(sightings, source)
    supporting = frozenset(item.evidence.group for item in speaking)
    if source is None:
        return Circumstances(supporting=supporting - _PRIMARY, answered_none=answered_none)
    since = _since(arrival, scene, source)
    signals = {item.evidence.signal for item in speaking}
    return Circumstances(
        documented=source in _documents(sightings),
        supporting=supporting,
        canary=not signals.isdisjoint(_CANARIES),
        authenticated=arrival.authenticated,
        look_alike=scene.reads_like_another(arrival.recipient),
        source_look_alike=scene.reads_like_another(source),
        relayed=arrival.relayed,
        strewn=timing.strewn(arrival, scene),
        guessable=arrival.guessable,
        other_holders=len(arrival.held - {source}),
        made_for_recipient=recipient.made_for_recipient(arrival, scene),
        source_was_given=_was_given(arrival, scene, source),
        source_attested=_is_attested(arrival, scene, source),
        says_otherwise=stated.says_otherwise(arrival, scene, source),
        other_mail=presence.other_mail(arrival, scene) is not None,
        visited=presence.visited(arrival),
        public_address=(seen := scene.around.listed.get(arrival.address or "")) is not None and seen < arrival.first,
        known_to_people=any(
            who not in (source, arrival.recipient) and at < arrival.first
            for who, at in scene.around.people.get(arrival.address or "", ())
        ),
        begins_here=_begins_here(arrival, scene, source),
        before_source=_came_before(arrival, scene, source),
        contradicted=_is_contradicted(arrival, source, signals),
        behind_probable=arrival.behind_probable,
        alone=_is_lonely(sightings, source),
        junk="junk_senders" in signals,
        answered_none=answered_none,
        source_denies=answered.denies(scene, source),
        leak_window=outside.breach_between(arrival, scene, source) is not None,
        coverage=scene.coverage.share_between(since, arrival.first) if since is not None else None,
        p_relation=p_relation(after, source),
    )


def _begins_here(arrival: Arrival, scene: Scene, source: SenderId) -> bool:
    """Return whether a source may have been before the recipient only because the mailbox begins there (signal 18)."""
    holder, first = arrival.holding(source), scene.coverage.first
    if holder is None or holder.since is None or first is None or _was_given(arrival, scene, source):
        return False
    return holder.since - first < _BEGINNING


def _came_before(arrival: Arrival, scene: Scene, source: SenderId) -> bool:
    """Return whether the mail shows the source with the address, and only after the recipient's first mail there.

    Of an address that was made for the source nothing else need be shown.
    """
    address = arrival.address or ""
    made = (one for one in scene.decisions.given if one.made and one.organisation == source)
    if any(one.address.lower() == address for one in made):
        return False
    seen = (one.since for one in scene.around.holdings.get(address, ()) if one.organisation == source and one.since)
    since = next(seen, None)
    return since is not None and since > arrival.first


def _is_contradicted(arrival: Arrival, source: SenderId, signals: set[str]) -> bool:
    """Return whether the address itself speaks against what a recipient's mail says: anybody can name a shop.

    A written answer is another thing: there the recipient looked it up.
    """
    if signals.isdisjoint(stated.DOCUMENTS) or not signals.isdisjoint({"answer", "handed_to"}):
        return False
    return not arrival.guessable and bool(arrival.held) and source not in arrival.held


def _since(arrival: Arrival, scene: Scene, source: SenderId) -> datetime | None:
    contact = contact_with(scene, source, arrival.address, arrival.first)
    if contact is not None:
        return contact.at
    holder = arrival.holding(source)
    return holder.since if holder is not None else scene.firsts.get(source)


def _was_given(arrival: Arrival, scene: Scene, source: SenderId) -> bool:
    """Return whether anything shows that the person gave the source the address."""
    holder = arrival.holding(source)
    if holder is not None and holder.since is None:
        return True
    if any(contact.doing and contact.at < arrival.first for contact in scene.contacts.get(source, ())):
        return True
    return source in recipient.named(arrival, scene)


def _is_attested(arrival: Arrival, scene: Scene, source: SenderId) -> bool:
    """Return whether it is sure that the source was in touch: mail that only bears its name may be anybody's.

    Where the source held the address, at that address; else wherever it wrote.
    """
    holder = arrival.holding(source)
    if holder is not None and holder.since is None:
        return True
    wrote = (contact for contact in scene.contacts.get(source, ()) if contact.role is Role.WROTE)
    if any(contact.at < arrival.first and contact.address == arrival.address for contact in wrote):
        return True
    return any(
        (mail.authenticated or mail.relayed) and mail.at is not None and mail.at < arrival.first
        for mail in scene.incoming.get(source, ())
        if holder is None or (mail.recipient or "").lower() == arrival.address
    )


def _rivals(after: Posterior, source: SenderId | None) -> tuple[Rival, ...]:
    return tuple(Rival(hypothesis.relation, hypothesis.source or None, p) for hypothesis, p in rivals(after, source))
