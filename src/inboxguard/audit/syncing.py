"""Mailbox to facts to store, a batch at a time: what is stored stays stored when the rest fails or is stopped."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import NoFolder, NotYet, UnreadableFile
from inboxguard.facts import parsing
from inboxguard.facts.message import Message, RawMessage, Shelf
from inboxguard.mailbox import files, reading
from inboxguard.mailbox.connection import Connection
from inboxguard.store import folders, messages

Mapped = Callable[[Callable[[RawMessage], Message], Iterable[RawMessage]], Iterable[Message]]
"""Runs a pure function over raw messages: the builtin map, or that of a process pool, which begins at once."""

BATCH = 200
MOST_OCTETS = 8_000_000
"""A batch ends here too, so that a mailbox full of attachments takes no more memory than any other."""
_UNREAD = frozenset({Shelf.DRAFTS, Shelf.TRASH})
"""Drafts are not mail that came, and what was thrown away is left alone."""


def import_paths(
    db: Database, paths: Sequence[Path], mapped: Mapped, tell: Tell, keep_text: bool
) -> tuple[int, int, tuple[tuple[str, str], ...]]:
    """Store the messages of mail files; return (added, already known, unreadable files with the reason)."""
    added = known = 0
    unreadable: list[tuple[str, str]] = []
    total = 0

    def complain(error: UnreadableFile) -> None:
        unreadable.append((str(path), str(error)))

    for path in paths:
        tell(Step("counting"))
        total += files.count(path) or 0
    pace = _Pace("importing", total, tell)
    for path in paths:
        try:
            for batch, read in _read(_batches(_mails(files.messages(path, complain=complain))), mapped):
                new = messages.add(db, [messages.row(message, keep_text) for message in read])
                added += new
                known += len(batch) - new
                pace.on(sum(raw.size for raw in batch))
        except (UnreadableFile, NotYet) as error:
            unreadable.append((str(path), str(error)))
    return added, known, tuple(unreadable)


def sync(
    db: Database, connection: Connection, only: Sequence[str], mapped: Mapped, tell: Tell, keep_text: bool
) -> tuple[int, tuple[str, ...]]:
    """Store what is new in the account's folders; return (added, folders read).

    The header of a message shows whether it is bulk or automatic mail; only of such mail the body is fetched.
    Each batch is stored with its checkpoint in one transaction. Raises NoFolder for a folder that is not there.
    """
    tell(Step("listing"))
    found = reading.folders(connection)
    if missing := set(only) - {folder.name for folder in found}:
        raise NoFolder(
            f"The mailbox has no folder {', '.join(sorted(missing))}. It has: {', '.join(f.name for f in found)}."
        )
    wanted = [folder for folder in found if (folder.name in only if only else folder.shelf not in _UNREAD)]
    added = 0
    for folder in wanted:
        added += _sync_folder(db, connection, folder, mapped, tell, keep_text)
    return added, tuple(folder.name for folder in wanted)


def _sync_folder(
    db: Database, connection: Connection, folder: reading.Folder, mapped: Mapped, tell: Tell, keep_text: bool
) -> int:
    account = connection.account.address
    stored = folders.folder(db, account, folder.name, folder.name, folder.shelf)
    at = stored.state
    since = None if at is None else reading.Checkpoint(at.uidvalidity, at.uidnext - 1)
    added = 0
    pace = _Pace("reading", 0, tell)
    for batch in reading.read(connection, folder, since, BATCH):
        mails = list(_mails(batch.messages))
        read = list(mapped(parsing.read, mails))
        opened = _opened(connection, folder, batch.checkpoint.uidvalidity, mails, read, mapped)
        reached = batch.checkpoint
        rows = [messages.row(message, keep_text) for message in opened]
        added += folders.settle(db, stored.id, reached.uidvalidity, rows)
        folders.complete(db, stored.id, folders.State(reached.uidvalidity, reached.last_uid + 1, batch.total, 0))
        pace.at(batch.done, batch.total)
    return added


def _opened(
    connection: Connection,
    folder: reading.Folder,
    uidvalidity: int,
    raw: Sequence[RawMessage],
    read: Sequence[Message],
    mapped: Mapped,
) -> list[Message]:
    """The batch again, with the bodies of bulk and automatic mail; personal letters are never asked for."""
    by_uid = {one.place.uid: one for one in raw}
    wanted = [message.place.uid for message in read if message.bulk]
    whole = [
        replace(by_uid[body.uid], body=body.content, complete=body.complete)
        for body in reading.bodies(connection, folder, wanted, uidvalidity=uidvalidity)
        if body.uid in by_uid
    ]
    opened = {message.place.uid: message for message in mapped(parsing.read, whole)}
    return [opened.get(message.place.uid, message) for message in read]


def _mails(items: Iterable[RawMessage]) -> Iterator[RawMessage]:
    """Leave out drafts that carry a label only: what was never sent asks nobody to stop."""
    return (item for item in items if item.shelf is not Shelf.DRAFTS)


def _batches(items: Iterable[RawMessage]) -> Iterator[list[RawMessage]]:
    batch: list[RawMessage] = []
    octets = 0
    for item in items:
        batch.append(item)
        octets += len(item.head) + len(item.body or b"")
        if len(batch) == BATCH or octets >= MOST_OCTETS:
            yield batch
            batch, octets = [], 0
    if batch:
        yield batch


def _read(batches: Iterable[list[RawMessage]], mapped: Mapped) -> Iterator[tuple[list[RawMessage], Iterable[Message]]]:
    """Yield each batch with its messages; while one is stored, children read the next."""
    begun: deque[tuple[list[RawMessage], Iterable[Message]]] = deque()
    for batch in batches:
        begun.append((batch, mapped(parsing.read, batch)))
        if len(begun) > 1:
            yield begun.popleft()
    yield from begun


class _Pace:
    """Tells how far the work is and, from its own speed, how long it still takes."""

    def __init__(self, what: str, total: int, tell: Tell) -> None:
        self._what, self._total, self._tell = what, total, tell
        self._done = 0
        self._began = time.monotonic()
        tell(Step(what, 0, total))

    def on(self, more: int) -> None:
        self.at(self._done + more, self._total)

    def at(self, done: int, total: int) -> None:
        self._done = done
        spent = time.monotonic() - self._began
        left = spent / done * max(total - done, 0) if done and total and spent > 2 else None
        self._tell(Step(self._what, min(done, total) if total else done, total, left))
