"""A letter that follows another: chosen at the left, seen at the right, and kept only then."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLayout, QWidget

from inboxguard.audit.particulars import Preview
from inboxguard.audit.views import RequestDetail
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, panes, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.phrases import shown
from inboxguard.ui.requests.groups import called
from inboxguard.ui.requests.shown_letter import ShownLetter
from inboxguard.ui.settings.places import languages
from inboxguard.ui.tables import labelled

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.progress import Tell

Result = TypeVar("Result")

CALM = 150
"""Milliseconds without a change before the letter is written anew."""


class FollowingDialog(QDialog):
    """Shows what would be written; `written(RequestDetail)` once it is in the ledger, `told_already()` on the link.

    Subclasses fill `form`, and hand over what makes the work of a job from what is chosen there at the time.
    """

    written = Signal(object)
    told_already = Signal()

    def __init__(
        self,
        desk: Desk,
        request: RequestDetail,
        title: str,
        line: str,
        already: str,
        previewed: "Callable[[], Callable[[Audit], Preview]]",
        written: "Callable[[], Callable[[Audit], RequestDetail]]",
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a letter about `request`; `already` are the words of the link for what was sent elsewhere.

        `previewed` and `written` make what shows the letter and what keeps it.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.request = desk, request
        self._previewed, self._written = previewed, written
        self._asked = 0
        self._covered = not request.row.name or request.names_set_aside
        name = shown(called(request.row), 60)
        self.setWindowTitle(title.format(name=name))
        outer = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(pieces.text(title.format(name=name), font="title"))
        outer.addWidget(pieces.text(line, tone="muted"))
        self.form = panes.Scroll(gap=10, margins=(0, 0, 12, 0))
        self.form.setAccessibleName(self.tr("What the letter says"))
        self.form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = panes.Card("quiet", gap=0, margins=(1, 1, 1, 1))
        self.letter = ShownLetter()
        card.body.addWidget(self.letter, 1)
        both = pieces.row(self.form, card, gap=20)
        both.setStretch(0, 4)
        both.setStretch(1, 5)
        outer.addLayout(both, 1)
        self.said = pieces.text(self.tr("Nothing is sent from here."), font="small", tone="muted")
        self.keep = pieces.primary(self.tr("Keep this letter..."), self._keep)
        self.keep.setEnabled(False)
        self.already = pieces.link(already, self._already)
        last = pieces.row(self.already, self.said, pieces.button(self.tr("Cancel"), self.reject), self.keep, gap=14)
        last.setStretch(1, 1)
        outer.addLayout(last)
        self.language = QComboBox()
        self.language.setFont(style.font())
        self.language.addItem(self.tr("as is usual there"), None)
        for code, spoken in languages():
            self.language.addItem(spoken, code)
        self.language.currentIndexChanged.connect(lambda _: self.change())
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._preview)
        sized(self, 112, 78)

    def ask_language(self) -> None:
        """Let the person choose the language, at the end of the form."""
        self.form.body.addWidget(labelled(self.tr("Language"), self.language))

    def change(self) -> None:
        """Write the letter anew soon: something else was chosen."""
        self.keep.setEnabled(False)
        self._calm.start()

    def _preview(self) -> None:
        self._asked += 1
        asked, write = self._asked, self._previewed()

        def came(preview: Preview) -> None:
            if asked == self._asked:
                self._show(preview)

        def failed(error: Exception) -> bool:
            return asked != self._asked or self.failed(error)

        self.run(lambda audit, tell: write(audit), came, failed)

    def _show(self, preview: Preview) -> None:
        """Show what would be kept; that to one who is set aside, or which names one, where the person asks for it."""
        self.keep.setEnabled(True)
        if self._covered:
            self.letter.cover(pieces.link(self.tr("Show the letter"), partial(self._uncover, preview)))
        else:
            self.letter.show_draft(preview.draft)

    def _uncover(self, preview: Preview) -> None:
        self._covered = False
        self._show(preview)

    def _keep(self) -> None:
        self.keep.setEnabled(False)
        write = self._written()
        self.run(lambda audit, tell: write(audit), self._kept, self.failed, changes=True)

    def _kept(self, request: RequestDetail) -> None:
        self.accept()
        self.written.emit(request)

    def _already(self) -> None:
        self.reject()
        self.told_already.emit()

    def run(
        self,
        work: "Callable[[Audit, Tell], Result]",
        then: Callable[[Result], object],
        otherwise: Callable[[Exception], bool],
        changes: bool = False,
    ) -> None:
        """Do work of the dialog beside the window, quietly."""
        self.desk.jobs.run(
            self.tr("Writing a letter"), work, then, otherwise=otherwise, owner=self, changes=changes, show="nothing"
        )

    def failed(self, error: Exception) -> bool:
        """Say what the person can act on; a fault of the program gets its report over this dialog, which is modal."""
        if isinstance(error, InboxGuardError):
            self.letter.say(shown(str(error), 600))
        else:
            crash.report(error, self)
        return True
