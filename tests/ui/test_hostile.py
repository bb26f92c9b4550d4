"""Names and subjects come from attackers: in no page do they hide, turn or become markup."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLabel, QPlainTextEdit, QTextBrowser, QTextEdit, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Act
from inboxguard.ui.fold import Fold
from inboxguard.ui.page import Desk
from inboxguard.ui.places import PLACES
from inboxguard.ui.window import Window
from tests.ui import accessibility
from tests.ui.conftest import now
from tests.ui.immediate import Immediate

NAME = "Ba\u202enk\u200b <img src='file:///etc/hostname'> & <b>Sons</b>"
SUBJECT = "\u2066Offer\u202e <table>" + "<table>" * 40 + "x" * 3000
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\x00"


def mail(number: int) -> bytes:
    message = EmailMessage()
    message["From"] = f'"{NAME.replace(chr(34), "")}" <news@turned.example>'
    message["To"] = message["Delivered-To"] = "anna@post.example"
    message["Subject"] = SUBJECT
    message["Date"] = f"Mon, {number:02d} Nov 2026 10:00:00 +0000"
    message["Message-ID"] = f"<{number}@turned.example>"
    message["List-Unsubscribe"] = "<https://turned.example/leave?<script>>, <mailto:leave@turned.example>"
    message["List-Id"] = f"{NAME[:20]} <news.turned.example>"
    message.set_content(f"Hello\u202e {NAME}\nUnsubscribe here\n" * 5)
    return message.as_bytes()


@pytest.fixture
def window(tmp_path: Path, qtbot: Any) -> Iterator[Window]:
    box = tmp_path / "hostile.mbox"
    box.write_bytes(b"".join(b"From x Mon Nov 02 10:00:00 2026\n" + mail(day) + b"\n\n" for day in range(2, 9)))
    with Audit.open(tmp_path / "home", now) as audit:
        audit.import_files([box], me=["anna@post.example"])
        made = Window(Desk(audit, Immediate(audit), now))  # type: ignore[arg-type]  # a double of Jobs
        qtbot.addWidget(made)
        made.show()
        yield made


def words_of(widget: QWidget) -> Iterator[str]:
    for one in widget.findChildren(QWidget):
        yield one.toolTip()
        yield one.accessibleName()
        yield one.accessibleDescription()
        if isinstance(one, QLabel):
            yield one.text()
        if isinstance(one, QPlainTextEdit | QTextEdit):
            yield one.toPlainText()
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from cells(one.model())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.index(row, column).data(role) or "")


def tips_of(widget: QWidget) -> Iterator[str]:
    """Tooltips are the one place where Qt guesses whether a text is markup."""
    for one in widget.findChildren(QWidget):
        yield one.toolTip()
        if isinstance(one, QAbstractItemView) and (model := one.model()) is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_no_page_lets_them_hide_or_turn(window: Window, key: str) -> None:
    window.open_page(key)
    if key == "senders":
        senders: Any = window.pages[key]
        assert senders.model.rowCount() >= 1
        senders.table.selectRow(0)
        for fold in senders.pane.findChildren(Fold):
            fold.link.click()
    for words in words_of(window):
        assert not any(char in words for char in TURNING), words
    for tip in tips_of(window):
        assert "<img" not in tip, tip
        assert "<table" not in tip, tip
    accessibility.check(window)
    assert not window.grab().isNull()


def test_the_sender_is_shown_as_the_text_it_is(window: Window) -> None:
    window.open_page("senders")
    senders: Any = window.pages["senders"]
    senders.table.selectRow(0)
    assert any("<img src='file:///etc/hostname'>" in label.text() for label in senders.pane.findChildren(QLabel))


def test_no_dialog_of_the_senders_lets_them_hide_or_turn(window: Window) -> None:
    window.open_page("senders")
    senders: Any = window.pages["senders"]
    one = senders.model.ids[0]
    for ask in (
        lambda: senders.acts.mail(window.desk.audit.mail_ids(one)[0]),
        lambda: senders.acts.all_mails(one),
        lambda: senders.acts.merge((one,)),
        lambda: senders.acts.split(one),
        lambda: senders.acts.rename(one),
        lambda: senders.acts.batch(Act.UNSUBSCRIBE, (one, one)),
        lambda: senders.acts.batch(Act.NOT_MARKETING, (one, one)),
    ):
        ask()
        dialog = next(made for made in reversed(senders.findChildren(QDialog)) if made.isVisible())
        for words in (dialog.windowTitle(), *words_of(dialog)):
            assert not any(char in words for char in TURNING), words
        assert not [tip for tip in tips_of(dialog) if "<img" in tip or "<table" in tip]
        accessibility.check(dialog)
        dialog.close()
    senders.acts.keep((one,))
    assert not any(char in words for words in words_of(senders.undo) for char in TURNING)


def test_no_view_of_rich_text_stands_open_to_mail(window: Window) -> None:
    for place in PLACES:
        window.open_page(place.key)
        for view in window.pages[place.key].findChildren(QTextEdit):
            # The report's preview is our own page; it must not fetch or follow anything.
            assert isinstance(view, QTextBrowser)
            assert not view.openLinks()
