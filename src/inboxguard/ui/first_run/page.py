"""The first thing that is seen: three choices, and beside them only the promise that everything stays here."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.views import ImportResult, SyncResult
from inboxguard.errors import InboxGuardError
from inboxguard.ui import choices, icons, panes, phrases, pieces, style, unreadable
from inboxguard.ui.first_run.connect import Connect
from inboxguard.ui.first_run.files import Files
from inboxguard.ui.first_run.working import Working
from inboxguard.ui.page import Desk

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

WIDTH_CH = 86
MOST_REASONS = 3


class FirstRun(QWidget):
    """Choices, connecting, files; `arrived(ImportResult | SyncResult | None)` when mail is there, `left()` to go back.

    `reads` is true while the person's own mail is read: when that is stopped, what was read is there to be shown.
    """

    arrived = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._may_go_back = False
        self.reads = False
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("First steps"))
        self.scroll_area = panes.Scroll(margins=(28, 22, 28, 22))
        self.scroll_area.setAccessibleName(self.tr("First steps"))
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pieces.column(self).addWidget(self.scroll_area)
        middle = QWidget()
        middle.setMaximumWidth(max(620, style.ch(WIDTH_CH)))
        column = pieces.column(middle, gap=16)
        column.addLayout(_brand())
        self.steps = QWidget()
        steps = pieces.column(self.steps)
        self.choices = self._make_choices()
        self.connecting = Connect(desk)
        self.connecting.connected.connect(self._read_mailbox)
        self.connecting.back.connect(self.back)
        self.files = Files(desk)
        self.connecting.files.connect(self._show_files)
        self.files.chosen.connect(self.import_files)
        self.files.back.connect(self.back)
        for step in (self.choices, self.connecting, self.files):
            steps.addWidget(step)
        column.addWidget(self.steps)
        self.notice = QWidget()
        self._notice_column = pieces.column(self.notice)
        self.notice.hide()
        column.addWidget(self.notice)
        self.working = Working()
        self.working.stop.connect(desk.jobs.stop)
        self.working.hide()
        self.connecting.browser.closed.connect(self.working.show_page)
        column.addWidget(self.working)
        column.addLayout(self._promise())
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        self.scroll_area.body.addStretch(2)
        self.scroll_area.body.addLayout(across)
        self.scroll_area.body.addStretch(3)

    def begin(self, step: str = "choices", *, may_go_back: bool = False) -> None:
        """Show "choices", "connect" or "open_file"; `may_go_back` where the window already has mail to show."""
        self._may_go_back = may_go_back
        self.notice.hide()
        pages = {"connect": self.connecting, "open_file": self.files}
        self._show(pages.get(step, self.choices))

    def back(self) -> None:
        """Go back to the choices, or to the window that has mail already."""
        if self._may_go_back:
            self.left.emit()
        else:
            self.notice.hide()
            self._show(self.choices)

    def say(self, error: InboxGuardError) -> None:
        """Show what went wrong, in words."""
        pieces.clear(self._notice_column)
        self._notice_column.addWidget(panes.Notice("red", phrases.error_title(error), phrases.shown(str(error), 1000)))
        self.notice.show()
        self.scroll_area.fit()

    def work_began(self, label: str) -> None:
        """Show that work runs; the choices wait."""
        self.notice.hide()
        self.working.begin(label)
        self.steps.setEnabled(False)
        # Reading takes minutes; a form that cannot be used meanwhile only stands in the way.
        self.steps.setVisible(not self.reads)
        self.scroll_area.fit()
        self.scroll_area.ensureWidgetVisible(self.working)

    def work_steps(self, step: Step) -> None:
        """Show where the work is."""
        self.working.step(step)

    def work_ended(self) -> None:
        """Let the person choose again."""
        self.working.hide()
        self.steps.setEnabled(True)
        self.steps.show()
        self.reads = False

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read mail files, then show what they say."""
        chosen = tuple(paths)
        if chosen:
            # On the page of the choices nobody was asked, and what the computer says is not what a person said.
            keep = None if self.files.isHidden() else self.files.country.keeping()

            def read(audit: "Audit", tell: Tell) -> ImportResult:
                audit.leave_demo()
                if keep is not None:
                    keep(audit)
                return audit.import_files(chosen, tell=tell)

            self.reads = True
            self._desk.jobs.run(self.tr("Reading mail files"), read, self._imported, owner=self)

    def look_at_sample(self) -> None:
        """Fill the data with the invented mailbox."""
        self._desk.jobs.run(
            self.tr("Preparing the sample"),
            lambda audit, tell: audit.demo("move", tell),
            self.arrived.emit,
            owner=self,
        )

    def _imported(self, result: ImportResult) -> None:
        if result.added or result.known:
            self.arrived.emit(result)
            return
        reasons = unreadable.sentences(result.unreadable)[:MOST_REASONS]
        self.say(InboxGuardError(" ".join(reasons) or self.tr("There was no mail in it.")))

    def _read_mailbox(self, address: str, password: str) -> None:
        keep = self.connecting.country.keeping()
        once, unkept = password or None, self.connecting.unkept

        def read(audit: "Audit", tell: Tell) -> SyncResult:
            audit.leave_demo()
            keep(audit)
            result = audit.sync(address, password=once, tell=tell)
            return replace(result, notes=(*result.notes, unkept)) if unkept else result

        self.reads = True
        self._desk.jobs.run(self.tr("Reading mail"), read, self.arrived.emit, otherwise=self._broke, owner=self)

    def _broke(self, error: Exception) -> bool:
        """Show what came before it broke; what broke is said by the window."""
        if isinstance(error, InboxGuardError) and not self._desk.audit.empty():
            self.arrived.emit(None)
        return False

    def _show_files(self) -> None:
        self._show(self.files)

    def _show(self, step: QWidget) -> None:
        for one in (self.choices, self.connecting, self.files):
            one.setVisible(one is step)
        if step is self.connecting:
            self.connecting.begin()
        elif step is self.files:
            self.files.begin()
        self.scroll_area.fit()

    def _make_choices(self) -> QWidget:
        page = QWidget()
        column = pieces.column(page, gap=12)
        column.addWidget(pieces.text(self.tr("Who has your address, and how did they get it?"), font="title"))
        under = self.tr(
            "inboxguard reads the mail you already have and shows who writes to you, on what footing, "
            "and whose copy of your address they seem to use."
        )
        column.addWidget(pieces.text(under, tone="muted"))
        column.addSpacing(8)
        self.connect_choice = choices.large(
            "mailbox",
            self.tr("Connect a mailbox"),
            self.tr("Any provider with IMAP. Nothing there is moved or marked as read."),
            lambda: self._show(self.connecting),
        )
        self.file_choice = choices.large(
            "open-file",
            self.tr("Open a mail file"),
            self.tr("Google Takeout, Thunderbird, mbox, Maildir or .eml. You can also drop it here."),
            self._show_files,
        )
        self.sample_choice = choices.large(
            "sample",
            self.tr("Look at the sample"),
            self.tr("An invented mailbox, to see what this does before it sees your mail."),
            self.look_at_sample,
        )
        for choice in (self.connect_choice, self.file_choice, self.sample_choice):
            column.addWidget(choice)
        return page

    def _promise(self) -> QHBoxLayout:
        lock = QLabel()
        lock.setPixmap(icons.pixmap("lock", "accent"))
        words = pieces.text(
            self.tr(
                "Everything stays on this computer. inboxguard reads; it sends nothing unless you press the button."
            )
        )
        line = pieces.row(lock, gap=10)
        line.addWidget(words, 1)
        line.setContentsMargins(0, 12, 0, 0)
        return line

    # --- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_look(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_look(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_look(False)
        self.import_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _drop_look(self, over: bool) -> None:
        self.file_choice.setProperty("drop", "true" if over else "false")
        self.file_choice.style().unpolish(self.file_choice)
        self.file_choice.style().polish(self.file_choice)


def _brand() -> QHBoxLayout:
    tile = QLabel()
    tile.setPixmap(icons.tile(style.grown(40)))
    line = pieces.row(tile, pieces.text("inboxguard", font="strong", wrap=False), None, gap=12)
    line.setContentsMargins(0, 0, 0, 8)
    return line
