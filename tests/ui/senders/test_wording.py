"""Every kind, correction and outcome has words."""

from datetime import UTC, datetime

import pytest

from inboxguard.audit.batches import Act, Outcome, Planned
from inboxguard.audit.correcting import CorrectionRow
from inboxguard.senders.attribution import Kind
from inboxguard.senders.corrections import What
from inboxguard.senders.sender import SenderId
from inboxguard.ui import marks
from inboxguard.ui.senders.wording import wording

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_word_and_one_against_it(kind: Kind) -> None:
    assert wording.kind(kind)
    words, other = wording.contradiction(kind)
    assert words
    assert (other is Kind.MARKETING) == (kind is not Kind.MARKETING)


@pytest.mark.parametrize("act", list(Act))
def test_every_act_says_what_it_does_to_how_many(act: Act) -> None:
    assert "12" in wording.act_title(act, 12)
    if act is not Act.UNSUBSCRIBE:  # leaving has a window of its own
        assert wording.act_line(act)
        assert wording.act_button(act)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words_and_a_shape(outcome: Outcome) -> None:
    plan = Planned(SenderId("a.example"), "A", outcome, 7, "leave.example", "", "Because\u202e it is.")
    assert wording.outcome(plan)
    assert "\u202e" not in wording.outcome(plan)
    assert wording.mark(plan)[0] in marks.SHAPES


@pytest.mark.parametrize(
    ("what", "detail", "subjects", "said"),
    [
        (What.MERGE, "b.example, c.example", ("a.example",), "one sender with b.example, c.example"),
        (What.SPLIT, "news.a.example", ("a.example",), "news.a.example is a sender of its own"),
        (What.RENAME, "Aunt", ("a.example",), "called Aunt"),
        (What.RENAME, "", ("a.example",), "name of its mails"),
        (What.SENDERS, "not_marketing", ("a.example",), "that it is not marketing"),
        (What.SENDERS, "marketing", ("a.example", "b.example"), "that it is marketing, and one other too"),
        (What.MESSAGE, "transactional", ("key",), "receipt or notice"),
    ],
)
def test_every_correction_is_said(what: What, detail: str, subjects: tuple[str, ...], said: str) -> None:
    assert said in wording.said(CorrectionRow(1, what, detail, NOW, subjects))


def test_a_name_that_turns_is_shown_as_it_is() -> None:
    row = CorrectionRow(1, What.RENAME, "Ba\u202enk", NOW, ("a.example",))
    assert "Ba⟨U+202E⟩nk" in wording.said(row)


def test_who_is_set_aside_is_not_named_by_what_was_corrected() -> None:
    row = CorrectionRow(1, What.MERGE, "cradle.example", NOW, ("shop.example",), aside=True)
    assert wording.said(row) == "something about whom you set aside"
