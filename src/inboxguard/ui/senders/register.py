"""The consent register of one sender: for each address the footing, what shows it, opt-outs and what followed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inboxguard.audit.relations import OptOutLine, RegisterLine
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import Basis
from inboxguard.ui import figures, marks, phrases, pieces
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.mails import line_link
from inboxguard.ui.senders.relation_words import words

ADDRESSES = 3
SHOWN_BY = 3
OPT_OUTS = 3

Open = Callable[[MessageKey], object]

_STOPS: dict[str, tuple[str, str]] = {
    "honoured": ("disc with a tick", "accent"),
    "watching": ("clock", "muted"),
    "not_honoured": ("triangle", "amber"),
}


class Register(QWidget):
    """The first addresses; the others behind a link."""

    def __init__(self, lines: Sequence[RegisterLine], open_mail: Open) -> None:
        super().__init__()
        self._open = open_mail
        body = pieces.column(self, gap=14)
        for line in lines[:ADDRESSES]:
            body.addWidget(self._address(line))
        rest = lines[ADDRESSES:]
        if rest:
            more = self.tr("{n} more addresses").format(n=figures.number(len(rest)))
            body.addWidget(Fold(more, self.tr("Hide them"), lambda: Register(rest, open_mail)))

    def _address(self, line: RegisterLine) -> QWidget:
        box = QWidget()
        shape, tone = phrases.CONSENT_SHAPES[line.basis]
        column = _marked(pieces.column(box), shape, tone)
        column.addWidget(pieces.text(self._basis(line)))
        address = phrases.shown(line.address, 120) or self.tr("Address not known")
        column.addWidget(pieces.text(address, selectable=True))
        for one in line.lines[:SHOWN_BY]:
            column.addWidget(line_link(one, self._open))
        column.addWidget(pieces.text(words.trust(line), font="small", tone="muted"))
        if line.elsewhere:
            firmer = self.tr("A firmer footing stands at {addresses}.").format(
                addresses=", ".join(phrases.shown(one, 120) for one in line.elsewhere[:SHOWN_BY])
            )
            column.addWidget(pieces.text(firmer, font="small", tone="muted"))
        for stop in line.opt_outs[-OPT_OUTS:]:
            self._stop(column, stop)
        if len(line.opt_outs) > OPT_OUTS:
            more = self.tr("and {n} earlier ones").format(n=figures.number(len(line.opt_outs) - OPT_OUTS))
            column.addWidget(pieces.text(more, font="small", tone="muted"))
        return box

    def _basis(self, line: RegisterLine) -> str:
        said = phrases.basis(line.basis)
        if line.date is not None and line.basis is not Basis.NONE_FOUND:
            said = self.tr("{basis}, {date}").format(basis=said, date=figures.full(line.date))
        if line.older is False:
            said = self.tr("{basis}, after their first advert").format(basis=said)
        return said

    def _stop(self, column: QVBoxLayout, stop: OptOutLine) -> None:
        shape, tone = _STOPS.get(stop.state, ("ring", "muted"))
        column.addSpacing(4)
        inner = _marked(column, shape, tone)
        inner.addWidget(pieces.text(f"{words.asked(stop)} {words.followed(stop)}"))
        for one in (stop.line, stop.confirmed):
            if one is not None:
                inner.addWidget(line_link(one, self._open))


def _marked(column: QVBoxLayout, shape: str, tone: str) -> QVBoxLayout:
    """Add a mark to `column` and return the layout of what stands beside it."""
    line = pieces.row(gap=10)
    line.addWidget(marks.Mark(shape, tone), 0, Qt.AlignmentFlag.AlignTop)
    inner = pieces.column(gap=4)
    line.addLayout(inner, 1)
    column.addLayout(line)
    return inner
