"""Did it stop? Marketing mail after an opt-out, judged with the grace that law and fairness give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from inboxguard.facts.message import MessageKey
from inboxguard.requests import deadlines
from inboxguard.requests.hits import Because, Followed, Hit, Sent, followed
from inboxguard.requests.provider_rules import provider_rule
from inboxguard.requests.regimes import Regime, margins
from inboxguard.requests.turning import Turn
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.optout import Asked

_USUAL_GAPS = 3
_IN_DOUBT = 3
"""So many times as long must be quiet where mail came late of which it is not clear what it is."""
_BREACH_DAYS = 2
_FRESH_DAYS = 3
"""Where only a mailing that began after an objection to all mail goes on."""
_LIKE_DAYS = 3
"""Where one mail plainly sells, and others of the list that was left may."""
_APART = timedelta(hours=12)
"""One mailing may go out around midnight: two days are two only where some hours lie between."""


class OptOutMethod(StrEnum):
    """How the person asked to be left alone (commands.md)."""

    ONE_CLICK = "one_click"
    MAILTO = "mailto"
    LINK = "link"
    LETTER = "letter"


_DIRECT = frozenset((OptOutMethod.ONE_CLICK, OptOutMethod.LINK))
"""They are answered at once; mail and letters are given a day to arrive."""


class OptOutState(StrEnum):
    """What became of it (commands.md)."""

    WATCHING = "watching"
    HONOURED = "honoured"
    NOT_HONOURED = "not_honoured"


class Grade(StrEnum):
    """How strong the late mail is as evidence (requests.md, evidence pack)."""

    A = "A"
    """To an address that only this sender has, vouched for, after the deadline."""
    B = "B"
    """To an address that others have too, or not advertising alone; the sender is vouched for."""
    C = "C"
    """The sender by name only: nothing is ever said or asked on it."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """A stricter rule that runs beside the one that counts."""

    rule: str
    """Id of law.toml."""
    honour_by: date
    missed: bool
    """Whether any mail that the opt-out is about came after it; said of the provider's time, never of the sender."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """An opt-out and what came after it."""

    requested: datetime
    method: OptOutMethod
    honour_by: date
    """Last day on which mail may still come, in the person's time zone, by the rule that counts."""
    state: OptOutState
    mails_after: int
    """Marketing mails that it is about since the request, those inside the grace included: they are normal."""
    mails_late: int
    """Of these, the ones that count against the sender."""
    rule: str | None = None
    """Id of the rule that counts; None where inboxguard's own days do."""
    address: str | None = None
    lists: tuple[str, ...] = ()
    """List-Ids that it is about; () for all mail."""
    message: MessageKey | None = None
    """The mail that shows it."""
    fair: date = date.max
    """Last day on which nothing is held against anybody: `honour_by` and the margin."""
    quiet_until: date | None = None
    """The day from which it counts as honoured if nothing more comes; None where that is past or ruled out."""
    hits: tuple[Hit, ...] = ()
    failed: bool = False
    """The way out was seen to fail later on."""
    grade: Grade | None = None
    """None where no late mail was seen."""
    parallel: tuple[Parallel, ...] = ()
    anew: datetime | None = None
    """When the person gave a new footing; mail from then on is not looked at."""
    turn: Turn | None = None
    """When something new may have begun; mail from then on is held against nobody. None too where no mail came late."""

    @property
    def earliest(self) -> date:
        """Return the earliest day of all rules that run."""
        return min((self.honour_by, *(one.honour_by for one in self.parallel)))

    @property
    def late(self) -> tuple[Hit, ...]:
        """Return the mails that count against the sender."""
        return tuple(one for one in self.hits if one.counts)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an opt-out is judged by."""

    law: Regime | None
    """The anti-spam law that applies, never a privacy law with its longer period; None for a place not known here."""
    timezone: str
    unique: frozenset[str] = frozenset()
    """Addresses (lower case) of the person that only this sender was given."""


def watch(
    asked: Asked, mails: Iterable[Attribution], now: datetime, terms: Terms, sent: Sent, failed: bool = False
) -> OptOut:
    """Return how an opt-out stands at `now` (aware UTC).

    `mails` are all mails from or to one organisation; requests.hits says which of them count: plain adverts of the kind
    that came before, and none after something new may have begun. Two on different days, or one where the way out was
    seen to fail later (`failed`), mean not honoured; of a mailing that began after an objection to all mail, three; of
    mail that may sell three with one that plainly does. Silence for sixty days or three usual gaps, whichever is longer
    of the two, means honoured; after a late mail of which it is not clear what it is, three times that. A new footing
    ends it.
    """
    local = deadlines.zone(terms.timezone)
    method = OptOutMethod(asked.method)
    arrived = asked.at if method in _DIRECT else deadlines.receipt(asked.at)
    end = deadlines.honour_by(arrived, terms.law, local)
    fair = end + timedelta(days=margins().opt_out_days)
    seen = followed(asked, mails, fair, local, sent, now)
    late = [one for one in seen.hits if one.counts]
    about = [one for one in seen.hits if one.counts or one.normal]
    plain = [one for one in late if not one.mixed]
    selling = [one for one in plain if one.sells]
    fewest = _BREACH_DAYS if any(one.known for one in selling) else _FRESH_DAYS
    enough = failed or _apart(selling, local, fewest) or _apart(plain, local, _LIKE_DAYS)
    unsure = any(one.doubtful and one.at.astimezone(local).date() > fair for one in seen.hits)
    last = max([asked.at, *(one.at for one in seen.hits if one.counts or one.normal or one.doubtful)])
    quiet = last + _silence(seen) * (_IN_DOUBT if unsure else 1)
    begun = seen.anew is not None and seen.anew < quiet
    if selling and enough:
        state = OptOutState.NOT_HONOURED
    elif now.astimezone(local).date() > fair and now >= quiet and not begun:
        state = OptOutState.HONOURED
    else:
        state = OptOutState.WATCHING
    return OptOut(
        requested=asked.at,
        method=method,
        honour_by=end,
        state=state,
        mails_after=len(about),
        mails_late=len(late),
        rule=None if terms.law is None else terms.law.id,
        address=asked.address,
        lists=asked.lists,
        message=asked.message,
        fair=fair,
        quiet_until=None if state is not OptOutState.WATCHING or begun else max(quiet.astimezone(local).date(), fair),
        hits=seen.hits,
        failed=failed,
        grade=_grade(late, seen.hits, fair, asked.address, terms),
        parallel=_parallel(method, asked, about, terms),
        anew=seen.anew,
        turn=seen.turn,
    )


def telling(watches: Sequence[OptOut]) -> OptOut | None:
    """Return the one of several opt-outs at one sender that tells most: one not honoured, else one still watched.

    Of several alike the one that is about most, and then the first.
    """
    order = (OptOutState.NOT_HONOURED, OptOutState.WATCHING, OptOutState.HONOURED)
    return min(watches, key=lambda one: (order.index(one.state), bool(one.lists), one.requested), default=None)


def _apart(late: Sequence[Hit], local: ZoneInfo, fewest: int) -> bool:
    """Return whether mails came on so many different days, and not of one mailing around midnight."""
    days = {one.at.astimezone(local).date() for one in late}
    return len(days) >= fewest and max(one.at for one in late) - min(one.at for one in late) >= _APART


def _silence(seen: Followed) -> timedelta:
    """Return how long nothing must come before an opt-out counts as honoured."""
    gaps = [later - earlier for earlier, later in pairwise(seen.before)]
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else timedelta()
    return max(timedelta(days=margins().quiet_days), _USUAL_GAPS * usual)


def _grade(late: Sequence[Hit], hits: Sequence[Hit], fair: date, address: str | None, terms: Terms) -> Grade | None:
    local = deadlines.zone(terms.timezone)
    if late:
        alone = address is not None and address.lower() in terms.unique
        plain = {one.at.astimezone(local).date() for one in late if not one.mixed}
        return Grade.A if alone and len(plain) >= _BREACH_DAYS else Grade.B
    unsure = (one for one in hits if one.because is Because.UNAUTHENTICATED)
    return Grade.C if any(one.at.astimezone(local).date() > fair for one in unsure) else None


def _parallel(method: OptOutMethod, asked: Asked, about: Sequence[Hit], terms: Terms) -> tuple[Parallel, ...]:
    """Return the mailbox provider's rule for who left with a click and not by mail."""
    rule = provider_rule(asked.address)
    if rule is None or method not in _DIRECT:
        return ()
    local = deadlines.zone(terms.timezone)
    end = deadlines.honour_by(asked.at, rule, local)
    fair = end + timedelta(days=margins().opt_out_days)
    return (Parallel(rule.id, end, any(one.at.astimezone(local).date() > fair for one in about)),)
