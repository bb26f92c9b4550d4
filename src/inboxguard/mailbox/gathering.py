"""Gathers what was asked of many messages to the end, over lines that break and servers that fail.

A set that fails is halved until the one message that the server cannot give is alone; that one is passed over by name.
A set counts only when its tagged OK came and every message of it was answered or asked for once more alone.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from inboxguard.errors import MailboxError
from inboxguard.mailbox.connection import throttled, worded
from inboxguard.mailbox.fetching import Answered, Asked, Row, fetch, sets
from inboxguard.mailbox.line import Line, Renewed, Spent

DEPTH = 2
DEPTH_FAR = 4
FAR = 0.08
"""Seconds of a round trip above which more commands are kept in flight."""

_PIECES = 8
_FLOOR = 10


@dataclass(frozen=True, slots=True)
class Gathered:
    """A set that is finished: the rows that came, and the UIDs that the server does not give.

    `absent` ones were answered by OK without the message (it was just deleted); `refused` ones break the command.
    """

    rows: tuple[Row, ...]
    absent: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


@dataclass(slots=True)
class _Task:
    """A set on its way, with how often it failed and whether what it did not answer was asked for once more."""

    asked: Asked
    failures: int = 0
    again: bool = False
    rows: dict[int, Row] = field(default_factory=dict)


class HeldBack(MailboxError):
    """The server gives nothing for a while, and says so."""


def gathered(line: Line, folder: str, uidvalidity: int, asked: Iterable[Asked]) -> Iterator[Gathered]:
    """Yield what came of each set once it is finished, in whatever order sets finish; `folder` is the raw name.

    The folder is opened on the line when it is not. Raises Renewed where it became another generation, NoFolder where
    it is gone, Spent, and what the line raises when patience ends.
    """
    coming = iter(asked)
    again: deque[_Task] = deque()
    while True:
        flying: dict[int, _Task] = {}
        source = _source(coming, again, flying)
        first = next(source, None)
        if first is None:
            return
        again.appendleft(flying.pop(id(first)))
        if line.examine(folder).state.uidvalidity != uidvalidity:
            raise Renewed("The mail server numbered the folder anew while it was being read; it is read again.")
        connection = line.connection
        try:
            with worded(connection.account):
                for event in fetch(connection.wire, source, partial(_depth, line, connection.round_trip)):
                    if isinstance(event, Row):
                        _take(event, flying)
                        continue
                    yield from _finished(line, flying.pop(id(event.asked)), event, again)
                    if not again:
                        line.speed_up()
        except (Spent, Renewed):
            raise
        except MailboxError as error:
            # Only the oldest command can be what broke the line; the others are asked for as before.
            for number, task in enumerate(flying.values()):
                if number == 0 and not isinstance(error, HeldBack):
                    again.extend(_failed(task))
                    if task.rows:
                        yield Gathered(tuple(task.rows.values()))
                else:
                    again.append(replace(task, rows={}))
            line.failed(error)
        yield from _given_up(again)


def _depth(line: Line, round_trip: float) -> int:
    return 1 if line.is_slow else DEPTH_FAR if round_trip > FAR else DEPTH


def _source(coming: Iterator[Asked], again: deque[_Task], flying: dict[int, _Task]) -> Iterator[Asked]:
    """Yield what failed before what is new, and note it as being on its way."""
    while True:
        task = again.popleft() if again else None
        if task is None:
            new = next(coming, None)
            if new is None:
                return
            task = _Task(new)
        flying[id(task.asked)] = task
        yield task.asked


def _take(row: Row, flying: dict[int, _Task]) -> None:
    """Give a row to the set that asked for its message; what nobody asked for is a report of the server."""
    if not row.parts:
        return
    for task in flying.values():
        if row.uid in task.asked.uids:
            task.rows.setdefault(row.uid, row)
            return


def _finished(line: Line, task: _Task, answer: Answered, again: deque[_Task]) -> Iterator[Gathered]:
    if not answer.ok:
        if throttled(answer.status):
            again.extend(_pieces(task, 2) if len(task.asked.uids) > 2 * _FLOOR else (replace(task, rows={}),))
            raise HeldBack(f"The mail server holds back for now: {_words(answer.status)}.")
        again.extend(_failed(task))
        if task.rows:
            yield Gathered(tuple(task.rows.values()))
        yield from _given_up(again)
        return
    absent = tuple(uid for uid in task.asked.uids if uid not in task.rows)
    if absent and not task.again:
        again.append(_Task(Asked(absent, task.asked.items), task.failures, again=True))
        absent = ()
    if task.rows or absent:
        yield Gathered(tuple(task.rows.values()), absent)
    line.went_well()
    line.throttled(answer.status)


def _failed(task: _Task) -> Iterator[_Task]:
    """Yield what to ask instead of a set that failed, without the messages that came before it did.

    Answers come in the order of UIDs, so where some came the next one is the one to suspect; where none came the set
    is asked for once more and then in pieces.
    """
    left = sorted(uid for uid in task.asked.uids if uid not in task.rows)
    if not left:
        return
    if task.rows and len(left) > 1:
        yield _Task(Asked((left[0],), task.asked.items), 1, task.again)
        yield _Task(Asked(tuple(left[1:]), task.asked.items), 0, task.again)
    elif task.failures == 0 or len(left) == 1:
        yield _Task(Asked(tuple(left), task.asked.items), task.failures + 1, task.again)
    else:
        yield from _pieces(task, _PIECES)


def _pieces(task: _Task, number: int) -> Iterator[_Task]:
    size = -(-len(task.asked.uids) // number)
    for part in sets(task.asked.uids, size):
        yield _Task(Asked(part, task.asked.items), 1, task.again)


def _given_up(again: deque[_Task]) -> Iterator[Gathered]:
    """Take out the single messages that failed too often."""
    for _ in range(len(again)):
        task = again.popleft()
        if len(task.asked.uids) == 1 and task.failures > 2:
            yield Gathered((), refused=task.asked.uids)
        else:
            again.append(task)


def _words(status: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in status).split())[:200].rstrip(". ")
