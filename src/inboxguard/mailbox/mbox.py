"""Messages of an mbox file, plain or gzipped, streamed however large it is.

mboxo and mboxrd are read (RFC 4155 and its variants): a message begins at a "From " line that follows an empty line
or opens the file and ends in a date, or that is bare (as Thunderbird writes it) and followed by a header field.
One ">" of ">From " lines is undone. The digest of a message goes over its bytes without the "From " line, with
">From " restored, and without the empty line that separates it from the next.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox.assembling import EMPTY, Assembly, pieces

GZIP = b"\x1f\x8b"

MAX_RATIO = 200
"""Bytes out of one compressed byte; mail text stays far under 50, a bomb reaches 1,000."""

MAX_UNPACKED = 64 * 1024**3
"""Bytes that one gzipped file may unpack to."""

_GRACE = 16 * 1024 * 1024
"""Bytes unpacked before the ratio counts."""

_MONTH = re.compile(rb"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_TIME = re.compile(rb"\b\d{1,2}:\d{2}\b")
_YEAR = re.compile(rb"\b(?:19|20)\d{2}\b")
_QUOTED = re.compile(rb">+From ")
_FIELD = re.compile(rb"[!-9;-~]{1,100}:")


def is_dated(line: bytes) -> bool:
    """Return whether `line` is a "From " line with something like a date: a month, a time and a year."""
    return (
        line.startswith(b"From ")
        and len(line) <= 1000
        and all(pattern.search(line, 5) for pattern in (_MONTH, _TIME, _YEAR))
    )


def is_bare(line: bytes) -> bool:
    """Return whether `line` is a "From " line without anything, which needs a header field after it to count."""
    return line.startswith(b"From ") and not line[5:].strip()


def is_field(line: bytes) -> bool:
    """Return whether `line` begins like a header field (RFC 5322 section 2.2)."""
    return _FIELD.match(line) is not None


def messages(path: Path, folder: str, shelf: Shelf) -> Iterator[RawMessage]:
    """Yield the messages of the mbox file, in order; place.uid is the position from 1.

    Raises UnreadableFile, for a damaged or overlarge gzip file after the messages that could be read.
    """
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
        file.seek(0)
        if not packed:
            yield from _split(pieces(file), folder, shelf)
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            trouble: list[str] = []
            yield from _split(_bounded(unpacked, file, trouble), folder, shelf)
    if trouble:
        raise UnreadableFile(f"{path.name} {trouble[0]}; what came before that was read.")


def beginning(path: Path, size: int) -> bytes:
    """Return up to `size` bytes of what a gzip file unpacks to; raises UnreadableFile where it is damaged there."""
    try:
        with path.open("rb") as file:
            return zlib.decompressobj(31).decompress(file.read(size), size)  # 31: gzip, largest window
    except zlib.error as error:
        raise UnreadableFile(f"{path.name} is a damaged gzip file.") from error


def _bounded(unpacked: gzip.GzipFile, packed: BinaryIO, trouble: list[str]) -> Iterator[tuple[bytes, bool]]:
    """Yield the pieces of a gzip file; note in `trouble` why it ends early, if it does."""
    total = 0
    try:
        for piece in pieces(unpacked):  # type: ignore[arg-type]  # GzipFile has the readline of a BinaryIO
            total += len(piece[0])
            if total > MAX_UNPACKED or (total > _GRACE and total > packed.tell() * MAX_RATIO):
                trouble.append("unpacks to far more than mail would, so reading it was stopped")
                return
            yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile):
        trouble.append("is a damaged gzip file")


def _marked(source: Iterator[tuple[bytes, bool]]) -> Iterator[tuple[bytes, bool, bool]]:
    """Yield the pieces of an mbox file, each with whether it begins a line and whether it separates messages."""
    after_empty = True
    held: bytes | None = None  # a bare "From " line: the next one shows what it is
    for piece, begins in source:
        if held is not None:
            yield held, True, is_field(piece)
            held, after_empty = None, False
        if begins and after_empty and is_bare(piece):
            held = piece
            continue
        yield piece, begins, begins and after_empty and is_dated(piece)
        after_empty = begins and piece in EMPTY
    if held is not None:
        yield held, True, True


def _split(source: Iterator[tuple[bytes, bool]], folder: str, shelf: Shelf) -> Iterator[RawMessage]:
    current: Assembly | None = None
    position = 0
    empty = b""  # an empty line is held back: before a separator or the end it is not part of the message
    for piece, begins, separates in _marked(source):
        if separates:
            if current is not None and current.size:
                position += 1
                yield current.message(folder, position, shelf)
            current, empty = Assembly(), b""
        elif current is not None:
            if empty:
                current.add(empty, True)
            empty = piece if begins and piece in EMPTY else b""
            if not empty:
                current.add(piece[1:] if begins and _QUOTED.match(piece) else piece, begins)
    if current is not None and current.size:
        yield current.message(folder, position + 1, shelf)
