"""A mail is shown as plain text with its head; what was never read says so."""

import time
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inboxguard.audit.views import Letter
from inboxguard.facts.message import MessageKey
from inboxguard.ui.sharing.mail import MailDialog
from tests.ui.sharing.sample import nameless, words

LETTER = Letter(
    MessageKey("m1"),
    datetime(2026, 6, 3, 12, tzinfo=UTC),
    "Hello",
    "Sofa",
    "hello@sofa.example",
    "me@post.example",
    "Dear Anna,\n<b>not bold</b>\n\u202ereversed",
)


def test_head_and_text_are_there_as_they_are(qtbot):
    dialog = MailDialog(LETTER)
    qtbot.addWidget(dialog)
    assert "hello@sofa.example" in words(dialog)
    text = dialog.words.toPlainText()
    assert "<b>not bold</b>" in text
    assert "\u202e" not in text
    assert dialog.words.isReadOnly()
    assert nameless(dialog) == []


def test_a_text_that_was_never_read_says_so(qtbot):
    dialog = MailDialog(Letter(LETTER.key, None, "", "", "", "", None))
    qtbot.addWidget(dialog)
    assert "never read" in dialog.words.toPlainText()
    assert "No subject" in words(dialog)


def test_what_is_written_to_deceive_is_shown_as_it_is(qtbot):
    text = "pay\u200bpal \u2066evil\u2069 \u00ad\u115f" + "<img src=x onerror=y>" + "a\u0301" * 50
    dialog = MailDialog(replace(LETTER, text=text, subject="In\u200bvoice\u202e" + "x" * 5000, sender="<b>Bank</b>"))
    qtbot.addWidget(dialog)
    dialog.show()
    shown = dialog.words.toPlainText() + words(dialog)
    assert "\u200b" not in dialog.words.toPlainText()  # in labels it is ours, and marks where a line may break
    for hidden in "\u2066\u2069\u00ad\u115f\u202e":
        assert hidden not in shown
    assert "pay⟨U+200B⟩pal" in shown
    assert "In⟨U+200B⟩voice⟨U+202E⟩" in shown
    assert "<b>Bank</b>" in shown
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    assert dialog.width() < 1400


def test_a_huge_mail_is_cut_and_opens_quickly(qtbot):
    began = time.thread_time()
    dialog = MailDialog(replace(LETTER, text="\u202e" * 3_000_000))
    qtbot.addWidget(dialog)
    assert dialog.words.toPlainText().endswith("…")
    assert time.thread_time() - began < 2
