"""Gathers what was asked of many messages to the end, over lines that break and servers that fail.

A set that fails is halved until the one message that the server cannot give is alone; that one is passed over by name,
once the server has shown that it answers at all (Yahoo says of one bad message what it says when it is down).
A set counts only when its tagged OK came and every message of it was answered or asked for once more.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from inboxguard.errors import HeldBack, MailboxError
from inboxguard.mailbox.commands import present
from inboxguard.mailbox.connection import worded
from inboxguard.mailbox.fetching import Answered, Asked, Row, fetch, sets
from inboxguard.mailbox.line import Line, Renewed, Spent
from inboxguard.mailbox.throttling import throttled

DEPTH = 2
DEPTH_FAR = 4
FAR = 0.08
"""Seconds of a round trip above which more commands are kept in flight."""

MOST_REFUSED = 50
"""Messages refused one after the other, without one given between them, after which it is given up."""

MOST_HELD = 8_000_000
"""Octets of one set that are held until it is finished; what is more is handed on before."""

_PIECES = 8
_HALVES = 2
_TRIES = 3
_PROBES = 2


@dataclass(frozen=True, slots=True)
class Gathered:
    """A set that is finished: the rows that came, and the UIDs that the server does not give.

    `absent` ones are no longer there (just deleted); `refused` ones are there and do not come.
    """

    rows: tuple[Row, ...]
    absent: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class _Task:
    """A set on its way: how often it failed, and whether it is what an OK left out and is asked for once more.

    `unanswered` when it was left out again; `probes` is how often not even its UIDs were told. `delivered` are the
    UIDs of rows that were handed on before the set was finished, because they were large.
    """

    asked: Asked
    failures: int = 0
    again: bool = False
    unanswered: bool = False
    probes: int = 0
    rows: dict[int, Row] = field(default_factory=dict)
    delivered: set[int] = field(default_factory=set)
    octets: int = 0
    wanted: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.wanted = frozenset(self.asked.uids)

    @property
    def is_hopeless(self) -> bool:
        """Return whether there is no use in asking for it again."""
        return self.unanswered or (len(self.asked.uids) == 1 and self.failures >= _TRIES)

    @property
    def left(self) -> tuple[int, ...]:
        """Return the UIDs of which nothing came."""
        return tuple(uid for uid in self.asked.uids if uid not in self.rows and uid not in self.delivered)

    def handed_on(self) -> tuple[Row, ...]:
        """Return the rows that came, which are held no longer; of hollow ones only the end of the set tells."""
        rows = tuple(row for row in self.rows.values() if not _is_hollow(row))
        self.delivered.update(row.uid for row in rows)
        self.rows, self.octets = {uid: row for uid, row in self.rows.items() if _is_hollow(row)}, 0
        return rows
    def revive(self) -> None:
        """Let it be asked for once more."""
        self.failures = min(self.failures, _TRIES - 1)
        self.unanswered = False


def gathered(line: Line, folder: str, uidvalidity: int, asked: Iterable[Asked]) -> Iterator[Gathered]:
    """Yield what came of each set once it is finished, in whatever order sets finish; `folder` is the raw name.

    The folder is opened on the line when it is not. Raises Renewed where it became another generation, NoFolder where
    it is gone, Spent, and what the line raises when patience ends.
    """
    coming = iter(asked)
    again: deque[_Task] = deque()
    refused = 0
    while True:
        flying: dict[int, _Task] = {}
        source = _source(coming, again, flying)
        first = next(source, None)
        if first is None and not again:
            return
        if first is not None:
            again.appendleft(flying.pop(id(first)))
        if line.examine(folder).state.uidvalidity != uidvalidity:
            raise Renewed(
                "The mail server numbered the folder anew while it was being read; read new mail again for the rest."
            )
        connection = line.connection
        try:
            with worded(connection.account):
                for event in fetch(connection.wire, source, partial(_depth, line, connection.round_trip)):
                    if isinstance(event, Row):
                        if (large := _take(event, flying)) is not None:
                            yield Gathered(large.handed_on())
                        line.beat()
                        continue
                    for found in _finished(line, flying.pop(id(event.asked)), event, again):
                        refused = 0
                        yield found
                    if all(one.is_hopeless for one in again):
                        line.speed_up()
        except (Spent, Renewed):
            raise
        except MailboxError as error:
            if not isinstance(error, HeldBack):
                _revive(again)
            # Only the oldest command can be what broke the line; the others are asked for as before.
            for number, task in enumerate(flying.values()):
                if number == 0 and not isinstance(error, HeldBack):
                    again.extend(_failed(task))
                    if task.rows:
                        yield Gathered(tuple(task.rows.values()))
                else:
                    again.append(replace(task, rows={}, octets=0))
            line.failed(error)
        for found in _given_up(line, folder, again):
            refused += len(found.refused)
            if refused > MOST_REFUSED:
                raise MailboxError(
                    f"{line.connection.account.host} lists messages and does not give them, {refused} one after the "
                    "other; try again later."
                )
            yield found


def _depth(line: Line, round_trip: float) -> int:
    return 1 if line.is_slow else DEPTH_FAR if round_trip > FAR else DEPTH


def _source(coming: Iterator[Asked], again: deque[_Task], flying: dict[int, _Task]) -> Iterator[Asked]:
    """Yield what failed before what is new, and note it as being on its way."""
    while True:
        task = next((one for one in again if not one.is_hopeless), None)
        if task is not None:
            again.remove(task)
        else:
            new = next(coming, None)
            if new is None:
                return
            task = _Task(new)
        flying[id(task.asked)] = task
        yield task.asked


def _take(row: Row, flying: dict[int, _Task]) -> _Task | None:
    """Give a row to the set that asked for its message; what nobody asked for is a report of the server.

    Returns the set where it holds more than there should be in memory.
    """
    if not row.parts:
        return None
    for task in flying.values():
        if row.uid in task.wanted:
            if row.uid not in task.rows and row.uid not in task.delivered:
                task.rows[row.uid] = row
                task.octets += len(row.structure) + sum(len(octets) for _, octets in row.parts)
            return task if task.octets > MOST_HELD else None
    return None


def _is_hollow(row: Row) -> bool:
    return not any(octets for _, octets in row.parts)


def _finished(line: Line, task: _Task, answer: Answered, again: deque[_Task]) -> Iterator[Gathered]:
    gone = _gone(task, answer)
    if not answer.ok:
        if throttled(answer.status):
            _revive(again)
            again.extend(_held(task))
            raise HeldBack(f"The mail server holds back for now: {_words(answer.status)}.")
        again.extend(_failed(task))
        if task.rows:
            yield Gathered(tuple(task.rows.values()))
        return
    left_out = tuple(uid for uid in task.left if uid not in gone)
    if left_out:
        again.append(_Task(Asked(left_out, task.asked.items), task.failures, again=True, unanswered=task.again))
    if task.rows or gone:
        yield Gathered(tuple(task.rows.values()), gone)
    line.went_well()
    line.throttled(answer.status)


def _gone(task: _Task, answer: Answered) -> tuple[int, ...]:
    """Return the messages that were just deleted, taken out of the rows.

    Dovecot lists them until the command is over, with NIL for every part, and then says so (RFC 5530 section 3); an
    empty part of a command that failed is no answer either.
    """
    if answer.ok and "[EXPUNGEISSUED]" not in answer.status.upper():
        return ()
    hollow = tuple(uid for uid, row in task.rows.items() if _is_hollow(row))
    for uid in hollow:
        del task.rows[uid]
    return hollow if answer.ok else ()


def _failed(task: _Task) -> Iterator[_Task]:
    """Yield what to ask instead of a set that failed, without the messages that came before it did.

    Answers come in the order of UIDs, so where some came the next one is the one to suspect; where none came the set
    is asked for once more and then in pieces.
    """
    left = sorted(task.left)
    if not left:
        return
    if (task.rows or task.delivered) and len(left) > 1:
        yield _Task(Asked((left[0],), task.asked.items), 1, task.again)
        yield _Task(Asked(tuple(left[1:]), task.asked.items), 0, task.again)
    elif task.failures == 0 or len(left) == 1:
        yield _Task(Asked(tuple(left), task.asked.items), task.failures + 1, task.again)
    else:
        yield from _pieces(task, _PIECES)


def _held(task: _Task) -> Iterator[_Task]:
    """Yield what to ask for later instead of a set that the server holds back: halves of it, down to one message."""
    if len(task.asked.uids) > 1:
        yield from _pieces(task, _HALVES)
    else:
        yield _Task(task.asked, task.failures + 1, task.again)


def _pieces(task: _Task, number: int) -> Iterator[_Task]:
    left = [uid for uid in task.asked.uids if uid not in task.delivered]
    for part in sets(left, max(1, -(-len(left) // number))):
        yield _Task(Asked(part, task.asked.items), 1, task.again)


def _given_up(line: Line, folder: str, again: deque[_Task]) -> Iterator[Gathered]:
    """Take out what there is no use in asking for again, where the server tells at least whether it is there."""
    for task in [one for one in again if one.is_hopeless]:
        line.examine(folder)
        connection = line.connection
        try:
            with worded(connection.account):
                there = present(connection.wire, task.asked.uids)
            if isinstance(there, str):
                if throttled(there) or task.probes < _PROBES:
                    task.probes += not throttled(there)
                    raise HeldBack(f"{connection.account.host} answers nothing just now ({_words(there)}).")
                there = set(task.wanted)
        except MailboxError as error:
            _revive(again)
            line.failed(error)
            return
        else:
            again.remove(task)
            absent = tuple(uid for uid in task.asked.uids if uid not in there)
            yield Gathered((), absent, tuple(uid for uid in task.asked.uids if uid in there))
            line.went_well()


def _revive(again: deque[_Task]) -> None:
    """Ask once more, over another connection, for what failed before: it may have failed for the same reason."""
    for task in again:
        task.revive()


def _words(status: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in status).split())[:200].rstrip(". ")
