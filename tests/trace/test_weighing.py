import math
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard import resources
from inboxguard.senders.sender import SenderId
from inboxguard.trace import weighing
from inboxguard.trace.trail import Relation
from inboxguard.trace.weighing import (
    COPY,
    ELSEWHERE,
    Candidate,
    Hypothesis,
    Sighting,
    calibrated,
    p_copy,
    p_relation,
    posterior,
    prior,
    rivals,
    sighting,
)

WEIGHTS = tomllib.loads(resources.read("trace/weights.toml"))
SIGNALS = sorted(WEIGHTS["signals"])
AGAINST = {"own_relation", "welcome_only", "guess_wave", "notice_denies", "handed_to_nobody"}
FOR_SOURCE = sorted(set(SIGNALS) - AGAINST)
SHOPS = [SenderId(f"shop{number}.example") for number in range(4)]

candidates = st.lists(st.sampled_from(SHOPS), min_size=0, max_size=4, unique=True).flatmap(
    lambda shops: st.tuples(
        *(st.builds(Candidate, st.just(shop), st.floats(0.01, 10), st.just(COPY), st.floats(1, 9)) for shop in shops)
    )
)
sightings = st.lists(
    st.builds(
        sighting, st.sampled_from(SIGNALS), st.none() | st.sampled_from(SHOPS), st.just(()), st.none(), st.floats(0, 1)
    ),
    max_size=8,
)


@given(candidates, st.booleans(), sightings)
def test_probabilities_sum_to_one_and_the_unknown_keeps_its_floor(
    standing: tuple[Candidate, ...], single: bool, seen: list[Sighting]
) -> None:
    before = prior(standing, single)
    after = posterior(before, seen)
    assert sum(before.values()) == pytest.approx(1)
    assert sum(after.values()) == pytest.approx(1)
    assert all(p >= 0 for p in after.values())
    assert after[Hypothesis(Relation.UNKNOWN, None)] >= 0.02 - 1e-12
    for candidate in standing:
        assert sum(p for _, p in p_relation(after, candidate.source)) == pytest.approx(1)


@given(candidates.filter(bool), st.booleans(), sightings, st.sampled_from(FOR_SOURCE))
def test_more_evidence_for_a_source_never_lowers_it(
    standing: tuple[Candidate, ...], single: bool, seen: list[Sighting], signal: str
) -> None:
    source = standing[0].source
    before = prior(standing, single)
    less = p_copy(posterior(before, seen), source)
    more = p_copy(posterior(before, [*seen, sighting(signal, source, ())]), source)
    assert more >= less - 1e-9


@given(candidates, st.booleans())
def test_missing_features_change_nothing(standing: tuple[Candidate, ...], single: bool) -> None:
    before = prior(standing, single)
    nothing = [sighting(signal, SHOPS[0], (), scale=0.0) for signal in SIGNALS]
    assert posterior(before, nothing) == pytest.approx(posterior(before, []))


def test_a_group_counts_once_and_no_further_than_its_cap() -> None:
    before = prior([Candidate(SHOPS[0], 1.0)], single=False)
    once = posterior(before, [sighting("plus_tag", SHOPS[0], ())])
    often = posterior(before, [sighting("plus_tag", SHOPS[0], ())] * 9)
    assert once == pytest.approx(often)
    for signal, written in WEIGHTS["signals"].items():
        cap = WEIGHTS["caps"][written["group"]]
        for relation, nats in sighting(signal, SHOPS[0], ()).nats:
            assert -cap["down"] <= nats <= cap["up"], (signal, relation)


def test_the_case_that_the_priors_were_made_for() -> None:
    before = prior([Candidate(SHOPS[0], 1.0)], single=True)
    assert p_copy(before, SHOPS[0]) == pytest.approx(0.73)
    seen = [sighting("unique_alias", SHOPS[0], ()), sighting("no_sign_up", None, ())]
    after = posterior(before, seen)
    assert 0.85 <= p_copy(after, SHOPS[0]) < 0.9  # an address used again leaves the same mailbox
    assert p_relation(after, SHOPS[0])[0] == (Relation.SHARE, pytest.approx(0.33 / 0.73))


