"""What can follow on what: nothing on an end, something on everything else."""

from inboxguard.requests.events import ANSWERS, BECOMES, ENDED, POSSIBLE, EventKind, State


def test_every_event_has_its_place_and_none_follows_on_an_end() -> None:
    assert set(POSSIBLE) == set(EventKind)
    for kind, states in POSSIBLE.items():
        assert states, kind
        assert not states & ENDED, kind


def test_every_other_state_can_be_left_and_every_state_but_those_of_the_calendar_is_led_to() -> None:
    for state in set(State) - ENDED:
        assert [kind for kind in EventKind if state in POSSIBLE[kind] and BECOMES.get(kind) is not state], state
    calendar = {State.OVERDUE, State.ESCALATABLE}
    by_circumstance = {State.ACKNOWLEDGED, State.EXTENDED}
    assert set(BECOMES.values()) == set(State) - calendar - by_circumstance


def test_nobody_is_answered_before_the_letter_was_sent() -> None:
    for kind in (EventKind.ANSWERED_FULL, EventKind.REFUSED, EventKind.REMINDED, EventKind.COMPLAINED):
        assert not POSSIBLE[kind] & {State.DRAFTED, State.BOUNCED}
    assert POSSIBLE[EventKind.ANSWERED_FULL] >= ANSWERS
