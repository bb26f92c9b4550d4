"""One-click requests of many senders: in turn, with pauses, and each at most once, whatever breaks in between.

The journal (store.unsubscribing) says that a request leaves before it does. What left and has no result when the
program ended is told as unknown and never sent again by itself.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import Cancelled
from inboxguard.mailbox.one_click import Answered, Why, post
from inboxguard.mailbox.web import Web
from inboxguard.senders.domains import organisational
from inboxguard.store import unsubscribing
from inboxguard.store.unsubscribing import Entry, State

WORKERS = 4
"""Requests on their way at the same time, each to another service."""
PAUSE = 0.5
"""Seconds between the end of a request and the next one to the same service."""

_NAP = 0.05


@dataclass(slots=True)
class _Turns:
    """Whose turn it is: one request at a time to the servers of one organisational domain, and a pause after it."""

    pause: float
    _busy: set[str] = field(default_factory=set)
    _free_at: dict[str, float] = field(default_factory=dict)

    def take(self, host: str) -> bool:
        """Return whether `host` may be asked now, and then take its turn."""
        key = organisational(host) or host
        if key in self._busy or time.monotonic() < self._free_at.get(key, 0.0):
            return False
        self._busy.add(key)
        return True

    def give_back(self, host: str) -> None:
        key = organisational(host) or host
        self._busy.discard(key)
        self._free_at[key] = time.monotonic() + self.pause


def settle(db: Database) -> tuple[Entry, ...]:
    """Write down as unknown what was leaving when a program ended; only for who holds `locking.asking_alone`."""
    broken = [one for one in unsubscribing.open_(db) if one.state is State.LEAVING]
    return tuple(unsubscribing.end(db, one, State.UNKNOWN, why=Why.INTERRUPTED) for one in broken)


def run(
    db: Database, waiting: Sequence[Entry], web: Web, now: Callable[[], datetime], tell: Tell, pause: float = PAUSE
) -> tuple[Entry, ...]:
    """Send the requests that wait, and return them with their results, in the order given.

    After Stop (`tell` raises Cancelled), Ctrl-C or a failing disk no further one begins; those on their way are waited
    for and written down, and then the exception goes on. What did not begin waits for the next time.
    """
    ended: dict[int, Entry] = {}
    stopped: BaseException | None = None
    left, turns = deque(waiting), _Turns(pause)
    away: dict[Future[Answered], Entry] = {}
    with ThreadPoolExecutor(WORKERS, "one-click") as pool:
        while left or away:
            try:
                # Each time, not now and then: Stop has to be noticed before the next one begins.
                if stopped is None:
                    tell(Step("unsubscribing", len(ended), len(waiting)))
                while stopped is None and len(away) < WORKERS and (one := _next(left, turns)) is not None:
                    if ready := _leaving(db, one, now(), ended):
                        away[pool.submit(post, ready.record.url, web)] = ready
                    else:
                        turns.give_back(one.record.host)
                if away:
                    wait(away, timeout=_NAP, return_when=FIRST_COMPLETED)
                else:
                    time.sleep(_NAP)
                for future in [future for future in away if future.done()]:
                    one = away[future]
                    ended[one.id] = _ended(db, one, future.result())
                    del away[future]
                    turns.give_back(one.record.host)
            except (KeyboardInterrupt, Exception) as error:
                if stopped is not None and not isinstance(error, Cancelled):
                    raise  # the journal cannot be written even now, or the person insists
                stopped = stopped or error
                left.clear()
    if stopped is not None:
        raise stopped
    with suppress(Cancelled):  # too late: all of it is done
        tell(Step("unsubscribing", len(ended), len(waiting)))
    return tuple(ended[one.id] for one in waiting if one.id in ended)


def _next(left: deque[Entry], turns: _Turns) -> Entry | None:
    """Take the first that may go now out of those left."""
    for one in left:
        if turns.take(one.record.host):
            left.remove(one)
            return one
    return None


def _leaving(db: Database, one: Entry, at: datetime, ended: dict[int, Entry]) -> Entry | None:
    """Write down that one leaves now and return it; None where it must not, with its result among `ended`."""
    if not one.record.again and unsubscribing.has_left(db, one.record.url):
        ended[one.id] = unsubscribing.end(db, one, State.UNREACHED, why=Why.ASKED)
        return None
    if not unsubscribing.leave(db, one.id, at):
        return None
    return Entry(one.id, one.batch, one.organisation, State.LEAVING, at, one.record)


def _ended(db: Database, one: Entry, answered: Answered) -> Entry:
    return unsubscribing.end(db, one, State(answered.ending), answered.status, answered.answer, answered.why)
