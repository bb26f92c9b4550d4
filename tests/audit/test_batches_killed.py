"""A small seeded sample of benchmarks/unsubscribing.py: a batch with faulty servers, killed twice and resumed."""

from pathlib import Path

from benchmarks.unsubscribing import run


def test_forty_senders_and_two_kills_ask_everybody_once(tmp_path: Path) -> None:
    found = run(40, 2, 3, tmp_path)
    assert found.wrong == ()
    assert found.kills == 2
    assert max(found.asked) == 1
    assert found.asked[1] == 40 - found.broken_off - found.caught
    assert sum(found.states.values()) == 40
    assert found.states.keys() <= {"accepted", "refused", "unknown", "unreached"}
