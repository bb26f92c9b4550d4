"""Draws, in light and dark, every place where set-aside mail can appear; see scripts/pictures."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Mode, ShelfSettings, ShelfWord
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk
from inboxguard.ui.start import application
from inboxguard.ui.window import Window

WHERE = Path(__file__).parents[1] / "docs" / "pictures" / "set-aside"
NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
SOURCE = "wrenalder.example"
"""A shop of the sample of whose mail some is set aside."""
Scene = tuple[str, Callable[[Window], QWidget]]


def main() -> None:
    """Draw them all; an argument is another folder than docs/pictures."""
    where = Path(sys.argv[1]) / "set-aside" if len(sys.argv) > 1 else WHERE
    where.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder) / name for name in ("shelf", "shelves", "quiet", "rest", "none")}
        for name, home in homes.items():
            _prepare(name, home)
        for mode in ("light", "dark"):
            for name, home in homes.items():
                for drawn, widget in _drawn(app, name, home, mode):
                    assert widget.grab().save(str(where / f"{drawn}-{mode}.png"))
    print(f"{len(list(where.glob('*.png')))} pictures in {where}")


def _prepare(name: str, home: Path) -> None:
    with Audit.open(home, lambda: NOW) as audit:
        audit.demo("move" if name == "none" else "registry")
        if name == "shelves":
            words = (ShelfWord("novels", "strong"), ShelfWord("novel idea", "block"))
            audit.keep_shelf(ShelfSettings(None, "Later", "green", words=words, exceptions=("stbrannocs.example",)))
            audit.add_quiet_day(5, 12, None, 7, 7)
            audit.add_quiet_day(2, 3, 2027, 0, 3)
            audit.mark(audit.draft("where_from", "cradleclover.example").row.id, "sent")
            audit.draft("to_whom", SOURCE)
        if name == "quiet":
            audit.behave(Mode.QUIET)
        if name == "rest":
            audit.behave(Mode.REST, date(2026, 12, 8))


def _drawn(app: QApplication, name: str, home: Path, mode: str) -> Iterator[tuple[str, QWidget]]:
    with Audit.open(home, lambda: NOW) as audit:
        audit.set_setting("appearance", mode)
        jobs = Jobs(lambda: Audit.open(home, lambda: NOW))
        desk = Desk(audit, jobs, lambda: NOW)
        apply_settings(desk)
        window = Window(desk)
        window.resize(1280, 820)
        window.show()
        for drawn, scene in SCENES[name]:
            widget = scene(window)
            _settle(app, window)
            yield drawn, widget
            if widget is not window:
                widget.close()
        window.close()
        jobs.close()


def _settle(app: QApplication, window: Window) -> None:
    until = time.monotonic() + 0.7
    while time.monotonic() < until or window.desk.jobs.busy:
        app.processEvents()
        time.sleep(0.01)


def _page(window: Window, key: str, argument: object = None) -> Any:
    window.open_page(key, argument)
    _settle(QApplication.instance(), window)  # type: ignore[arg-type]  # there is one since main()
    return window.pages[key]


def _shown(key: str, argument: object = None) -> Callable[[Window], QWidget]:
    def scene(window: Window) -> QWidget:
        _page(window, key, argument)
        return window

    return scene


def _chosen(window: Window) -> QWidget:
    _page(window, "set_aside").table.selectRow(1)
    return window


def _revealed(window: Window) -> QWidget:
    page = _page(window, "set_aside")
    page.table.selectRow(1)
    page.masked.step_link.click()
    return window


def _whole(window: Window) -> QWidget:
    page = _page(window, "set_aside")
    page.masked.cover()
    page.table.selectAll()
    return window


def _assistant(window: Window) -> QWidget:
    dialog: QWidget = _page(window, "set_aside").shelving.change("s1")
    for name in ("words", "exceptions"):
        dialog.parts[name].link.click()  # type: ignore[attr-defined]  # of ShelfDialog
    return dialog


def _new_shelf(window: Window) -> QWidget:
    dialog: QWidget = _page(window, "set_aside").shelving.new()
    return dialog


def _dialog(kind: str, act: Callable[[Any], object]) -> Callable[[Window], QWidget]:
    def scene(window: Window) -> QWidget:
        page = _page(window, "set_aside")
        page.table.selectRow(0)
        act(page)
        found = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == kind and one.isVisible()]
        return found[-1]

    return scene


def _masked_trail(window: Window) -> QWidget:
    page = _page(window, "sharing", "cradleclover.example")
    page.split.open_detail()
    return window


SCENES: dict[str, tuple[Scene, ...]] = {
    "shelf": (
        ("one-shelf", _shown("set_aside")),
        ("row-chosen", _chosen),
        ("subject-shown", _revealed),
        ("whole-shelf", _whole),
        ("overview", _shown("overview")),
        ("senders", _shown("senders", SOURCE)),
        ("reports", _shown("reports")),
        ("settings", _shown("settings")),
    ),
    "shelves": (
        ("two-shelves-dates-proposal", _shown("set_aside")),
        ("new-shelf", _new_shelf),
        ("shelf-with-words", _assistant),
        ("new-date", _dialog("NewDate", lambda page: page.side.dates.new.click())),
        ("not-here", _dialog("NotHere", lambda page: page.masked.not_here.click())),
        ("archive", _dialog("Archiving", lambda page: page.masked.archive.click())),
        ("unsubscribe", _dialog("Behind", lambda page: page.masked.unsubscribe.click())),
        ("sharing", _masked_trail),
        ("requests", _shown("requests")),
    ),
    "quiet": (("quiet-overview", _shown("overview")), ("quiet-settings", _shown("settings"))),
    "rest": (("rest", _shown("set_aside")), ("rest-senders", _shown("senders"))),
    "none": (("nothing-set-aside", _shown("set_aside")),),
}


if __name__ == "__main__":
    main()
