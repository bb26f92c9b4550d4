"""The box over a timeline says what the ledger says, and is never surer than the law was seen."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inboxguard.audit.views import Moment
from inboxguard.ui.requests.standing import standing
from tests.ui.requests.ledger import TODAY, detail, row

PRESSING = "sue", "violat", "illegal", "unlawful", "guilty", "refuse"


def stands(state, days=None, **changes):
    about = changes.pop("about", "")
    of = replace(row(state=state, days=days), due_is_verified=not about)
    return standing(detail(of, (), about=about, **changes), TODAY)


def test_overdue_tells_how_long_they_had_and_the_day():
    found = stands("overdue", -10)
    assert (found.tone, found.title) == ("red", "Overdue since 14 Nov 2026")
    assert found.words == "They had one month. With a margin for delivery that was 14 Nov 2026."
    assert found.link.startswith("https://eur-lex.europa.eu/")


def test_a_day_that_is_not_certain_is_about_and_says_why():
    found = stands("overdue", -10, about="It was not seen in a source.")
    assert found.title == "Overdue since about 14 Nov 2026"
    assert found.small.startswith("It was not seen in a source. ")


def test_days_of_another_law_and_an_extension_are_told_as_they_are():
    assert stands("overdue", -10, law="us-ca-ccpa").words.startswith("They had 45 days.")
    longer = (Moment(datetime(2026, 10, 20, tzinfo=UTC), "extended"),)
    assert stands("overdue", -10, timeline=longer).words == "They took more time, until 14 Nov 2026."


@pytest.mark.parametrize(
    ("state", "days", "tone", "words"),
    [
        ("sent", 9, "muted", "They have until 3 Dec 2026 to answer."),
        ("sent", -1, "muted", "this is not late yet"),
        ("acknowledged", 9, "muted", "They have until 3 Dec 2026 to answer."),
        ("reminded", 9, "muted", "Your reminder gave them until 3 Dec 2026."),
        ("escalatable", -2, "red", "They did not answer your reminder"),
        ("complained", 9, "muted", "The authority should tell you more by 3 Dec 2026."),
        ("complained", -9, "amber", "The authority should have told you more by 15 Nov 2026."),
        ("bounced", None, "red", "Look up another address of theirs"),
        ("identity_check", None, "amber", "the address itself is often enough"),
        ("sent", None, "muted", "The law names no number of days"),
    ],
)
def test_every_state_in_which_something_is_awaited_has_its_sentence(state, days, tone, words):
    found = stands(state, days)
    assert found.tone == tone
    assert words in found.words
    assert not [one for one in PRESSING if one in found.words.lower()]


@pytest.mark.parametrize("state", ["drafted", "answered", "partial", "refused", "no_data", "closed", "withdrawn"])
def test_where_nothing_is_awaited_there_is_no_box(state):
    assert stands(state) is None


def test_a_wish_that_stands_on_no_law_says_that_nobody_owes_an_answer():
    found = stands("sent", None, law="none", about="No law stands behind this date; it is a wish.")
    assert "nobody owes an answer" in found.words
    assert found.link == ""


def test_a_reminder_that_was_sent_awaits_nothing_of_its_own():
    assert standing(detail(replace(row(state="sent", days=None), follows="1", kind="reminder"), ()), TODAY) is None
