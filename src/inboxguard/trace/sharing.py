"""Trails: one for every organisation that markets to the person, most of which claim nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.arrivals import Derived, Place, arrival, crowded, places
from inboxguard.trace.contacts import Contact, own_relation
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import TraceDecisions, changed
from inboxguard.trace.following import Followed, Found, follow
from inboxguard.trace.judging import Verdict, judge
from inboxguard.trace.scene import Scene, Statements, scene
from inboxguard.trace.signals.presence import shown_relation
from inboxguard.trace.signals.role import serves_others
from inboxguard.trace.trail import Level, Relation, Trail

_NOTHING = Verdict(Level.NOT_SHOWN, gates=("no_primary_signal",))
MOST_AGAIN = 400
"""Where more arrivals than that stand otherwise after a word of the person, all are judged."""


@dataclass(frozen=True, slots=True)
class Traced:
    """Trails and what was found of each arrival; `trails` are those of all organisations, or of those that changed."""

    trails: tuple[Trail, ...]
    arrivals: tuple[Found, ...]


def trails(
    senders: Iterable[Sender],
    attributions: Iterable[Attribution],
    statements: Statements,
    decisions: TraceDecisions,
    coverage: Coverage,
    person: Person,
) -> tuple[Trail, ...]:
    """Return one trail per sender with at least one marketing mail, in the order of `senders`."""
    return traced(scene(senders, attributions, statements, decisions, coverage, person)).trails


def traced(where: Scene) -> Traced:
    """Return the trails of all senders with at least one marketing mail, in the order of the scene.

    Arrivals are judged in order of time, so that a copy of a copy is known as such. Where an organisation wrote to
    several addresses, the firmest finding speaks.
    """
    following = _Following(where)
    followed = follow(places(where), following.own, following.judge)
    assert followed is not None
    return Traced(following.trails(where.senders.values(), followed), followed.arrivals)


def retraced(where: Scene, before: Iterable[Found], said: TraceDecisions) -> Traced | None:
    """Return the trails that are others since the person `said` something else, as `traced` would find them.

    `before` is what was found of the arrivals then, in the same mail. None where so much has to be judged anew that
    all may be.
    """
    known = tuple(before)
    following = _Following(where)
    different = changed(said, where.decisions)
    order = [(found.place, found.first) for found in known]
    followed = follow(order, following.own, following.judge, known, different, MOST_AGAIN)
    if followed is None:
        return None
    touched = sorted(followed.judged | different.organisations)
    concerned = (where.senders[who] for who in touched if who in where.senders)
    return Traced(following.trails(concerned, followed), followed.arrivals)


class _Following:
    """Judges the arrivals of one scene."""

    def __init__(self, where: Scene) -> None:
        self._where = where
        self._relations: dict[SenderId, tuple[Contact, ...] | None] = {}

    def own(self, organisation: SenderId) -> bool:
        """Return whether the person has a relation of their own with an organisation."""
        return self._relation(organisation) is not None

    def judge(
        self, place: Place, first: datetime, derived: Derived, shares: Mapping[SenderId, int]
    ) -> tuple[Verdict, bool]:
        """Return what may be said about one arrival, and whether it was a crowded one."""
        one = arrival(self._where, place, first, derived)
        return judge(one, self._where, shares), crowded(one)

    def trails(self, senders: Iterable[Sender], followed: Followed) -> tuple[Trail, ...]:
        """Return the trail of each sender that markets."""
        return tuple(
            _trail(self._where, sender, self._relation(sender.id), *followed.verdicts.get(sender.id, (None, _NOTHING)))
            for sender in senders
            if any(mail.kind is Kind.MARKETING for mail in self._where.incoming.get(sender.id, ()))
        )

    def _relation(self, organisation: SenderId) -> tuple[Contact, ...] | None:
        if organisation not in self._relations:
            self._relations[organisation] = _own(self._where, organisation)
        return self._relations[organisation]


def _own(where: Scene, organisation: SenderId) -> tuple[Contact, ...] | None:
    """Return what shows a relation of the person's own with an organisation (() = their word), None where nothing does.

    The person's word stands above an answer of the organisation, and such an answer above what the mailbox shows.
    """
    decisions = where.decisions
    if organisation in decisions.mine or _was_given(where, organisation):
        return ()
    answer = decisions.answer_of(organisation)
    if answer is not None and answer.source is not None:
        return None
    sent = where.incoming.get(organisation, ())
    first = next((mail.at for mail in sent if mail.kind is Kind.MARKETING and mail.at is not None), None)
    elsewhere = {mail.message for mail in sent if serves_others(mail, organisation, where)}
    dealt = (*where.contacts.get(organisation, ()), *where.around.served.get(organisation, ()))
    shown = own_relation(dealt, first)
    return tuple(contact for contact in shown if contact.message not in elsewhere) or None


def _was_given(where: Scene, organisation: SenderId) -> bool:
    """Return whether the person says that they gave an organisation an address.

    An address that was drawn for a stranger only now explains nothing of what came to the others.
    """
    given = [item for item in where.decisions.given if item.organisation == organisation]
    if any(not item.made for item in given):
        return True
    drawn = {item.address.lower() for item in given}
    came = {(mail.recipient or "").lower() for mail in where.incoming.get(organisation, ())}
    return bool(drawn) and came <= drawn


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
