"""Where a request stands, as the box over its timeline says it: in words, and never surer than the law was seen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import QObject

from inboxguard.audit.views import RequestDetail, RequestRow
from inboxguard.requests import regimes
from inboxguard.requests.regimes import NO_LAW, Period, Regime, Unit
from inboxguard.requests.request import RequestKind
from inboxguard.ui import figures, phrases
from inboxguard.ui.phrases import shown
from inboxguard.ui.requests.groups import Group, group


@dataclass(frozen=True, slots=True)
class Standing:
    """One box: its tone, headline and sentence; `small` is on what the date stands, `link` where to look again."""

    tone: Literal["red", "amber", "muted"]
    title: str
    words: str
    small: str = ""
    link: str = ""


class _Words(QObject):
    """The translatable words of this module."""

    def late(self, row: RequestRow) -> str:
        day = figures.full(row.due)
        if row.due_is_verified:
            return self.tr("Overdue since {day}").format(day=day)
        return self.tr("Overdue since about {day}").format(day=day)

    def had(self, period: Period, day: str) -> str:
        had = {
            Unit.HOUR: (self.tr("They had one hour."), self.tr("They had {n} hours.")),
            Unit.CALENDAR_DAY: (self.tr("They had one day."), self.tr("They had {n} days.")),
            Unit.BUSINESS_DAY: (self.tr("They had one working day."), self.tr("They had {n} working days.")),
            Unit.CALENDAR_MONTH: (self.tr("They had one month."), self.tr("They had {n} months.")),
        }.get(period.unit)
        if had is None or not period.numbered:
            return self.tr("They had until {day}.").format(day=day)
        time = had[0] if period.value == 1 else had[1].format(n=figures.number(period.value))
        return self.tr("{time} With a margin for delivery that was {day}.").format(time=time, day=day)

    def extended(self, day: str) -> str:
        return self.tr("They took more time, until {day}.").format(day=day)

    def until(self, row: RequestRow, today: date) -> str:
        day = figures.full(row.due)
        past = row.due is not None and row.due < today
        if row.state == "complained":
            words = self.tr("The authority should have told you more by {day}. You can ask it where it stands.")
            return (words if past else self.tr("The authority should tell you more by {day}.")).format(day=day)
        if row.state == "reminded":
            return self.tr("Your reminder gave them until {day}.").format(day=day)
        if past:
            words = self.tr("They had until {day}. An answer may still be on its way; this is not late yet.")
            return words.format(day=day)
        words = self.tr("They have until {day} to answer.")
        return (words if row.due_is_verified else self.tr("They have until about {day} to answer.")).format(day=day)

    def after_reminder(self, row: RequestRow) -> str:
        words = self.tr("They did not answer your reminder, which gave them until {day}.")
        return words.format(day=figures.full(row.due))

    def bounced(self) -> str:
        return self.tr("It reached nobody. Look up another address of theirs, and write anew.")

    def identity(self) -> str:
        return self.tr("Give no more than they need: the address itself is often enough.")

    def wish(self) -> str:
        return self.tr("No law stands behind this letter, so nobody owes an answer to it.")

    def no_time(self) -> str:
        return self.tr("The law names no number of days for an answer.")

    def looked_up(self, day: str, stale: bool) -> str:
        words = self.tr("The law as it was looked up on {day}. {disclaimer}")
        old = self.tr("The law was looked up on {day}, which is long ago: please look again. {disclaimer}")
        return (old if stale else words).format(day=day, disclaimer=regimes.disclaimer())


_words = _Words()


def standing(request: RequestDetail, today: date) -> Standing | None:
    """Return what the box says, None where nothing is awaited and nothing is to be done."""
    row, law = request.row, regimes.regime(request.law)
    _, tone, state = phrases.request_mark(row, today)
    small = shown(request.about, 300)
    if row.state == "overdue":
        return _dated(request, law, "red", _words.late(row), _had(request, law), today)
    if row.state == "escalatable":
        return _dated(request, law, "red", state, _words.after_reminder(row), today)
    if row.state == "bounced":
        return Standing("red", state, _words.bounced())
    if row.state == "identity_check":
        return _dated(request, law, "amber", state, _words.identity(), today)
    if group(row) not in (Group.WAITING, Group.OVERDUE):
        return None
    if row.due is not None:
        return _dated(request, law, "amber" if tone == "amber" else "muted", state, _words.until(row, today), today)
    if request.law == NO_LAW:
        return Standing("muted", state, _words.wish(), small)
    return _dated(request, law, "muted", state, _words.no_time(), today) if row.kind != RequestKind.COMPLAINT else None


def _had(request: RequestDetail, law: Regime) -> str:
    """Return how much time they had; the date in it is the ledger's, the period the law's."""
    row, day = request.row, figures.full(request.row.due)
    if any(moment.what == "extended" for moment in request.timeline):
        return _words.extended(day)
    sale = row.kind == RequestKind.OPT_OUT_OF_SALE and law.honour.numbered
    return _words.had(law.honour if sale else law.response, day)


def _dated(
    request: RequestDetail, law: Regime, tone: Literal["red", "amber", "muted"], title: str, words: str, today: date
) -> Standing:
    """Return a box with a date of a law: on which day the law was looked up, and where to look again."""
    looked_up = _words.looked_up(figures.full(regimes.snapshot()), regimes.stale(today))
    small = " ".join(filter(None, (shown(request.about, 300), looked_up)))
    return Standing(tone, title, words, small, law.recheck)
