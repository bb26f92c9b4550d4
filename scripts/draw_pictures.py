"""Draws every page in light and dark over the sample mailboxes; see scripts/pictures."""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk
from inboxguard.ui.start import application
from inboxguard.ui.window import Window

WHERE = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
PAGES = ("overview", "senders", "sharing", "reports", "settings")


def main() -> None:
    """Draw them all; an argument is another folder than docs/pictures."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else WHERE
    where.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder) / name for name in ("move", "ledger", "registry", "empty")}
        _prepare(homes)
        for mode in ("light", "dark"):
            for window, name in _windows(homes, mode):
                _settle(app)
                _keep(window, where / f"{name}-{mode}.png")
    print(f"{len(list(where.glob('*.png')))} pictures in {where}")


def _prepare(homes: dict[str, Path]) -> None:
    """A ledger with something in every state, so that Requests has something to show."""
    with Audit.open(homes["move"], lambda: NOW) as audit:
        audit.demo("move")
    with Audit.open(homes["ledger"], lambda: NOW - timedelta(days=47)) as audit:
        audit.demo("move")
        overdue = audit.draft("erasure", "ninthcorner.example")
        audit.mark(overdue.row.id, "sent")
    with Audit.open(homes["ledger"], lambda: NOW - timedelta(days=9)) as audit:
        waiting = audit.draft("where_from", "curtaincrow.example")
        audit.mark(waiting.row.id, "sent")
        answered = audit.draft("to_whom", "movinglantern.example")
        audit.mark(answered.row.id, "sent")
        audit.mark(answered.row.id, "answered_full")
    with Audit.open(homes["ledger"], lambda: NOW) as audit:
        audit.draft("where_from", "sofasparrow.example")
    with Audit.open(homes["registry"], lambda: NOW) as audit:
        audit.demo("registry")


def _windows(homes: dict[str, Path], mode: str) -> Iterator[tuple[QWidget, str]]:
    stories = (
        ("empty", ("first-run", "connect")),
        ("move", PAGES),
        ("ledger", ("requests",)),
        ("registry", ("set_aside",)),
    )
    for story, pages in stories:
        with Audit.open(homes[story], lambda: NOW) as audit:
            audit.set_setting("appearance", mode)
            jobs = Jobs(lambda home=homes[story]: Audit.open(home, lambda: NOW))  # type: ignore[misc]
            window = _opened(Desk(audit, jobs, lambda: NOW))
            for page in pages:
                if page == "connect":
                    window.show_first_run("connect")
                elif page != "first-run":
                    window.open_page(page, "sofasparrow.example" if page in ("senders", "sharing") else None)
                yield window, page.replace("_", "-")
            window.close()
            jobs.close()


def _opened(desk: Desk) -> Window:
    apply_settings(desk)
    window = Window(desk)
    window.resize(1280, 820)
    window.show()
    return window


def _settle(app: QApplication) -> None:
    """Until the preview of a report has come home from the worker."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)


def _keep(window: QWidget, path: Path) -> None:
    QApplication.sendPostedEvents()
    assert window.grab().save(str(path))


if __name__ == "__main__":
    main()
