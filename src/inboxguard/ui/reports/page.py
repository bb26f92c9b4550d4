"""The page Reports: what to reveal, in which format, a look at it, and the file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QRadioButton

from inboxguard.ui import panes, pieces, style
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.reports.preview import Preview

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

FORMATS = ("html", "json", "csv")


class ReportsPage(Page):
    """A report about everything, with nothing revealed unless a box is ticked."""

    def __init__(self, desk: Desk) -> None:
        line = self.tr("What you can show to others. Nothing leaves this computer unless you hand over the file.")
        super().__init__(desk, self.tr("Reports"), line)
        self.preview = Preview()
        self.preview.setAccessibleName(self.tr("Preview of the report"))
        self.preview.setFont(style.font())
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.preview, 1)
        self._cut = pieces.text(
            self.tr("The end is left out of this preview. The file is whole."), font="small", tone="muted"
        )
        self._cut.setContentsMargins(16, 8, 16, 8)
        self._cut.hide()
        card.body.addWidget(self._cut)
        self.choices = panes.Detail(self.tr("What goes into the report"))
        self._fill_choices()
        self.split = panes.Split(self.choices, card, self.tr("Back to the choices"), detail_ch=78)
        self.body.addWidget(self.split, 1)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._ask_preview)

    def refresh(self, audit: "Audit") -> None:
        self._again.start()

    def back(self) -> bool:
        return self.split.close_detail()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.split.set_narrow(narrow)
        self.look.setVisible(narrow)

    @property
    def revealed(self) -> frozenset[str]:
        """What is ticked: "addresses", "names", "orders"."""
        return frozenset(name for name, box in self.boxes.items() if box.isChecked())

    @property
    def chosen_format(self) -> str:
        """The chosen format: "html", "json" or "csv"."""
        return FORMATS[max(self._formats.checkedId(), 0)]

    def _fill_choices(self) -> None:
        content = self.choices.content
        content.addWidget(pieces.heading(self.tr("What it covers")))
        content.addWidget(pieces.text(self.tr("Everything found in this mailbox. Mail that is set aside stays out.")))
        content.addSpacing(10)
        content.addWidget(pieces.heading(self.tr("What to reveal")))
        content.addWidget(
            pieces.text(
                self.tr("Without a tick it is replaced by a stand-in such as “address 1”."), font="small", tone="muted"
            )
        )
        self.boxes: dict[str, QCheckBox] = {}
        for name, words in (
            ("addresses", self.tr("My mail addresses")),
            ("names", self.tr("My name")),
            ("orders", self.tr("Order and customer numbers")),
        ):
            box = QCheckBox(words)
            box.setFont(style.font())
            box.setAccessibleName(words)
            box.toggled.connect(lambda _: self._again.start())
            self.boxes[name] = box
            content.addWidget(box)
        content.addSpacing(10)
        content.addWidget(pieces.heading(self.tr("Format")))
        self._formats = QButtonGroup(self)
        for at, words in enumerate(
            (self.tr("Page to read and print (HTML)"), self.tr("Data (JSON)"), self.tr("Table (CSV)"))
        ):
            choice = QRadioButton(words)
            choice.setFont(style.font())
            choice.setAccessibleName(words)
            choice.setChecked(at == 0)
            self._formats.addButton(choice, at)
            content.addWidget(choice)
        content.addStretch(1)
        self.look = pieces.button(self.tr("Look at it"), lambda: self.split.open_detail())
        self.look.hide()
        self.save = pieces.primary(self.tr("Save report..."), self._save)
        self.choices.acts.addLayout(pieces.row(self.save, self.look, None))
        self.said = pieces.text("", font="small", tone="muted")
        self.said.hide()
        self.choices.acts.addWidget(self.said)
        self.choices.pin(True)

    def _ask_preview(self) -> None:
        wanted = self.revealed
        self.run(
            self.tr("Preparing the preview"),
            lambda audit, tell: audit.report_html(wanted),
            lambda html: self._show(html, wanted),
            changes=False,
        )

    def _show(self, html: str, wanted: frozenset[str]) -> None:
        if wanted == self.revealed:
            self._cut.setVisible(not self.preview.show_report(html))

    def _save(self) -> None:
        ending = self.chosen_format
        filters = {
            "html": self.tr("Page (*.html)"),
            "json": self.tr("Data (*.json)"),
            "csv": self.tr("Table (*.csv)"),
        }
        proposed = self.tr("report") + f".{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save report"), proposed, filters[ending])
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write the report to `path` in the chosen format, with what is ticked."""
        ending, wanted = self.chosen_format, self.revealed
        if not path.suffix:
            path = path.with_suffix(f".{ending}")
        self.run(
            self.tr("Writing the report"),
            lambda audit, tell: audit.export(path, ending, wanted),
            lambda _: self._say(self.tr("Saved as {name}.").format(name=path.name)),
            changes=False,
        )

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
