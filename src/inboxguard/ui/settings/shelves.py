"""The card "Set aside" of Settings: reached without reading the name of any subject."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from inboxguard.audit.shelf_views import Behaviour, Mode
from inboxguard.ui import figures, panes, pieces, style
from inboxguard.ui.flow import Flow


class Shelves(panes.Card):
    """Says how the page behaves; `choose()` asks for the picker, `open_page()` for the page, `quiet(on)`, `lines()`."""

    choose = Signal()
    open_page = Signal()
    quiet = Signal(bool)
    lines = Signal()

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.body.addWidget(pieces.heading(self.tr("Set aside")))
        line = self.tr("Mail about subjects of your choice can be kept out of sight.")
        self.body.addWidget(pieces.text(line, font="small", tone="muted"))
        box = QWidget()
        flow = Flow(box, gap=16)
        self.pick = pieces.button(self.tr("Choose subjects to set aside..."), self.choose.emit)
        self.page = pieces.link(self.tr("Open the page Set aside"), self.open_page.emit)
        self.page.setMinimumHeight(self.pick.sizeHint().height())  # its words on one line with the button
        for one in (self.pick, self.page):
            flow.addWidget(one)
        self.body.addWidget(box)
        self.hushed = QCheckBox(self.tr("Leave the words “Set aside” out of the sidebar"))
        self.hushed.setFont(style.font())
        self.hushed.setAccessibleName(self.hushed.text())
        self.hushed.clicked.connect(lambda on: self.quiet.emit(on))
        self.body.addLayout(pieces.row(self.hushed, None))
        self.rest = pieces.text("", font="small", tone="muted")
        self.body.addWidget(self.rest)
        self.help_lines = pieces.link(self.tr("Help lines..."), self.lines.emit)
        self.body.addLayout(pieces.row(self.help_lines, None))
        self.show_behaviour(Behaviour(Mode.NORMAL), date(2026, 1, 1))

    def show_behaviour(self, now: Behaviour, today: date) -> None:
        """Show the mode as it is kept; while it rests there is nothing to hush."""
        rests = now.mode is Mode.REST and now.until is not None
        self.hushed.setChecked(now.mode is Mode.QUIET)
        self.hushed.setEnabled(not rests)
        self.rest.setVisible(rests)
        if rests:
            words = self.tr("Only mail that is not marketing is shown until {day}. The page Set aside ends it sooner.")
            self.rest.setText(words.format(day=figures.full(now.until)))
