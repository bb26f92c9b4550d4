"""Subjects by their groups, to be ticked; shown only where the person asked for them."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from inboxguard.audit.views import ThemeRow
from inboxguard.ui import pieces, style
from inboxguard.ui.explained import indent
from inboxguard.ui.phrases import shown


class _Words(QObject):
    """The translatable words of this module."""

    def groups(self) -> dict[str, str]:
        return {
            "family": self.tr("Family beginnings"),
            "goodbyes": self.tr("Goodbyes"),
            "relationships": self.tr("Relationships"),
            "dates": self.tr("Dates"),
            "health": self.tr("Health and body"),
            "habits": self.tr("Habits"),
            "money": self.tr("Money and work"),
            "identity": self.tr("Identity and safety"),
            "own": self.tr("Your own"),
        }


_words = _Words()
_ORDER = ("family", "goodbyes", "relationships", "dates", "health", "habits", "money", "identity")


def group_name(group: str) -> str:
    """Return the heading of a group of subjects; one of a person's own file as it is written there."""
    return _words.groups().get(group, shown(group, 60))


def grouped(themes: Sequence[ThemeRow]) -> list[tuple[str, list[ThemeRow]]]:
    """Return the subjects by the heading they stand under, the person's own ones last."""
    by_name: dict[str, list[ThemeRow]] = {}
    known = {group: at for at, group in enumerate(_ORDER)}
    rank = len(_ORDER)
    for theme in sorted(themes, key=lambda one: (one.own, known.get(one.group, rank))):
        by_name.setdefault(group_name("own" if theme.own else theme.group), []).append(theme)
    return list(by_name.items())


class SubjectList(QWidget):
    """Check boxes under their groups; `ticked` are the ids that are ticked, `toggled(id, on)` after each click."""

    toggled = Signal(str, bool)

    def __init__(self, themes: Sequence[ThemeRow], ticked: Collection[str]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._under: dict[str, QVBoxLayout] = {}
        column = pieces.column(self, gap=4)
        for at, (name, rows) in enumerate(grouped(themes)):
            if at:
                column.addSpacing(8)
            column.addWidget(pieces.text(name, font="small", tone="muted"))
            for theme in rows:
                box = QCheckBox(shown(theme.label).replace("&", "&&"))
                box.setFont(style.font())
                box.setAccessibleName(shown(theme.label))
                box.setChecked(theme.id in ticked)
                box.toggled.connect(lambda on, one=theme.id: self.toggled.emit(one, on))
                self.boxes[theme.id] = box
                column.addWidget(box)
                self._under[theme.id] = pieces.column(gap=4, margins=(indent(), 0, 0, 4))
                column.addLayout(self._under[theme.id])

    @property
    def ticked(self) -> tuple[str, ...]:
        """The subjects that are ticked."""
        return tuple(one for one, box in self.boxes.items() if box.isChecked())

    def put_under(self, theme: str, widget: QWidget | None) -> None:
        """Put `widget` under a subject in place of what was there; None = nothing."""
        pieces.clear(self._under[theme])
        if widget is not None:
            self._under[theme].addWidget(widget)
