"""What is asked for when a link is opened: at once, or beside the window where much mail is to be read."""

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.asked import AT_ONCE, Asked

SOFAS = SenderId("sofasparrow.example")


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in (widget, *widget.findChildren(QLabel)) if isinstance(label, QLabel)]


def label(answer: Any) -> QLabel:
    return QLabel(type(answer).__name__)


def test_little_mail_is_read_at_once(qtbot: Any, sample_desk: Desk) -> None:
    asked = Asked(sample_desk)
    for made, kind in (
        (asked.why(SOFAS, AT_ONCE, label), "Why"),
        (asked.register(SOFAS, AT_ONCE, label), "tuple"),
        (asked.relation(SOFAS, AT_ONCE, label), "RelationView"),
    ):
        qtbot.addWidget(made)
        assert words(made) == [kind]
    assert not sample_desk.jobs.ran  # type: ignore[attr-defined]  # the double


def test_much_mail_is_read_beside_the_window(qtbot: Any, sample_desk: Desk) -> None:
    made = Asked(sample_desk).relation(SOFAS, AT_ONCE + 1, label)
    qtbot.addWidget(made)
    qtbot.wait(1)
    assert words(made) == ["RelationView"]
    assert sample_desk.jobs.ran == ["Reading mail of one sender"]  # type: ignore[attr-defined]  # the double


def test_a_failure_leaves_nothing_and_is_said_where_failures_are(
    qtbot: Any, sample_desk: Desk, sample_audit: Audit
) -> None:
    with qtbot.waitSignal(sample_desk.jobs.failed) as failed:
        made = Asked(sample_desk).why(SenderId("nobody.example"), AT_ONCE + 1, label)
    qtbot.addWidget(made)
    qtbot.wait(1)
    assert isinstance(failed.args[1], Refused)
    assert words(made) == []


def test_what_was_bought_once_is_read_from_the_mails_themselves(qtbot: Any, sample_desk: Desk) -> None:
    made = Asked(sample_desk).repeated(SOFAS, 1, label)
    qtbot.addWidget(made)
    assert words(made) == ["tuple"]
