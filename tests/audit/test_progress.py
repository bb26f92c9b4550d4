"""Work speaks in steps."""

from inboxguard.audit.progress import Step, silent


def test_a_step_without_a_total_is_of_unknown_length() -> None:
    assert Step("counting") == Step("counting", 0, 0, None)


def test_silence_says_nothing() -> None:
    assert silent(Step("reading", 1, 2)) is None
