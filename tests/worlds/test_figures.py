"""The figures of the trace are counted as they say: by hand for small sets, by their laws for any."""

import random
from typing import Any

import pytest
from benchmarks.senders import wilson
from benchmarks.trace_figures import (
    FIRM,
    SHOWN,
    STRAY,
    Edge,
    Mailbox,
    Seen,
    abstained,
    accused_mailboxes,
    by_gate,
    by_signal,
    confusion,
    edges,
    false_accusations,
    in_words,
    precision,
    recall,
)
from benchmarks.trace_scores import (
    Claim,
    Scores,
    bins,
    ece,
    every_claim,
    greatest_error,
    named_claims,
    resampled,
    risk_area,
    risk_curve,
    scores,
    unavoidable_ece,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds.truth import Fate

CLAIMS = st.lists(st.builds(Claim, st.integers(0, 100).map(lambda n: n / 100), st.booleans()), min_size=1, max_size=120)


def fate(recipient: str = "v.example", source: str | None = "r.example", relation: str = "share", **over: Any) -> Fate:
    facts = {"route": "alias", "confounders": (), "emitted": (), "language": "en"} | over
    return Fate(recipient, source, relation, **facts)


def edge(truth: Fate, level: str = "strong", source: str | None = "r.example", relation: str = "share", p: float = 0.9):
    if level == "not_shown":
        source, relation, p = None, "unknown", 0.0
    return Edge(truth, level, source, relation, p, (Seen("unique_alias", "A", 5.0),), ("leak_window",))


def row(organisation: str, source: str | None, level: str, relation: str = "share", p: float = 0.9) -> dict[str, Any]:
    return {
        "recipient": {"organisation": organisation},
        "source": None if source is None else {"organisation": source},
        "relation": relation,
        "level": level,
        "p_copy": p,
        "evidence": [{"signal": "unique_alias", "group": "A", "weight": 5.0}],
        "rivals": [{"relation": "own", "source": None, "p": 0.1}],
        "gates": ["leak_window"],
    }


def test_each_fate_stands_beside_its_trail_and_a_shown_stranger_beside_none() -> None:
    found = {"trails": [
        row("v.example", "r.example", "strong"),
        row("w.example", None, "not_shown"),
        row("stranger.example", "r.example", "probable"),
        row("quiet.example", None, "not_shown"),
    ]}  # fmt: skip
    said, unsaid, silent, stray = edges((fate(), fate("w.example"), fate("unread.example")), found)
    assert (said.level, said.source, said.is_right) == ("strong", "r.example", True)
    assert (unsaid.level, unsaid.source) == ("not_shown", None)
    assert (silent.fate.recipient, silent.level) == ("unread.example", "not_shown")
    assert stray.fate.confounders == (STRAY,)
    assert stray.accuses_falsely


def test_of_two_fates_of_one_organisation_the_trail_stands_beside_the_one_it_names() -> None:
    found = {"trails": [row("v.example", "s.example", "strong")]}
    first, second = edges((fate(), fate(source="s.example")), found)
    assert (first.level, second.level) == ("not_shown", "strong")
    assert second.is_right


def test_precision_judges_the_source_and_not_the_relation() -> None:
    some = [
        edge(fate()),
        edge(fate(relation="group")),  # the right source, called sharing
        edge(fate(source="s.example")),  # the wrong source
        edge(fate(source=None, relation="own")),  # nobody's copy
        edge(fate(), "probable"),
        edge(fate(), "not_shown"),
    ]
    assert precision(some) == (2, 4)
    assert precision(some, ("probable",)) == (1, 1)
    assert precision(some, SHOWN).share == pytest.approx(3 / 5)


def test_a_source_that_nobody_can_tell_is_wrong_where_it_is_guessed_wrongly() -> None:
    unsure = fate(source_sure=False)
    assert precision([edge(unsure, source="s.example"), edge(unsure)]) == (1, 2)
    assert abstained([edge(unsure), edge(unsure, "possible"), edge(unsure, "not_shown"), edge(fate())]) == (2, 3)
    assert recall([edge(unsure)], FIRM) == {}


def test_a_host_called_sharing_is_a_false_accusation_though_the_source_is_right() -> None:
    host = edge(fate(relation="host"), "probable")
    assert host.is_right
    assert host.calls_family_share
    assert host.accuses_falsely
    assert not host.is_wrongly_firm
    assert edge(fate(relation="host"), "strong").is_wrongly_firm
    assert not edge(fate(relation="host"), "possible").accuses_falsely
    abstaining = edge(fate(relation="host"), "strong", relation="unknown")
    assert not abstaining.accuses_falsely
    leak = edge(fate(relation="leak"), "strong")
    assert (leak.calls_share_falsely, leak.calls_family_share, leak.is_wrongly_firm) == (True, False, True)
    other_label = edge(fate(relation="host"), "strong", relation="group")
    assert (other_label.accuses_falsely, other_label.is_wrongly_firm) == (True, False)


def test_false_accusations_are_counted_by_edge_and_by_mailbox() -> None:
    right, wrong, silent = edge(fate()), edge(fate(source="s.example")), edge(fate(), "not_shown")
    assert false_accusations([right, wrong, wrong, silent]) == (2, 3)
    mailboxes = [Mailbox("a", 1, (right, wrong, wrong)), Mailbox("b", 2, (right,)), Mailbox("c", 3, (silent,))]
    assert accused_mailboxes(mailboxes) == (1, 3)


def test_the_confusion_table_has_what_is_true_in_its_rows() -> None:
    some = [edge(fate()), edge(fate(relation="host")), edge(fate(relation="host"), relation="host"),
            edge(fate(relation="host"), "possible")]  # fmt: skip
    assert confusion(some) == {"share": {"share": 1}, "host": {"share": 1, "host": 1}}


def test_recall_is_told_by_route_and_by_language() -> None:
    some = [
        edge(fate()),
        edge(fate(), "probable"),
        edge(fate(), "strong", source="s.example"),
        edge(fate(route="statement", language="de"), "not_shown"),
        edge(fate(relation="group")),
    ]
    assert recall(some, FIRM) == {"alias": (1, 3), "statement": (0, 1)}
    assert recall(some, SHOWN, lambda one: one.fate.language) == {"de": (0, 1), "en": (2, 3)}
    assert recall(some, FIRM, relations=("group",)) == {"alias": (1, 1)}


def test_a_true_share_is_missed_where_it_is_not_shown_with_its_source() -> None:
    assert edge(fate(), "possible").misses_share
    assert edge(fate(), "strong", source="s.example").misses_share
    assert not edge(fate(), "probable").misses_share
    assert not edge(fate(source_sure=False), "not_shown").misses_share
    assert not edge(fate(relation="group"), "not_shown").misses_share


def test_signals_and_gates_are_told_with_how_often_they_were_right() -> None:
    some = [edge(fate()), edge(fate(source="s.example")), edge(fate(), "not_shown")]
    assert by_signal(some) == {"unique_alias": (1, 2)}
    assert by_gate(some) == {"leak_window": (1, 2)}


def test_an_edge_is_told_in_one_line() -> None:
    told = in_words(edge(fate(confounders=("sister_brand",), relation="group")))
    assert told == (
        "v.example [en, alias]: said strong r.example share p=0.90; true r.example group; sister_brand; "
        "signals unique_alias; gates leak_window"
    )


@given(st.integers(0, 5_000), st.integers(1, 5_000))
def test_wilsons_interval_holds_the_share(right: int, more: int) -> None:
    of = right + more
    low, high = wilson(right, of)
    assert low + 1e-12 >= 0
    assert low <= right / of + 1e-12
    assert right / of <= high + 1e-12
    assert high <= 1 + 1e-12
    assert wilson(of - right, of) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("right", "of", "low", "high"), [(10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634),
                                                          (73, 73, 0.9500, 1.0), (72, 73, 0.9264, 0.9976)])  # fmt: skip
