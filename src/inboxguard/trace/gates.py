"""What forbids or limits a claim whatever the numbers say: the hard gates of trace.md section 3, as data."""

from collections.abc import Callable
from dataclasses import dataclass

from inboxguard.trace.trail import Level, Relation
from inboxguard.trace.weighing import least, limit, relation_rule

ORDER = (Level.NOT_SHOWN, Level.POSSIBLE, Level.PROBABLE, Level.STRONG, Level.DOCUMENTED)
"""Levels from nothing to the firmest."""

_PRIMARY = frozenset("ABD")
_FIRM = frozenset("AB")
_MILD = frozenset("F")
"""Times and fan-out fit too many stories to be a second kind of evidence."""
_FAMILY = frozenset({Relation.GROUP, Relation.SERVICE, Relation.HOST})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything about one source and one recipient that a gate looks at."""

    documented: bool = False
    """An authenticated statement or a filed answer names the source."""
    supporting: frozenset[str] = frozenset()
    """Dependence groups (A to I) that speak for the source."""
    canary: bool = False
    """A personal token that only the source had (group E)."""
    authenticated: bool = True
    """The recipient's mail is attested by the person's own server."""
    look_alike: bool = False
    """The recipient's domain reads as another sender's: who is told of it takes it for the other."""
    source_look_alike: bool = False
    relayed: bool = False
    """It is not, but an alias service whose signature held says so."""
    guessable: bool = False
    strewn: bool = False
    """The recipient also wrote to invented addresses on the same domain: it guesses."""
    other_holders: int = 0
    """Organisations besides the source that held the address before the recipient's first mail."""
    made_for_recipient: bool = False
    """The address bears the recipient's own name."""
    source_was_given: bool = True
    """Something shows that the person gave the source the address, not only that it wrote to it."""
    source_attested: bool = True
    """A mail of the source to the address was attested, or the person wrote to it or says that it has the address."""
    says_otherwise: bool = False
    """The recipient's own mail names another footing: signed up or bought there, or a source that nobody knows."""
    other_mail: bool = False
    """The recipient began with mail that is no advert and no service: perhaps a sign-up in unknown words."""
    visited: bool = False
    """The recipient first wrote of a visit or a basket: the person was there, or was recognised there."""
    public_address: bool = False
    """A discussion list had the address before: many may have read it there."""
    known_to_people: bool = False
    """Letters went to and fro at the address before, with somebody who is not the source."""
    behind_probable: bool = False
    """Another stranger was here before, and it is only likely that it had the source's copy, too."""
    contradicted: bool = False
    """The recipient names a source that never had this address, which cannot be guessed and was with others."""
    begins_here: bool = False
    """The mailbox begins when the source is first seen, and nothing shows that the person dealt with it."""
    before_source: bool = False
    """The recipient wrote to the address before any mail shows that the source had it; the person's word has no day."""
    alone: bool = False
    """All that speaks is an address that only the source was seen with, and that no sign-up was found."""
    junk: bool = False
    """Junk came to the address, too: whoever has it from the source may have it without its doing."""
    own_relation: bool = False
    answered_none: bool = False
    """The recipient's filed answer names no source."""
    source_denies: bool = False
    """The source's filed answer is that it gave the address to nobody."""
    leak_window: bool = False
    """A leak of the source is known between the contact and the recipient's first mail."""
    coverage: float | None = None
    """Share of weeks with mail between the contact and the first mail; None where the contact has no date."""
    p_relation: tuple[tuple[Relation, float], ...] = ()
    """Most likely first."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule: when it shuts, the highest level that it leaves, and whether the way stays unnamed."""

    id: str
    shuts: Callable[[Circumstances], bool]
    cap: Level = Level.DOCUMENTED
    hides_relation: bool = False


def leading(p_relation: tuple[tuple[Relation, float], ...]) -> Relation:
    """Return the relation that may be named: at least .5 and .15 ahead of the next, else UNKNOWN."""
    if not p_relation:
        return Relation.UNKNOWN
    share, lead = relation_rule()
    ranked = sorted(p_relation, key=lambda item: -item[1])
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] >= share and ranked[0][1] - second >= lead else Relation.UNKNOWN


def is_third_party_share(relation: Relation) -> bool:
    """Return whether a relation counts as passing on to a third party; group, service and host do not (gate 3)."""
    return relation is Relation.SHARE


def _unattested(seen: Circumstances) -> bool:
    return not seen.authenticated and not seen.documented


def _says_own(seen: Circumstances) -> bool:
    """Return whether the recipient gives another footing at an address that the person may have used again."""
    return seen.says_otherwise and seen.guessable


def _no_primary(seen: Circumstances) -> bool:
    return not seen.documented and not seen.canary and not seen.supporting & _PRIMARY


def _common_sender(seen: Circumstances) -> bool:
    return _no_primary(seen) and "C" in seen.supporting


def _family(seen: Circumstances) -> bool:
    return leading(seen.p_relation) in _FAMILY


