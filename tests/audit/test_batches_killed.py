"""A small seeded sample of benchmarks/unsubscribing.py: a batch with faulty servers, killed once and resumed."""

from pathlib import Path

from benchmarks.unsubscribing import run


def test_thirty_senders_and_one_kill_ask_nobody_twice_and_forget_nobody(tmp_path: Path) -> None:
    found = run(30, 1, 3, tmp_path)
    assert found.wrong == ()
    assert found.kills == 1
    assert max(found.asked) == 1
    assert sum(found.states.values()) == 30
    assert found.states.keys() <= {"accepted", "refused", "unknown"}
