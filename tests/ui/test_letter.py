"""The letter dialog: it shows everything and sends nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from inboxguard.audit.placing import From, Handed, Sending
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
        self.leaves = From("me+lantern@post.example", Sending.OWN, "")
        self.handed = Handed("mailto:privacy@sofa.example?subject=a%2Bb", "Check the line From.")

    def accounts(self) -> tuple[AccountRow, ...]:
        return (AccountRow("me@post.example", "imap.post.example", 993, "tls", 1, NOW),) * self.count

    def put_in_drafts(self, request: str, password: str | None = None) -> str:
        self.put.append((request, password))
        if self.error is not None and password is None:
            raise self.error
        return "Drafts"

    def sends_from(self, request: str) -> From:
        return self.leaves

    def as_mailto(self, request: str) -> Handed:
        return self.handed

    def save_pdf(self, request: str, path: Path, own: str = "", theirs: str = "") -> None:
        if self.error is not None:
            raise self.error
        path.write_text(f"{own}|{theirs}")

    def save_eml(self, request: str, path: Path) -> None:
        if self.error is not None:
            raise self.error
        path.write_text(f"letter {request}")


def dialog(box: Postbox, qtbot: Any, request: RequestDetail = REQUEST) -> LetterDialog:
    desk = Desk(box, Immediate(box), lambda: NOW)  # type: ignore[arg-type]  # only what the dialog uses
    made = LetterDialog(desk, request)
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


def test_from_which_address_it_has_to_leave_is_said_where_that_is_not_plain(qtbot: Any) -> None:
    box = Postbox()
    assert not dialog(box, qtbot).leaves.isVisible()
    box.leaves = From("me+lantern@post.example", Sending.TAGGED, "Your mail program must know me+lantern@post.example.")
    made = dialog(box, qtbot)
    assert made.leaves.isVisible()
    assert "must know me+lantern@post.example" in made.leaves.text().replace("\u200b", "")


def test_it_opens_in_the_mail_program_as_it_is_written(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toEncoded().data()) or True)
    made = dialog(Postbox(), qtbot)
    made.program.click()
    assert opened == [b"mailto:privacy@sofa.example?subject=a%2Bb"]
    assert made.said.text() == "Check the line From."


def test_where_there_is_no_mail_program_it_says_what_else_can_be_done(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    made = dialog(Postbox(), qtbot)
    made.program.click()
    assert made.said.text() == "No mail program was found. Save the letter as a file, or copy it."


def test_a_letter_that_is_too_long_for_a_mail_program_is_saved_as_a_file(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    box = Postbox()
    box.handed = Handed(None, "The letter is longer than every system hands over.")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail("nothing is to be opened"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "letter.eml"), ""))
    dialog(box, qtbot).program.click()
    assert (tmp_path / "letter.eml").read_text() == "letter 7"


def test_a_complaint_without_an_address_is_copied_printed_or_filed_on_their_page(qtbot: Any) -> None:
    row = replace(ROW, kind="complaint", follows="1")
    made = dialog(
        Postbox(), qtbot, replace(REQUEST, row=row, to="", to_is_guess=False, web_form="https://ico.example/c")
    )
    seen = [one.text() for one in made.findChildren(QPushButton) if one.isVisible()]
    assert seen == ["Open their page (ico.example)", "PDF...", "Copy", "Close"]
    assert made.windowTitle().startswith("Complaint about ")
    assert "it is filed on their page" in " ".join(label.text() for label in made.findChildren(QLabel))


def test_the_mail_that_ends_a_list_is_no_letter_of_the_ledger(qtbot: Any) -> None:
    row = replace(ROW, id="unsubscribe:sofa.example", reference="", kind="unsubscribe")
    made = dialog(Postbox(), qtbot, replace(REQUEST, row=row))
    assert not made.program.isVisible()
    assert not made.paper.isVisible()
    assert made.save.isVisible()


def test_one_that_is_set_aside_is_not_named(qtbot: Any) -> None:
    made = dialog(Postbox(), qtbot, replace(REQUEST, row=replace(ROW, name="")))
    assert made.windowTitle() == "Letter to Set-aside sender"


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
