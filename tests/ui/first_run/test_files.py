"""Opening mail files: what is there is offered, and nothing is read before it is chosen."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from inboxguard.audit.audit import Audit
from inboxguard.audit.ways_in import MailProgram
from inboxguard.ui.choices import Choice
from inboxguard.ui.first_run.files import Files
from inboxguard.ui.page import Desk
from tests.ui import accessibility


@pytest.fixture
def files(empty_desk: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setattr(Audit, "mail_programs", lambda self: ())
    made = Files(empty_desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.begin()
    made.show()
    return made


def texts(files: Files) -> str:
    return "\n".join(label.text() for label in files.findChildren(QLabel))


def test_it_says_what_can_be_opened(files: Files) -> None:
    for word in ("Takeout", ".zip", ".tgz", "mbox", "Maildir", ".eml", "Thunderbird"):
        assert word in texts(files)
    assert not files.programs.isVisible()
    accessibility.check(files)


def test_a_mail_program_of_this_computer_is_offered_and_read_on_a_click(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    profile = MailProgram("Betterbird", "Ho\u202eme", tmp_path / "a1.default")
    monkeypatch.setattr(Audit, "mail_programs", lambda self: (profile,))
    chosen: list[list[Path]] = []
    files.chosen.connect(chosen.append)
    files.begin()
    assert chosen == []
    (offer,) = files.programs.findChildren(Choice)
    assert "Betterbird" in offer.accessibleName()
    assert "\u202e" not in texts(files)
    offer.click()
    assert chosen == [[profile.path]]
    accessibility.check(files)


def test_all_parts_of_an_archive_are_chosen_at_once(files: Files, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    asked: list[str] = []

    def dialog(parent: Any, title: str, where: str, kinds: str) -> tuple[list[str], str]:
        asked.append(kinds)
        return ["takeout-1.zip", "takeout-2.zip"], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", dialog)
    with qtbot.waitSignal(files.chosen) as chosen:
        files.files_button.click()
    assert chosen.args == [[Path("takeout-1.zip"), Path("takeout-2.zip")]]
    assert "*.zip" in asked[0]
    assert "*.tgz" in asked[0]
    assert asked[0].startswith("All files")


def test_choosing_nothing_chooses_nothing(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[object] = []
    files.chosen.connect(chosen.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: "")
    files.choose_files()
    files.choose_folder()
    assert chosen == []


def test_a_folder_can_be_chosen(files: Files, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: "/mail/archive")
    with qtbot.waitSignal(files.chosen) as chosen:
        files.folder_button.click()
    assert chosen.args == [[Path("/mail/archive")]]
