"""A second ledger, written from the table of states alone, against which the product's is held.

It lives from day to day at noon in UTC, counts by walking the calendar, and knows the numbers of six laws by heart.
What it shares with the product is the names of events and states.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
MARGIN, GRACE = 3, 14
"""Days after a legal date before anybody is called late, and those that a reminder gives."""


@dataclass(frozen=True)
class Numbers:
    """What one law says: months or days to answer, to extend by, to say so; how proof of identity moves the clock."""

    months: int = 0
    days: int = 0
    more_months: int = 0
    more_days: int = 0
    clock: str = "runs"
    reminder_first: bool = False
    appeal: int = 0
    report_months: int = 0
    stop_days: int = 31
    """In which marketing must have stopped."""


LAWS = {
    "gdpr": Numbers(months=1, more_months=2, clock="stands", report_months=3),
    "us-va-vcdpa": Numbers(days=45, more_days=45, clock="anew", reminder_first=True, appeal=60, stop_days=45),
    "us-co-cpa": Numbers(days=45, more_days=45, clock="anew", reminder_first=True, appeal=45, stop_days=45),
    "ch-fadp": Numbers(days=30, stop_days=30),
    "br-lgpd": Numbers(days=15, reminder_first=True, stop_days=15),
    "jp-appi": Numbers(stop_days=14),
}

ANSWERS = {
    "answered_full": "answered",
    "answered_partial": "partial",
    "refused": "refused",
    "no_data": "no_data",
    "wrong_entity": "wrong_entity",
}
_ANY = {"withdrawn", "closed"}
_HEARD = {"acknowledged", "identity_asked", "extended", *ANSWERS}

TABLE: dict[str, set[str]] = {
    "drafted": {"drafted", "sent", "withdrawn"},
    "sent": {"bounced", "reminded", *_HEARD, *_ANY},
    "bounced": {"drafted", "sent", *_ANY},
    "acknowledged": {"reminded", *_HEARD, *_ANY},
    "extended": {"reminded", *_HEARD, *_ANY},
    "identity_check": {"sent", "identity_asked", "extended", "reminded", *ANSWERS, *_ANY},
    "overdue": {"bounced", "reminded", "complained", *_HEARD, *_ANY},
    "reminded": {"bounced", *_HEARD, *_ANY},
    "escalatable": {"bounced", "reminded", "complained", *_HEARD, *_ANY},
    "answered": {"reminded", *ANSWERS, *_ANY},
    "partial": {"reminded", "complained", *ANSWERS, *_ANY},
    "refused": {"reminded", "complained", *ANSWERS, *_ANY},
    "no_data": {"reminded", "complained", *ANSWERS, *_ANY},
    "wrong_entity": {*ANSWERS, *_ANY},
    "complained": {"acknowledged", *ANSWERS, *_ANY},
    "closed": set(),
    "withdrawn": set(),
}
"""What may follow on what, a line for each state of the table."""


class Model:
    """One case as the table tells it."""

    def __init__(self, law: str, drafted: date, stops: bool) -> None:
        self.law, self.drafted, self.stops = LAWS[law], drafted, stops
        self.name = "drafted"
        self.entered: date | None = None
        self.arrived: date | None = None
        self.proof_asked: date | None = None
        self.stood = 0
        self.longer = False
        self.wrote: date | None = None
        self.appeals = False

    @classmethod
    def of(cls, law: str, drafted: date, stops: bool, told: Iterable[tuple[str, date]]) -> "Model | None":
        """Return the case after everything that was told, in order of time; None where something could not be."""
        model = cls(law, drafted, stops)
        for kind, on in sorted(told, key=lambda one: one[1]):
            if not model.may(kind, on):
                return None
            model.tell(kind, on)
        return model

    def due(self) -> date | None:
        """Return when the next answer is due."""
        if self.name == "reminded":
            assert self.wrote
            fair = self.wrote + GRACE * DAY
            return max(fair, self.wrote + DAY + self.law.appeal * DAY) if self.appeals else fair
        if self.name == "complained":
            assert self.wrote
            return _weekday(_months(self.wrote + DAY, self.law.report_months)) if self.law.report_months else None
        if self.name in ("sent", "acknowledged", "extended") or (
            self.name == "identity_check" and self.law.clock == "runs"
        ):
            return self._answer()
        return None

    def state(self, today: date) -> str:
        """Return the state at noon of `today`."""
        due = self.due()
        if due and self.name in ("sent", "acknowledged", "extended") and today > due + MARGIN * DAY:
            return "overdue"
        if due and self.name == "reminded" and today > due:
            return "escalatable"
        return self.name

    def may(self, kind: str, today: date) -> bool:
        """Return whether something may be told of noon on `today`."""
        if today < self.drafted or kind not in TABLE[self.state(today)]:
            return False
        if kind == "reminded":
            first = self.remind()
            return first is not None and today >= first
        if kind == "complained":
            first = self.complain()
            return first is not None and today >= first
        return True

    def remind(self) -> date | None:
        """Return the first fair day of a reminder."""
        if self.name in ("sent", "acknowledged", "extended"):
            due = self.due()
            assert self.arrived
            first = due + MARGIN * DAY if due else self.arrived + GRACE * DAY
        elif self.name == "reminded":
            due = self.due()
            assert due
            first = due + DAY
        elif self.name in ("partial", "refused", "no_data", "identity_check"):
            assert self.entered
            first = self.entered
        elif self.name == "answered" and self.stops:
            assert self.arrived
            assert self.entered
            first = max(self.arrived + self.law.stop_days * DAY + 2 * DAY, self.entered)
        else:
            return None
        return max(first, self.wrote + GRACE * DAY) if self.wrote else first

    def complain(self) -> date | None:
        """Return the first day of a complaint."""
        if self.law.reminder_first and self.wrote is None:
            return None
        due = self.due()
        if self.name in ("partial", "refused", "no_data"):
            return self.entered
        if self.name in ("sent", "acknowledged", "extended") and due:
            return due + MARGIN * DAY + DAY
        return due + DAY if self.name == "reminded" and due else None

    def tell(self, kind: str, today: date) -> None:
        """Let something happen that may."""
        was = self.name
        if kind == "acknowledged":
            if was == "sent":
                self.name = "acknowledged"
            return
        if kind == "extended":
            self._extend(today)
            return
        if kind == "sent":
            self._sent(today)
        elif kind == "bounced":
            self.arrived = self.proof_asked = self.wrote = None
            self.stood, self.longer, self.appeals = 0, False, False
        elif kind == "identity_asked":
            self.proof_asked = self.proof_asked or today
        elif kind in ("reminded", "complained"):
            self.wrote, self.appeals = today, was in ("partial", "refused", "no_data")
        if kind not in ("identity_asked", "sent", "bounced"):
            self.proof_asked = None
        self.name = ANSWERS.get(kind) or {"identity_asked": "identity_check"}.get(kind, kind)
        self.entered = today

    def _sent(self, today: date) -> None:
        if self.arrived is None or (self.proof_asked and self.law.clock == "anew"):
            self.arrived, self.stood, self.longer = today + DAY, 0, False
        elif self.proof_asked and self.law.clock == "stands":
            self.stood += (today + DAY - self.proof_asked).days
        self.proof_asked = None

    def _extend(self, today: date) -> None:
        if self.longer or not (self.law.more_months or self.law.more_days):
            return
        if self.name not in ("sent", "acknowledged", "extended", "identity_check"):
            return
        assert self.arrived
        last = self._counted(self.law.months, self.law.days, self.stood)
        if today > last and not (self.proof_asked and self.law.clock != "runs"):
            return
        self.longer = True
        if self.name != "identity_check":
            self.name = "extended"
        self.entered = today

    def _answer(self) -> date | None:
        law = self.law
        if not law.months and not law.days:
            return None
        more = self.longer
        return self._counted(
            law.months + (law.more_months if more else 0), law.days + (law.more_days if more else 0), self.stood
        )

    def _counted(self, months: int, days: int, stood: int) -> date:
        assert self.arrived
        if months:
            return _weekday(_months(self.arrived, months) + stood * DAY)
        return self.arrived + (days + stood) * DAY


def _months(day: date, number: int) -> date:
    """Walk on to the same day of a later month, or to its last one."""
    end = day
    for _ in range(number):
        end = end.replace(day=1) + 31 * DAY
        end = end.replace(day=1)
    while end.day < day.day and (end + DAY).month == end.month:
        end += DAY
    return end


def _weekday(day: date) -> date:
    while day.strftime("%a") in ("Sat", "Sun"):
        day += DAY
    return day
