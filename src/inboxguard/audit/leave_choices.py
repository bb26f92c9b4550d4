"""Every way out that one sender's mail offers, for the person to choose among: nothing happens here."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import profiles
from inboxguard.audit.leave_plans import Leave, leaves
from inboxguard.audit.ways import ways_of
from inboxguard.requests import deadlines
from inboxguard.requests.regimes import opt_out_rule, regime
from inboxguard.requests.unsubscribe import Route, Way

MOST_WAYS = 6
"""Ways that are offered at most: one mail may name a hundred pages."""

_AT_ONCE = frozenset((Route.ONE_CLICK, Route.LINK))
"""They are answered at once; a mail is given a day to arrive (requests.watch)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way, and until when mail may still come if it is gone now."""

    way: Way
    until: date
    """The last day by the anti-spam law that applies to the person, or by inboxguard's own days where none does."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How one sender can be left."""

    leave: Leave
    """The safest way, and whether the sender was asked before."""
    ways: tuple[Choice, ...]
    """Every way of the mail that offers the safest one, which comes first; those that are refused come last."""


def choices(db: Database, organisation: str, now: datetime) -> Choices:
    """Return every way out of one sender as of `now`; raises Refused for one that is not known."""
    leave = next(leaves(db, [organisation], now))
    told = profiles.profile(db)
    rule = opt_out_rule(told.country, told.region)
    law, local = None if rule is None else regime(rule), profiles.zone(db)
    found = []
    for way in ways_of(db, leave.id)[:MOST_WAYS]:
        heard = now if way.route in _AT_ONCE else deadlines.receipt(now)
        found.append(Choice(way, deadlines.honour_by(heard, law, local)))
    return Choices(leave, tuple(found))
