"""The desktop is told once that a reply is due, in neutral words, and never holds up the window."""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from inboxguard.audit.reminding import Due, DueRow
from inboxguard.ui import notifying
from inboxguard.ui.notifying import SETTING, Notifier, SessionBus, Tray
from inboxguard.ui.page import Desk
from tests.servers import desktop
from tests.ui.conftest import now
from tests.ui.immediate import Immediate


class Board:
    """What a desktop shows."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []
        self.closed = 0

    def post(self, title: str, words: str) -> None:
        self.posted.append((title, words))

    def close(self) -> None:
        self.closed += 1


class Ledger:
    """The part of the Audit that knows what is due."""

    def __init__(self, *rows: DueRow) -> None:
        self.rows = list(rows)
        self.settings: dict[str, str] = {}
        self.sample = False
        self.error: Exception | None = None

    def empty(self) -> bool:
        return False

    def is_demo(self) -> bool:
        return self.sample

    def setting(self, name: str, default: str = "") -> str:
        return self.settings.get(name, default)

    def due_to_tell(self) -> tuple[DueRow, ...]:
        if self.error is not None:
            raise self.error
        return tuple(self.rows)

    def due_was_told(self, rows: tuple[DueRow, ...]) -> None:
        self.rows = [one for one in self.rows if one not in rows]


def due(number: int = 1) -> DueRow:
    name = f"Secret Shop {number}"
    return DueRow(
        Due.OVERDUE, f"shop{number}.example", name, str(number), f"2026-ABCDEF{number}", date(2026, 11, 9), False, -9,
        True, False,
    )  # fmt: skip


def notifier(ledger: Ledger, board: Board) -> Notifier:
    return Notifier(Desk(ledger, Immediate(ledger), now), None, board)  # type: ignore[arg-type]  # what it uses


def test_what_is_due_is_told_once_without_a_name_or_a_number() -> None:
    ledger, board = Ledger(due()), Board()
    made = notifier(ledger, board)
    made.look()
    made.look()
    assert board.posted == [("A reply is due", "The page Requests shows what can be done.")]
    ledger.rows = [due(2), due(3)]
    made.look()
    assert board.posted[1:] == [("Replies are due", "The page Requests shows what can be done.")]
    said = " ".join(" ".join(one) for one in board.posted)
    assert "Secret" not in said
    assert not any(char.isdigit() for char in said)


def test_nothing_is_told_where_nothing_is_due_or_the_person_wants_none() -> None:
    board = Board()
    notifier(Ledger(), board).look()
    quiet = Ledger(due())
    quiet.settings[SETTING] = "off"
    notifier(quiet, board).look()
    sample = Ledger(due())
    sample.sample = True
    notifier(sample, board).look()
    assert board.posted == []


def test_what_fails_is_said_to_nobody_and_looked_at_again() -> None:
    ledger, board = Ledger(due()), Board()
    ledger.error = KeyError("ledger")
    made = notifier(ledger, board)
    made.look()
    ledger.error = None
    made.look()
    assert len(board.posted) == 1


def test_it_looks_every_hour_and_ends(monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    monkeypatch.setattr(notifying, "HOURLY", 5)
    ledger, board = Ledger(), Board()
    made = notifier(ledger, board)
    made.begin()
    ledger.rows = [due()]
    qtbot.waitUntil(lambda: bool(board.posted))
    made.stop()
    assert board.closed == 1
    ledger.rows = [due(2)]
    qtbot.wait(30)
    made.begin()
    assert len(board.posted) == 1, "a window that was closed before it looked first looks no more"


@pytest.fixture
def service() -> Iterator[desktop.Service]:
    with desktop.bus(), desktop.serving() as made:
        yield made


def test_the_desktops_service_takes_the_notice_as_its_specification_says(service: desktop.Service, qtbot: Any) -> None:
    bus = SessionBus()
    bus.post("A reply is due", "Look.")
    qtbot.waitUntil(lambda: bool(service.shown), timeout=20_000)
    assert (service.shown, service.refused) == ([("A reply is due", "Look.")], [])
    with qtbot.waitSignal(bus.pressed, timeout=20_000):
        service.press()
    bus.post("Replies are due", "Look.")
    qtbot.waitUntil(lambda: len(service.shown) == 2, timeout=20_000)
    with qtbot.assertNotEmitted(bus.pressed, wait=100):
        service.dismiss()
    bus.close()


def test_another_notice_takes_the_place_of_the_first(service: desktop.Service, qtbot: Any) -> None:
    bus = SessionBus()
    bus.post("A reply is due", "Look.")
    qtbot.waitUntil(lambda: len(service.shown) == 1, timeout=20_000)
    bus.post("Replies are due", "Look.")
    qtbot.waitUntil(lambda: len(service.shown) == 2, timeout=20_000)
    assert len(set(service.senders)) == 2, "each notice has its own connection, of which the first has ended"
    with qtbot.waitSignal(bus.pressed, timeout=20_000):
        service.press()
    bus.close()


def test_without_a_service_the_tray_is_asked(monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(Tray, "post", lambda self, title, words: told.append((title, words)))
    monkeypatch.setattr(notifying.sys, "platform", "linux")
    with desktop.bus():
        ledger = Ledger(due())
        made = Notifier(Desk(ledger, Immediate(ledger), now))  # type: ignore[arg-type]  # what it uses
        made.look()
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        ledger.rows = [due(2)]
        made.look()
        assert len(told) == 2, "what has no service once is not asked again"
        made.stop()


@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/at/all", "nonsense"])
def test_without_a_bus_it_says_so_soon(
    address: str | None, monkeypatch: pytest.MonkeyPatch, qtbot: Any, tmp_path: Any
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    bus = SessionBus()
    with qtbot.waitSignal(bus.failed, timeout=20_000):
        bus.post("A reply is due", "Look.")


def test_a_service_that_never_answers_holds_up_nothing(monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    monkeypatch.setattr(notifying, "PATIENCE", 0.3)
    with desktop.bus(), desktop.serving(answers=False):
        bus = SessionBus()
        ticks: list[float] = []
        timer = QTimer()
        timer.timeout.connect(lambda: ticks.append(time.process_time()))
        timer.start(5)
        began = time.process_time()
        with qtbot.waitSignal(bus.failed, timeout=20_000):
            bus.post("A reply is due", "Look.")
        assert len(ticks) > 5, "the window's own events go on meanwhile"
        assert max(after - before for before, after in zip([began, *ticks], ticks, strict=False)) < 0.05
        bus.close()


def test_the_tray_shows_its_icon_only_while_a_notice_stands(monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    tray = Tray()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    tray.post("A reply is due", "Look.")
    assert tray._icon is None
    shown: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    seen: list[bool] = []
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda self: seen.append(True))
    monkeypatch.setattr(QSystemTrayIcon, "hide", lambda self: seen.append(False))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, title, *_: shown.append(title))
    tray.post("A reply is due", "Look.")
    assert shown == ["A reply is due"]
    assert tray._icon is not None
    with qtbot.waitSignal(tray.pressed):
        tray._icon.messageClicked.emit()
    assert seen == [True, False]
