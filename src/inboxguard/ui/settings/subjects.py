"""The picker of subjects to set aside: the only place where their names are shown, opened on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLayout, QWidget

from inboxguard.audit.views import ThemeRow
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
from inboxguard.ui.settings.subject_list import SubjectList

FIRST = "a"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person changed in the picker."""

    unmarked: tuple[str, ...] = ()
    marked: tuple[tuple[str, str], ...] = ()
    """(subject, shelf) that is marked now, or whose shelf is another now."""
    helping: tuple[tuple[str, bool], ...] = ()
    """(subject, whether mail of help organisations about it is set aside too), as far as it changed."""

    @property
    def new(self) -> tuple[str, ...]:
        """Every subject that is to be marked."""
        return tuple(theme for theme, _ in self.marked)


class Subjects(QDialog):
    """Lets the person tick subjects; `wishes` is what changed.

    `add_file()` asks for a subject from a file, `forget(id)` to forget one that came from a file.
    """

    add_file = Signal()
    forget = Signal(str)

    def __init__(
        self, themes: Sequence[ThemeRow], shelves: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Take the subjects, and the shelves as (id, name as the person calls it)."""
        super().__init__(parent)
        self._themes = {theme.id: theme for theme in themes}
        self._shelves = tuple(shelves)
        self.shelves: dict[str, QComboBox] = {}
        self.helping: dict[str, QCheckBox] = {}
        self.setWindowTitle(self.tr("Set aside"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Subjects to set aside"), font="title"))
        line = self.tr("Marketing about what is ticked is kept out of lists, search and figures. Nothing is deleted.")
        body.addWidget(pieces.text(line, tone="muted"))
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        scroll = panes.Scroll()
        scroll.setAccessibleName(self.tr("Subjects"))
        self.list = SubjectList(themes, [theme.id for theme in themes if theme.marked])
        self.list.toggled.connect(self._more)
        self.boxes = self.list.boxes
        scroll.body.addWidget(self.list)
        scroll.body.addStretch(1)
        card.body.addWidget(scroll)
        body.addWidget(card, 1)
        for theme in themes:
            if theme.marked or theme.own:
                self._more(theme.id, theme.marked)
        add = pieces.link(self.tr("Add a file..."), self.add_file.emit, name=self.tr("Add a subject from a file"))
        keep = pieces.primary(self.tr("Keep changes"), self.accept)
        body.addLayout(pieces.row(add, None, pieces.button(self.tr("Cancel"), self.reject), keep))
        sized(self, 62, 76)

    def _more(self, theme: str, on: bool) -> None:
        """Under a ticked subject: on which shelf it lies, and whether help organisations are meant too."""
        self.shelves.pop(theme, None)
        self.helping.pop(theme, None)
        row = self._themes[theme]
        if not on and not row.own:
            self.list.put_under(theme, None)
            return
        box = QWidget()
        flow = Flow(box, gap=16)
        if on:
            self._choices(row, flow)
        if row.own:
            name = self.tr("Forget {subject}").format(subject=phrases.shown(row.label))
            flow.addWidget(pieces.link(self.tr("Forget it"), lambda: self.forget.emit(theme), name=name))
        self.list.put_under(theme, box)

    def _choices(self, row: ThemeRow, flow: Flow) -> None:
        theme = row.id
        helping = QCheckBox(self.tr("Also help organisations"))
        helping.setFont(style.font("small"))
        helping.setAccessibleName(
            self.tr("{subject}: also help organisations").format(subject=phrases.shown(row.label))
        )
        helping.setToolTip(self.tr("Support groups and charities write about it, too; without the tick they stay."))
        helping.setChecked(row.helping)
        self.helping[theme] = helping
        flow.addWidget(helping)
        if len(self._shelves) > 1:
            shelf = QComboBox()
            shelf.setFont(style.font("small"))
            shelf.setAccessibleName(self.tr("{subject}: on which shelf").format(subject=phrases.shown(row.label)))
            for one, name in self._shelves:
                shelf.addItem(name, one)
            shelf.setCurrentIndex(max(0, shelf.findData(row.shelf)))
            self.shelves[theme] = shelf
            flow.addWidget(shelf)

    @property
    def wishes(self) -> Wishes:
        """What is different from before."""
        marked, helping = [], []
        for theme in self.list.ticked:
            was = self._themes[theme]
            shelf = str(self.shelves[theme].currentData()) if theme in self.shelves else was.shelf or self._first
            if not was.marked or (was.shelf is not None and shelf != was.shelf):
                marked.append((theme, shelf))
            helps = self.helping[theme].isChecked()
            if helps != was.helping:
                helping.append((theme, helps))
        gone = tuple(one.id for one in self._themes.values() if one.marked and not self.boxes[one.id].isChecked())
        return Wishes(gone, tuple(marked), tuple(helping))

    @property
    def _first(self) -> str:
        return self._shelves[0][0] if self._shelves else FIRST
