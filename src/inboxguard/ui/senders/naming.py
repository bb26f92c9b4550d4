"""How a sender is called, where its mail calls it something else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QWidget

from inboxguard.audit.views import SenderRow
from inboxguard.ui import phrases, pieces, style
from inboxguard.ui.tables import labelled

LONGEST = 80


class NameDialog(QDialog):
    """Asks for a name; `name` is the answer, "" for the name that its mail gives it."""

    def __init__(self, row: SenderRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rename a sender"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        title = self.tr("Rename {name}").format(name=phrases.shown(row.name, 60))
        body.addWidget(pieces.text(title, font="title"))
        self.field = QLineEdit(phrases.shown(row.name, LONGEST))
        self.field.setMaxLength(LONGEST)
        self.field.setFont(style.font())
        self.field.selectAll()
        note = self.tr("Only for you. Empty gives it the name of its own mails again.")
        body.addWidget(labelled(self.tr("Name"), self.field, note))
        body.addStretch(1)
        take = pieces.primary(self.tr("Rename"), self.accept)
        self.field.returnPressed.connect(self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), take))
        width = style.ch(56)
        self.resize(width, max(body.totalHeightForWidth(width), body.totalSizeHint().height()))
        self.field.setFocus()

    @property
    def name(self) -> str:
        """The name as it was typed."""
        return self.field.text().strip()
