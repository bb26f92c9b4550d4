"""One mail opened, with what it is taken for."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.senders.attribution import Kind
from inboxguard.ui.senders.mail import SenderMail
from tests.ui import accessibility


def opened(host: Any, audit: Audit, sender: str) -> tuple[SenderMail, str]:
    key = audit.mail_ids(sender)[0]
    dialog = SenderMail(audit.letter(key), audit.mail_why(key), host)
    return dialog, key


def test_it_says_what_the_mail_is_taken_for_and_why(host: QWidget, sample_audit: Audit) -> None:
    dialog, key = opened(host, sample_audit, "sofasparrow.example")
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Taken for: Marketing" in said
    assert set(sample_audit.mail_why(key).reasons) <= set(said)
    assert sample_audit.mail_why(key).reasons
    accessibility.check(dialog)


def test_the_word_against_it_is_said_once_and_closes_it(host: QWidget, qtbot: Any, sample_audit: Audit) -> None:
    dialog, key = opened(host, sample_audit, "sofasparrow.example")
    dialog.show()
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "This is not marketing")
    with qtbot.waitSignal(dialog.called) as said:
        button.click()
    assert said.args == [key, Kind.TRANSACTIONAL]
    assert not dialog.isVisible()


def test_what_the_person_said_is_called_that(host: QWidget, sample_audit: Audit) -> None:
    key = sample_audit.mail_ids("sofasparrow.example")[0]
    sample_audit.call_message(key, "transactional")
    dialog, _ = opened(host, sample_audit, "sofasparrow.example")
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "You said: Receipt or notice" in said
    assert any(one.text() == "This is marketing" for one in dialog.findChildren(QPushButton))
