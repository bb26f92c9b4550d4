"""A mail is shown as plain text with its head; what was never read says so."""

from datetime import UTC, datetime

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
