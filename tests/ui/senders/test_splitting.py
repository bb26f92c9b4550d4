"""A part of a sender becomes one of its own."""

from typing import Any

from PySide6.QtWidgets import QRadioButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.correcting import SenderPart
from inboxguard.senders.sender import SenderId
from inboxguard.ui.senders.splitting import MOST, SplitDialog
from tests.ui import accessibility


def made(host: Any, audit: Audit, *parts: SenderPart) -> SplitDialog:
    dialog = SplitDialog(audit.sender_rows((SenderId("hearthheron.example"),))[0], parts, host)
    dialog.show()
    return dialog


def test_what_is_split_off_is_told_before(host: QWidget, sample_audit: Audit) -> None:
    parts = (SenderPart("club.hearthheron.example", "The Club", 6), SenderPart("b.example", "B", 2))
    dialog = made(host, sample_audit, *parts)
    assert not dialog.take.isEnabled()
    assert dialog.by == ""
    dialog.findChildren(QRadioButton)[0].click()
    assert dialog.by == "club.hearthheron.example"
    assert "with 6 mails; 9 stay with Hearth & Heron" in dialog.preview.text()
    assert dialog.take.isEnabled()
    accessibility.check(dialog)


def test_a_sender_of_one_place_has_nothing_to_split(host: QWidget, sample_audit: Audit) -> None:
    dialog = made(host, sample_audit)
    assert not dialog.take.isVisible()
    assert not dialog.findChildren(QRadioButton)


def test_parts_without_end_are_cut(host: QWidget, sample_audit: Audit) -> None:
    parts = [SenderPart(f"a{at}@b.example", "<b>\u202e", 1) for at in range(3_000)]
    dialog = made(host, sample_audit, *parts)
    choices = dialog.findChildren(QRadioButton)
    assert len(choices) == MOST
    assert "\u202e" not in choices[0].text()
