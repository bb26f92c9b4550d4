"""What followed after the person asked a sender to stop: asked how, until when, each mail with why it counts or not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inboxguard.audit.leaving import Left
from inboxguard.audit.watches import WatchedMail, WatchView
from inboxguard.facts.message import MessageKey
from inboxguard.ui import figures, marks, phrases, pieces
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.mails import line_link
from inboxguard.ui.senders.watched_words import watched_words

Open = Callable[[MessageKey], object]
Act = Callable[[str, str], object]
"""Takes what to do ("object", "remind", "complain", "send") and the letter that it follows, "" for none."""

SHOWN = 3
"""Opt-outs that are told in full; older ones lie behind a link."""


class Watched(QWidget):
    """Every opt-out at one sender, the one that tells most first, with the one next step."""

    def __init__(self, views: Sequence[WatchView], lefts: Sequence[Left], open_mail: Open, act: Act) -> None:
        """Show `views`, and of `lefts` those of which nothing is watched, as no server took them."""
        super().__init__()
        self._open, self._act = open_mail, act
        body = pieces.column(self, gap=14)
        for view in views[:SHOWN]:
            body.addWidget(self._opt_out(view, first=view is views[0]))
        rest = views[SHOWN:]
        if rest:
            more = self.tr("Earlier ones")
            body.addWidget(Fold(more, self.tr("Hide them"), lambda: Watched(rest, (), open_mail, act)))
        for left in [one for one in lefts if one.state in ("refused", "unknown", "leaving")][-SHOWN:]:
            shape, tone, _ = watched_words.left_mark(left)
            _beside(body, shape, tone).addWidget(pieces.text(watched_words.left(left)))

    def _opt_out(self, view: WatchView, first: bool) -> QWidget:
        box = QWidget()
        body = pieces.column(box, gap=8)
        shape, tone, title = watched_words.state(view)
        head = _beside(body, shape, tone)
        head.addWidget(pieces.text(title, font="strong", tone="amber" if tone == "amber" else ""))
        head.addWidget(pieces.text(watched_words.asked(view)))
        if view.line is not None:
            head.addWidget(line_link(view.line, self._open))
        head.addWidget(pieces.text(watched_words.until(view)))
        about = watched_words.about(view)
        if about:
            head.addWidget(pieces.text(about, font="small", tone="muted"))
        if view.mails:
            show = self.tr("Mails since then ({n})").format(n=figures.number(len(view.mails)))
            head.addWidget(Fold(show, self.tr("Hide the mails"), lambda: self._mails(view.mails)))
        head.addWidget(pieces.text(phrases.shown(view.step.sentence, 600), tone="muted"))
        button = watched_words.act(view.step.act) if first else ""
        if button:
            act, follows = view.step.act.value, view.step.follows or ""
            head.addLayout(pieces.row(pieces.button(button, lambda: self._act(act, follows)), None))
        return box

    def _mails(self, mails: Sequence[WatchedMail]) -> QWidget:
        box = QWidget()
        body = pieces.column(box, gap=8)
        for one in mails:
            shape, tone = watched_words.mail_mark(one)
            inner = _beside(body, shape, tone)
            inner.addWidget(line_link(one.line, self._open))
            inner.addWidget(pieces.text(watched_words.because(one), font="small", tone="muted"))
        return box


def _beside(column: QVBoxLayout, shape: str, tone: str) -> QVBoxLayout:
    """Add a mark to `column` and return the layout of what stands beside it."""
    line = pieces.row(gap=10)
    line.addWidget(marks.Mark(shape, tone), 0, Qt.AlignmentFlag.AlignTop)
    inner = pieces.column(gap=4)
    line.addLayout(inner, 1)
    column.addLayout(line)
    return inner
