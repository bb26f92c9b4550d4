"""The picker of subjects to set aside: the only place where their names are shown, opened on purpose."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QLayout, QWidget

from inboxguard.audit.views import ThemeRow
from inboxguard.ui import panes, pieces, style
from inboxguard.ui.phrases import shown


class Subjects(QDialog):
    """Lets the person tick subjects; `marked` and `unmarked` are what changed."""

    def __init__(self, themes: Sequence[ThemeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = tuple(themes)
        self.setWindowTitle(self.tr("Set aside"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Subjects to set aside"), font="title"))
        line = self.tr("Marketing about what is ticked is kept out of lists, search and figures. Nothing is deleted.")
        body.addWidget(pieces.text(line, tone="muted"))
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        scroll = panes.Scroll()
        scroll.setAccessibleName(self.tr("Subjects"))
        self.boxes: dict[str, QCheckBox] = {}
        group = None
        for theme in self._themes:
            if theme.group != group:
                if group is not None:
                    scroll.body.addSpacing(6)
                group = theme.group
            box = QCheckBox(shown(theme.label).replace("&", "&&"))
            box.setFont(style.font())
            box.setAccessibleName(shown(theme.label))
            box.setChecked(theme.marked)
            self.boxes[theme.id] = box
            scroll.body.addWidget(box)
        scroll.body.addStretch(1)
        card.body.addWidget(scroll)
        body.addWidget(card, 1)
        keep = pieces.primary(self.tr("Keep changes"), self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), keep))
        self.resize(style.ch(56), style.ch(64))

    @property
    def marked(self) -> tuple[str, ...]:
        """Subjects that were ticked now."""
        return tuple(one.id for one in self._themes if self.boxes[one.id].isChecked() and not one.marked)

    @property
    def unmarked(self) -> tuple[str, ...]:
        """Subjects whose tick was taken away."""
        return tuple(one.id for one in self._themes if not self.boxes[one.id].isChecked() and one.marked)
