"""A letter is offered once: what was drafted, sent or answered is said to be, with the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from inboxguard.audit.views import RequestRow
from inboxguard.requests.regimes import Period, Unit
from inboxguard.ui.sharing.settling import Settling, Stand, newest, stand
from tests.ui.sharing.rows import trail_row
from tests.ui.sharing.sample import press, words
from tests.ui.sharing.test_detail import TRAIL

TODAY = date(2026, 6, 12)
DRAFTED = RequestRow(
    "r1",
    "IG-1",
    "sofa.example",
    "Sofa & Sparrow",
    "where_from",
    "drafted",
    None,
    True,
    None,
    datetime(2026, 6, 3, 9, tzinfo=UTC),
    None,
    None,
)
SENT = replace(DRAFTED, state="sent", sent=datetime(2026, 6, 4, 9, tzinfo=UTC), due=date(2026, 7, 4), days=22)


@pytest.fixture
def made(qtbot):
    def make(*requests, **changes):
        widget = Settling(replace(TRAIL, **changes), requests, TODAY)
        qtbot.addWidget(widget)
        widget.resize(400, 200)
        widget.show()
        return widget

    return make


def test_without_letters_both_are_offered_and_one_is_primary(made):
    widget = made()
    assert words(widget).count("Draft letter...") == 2
    assert "a draft to read; you send it yourself" in words(widget)
    assert [one.property("kind") for one in _buttons(widget)].count("primary") == 1


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(1, Unit.CALENDAR_MONTH), "answer due within a month"),
        (Period(2, Unit.CALENDAR_MONTH), "answer due within 2 months"),
        (Period(45, Unit.CALENDAR_DAY), "answer due within 45 days"),
        (Period(20, Unit.BUSINESS_DAY), "answer due within 20 working days"),
        (Period(72, Unit.HOUR), "a draft to read; you send it yourself"),
    ],
)
def test_the_law_says_when_an_answer_is_due(made, period, said):
    assert said in words(made(answer_within=period))


def test_what_is_drafted_is_opened_not_written_again(made, qtbot):
    widget = made(DRAFTED)
    assert "drafted 3 Jun, waiting for you to send it" in words(widget)
    assert words(widget).count("Draft letter...") == 1
    with qtbot.waitSignal(widget.again_wanted) as said:
        press(widget, "Open draft...")
    assert said.args == ["r1"]


def test_what_is_sent_says_when_and_until_when(made, qtbot):
    widget = made(SENT)
    assert "sent 4 Jun" in words(widget)
    assert "Due in 22 days" in words(widget)
    with qtbot.waitSignal(widget.answer_wanted) as said:
        press(widget, "They answered...")
    assert said.args == ["where_from", "sofa.example", "r1"]
    with qtbot.waitSignal(widget.request_wanted):
        press(widget, "See the request")


def test_what_is_overdue_says_so_in_words(made):
    widget = made(replace(SENT, state="overdue", due=date(2026, 6, 10), days=-2))
    assert "Overdue since 10 Jun" in words(widget)


def test_what_is_answered_is_seen_and_not_asked_again(made):
    widget = made(replace(SENT, state="answered", settled=datetime(2026, 6, 9, tzinfo=UTC)))
    assert "See the request" in words(widget)
    assert words(widget).count("They answered...") == 1
    assert words(widget).count("Draft letter...") == 1


@pytest.mark.parametrize("state", ["closed", "withdrawn", "bounced", "wrong_entity"])
def test_what_is_over_may_be_written_anew(made, state):
    assert stand(replace(SENT, state=state)) is Stand.OPEN
    assert words(made(replace(SENT, state=state))).count("Draft letter...") == 2


def test_letters_to_others_or_of_another_kind_do_not_count(made):
    others = (replace(DRAFTED, organisation="other.example"), replace(DRAFTED, kind="erasure"))
    assert words(made(*others)).count("Draft letter...") == 2


def test_the_newest_that_is_not_over_counts():
    later = replace(DRAFTED, id="r2", state="withdrawn", created=DRAFTED.created + timedelta(days=2))
    assert newest((DRAFTED, later), "where_from", "sofa.example") is DRAFTED
    assert newest((later,), "where_from", "sofa.example") is later
    assert newest((), "where_from", "sofa.example") is None


def test_masked_names_stay_masked_in_words_and_names(made):
    row = replace(trail_row("sofa.example", name=None), source_name="a set-aside sender", source_masked=True)
    widget = made(SENT, row=row)
    said = words(widget) + " ".join(one.accessibleName() for one in _buttons(widget))
    assert "Sofa" not in said
    assert "Lantern" not in said
    assert "Ask this sender where they got it" in said
    assert "Ask the source to whom they gave it" in said


def _buttons(widget):
    return widget.findChildren(QPushButton)
