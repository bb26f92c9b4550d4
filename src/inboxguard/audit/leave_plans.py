"""How senders would be left, and whether the person asked them before: nothing happens here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import profiles, sender_pages
from inboxguard.audit.views import WayOut
from inboxguard.audit.watching import Watches
from inboxguard.audit.ways import safest_way, shown
from inboxguard.requests.unsubscribe import Route, Way
from inboxguard.requests.watch import telling
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, unsubscribing
from inboxguard.store.unsubscribing import State


@dataclass(frozen=True, slots=True)
class Before:
    """That the person asked this sender already."""

    at: datetime
    method: str
    """ "one_click", "mailto", "link" or "letter"."""
    state: str
    """ "watching", "honoured", "not_honoured", or "unknown" for a request that got no answer."""
    words: str


@dataclass(frozen=True, slots=True)
class Leave:
    """How one sender would be left."""

    id: SenderId
    name: str
    way: WayOut
    before: Before | None
    offered: Way
    """The same way, with the mail that offers it."""

    @property
    def held(self) -> bool:
        """Return whether nobody is asked unless the person wants it again: an opt-out runs, or may run.

        After one that was not honoured a mail may be drafted again; a click would say no more than the first. One that
        was honoured has done its work: what comes long afterwards is asked about anew.
        """
        if self.before is None or self.before.state == "honoured":
            return False
        return self.before.state != "not_honoured" or self.way.route == Route.ONE_CLICK

    @property
    def posts(self) -> bool:
        """Return whether one click would do it now."""
        return self.way.allowed and self.way.route == Route.ONE_CLICK and not self.held


def leaves(db: Database, organisations: Iterable[str], now: datetime) -> Iterator[Leave]:
    """Yield how each of these senders would be left, as of `now`; raises Refused at one that is not known."""
    watches = Watches(db, now)
    for organisation in organisations:
        one, name = _called(db, organisation)
        way = safest_way(db, one)
        yield Leave(one, name, shown(way), _before(db, one, watches, now), way)


def _called(db: Database, organisation: str) -> tuple[SenderId, str]:
    """Return id and name of a sender; one of whom there is nothing but spam or Junk has no name of its own."""
    typed = SenderId(organisation.strip().lower())
    if findings.sender(db, typed) is None and findings.attributed_to(db, typed):
        return typed, typed
    sender = sender_pages.known(db, organisation)
    return sender.id, sender.name


def _before(db: Database, organisation: SenderId, watches: Watches, now: datetime) -> Before | None:
    """Return the opt-out that runs or ran, else a request of which nobody knows whether it counts."""
    zone = profiles.zone(db)
    if watches.asked_of(organisation):
        mails = [one.attribution for one in findings.attributed_to(db, organisation)]
        if (found := telling(watches.of(organisation, mails))) is not None:
            over = now.astimezone(zone).date() > found.honour_by
            still = "it had time until {day}, and is still watched" if over else "mail may still come until {day}"
            words = {
                "watching": still.format(day=_day(found.honour_by)),
                "honoured": "no more mail was seen for a while",
                "not_honoured": "mail came all the same, so a letter is the next step",
            }[found.state.value]
            day = found.requested.astimezone(zone).date()
            return Before(
                found.requested, found.method.value, found.state.value,
                f"You asked this sender on {_day(day)} already; {words}.",
            )  # fmt: skip
    perhaps = (State.UNKNOWN, State.BEGUN, State.LEAVING)
    unknown = [one for one in unsubscribing.of(db, organisation) if one.state in perhaps and not one.never_left]
    if not unknown:
        return None
    last = unknown[-1]
    day = last.at.astimezone(zone).date()
    words = f"A request went to this sender on {_day(day)} and no answer came; it may count, so wait for a while."
    return Before(last.at, last.record.method, State.UNKNOWN.value, words)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
