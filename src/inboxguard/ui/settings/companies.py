"""Company records that the person brings: what is kept of them, taking in a file or a folder, and forgetting them."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inboxguard.audit.companies import CompaniesKnown, LoadedCompanies
from inboxguard.ui import figures, panes, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown


class Companies(panes.Card):
    """The card of company records. Signals: `load(Path)`, `forget()`."""

    load = Signal(Path)
    forget = Signal()

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.body.addWidget(pieces.heading(self.tr("Where letters go")))
        self.kept = pieces.text("", tone="muted")
        self.body.addWidget(self.kept)
        note = self.tr(
            "Records of datarequests.org say where a company takes letters about your data, and the list of "
            "JustDeleteMe where an account is deleted. You download them yourself; inboxguard asks nobody for them."
        )
        self.body.addWidget(pieces.text(note, font="small", tone="muted"))
        box = QWidget()
        flow = Flow(box)
        self.load_file = pieces.button(
            self.tr("Load a file..."), self._choose_file, name=self.tr("Load a company file")
        )
        self.load_folder = pieces.button(
            self.tr("Load a folder..."), self._choose_folder, name=self.tr("Load a folder of company records")
        )
        self.forget_all = pieces.button(
            self.tr("Forget them..."), self.forget.emit, name=self.tr("Forget the company records")
        )
        for button in (self.load_file, self.load_folder, self.forget_all):
            flow.addWidget(button)
        self.body.addWidget(box)
        self.said = pieces.text("", font="small", tone="muted")
        self.said.hide()
        self.body.addWidget(self.said)

    def show_known(self, known: CompaniesKnown) -> None:
        """Say what is kept."""
        there = bool(known.companies or known.pages)
        self.forget_all.setVisible(there)
        if not there:
            self.kept.setText(self.tr("No company records are kept. Without them a letter may go to a likely address."))
            return
        parts = []
        if known.companies:
            parts.append(self._records(known.companies))
        if known.pages:
            parts.append(self._pages(known.pages))
        files = ", ".join(shown(one) for one in known.files)
        self.kept.setText(self.tr("Kept: {what}. From {files}.").format(what=self.tr(" and ").join(parts), files=files))

    def told(self, done: LoadedCompanies) -> None:
        """Say what a file brought."""
        lines = []
        if done.companies:
            lines.append(
                self.tr("{records} taken, {n} of them about those who write to you.").format(
                    records=self._records(done.companies), n=figures.number(done.senders)
                )
            )
        if done.pages:
            lines.append(
                self.tr("{pages} taken, for {n} of those who write to you.").format(
                    pages=self._pages(done.pages), n=figures.number(done.page_senders)
                )
            )
        if done.unreadable:
            lines.append(self.tr("{n} could not be read.").format(n=figures.number(done.unreadable)))
        self.say(" ".join(lines))

    def say(self, words: str) -> None:
        """Say quietly what was done, or why not."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _records(self, number: int) -> str:
        if number == 1:
            return self.tr("1 company record")
        return self.tr("{n} company records").format(n=figures.number(number))

    def _pages(self, number: int) -> str:
        if number == 1:
            return self.tr("1 page for deleting accounts")
        return self.tr("{n} pages for deleting accounts").format(n=figures.number(number))

    def _choose_file(self) -> None:
        kinds = self.tr("Company records (*.json *.zip);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the company records"), "", kinds)
        if chosen:
            self.load.emit(Path(chosen))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of company records"))
        if chosen:
            self.load.emit(Path(chosen))