def _low_coverage(seen: Circumstances) -> bool:
    return seen.coverage is not None and seen.coverage < limit("coverage")


def _close(seen: Circumstances) -> bool:
    return bool(seen.p_relation) and leading(seen.p_relation) is Relation.UNKNOWN


def _one_group(seen: Circumstances) -> bool:
    if seen.documented or _no_primary(seen):
        return False
    return len(seen.supporting - _MILD) < 2 or not (seen.canary or seen.supporting & _FIRM)


GATES = (
    Gate("no_primary_signal", _no_primary, Level.NOT_SHOWN, True),  # 1
    Gate("common_sender", _common_sender, Level.NOT_SHOWN, True),  # 2
    Gate("not_a_share", _family),  # 3
    Gate("unauthenticated", lambda seen: _unattested(seen) and not seen.relayed, Level.POSSIBLE),  # 4
    Gate("relayed", lambda seen: _unattested(seen) and seen.relayed, Level.PROBABLE),  # 4, where another vouches
    Gate("look_alike", lambda seen: seen.look_alike, Level.POSSIBLE, True),  # 4: attested, and still not who it seems
    Gate("source_look_alike", lambda seen: seen.source_look_alike, Level.POSSIBLE, True),  # 4, of the source
    Gate("guessable_alias", lambda seen: seen.guessable and not seen.documented, Level.PROBABLE),  # 5
    Gate("other_holder", lambda seen: seen.other_holders > 0 and not seen.documented, Level.POSSIBLE),  # 6
    Gate("own_relation", lambda seen: seen.own_relation, Level.NOT_SHOWN, True),  # 7
    Gate("leak_window", lambda seen: seen.leak_window, hides_relation=True),  # 8
    Gate("low_coverage", lambda seen: _low_coverage(seen) and not seen.documented, Level.POSSIBLE),  # 9
    Gate("close_relations", _close, hides_relation=True),  # 10
    # Beyond the ten: what else must hold before a level may be said.
    Gate("answered_none", lambda seen: seen.answered_none, Level.NOT_SHOWN, True),
    Gate("source_denies", lambda seen: seen.source_denies and not seen.documented, Level.PROBABLE),
    Gate("made_for_recipient", lambda seen: seen.made_for_recipient and not seen.documented, Level.NOT_SHOWN, True),
    Gate("one_group", _one_group, Level.PROBABLE),
    Gate("says_otherwise", lambda seen: seen.says_otherwise and not seen.documented, Level.PROBABLE),
    Gate("own_footing", lambda seen: _says_own(seen) and not seen.documented, Level.POSSIBLE),
    # Who used the alias again and kept nothing of it leaves the same mailbox: one stranger alone proves no copy.
    Gate("alias_alone", lambda seen: seen.alone and not seen.documented, Level.PROBABLE),
    Gate("contradicted", lambda seen: seen.contradicted, Level.POSSIBLE, True),
    Gate("begins_here", lambda seen: seen.begins_here and not seen.documented, Level.POSSIBLE),
    Gate("before_source", lambda seen: seen.before_source and not seen.documented, Level.POSSIBLE),
    Gate("behind_probable", lambda seen: seen.behind_probable and not seen.documented, Level.PROBABLE),
    Gate("junk_about", lambda seen: seen.junk and not seen.documented, hides_relation=True),
    Gate("strewn", lambda seen: seen.strewn and not seen.documented, Level.POSSIBLE),
    Gate("other_mail", lambda seen: seen.other_mail and not seen.documented and not _family(seen), Level.PROBABLE),
    Gate("visited", lambda seen: seen.visited and not seen.documented, Level.PROBABLE),
    Gate("public_address", lambda seen: seen.public_address and not seen.documented, Level.POSSIBLE),
    Gate("known_to_people", lambda seen: seen.known_to_people and not seen.documented, Level.POSSIBLE),
    Gate("source_unattested", lambda seen: not seen.source_attested and not seen.documented, Level.POSSIBLE),
    Gate("not_seen_giving", lambda seen: not seen.source_was_given and not seen.documented, Level.PROBABLE),
)
"""In the order of trace.md, then the program's own."""


def shut(seen: Circumstances) -> tuple[Gate, ...]:
    """Return the gates that shut under these circumstances."""
    return tuple(gate for gate in GATES if gate.shuts(seen))


def level(p: float, seen: Circumstances) -> Level:
    """Return the level that probability and gates allow; a document makes it by rule, not by number."""
    reached = Level.NOT_SHOWN
    for name in (Level.POSSIBLE, Level.PROBABLE, Level.STRONG):
        if p >= least(name.value):
            reached = name
    if seen.documented:
        reached = Level.DOCUMENTED
    return min((reached, *(gate.cap for gate in shut(seen))), key=ORDER.index)


def relation(seen: Circumstances) -> Relation:
    """Return the relation that may be named under these circumstances."""
    if any(gate.hides_relation for gate in shut(seen)):
        return Relation.UNKNOWN
    return leading(seen.p_relation)
