"""All mails of one sender in a paged list, from which each can be opened and called marketing or not."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QLayout, QMenu, QWidget

from inboxguard.audit.sender_views import MailRow
from inboxguard.facts.message import MessageKey
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.tables import Column, Paged, Table


class AllMails(QDialog):
    """The mails of a sender, newest first. `wanted(key)` opens one; `called(key, Kind)` contradicts its kind."""

    wanted = Signal(str)
    called = Signal(str, object)

    def __init__(
        self,
        name: str,
        ids: Sequence[MessageKey],
        fetch: Callable[[Sequence[MessageKey]], Sequence[MailRow]],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Mails of {name}").format(name=phrases.shown(name, 80))
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        line = self.tr("{mails}, newest first. Enter opens one.")
        body.addWidget(pieces.text(line.format(mails=wording.mails(len(ids))), tone="muted"))
        self.model: Paged[MessageKey, MailRow] = Paged(self._columns(today), fetch, self)
        self.model.set_ids(ids)
        self.table = Table(self.model, title)
        self.table.opened.connect(self._open)
        self.table.menu.connect(self._menu)
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.table)
        body.addWidget(card, 1)
        self.open_button = pieces.button(self.tr("Open"), lambda: self._open(self.table.chosen_id()))
        self.say_button = pieces.button("", self._say)
        self.table.chosen.connect(lambda _: self._follow())
        acts = pieces.row(self.open_button, self.say_button, None, pieces.button(self.tr("Close"), self.close))
        body.addLayout(acts)
        sized(self, 90, 64)
        if ids:
            self.table.selectRow(0)
        self._follow()
        self.table.setFocus()

    def _columns(self, today: date) -> tuple[Column[MailRow], ...]:
        return (
            Column(
                self.tr("Date"),
                lambda row: figures.day(row.at, today),
                "muted",
                13,
                tip=lambda row: phrases.tooltip(figures.exact(row.at)),
            ),
            Column(self.tr("Subject"), _subject, tip=lambda row: phrases.tooltip(_subject(row))),
            Column(self.tr("Kind"), lambda row: "" if row.kind is None else wording.kind(row.kind), "text", 17),
        )

    def _open(self, key: object) -> None:
        row = self._row(key)
        if row is not None and row.kind is not None:
            self.wanted.emit(row.key)

    def _follow(self) -> None:
        """Let the buttons offer what can be done with the chosen mail."""
        row = self._row(self.table.chosen_id())
        able = row is not None and row.kind is not None
        self.open_button.setEnabled(able)
        self.say_button.setEnabled(able)
        words = self.tr("This is not marketing")
        if row is not None and row.kind is not None:
            words = wording.contradiction(row.kind)[0]
        self.say_button.setText(words)
        self.say_button.setAccessibleName(words)

    def _say(self) -> None:
        row = self._row(self.table.chosen_id())
        if row is not None and row.kind is not None:
            self.called.emit(row.key, wording.contradiction(row.kind)[1])

    def _menu(self, key: object, where: QPoint) -> None:
        row = self._row(key)
        if row is None or row.kind is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._open(key))
        words, kind = wording.contradiction(row.kind)
        menu.addAction(words, lambda: self.called.emit(row.key, kind))
        menu.popup(where)

    def _row(self, key: object) -> MailRow | None:
        return self.model.row(self.model.ids.index(key)) if key in self.model.ids else None

    def again(self, ids: Sequence[MessageKey]) -> None:
        """Ask for the rows again, after one of them was called something else; who is chosen stays chosen."""
        before = self.table.chosen_id()
        self.model.set_ids(ids)
        self.table.choose(before)
        self._follow()


def _subject(row: MailRow) -> str:
    if row.kind is None:
        return phrases.set_aside_message()
    return phrases.shown(row.subject, 300)
