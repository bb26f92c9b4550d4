"""Why a sender's mail is called marketing: each reason in words, with how many mails bear it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inboxguard.audit.sender_views import Why
from inboxguard.ui import figures, phrases, pieces, style

MOST_REASONS = 12


class Reasons(QWidget):
    """The reasons, the most frequent first."""

    def __init__(self, why: Why) -> None:
        super().__init__()
        body = pieces.column(self, gap=6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, style.ch(5, "small"))
        grid.setColumnStretch(1, 1)
        for at, reason in enumerate(why.reasons[:MOST_REASONS]):
            mails = pieces.text(figures.number(reason.mails), tone="muted", wrap=False)
            mails.setAccessibleName(self.tr("{n} mails").format(n=mails.text()))
            grid.addWidget(mails, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(pieces.text(phrases.shown(reason.words)), at, 1)
        body.addLayout(grid)
        note = self.tr("The figure is the number of marketing mails that bear the reason.")
        body.addWidget(pieces.text(note, font="small", tone="muted"))
