"""The dialog "Not here...": what of these messages does not belong on the shelf."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLayout, QRadioButton, QWidget

from inboxguard.audit.shelf_views import Wrong
from inboxguard.ui import pieces
from inboxguard.ui.explained import explained
from inboxguard.ui.settings.growing import Growing


class NotHere(Growing):
    """Asks what was wrong; `by` is the answer. It names no word, no subject and no sender."""

    def __init__(self, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(60, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Not here"))
        body = pieces.column(self, gap=10, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        title = self.tr("These do not belong here") if several else self.tr("This does not belong here")
        body.addWidget(pieces.text(title, font="title"))
        if several:
            words = {
                Wrong.MAIL: (self.tr("Only these messages"), self.tr("They go back to your lists; the rest stays.")),
                Wrong.WORDS: (
                    self.tr("The words that brought them here"),
                    self.tr("As they stand in these messages they never count again, for you."),
                ),
                Wrong.SENDER: (
                    self.tr("Their senders"),
                    self.tr("No mail of theirs is set aside again, unless you do it yourself."),
                ),
            }
        else:
            words = {
                Wrong.MAIL: (self.tr("Only this message"), self.tr("It goes back to your lists; the rest stays.")),
                Wrong.WORDS: (
                    self.tr("The words that brought it here"),
                    self.tr("As they stand in this message they never count again, for you."),
                ),
                Wrong.SENDER: (
                    self.tr("Its sender"),
                    self.tr("No mail of this sender is set aside again, unless you do it yourself."),
                ),
            }
        self.choices: dict[Wrong, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for one, (head, line) in words.items():
            choice = QRadioButton(head)
            choice.setChecked(one is Wrong.MAIL)
            self._group.addButton(choice)
            self.choices[one] = choice
            body.addLayout(explained(choice, head, line))
        body.addStretch(1)
        self.take = pieces.primary(self.tr("Keep it so"), self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        self.choices[Wrong.MAIL].setFocus()

    @property
    def by(self) -> Wrong:
        """What the person said was wrong."""
        return next(one for one, choice in self.choices.items() if choice.isChecked())
