"""The last mails of a sender as lines that open."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QMenu

from inboxguard.audit.sender_views import MailRow
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.ui.senders.mails import LineLink, MailLines
from tests.ui import accessibility

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


def lines(qtbot: Any, *rows: MailRow) -> tuple[MailLines, list[Any]]:
    said: list[Any] = []
    made = MailLines(
        rows, TODAY, said.append, lambda key, kind: said.append((key, kind)), lambda key: said.append(("aside", key))
    )
    qtbot.addWidget(made)
    made.show()
    return made, said


def test_a_line_says_what_the_mail_is_and_opens_it(qtbot: Any) -> None:
    made, said = lines(qtbot, MailRow(MessageKey("k"), AT, "Autumn & sale", Kind.MARKETING))
    assert "Marketing" in [label.text() for label in made.findChildren(QLabel)]
    (link,) = made.findChildren(LineLink)
    assert link.accessibleName() == "Open the mail of 3 Nov 2026: Autumn & sale"
    assert link.text().startswith("Autumn &&")
    link.click()
    assert said == ["k"]
    accessibility.check(made)


def test_a_mail_that_is_set_aside_neither_shows_nor_opens(qtbot: Any) -> None:
    made, _ = lines(qtbot, MailRow(MessageKey("k"), AT, None, None))
    assert not made.findChildren(LineLink)
    assert "Set-aside message" in [label.text() for label in made.findChildren(QLabel)]


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing")
@pytest.mark.parametrize(("kind", "says"), [(Kind.MARKETING, Kind.TRANSACTIONAL), (Kind.PERSONAL, Kind.MARKETING)])
def test_the_menu_contradicts_the_kind(qtbot: Any, kind: Kind, says: Kind) -> None:
    made, said = lines(qtbot, MailRow(MessageKey("k"), AT, "Hello", kind))
    link = made.findChild(LineLink)
    link.customContextMenuRequested.emit(QPoint(1, 1))
    menu = made.findChild(QMenu)
    menu.actions()[1].trigger()
    assert said == [("k", says)]
    menu.actions()[2].trigger()
    assert said[1:] == [("aside", "k")]
    menu.close()


def test_a_subject_longer_than_the_pane_is_cut_and_whole_in_the_tooltip(qtbot: Any) -> None:
    subject = "Lamps <b>and</b> chairs\u202e " * 12
    made, _ = lines(qtbot, MailRow(MessageKey("k"), AT, subject, Kind.MARKETING))
    made.resize(300, 60)
    link = made.findChild(LineLink)
    assert link.text().endswith("…")
    assert "<b>" not in link.toolTip()
    assert "\u202e" not in link.toolTip() + link.text() + link.accessibleName()
