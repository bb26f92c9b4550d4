"""The dialog "Archive...": where masked messages go on their server, told before anything is moved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from inboxguard.audit.archiving import Archived, ArchivePlan
from inboxguard.audit.progress import Step
from inboxguard.facts.message import MessageKey
from inboxguard.themes.filters import FOLDER
from inboxguard.ui import phrases, pieces, style
from inboxguard.ui.page import Desk
from inboxguard.ui.password import password_helps
from inboxguard.ui.settings.growing import Growing
from inboxguard.ui.tables import labelled

LONGEST_NAME = 60


class Archiving(Growing):
    """Asks for a folder and moves the messages there; `moved(act, password)` when some were, to be undone by that."""

    moved = Signal(int, str)

    def __init__(self, desk: Desk, keys: Sequence[MessageKey], parent: QWidget | None = None) -> None:
        super().__init__(60, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._keys = tuple(keys)
        self._running = ""
        self.setWindowTitle(self.tr("Archive"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Archive"), font="title"))
        line = self.tr("Moves the messages into a folder of your mailbox, and so out of sight on your phone too.")
        body.addWidget(pieces.text(line, tone="muted"))
        self.folder = QLineEdit(FOLDER)
        self.folder.setFont(style.font())
        self.folder.setMaxLength(LONGEST_NAME)
        self.folder.textChanged.connect(lambda _: self._follow())
        note = self.tr("It is made if it is missing. Your provider can read its name, so a neutral one is best.")
        body.addWidget(labelled(self.tr("Folder"), self.folder, note))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFont(style.font())
        self.password.setMaxLength(1000)
        self._password_row = labelled(
            self.tr("Password of your mailbox"),
            self.password,
            self.tr("No keyring has it. The password is used for this, and for undoing it, and not kept."),
        )
        self._password_row.hide()
        body.addWidget(self._password_row)
        self.said = pieces.text("")
        body.addWidget(self.said)
        body.addStretch(1)
        self.cancel = pieces.button(self.tr("Cancel"), self.close)
        self.take = pieces.primary(self.tr("Move them"), self._move)
        body.addLayout(pieces.row(None, self.cancel, self.take))
        self._ready = False
        self._follow()
        self._look()

    def _look(self) -> None:
        self._begin(self.tr("Looking at what would happen"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.archive_preview(self._keys),
            self._looked,
            otherwise=self._failed,
            owner=self,
            changes=False,
        )

    def _looked(self, plan: ArchivePlan) -> None:
        """Without a number: shelves are not counted."""
        self._rest()
        stays = plan.only_in_files + plan.elsewhere
        self._ready = bool(plan.messages)
        if not self._ready:
            words = self.tr("None of these lies in a mailbox that can be reached, so there is nothing to move.")
        elif stays:
            words = self.tr("Some of these lie only in files, or in the junk or trash; those stay where they are.")
        else:
            words = self.tr("Nothing is deleted. You can undo it afterwards.")
        self._say(words)
        self._follow()

    def _move(self) -> None:
        keys, folder, password = self._keys, self.folder.text().strip(), self.password.text() or None
        self._begin(self.tr("Archiving"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.archive(keys, folder, password, tell),
            self._done,
            otherwise=self._failed,
            owner=self,
        )

    def _done(self, done: Archived) -> None:
        self._rest()
        if done.id is not None:
            self.moved.emit(done.id, self.password.text())
        self.password.clear()
        if done.moved and not done.notes:
            self.close()
            return
        moved = self.tr("Some were moved, some stay where they are.") if done.moved else self.tr("Nothing was moved.")
        self._say(" ".join((moved, *(phrases.shown(note) for note in done.notes[:3]))))
        self._ready = False
        self.cancel.setText(self.tr("Close"))
        self.cancel.setAccessibleName(self.cancel.text())
        self._follow()

    def _failed(self, error: Exception) -> bool:
        self._rest()
        if password_helps(error):
            self._password_row.show()
            self.password.setFocus()
        self._say(phrases.shown(str(error)))
        self._follow()
        return True

    # --- saying

    def _begin(self, label: str) -> None:
        self._running = label
        self._say(f"{label}...")
        self._desk.jobs.stepped.connect(self._step)
        self._follow()

    def _rest(self) -> None:
        if self._running:
            self._desk.jobs.stepped.disconnect(self._step)
        self._running = ""

    def _step(self, step: Step) -> None:
        if self._desk.jobs.label == self._running:
            self._say(phrases.step(Step(step.what)))  # how far of how many would count what lies here

    def _say(self, words: str) -> None:
        self.said.setText(phrases.breakable(words))

    def _follow(self) -> None:
        self.take.setEnabled(self._ready and not self._running and bool(self.folder.text().strip()))

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left."""
        if self._running and self._desk.jobs.label == self._running:
            self._desk.jobs.stop()
        self._rest()
        super().done(result)
