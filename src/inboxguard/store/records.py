"""Frozen records to bytes and back, as JSON, for the columns that hold whole records."""

import zlib
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from inboxguard.errors import Damaged

Record = TypeVar("Record")

_LEVEL = 1
"""zlib's quickest; a higher level saves a few hundredths more and takes twice the time."""


def packed(record: object) -> bytes:
    """Return `record` (dataclasses, tuples, enums, aware datetimes) as JSON."""
    return msgspec.json.encode(record)


def unpacked(data: bytes, shape: type[Record]) -> Record:
    """Return the record of type `shape` that `packed` wrote; raises Damaged where it is none any more."""
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged() from error


def compressed(data: bytes) -> bytes:
    """Return octets that are many and long, the facts and texts of messages, in less than half of their size."""
    return zlib.compress(data, _LEVEL)


def decompressed(data: bytes) -> bytes:
    """Return the octets that `compressed` was given; raises Damaged where it wrote no such thing."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise _damaged() from error


def instant(at: datetime | None) -> str | None:
    """Return `at` as the text that sorts in order of time: 2026-11-24T08:00:00Z."""
    if at is None:
        return None
    # strftime writes early years without their noughts, which neither sorts nor can be read again.
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def moment(text: str | None) -> datetime | None:
    """Return the aware datetime that `instant` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def _damaged() -> Damaged:
    return Damaged(
        "The database is broken: a record in it cannot be read. It is left as it is: move it away to begin anew, "
        "or put back a backup."
    )
