"""New shelves and changed ones: the dialog, and what becomes of its answer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.shelf_views import RareWord, ShelfCard, ShelfSettings
from inboxguard.audit.views import Chip, SenderRow, SortBy
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, phrases, shelf_words
from inboxguard.ui.page import Page
from inboxguard.ui.set_aside.like_this import AskWords, LikeThis
from inboxguard.ui.set_aside.shelf_dialog import ShelfDialog
from inboxguard.ui.settings.asking import Question

OFFERED = 30
"""Senders offered at most while one is looked for."""
MOST_MAILS = 12


class Shelving(QObject):
    """Opens the dialog of a shelf over a page. `kept(id)` once it is kept."""

    kept = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def new(self) -> ShelfDialog:
        """Ask for a new shelf."""
        cards = self._page.desk.audit.shelves()
        after = ShelfCard("", "", max(card.place for card in cards) + 1, "plain", None)
        return self._open(ShelfSettings(None), shelf_words.shelf_name(after))

    def change(self, shelf: str) -> ShelfDialog:
        """Show a shelf as it is, to be changed or removed."""
        audit = self._page.desk.audit
        cards = {card.id: card for card in audit.shelves()}
        place = cards[shelf].place
        nameless = ShelfCard("", "", place, "plain", None)
        dialog = self._open(audit.shelf_settings(shelf), shelf_words.shelf_name(nameless))
        if len(cards) > 1 and place > 0:
            dialog.may_remove()
        return dialog

    def _open(self, settings: ShelfSettings, name: str) -> ShelfDialog:
        desk = self._page.desk
        dialog = ShelfDialog(settings, name, desk.today, self.find, desk.audit.themes, self._page)
        dialog.kept.connect(lambda chosen: self._keep(dialog, chosen))
        dialog.removed.connect(lambda: self._ask_remove(dialog, settings.id or ""))
        dialog.like_this.connect(lambda: self._like_this(dialog))
        dialog.open()
        return dialog

    def _keep(self, dialog: ShelfDialog, settings: ShelfSettings) -> None:
        dialog.take.setEnabled(False)

        def done(shelf: str) -> None:
            dialog.accept()
            self.kept.emit(shelf)

        def refused(error: Exception) -> bool:
            dialog.take.setEnabled(True)
            if not isinstance(error, InboxGuardError):
                return False
            dialog.say(phrases.shown(str(error)))
            return True

        self._page.desk.jobs.run(
            self.tr("Keeping a shelf"),
            lambda audit, tell: audit.keep_shelf(settings, tell),
            done,
            otherwise=refused,
            owner=dialog,
        )

    def _ask_remove(self, dialog: ShelfDialog, shelf: str) -> None:
        question = Question(
            self.tr("Remove this shelf?"),
            self.tr("What was put on it, and its words, are forgotten. Its mail goes back to your lists."),
            self.tr("Remove"),
            dialog,
        )

        def remove() -> None:
            dialog.reject()
            self._page.run(self.tr("Removing a shelf"), lambda audit, tell: audit.remove_shelf(shelf, tell))

        question.accepted.connect(remove)
        question.open()

    # --- words of a mail

    def _like_this(self, dialog: ShelfDialog) -> None:
        asked = LikeThis(self.find, self._mails, self.ask_words(dialog), dialog)
        asked.accepted.connect(lambda: dialog.take_ticked(asked.words))
        asked.open()

    def _mails(self, sender: str) -> Sequence[tuple[MessageKey, str, str]]:
        """The newest mails of a sender that can be looked at: those set aside are left out."""
        audit = self._page.desk.audit
        rows = audit.mail_rows(audit.mail_ids(SenderId(sender))[: 4 * MOST_MAILS])
        seen = [row for row in rows if row.kind is not None][:MOST_MAILS]
        return [(row.key, figures.full(row.at), row.subject or self.tr("No subject")) for row in seen]

    def find(self, typed: str) -> Sequence[SenderRow]:
        """Return the senders that match what was typed, a few at most."""
        audit = self._page.desk.audit
        return audit.sender_rows(audit.sender_ids(Chip.ALL, typed, SortBy.NAME, False)[:OFFERED])

    def ask_words(self, owner: QWidget) -> AskWords:
        """Return what asks for the rare words of a mail beside the window, for `owner` as long as it is there."""

        def ask(key: MessageKey, then: Callable[[Sequence[RareWord]], object]) -> None:
            self._page.desk.jobs.run(
                self.tr("Looking for words"),
                lambda audit, tell: audit.rare_words(key),
                then,
                owner=owner,
                changes=False,
                show="nothing",
            )

        return ask
