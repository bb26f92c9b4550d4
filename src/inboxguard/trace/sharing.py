"""Trails: one for every organisation that markets to the person, most of which claim nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.arrivals import arrival, places
from inboxguard.trace.contacts import Contact, own_relation
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.gates import ORDER, is_third_party_share
from inboxguard.trace.judging import Verdict, judge
from inboxguard.trace.said import Statement
from inboxguard.trace.scene import Scene, scene
from inboxguard.trace.signals.presence import shown_relation
from inboxguard.trace.signals.role import serves_others
from inboxguard.trace.trail import Level, Relation, Trail

_FIRMEST = (Level.STRONG, Level.DOCUMENTED)
_NOTHING = Verdict(Level.NOT_SHOWN, gates=("no_primary_signal",))


def trails(
    senders: Iterable[Sender],
    attributions: Iterable[Attribution],
    statements: Mapping[MessageKey, tuple[Statement, ...]],
    decisions: TraceDecisions,
    coverage: Coverage,
    person: Person,
) -> tuple[Trail, ...]:
    """Return one trail per sender with at least one marketing mail, in the order of `senders`.

    Arrivals are judged in order of time, so that a copy of a copy is known as such. Where an organisation wrote to
    several addresses, the firmest finding speaks.
    """
    where = scene(senders, attributions, statements, decisions, coverage, person)
    own = {organisation: _own(where, organisation) for organisation in where.incoming}
    derived: dict[tuple[SenderId, str | None], SenderId] = {}
    shares: dict[SenderId, int] = {}
    found: dict[SenderId, tuple[str | None, Verdict]] = {}
    for place, first in places(where):
        organisation, address = place
        if own[organisation] is not None:
            continue
        verdict = judge(arrival(where, place, first, derived), where, shares)
        if verdict.source is not None and verdict.level in _FIRMEST:
            derived[place] = verdict.source
        if organisation not in found or _firmness(verdict) > _firmness(found[organisation][1]):
            found[organisation] = (address, verdict)
            if verdict.source is not None and verdict.level in _FIRMEST and is_third_party_share(verdict.relation):
                shares[verdict.source] = shares.get(verdict.source, 0) + 1
    return tuple(
        _trail(where, sender, own.get(sender.id), *found.get(sender.id, (None, _NOTHING)))
        for sender in where.senders.values()
        if any(mail.kind is Kind.MARKETING for mail in where.incoming.get(sender.id, ()))
    )


def _firmness(verdict: Verdict) -> tuple[int, float]:
    return ORDER.index(verdict.level), verdict.p_copy


def _own(where: Scene, organisation: SenderId) -> tuple[Contact, ...] | None:
    """Return what shows a relation of the person's own with an organisation (() = their word), None where nothing does.

    The person's word stands above an answer of the organisation, and such an answer above what the mailbox shows.
    """
    decisions = where.decisions
    if organisation in decisions.mine or any(item.organisation == organisation for item in decisions.given):
        return ()
    answer = decisions.answer_of(organisation)
    if answer is not None and answer.source is not None:
        return None
    sent = where.incoming[organisation]
    first = next((mail.at for mail in sent if mail.kind is Kind.MARKETING and mail.at is not None), None)
    elsewhere = {mail.message for mail in sent if serves_others(mail, organisation, where)}
    shown = own_relation(where.contacts.get(organisation, ()), first)
    return tuple(contact for contact in shown if contact.message not in elsewhere) or None


def _trail(
    where: Scene, sender: Sender, own: tuple[Contact, ...] | None, address: str | None, verdict: Verdict
) -> Trail:
    seen = dict.fromkeys(mail.recipient.lower() for mail in where.incoming[sender.id] if mail.recipient)
    addresses = tuple(dict.fromkeys((*((address,) if address else ()), *seen)))
    if own is not None:
        verdict = replace(
            _NOTHING,
            relation=Relation.OWN,
            evidence=(shown_relation(own).evidence,) if own else (),
            gates=("own_relation",),
        )
    return Trail(
        recipient=sender.id,
        addresses=addresses,
        source=verdict.source,
        relation=verdict.relation,
        level=verdict.level,
        p_copy=verdict.p_copy,
        p_relation=verdict.p_relation,
        evidence=verdict.evidence,
        rivals=verdict.rivals,
        gates=verdict.gates,
    )
