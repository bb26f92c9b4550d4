"""The dialog "Set aside...": by what a mail, or a sender, is set aside from now on, and on which shelf."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QLayout, QRadioButton, QWidget

from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.explained import explained, indent
from inboxguard.ui.tables import labelled
from inboxguard.ui.ticking import Ticking


class By(StrEnum):
    """By what it is set aside."""

    LIST = "list"
    WORDS = "words"
    MAIL = "mail"
    SENDER = "sender"


class ShelvingDialog(QDialog):
    """Asks by what, and where; `by`, `words` and `shelf` are the answer. This list stands first, words second."""

    def __init__(
        self,
        sender: str,
        shelves: Sequence[tuple[str, str]],
        lists: Sequence[str] | None,
        parent: QWidget | None = None,
    ) -> None:
        """Take the sender's name, the shelves as (id, name), and the List-Ids of the mail; None = no mail is meant."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Set aside"))
        body = pieces.column(self, gap=10, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Set aside"), font="title"))
        line = self.tr("From now on it is kept out of lists, search and figures. Nothing is deleted.")
        body.addWidget(pieces.text(line, tone="muted"))
        area = panes.Scroll(gap=6, margins=(0, 0, 8, 0))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("What is set aside"))
        self.choices: dict[By, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.ticking = Ticking()
        self.ticking.changed.connect(self._follow)
        self.ticking.setContentsMargins(indent(), 0, 0, 0)
        name = phrases.shown(sender, 80) or self.tr("this sender")
        for by, (head, under) in self._offered(name, lists).items():
            self._choice(area, by, head, under)
            if by is By.WORDS:
                area.body.addWidget(self.ticking)
        next(iter(self.choices.values())).setChecked(True)
        area.body.addStretch(1)
        body.addWidget(area, 1)
        self.where = QComboBox()
        self.where.setFont(style.font())
        self.where.setMaximumWidth(style.ch(36))
        for one, label in shelves:
            self.where.addItem(label, one)
        on = labelled(self.tr("On which shelf"), self.where)
        on.setVisible(len(shelves) > 1)
        body.addWidget(on)
        self.take = pieces.primary(self.tr("Set aside"), self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        sized(self, 60, 56 if lists is not None else 36)
        self._group.buttonToggled.connect(lambda *_: self._follow())
        self._follow()

    def _offered(self, name: str, lists: Sequence[str] | None) -> dict[By, tuple[str, str]]:
        sender = (self.tr("All marketing of {name}").format(name=name), "")
        if lists is None:
            return {By.SENDER: sender}
        of_list = self.tr("Whatever comes by the same mailing list: {lists}.").format(
            lists=", ".join(phrases.shown(one, 60) for one in lists[:2])
        )
        offered = {
            By.LIST: (self.tr("This list"), of_list),
            By.WORDS: (self.tr("These words"), self.tr("Marketing of anybody that has the words you tick.")),
            By.MAIL: (self.tr("This mail only"), ""),
            By.SENDER: sender,
        }
        if lists:
            return offered
        del offered[By.LIST]
        return {By.SENDER: offered.pop(By.SENDER), **offered}

    def _choice(self, area: panes.Scroll, by: By, head: str, under: str) -> None:
        choice = QRadioButton(head.replace("&", "&&"))
        self._group.addButton(choice)
        self.choices[by] = choice
        area.body.addLayout(explained(choice, head, under))

    @property
    def by(self) -> By:
        """By what it is set aside."""
        return next(by for by, choice in self.choices.items() if choice.isChecked())

    @property
    def words(self) -> tuple[str, ...]:
        """The words that were ticked, () where it is not by words."""
        return self.ticking.ticked if self.by is By.WORDS else ()

    @property
    def shelf(self) -> str:
        """The id of the shelf."""
        return str(self.where.currentData())

    def _follow(self) -> None:
        if not hasattr(self, "take"):
            return
        by_words = self.by is By.WORDS
        self.ticking.setVisible(by_words)
        self.take.setEnabled(not by_words or bool(self.words))
