"""A letter on paper: what is typed stands on it, nothing else does, and what fails is said in place."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from inboxguard.errors import Refused
from inboxguard.ui.crash import CrashDialog
from inboxguard.ui.page import Desk
from inboxguard.ui.paper import LONGEST, PaperDialog
from tests.ui import accessibility
from tests.ui.immediate import Immediate
from tests.ui.test_letter import NOW, REQUEST, Postbox


def dialog(box: Postbox, qtbot: Any) -> PaperDialog:
    made = PaperDialog(Desk(box, Immediate(box), lambda: NOW), REQUEST)  # type: ignore[arg-type]  # what it uses
    qtbot.addWidget(made)
    made.show()
    return made


def test_both_addresses_stand_on_the_paper_bounded(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.pdf"), ""))
    made = dialog(Postbox(), qtbot)
    made.own.setPlainText("Anna Vale")
    made.theirs.setPlainText("x" * 2 * LONGEST)
    made.save.click()
    assert (tmp_path / "a.pdf").read_text() == f"Anna Vale|{'x' * LONGEST}"
    assert made.said.text().startswith("Saved.")
    assert made.save.isEnabled()
    accessibility.check(made)


def test_nothing_is_made_where_no_place_was_chosen(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    made = dialog(Postbox(), qtbot)
    made.save.click()
    assert made.said.text() == "What you type here is kept nowhere."


def test_what_is_missing_is_said_and_a_fault_is_reported(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.pdf"), ""))
    made = dialog(Postbox(error=Refused("Install the PDF extra.")), qtbot)
    made.save.click()
    assert made.said.text() == "Install the PDF extra."
    assert made.save.isEnabled()
    faulty = dialog(Postbox(error=KeyError("paper")), qtbot)
    faulty.save.click()
    (report,) = faulty.findChildren(CrashDialog)
    report.close()
