"""Acts on several senders: told before, done after, and nothing is ever sent."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Act, Outcome
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.batch import BatchDialog
from tests.ui import accessibility

FLOWERS = SenderId("ninthcorner.example")


def made(host: Any, desk: Desk, act: Act, *ids: SenderId) -> BatchDialog:
    dialog = BatchDialog(desk, act, ids or desk.audit.sender_ids(), host)
    dialog.show()
    return dialog


def row_of(dialog: BatchDialog, outcome: Outcome) -> int:
    return next(at for at in range(dialog.model.rowCount()) if dialog.model.row(at).outcome is outcome)


@pytest.mark.parametrize("act", list(Act))
def test_every_sender_is_listed_and_nothing_has_happened(host: QWidget, sample_desk: Desk, act: Act) -> None:
    audit = sample_desk.audit
    before = [audit.sender(one) for one in audit.sender_ids()]
    dialog = made(host, sample_desk, act)
    assert set(dialog.model.ids) == set(audit.sender_ids())
    dialog.close()
    assert [audit.sender(one) for one in audit.sender_ids()] == before
    assert not audit.corrections_of()


@pytest.mark.parametrize("act", [Act.SET_ASIDE, Act.KEEP, Act.NOT_MARKETING, Act.MARKETING])
def test_confirming_names_those_to_whom_it_happens(host: QWidget, qtbot: Any, sample_desk: Desk, act: Act) -> None:
    dialog = made(host, sample_desk, act)
    accessibility.check(dialog)
    changed = [one for one in dialog.model.ids if dialog._plans[one].outcome is not Outcome.NOTHING]
    assert dialog.summary.text().startswith(f"{len(changed)} change")
    with qtbot.waitSignal(dialog.confirmed) as confirmed:
        dialog.take.click()
    assert list(confirmed.args[0]) == changed


def test_where_nothing_changes_nothing_can_be_confirmed(host: QWidget, sample_desk: Desk) -> None:
    sample_desk.audit.keep_senders((FLOWERS,))
    dialog = made(host, sample_desk, Act.KEEP, FLOWERS)
    assert not dialog.take.isEnabled()


def test_drafts_become_files_where_the_person_says(
    host: QWidget, sample_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = made(host, sample_desk, Act.UNSUBSCRIBE)
    assert dialog.drafts.isHidden()  # there is no mailbox account to put them into
    wanted = [one for one in dialog.model.ids if dialog._plans[one].outcome is Outcome.DRAFT]
    dialog.take.click()
    assert len(list(folder.iterdir())) == len(wanted) > 0
    assert "Nothing was sent" in dialog.summary.text()
    assert "Draft made: unsubscribe-" in str(dialog.model.index(row_of(dialog, Outcome.DRAFT), 1).data())
    assert not dialog.take.isEnabled()  # each is made once


def test_leaving_the_choice_of_a_folder_makes_nothing(
    host: QWidget, sample_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    dialog = made(host, sample_desk, Act.UNSUBSCRIBE, FLOWERS)
    dialog.take.click()
    assert "Making drafts" not in sample_desk.jobs.ran  # type: ignore[attr-defined]  # the double


def test_a_page_is_opened_one_at_a_time_by_the_person(
    host: QWidget, sample_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    dialog = made(host, sample_desk, Act.UNSUBSCRIBE)
    assert not opened
    dialog.table.selectRow(row_of(dialog, Outcome.LINK))
    dialog.copy_link.click()
    assert QGuiApplication.clipboard().text() == dialog._plans[dialog.table.chosen_id()].url
    dialog.open_page.click()
    assert opened == [dialog._plans[dialog.table.chosen_id()].url]
    dialog.table.selectRow(row_of(dialog, Outcome.REFUSED))
    assert not dialog.open_page.isEnabled()


def test_what_is_refused_says_why(host: QWidget, sample_desk: Desk) -> None:
    dialog = made(host, sample_desk, Act.UNSUBSCRIBE)
    plan = dialog.model.row(row_of(dialog, Outcome.REFUSED))
    assert plan.reason
    assert plan.reason[:30] in str(dialog.model.index(row_of(dialog, Outcome.REFUSED), 1).data())


def test_a_failure_is_said_in_the_window_itself(host: QWidget, sample_desk: Desk, sample_audit: Audit) -> None:
    dialog = made(host, sample_desk, Act.KEEP, SenderId("nobody.example"))
    assert dialog.model.rowCount() == 0
    assert not dialog.take.isEnabled()
