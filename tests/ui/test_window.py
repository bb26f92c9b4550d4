"""The window: from the first run to every page, with real clicks, keys and a real worker."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.audit.shelf_views import Mode
from inboxguard.audit.views import AccountRow, Chip, ImportResult, SyncResult
from inboxguard.errors import Cancelled, SignInAgain, Unreachable
from inboxguard.ui import crash, style
from inboxguard.ui.choices import Choice
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from inboxguard.ui.places import PLACES
from inboxguard.ui.window import Window
from tests.ui import accessibility
from tests.ui.conftest import now

KEYS = [place.key for place in PLACES]


@pytest.fixture
def window(sample_desk: Desk, qtbot: Any) -> Window:
    made = Window(sample_desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def fresh(tmp_path: Path, qtbot: Any) -> Iterator[Window]:
    """A window over an empty home, with a real worker thread."""
    home = tmp_path / "fresh"
    with Audit.open(home, now) as audit:
        made = Window(Desk(audit, Jobs(lambda: Audit.open(home, now)), now))
        qtbot.addWidget(made)
        made.show()
        yield made
        made.close()


def test_from_the_first_run_over_the_sample_to_the_senders(fresh: Window, qtbot: Any) -> None:
    assert fresh.stack.currentWidget() is fresh.first_run
    QTest.mouseClick(fresh.first_run.sample_choice, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "overview" in fresh.pages, timeout=20_000)
    qtbot.waitUntil(lambda: not fresh.desk.jobs.busy, timeout=20_000)
    overview: Any = fresh.pages["overview"]
    assert fresh.sidebar.chosen() == "overview"
    finding = overview.findings.findChildren(Choice)[0]
    QTest.mouseClick(finding, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "senders" in fresh.pages)
    senders: Any = fresh.pages["senders"]
    assert senders.chips[Chip.NO_CONSENT].isChecked()
    assert finding.accessibleName().startswith(f"{senders.model.rowCount()} ")
    assert fresh.foot.what.text() == "The sample mailbox"


def test_the_windows_thread_is_never_held_up_for_long(fresh: Window, qtbot: Any) -> None:
    gaps: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        moment = time.perf_counter()
        gaps.append(moment - last[0])
        last[0] = moment

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    fresh.first_run.sample_choice.click()
    qtbot.waitUntil(lambda: "overview" in fresh.pages, timeout=20_000)
    timer.stop()
    # The aim is 50 ms at the 95th percentile on a free machine; this bound only catches work on the wrong thread.
    assert sorted(gaps)[int(len(gaps) * 0.95)] < 0.25


def test_stop_during_the_first_run_stops(fresh: Window, qtbot: Any) -> None:
    cancelled: list[str] = []
    fresh.desk.jobs.cancelled.connect(cancelled.append)
    with qtbot.waitSignal(fresh.desk.jobs.stepped, timeout=20_000):
        fresh.first_run.sample_choice.click()
    fresh.first_run.working.stop_button.click()
    qtbot.waitUntil(lambda: not fresh.desk.jobs.busy, timeout=20_000)
    assert cancelled == ["Preparing the sample"]
    assert not fresh.first_run.working.isVisible()


@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens_named_reachable_and_plain(window: Window, key: str) -> None:
    window.open_page(key)
    assert window.book.currentWidget() is window.pages[key]
    assert window.sidebar.chosen() == key
    assert not window.grab().isNull()
    accessibility.check(window)


@pytest.mark.parametrize("key", KEYS)
def test_tab_goes_round_every_page(window: Window, key: str) -> None:
    window.open_page(key)
    window.activateWindow()
    window.sidebar.setFocus()
    seen = []
    for _ in range(120):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if window.focusWidget() is window.sidebar:
            break
        seen.append(window.focusWidget())
    assert window.focusWidget() is window.sidebar
    assert seen


def test_pages_are_made_when_they_are_first_asked_for(window: Window) -> None:
    assert list(window.pages) == ["overview"]
    window.open_page("senders")
    window.open_page("nonsense")
    assert list(window.pages) == ["overview", "senders"]


def test_alt_and_a_number_opens_a_page(window: Window, qtbot: Any) -> None:
    window.activateWindow()
    for number, key in ((2, "senders"), (1, "overview"), (7, "settings")):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert window.sidebar.chosen() == key


def test_control_f_and_escape(window: Window) -> None:
    window.activateWindow()
    window.open_page("senders")
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = window.pages["senders"].search
    assert search is not None
    assert window.focusWidget() is search
    search.setText("lantern")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    window._escape()
    window.show_first_run("connect")
    window._by_place(1)
    assert window.stack.currentWidget() is window.first_run
    window._escape()
    assert window.sidebar.chosen() == "overview"


def test_a_narrow_window_shows_icons_and_one_pane(window: Window, qtbot: Any) -> None:
    window.open_page("senders")
    wide = window._side.width()
    window.resize(style.ch(100), 700)
    qtbot.waitUntil(lambda: window.sidebar.icons_only)
    assert window._side.width() < wide / 2
    senders: Any = window.pages["senders"]
    assert not senders.pane.isVisible()
    window.resize(1280, 820)
    qtbot.waitUntil(lambda: not window.sidebar.icons_only)
    assert senders.pane.isVisible()


def test_the_sidebar_carries_no_figures(window: Window) -> None:
    model = window.sidebar.model()
    words = [model.index(row, 0).data() or "" for row in range(model.rowCount())]
    assert [word for word in words if word] == [
        "Overview", "Senders", "Sharing", "Requests", "Reports", "Set aside", "Settings",
    ]  # fmt: skip


def test_in_quiet_mode_the_word_is_gone(window: Window, sample_audit: Audit, qtbot: Any) -> None:
    sample_audit.behave(Mode.QUIET)
    window.pages["overview"].go.emit("sidebar", None)
    model = window.sidebar.model()
    qtbot.waitUntil(lambda: all(model.index(row, 0).data() != "Set aside" for row in range(model.rowCount())))


def test_in_quiet_mode_numbers_pass_it_by_and_settings_lead_back(
    window: Window, sample_audit: Audit, qtbot: Any
) -> None:
    sample_audit.behave(Mode.QUIET)
    window.activateWindow()
    window._fill_sidebar()
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert window.sidebar.chosen() == "settings"
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert window.sidebar.chosen() == "settings"
    settings: Any = window.pages["settings"]
    settings.shelves.page.click()
    qtbot.waitUntil(lambda: "set_aside" in window.pages)
    assert window.book.currentWidget() is window.pages["set_aside"]
    assert window.sidebar.chosen() == ""


def test_another_look_builds_the_pages_again(window: Window, sample_audit: Audit, qtbot: Any) -> None:
    window.open_page("settings")
    before = window.pages["settings"]
    sample_audit.set_setting("appearance", "dark")
    sample_audit.set_setting("text_scale", "1.5")
    before.go.emit("look", None)
    qtbot.waitUntil(lambda: window.pages.get("settings") is not before)
    assert style.is_dark()
    assert style.scale() == 1.5
    assert window.sidebar.chosen() == "settings"
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(3, 3) == style.colour("sidebar"))


def test_a_look_that_cannot_be_read_is_the_usual_one(sample_desk: Desk, qtbot: Any) -> None:
    sample_desk.audit.set_setting("text_scale", "very large")
    window = Window(sample_desk)
    qtbot.addWidget(window)
    window.apply_look()
    assert style.scale() == 1.0


def test_after_work_the_page_that_is_seen_asks_again(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    window.open_page("senders")
    for key, page in window.pages.items():
        monkeypatch.setattr(page, "refresh", lambda audit, key=key: asked.append(key))
    window.desk.jobs.run("Looking", lambda audit, tell: None, changes=False)
    assert asked == []
    window.desk.jobs.run("Setting aside", lambda audit, tell: None)
    assert asked == ["senders"]
    window.open_page("overview")
    assert asked == ["senders", "overview"]


def test_a_failure_is_said_once_in_the_banner(window: Window) -> None:
    def fail(audit: Any, tell: Any) -> None:
        raise Unreachable("The server did not answer. Try again later.")

    window.desk.jobs.run("Reading mail", fail)
    assert window.banner.isVisible()
    assert "The server did not answer." in window.banner.words
    window.desk.jobs.run("Again", lambda audit, tell: None)
    assert not window.banner.isVisible()


def test_a_fault_of_our_own_is_a_report(window: Window, qapp: QApplication) -> None:
    def fail(audit: Any, tell: Any) -> None:
        raise ZeroDivisionError

    window.desk.jobs.run("Reading mail", fail)
    (dialog,) = window.findChildren(crash.CrashDialog)
    assert "ZeroDivisionError" in dialog.report.toPlainText()
    dialog.close()
    assert not window.banner.isVisible()


def test_files_that_could_not_be_read_are_named(window: Window) -> None:
    window._arrived(ImportResult(3, 0, (("mail/old.pst", "Outlook files are not read."),), (), (), True))
    assert "old.pst" in window.banner.words
    assert window.sidebar.chosen() == "overview"


def test_closing_remembers_that_the_overview_was_seen(window: Window, sample_audit: Audit) -> None:
    assert sample_audit.overview().since is None
    window.close()
    assert sample_audit.overview().since == now()


def test_forgetting_everything_leads_back_to_the_first_run(
    window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(Audit, "empty", lambda self: True)
    window.pages["overview"].go.emit("first_run", None)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.first_run)
    assert window.pages == {}


@pytest.mark.parametrize(("wish", "step"), [("connect", "connecting"), ("open_file", "files")])
def test_settings_can_ask_for_another_mailbox_or_file(window: Window, qtbot: Any, wish: str, step: str) -> None:
    window.pages["overview"].go.emit(wish, None)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.first_run)
    assert getattr(window.first_run, step).isVisible()


def test_findings_of_an_older_version_are_made_again(
    sample_desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(Audit, "stale", lambda self: True)
    window = Window(sample_desk)
    qtbot.addWidget(window)
    assert sample_desk.jobs.ran == ["Looking for connections"]


def test_stop_is_heard_at_once(window: Window) -> None:
    window.foot.stop.emit()
    assert not window.foot.stop_button.isEnabled()


def test_mail_that_is_left_after_stop_is_said_in_the_foot(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    account = AccountRow("me@post.example", "imap.post.example", 993, "tls", 1, now())
    monkeypatch.setattr(Audit, "is_demo", lambda self: False)
    monkeypatch.setattr(Audit, "accounts", lambda self, counted=True: (account,))
    monkeypatch.setattr(Audit, "still_to_read", lambda self: 412)
    window.desk.jobs.run("Looking", lambda audit, tell: None)
    assert window.foot.what.text() == "Not all mail is read yet"
    assert "412 mails are left" in window.foot.left.text()
    assert window.foot.read_button.isVisible()


def test_what_was_read_before_stop_is_shown(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Audit, "stale", lambda self: True)

    def stopped(audit: Any, tell: Any) -> None:
        tell(Step("opening", 3, 9))
        raise Cancelled("Stopped.")

    window.desk.jobs.run("Reading mail", stopped)
    assert window.desk.jobs.ran == ["Reading mail", "Looking for connections"]  # type: ignore[attr-defined]  # Immediate


def test_an_analysis_that_was_stopped_is_not_begun_again(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Audit, "stale", lambda self: True)

    def stopped(audit: Any, tell: Any) -> None:
        tell(Step("summing_up", 3, 9))
        raise Cancelled("Stopped.")

    window.desk.jobs.run("Reading mail", stopped)
    assert window.desk.jobs.ran == ["Reading mail"]  # type: ignore[attr-defined]  # Immediate


def test_a_sign_in_that_ended_leads_to_a_new_one(window: Window) -> None:
    window.reading.again.emit("me@outlook.com", SignInAgain("The sign-in of me@outlook.com has ended."))
    form = window.first_run.connecting
    assert form.browser_button.isVisible()
    assert form.address.text() == "me@outlook.com"
    assert "has ended" in " ".join(label.text() for label in form.trouble.findChildren(QLabel))


def test_quiet_work_leaves_the_banner_and_the_first_run_alone(window: Window) -> None:
    window.say(Unreachable("The server did not answer."))
    begun: list[str] = []
    window.first_run.work_began = begun.append  # type: ignore[method-assign]
    window.desk.jobs.run("Reading mail", lambda audit, tell: None, show="foot")
    assert window.banner.isVisible()
    assert begun == []


def test_what_a_reading_left_is_said_and_no_error(window: Window) -> None:
    window._arrived(SyncResult(3, ("INBOX",), notes=("What is left is read tomorrow.",)))
    assert "What is left is read tomorrow." in window.banner.words
    assert window.sidebar.chosen() == "overview"


def test_nothing_set_aside_is_named_anywhere_in_the_window(window: Window, sample_audit: Audit) -> None:
    name = sample_audit.sender("curtaincrow.example").row.name
    window.desk.jobs.run("Setting aside", lambda audit, tell: audit.set_aside_sender("curtaincrow.example"))
    for key in ("overview", "senders", "sharing", "requests", "set_aside"):
        window.open_page(key)
        shown = " ".join(label.text() for label in window.pages[key].findChildren(QLabel))
        assert name not in shown, key


def test_the_window_keeps_its_title_free_of_names(window: Window) -> None:
    window.open_page("senders")
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowTitleChange))
    assert window.windowTitle() == "inboxguard"


def test_a_pressed_notice_shows_what_is_due(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "raise_", lambda: None)  # without a screen there is nothing to come in front of
    monkeypatch.setattr(window, "activateWindow", lambda: None)
    window.hide()
    window.notifier.pressed.emit()
    assert window.isVisible()
    assert window.book.currentWidget() is window.pages["requests"]


def test_closing_lets_go_of_the_desktop(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(window.notifier, "stop", lambda: ended.append(True))
    window.close()
    assert ended == [True]