def test_wilsons_interval_is_that_of_the_books(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-5)


FOUR = [Claim(0.9, True), Claim(0.9, True), Claim(0.9, False), Claim(0.2, False)]


def test_the_scores_of_four_claims_are_those_reckoned_by_hand() -> None:
    found = scores(FOUR)
    assert isinstance(found, Scores)
    assert bins(FOUR) == (pytest.approx((0.2, 0.0, 1)), pytest.approx((0.9, 2 / 3, 3)))
    assert found.brier == pytest.approx((0.01 + 0.01 + 0.81 + 0.04) / 4)
    assert found.reliability == pytest.approx((3 * (0.9 - 2 / 3) ** 2 + 0.2**2) / 4)
    assert found.resolution == pytest.approx((3 * (2 / 3 - 1 / 2) ** 2 + (1 / 2) ** 2) / 4)
    assert found.uncertainty == pytest.approx(0.25)
    assert found.within == pytest.approx(0)
    assert found.ece == pytest.approx((3 * (0.9 - 2 / 3) + 0.2) / 4)
    assert found.log_loss == pytest.approx((2 * 0.1053605 + 2.3025851 + 0.2231436) / 4)
    assert greatest_error(FOUR, least=2) == pytest.approx(0.9 - 2 / 3)
    assert greatest_error(FOUR, least=5) is None
    assert scores([]) is None


