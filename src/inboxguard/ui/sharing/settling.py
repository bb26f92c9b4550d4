"""What would settle a trail: the two letters, each offered once, and where one stands that was written already."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inboxguard.audit.trail_views import TrailDetail
from inboxguard.audit.views import RequestRow
from inboxguard.requests.regimes import Period, Unit
from inboxguard.ui import figures, marks, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.sharing.columns import recipient_name, source_name

_OVER = ("closed", "withdrawn", "bounced", "wrong_entity")
"""States after which the same letter is offered again."""
_ANSWERED = ("answered", "partial", "refused", "no_data")


class Stand(StrEnum):
    """How far one letter has come."""

    OPEN = "open"
    DRAFTED = "drafted"
    WAITING = "waiting"
    ANSWERED = "answered"


def stand(request: RequestRow | None) -> Stand:
    """Return how far a letter has come; None and what is over is open again."""
    if request is None or request.state in _OVER:
        return Stand.OPEN
    if request.state == "drafted":
        return Stand.DRAFTED
    return Stand.ANSWERED if request.state in _ANSWERED else Stand.WAITING


def newest(requests: Iterable[RequestRow], kind: str, organisation: str) -> RequestRow | None:
    """Return the newest letter of a kind to an organisation, one that is not over first; None where there is none."""
    found = [row for row in requests if row.kind == kind and row.organisation == organisation]
    return max(found, key=lambda row: (row.state not in _OVER, row.created), default=None)


class Settling(QWidget):
    """The letters of one trail. It asks by signals.

    `letter_wanted(kind, SenderId)` writes one, `again_wanted(request id)` opens a draft, `request_wanted(request id)`
    goes to where it stands, `answer_wanted(kind, SenderId, request id)` is "They answered...", "" = without a request.
    """

    letter_wanted = Signal(str, str)
    again_wanted = Signal(str)
    request_wanted = Signal(str)
    answer_wanted = Signal(str, str, str)

    def __init__(self, trail: TrailDetail, requests: Iterable[RequestRow], today: date) -> None:
        super().__init__()
        self._today = today
        self._within = trail.answer_within
        self._body = pieces.column(self, gap=10)
        self._primary_there = False
        every, row = tuple(requests), trail.row
        if trail.may_ask_recipient:
            if row.name is None:
                words = self.tr("Ask this sender where they got it")
            else:
                words = self.tr("Ask {name} where they got it").format(name=recipient_name(row))
            self._put(words, "where_from", row.recipient, newest(every, "where_from", row.recipient))
        if trail.may_ask_source and row.source is not None:
            if row.source_masked:
                words = self.tr("Ask the source to whom they gave it")
            else:
                words = self.tr("Ask {name} to whom they gave it").format(name=source_name(row))
            self._put(words, "to_whom", row.source, newest(every, "to_whom", row.source))

    def _put(self, words: str, kind: str, organisation: str, request: RequestRow | None) -> None:
        box = QWidget()
        said = pieces.column(box, gap=1)
        line = pieces.row(gap=12)
        line.addWidget(pieces.text(words), 1)
        said.addLayout(line)
        where = stand(request)
        if where is Stand.OPEN or request is None:
            said.addWidget(self._under(self._due(request), words, kind, organisation, None))
            line.addWidget(self._offer(words, kind, organisation))
        elif where is Stand.DRAFTED:
            day = figures.day(request.created, self._today)
            drafted = self.tr("drafted {day}, waiting for you to send it").format(day=day)
            said.addWidget(self._under(drafted, words, kind, organisation, request))
            name = self.tr("Open draft: {ask}").format(ask=words)
            made = pieces.button(self.tr("Open draft..."), lambda: self.again_wanted.emit(request.id), name=name)
            line.addWidget(made)
        else:
            said.addLayout(self._state(request))
            said.addWidget(self._under("", words, kind, organisation, request))
        self._body.addWidget(box)

    def _offer(self, words: str, kind: str, organisation: str) -> QWidget:
        # One primary button a page: the first letter that can still be written.
        first, self._primary_there = not self._primary_there, True
        return pieces.button(
            self.tr("Draft letter..."),
            lambda: self.letter_wanted.emit(kind, organisation),
            kind="primary" if first else "",
            name=self.tr("Draft letter: {ask}").format(ask=words),
        )

    def _state(self, request: RequestRow) -> QHBoxLayout:
        shape, tone, words = phrases.request_mark(request, self._today)
        if request.sent is not None and tone == "muted":
            words = self.tr("{state}, sent {day}").format(day=figures.day(request.sent, self._today), state=words)
        line = pieces.row(gap=8)
        line.addWidget(marks.Mark(shape, tone), 0, Qt.AlignmentFlag.AlignTop)
        tones = {"red": "red", "amber": "amber"}
        line.addWidget(pieces.text(words, font="small", tone=tones.get(tone, "muted")), 1)  # type: ignore[arg-type]
        return line

    def _under(self, note: str, words: str, kind: str, organisation: str, request: RequestRow | None) -> QWidget:
        """Return what stands under a letter: a note and quiet ways on.

        An answer may also be filed to a letter that was written elsewhere.
        """
        box = QWidget()
        flow = Flow(box, gap=12)
        if note:
            said = pieces.text(note, font="small", tone="muted", wrap=False)
            said.setContentsMargins(0, 4, 0, 0)  # a link beside it keeps as much for its underline
            flow.addWidget(said)
        known = "" if request is None else request.id
        if stand(request) is not Stand.ANSWERED:
            name = self.tr("They answered: {ask}").format(ask=words)
            act = partial(self.answer_wanted.emit, kind, organisation, known)
            flow.addWidget(pieces.link(self.tr("They answered..."), act, name=name))
        if stand(request) in (Stand.WAITING, Stand.ANSWERED):
            name = self.tr("See the request: {ask}").format(ask=words)
            flow.addWidget(pieces.link(self.tr("See the request"), partial(self.request_wanted.emit, known), name=name))
        return box

    def _due(self, request: RequestRow | None) -> str:
        if request is not None and request.state == "bounced":
            return self.tr("the last letter could not be delivered")
        within = self._period(self._within) if self._within is not None else ""
        return within or self.tr("a draft to read; you send it yourself")

    def _period(self, within: Period) -> str:
        n = figures.number(within.value)
        if within.unit is Unit.CALENDAR_MONTH:
            months = self.tr("answer due within {n} months")
            words = self.tr("answer due within a month") if within.value == 1 else months
        elif within.unit is Unit.CALENDAR_DAY:
            words = self.tr("answer due within {n} days")
        elif within.unit is Unit.BUSINESS_DAY:
            words = self.tr("answer due within {n} working days")
        else:
            words = ""
        return words.format(n=n)