def test_own_sign_up_dominates_where_several_hold_the_address() -> None:
    before = prior([Candidate(shop, 1.0) for shop in SHOPS], single=False)
    assert max(before, key=lambda hypothesis: before[hypothesis]) == Hypothesis(Relation.OWN, None)
    assert sum(p_copy(before, shop) for shop in SHOPS) == pytest.approx(0.15)


def test_without_candidates_their_part_is_unknown() -> None:
    before = prior([], single=True)
    assert before[Hypothesis(Relation.UNKNOWN, None)] == pytest.approx(0.78)
    assert all(hypothesis.source is None for hypothesis in before)


def test_a_common_account_speaks_for_the_group_and_not_for_passing_on() -> None:
    before = prior([Candidate(SHOPS[0], 1.0)], single=True)
    after = posterior(before, [sighting("same_account", SHOPS[0], ())])
    share, group = Hypothesis(Relation.SHARE, SHOPS[0]), Hypothesis(Relation.GROUP, SHOPS[0])
    assert after[share] < before[share]
    assert after[group] > before[group]


def test_absence_speaks_against_own_sign_up_in_proportion_to_coverage() -> None:
    before = prior([Candidate(SHOPS[0], 1.0)], single=True)
    own = Hypothesis(Relation.OWN, None)
    full, half = (posterior(before, [sighting("no_sign_up", None, (), scale=scale)])[own] for scale in (1.0, 0.5))
    assert full < half < before[own]
    assert sighting("no_sign_up", None, (), scale=0.5).evidence.weight == 0.45


def test_rivals_are_the_best_two_outside_the_source() -> None:
    after = posterior(prior([Candidate(shop, 1.0) for shop in SHOPS[:2]], single=False), [])
    assert [hypothesis.relation for hypothesis, _ in rivals(after, SHOPS[0])] == [Relation.OWN, Relation.UNKNOWN]
    assert all(hypothesis.source != SHOPS[0] for hypothesis, _ in rivals(after, SHOPS[0], 99))


def test_the_table_is_whole() -> None:
    for table in WEIGHTS["priors"].values():
        assert set(table) == {relation.value for relation in (*COPY, *ELSEWHERE)}
        assert sum(table.values()) == pytest.approx(1)
    assert {*COPY, *ELSEWHERE} == set(Relation)


@given(candidates.filter(bool), st.booleans(), sightings, st.sampled_from(["A", "B", "C"]))
def test_a_calibration_keeps_the_whole_the_order_and_the_floor(
    standing: tuple[Candidate, ...], single: bool, seen: list[Sighting], group: str
) -> None:
    source = standing[0].source
    after = posterior(prior(standing, single), seen)
    now = calibrated(after, source, [group])
    assert sum(now.values()) == pytest.approx(1)
    assert now[Hypothesis(Relation.UNKNOWN, None)] >= 0.02 - 1e-12
    assert dict(p_relation(now, source)) == pytest.approx(dict(p_relation(after, source)))


def test_more_is_never_calibrated_to_less() -> None:
    before = prior([Candidate(SHOPS[0], 1.0)], single=False)
    found = []
    for scale in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        after = posterior(before, [sighting("plus_tag", SHOPS[0], (), None, scale)])
        found.append(p_copy(calibrated(after, SHOPS[0], ["A"]), SHOPS[0]))
    assert found == sorted(found)


def test_slope_and_shift_draw_the_log_odds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "_table", lambda name: table[name])
    drawn = {"alias": {"slope": 2.0, "shift": 0.0}, "statement": {"slope": 1.0, "shift": 1.0}}
    table = {**WEIGHTS, "calibration": drawn}
    shop, none = Hypothesis(Relation.SHARE, SHOPS[0]), Hypothesis(Relation.UNKNOWN, None)
    after = {shop: 0.75, none: 0.25}
    assert calibrated(after, SHOPS[0], ["A", "B"])[shop] == pytest.approx(0.9)  # odds 3 squared
    assert calibrated(after, SHOPS[0], ["B"])[shop] == pytest.approx(3 * math.e / (1 + 3 * math.e))
