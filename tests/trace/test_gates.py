from dataclasses import replace

import pytest

from inboxguard.trace.gates import GATES, ORDER, Circumstances, is_third_party_share, leading, level, relation, shut
from inboxguard.trace.trail import Level, Relation

SURE = ((Relation.SHARE, 0.8), (Relation.LEAK, 0.2))
CLEAR = Circumstances(supporting=frozenset("AG"), coverage=1.0, p_relation=SURE)


def ids(seen: Circumstances) -> set[str]:
    return {gate.id for gate in shut(seen)}


def test_nothing_shuts_on_a_clear_day() -> None:
    assert ids(CLEAR) == set()
    assert level(0.95, CLEAR) is Level.STRONG
    assert relation(CLEAR) is Relation.SHARE


@pytest.mark.parametrize(
    ("p", "reached"), [(0.9, "strong"), (0.89, "probable"), (0.7, "probable"), (0.4, "possible"), (0.39, "not_shown")]
)
def test_levels_by_number(p: float, reached: str) -> None:
    assert level(p, CLEAR) is Level(reached)


@pytest.mark.parametrize(
    ("change", "gate", "cap"),
    [
        ({"supporting": frozenset("FG")}, "no_primary_signal", Level.NOT_SHOWN),
        ({"supporting": frozenset("CG")}, "common_sender", Level.NOT_SHOWN),
        ({"authenticated": False}, "unauthenticated", Level.POSSIBLE),
        ({"look_alike": True}, "look_alike", Level.POSSIBLE),
        ({"look_alike": True, "documented": True}, "look_alike", Level.POSSIBLE),
        ({"source_look_alike": True}, "source_look_alike", Level.POSSIBLE),
        ({"before_source": True}, "before_source", Level.POSSIBLE),
        ({"guessable": True}, "guessable_alias", Level.PROBABLE),
        ({"other_holders": 1}, "other_holder", Level.POSSIBLE),
        ({"own_relation": True}, "own_relation", Level.NOT_SHOWN),
        ({"coverage": 0.59}, "low_coverage", Level.POSSIBLE),
        ({"answered_none": True}, "answered_none", Level.NOT_SHOWN),
        ({"made_for_recipient": True}, "made_for_recipient", Level.NOT_SHOWN),
        ({"supporting": frozenset("A")}, "one_group", Level.PROBABLE),
        ({"supporting": frozenset("DG")}, "one_group", Level.PROBABLE),
        ({"says_otherwise": True}, "says_otherwise", Level.PROBABLE),
        ({"other_mail": True}, "other_mail", Level.PROBABLE),
        ({"visited": True}, "visited", Level.PROBABLE),
        ({"public_address": True}, "public_address", Level.POSSIBLE),
        ({"known_to_people": True}, "known_to_people", Level.POSSIBLE),
        ({"source_attested": False}, "source_unattested", Level.POSSIBLE),
        ({"source_was_given": False}, "not_seen_giving", Level.PROBABLE),
    ],
)
def test_each_gate_caps_the_level(change: dict[str, object], gate: str, cap: Level) -> None:
    seen = replace(CLEAR, **change)  # type: ignore[arg-type] - the parameters name the fields
    assert gate in ids(seen)
    assert level(0.98, seen) is cap


def test_a_leak_window_and_close_ways_leave_the_level_and_take_the_way() -> None:
    for seen, gate in (
        (replace(CLEAR, leak_window=True), "leak_window"),
        (replace(CLEAR, p_relation=((Relation.SHARE, 0.55), (Relation.LEAK, 0.45))), "close_relations"),
        (replace(CLEAR, p_relation=((Relation.SHARE, 0.45), (Relation.LEAK, 0.25))), "close_relations"),
    ):
        assert ids(seen) == {gate}
        assert level(0.95, seen) is Level.STRONG
        assert relation(seen) is Relation.UNKNOWN


@pytest.mark.parametrize("way", [Relation.GROUP, Relation.SERVICE, Relation.HOST])
def test_the_family_is_no_third_party(way: Relation) -> None:
    seen = replace(CLEAR, p_relation=((way, 1.0),))
    assert ids(seen) == {"not_a_share"}
    assert relation(seen) is way
    assert not is_third_party_share(way)


def test_only_a_share_is_a_share() -> None:
    assert [way for way in Relation if is_third_party_share(way)] == [Relation.SHARE]


def test_a_canary_is_a_primary_signal() -> None:
    seen = replace(CLEAR, supporting=frozenset("EG"), canary=True)
    assert level(0.95, seen) is Level.STRONG


def test_a_document_is_stopped_by_an_own_relation_and_a_denial_alone() -> None:
    seen = Circumstances(
        documented=True, guessable=True, other_holders=9, coverage=0.0, supporting=frozenset("B"), p_relation=SURE
    )
    assert level(0.2, seen) is Level.DOCUMENTED
    assert level(0.99, replace(seen, own_relation=True)) is Level.NOT_SHOWN
    assert level(0.99, replace(seen, answered_none=True)) is Level.NOT_SHOWN


def test_the_relation_rule() -> None:
    assert leading(()) is Relation.UNKNOWN
    assert leading(((Relation.LEAK, 1.0),)) is Relation.LEAK
    assert leading(((Relation.LEAK, 0.4), (Relation.SHARE, 0.6))) is Relation.SHARE


def test_gates_have_names_of_their_own_and_levels_an_order() -> None:
    assert len({gate.id for gate in GATES}) == len(GATES)
    assert set(ORDER) == set(Level)
