"""The whole ledger as files: saved, united with a saved one, and its days for a calendar."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from inboxguard.audit.ledger_files import Taken
from inboxguard.errors import InboxGuardError
from inboxguard.ui import figures
from inboxguard.ui.page import Page
from inboxguard.ui.phrases import shown

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.progress import Tell

Result = TypeVar("Result")


class LedgerMenu(QObject):
    """Saves and takes in the ledger for a page; `said(words)` tells what was done, or why not."""

    said = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def menu(self, where: QPoint) -> QMenu:
        """Open the menu."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save the ledger..."), self.save)
        menu.addAction(self.tr("Take in a saved ledger..."), self.take_in)
        menu.addAction(self.tr("All days to a calendar..."), self.save_days)
        menu.popup(where)
        return menu

    def save(self) -> None:
        """Ask for a place and save the ledger there: everything as JSON, or a table as CSV."""
        json, csv = self.tr("Everything, to be taken in again (*.json)"), self.tr("A table to read (*.csv)")
        title = self.tr("Save the ledger")
        chosen, kind = QFileDialog.getSaveFileName(self._page, title, "inboxguard-ledger.json", f"{json};;{csv}")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".json", ".csv"):
            path = path.with_name(f"{path.name}.csv" if kind == csv else f"{path.name}.json")

        def saved(_: int) -> None:
            table = self.tr("Saved as a table, without the letters.")
            whole = self.tr("Saved, with every letter in it: keep the file where only you can read it.")
            self.said.emit(table if path.suffix.lower() == ".csv" else whole)

        self._run(self.tr("Saving the ledger"), lambda audit, tell: audit.export_ledger(path), saved)

    def take_in(self) -> None:
        """Ask for a saved ledger and unite it with the one here."""
        kinds = self.tr("Saved ledgers (*.json)")
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("Take in a saved ledger"), "", kinds)
        if chosen:
            path = Path(chosen)
            label = self.tr("Taking in a ledger")
            self._run(label, lambda audit, tell: audit.import_ledger(path), self._taken, changes=True)

    def save_days(self) -> None:
        """Ask for a place and save the days on which answers are due as a calendar."""
        kinds = self.tr("Calendar (*.ics)")
        chosen, _ = QFileDialog.getSaveFileName(self._page, self.tr("Save the days"), "inboxguard-days.ics", kinds)
        if not chosen:
            return
        path = Path(chosen)

        def saved(days: int) -> None:
            nothing = self.tr("Nothing is due, so the calendar is empty.")
            self.said.emit(self.tr("Saved. The titles name nobody.") if days else nothing)

        self._run(self.tr("Saving days"), lambda audit, tell: audit.export_calendar(path), saved)

    def _taken(self, taken: Taken) -> None:
        words = self.tr("Taken in: {cases} requests that were not here, and {events} events.").format(
            cases=figures.number(taken.cases), events=figures.number(taken.events)
        )
        if not taken.cases and not taken.events:
            words = self.tr("Everything in it was here already.")
        if taken.different:
            other = self.tr("Of {references} the letter here differs, and stays.")
            words += " " + other.format(references=", ".join(shown(one, 20) for one in taken.different[:5]))
        self.said.emit(words)

    def _run(
        self,
        label: str,
        work: "Callable[[Audit, Tell], Result]",
        then: Callable[[Result], object],
        changes: bool = False,
    ) -> None:
        def failed(error: Exception) -> bool:
            if isinstance(error, InboxGuardError):
                self.said.emit(shown(str(error), 400))
            return isinstance(error, InboxGuardError)

        self._page.run(label, work, then, otherwise=failed, changes=changes)
