"""Messages to senders: one for each organisation, and which of them are one company."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.consent import consent
from inboxguard.senders.corrections import NONE, Corrections
from inboxguard.senders.domains import under
from inboxguard.senders.lending import lent
from inboxguard.senders.look_alikes import Face, look_alikes
from inboxguard.senders.names import alike, likeness, of_house
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.senders.siblings import NO_BONDS, Bonds, bonds, likely_same, only_sending

_KINDS = (Kind.MARKETING, Kind.TRANSACTIONAL)
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ties:
    """By what an organisation may be one company with others: its legal entity, and what tells it from namesakes."""

    entity: str | None = None
    shared: tuple[tuple[str, str, str], ...] = ()
    """(likeness of the entity, what, its value): who has one of these in common is one company."""
    bonds: Bonds = NO_BONDS
    """What tells a brand on two domains."""
    name: str = ""
    hosts: tuple[str, ...] = ()
    """Those of its mail, its organisational domain first."""
    first: datetime | None = None
    """When it first wrote."""


def group(attributions: Sequence[Attribution], corrections: Corrections = NONE) -> tuple[Sender, ...]:
    """Return one Sender for each organisation that sent an advert or a transactional mail, by organisation.

    Forged mail in an organisation's name is no mail of its: it neither makes a sender nor counts for one. Members of
    one company have the same `group`. `attributions` are corrected already; of `corrections` the names count here.
    """
    heard: dict[str, list[Attribution]] = {}
    for one in attributions:
        if one.organisation:
            heard.setdefault(one.organisation, []).append(one)
    found = {name: alone for name, mails in sorted(heard.items()) if (alone := sender(name, mails, corrections))}
    ties = {name: one for name, (_, one) in found.items()}
    reads = imitations(ties)
    together, same = companies(ties, reads), proposals(ties, reads)
    return tuple(
        as_called(
            replace(one, group=together.get(name), likely_same=same.get(name, ()), reads_like=reads.get(name)),
            corrections,
        )
        for name, (one, _) in found.items()
    )


def sender(
    organisation: str, attributions: Iterable[Attribution], corrections: Corrections = NONE
) -> tuple[Sender, Ties] | None:
    """Return what one organisation is by its own mail, of no group yet, and its ties; None where it is no sender."""
    messages = [one for one in attributions if not one.outgoing and not _forged(one)]
    if not any(one.kind in _KINDS for one in messages):
        return None
    messages.sort(key=lambda one: (one.at or _EVER, one.message))
    entity = _entity(messages)
    name = _name(organisation, _before_merging(organisation, messages, corrections))
    shared = () if entity is None else tuple(sorted(set(_ties(entity, messages))))
    # What the person split off is no twin of what it was split from.
    apart = any(split.becomes == organisation for split in corrections.split)
    bound = NO_BONDS if apart else bonds(organisation, name, [one for one in messages if one.kind in _KINDS])
    found = _sender(organisation, name, messages, corrections)
    return found, Ties(entity, shared, bound, name, found.domains, found.first)


def as_called(found: Sender, corrections: Corrections = NONE) -> Sender:
    """Return a sender as it may be called: one whose domain reads as another's by that domain, whatever it says.

    The name that the person gave stays.
    """
    if found.reads_like is None or found.id in corrections.renamed:
        return found
    return replace(found, name=found.id)


def as_shown(found: Sender, visible: Iterable[Attribution], corrections: Corrections = NONE) -> Sender:
    """Return a sender as the mail that is not set aside shows it: by its name there, the other domains kept apart.

    One of whom everything is set aside stays as it is; it is not shown.
    """
    seen = [one for one in visible if not one.outgoing and not _forged(one)]
    if not seen or len(seen) == len(found.messages):
        return found
    seen.sort(key=lambda one: (one.at or _EVER, one.message))
    name = corrections.renamed.get(found.id) or _name(found.id, _before_merging(found.id, seen, corrections))
    hosts = {(one.address or "").rpartition("@")[2] for one in seen}
    known = {found.id, *(one for one in found.domains for host in hosts if under(host, frozenset((one,))))}
    return replace(found, name=name, apart=tuple(one for one in found.domains if one not in known))


def _forged(one: Attribution) -> bool:
    return one.kind is Kind.SPAM and one.authenticated is not True


def _sender(organisation: str, name: str, messages: Sequence[Attribution], corrections: Corrections) -> Sender:
    times = [one.at for one in messages if one.at is not None]
    counts = Counter(one.kind for one in messages)
    return Sender(
        id=SenderId(organisation),
        name=corrections.renamed.get(organisation) or name,
        domains=_domains(organisation, messages, corrections),
        group=None,
        platforms=tuple(sorted({one.platform for one in messages if one.platform})),
        recipients=tuple(dict.fromkeys(one.recipient for one in messages if one.recipient)),
        kinds=tuple((kind, counts[kind]) for kind in Kind if counts[kind]),
        first=min(times, default=None),
        last=max(times, default=None),
        messages=tuple(one.message for one in messages),
        consent=consent(messages),
    )


def _before_merging(
    organisation: str, messages: Sequence[Attribution], corrections: Corrections
) -> Sequence[Attribution]:
    """Return the mail of an organisation's own hosts where others were merged into it, so that it keeps its name."""
    if organisation not in corrections.merged.values():
        return messages
    own = frozenset((organisation,))
    return [one for one in messages if under((one.address or "").rpartition("@")[2], own)] or messages


