"""One way out in a dialog: chosen with a radio button, told in full, or refused with its reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QRadioButton, QWidget

from inboxguard.audit.leave_choices import Choice
from inboxguard.requests.unsubscribe import Reason, Way
from inboxguard.ui import marks, panes, phrases, pieces, style
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.way_words import LONGEST_ADDRESS, way_words

INDENT = 26
"""Pixels by which words stand behind the sign of a radio button."""
LINES = 3
"""Lines of an address that are seen at once."""


class WayBox(QWidget):
    """A way that the person may choose; its box with host, method and what it tells shows while it is chosen.

    `folded()` follows when its address is shown or hidden.
    """

    folded = Signal()

    def __init__(self, choice: Choice, safest: bool) -> None:
        super().__init__()
        self.choice = choice
        way = choice.way
        column = pieces.column(self, gap=4)
        title = way_words.title(way)
        self.radio = QRadioButton(title)
        self.radio.setFont(style.font())
        tag = self.tr("safest") if safest else ""
        self.radio.setAccessibleName(self.tr("{way}, {tag}").format(way=title, tag=tag) if tag else title)
        self.radio.setAccessibleDescription(way_words.under(way))
        line = pieces.row(self.radio, gap=8)
        if tag:
            mark = pieces.text(tag, font="small", tone="accent", wrap=False)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        column.addLayout(line)
        under = pieces.text(way_words.under(way), tone="muted")
        under.setContentsMargins(style.grown(INDENT), 0, 0, 0)
        column.addWidget(under)
        self.sure = QCheckBox(self.tr("I looked at this address, and it is theirs"))
        self.sure.setFont(style.font())
        self.sure.setAccessibleName(self.sure.text())
        self.box = self._box(way)
        self.box.hide()
        column.addWidget(self.box)
        self.radio.toggled.connect(self.box.setVisible)

    @property
    def needs_look(self) -> bool:
        """Return whether the person has to say that the address is right."""
        return self.choice.way.code is Reason.THIRD_PARTY

    def _box(self, way: Way) -> QWidget:
        card = panes.Card("quiet")
        facts = panes.Facts(13)
        facts.add(self.tr("Goes to"), way_words.goes_to(way))
        facts.add(self.tr("Method"), way_words.method(way))
        facts.add(self.tr("It tells them"), way_words.tells(way))
        card.body.addWidget(facts)
        if self.needs_look:
            card.body.addWidget(pieces.text(way.reason, tone="amber"))
            card.body.addWidget(self.sure)
        if way.url:
            for one in way_words.oddities(way.url):
                card.body.addWidget(pieces.text(one, font="small", tone="amber"))
            show, hide = self.tr("Show the whole address"), self.tr("Hide the address")
            fold = Fold(show, hide, lambda: Address(way.url or ""))
            fold.link.clicked.connect(lambda: self.folded.emit())
            card.body.addWidget(fold)
        return card


class Refused(QWidget):
    """A way that is there and may not be gone: its name and why, and nothing to press."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        line = pieces.row(gap=10)
        line.addWidget(marks.Mark("ring", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        inner = pieces.column(gap=2)
        title = way_words.title(way)
        if way.host:
            title = self.tr("{way} ({host})").format(way=title, host=phrases.shown(way.host, 120))
        inner.addWidget(pieces.text(title, tone="muted"))
        inner.addWidget(pieces.text(phrases.shown(way.reason, 400), tone="muted"))
        line.addLayout(inner, 1)
        pieces.column(self).addLayout(line)


class Address(QWidget):
    """An address in full, with signs that cannot be seen made visible; it can be selected and copied."""

    def __init__(self, url: str) -> None:
        super().__init__()
        column = pieces.column(self, gap=4)
        # A label would break it only with signs of its own, which would be copied too.
        self.text = QPlainTextEdit(phrases.shown(url, LONGEST_ADDRESS))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.text.setFont(style.font())
        self.text.setFixedHeight(LINES * style.text_height() + 2 * style.grown(8))
        self.text.setAccessibleName(self.tr("The whole address"))
        column.addWidget(self.text)
        self.copy = pieces.link(self.tr("Copy the address"), lambda: self._copy(url))
        self._said = pieces.text("", font="small", tone="accent")
        column.addLayout(pieces.row(self.copy, self._said, None))

    def _copy(self, url: str) -> None:
        QGuiApplication.clipboard().setText(url)
        self._said.setText(self.tr("It is on the clipboard."))
