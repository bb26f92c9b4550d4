"""A sender gets another name."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.ui.senders.naming import LONGEST, NameDialog
from tests.ui import accessibility


def dialog(host: Any, audit: Audit) -> NameDialog:
    made = NameDialog(audit.sender_rows(audit.sender_ids()[:1])[0], host)
    made.show()
    return made


def test_the_name_of_now_stands_there_to_be_changed(host: QWidget, qtbot: Any, sample_audit: Audit) -> None:
    made = dialog(host, sample_audit)
    assert made.name == sample_audit.sender_rows(sample_audit.sender_ids()[:1])[0].name
    made.field.setText("  The other one ")
    with qtbot.waitSignal(made.accepted):
        next(one for one in made.findChildren(QPushButton) if one.text() == "Rename").click()
    assert made.name == "The other one"


def test_a_name_has_an_end(host: QWidget, sample_audit: Audit) -> None:
    made = dialog(host, sample_audit)
    made.field.setText("x" * 5_000)
    assert len(made.name) == LONGEST
    accessibility.check(made)