def test_a_claim_of_nothing_that_proves_true_costs_seven_nats_and_no_more() -> None:
    found = scores([Claim(0.0, True)])
    assert found is not None
    assert found.log_loss == pytest.approx(6.9077553)
    assert found.brier == 1


def test_equal_claims_are_never_parted_and_large_sets_are_in_fifteen_bins() -> None:
    assert len(bins([Claim(0.5, True)] * 100 + [Claim(0.6, False)] * 2)) == 2
    apart = [Claim(n / 300, n % 2 == 0) for n in range(300)]
    assert [one.mass for one in bins(apart)] == [20] * 15


@given(CLAIMS)
def test_briers_score_is_the_sum_of_its_parts(claims: list[Claim]) -> None:
    found = scores(claims)
    assert found is not None
    assert found.brier == pytest.approx(found.reliability - found.resolution + found.uncertainty + found.within)
    assert min(found.reliability, found.resolution, found.uncertainty, found.log_loss) >= 0


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_calibration_error_is_a_share_whatever_the_order(claims: list[Claim], dice: random.Random) -> None:
    found = ece(claims)
    assert 0 <= found <= 1
    assert len(bins(claims)) <= 15
    assert sum(one.mass for one in bins(claims)) == len(claims)
    shuffled = list(claims)
    dice.shuffle(shuffled)
    assert ece(shuffled) == pytest.approx(found)


@given(CLAIMS)
def test_risk_ends_at_all_claims_and_its_area_is_a_share(claims: list[Claim]) -> None:
    curve = risk_curve(claims)
    wrong = sum(not claim.is_true for claim in claims) / len(claims)
    assert curve[-1] == pytest.approx((1.0, wrong))
    assert [covered for covered, _ in curve] == sorted(covered for covered, _ in curve)
    assert 0 <= risk_area(curve) <= 1


def test_the_risk_of_four_claims_is_that_reckoned_by_hand() -> None:
    assert risk_curve(FOUR) == (pytest.approx((0.75, 1 / 3)), pytest.approx((1.0, 0.5)))
    assert risk_area(risk_curve(FOUR)) == pytest.approx(0.75 / 3 + 0.25 / 2)


def test_probabilities_that_are_exactly_right_still_show_an_error_and_less_the_more_there_are() -> None:
    few, many = ([Claim(0.6 + n % 40 / 100, True) for n in range(size)] for size in (60, 6_000))
    assert 0.005 < unavoidable_ece(many, rounds=20) < 0.03 < unavoidable_ece(few, rounds=20) < 0.2
    assert unavoidable_ece([Claim(1.0, True)] * 50) == 0


def test_an_interval_comes_from_drawing_whole_mailboxes() -> None:
    good, bad = [Claim(1.0, True)] * 10, [Claim(1.0, False)] * 10
    low, high = resampled([good, good, good, bad], ece, rounds=200) or (None, None)
    assert (low, high) == (0.0, pytest.approx(0.75, abs=0.25))
    assert resampled([good, good], ece, rounds=20) == (0.0, 0.0)
    assert resampled([[], []], ece) is None


def test_an_organisation_of_which_nothing_is_claimed_counts_by_its_rivals() -> None:
    silent = Edge(fate(), rivals=(("share", "r.example", 0.3), ("leak", "r.example", 0.1)))
    other = Edge(fate(source="s.example"), rivals=(("share", "r.example", 0.3), ("own", None, 0.5)))
    nothing, own = Edge(fate()), Edge(fate(source=None, relation="own"))
    unsure = Edge(fate(source_sure=False))
    assert every_claim([silent, other, nothing, own, unsure, edge(fate(), "possible", p=0.45)]) == (
        pytest.approx((0.4, True)), (0.3, False), (0.0, True), (0.0, False), (0.0, False), (0.45, True),
    )  # fmt: skip
    assert named_claims([silent, edge(fate(), "possible", p=0.45)]) == ((0.45, True),)
