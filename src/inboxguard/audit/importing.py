"""Mail files to facts to store, a batch at a time: what is stored stays stored when the rest fails or is stopped.

The parent only finds where messages lie; the child processes read them, and what they give back are finished rows.
"""

import os
import sqlite3
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit.pace import Pace
from inboxguard.audit.parsing_processes import Mapped
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.reading_files import Letter, Reader
from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage
from inboxguard.mailbox import files
from inboxguard.mailbox.signatures import Keys
from inboxguard.mailbox.sources import Item, Source
from inboxguard.store import imports, messages
from inboxguard.store.imports import ImportedFile
from inboxguard.store.messages import Row

BATCH = 200
MOST_OCTETS = 8_000_000
"""A batch ends here too, so that an archive full of attachments takes no more memory than any other."""
_AHEAD = 3
"""Batches that children read while one is stored."""
_MANY = 500
"""Files found, or messages passed over, between two chances to stop."""


def import_paths(
    db: Database, paths: Sequence[Path], mapped: Mapped, tell: Tell, keep_text: bool, keys: Keys | None = None
) -> tuple[int, int, tuple[tuple[str, str], ...]]:
    """Store the messages of mail files; return (added, already known, unreadable files with the reason).

    An import that was interrupted goes on after its last batch; a file that was read and has not changed since is
    not read again, and of an mbox file that grew only what is new. With `keys` the signatures of new mail that a
    program sent are checked over DNS.
    """
    return _Import(db, keep_text, keys).run(paths, mapped, tell)


@dataclass(slots=True)
class _Batch:
    """Messages to be stored together with how far their sources are read with them."""

    letters: list[tuple["_Reading", Item]] = field(default_factory=list)
    held: int = 0
    """Octets in memory."""
    ended: list["_Reading"] = field(default_factory=list)
    """Sources whose last message is in this batch or an earlier one."""
    octets: int = 0
    """Octets that were read for it, for the progress."""
    recognised: dict[int, Row] = field(default_factory=dict)
    """Rows of letters, by number, that need no child: they are stored already and only get their place."""


@dataclass(slots=True)
class _Reading:
    """A source that is being read."""

    path: Path
    """As the person gave it."""
    source: Source
    key: str
    before: ImportedFile | None
    has_changed: bool = False
    """It was read before, but where its news are cannot be told: what is known is recognised by its digest."""
    is_damaged: bool = False
    reached: int = 0
    messages: int = 0

    @property
    def number(self) -> int:
        """Return what sets the places in this source apart from those in one of the same name."""
        return zlib.crc32(os.fsencode(self.key))

    @property
    def is_same(self) -> bool:
        before = self.before
        return before is not None and (before.size, before.modified) == (self.source.size, self.source.modified)

    def noted(self) -> ImportedFile:
        return ImportedFile(self.key, self.source.size, self.source.modified, self.reached, self.messages)


