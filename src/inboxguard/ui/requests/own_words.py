"""The fields for what the person adds to a letter: what less of, what is false, how often."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from inboxguard.requests.request import Correction, Often, Wishes
from inboxguard.ui import pieces, style
from inboxguard.ui.tables import labelled

LONGEST = 120
_PARTS = ";"


class LessFields(QWidget):
    """What a letter that asks for less asks for; `changed()` follows each letter typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._body = pieces.column(self, gap=10)
        several = self.tr("Several are parted by “;”.")
        self.topics = self._line(self.tr("No mail about"), several)
        self.products = self._line(self.tr("Bought once, offered ever since"), several)
        self.lists = self._line(self.tr("A list of theirs, or a wish list that you deleted"), several)
        self.habits = QCheckBox(self.tr("Nothing that is chosen by what I bought or looked at"))
        self.habits.setFont(style.font())
        self.habits.toggled.connect(lambda _: self.changed.emit())
        self._body.addWidget(self.habits)
        self.often = QComboBox()
        self.often.setFont(style.font())
        for words, often in (
            (self.tr("as often as now"), None),
            (self.tr("once a week at most"), Often.WEEK),
            (self.tr("once a month at most"), Often.MONTH),
            (self.tr("four times a year at most"), Often.SEASON),
        ):
            self.often.addItem(words, often)
        self.often.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._body.addWidget(labelled(self.tr("They may write"), self.often))

    @property
    def wishes(self) -> Wishes:
        """What was typed and chosen."""
        often = self.often.currentData()
        return Wishes(
            _parts(self.topics),
            _parts(self.products),
            _parts(self.lists),
            self.habits.isChecked(),
            Often(often) if often is not None else None,
        )

    def _line(self, words: str, note: str) -> QLineEdit:
        field = _field(self.changed)
        self._body.addWidget(labelled(words, field, note))
        return field


class CorrectionFields(QWidget):
    """What is false in their data, and what is right; `changed()` follows each letter typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = pieces.column(self, gap=10)
        self.false = _field(self.changed)
        self.right = _field(self.changed)
        body.addWidget(labelled(self.tr("What they have wrong, as they write it"), self.false))
        body.addWidget(labelled(self.tr("What is right"), self.right))

    @property
    def wishes(self) -> Wishes:
        """The correction that was typed; none before both are."""
        false, right = (" ".join(field.text().split()) for field in (self.false, self.right))
        return Wishes(corrections=(Correction(false, right),)) if false and right else Wishes()


def _field(changed: SignalInstance) -> QLineEdit:
    field = QLineEdit()
    field.setFont(style.font())
    field.setMaxLength(LONGEST)
    field.textChanged.connect(lambda _: changed.emit())
    return field


def _parts(field: QLineEdit) -> tuple[str, ...]:
    parts: Sequence[str] = [" ".join(one.split()) for one in field.text().split(_PARTS)]
    return tuple(one for one in parts if one)