def _name(organisation: str, messages: Sequence[Attribution]) -> str:
    """Return the commonest name of the house in mail that did not fail authentication, the newest among equals.

    Who writes from a host that a platform lends to its sellers gives the platform no name of theirs.
    """
    written = (
        one.name
        for one in messages
        if one.kind in _KINDS and one.authenticated is not False and one.name and not _of_seller(one, organisation)
    )
    names = [of_house(name, organisation) for name in written]
    shown = Counter(name for name in names if name != organisation)
    if not shown:
        return organisation
    most = max(shown.values())
    return next(name for name in reversed(names) if shown.get(name) == most)


def _of_seller(one: Attribution, organisation: str) -> bool:
    host, (label, _, above) = (one.address or "").rpartition("@")[2], organisation.partition(".")
    platforms = not lent(above) and under(host, frozenset((organisation,))) is not None
    return platforms and lent(host) and not alike(one.name, label)


def _domains(organisation: str, messages: Sequence[Attribution], corrections: Corrections) -> tuple[str, ...]:
    """Return the organisational domains, its own and of those merged into it, then the hosts that its mail came from.

    What was split off has the hosts only: its id may be that of a list.
    """
    hosts = {(one.address or "").rpartition("@")[2] for one in messages if one.authenticated is not False}
    parts = {split.becomes for split in corrections.split}
    if organisation in parts:
        return tuple(sorted(host for host in hosts if host and not lent(host)))
    members = sorted(one for one, home in corrections.merged.items() if home == organisation and one not in parts)
    roots = (organisation, *members)
    own = frozenset(roots)
    return (*roots, *sorted(host for host in hosts - own if under(host, own)))


def imitations(ties: Mapping[str, Ties]) -> dict[str, SenderId]:
    """Return, of each organisation whose domain reads as another's, whose."""
    return look_alikes(
        {key: Face(one.name, one.hosts, one.first, one.bonds, _imprint(one)) for key, one in ties.items()}
    )


def _imprint(one: Ties) -> frozenset[str]:
    stated = [(what, value) for _, what, value in one.shared] + list(one.bonds.marks)
    return frozenset(value for what, value in stated if what in ("number", "address"))


def companies(ties: Mapping[str, Ties], reads: Mapping[str, SenderId]) -> dict[str, str]:
    """Return the company of each organisation that shares one with another.

    The same legal entity with the same number, the same postal address or the same account on a platform joins; a
    platform, an agency's account or an address alone never does (virtual offices, franchises, platforms' own accounts).
    A domain that only sends for the brand of the same name, to which all its mail leads, is of its company too.
    One of `reads`, whose domain reads as another's, is of no company: what it states may be copied from there.
    """
    ties = {key: one for key, one in ties.items() if key not in reads}
    members: dict[tuple[str, str, str], set[str]] = {}
    for organisation, one in ties.items():
        for tie in one.shared:
            members.setdefault(tie, set()).add(organisation)
    sending = (set(pair) for pair in only_sending({name: one.bonds for name, one in ties.items()}))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for joined in sorted(_joined((*(names for names in members.values() if len(names) > 1), *sending)), key=min):
        stated = Counter(ties[name].entity or "" for name in sorted(joined) if ties[name].entity)
        title = stated.most_common(1)[0][0] if stated else ties[min(joined)].name
        group = f"{title} ({min(joined)})" if title in taken else title
        taken.add(group)
        found.update(dict.fromkeys(sorted(joined), group))
    return found


def proposals(ties: Mapping[str, Ties], reads: Mapping[str, SenderId]) -> dict[str, tuple[SenderId, ...]]:
    """Return for each organisation those that look like the same brand, for the person to say so; none of `reads`."""
    return likely_same({name: one.bonds for name, one in ties.items() if name not in reads})


def _entity(messages: Sequence[Attribution]) -> str | None:
    """Return the legal entity that most of an organisation's own mail states."""
    stated = Counter(one.legal.entity for one in messages if one.legal.entity and _own(one))
    if not stated:
        return None
    entity, count = stated.most_common(1)[0]
    return entity if count * 2 > stated.total() else None


def _ties(entity: str, messages: Iterable[Attribution]) -> Iterator[tuple[str, str, str]]:
    name = likeness(entity)
    for one in messages:
        if not _own(one):
            continue
        if one.legal.entity and likeness(one.legal.entity) == name:
            if one.legal.number:
                yield name, "number", one.legal.number
            if one.legal.address:
                yield name, "address", likeness(one.legal.address)
        if one.platform and one.account:
            yield name, one.platform, one.account


def _own(one: Attribution) -> bool:
    """Return whether the mail speaks for the organisation alone: not forged, and not sent for somebody else."""
    return one.kind in _KINDS and one.authenticated is not False and one.hosted_for is None


def _joined(sets: Iterable[set[str]]) -> list[set[str]]:
    """Return the sets with all that overlap made one; the smaller ones go into the largest, so that many are soon."""
    homes: dict[str, set[str]] = {}
    for names in sets:
        touching = {id(home): home for name in names if (home := homes.get(name)) is not None}
        largest = max(touching.values(), key=len, default=set[str]())
        for joining in (names, *(home for home in touching.values() if home is not largest)):
            largest |= joining
            homes.update(dict.fromkeys(joining, largest))
    return list({id(home): home for home in homes.values()}.values())
