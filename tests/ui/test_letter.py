"""The letter dialog: it shows everything and sends nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from inboxguard.audit.views import AccountRow, RequestDetail, RequestRow
from inboxguard.errors import KeyringMissing, NoFolder, PasswordMissing
from inboxguard.ui.crash import CrashDialog
from inboxguard.ui.letter import LetterDialog, show_letter
from inboxguard.ui.page import Desk
from tests.ui import accessibility
from tests.ui.immediate import Immediate

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
ROW = RequestRow(
    "7", "2026-K7Q2M4A", "sofa.example", "Sofa <b>& Sparrow</b>", "where_from", "drafted",
    None, True, None, NOW, None, None,
)  # fmt: skip
REQUEST = RequestDetail(
    ROW, "gdpr", "Article 15 GDPR", "en", "privacy@sofa.example", True, "me+lantern@post.example",
    "Where did you get my address?", "Dear Sir or Madam,\n\nplease tell me.", (), ("sent",),
)  # fmt: skip


class Postbox:
    """The part of the Audit that takes letters away."""

    def __init__(self, accounts: int = 1, error: Exception | None = None) -> None:
        self.count = accounts
        self.error = error
        self.put: list[tuple[str, str | None]] = []

    def accounts(self) -> tuple[AccountRow, ...]:
        return (AccountRow("me@post.example", "imap.post.example", 993, "tls", 1, NOW),) * self.count

    def put_in_drafts(self, request: str, password: str | None = None) -> str:
        self.put.append((request, password))
        if self.error is not None and password is None:
            raise self.error
        return "Drafts"

    def save_eml(self, request: str, path: Path) -> None:
        if self.error is not None:
            raise self.error
        path.write_text(f"letter {request}")


def dialog(box: Postbox, qtbot: Any) -> LetterDialog:
    desk = Desk(box, Immediate(box), lambda: NOW)  # type: ignore[arg-type]  # only what the dialog uses
    made = LetterDialog(desk, REQUEST)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_shows_to_whom_from_where_what_and_by_which_law(qtbot: Any) -> None:
    made = dialog(Postbox(), qtbot)
    shown = " ".join(label.text() for label in made.findChildren(QLabel))
    for words in ("privacy@sofa.example", "me+lantern@post.example", "Article 15 GDPR", "2026-K7Q2M4A", "guess"):
        assert words in shown
    assert made.letter.toPlainText() == REQUEST.body
    assert made.letter.isReadOnly()
    accessibility.check(made)


def test_put_in_drafts_says_where_it_lies(qtbot: Any) -> None:
    box = Postbox()
    made = dialog(box, qtbot)
    made.drafts.click()
    assert box.put == [("7", None)]
    assert "folder Drafts" in made.said.text()


def test_without_a_mailbox_there_is_no_drafts_button(qtbot: Any) -> None:
    assert not dialog(Postbox(accounts=0), qtbot).drafts.isVisible()


@pytest.mark.parametrize(
    "error", [KeyringMissing("There is no keyring."), PasswordMissing("It is not in the keyring.")]
)
def test_where_no_keyring_has_the_password_it_is_asked_for_once(qtbot: Any, error: Exception) -> None:
    box = Postbox(error=error)
    made = dialog(box, qtbot)
    made.drafts.click()
    assert made.password.isVisible()
    assert made.drafts.isEnabled()
    made.password.setText("secret")
    made.drafts.click()
    assert box.put[-1] == ("7", "secret")
    assert made.password.text() == ""


def test_a_missing_drafts_folder_is_said_in_place(qtbot: Any) -> None:
    made = dialog(Postbox(error=NoFolder("The mailbox has no Drafts folder. Save the letter as a file.")), qtbot)
    made.drafts.click()
    assert made.said.text().startswith("The mailbox has no Drafts folder.")
    assert not made.password.isVisible()


def test_saving_writes_the_chosen_file(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "letter.eml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(target), ""))
    made = dialog(Postbox(), qtbot)
    made.save.click()
    assert target.read_text() == "letter 7"
    assert made.said.text().startswith("Saved.")


def test_saving_that_fails_or_is_given_up(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = dialog(Postbox(error=NoFolder("There is no such folder.")), qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: ("", ""))
    made.save.click()
    assert "Nothing is sent" in made.said.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "x.eml"), ""))
    made.save.click()
    assert made.said.text() == "There is no such folder."


def test_copying_takes_subject_and_letter(qtbot: Any) -> None:
    dialog(Postbox(), qtbot).copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Where did you get my address?\n\nDear Sir")


def test_a_shown_letter_is_modal_and_goes_away(qtbot: Any) -> None:
    box = Postbox()
    made = show_letter(Desk(box, Immediate(box), lambda: NOW), REQUEST)  # type: ignore[arg-type]  # as above
    assert made.isModal()
    made.close()


def test_a_fault_of_the_program_is_reported_and_never_shown_as_advice(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "letter.eml"), ""))
    for press in ("drafts", "save"):
        made = dialog(Postbox(error=KeyError("folder")), qtbot)
        getattr(made, press).click()
        assert made.said.text() == ""
        assert made.drafts.isEnabled()
        (report,) = made.findChildren(CrashDialog)
        assert "KeyError" in report.report.toPlainText()
        report.close()
