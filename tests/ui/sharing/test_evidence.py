"""An evidence card quotes as plain text and keeps a mail masked that is set aside."""

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inboxguard.audit.trail_views import Card
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.ui.sharing.evidence import Elided, Evidence
from tests.ui.sharing.sample import press, words

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)


def test_it_shows_title_quote_and_mail(qtbot):
    asked = []
    line = Line(MessageKey("m1"), AT, "Hello to your new street", "Sofa & Sparrow")
    card = Evidence(Card("They know a date", "Your move is on 14 December.", line), asked.append, lambda key: None)
    qtbot.addWidget(card)
    card.resize(600, 200)
    card.show()
    for part in ("They know a date", "Your move is on 14 December.", "Hello to your new street", "3 Jun 2026"):
        assert part in words(card)
    press(card, "Show mail")
    assert asked == ["m1"]


MASKED = Card("They state it", "words about the subject", Line(MessageKey("m1"), AT, None, None, aside=True))


def test_a_mail_set_aside_gives_away_neither_subject_nor_quote(qtbot):
    card = Evidence(MASKED, lambda key: None, lambda key: None)
    qtbot.addWidget(card)
    assert "Set-aside message" in words(card)
    assert "words about the subject" not in words(card)
    assert "Show mail" not in words(card)


def test_a_mail_set_aside_opens_in_two_deliberate_steps(qtbot):
    asked = []
    card = Evidence(MASKED, asked.append, lambda key: Line(key, AT, "The subject", "Sender", aside=True))
    qtbot.addWidget(card)
    card.show()
    press(card, "Show subject")
    assert "The subject" in words(card)
    assert asked == []
    press(card, "Show mail")
    assert asked == ["m1"]


def test_a_subject_that_cannot_be_shown_leaves_the_mask(qtbot):
    card = Evidence(MASKED, lambda key: None, lambda key: None)
    qtbot.addWidget(card)
    card.resize(600, 120)
    card.show()
    press(card, "Show subject")
    assert "Set-aside message" in words(card)


def test_a_quote_is_never_markup(qtbot):
    card = Evidence(
        Card("Title", "<b>bold</b><img src='file:///x'> \u202eabc", None), lambda key: None, lambda key: None
    )
    qtbot.addWidget(card)
    assert "<b>bold</b>" in words(card)
    assert "\u202e" not in words(card)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in card.findChildren(QLabel))


def test_a_long_line_is_cut_and_whole_in_tooltip_and_name(qtbot):
    long = "A very long subject " * 10
    label = Elided(long)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.accessibleName() == long
    assert "<" not in Elided("<b>").toolTip()


def test_the_evidence_of_an_address_shows_the_address(qtbot):
    card = Evidence(
        Card("Given to Lantern only", None, None, address="me+lantern@post.example"), lambda key: None, lambda key: None
    )
    qtbot.addWidget(card)
    assert "To: me+lantern@post.example" in words(card)


def test_evidence_without_a_mail_names_its_document_and_day(qtbot):
    card = Evidence(
        Card("They answered", None, None, document="answer \u202e.pdf", on=date(2026, 6, 3)),
        lambda key: None,
        lambda key: None,
    )
    qtbot.addWidget(card)
    card.resize(600, 120)
    card.show()
    assert "answer ⟨U+202E⟩.pdf” of 3 Jun 2026" in words(card)
    assert "Show mail" not in words(card)


def test_a_document_that_may_not_be_named_has_a_day(qtbot):
    card = Evidence(Card("They answered", None, None, on=date(2026, 6, 3)), lambda key: None, lambda key: None)
    qtbot.addWidget(card)
    card.resize(600, 120)
    card.show()
    assert "Of 3 Jun 2026" in words(card)
