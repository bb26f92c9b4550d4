"""Did it stop? Marketing mail after an opt-out, judged with the grace that law and fairness give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from inboxguard.requests import deadlines
from inboxguard.requests.regimes import Regime, margins

_USUAL_GAPS = 3
_BREACH_DAYS = 2


class OptOutMethod(StrEnum):
    """How the person asked to be left alone (commands.md)."""

    ONE_CLICK = "one_click"
    MAILTO = "mailto"
    LINK = "link"
    LETTER = "letter"


class OptOutState(StrEnum):
    """What became of it (commands.md)."""

    WATCHING = "watching"
    HONOURED = "honoured"
    NOT_HONOURED = "not_honoured"


@dataclass(frozen=True, slots=True)
class OptOut:
    """An opt-out and what came after it."""

    requested: datetime
    method: OptOutMethod
    honour_by: date
    """Last day on which mail may still come, in the person's time zone."""
    state: OptOutState
    mails_after: int
    """Marketing mails since the request, those inside the grace included: they are normal."""
    mails_late: int
    """Of these, the ones after `honour_by` and the margin."""


def watch(
    requested: datetime,
    method: OptOutMethod,
    mails: Iterable[datetime],
    now: datetime,
    law: Regime | None,
    timezone: str,
    failed: bool = False,
) -> OptOut:
    """Return how an opt-out made at `requested` stands at `now` (aware UTC).

    `mails` are the times of all marketing mails of the same sender to the same address (and of the same list,
    where the opt-out covers a list only), those before the request too: they tell its usual gap. Two late mails
    on different days, or one where the way out was seen to fail (`failed`), mean not honoured; silence for sixty
    days or three usual gaps, whichever is longer, means honoured. Late mail is mail after the legal or own
    deadline and the margin of law.toml. A law of None stands for a place whose law is not known here.
    """
    local = deadlines.zone(timezone)
    times = sorted(at for at in mails if at <= now)
    after = [at for at in times if at > requested]
    # A one-click or a page answers at once; mail and letters are given a day to arrive.
    direct = method in (OptOutMethod.ONE_CLICK, OptOutMethod.LINK)
    end = deadlines.honour_by(requested if direct else deadlines.receipt(requested), law, local)
    fair = end + timedelta(days=margins().opt_out_days)
    late = [at.astimezone(local).date() for at in after if at.astimezone(local).date() > fair]
    if len(set(late)) >= _BREACH_DAYS or (late and failed):
        state = OptOutState.NOT_HONOURED
    elif now.astimezone(local).date() > fair and now - max([requested, *after]) >= _silence(times, requested):
        state = OptOutState.HONOURED
    else:
        state = OptOutState.WATCHING
    return OptOut(requested, method, end, state, len(after), len(late))


def _silence(times: list[datetime], requested: datetime) -> timedelta:
    """Return how long nothing must come before an opt-out counts as honoured."""
    before = [at for at in times if at <= requested]
    gaps = [later - earlier for earlier, later in pairwise(before)]
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else timedelta()
    return max(timedelta(days=margins().quiet_days), _USUAL_GAPS * usual)
