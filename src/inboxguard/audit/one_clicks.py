"""One-click requests of many senders: in turn, with pauses, and each exactly once, whatever breaks in between.

What waits in the journal (store.unsubscribing) surely never left and goes again by itself, also after a crash; the
journal says "leaving", on the disk, right before the first octet of the request is written. Only what was caught
between that and its result is told as unknown and never sent again by itself.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event

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


class _Held(Exception):
    """A request may not leave after all: the person stopped, or does not want it any more."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """What those who ask have in common; each asks in a thread of its own."""

    home: Path
    web: Web
    now: Callable[[], datetime]
    stopped: Event
    """Once set, no request leaves any more."""

    def ask(self, one: Entry) -> tuple[datetime, Answered] | None:
        """Ask one server, and return when the request left (or did not) and what became of it; None where it waits.

        Raises StoreError where the journal cannot be written, so that nothing left, and it waits as well.
        """
        left: list[datetime] = []

        def leave() -> None:
            at = self.now()
            if self.stopped.is_set() or not unsubscribing.leave(journal, one.id, at):
                raise _Held
            left.append(at)

        # A connection of this thread's own, opened beforehand: between the journal and the request nothing may happen.
        with unsubscribing.journal(self.home) as journal:
            try:
                answered = post(one.record.url, self.web, leave)
            except _Held:
                return None
        return left[0] if left else self.now(), answered


def settle(db: Database) -> tuple[Entry, ...]:
    """Write down as unknown what may have left when a program ended, and let the rest wait; return the former.

    Only for who holds `locking.asking_alone`.
    """
    unsubscribing.put_back(db)
    broken = [one for one in unsubscribing.open_(db) if one.state is not State.WAITING]
    return tuple(unsubscribing.end(db, one, State.UNKNOWN, why=Why.INTERRUPTED) for one in broken)


def run(
    db: Database, home: Path, waiting: Sequence[Entry], web: Web, now: Callable[[], datetime], tell: Tell,
    pause: float = PAUSE,
) -> tuple[Entry, ...]:  # fmt: skip
    """Send the requests that wait, and return them with their results, in the order given; `db` is that of `home`.

    After Stop (`tell` raises Cancelled), Ctrl-C or a failing disk no further one leaves; those that left are waited for
    and written down, and then the exception goes on. What did not leave waits for the next time.
    """
    ended: dict[int, Entry] = {}
    stopped: BaseException | None = None
    left, turns = deque(waiting), _Turns(pause)
    asking = _Asking(home, web, now, Event())
    away: dict[Future[tuple[datetime, Answered] | None], Entry] = {}
    with ThreadPoolExecutor(WORKERS, "one-click") as pool, ExitStack() as ending:
        ending.callback(asking.stopped.set)  # however this ends
        while left or away:
            try:
                if stopped is not None:
                    asking.stopped.set()
                    left.clear()
                else:  # each time, not now and then: Stop has to be noticed before the next one begins
                    tell(Step("unsubscribing", len(ended), len(waiting)))
                while stopped is None and len(away) < WORKERS and (one := _next(left, turns)) is not None:
                    if not one.record.again and unsubscribing.has_left(db, one.record.url):
                        ended[one.id] = unsubscribing.end(db, one, State.UNREACHED, why=Why.ASKED)
                        turns.give_back(one.record.host)
                    else:
                        away[pool.submit(asking.ask, one)] = one
                if away:
                    wait(away, timeout=_NAP, return_when=FIRST_COMPLETED)
                else:
                    time.sleep(_NAP)
                for future in [future for future in away if future.done()]:
                    one = away[future]
                    if (failure := future.exception()) is not None:
                        stopped = stopped or failure
                    elif (came := future.result()) is not None:
                        ended[one.id] = _ended(db, one, *came)
                    del away[future]
                    turns.give_back(one.record.host)
            except (KeyboardInterrupt, Exception) as error:
                if stopped is not None and not isinstance(error, Cancelled):
                    raise  # the journal cannot be written even now, or the person insists
                stopped = stopped or error
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


def _ended(db: Database, one: Entry, at: datetime, answered: Answered) -> Entry:
    return unsubscribing.end(
        db, replace(one, at=at), State(answered.ending), answered.status, answered.answer, answered.why
    )