class _Import:
    def __init__(self, db: Database, keep_text: bool, keys: Keys | None) -> None:
        self._db = db
        self._reader = Reader(keep_text, keys)
        self._added = self._known = 0
        self._pace: Pace | None = None
        self._unreadable: dict[tuple[str, str], None] = {}

    def run(self, paths: Sequence[Path], mapped: Mapped, tell: Tell) -> tuple[int, int, tuple[tuple[str, str], ...]]:
        found: list[tuple[Path, Source]] = []
        for path in paths:
            tell(Step("counting"))
            for source in files.found(path, partial(self._tell, path)):
                found.append((path, source))
                if len(found) % _MANY == 0:
                    tell(Step("counting"))
        self._pace = pace = Pace("importing", sum(source.size for _, source in found), tell)
        for batch, read in self._begun(self._batches(found), mapped):
            self._store(batch, list(read))
            pace.on(batch.octets)
        return self._added, self._known, tuple(self._unreadable)

    def _pulse(self) -> None:
        """Let the person stop what is long in coming."""
        if self._pace is not None:
            self._pace.on(0)

    def _tell(self, path: Path, error: UnreadableFile) -> None:
        self._unreadable[str(path), str(error)] = None

    def _begun(self, batches: Iterable[_Batch], mapped: Mapped) -> Iterator[tuple[_Batch, Iterable[Row | str | None]]]:
        """Yield each batch with its rows; while one is stored, children read the next ones."""
        begun: deque[tuple[_Batch, Iterable[Row | str | None]]] = deque()
        for batch in batches:
            letters = [Letter(item.message, reading.number) for reading, item in batch.letters]
            changed = [number for number, (reading, _) in enumerate(batch.letters) if reading.has_changed]
            batch.recognised = self._recognised({number: letters[number] for number in changed})
            new = [letter for number, letter in enumerate(letters) if number not in batch.recognised]
            begun.append((batch, mapped(self._reader, new)))
            if len(begun) > _AHEAD:
                yield begun.popleft()
        yield from begun

    def _recognised(self, letters: dict[int, Letter]) -> dict[int, Row]:
        """Return rows of those letters that are stored already; only their digest is made, which is quick."""
        rows = {number: self._reader.unreadable(letter) for number, letter in letters.items()}
        known = {number: row for number, row in rows.items() if isinstance(row, Row)}
        there = messages.present(self._db.conn, [row.key for row in known.values()])
        return {number: row for number, row in known.items() if row.key in there}

    def _batches(self, found: Iterable[tuple[Path, Source]]) -> Iterator[_Batch]:
        batch = _Batch()
        for path, source in found:
            key = os.path.abspath(source.path)
            reading = _Reading(path, source, key, imports.imported(self._db, key))
            if reading.before and reading.is_same and reading.before.reached >= source.size:
                self._known += reading.before.messages
                batch.octets += source.size
                continue
            for item in self._unread(reading, batch):
                batch.letters.append((reading, item))
                batch.octets += item.octets
                if isinstance(item.message, RawMessage):
                    batch.held += len(item.message.head) + len(item.message.body or b"")
                if len(batch.letters) == BATCH or batch.held >= MOST_OCTETS:
                    yield batch
                    batch = _Batch()
            batch.ended.append(reading)
        if batch.letters or batch.ended or batch.octets:
            yield batch

    def _unread(self, reading: _Reading, batch: _Batch) -> Iterator[Item]:
        """Yield what the last import of this source did not store; all of it where that is not certain."""
        source, before = reading.source, reading.before

        def complain(error: UnreadableFile) -> None:
            reading.is_damaged = True
            self._tell(reading.path, error)

        if before and before.reached and (reading.is_same or (source.grows and source.size > before.size)):
            items = source.items(complain, self._pulse)
            skipped = 0
            for number, item in enumerate(items, 1):
                skipped += item.octets
                if number % _MANY == 0:
                    self._pulse()
                if item.mark == before.reached and (reading.is_same or self._is_stored(item)):
                    self._known += before.messages
                    reading.reached, reading.messages = before.reached, before.messages
                    batch.octets += skipped
                    yield from items
                    return
        reading.has_changed = before is not None
        yield from source.items(complain, self._pulse)

    def _is_stored(self, item: Item) -> bool:
        """Return whether a message is known: the last one before the end at which a file was left."""
        row = Reader(keep_text=False)(Letter(item.message, 0))
        return isinstance(row, Row) and messages.known(self._db, [(row.key, row.twin)]) != [None]

    def _store(self, batch: _Batch, read: Sequence[Row | str | None]) -> None:
        rows: list[Row] = []
        touched: dict[str, _Reading] = {}
        fresh = iter(read)
        for number, (reading, item) in enumerate(batch.letters):
            row = batch.recognised[number] if number in batch.recognised else next(fresh)
            if isinstance(row, str):
                reading.is_damaged = True
                self._tell(reading.path, UnreadableFile(row))
            elif row is not None:
                rows.append(row)
                reading.messages += 1
            reading.reached = item.mark
            touched[reading.key] = reading
        for reading in batch.ended:
            if not reading.is_damaged:
                reading.reached = max(reading.reached, reading.source.size)
                touched[reading.key] = reading
        noted = [reading.noted() for reading in touched.values()]

        def also(connection: sqlite3.Connection) -> None:
            for one in noted:
                imports.note(connection, one)

        new = messages.add(self._db, rows, also)
        self._added += new
        self._known += len(rows) - new
