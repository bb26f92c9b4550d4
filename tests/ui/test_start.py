"""Opening the window: quickly, and without what is not needed to be seen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from inboxguard.audit.audit import Audit
from inboxguard.ui import start
from inboxguard.ui.window import Window
from tests.ui.conftest import now

PROBE = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from inboxguard.ui import start
seen = {}
def look():
    seen["visible"] = any(window.isVisible() for window in QApplication.topLevelWidgets())
    seen["heavy"] = [name for name in ("weasyprint", "keyring", "imapclient", "rich", "jinja2") if name in sys.modules]
    QApplication.closeAllWindows()
start.application()
QTimer.singleShot(0, look)
seen["status"] = start.open_window(Path(sys.argv[1]), lambda: datetime(2026, 11, 24, tzinfo=UTC))
print(json.dumps(seen))
"""


@pytest.fixture(autouse=True)
def hook_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


def test_what_is_slow_to_load_is_not_loaded_before_the_window_is_seen(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(home)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
    )
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen == {"visible": True, "heavy": [], "status": 0}


def test_the_window_opens_over_the_home_and_ends_when_it_is_closed(home: Path, qapp: QApplication) -> None:
    found: list[Window] = []

    def close() -> None:
        found.extend(
            window for window in QApplication.topLevelWidgets() if isinstance(window, Window) and window.isVisible()
        )
        QApplication.closeAllWindows()

    QTimer.singleShot(50, close)
    assert start.open_window(home, now) == 0
    assert found[0].sidebar.chosen() == "overview"
    with Audit.open(home, now) as audit:
        assert audit.overview().since == now()


def test_the_screen_speaks_one_language(qapp: QApplication) -> None:
    assert start.application() is qapp
    assert QLocale().language() == QLocale.Language.English
    assert qapp.applicationName() == "inboxguard"


def test_workers_are_handed_to_the_worker_only(home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    opened = Audit.open.__func__  # type: ignore[attr-defined]  # the function under the class method

    def watch(cls: type[Audit], *values: Any) -> Audit:
        given.append(values[2:])
        return opened(cls, *values)

    monkeypatch.setattr(Audit, "open", classmethod(watch))

    def close() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window) and window.isVisible():
                window.desk.jobs.run("Nothing", lambda audit, tell: None)
        QApplication.closeAllWindows()

    QTimer.singleShot(50, close)
    workers: Any = object()
    start.open_window(home, now, workers)
    assert given[0] == ()
    assert given[1:] in ([(workers,)], [])


def test_the_worker_lets_the_window_go_on_soon(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sys.getswitchinterval()
    try:
        start.application()
        assert sys.getswitchinterval() <= 0.001
    finally:
        sys.setswitchinterval(before)
