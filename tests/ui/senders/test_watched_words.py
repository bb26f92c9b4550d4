"""What followed after an opt-out is said as seen, without a verdict."""

import pytest

from inboxguard.audit.watches import WatchedMail
from inboxguard.requests.hits import Because
from inboxguard.requests.next_step import Act
from inboxguard.ui.senders.watched_words import watched_words
from tests.ui.senders.records import mail
from tests.ui.senders.test_watched import view


@pytest.mark.parametrize("because", list(Because))
def test_every_reason_has_a_sentence(because: Because) -> None:
    said = watched_words.because(WatchedMail(mail(), because, False))
    assert said.endswith(".")
    assert ":" in said


def test_a_mail_about_something_that_the_person_did_is_told_apart() -> None:
    assert "only beside others" in watched_words.because(WatchedMail(mail(), Because.COUNTS, True))
    assert "only beside others" not in watched_words.because(WatchedMail(mail(), Because.GRACE, True))


def test_the_lists_that_were_left_are_named_and_few() -> None:
    said = watched_words.about(view(lists=tuple(f"l{at}\u202e.example" for at in range(9))))
    assert "l2⟨U+202E⟩.example" in said
    assert "l3" not in said


@pytest.mark.parametrize("act", list(Act))
def test_waiting_and_nothing_have_no_button(act: Act) -> None:
    assert bool(watched_words.act(act)) == (act not in (Act.WAIT, Act.NOTHING))
