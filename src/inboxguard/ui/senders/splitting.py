"""One sender becomes two: the parts that can be told apart, of which one becomes a sender of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QLayout, QWidget

from inboxguard.audit.correcting import SenderPart
from inboxguard.audit.views import SenderRow
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.radio import Radio
from inboxguard.ui.senders.wording import wording

MOST = 200
"""Parts listed; who writes from more addresses than that makes a new one for each mail."""


class SplitDialog(QDialog):
    """Asks which part becomes a sender of its own; `by` is the answer."""

    def __init__(self, row: SenderRow, parts: Sequence[SenderPart], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._row = row
        self._parts = tuple(parts[:MOST])
        name = phrases.shown(row.name, 60)
        self.setWindowTitle(self.tr("Split a sender"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Split {name}").format(name=name), font="title"))
        line = self.tr("For mail of two brands that was taken for one. Choose the part that is a sender of its own.")
        body.addWidget(pieces.text(line if parts else self.tr("All its mail comes from one place."), tone="muted"))
        area = panes.Scroll(gap=4, margins=(0, 0, 0, 0))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Parts"))
        self._group = QButtonGroup(self)
        for at, part in enumerate(self._parts):
            words = self.tr("{part}, called {name}, {mails}").format(
                part=phrases.shown(part.by, 120), name=phrases.shown(part.name, 60), mails=wording.mails(part.mails)
            )
            choice = Radio(words)
            self._group.addButton(choice, at)
            area.body.addWidget(choice)
        self._group.idToggled.connect(lambda at, on: self._tell() if on else None)
        area.body.addStretch(1)
        body.addWidget(area, 1)
        box = panes.Card("quiet", margins=(14, 10, 14, 10))
        self.preview = pieces.text(self.tr("Nothing is chosen yet."))
        box.body.addWidget(self.preview)
        box.setVisible(bool(parts))
        body.addWidget(box)
        self.take = pieces.primary(self.tr("Split"), self.accept)
        self.take.setEnabled(False)
        self.take.setVisible(bool(parts))
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        sized(self, 64, 56 if parts else 24)

    @property
    def by(self) -> str:
        """The part that becomes a sender of its own, "" before one is chosen."""
        at = self._group.checkedId()
        return self._parts[at].by if 0 <= at < len(self._parts) else ""

    def _tell(self) -> None:
        part = self._parts[self._group.checkedId()]
        words = self.tr(
            "{part} becomes a sender of its own with {mails}; {rest} stay with {name}. "
            "You can undo it at any time."
        ).format(
            part=phrases.shown(part.by, 120),
            mails=wording.mails(part.mails),
            rest=figures.number(max(0, self._row.mails - part.mails)),
            name=phrases.shown(self._row.name, 60),
        )
        self.preview.setText(phrases.breakable(words))
        self.take.setEnabled(True)
