"""What the page Set aside does when something is pressed: each act is one job, then a line with its undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu

from inboxguard.audit.batches import Shelved
from inboxguard.audit.progress import Tell
from inboxguard.audit.shelf_letters import ShelfAct
from inboxguard.audit.shelf_views import Missed, Wrong
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Page
from inboxguard.ui.senders.leaving import LeavingDialog
from inboxguard.ui.set_aside.archiving import Archiving
from inboxguard.ui.set_aside.behind import Behind
from inboxguard.ui.set_aside.not_here import NotHere
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

Keys = tuple[MessageKey, ...]


class Acts(QObject):
    """The acts on masked rows; none of them shows a subject or a name by itself. `whole()` chooses every row."""

    whole = Signal()

    def __init__(self, page: Page, undo: UndoLine, keys: Callable[[], Keys], shelf: Callable[[], str]) -> None:
        """Take what is chosen when an act is asked for, and on which shelf."""
        super().__init__(page)
        self._page = page
        self._undo = undo
        self._keys = keys
        self._shelf = shelf

    def ask(self, act: str, where: QPoint) -> None:
        """Do what the button `act` says with what is chosen; nothing where nothing is."""
        keys = self._keys()
        if not keys:
            return
        acts: dict[str, Callable[[], object]] = {
            "archive": partial(self.archive, keys),
            "unsubscribe": partial(self.behind, ShelfAct.UNSUBSCRIBE, keys),
            "hide": partial(self.hide_senders, keys),
            "not_here": partial(self.not_here, keys),
            "more": partial(self.menu, where, short=True),
        }
        acts[act]()

    def menu(self, where: QPoint, *, short: bool = False) -> QMenu | None:
        """Open the menu of what can be done; `short` leaves out what has a button of its own."""
        keys = self._keys()
        if not keys:
            return None
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not short:
            menu.addAction(self.tr("Archive..."), partial(self.archive, keys))
            menu.addAction(self.tr("Unsubscribe..."), partial(self.behind, ShelfAct.UNSUBSCRIBE, keys))
            menu.addAction(self.tr("Hide sender"), partial(self.hide_senders, keys))
            menu.addSeparator()
        menu.addAction(self.tr("Ask for less..."), partial(self.behind, ShelfAct.ASK_FOR_LESS, keys))
        menu.addAction(self.tr("Object..."), partial(self.behind, ShelfAct.OBJECTION, keys))
        menu.addSeparator()
        menu.addAction(self.tr("Keep: back to your lists"), partial(self.keep, keys))
        if not short:
            menu.addAction(self.tr("Not here..."), partial(self.not_here, keys))
        menu.addSeparator()
        menu.addAction(self.tr("Whole shelf"), self.whole.emit)
        menu.popup(where)
        return menu

    # --- acts

    def archive(self, keys: Keys) -> None:
        """Ask where the messages go, and move them there."""
        dialog = Archiving(self._page.desk, keys, self._page)
        dialog.moved.connect(self._archived)
        self._show(dialog)

    def _archived(self, act: int, password: str) -> None:
        """A password that no keyring keeps is held for the undo alone, and goes with its line."""
        self._say(
            self.tr("Archived."),
            lambda audit, tell: audit.archive_undo(act, password or None, tell),
            self.tr("Moving it back"),
        )

    def behind(self, act: ShelfAct, keys: Keys) -> None:
        """Tell what a way out or a letter would do to the senders behind these messages."""
        dialog = Behind(self._page.desk, act, keys, self._page)
        dialog.look.connect(self._look)
        self._show(dialog)

    def _look(self, ids: Sequence[SenderId]) -> None:
        self._show(LeavingDialog(self._page.desk, ids, self._page))

    def hide_senders(self, keys: Keys) -> None:
        """Set the whole senders of these messages aside, on this shelf."""
        shelf = self._shelf()
        self._page.run(
            self.tr("Setting aside"),
            lambda audit, tell: audit.set_aside_senders(audit.behind(keys).organisations, tell, shelf),
            lambda before: self._say(
                self.tr("All marketing of these senders lies here now."),
                lambda audit, tell: audit.put_back(before, tell),
            ),
        )

    def not_here(self, keys: Keys) -> None:
        """Ask what of these messages does not belong here."""
        dialog = NotHere(len(keys) > 1, self._page)
        dialog.accepted.connect(lambda: self._wrong(keys, dialog.by))
        dialog.open()

    def keep(self, keys: Keys) -> None:
        """Put these messages back into the lists, for good."""
        self._wrong(keys, Wrong.MAIL)

    def _wrong(self, keys: Keys, by: Wrong) -> None:
        """Words that are not to count again stay said; all else can be undone."""
        shelf = self._shelf()

        def work(audit: "Audit", tell: Tell) -> Shelved:
            before: Shelved = ()
            if by is Wrong.SENDER:
                before = audit.keep_senders(audit.behind(keys).organisations, tell)
            audit.wrong(keys, by, tell)
            return (*before, *((SenderId(key), "") for key in keys))

        def back(audit: "Audit", tell: Tell, before: Shelved) -> None:
            audit.put_back(before, tell)
            there = {row.key for row in audit.shelf(shelf)}
            for key in keys:  # those that the person had put here one by one
                if key not in there:
                    audit.missed(key, Missed.MAIL, (), shelf, tell)

        def done(before: Shelved) -> None:
            if by is not Wrong.WORDS:
                self._say(self.tr("Back in your lists."), lambda audit, tell: back(audit, tell, before))

        self._page.run(self.tr("Taking it off the shelf"), work, done)

    # --- what they have in common

    def _say(self, words: str, work: "Callable[[Audit, Tell], Any]", label: str = "") -> None:
        def back() -> None:
            self._undo.dismiss()
            self._page.run(label or self.tr("Taking it back"), work)

        self._undo.say(words, back)

    def _show(self, dialog: QDialog) -> None:
        dialog.setModal(True)
        dialog.show()
