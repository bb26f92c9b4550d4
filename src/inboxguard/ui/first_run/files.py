"""Opening mail files: what mail programs of this computer hold, and what the person chooses."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inboxguard.audit.ways_in import MailProgram
from inboxguard.ui import phrases, pieces
from inboxguard.ui.choices import Choice
from inboxguard.ui.first_run.country import Country
from inboxguard.ui.page import Desk

MOST_PROFILES = 6


class Files(QWidget):
    """Offers mail files; `chosen(paths)` is what is to be read. Nothing is opened before that."""

    chosen = Signal(object)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = pieces.column(self, gap=12)
        column.addWidget(pieces.text(self.tr("Open a mail file"), font="title"))
        column.addWidget(pieces.text(self.tr("The files stay as they are. You can also drop them here."), tone="muted"))
        self.programs = QWidget()
        self._programs = pieces.column(self.programs, gap=8)
        column.addWidget(self.programs)
        files = self.tr(
            "Files: an archive of Google Takeout (.zip or .tgz, all parts at once), mbox (also .gz), .eml and .emlx."
        )
        folders = self.tr("Folders: a Maildir, a profile of Thunderbird or Betterbird, or any folder of such files.")
        column.addWidget(pieces.text(files))
        column.addWidget(pieces.text(folders))
        self.country = Country(desk)
        column.addWidget(self.country)
        self.files_button = pieces.primary(self.tr("Choose files..."), self.choose_files, icon="open-file")
        self.folder_button = pieces.button(self.tr("Choose a folder..."), self.choose_folder, icon="open-file")
        column.addLayout(
            pieces.row(pieces.link(self.tr("Back"), self.back.emit), None, self.folder_button, self.files_button)
        )
        column.addStretch(1)

    def begin(self) -> None:
        """Look which mail programs there are; their mail is not touched."""
        self.country.begin()
        pieces.clear(self._programs)
        found = self._desk.audit.mail_programs()[:MOST_PROFILES]
        if found:
            self._programs.addWidget(pieces.text(self.tr("On this computer:")))
        for program in found:
            self._programs.addWidget(self._offer(program))
        self.programs.setVisible(bool(found))
        self.files_button.setFocus()

    def _offer(self, program: MailProgram) -> Choice:
        title = self.tr("Read the mail of {program}").format(program=program.program)
        under = self.tr("Profile {name}, {path}").format(
            name=phrases.shown(program.name, 60), path=phrases.shown(str(program.path), 300)
        )
        made = Choice("row", f"{title}. {under}", lambda: self.chosen.emit([program.path]))
        made.line.setContentsMargins(14, 10, 14, 10)
        made.line.setSpacing(14)
        made.put_icon("mailbox", "accent")
        made.put_words(title, under)
        made.put_icon("chevron-right", "muted")
        return made

    def choose_files(self) -> None:
        """Let the person choose files; mbox files often have no ending, so that all are offered too."""
        endings = "*.mbox *.mbx *.zip *.tgz *.tar.gz *.gz *.eml *.emlx"
        kinds = ";;".join(
            (self.tr("All files (*)"), self.tr("Mail files and archives ({endings})").format(endings=endings))
        )
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose mail files"), "", kinds)
        if names:
            self.chosen.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Let the person choose a folder."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of mail"))
        if name:
            self.chosen.emit([Path(name)])
