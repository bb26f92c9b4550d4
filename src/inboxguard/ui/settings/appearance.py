"""Appearance: light or dark, and the size of the text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from inboxguard.ui import panes, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.tables import labelled


class Appearance(panes.Card):
    """The card "Appearance"; `changed(name, value)` names the setting: "appearance" or "text_scale"."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(gap=12)
        self.body.addWidget(pieces.heading(self.tr("Appearance")))
        words = {"system": self.tr("As the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        self._modes = QButtonGroup(self)
        box = QWidget()
        flow = Flow(box, gap=20)
        for at, mode in enumerate(style.MODES):
            choice = QRadioButton(words[mode])
            choice.setFont(style.font())
            choice.setAccessibleName(self.tr("Appearance: {mode}").format(mode=words[mode]))
            choice.setObjectName(f"settings_mode_{mode}")
            self._modes.addButton(choice, at)
            flow.addWidget(choice)
        self._modes.idClicked.connect(lambda at: self.changed.emit("appearance", style.MODES[at]))
        self.body.addWidget(box)
        self.text_size = QComboBox()
        self.text_size.setFont(style.font())
        self.text_size.setObjectName("settings_text_scale")
        self.text_size.setMinimumWidth(style.ch(16))
        for scale in style.SCALES:
            self.text_size.addItem(self.tr("{n} %").format(n=round(scale * 100)), scale)
        self.text_size.activated.connect(lambda at: self.changed.emit("text_scale", str(style.SCALES[at])))
        self.body.addLayout(pieces.row(labelled(self.tr("Text size"), self.text_size), None))

    def show_look(self, mode: str, scale: str) -> None:
        """Show the settings as they are kept; what is no mode or size counts as the usual one."""
        self._modes.button(style.MODES.index(mode) if mode in style.MODES else 0).setChecked(True)
        try:
            wanted = float(scale)
        except ValueError:
            wanted = 1.0
        nearest = min(range(len(style.SCALES)), key=lambda at: abs(style.SCALES[at] - wanted))
        self.text_size.setCurrentIndex(nearest)
