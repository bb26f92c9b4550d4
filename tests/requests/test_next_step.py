"""What can be done next is told as what was seen; nothing is asked of who stopped or still has time."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from inboxguard.requests.ledger import State
from inboxguard.requests.next_step import Act, Letter, Step, next_step, observed
from inboxguard.requests.request import RequestKind
from inboxguard.requests.watch import Grade, OptOut
from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.wording import FORBIDDEN

from .afterwards_mail import advert, adverts, asked, seen

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 8, 1)
IGNORED = seen(adverts(40, 47), 60)
OBJECTION = Letter("r1", RequestKind.OBJECTION, State.SENT)


def step(found: OptOut, *letters: Letter, today: date = TODAY) -> Step:
    made = next_step(found, letters, today, BERLIN)
    for word in ("broke", "violat", "ignor", "illegal", "unlawful", "spam", "warning"):
        assert word not in made.sentence.lower()
    assert not FORBIDDEN.search(made.sentence)
    return made


def test_who_stopped_is_asked_nothing() -> None:
    made = step(seen(adverts(2), 100))
    assert (made.act, made.letter) == (Act.NOTHING, None)
    assert made.sentence == "No more marketing mail came after 3 June 2026."


def test_who_still_has_time_is_waited_for() -> None:
    made = step(seen(adverts(2), 3), today=date(2026, 6, 4))
    assert (made.act, made.letter, made.not_before) == (Act.WAIT, None, date(2026, 7, 3))
    assert made.sentence == "Mail may still come until 2 July 2026."
    quiet = step(seen(adverts(2), 40), today=date(2026, 7, 11))
    assert (quiet.act, quiet.not_before) == (Act.WAIT, date(2026, 8, 2))
    assert step(seen(adverts(40), 45), today=date(2026, 7, 16)).act is Act.WAIT


BEFORE = adverts(-30, -20, -10)
ONE = "One mail came since, on 11 July 2026; it had time until 2 July 2026. Please look at it."
DEED = "may be about something you signed up for, bought or asked for"
NOTHING = "so nothing is said about mail after it."


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (seen([*BEFORE, *adverts(40)], 45), f"{ONE} It is watched further."),
        (
            seen([*BEFORE, advert(40, address="club@shop.example")], 45),
            "Mail came since of which it is not plain that it advertises as before; please look at it.",
        ),
        (
            seen([*BEFORE, advert(20, subject="You are in!"), *adverts(40, 47)], 50),
            f"A mail of 21 June 2026 {DEED}, {NOTHING}",
        ),
        (
            seen([*BEFORE, advert(40), advert(41, subject="You are in!"), advert(47)], 50),
            f"{ONE} A mail of 12 July 2026 {DEED}, {NOTHING}",
        ),
        (
            seen([*BEFORE, advert(20, outgoing=True, role=Role.WROTE), *adverts(40, 47)], 50),
            f"You wrote to them on 21 June 2026, and something new may have begun, {NOTHING}",
        ),
        (
            seen([*BEFORE, advert(20, role=Role.SIGN_UP, kind=Kind.TRANSACTIONAL), *adverts(40, 47)], 50),
            f"You signed up or bought something again on 21 June 2026, {NOTHING}",
        ),
        (seen(BEFORE, 45), "No advert came after the time that it had; it is watched until 31 July 2026."),
    ],
)
def test_what_says_too_little_is_told_with_the_reason_why(found: OptOut, sentence: str) -> None:
    made = step(found, today=date(2026, 7, 22))
    assert (made.act, made.letter) == (Act.WAIT, None)
    assert made.sentence == sentence


def test_who_stopped_before_a_new_footing_stopped_until_then() -> None:
    again = advert(100, role=Role.SIGN_UP, kind=Kind.TRANSACTIONAL)
    made = step(seen([*BEFORE, again, *adverts(110, 120)], 130))
    assert (
        made.sentence
        == "No more marketing mail came after 1 June 2026 until you gave them a new footing on 9 September 2026."
    )


def test_a_missed_time_of_the_provider_is_told_as_the_providers() -> None:
    found = seen(adverts(10, recipient="a@gmail.com"), 12, asked(address="a@gmail.com"))
    assert "The mailbox provider asks for less time" in step(found, today=date(2026, 6, 13)).sentence


def test_mail_that_goes_on_is_told_with_its_days_and_an_objection_can_be_drafted() -> None:
    made = step(IGNORED)
    assert (made.act, made.letter, made.follows) == (Act.OBJECT, RequestKind.OBJECTION, None)
    assert made.sentence == (
        "Mail came on 11 July 2026 and 18 July 2026, after your request to stop of 1 June 2026; it had time until "
        "2 July 2026. A letter that objects to marketing can be drafted."
    )


def test_many_days_are_told_as_a_number() -> None:
    words = observed(seen(adverts(*range(40, 60)), 70), BERLIN)
    assert "11 July 2026, 12 July 2026 and 13 July 2026 and on 17 more days" in words
    assert "the way out answered with an error" in observed(replace(IGNORED, failed=True), BERLIN).lower()
    assert observed(seen((), 3), BERLIN) == "The request was made on 1 June 2026."


def test_after_an_objection_a_reminder_and_then_a_complaint() -> None:
    waiting = replace(OBJECTION, remind_from=TODAY + timedelta(days=5), complain_from=None)
    made = step(IGNORED, waiting)
    assert (made.act, made.letter, made.not_before) == (Act.WAIT, None, TODAY + timedelta(days=5))
    made = step(IGNORED, replace(OBJECTION, remind_from=TODAY))
    assert (made.act, made.letter, made.follows) == (Act.REMIND, RequestKind.REMINDER, "r1")
    late = replace(OBJECTION, state=State.ESCALATABLE, complain_from=TODAY)
    made = step(IGNORED, late)
    assert (made.act, made.letter, made.follows, made.needs_look) == (Act.COMPLAIN, RequestKind.COMPLAINT, "r1", False)
    made = step(IGNORED, replace(late, may_complain=False))
    assert made.needs_look
    assert "please look at the law" in made.sentence
    assert step(IGNORED, replace(OBJECTION, state=State.COMPLAINED)).act is Act.WAIT
    early = replace(late, complain_from=TODAY + timedelta(days=9))
    assert step(IGNORED, early).not_before == TODAY + timedelta(days=9)


def test_no_complaint_on_a_name_alone() -> None:
    weak = replace(IGNORED, grade=Grade.C)
    late = replace(OBJECTION, state=State.ESCALATABLE, complain_from=TODAY, remind_from=TODAY)
    assert step(weak, late).act is Act.REMIND
    assert step(weak, replace(late, remind_from=None)).act is Act.OBJECT


def test_a_draft_that_waits_is_named_before_another_is_made() -> None:
    draft = replace(OBJECTION, id="r2", state=State.DRAFTED)
    assert (step(IGNORED, draft).act, step(IGNORED, draft).follows) == (Act.SEND, "r2")
    reminder = Letter("r3", RequestKind.REMINDER, State.DRAFTED)
    assert step(IGNORED, OBJECTION, reminder).follows == "r3"


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.WRONG_ENTITY])
def test_letters_that_reached_nobody_count_for_nothing(state: State) -> None:
    assert step(IGNORED, replace(OBJECTION, state=state)).act is Act.OBJECT
    assert step(IGNORED, Letter("r4", RequestKind.ACCESS, State.SENT)).act is Act.OBJECT
