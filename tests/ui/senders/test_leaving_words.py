"""Every plan and every result of a batch has its words."""

import pytest

from inboxguard.audit.leaving import Left
from inboxguard.audit.progress import Step
from inboxguard.senders.sender import SenderId
from inboxguard.ui.senders.leaving_words import leaving_words


def left(state: str) -> Left:
    return Left(SenderId(f"{state}.example"), state, state, "Why.")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("click", "One request to h.example"),
        ("draft", "A draft to h.example; you send it"),
        ("link", "You open their page at h.example"),
        ("waits", "One request to h.example, not sent yet"),
        ("held", "Nothing: because"),
        ("refused", "Nothing: because"),
    ],
)
def test_each_plan(kind: str, said: str) -> None:
    assert leaving_words.plan(kind, "h.example", "because") == said


def test_a_plan_of_who_is_set_aside_names_no_host() -> None:
    assert leaving_words.plan("waits", "", "") == "One request, not sent yet"


def test_the_results_are_counted_by_what_came_of_them() -> None:
    lefts = [left(state) for state in ("accepted", "accepted", "refused", "unreached", "unknown", "waiting")]
    said = leaving_words.results(lefts)
    assert said.startswith("2 taken, 1 not taken, 1 not reached, so nothing was asked, 1 without a clear answer.")
    assert "not sent again by itself" in said
    assert said.endswith("Stopped: 1 wait, and nothing was sent to them.")
    assert leaving_words.results([left("accepted")]) == "1 taken."


def test_steps_count_requests() -> None:
    assert leaving_words.step(Step("unsubscribing", 3, 9)) == "Sending requests: 3 of 9 have ended."
    assert leaving_words.step(Step("ways_out", 1, 2)).startswith("Looking for ways out, 50")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_buttons_say_how_many(number: int) -> None:
    for words in (leaving_words.send(number), leaving_words.put(number), leaving_words.save(number)):
        assert "{" not in words
