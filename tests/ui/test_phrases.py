"""Words for codes, and text of others made harmless."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard import errors
from inboxguard.audit.progress import Step
from inboxguard.audit.views import Chip, RequestRow, SenderRow
from inboxguard.requests.request import Excuse
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import marks, phrases, style

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
ABOUT = (("sent", 2), ("sent", -1), ("overdue", -10), ("complained", -1))


def sender(basis: Basis, opt_out: str | None = None) -> SenderRow:
    return SenderRow(SenderId("a.example"), "A", 3, (0,) * 12, (False,) * 12, NOW, basis, opt_out)


def request(state: str, days: int | None = None, due: date | None = None) -> RequestRow:
    return RequestRow("1", "R", "a.example", "A", "access", state, due, True, days, NOW, NOW, NOW)


@pytest.mark.parametrize(
    "hostile", ["\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\x00", "\x1b", "\u2028", "\u3164", "\U000e0041"]
)
def test_a_name_that_hides_or_turns_something_shows_it(hostile: str) -> None:
    assert phrases.shown(f"Ba{hostile}nk") == f"Ba⟨U+{ord(hostile):04X}⟩nk"


@given(st.text(max_size=600))
def test_shown_text_is_one_bounded_line_without_invisible_characters(text: str) -> None:
    line = phrases.shown(text)
    assert len(line) <= phrases.LONGEST + 1
    assert not any(char in line for char in "\n\r\t\u202e\u200f\u200b\u2028\x00")
    assert phrases.shown(line) == line or len(line) >= phrases.LONGEST


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("Hearth & Heron", "Bäckerei Größe", "日本の店", "Ümit's Çiçek", "<b>bold</b>"):
        assert phrases.shown(name) == name


def test_a_long_name_is_cut_with_a_sign() -> None:
    assert phrases.shown("a" * 900, 20) == "a" * 20 + "…"
    assert phrases.shown(None) == phrases.shown("") == ""


def test_a_letter_keeps_its_lines() -> None:
    assert phrases.shown_text("one\r\ntwo\u202e\rthree") == "one\ntwo⟨U+202E⟩\nthree"
    assert phrases.shown_text("abcdef", 3) == "abc\n…"


def test_a_tooltip_is_never_markup() -> None:
    assert phrases.tooltip("<img src='file:///x'>") == "&lt;img src=&#x27;file:///x&#x27;&gt;"


def test_a_word_without_end_can_be_broken() -> None:
    assert max(len(part) for part in phrases.breakable("x" * 500).split("\u200b")) <= 48
    assert phrases.breakable("short words stay") == "short words stay"


@pytest.mark.parametrize("basis", list(Basis))
def test_every_footing_has_a_word_a_sentence_and_a_shape(basis: Basis) -> None:
    shape, tone, word = phrases.consent_mark(sender(basis))
    assert word == phrases.basis(basis)
    assert shape in marks.SHAPES
    assert tone in style.hexes("light")
    assert phrases.footing(sender(basis), 41280).endswith(".")


def test_words_and_shapes_of_consent_are_those_of_the_tokens() -> None:
    for basis in Basis:
        token = style.tokens()["consent"][basis.value]
        assert phrases.consent_mark(sender(basis)) == (token["shape"], token["tone"], token["word"])


def test_who_does_not_market_needs_no_footing() -> None:
    bank = replace(sender(Basis.NONE_FOUND), markets=False)
    assert phrases.consent_mark(bank) == ("ring", "muted", "No marketing")
    assert phrases.consent_mark(replace(bank, basis=Basis.PURCHASE))[2] == "Purchase"


def test_where_it_is_not_proven_who_wrote_no_sign_up_is_missed() -> None:
    claimed = replace(sender(Basis.NONE_FOUND), unproven=True)
    assert phrases.consent_mark(claimed) == ("ring", "muted", "Unproven sender")
    assert "No sign-up" not in phrases.footing(claimed, 41280)
    assert phrases.basis_of(replace(claimed, basis=Basis.CONFIRMED)) == "Confirmed"


def test_an_ignored_opt_out_comes_before_the_footing() -> None:
    assert phrases.consent_mark(sender(Basis.PURCHASE, "not_honoured")) == ("triangle", "amber", "Opt-out ignored")
    assert phrases.consent_mark(sender(Basis.PURCHASE, "watching"))[2] == "Purchase"


def test_none_found_says_how_much_was_searched() -> None:
    assert "41,280 mails" in phrases.footing(sender(Basis.NONE_FOUND), 41280)


def test_every_chip_level_and_relation_has_words() -> None:
    assert phrases.chip(Chip.ALL, 4) == "All 4"
    assert all("4" in phrases.chip(chip, 4) for chip in Chip)
    assert len({phrases.level(level) for level in Level}) == len(Level)
    assert all(phrases.relation(relation) for relation in Relation)
    assert all(phrases.relation_family(relation) in style.tokens()["relation"]["light"] for relation in Relation)


@pytest.mark.parametrize(
    ("state", "days", "due", "mark"),
    [
        ("drafted", None, None, ("sheet", "muted", "Draft, not sent")),
        ("sent", 9, date(2026, 12, 3), ("clock", "muted", "Due in 9 days")),
        ("sent", 1, date(2026, 11, 25), ("clock", "muted", "Due tomorrow")),
        ("acknowledged", 0, date(2026, 11, 24), ("clock", "muted", "Due today")),
        ("overdue", -10, date(2026, 11, 14), ("triangle", "red", "Overdue since 14 Nov")),
        ("overdue", -400, date(2025, 10, 20), ("triangle", "red", "Overdue since 20 Oct 2025")),
        ("sent", -1, date(2026, 11, 23), ("clock", "muted", "Was due 23 Nov")),
        ("escalatable", -1, date(2026, 11, 23), ("triangle", "red", "You can complain now")),
        ("complained", -1, date(2026, 11, 23), ("triangle", "amber", "News was due 23 Nov")),
        ("answered", None, None, ("disc", "accent", "Answered today")),
        ("refused", None, None, ("disc", "muted", "Refused today")),
        ("bounced", None, None, ("triangle", "red", "Could not be delivered")),
        ("identity_check", 4, date(2026, 11, 28), ("triangle", "amber", "They ask who you are")),
        ("complained", None, None, ("clock", "muted", "Complaint made")),
        ("closed", None, None, ("disc with a tick", "accent", "Closed")),
    ],
)
def test_the_state_of_a_request_is_shape_tone_and_word(
    state: str, days: int | None, due: date | None, mark: tuple[str, str, str]
) -> None:
    assert phrases.request_mark(request(state, days, due), NOW.date()) == mark


def test_a_day_that_is_not_certain_is_called_about() -> None:
    about = [
        replace(request(state, days, NOW.date() + timedelta(days)), due_is_verified=False) for state, days in ABOUT
    ]
    assert [phrases.request_mark(one, NOW.date())[2] for one in about] == [
        "Due about 26 Nov", "Was due about 23 Nov", "Overdue since about 14 Nov", "News was due about 23 Nov",
    ]  # fmt: skip


def test_what_ended_says_so_and_no_more_than_the_mailbox_shows() -> None:
    closed = request("closed", None, None)
    assert phrases.request_mark(closed, NOW.date(), honoured=True)[2] == "Closed, honoured"
    assert phrases.request_mark(closed, NOW.date())[2] == "Closed"
    assert phrases.request_mark(replace(closed, state="withdrawn"), NOW.date(), honoured=True)[2] == "Withdrawn"
    reminder = replace(request("sent", None, None), follows="1")
    assert phrases.request_mark(reminder, NOW.date()) == ("disc", "accent", "Sent")


def test_every_excuse_has_words() -> None:
    assert all(phrases.excuse(one) != one for one in ("", *Excuse))


def test_requests_speak_of_what_happened() -> None:
    assert phrases.request_kind("where_from") == "Where from"
    assert phrases.request_state("overdue") == "Overdue"
    assert phrases.request_event("identity_asked") == "They asked who you are"
    assert phrases.route("mailto") == "A mail to their address"


def test_a_timeline_has_a_title_and_a_second_line() -> None:
    assert phrases.moment("first_marketing") == "First marketing mail"
    assert phrases.moment_detail("first_marketing", "me@post.example") == "to me@post.example"
    assert phrases.moment_detail("opt_out_honoured", "0") == ""
    assert phrases.moment_detail("drafted", "to {x}") == "to {x}"
    assert phrases.moment_detail("signed_up", "") == ""


def test_an_unknown_code_is_shown_and_never_raises() -> None:
    for worded in (phrases.request_kind, phrases.request_state, phrases.request_event, phrases.moment, phrases.route):
        assert worded("new\u202ecode") == "new⟨U+202E⟩code"


def test_work_says_what_it_does_and_how_far() -> None:
    assert phrases.step(Step("opening", 62, 100)) == "Reading mail, 62\N{NO-BREAK SPACE}%"
    assert phrases.step(Step("listing")) == "Looking for new mail"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("opening", 62, 100), "62 of 100 mails"),
        (Step("reading", 0, 9), "0 of 9 mails"),
        (Step("importing", 1_200_000, 3_400_000_000), "1.2 MB of 3.4 GB"),
        (Step("listing"), ""),
        (Step("reading", 0, 0), ""),
        (Step("waiting", seconds_left=4), ""),
    ],
)
def test_work_says_how_much_of_how_much(step: Step, words: str) -> None:
    assert phrases.amount(step) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("opening", 1, 2), ""),
        (Step("opening", 1, 2, 240), "about 4 minutes left"),
        (Step("reading", 1, 2, 240), "about 4 minutes left for this step"),
        (Step("waiting", seconds_left=40), "goes on in 40 seconds"),
    ],
)
def test_work_says_how_long_still(step: Step, words: str) -> None:
    assert phrases.time_left(step) == words


@pytest.mark.parametrize(
    "code",
    [
        "connecting",
        "browser",
        "listing",
        "reading",
        "opening",
        "waiting",
        "analysing",
        "summing_up",
        "tracing",
        "counting",
        "importing",
    ],
)
def test_every_code_of_work_has_words(code: str) -> None:
    assert phrases.step(Step(code)) not in ("", code)


def test_every_error_has_a_title_of_its_kind_or_its_parent() -> None:
    assert phrases.error_title(errors.WrongPassword("x")) == "The password was refused"
    assert phrases.error_title(errors.Cancelled("x")) == phrases.error_title(errors.InboxGuardError("x"))
    assert phrases.error_title(ValueError("x")) == "This did not work"


def test_the_months_are_said_for_who_cannot_see_them() -> None:
    assert phrases.sparkline((0,) * 6 + (1, 2, 3, 4, 5, 6)) == "12 months: rising, last month 6"
    assert phrases.sparkline((6,) * 6 + (0,) * 6) == "12 months: falling, last month 0"
    assert phrases.sparkline((3,) * 12) == "12 months: steady, last month 3"


def test_what_is_set_aside_says_nothing_about_itself() -> None:
    assert phrases.set_aside_message() == "Set-aside message"
    assert phrases.set_aside_sender() == "Set-aside sender"
