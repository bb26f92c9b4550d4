"""Rows that wait until all of them are made: packed at once, so that the records of a large mailbox never pile up.

What goes beyond a megabyte lies in a nameless file beside the database, where it is as private as the database,
and is gone with the process whatever ends it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

import msgspec
from sqlite_utils import Database

from inboxguard.errors import StoreError
from inboxguard.store.records import compressed, decompressed

_AT_ONCE = 200
"""Rows that are compressed together; those of one mailbox are much alike."""
_IN_MEMORY = 1_000_000
"""Octets up to which there is no file."""
_PAGES = -2_000
"""SQLite's memory in KiB, as its pragma wants it."""
_LENGTH = 4


class Row(NamedTuple):
    """The findings of one message in the columns of their table, the last two packed."""

    key: str
    at: str | None
    organisation: str | None
    kind: str
    outgoing: bool
    aside: bool
    record: bytes
    mentions: bytes


class Spool:
    """Takes rows one by one and gives them back in the same order, as often as they are asked for."""

    def __init__(self, file: IO[bytes]) -> None:
        """Use `spooled`."""
        self._file = file
        self._waiting: list[Row] = []

    def add(self, row: Row) -> None:
        """Take a row."""
        self._waiting.append(row)
        if len(self._waiting) == _AT_ONCE:
            self._pack()

    def clear(self) -> None:
        """Forget every row."""
        self._waiting.clear()
        with _told():
            self._file.seek(0)
            self._file.truncate()

    def __iter__(self) -> Iterator[Row]:
        """Yield every row that was taken."""
        if self._waiting:
            self._pack()
        with _told():
            self._file.seek(0)
        while True:
            with _told():
                length = self._file.read(_LENGTH)
                data = self._file.read(int.from_bytes(length))
            if not length:
                return
            yield from msgspec.msgpack.decode(decompressed(data), type=list[Row])

    def _pack(self) -> None:
        data = compressed(msgspec.msgpack.encode(self._waiting))
        with _told():
            self._file.seek(0, 2)
            self._file.write(len(data).to_bytes(_LENGTH))
            self._file.write(data)
        self._waiting.clear()


@contextmanager
def spooled(db: Database) -> Iterator[Spool]:
    """Yield an empty spool, whose file lies where `db` does; it raises StoreError where the disk takes no more.

    Meanwhile SQLite keeps few pages in memory: all mail is read once, and none of it twice.
    """
    name = db.conn.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    folder = name.replace("\\", "/").rpartition("/")[0] or None
    pages = int(db.conn.execute("PRAGMA cache_size").fetchone()[0])
    db.conn.execute(f"PRAGMA cache_size = {_PAGES}")
    try:
        with SpooledTemporaryFile(_IN_MEMORY, dir=folder) as file:
            yield Spool(file)
    finally:
        db.conn.execute(f"PRAGMA cache_size = {pages}")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The disk took no more ({error.strerror}), so the mail was not looked through this time; what was found "
            "before is kept. Make room on the disk and try again."
        ) from error
