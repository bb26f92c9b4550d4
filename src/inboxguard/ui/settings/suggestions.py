"""Subjects that go with those just chosen: asked once, nothing ticked, and gone with "Not now"."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from inboxguard.audit.views import ThemeRow
from inboxguard.ui import pieces
from inboxguard.ui.settings.growing import Growing
from inboxguard.ui.settings.subject_list import SubjectList


class Suggestions(Growing):
    """Asks which of these subjects are to be set aside as well; `chosen` is the answer."""

    def __init__(self, themes: Sequence[ThemeRow], parent: QWidget | None = None) -> None:
        super().__init__(54, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Set aside"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("You may also want to set aside"), font="title"))
        self.list = SubjectList(themes, ())
        self.list.toggled.connect(lambda *_: self._follow())
        body.addWidget(self.list)
        body.addStretch(1)
        self.later = pieces.button(self.tr("Not now"), self.reject)
        self.take = pieces.primary(self.tr("Set aside"), self.accept)
        body.addLayout(pieces.row(None, self.later, self.take))
        self._follow()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The subjects that were ticked."""
        return self.list.ticked

    def _follow(self) -> None:
        self.take.setEnabled(bool(self.chosen))
