"""Messages of an mbox file, found at the speed of memory however large it is.

mboxo and mboxrd are read (RFC 4155 and its variants): a message begins at a "From " line that follows an empty line
or opens the file and ends in a date, or that is bare (as Thunderbird writes it) and followed by a header field.
One ">" of ">From " lines is undone. The digest of a message goes over its bytes without the "From " line, with
">From " restored, and without the empty line that separates it from the next. Content-Length is not believed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox.assembling import BLOCK, Assembly, Read
from inboxguard.mailbox.spans import Span

_MONTH = re.compile(rb"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_TIME = re.compile(rb"\b\d{1,2}:\d{2}\b")
_YEAR = re.compile(rb"\b(?:19|20)\d{2}\b")
_FIELD = re.compile(rb"[!-9;-~]{1,100}:")
_FROM = re.compile(rb"\nFrom ")
_NEWLINE = 10
_LONGEST = 1000
"""Bytes of a "From " line."""
_AHEAD = 2 * _LONGEST + 10
"""Bytes that must be there to judge a "From " line: itself and the field after it."""
_VIRTUAL = b"\n\n\n"
"""What stands before the first line, which counts as one after an empty line."""


def is_dated(line: bytes) -> bool:
    """Return whether `line` is a "From " line with something like a date: a month, a time and a year."""
    return (
        line.startswith(b"From ")
        and len(line) <= _LONGEST
        and all(pattern.search(line, 5) for pattern in (_MONTH, _TIME, _YEAR))
    )


def is_bare(line: bytes) -> bool:
    """Return whether `line` is a "From " line without anything, which needs a header field after it to count."""
    return line.startswith(b"From ") and not line[5:].strip()


def is_field(line: bytes) -> bool:
    """Return whether `line` begins like a header field (RFC 5322 section 2.2)."""
    return _FIELD.match(line) is not None


@dataclass(frozen=True, slots=True)
class _Cut:
    """The border of two messages, in octets from the beginning of the file."""

    empty: int
    """Where the empty line before the separator begins: the end of the message before it."""
    line: int
    """Where the separator begins."""
    end: int
    """Where the next message begins."""


def spans(path: Path, folder: str, shelf: Shelf, mozilla: bool = False) -> Iterator[tuple[Span, int]]:
    """Yield the messages of a plain mbox file in order, each with the offset where what comes after it begins.

    The position counts from 1. Raises OSError.
    """
    start, position = -1, 0
    with path.open("rb", buffering=0) as file:
        for _, _, cuts in _cut_blocks(file.read):
            for cut in cuts:
                if 0 <= start < cut.empty:
                    position += 1
                    span = Span(path, start, cut.empty - start, folder, position, shelf, quoted=True, mozilla=mozilla)
                    yield span, cut.line
                start = cut.end


def split(read: Read, folder: str, shelf: Shelf) -> Iterator[tuple[RawMessage, int]]:
    """Yield the messages of an mbox file that comes as a stream, as `spans` does."""
    current: Assembly | None = None
    position = at = 0
    for base, block, cuts in _cut_blocks(read):
        for cut in cuts:
            if current is not None:
                current.add(block[at - base : cut.empty - base])
                if current.size:
                    position += 1
                    yield current.message(folder, position, shelf), cut.line
            current, at = Assembly(quoted=True), cut.end
        end = base + len(block)
        if current is not None and at < end:
            current.add(block[at - base :])
        at = max(at, end)


def _cut_blocks(read: Read) -> Iterator[tuple[int, bytes, list[_Cut]]]:
    """Yield (offset, block, borders whose empty line begins in it); blocks follow each other without gaps.

    A block ends with a line, or within one that is longer than BLOCK. The end of the file is the last border.
    """
    kept = len(_VIRTUAL)  # bytes of `text` that were yielded before and are only looked back at
    text, base, scanned = _VIRTUAL, -kept, kept - 1
    while piece := read(BLOCK):
        text += piece
        limit = len(text) - _AHEAD
        # A border that begins from `end` on is found with the next piece, one before it can be judged now.
        end = text.rfind(b"\n", kept, max(limit, kept)) + 1 or limit
        if end <= kept:
            continue
        yield base + kept, text[kept:end], _cuts(text, scanned, end, base)
        back = end - len(_VIRTUAL)
        text, base = text[back:], base + back
        kept = scanned = len(_VIRTUAL)
    cuts = _cuts(text, scanned, len(text), base)
    size = base + len(text)
    tail = 1 if text.endswith(b"\n\n") else 2 if text.endswith(b"\n\r\n") else 0
    yield base + kept, text[kept:], [*cuts, _Cut(size - tail, size, size)]


def _cuts(text: bytes, scanned: int, end: int, base: int) -> list[_Cut]:
    """Return the borders whose empty line begins before `end`; `base` is the offset of `text` in the file."""
    cuts = []
    for found in _FROM.finditer(text, scanned):
        at = found.start() + 1
        if at > end:
            break
        gap = 1 if text[at - 2] == _NEWLINE else 2 if text[at - 3 : at - 1] == b"\n\r" else 0
        if gap and (after := _after(text, at)) >= 0:
            cuts.append(_Cut(max(base + at - gap, 0), base + at, base + after))
    return cuts


def _after(text: bytes, at: int) -> int:
    """Return where the line after the separator at `at` begins, -1 where the "From " line there is none."""
    line = text[at : at + _LONGEST + 1]
    if end := line.find(b"\n") + 1:
        line = line[:end]
    next_line = text[at + len(line) : at + len(line) + _LONGEST]
    if is_dated(line) or (is_bare(line) and (not next_line or is_field(next_line))):
        return at + len(line)
    return -1
