"""The life of a request: what follows on what, what the calendar adds, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.requests.ledger import Event, EventKind, State, due, possible, record, state
from inboxguard.requests.regimes import Identity, regime
from inboxguard.requests.request import RequestKind
from tests.requests.town import request

ZONE = "Europe/Berlin"
START = datetime(2026, 6, 1, 9, tzinfo=UTC)
ANSWERS = {
    EventKind.ANSWERED_FULL: State.ANSWERED,
    EventKind.ANSWERED_PARTIAL: State.PARTIAL,
    EventKind.REFUSED: State.REFUSED,
    EventKind.NO_DATA: State.NO_DATA,
    EventKind.WRONG_ENTITY: State.WRONG_ENTITY,
}
ENDED = {State.CLOSED, State.WITHDRAWN}


def on(day: float, kind: EventKind | str) -> Event:
    """Return event `kind`, `day` days after the letter was drafted."""
    return Event(EventKind(kind), START + timedelta(days=day))


def stands(now: float, *events: Event, law: str = "gdpr") -> State:
    """Return the state `now` days after the draft."""
    return state(request(law=law), events, START + timedelta(days=now), regime(law), ZONE)


def awaited(*events: Event, law: str = "gdpr") -> date | None:
    """Return the due date."""
    return due(request(law=law), events, regime(law), ZONE)


def tells(events: tuple[Event, ...], event: Event, law: str = "gdpr") -> tuple[Event, ...]:
    """Return the events after `event` was recorded, long after."""
    return record(request(law=law), events, event, START + timedelta(days=999), regime(law), ZONE)


SENT = on(0, "sent")


def test_a_draft_waits_for_the_person() -> None:
    assert stands(400) is State.DRAFTED
    assert awaited() is None


def test_a_letter_sent_is_due_a_month_after_it_arrived_and_overdue_after_the_margin() -> None:
    assert awaited(SENT) == date(2026, 7, 2)
    assert stands(0, SENT) is State.SENT
    assert stands(34, SENT) is State.SENT
    assert stands(35, SENT) is State.OVERDUE


@pytest.mark.parametrize(("event", "expected"), ANSWERS.items())
def test_every_answer_ends_the_waiting(event: EventKind, expected: State) -> None:
    assert stands(400, SENT, on(10, event)) is expected
    assert awaited(SENT, on(10, event)) is None


def test_an_acknowledgement_is_no_answer() -> None:
    assert stands(5, SENT, on(1, "acknowledged")) is State.ACKNOWLEDGED
    assert stands(40, SENT, on(1, "acknowledged")) is State.OVERDUE
    assert awaited(SENT, on(1, "acknowledged")) == date(2026, 7, 2)


def test_a_bounced_letter_waits_for_nothing_and_may_be_sent_elsewhere() -> None:
    bounced = on(0.1, "bounced")
    assert stands(400, SENT, bounced) is State.BOUNCED
    assert awaited(SENT, bounced) is None
    again = (SENT, bounced, on(3, "drafted"), on(10, "sent"))
    assert stands(12, *again) is State.SENT
    assert awaited(*again) == date(2026, 7, 13)


def test_an_extension_announced_in_time_moves_the_date_two_months() -> None:
    extended = (SENT, on(20, "extended"))
    assert stands(40, *extended) is State.EXTENDED
    assert awaited(*extended) == date(2026, 9, 2)
    assert stands(97, *extended) is State.OVERDUE


def test_an_extension_announced_late_or_unknown_to_the_law_moves_nothing() -> None:
    assert stands(40, SENT, on(36, "extended")) is State.OVERDUE
    assert awaited(SENT, on(36, "extended")) == date(2026, 7, 2)
    assert awaited(SENT, on(20, "extended"), law="ch-fadp") == awaited(SENT, law="ch-fadp") == date(2026, 7, 2)


def test_a_second_extension_moves_nothing_more() -> None:
    assert awaited(SENT, on(20, "extended"), on(25, "extended")) == date(2026, 9, 2)


def test_while_identity_is_checked_nobody_is_overdue() -> None:
    asked = on(5, "identity_asked")
    assert stands(400, SENT, asked) is State.IDENTITY_CHECK
    assert awaited(SENT, asked) is None


@pytest.mark.parametrize(
    ("law", "day"),
    [
        ("gdpr", date(2026, 7, 8)),  # stopped from day 5 to the arrival of the proof on day 11
        ("uk-gdpr-pecr", date(2026, 7, 13)),  # starts anew with the proof
        ("us-ca-ccpa", date(2026, 7, 17)),  # verification time counts
    ],
)
def test_the_proof_of_identity_moves_the_date_as_the_law_says(law: str, day: date) -> None:
    proved = (SENT, on(5, "identity_asked"), on(10, "sent"))
    assert awaited(*proved, law=law) == day
    assert stands(12, *proved, law=law) is State.SENT


def test_a_reminder_gives_two_weeks_and_then_the_way_is_open() -> None:
    reminded = (SENT, on(36, "reminded"))
    assert stands(50, *reminded) is State.REMINDED
    assert awaited(*reminded) == date(2026, 7, 21)
    assert stands(51, *reminded) is State.ESCALATABLE
    complained = (*reminded, on(52, "complained"))
    assert stands(60, *complained) is State.COMPLAINED
    assert awaited(*complained) == date(2026, 10, 26)
    assert stands(70, *complained, on(65, "answered_full"), on(66, "closed")) is State.CLOSED


def test_a_partial_answer_may_be_reminded_of_and_completed() -> None:
    partial = (SENT, on(10, "answered_partial"), on(12, "reminded"))
    assert stands(13, *partial) is State.REMINDED
    assert stands(30, *partial, on(20, "answered_full")) is State.ANSWERED


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((on(1, "acknowledged"),), "cannot follow on “drafted”"),
        ((on(1, "closed"),), "withdrawn"),
        ((SENT, on(1, "sent")), "cannot follow on “sent”"),
        ((SENT, on(10, "reminded")), "runs until 2026-07-02"),
        ((SENT, on(10, "complained")), "cannot follow on “sent”"),
        ((SENT, on(36, "reminded"), on(40, "reminded")), "cannot follow on “reminded”"),
        ((SENT, on(36, "reminded"), on(38, "refused"), on(40, "reminded")), "less than 14 days"),
        ((SENT, on(10, "closed"), on(11, "answered_full")), "has ended"),
        ((SENT, on(10, "withdrawn"), on(11, "sent")), "has ended"),
        ((on(-1, "sent"),), "before the letter was drafted"),
    ],
)
def test_what_cannot_have_happened_is_refused_in_a_sentence(events: tuple[Event, ...], words: str) -> None:
    with pytest.raises(Refused, match=r"\A[^\n]+[.]\Z") as refusal:
        record(request(), events[:-1], events[-1], START + timedelta(days=99), regime("gdpr"), ZONE)
    assert words in str(refusal.value)


def test_some_authorities_expect_a_reminder_before_a_complaint() -> None:
    late = (SENT, on(40, "complained"))
    assert stands(41, *late) is State.COMPLAINED
    with pytest.raises(Refused, match="reminder"):
        tells((SENT,), late[1], "uk-gdpr-pecr")
    refused = (SENT, on(9, "refused"))
    assert tells(refused, on(10, "complained"))[-1].kind == "complained"
    with pytest.raises(Refused, match="reminder"):
        tells(refused, on(10, "complained"), "uk-gdpr-pecr")


def test_what_is_recorded_later_takes_its_place_in_time() -> None:
    told = record(
        request(), (SENT, on(10, "answered_full")), on(2, "acknowledged"), on(20, "sent").at, regime("gdpr"), ZONE
    )
    assert [event.kind for event in told] == ["sent", "acknowledged", "answered_full"]
    with pytest.raises(Refused, match="has ended"):
        record(request(), (SENT, on(10, "answered_full")), on(2, "closed"), on(20, "sent").at, regime("gdpr"), ZONE)


def test_what_is_still_to_come_cannot_be_recorded() -> None:
    with pytest.raises(Refused, match="still to come"):
        record(request(), (), on(2, "sent"), on(1, "sent").at, regime("gdpr"), ZONE)


def test_the_person_is_offered_only_what_may_have_happened() -> None:
    def offered(*events: Event, now: float) -> set[str]:
        return {str(kind) for kind in possible(request(), events, START + timedelta(days=now), regime("gdpr"), ZONE)}

    assert offered(now=1) == {"drafted", "sent", "withdrawn"}
    assert "reminded" not in offered(SENT, now=10)
    assert {"answered_full", "bounced", "extended", "identity_asked"} <= offered(SENT, now=10)
    assert {"reminded", "complained"} <= offered(SENT, now=40)
    assert offered(SENT, on(1, "closed"), now=40) == set()


def test_an_opt_out_of_sale_has_its_own_shorter_time() -> None:
    asked = request(RequestKind.OPT_OUT_OF_SALE, "us-ca-ccpa")
    assert due(asked, (SENT,), regime("us-ca-ccpa"), "America/Los_Angeles") == date(2026, 6, 25)


def test_where_the_law_names_no_time_nothing_is_ever_overdue() -> None:
    assert awaited(SENT, law="jp-appi") is None
    assert stands(4_000, SENT, law="jp-appi") is State.SENT


LAWS = st.sampled_from(["gdpr", "uk-gdpr-pecr", "us-ca-ccpa", "us-ia-icdpa", "ch-fadp", "jp-appi"])
STEPS = st.lists(st.tuples(st.integers(0, 20), st.sampled_from(EventKind)), max_size=14)


@given(STEPS, LAWS, st.integers(0, 400))
def test_any_life_is_lived_or_refused_and_never_accuses_early(
    steps: list[tuple[int, EventKind]], law: str, later: int
) -> None:
    """Walk a random life, keeping what is accepted: every state holds its promises."""
    rules, ours = regime(law), request(law=law)
    events: tuple[Event, ...] = ()
    now = START
    for wait, kind in steps:
        now += timedelta(days=wait)
        before = state(ours, events, now, rules, ZONE)
        offered = possible(ours, events, now, rules, ZONE)
        try:
            events = record(ours, events, Event(kind, now), now, rules, ZONE)
        except Refused:
            assert kind not in offered
            continue
        if wait == 0 and kind not in offered:
            break  # it found a place before another event of the same moment
        assert kind in offered
        assert before not in ENDED
        if kind in ANSWERS:
            assert state(ours, events, now, rules, ZONE) is ANSWERS[kind]
    now += timedelta(days=later)
    end, day = state(ours, events, now, rules, ZONE), due(ours, events, rules, ZONE)
    today = now.astimezone(UTC).date()
    if end is State.OVERDUE:
        assert day is not None
        assert today > day + timedelta(days=2)
        sent = max(event.at for event in events if event.kind is EventKind.SENT)
        assert rules.identity is not Identity.RESTARTS or now - sent > timedelta(days=31)
        assert not any(event.kind in ANSWERS and event.at > sent for event in events)
    if end in ENDED or end in ANSWERS.values() or end is State.DRAFTED:
        assert day is None
    assert (end in ENDED) == any(event.kind in (EventKind.CLOSED, EventKind.WITHDRAWN) for event in events)


@given(st.permutations([on(0, "sent"), on(1, "acknowledged"), on(20, "extended"), on(50, "answered_partial")]))
def test_the_order_of_telling_does_not_matter(events: list[Event]) -> None:
    assert stands(60, *events) is State.PARTIAL


def test_what_is_told_twice_changes_nothing() -> None:
    events = (SENT, on(2, "acknowledged"))
    assert tells(events, on(2, "acknowledged")) == events
    assert len(tells(events, on(3, "acknowledged"))) == 3


def test_events_of_one_moment_take_the_order_in_which_they_are_possible() -> None:
    answered = tells(tells((), on(4, "sent")), on(4, "answered_full"))
    told = tells(answered, on(4, "acknowledged"))
    assert len(told) == 3
    assert stands(5, *told) is State.ANSWERED
    assert stands(5, *reversed(told)) is State.ANSWERED
    with pytest.raises(Refused, match="cannot follow"):
        tells((), on(4, "answered_full"))


def test_two_orders_of_one_moment_are_as_they_were_told() -> None:
    asked = (SENT, on(5, "identity_asked"))
    assert stands(7, *asked, on(6, "sent"), on(6, "identity_asked")) is State.IDENTITY_CHECK
    assert stands(7, *asked, on(6, "identity_asked"), on(6, "sent")) is State.SENT


def test_what_would_undo_a_later_record_is_refused_and_says_which() -> None:
    with pytest.raises(Refused, match=r"recorded of 2026-07-11 could then not be"):
        tells((SENT, on(40, "reminded")), on(35, "answered_full"))


def test_what_stands_in_the_ledger_is_read_even_if_it_would_not_be_recorded_today() -> None:
    early = (SENT, on(20, "reminded"))
    assert stands(30, *early) is State.REMINDED
    assert stands(40, *early) is State.ESCALATABLE
    assert stands(50, *early, on(45, "answered_full")) is State.ANSWERED
    assert tells(early, on(45, "answered_full"))[-1].kind == "answered_full"
    unheard = (on(3, "answered_full"), on(4, "sent"))
    assert stands(9, *unheard) is State.SENT
    assert stands(9, on(-5, "sent")) is State.SENT
    assert stands(9, SENT, on(1, "closed"), on(2, "reminded")) is State.CLOSED


def test_a_clock_that_went_back_loses_nothing() -> None:
    ahead = (on(400, "sent"),)
    assert stands(10, *ahead) is State.SENT
    with pytest.raises(Refused, match="could then not be"):
        record(request(), ahead, on(10, "sent"), on(11, "sent").at, regime("gdpr"), ZONE)


def test_many_events_of_one_moment_cost_no_time() -> None:
    crowd = tuple(Event(EventKind.ACKNOWLEDGED, SENT.at, str(number)) for number in range(300))
    assert stands(9, SENT, *crowd) is State.ACKNOWLEDGED
