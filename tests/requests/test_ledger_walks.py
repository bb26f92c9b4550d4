"""A sample of the random lives of which scripts/soak walks ten thousand; and the second ledger is worth something."""

from datetime import date

import pytest

from inboxguard.requests import ledger
from inboxguard.requests.events import POSSIBLE, EventKind, State
from tests.requests.ledger_model import LAWS, TABLE, Model
from tests.requests.ledger_walks import walk

SAMPLE = range(7_000_000, 7_000_120)


def test_the_ledger_and_the_table_agree_on_every_life() -> None:
    walks = [walk(seed) for seed in SAMPLE]
    assert [fault for walked in walks for fault in walked.faults] == []
    assert {walked.request.law for walked in walks} == set(LAWS)
    assert sum(walked.inserted for walked in walks)
    assert len({state for walked in walks for state in walked.states}) >= 15


def test_the_same_seed_walks_the_same_life() -> None:
    assert walk(7).events == walk(7).events


@pytest.mark.parametrize(
    ("kind", "state"), [(EventKind.ANSWERED_FULL, State.SENT), (EventKind.IDENTITY_ASKED, State.REMINDED)]
)
def test_a_ledger_that_refuses_too_much_is_found(
    kind: EventKind, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(POSSIBLE, kind, POSSIBLE[kind] - {state})
    assert any(walk(seed).faults for seed in SAMPLE)


def test_a_ledger_that_takes_too_much_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POSSIBLE, EventKind.COMPLAINED, POSSIBLE[EventKind.COMPLAINED] | {State.ANSWERED})
    monkeypatch.setitem(POSSIBLE, EventKind.ANSWERED_FULL, POSSIBLE[EventKind.ANSWERED_FULL] | {State.CLOSED})
    assert any(walk(seed).faults for seed in SAMPLE)


def test_a_reminder_without_its_fair_day_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_too_early", lambda *_: None)
    assert any(walk(seed).faults for seed in SAMPLE)


def test_the_table_knows_every_state_that_the_contract_knows() -> None:
    assert set(TABLE) == set(State)


def test_the_second_ledger_counts_as_a_hand_does() -> None:
    told = [("sent", date(2026, 1, 30)), ("acknowledged", date(2026, 2, 2))]
    model = Model.of("gdpr", date(2026, 1, 30), False, told)
    assert model is not None
    assert model.due() == date(2026, 3, 2)  # 31 January and a month is 28 February, a Saturday
    assert model.state(date(2026, 3, 5)) == "acknowledged"
    assert model.state(date(2026, 3, 6)) == "overdue"
    assert Model.of("gdpr", date(2026, 1, 30), False, [("closed", date(2026, 2, 1))]) is None
