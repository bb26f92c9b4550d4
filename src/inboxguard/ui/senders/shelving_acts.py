"""Setting a mail or a sender aside from the page Senders: the dialog, and what becomes of its answer."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from inboxguard.audit.progress import Tell
from inboxguard.audit.shelf_views import Missed, RareWord, ShelfSettings
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.ui import shelf_words
from inboxguard.ui.page import Page
from inboxguard.ui.senders.shelving import By, ShelvingDialog
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

FIRST = "a"
_MISSED = {By.LIST: Missed.LIST, By.WORDS: Missed.WORDS, By.MAIL: Missed.MAIL}


class ShelvingActs(QObject):
    """What leaves quietly is named by no line afterwards; each act can be undone once."""

    def __init__(self, page: Page, undo: UndoLine) -> None:
        super().__init__(page)
        self._page = page
        self._undo = undo

    def senders(self, ids: Sequence[SenderId], name: str = "") -> ShelvingDialog | None:
        """Set senders aside; where there are several shelves, ask first on which."""
        shelves = self._shelves()
        if len(shelves) < 2:
            self._senders(ids, shelves[0][0] if shelves else FIRST)
            return None
        dialog = ShelvingDialog(name, shelves, None, self._page)
        dialog.accepted.connect(lambda: self._senders(ids, dialog.shelf))
        dialog.open()
        return dialog

    def mail(self, key: MessageKey, name: str) -> ShelvingDialog | None:
        """Ask by what this mail is set aside: this list first, these words second; `name` is its sender's."""
        try:
            lists = self._page.desk.audit.lists_of(key)
        except InboxGuardError as error:
            self._page.desk.jobs.failed.emit(self.tr("Setting aside"), error)
            return None
        dialog = ShelvingDialog(name, self._shelves(), lists, self._page)
        asked: list[bool] = []

        def words_wanted(on: bool) -> None:
            if on and not asked:
                asked.append(True)
                self._ask_words(dialog, key)

        dialog.choices[By.WORDS].toggled.connect(words_wanted)
        dialog.accepted.connect(lambda: self._mail(key, dialog))
        dialog.open()
        return dialog

    def _ask_words(self, dialog: ShelvingDialog, key: MessageKey) -> None:
        def look(audit: "Audit", tell: Tell) -> tuple[RareWord, ...]:
            return audit.rare_words(key)

        self._page.desk.jobs.run(
            self.tr("Looking for words"), look, dialog.ticking.show_words, owner=dialog, changes=False, show="nothing"
        )

    def _senders(self, ids: Sequence[SenderId], shelf: str) -> None:
        self._page.back()
        self._run(
            lambda audit, tell: audit.set_aside_senders(ids, tell, shelf),
            lambda before: lambda audit, tell: audit.put_back(before, tell),
        )

    def _mail(self, key: MessageKey, dialog: ShelvingDialog) -> None:
        by, words, shelf = dialog.by, dialog.words, dialog.shelf
        if by is By.SENDER:
            self._run(
                lambda audit, tell: audit.set_aside_senders(audit.behind((key,)).organisations, tell, shelf),
                lambda before: lambda audit, tell: audit.put_back(before, tell),
            )
            return

        def set_aside(audit: "Audit", tell: Tell) -> ShelfSettings:
            before = audit.shelf_settings(shelf)
            audit.missed(key, _MISSED[by], words, shelf, tell)
            return before

        def back(audit: "Audit", tell: Tell, before: ShelfSettings) -> None:
            if by is not By.MAIL:
                audit.keep_shelf(before, tell)
            audit.put_back(((SenderId(key), ""),), tell)

        self._run(set_aside, lambda before: lambda audit, tell: back(audit, tell, before))

    def _run(
        self,
        work: "Callable[[Audit, Tell], Any]",
        back: "Callable[[Any], Callable[[Audit, Tell], Any]]",
    ) -> None:
        def done(before: object) -> None:
            self._undo.say(self.tr("Set aside."), partial(self._back, back(before)))

        self._page.run(self.tr("Setting aside"), work, done)

    def _back(self, work: "Callable[[Audit, Tell], Any]") -> None:
        self._undo.dismiss()
        self._page.run(self.tr("Taking it back"), work)

    def _shelves(self) -> list[tuple[str, str]]:
        return [(card.id, shelf_words.shelf_name(card)) for card in self._page.desk.audit.shelves()]
