"""Many senders are left: told first, ticked each, stopped in between, gone on with, and every result is told."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled
from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.leaving import LeavingDialog
from tests.servers import hostile
from tests.servers.high_street import Street, domain, place
from tests.servers.https import page, status
from tests.ui import accessibility
from tests.ui.senders.conftest import SHOPS, street_now
from tests.ui.sharing.sample import cut

EVERY = tuple(SenderId(domain(number)) for number in range(SHOPS))


def opened(desk: Desk, host: QWidget, ids: tuple[SenderId, ...] = EVERY) -> LeavingDialog:
    made = LeavingDialog(desk, ids, host)
    made.show()
    accessibility.check(made)
    return made


def words(made: LeavingDialog, number: int) -> str:
    return str(made.model.index(made.model.ids.index(SenderId(domain(number))), 2).data())


def go_to(made: LeavingDialog, number: int) -> None:
    assert made.table.choose(SenderId(domain(number)))


def breaking_off(audit: Audit, number: int) -> None:
    """Begin with all shops and stop after so many."""

    def tell(step: Step) -> None:
        if step.done >= number:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        audit.one_click(EVERY[:8], tell=tell)


def test_each_is_told_and_only_clicks_and_drafts_are_ticked(street_desk: Desk, street: Street, host: QWidget) -> None:
    made = opened(street_desk, host)
    assert made.model.ticked == (*EVERY[:8], EVERY[8])
    assert words(made, 0) == f"One request to out.{domain(0)}"
    assert words(made, 8) == f"A draft to {domain(8)}; you send it"
    assert words(made, 9) == f"You open their page at out.{domain(9)}"
    assert words(made, 10).startswith("Nothing: The sender offers no way")
    assert made.summary.text().startswith("8 by one request, 1 by a draft, 2 on a page that you open, 1 left")
    assert made.go.text() == "Send 8 requests"
    assert street.asked == {}


def test_what_cannot_be_asked_cannot_be_ticked(street_desk: Desk, host: QWidget) -> None:
    made = opened(street_desk, host)
    for number in (9, 10, 11):
        go_to(made, number)
        QTest.keyClick(made.table, Qt.Key.Key_Space)
    made.every.click()
    assert made.model.ticked == EVERY[:9]


def test_only_those_that_are_ticked_are_asked(street_desk: Desk, street: Street, host: QWidget) -> None:
    made = opened(street_desk, host)
    made.none.click()
    assert not made.go.isEnabled()
    for number in (2, 5):
        go_to(made, number)
        QTest.keyClick(made.table, Qt.Key.Key_Space)
    assert made.go.text() == "Send 2 requests"
    made.go.click()
    assert street.asked == {place(2): 1, place(5): 1}
    assert made.summary.text() == "2 taken."
    assert words(made, 2).startswith("Taken: The sender’s server took the request.")
    assert made.cancel.text() == "Close"


def test_a_click_on_the_box_turns_it(street_desk: Desk, host: QWidget) -> None:
    made = opened(street_desk, host)
    where = made.table.visualRect(made.model.index(0, 0)).center()
    QTest.mouseClick(made.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert EVERY[0] not in made.model.ticked


def test_every_result_is_told_and_an_unclear_one_explained(street_desk: Desk, street: Street, host: QWidget) -> None:
    street.https.pages |= {place(0): status(404), place(1): hostile.closing}
    made = opened(street_desk, host)
    made.go.click()
    assert made.summary.text() == (
        "6 taken, 1 not taken, 1 without a clear answer. Without a clear answer the request may count or not, so it is "
        "not sent again by itself."
    )
    assert words(made, 0).startswith("Not taken: ")
    assert words(made, 1).startswith("No clear answer: ")
    made.every.click()
    assert made.model.ticked == (EVERY[8],)  # nobody is asked twice
    assert max(street.asked.values()) == 1


def test_who_was_asked_before_is_left_alone(street_desk: Desk, street_audit: Audit, host: QWidget) -> None:
    street_audit.one_click([domain(0)])
    made = opened(street_desk, host)
    assert words(made, 0).startswith("Nothing: You asked this sender on 20 October 2026 already")
    assert EVERY[0] not in made.model.ticked


def test_drafts_become_files_and_are_made_once(
    street_desk: Desk, street: Street, host: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    made = opened(street_desk, host)
    assert made.drafts.isHidden()  # there is no mailbox account to put them into
    assert made.files.text() == "Save one draft as a file..."
    made.files.click()
    assert len(list(folder.iterdir())) == 1
    assert "Nothing was sent" in made.summary.text()
    assert words(made, 8).startswith("Draft made: unsubscribe-")
    assert not made.files.isEnabled()
    assert street.asked == {}


def test_no_folder_chosen_means_nothing_made(street_desk: Desk, host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    made = opened(street_desk, host)
    made.files.click()
    assert words(made, 8).startswith("A draft to")


def test_pages_are_opened_one_at_a_time_and_recorded_by_the_persons_word(
    street_desk: Desk, street_audit: Audit, host: QWidget, opened_pages: list[str]
) -> None:
    made = opened(street_desk, host)
    go_to(made, 10)
    assert made.open_page.isHidden()
    go_to(made, 9)
    made.copy_link.click()
    assert QGuiApplication.clipboard().text() == f"https://{place(9)}"
    assert opened_pages == []
    made.open_page.click()
    assert opened_pages == [f"https://{place(9)}"]
    assert street_audit.sender(domain(9)).row.opt_out is None
    made.did_it.click()
    assert street_audit.sender(domain(9)).row.opt_out == "watching"
    assert words(made, 9) == "You left it on its page"


@pytest.fixture
def opened_pages(opened: list[str]) -> list[str]:
    return opened


def test_what_an_earlier_time_left_open_is_gone_on_with(
    street_desk: Desk, street_audit: Audit, street: Street, host: QWidget
) -> None:
    breaking_off(street_audit, 3)
    asked = dict(street.asked)
    assert asked
    made = opened(street_desk, host, ())
    assert len(made.model.ids) == 8 - len(asked)
    assert made.go.text() == "Go on"
    assert street.asked == asked
    made.go.click()
    assert street.asked == {place(number): 1 for number in range(8)}
    assert street_audit.pending_one_clicks().waiting == ()


def test_who_was_set_aside_meanwhile_is_not_named(street_desk: Desk, street_audit: Audit, host: QWidget) -> None:
    breaking_off(street_audit, 0)
    street_audit.set_aside_senders(EVERY[:1])
    made = opened(street_desk, host, ())
    said = [str(made.model.index(at, column).data()) for at in range(len(made.model.ids)) for column in (1, 2)]
    assert "Set-aside sender" in said
    assert not any(domain(0) in one or "Shop 000" in one for one in said)
    assert any("Shop 001" in one for one in said)


def test_in_the_sample_nobody_is_asked(sample_desk: Desk, sample_audit: Audit, host: QWidget) -> None:
    made = opened(sample_desk, host, sample_audit.sender_ids())
    made.go.click()
    assert made.summary.text().startswith("This is the sample")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_at_200_percent_no_button_is_cut(street_desk: Desk, host: QWidget, qapp: Any, mode: str) -> None:
    style.apply(qapp, mode, 2.0)
    assert cut(opened(street_desk, host)) == []


# with real jobs


@pytest.fixture
def worked(street_home: Path, street: Street) -> Iterator[Desk]:
    """A desk whose work is done beside the window."""

    def make() -> Audit:
        audit = Audit.open(street_home, street_now)
        audit.use_local_server(street.https.port, street.authority.where / "ca.pem")
        return audit

    jobs = Jobs(make)
    with Audit.open(street_home, street_now) as audit:
        yield Desk(audit, jobs, street_now)
        jobs.close()


def test_stop_stops_between_senders_and_going_on_asks_the_others(
    worked: Desk, street: Street, host: QWidget, qtbot: Any
) -> None:
    go = threading.Event()

    def slowly(wire: Any) -> None:
        go.wait(20)
        time.sleep(0.05)
        page(b"")(wire)

    street.https.pages = dict.fromkeys((place(number) for number in range(8)), slowly)
    host.show()
    made = opened(worked, host)
    qtbot.waitUntil(lambda: bool(made.model.ids) and made.go.isVisible(), timeout=20_000)
    made.go.click()
    assert made.stop.isVisible()
    qtbot.waitUntil(lambda: bool(street.asked), timeout=20_000)
    QTest.mouseClick(made.stop, Qt.MouseButton.LeftButton)
    go.set()
    qtbot.waitUntil(lambda: "Stopped:" in made.summary.text(), timeout=20_000)
    before = sum(street.asked.values())
    assert before <= 4  # those on their way
    assert made.go.text() == "Go on"
    made.go.click()
    qtbot.waitUntil(lambda: made.summary.text() == "8 taken.", timeout=30_000)
    assert street.asked == {place(number): 1 for number in range(8)}
    made.close()
