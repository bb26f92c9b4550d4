"""An export of a password manager or alias service taken in: what happens first, then what it brought."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLayout, QWidget

from inboxguard.audit.address_views import Imported
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, phrases, pieces, style
from inboxguard.ui.page import Desk
from inboxguard.ui.settings.address_words import AddressWords
from inboxguard.ui.settings.growing import Growing


class ImportAddressesDialog(Growing):
    """Asks for the file, takes it in, and says in sentences what came of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(64, parent)
        self._desk = desk
        self._words = AddressWords(self)
        self.setWindowTitle(self.tr("Import addresses"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Import from a password manager or alias service"), font="title"))
        self._about = pieces.column(gap=8)
        for line in (
            self.tr("Only which address belongs to which site is read. Passwords and notes stay in the file."),
            self.tr(
                "It reads exports of SimpleLogin, addy.io, Firefox Relay, Bitwarden, KeePassXC, 1Password, Proton "
                "Pass, LastPass and browsers, not encrypted ones."
            ),
        ):
            self._about.addWidget(pieces.text(line, tone="muted"))
        body.addLayout(self._about)
        self.only = QCheckBox(self.tr("The aliases in it went to nobody else"))
        self.only.setFont(style.font())
        self.only.setAccessibleName(self.only.text())
        body.addLayout(pieces.row(self.only, None))
        self._told = pieces.column(gap=8)
        body.addLayout(self._told)
        body.addStretch(1)
        self.close_button = pieces.button(self.tr("Cancel"), self.close)
        self.choose = pieces.primary(self.tr("Choose the file..."), self._choose)
        body.addLayout(pieces.row(None, self.close_button, self.choose))
        self.fit()
        self.choose.setFocus()

    def _choose(self) -> None:
        kinds = self.tr("Exports (*.csv *.json *.1pux *.zip *.txt);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the export"), "", kinds)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Take in the export at `path`."""
        only = self.only.isChecked()
        self.choose.setEnabled(False)
        self._tell((self.tr("Reading the export..."),))
        self._desk.jobs.run(
            self.tr("Importing addresses"),
            lambda audit, tell: audit.import_addresses(path, only, tell),
            self._done,
            otherwise=self._failed,
            owner=self,
        )

    def _done(self, taken: Imported) -> None:
        pieces.clear(self._about)
        self.only.hide()
        self.choose.hide()
        self.close_button.setText(self.tr("Done"))
        self.close_button.setAccessibleName(self.tr("Done"))
        self._tell(self._words.imported(taken))
        self.close_button.setFocus()

    def _failed(self, error: Exception) -> bool:
        self.choose.setEnabled(True)
        self._tell(())
        if isinstance(error, InboxGuardError):
            self._tell((phrases.shown(str(error), 600),), "red")
        else:
            crash.report(error, self)
        return True

    def _tell(self, sentences: tuple[str, ...], tone: pieces.Tone = "") -> None:
        pieces.clear(self._told)
        for sentence in sentences:
            self._told.addWidget(pieces.text(sentence, tone=tone))
