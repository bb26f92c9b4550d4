"""The mailboxes that are read."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from inboxguard.audit.views import AccountRow
from inboxguard.ui import figures, panes, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown


class Mailboxes(panes.Card):
    """The card of accounts. Signals: `sync(address)`, `remove(address)`, `add()`, `open_file()`, `as_it_comes(on)`."""

    sync = Signal(str)
    remove = Signal(str)
    add = Signal()
    open_file = Signal()
    as_it_comes = Signal(bool)

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.body.addWidget(pieces.heading(self.tr("Mailboxes")))
        self._list = pieces.column(gap=10)
        self.body.addLayout(self._list)
        self.listens = QCheckBox(self.tr("Read new mail as it comes"))
        self.listens.setFont(style.font())
        self.listens.setObjectName("settings_as_it_comes")
        self.listens.setAccessibleName(self.listens.text())
        self.listens.clicked.connect(lambda on: self.as_it_comes.emit(on))
        note = self.tr("While this window is open. Otherwise it is read when you say so.")
        self._note = pieces.text(note, font="small", tone="muted")
        self.listens.setAccessibleDescription(note)
        self.body.addLayout(pieces.row(self.listens, None))
        self.body.addWidget(self._note)
        box = QWidget()
        flow = Flow(box)
        flow.addWidget(pieces.button(self.tr("Add a mailbox..."), self.add.emit))
        flow.addWidget(pieces.button(self.tr("Open a mail file..."), self.open_file.emit))
        self.body.addWidget(box)

    def show_accounts(self, accounts: Sequence[AccountRow], today: date) -> None:
        """List `accounts`."""
        pieces.clear(self._list)
        self.listens.setVisible(bool(accounts))
        self._note.setVisible(bool(accounts))
        if not accounts:
            words = self.tr("No mailbox is connected. Mail files can be opened without one.")
            self._list.addWidget(pieces.text(words, tone="muted"))
        for account in accounts:
            self._list.addLayout(self._row(account, today))

    def _row(self, account: AccountRow, today: date) -> QHBoxLayout:
        address = shown(account.address)
        words = pieces.column(gap=1)
        words.addWidget(pieces.text(address, selectable=True))
        read = self.tr("not read yet")
        if account.read_at:
            read = self.tr("read {day}").format(day=figures.day(account.read_at, today))
        line = self.tr("{host}, {n} mails, {read}").format(
            host=shown(account.host), n=figures.number(account.messages), read=read
        )
        if account.sign_in != "password":
            line = self.tr("{line}, signed in with the browser").format(line=line)
        words.addWidget(pieces.text(line, font="small", tone="muted"))
        row = pieces.row(gap=8)
        row.addLayout(words, 1)
        name = self.tr("Read new mail of {address} now").format(address=address)
        row.addWidget(pieces.button(self.tr("Read now"), lambda: self.sync.emit(account.address), name=name))
        name = self.tr("Remove {address}").format(address=address)
        row.addWidget(pieces.button(self.tr("Remove..."), lambda: self.remove.emit(account.address), name=name))
        return row
