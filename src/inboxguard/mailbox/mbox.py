"""Messages of an mbox file, found at the speed of memory however large it is.

mboxo and mboxrd are read (RFC 4155 and its variants): a message begins at a "From " line that opens the file or
follows an empty line, and that ends in the date of asctime(), or holds something like a date or nothing at all (as
Thunderbird writes it) and is followed by a header field. With both, date and field, it needs no empty line before it.
One ">" of ">From " lines is undone. The digest of a message goes over its bytes without the "From " line, with
">From " restored, and without the empty line that separates it from the next. Content-Length is not believed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox.assembling import Assembly, Read
from inboxguard.mailbox.spans import Span

_MONTH = re.compile(rb"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_TIME = re.compile(rb"\b\d{1,2}:\d{2}\b")
_YEAR = re.compile(rb"\b(?:19|20)\d{2}\b")
_ASCTIME = re.compile(
    rb" (?:mon|tue|wed|thu|fri|sat|sun),? +(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) +\d{1,2} +\d{1,2}:\d{2}"
    rb"(?::\d{2})?(?: +[a-z0-9+-]{1,6}){0,2} +(?:19|20)\d{2}(?: +[+-]\d{4})?\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"[!-9;-~]{1,100}:")
_FROM = re.compile(rb"From ")
_BARE = re.compile(rb"From (?:-|\d{10,20}@xxx)?[ \t]*\r?\n?\Z")
"""Without a date Netscape wrote a dash, and Google a number."""
_NEWLINE, _QUOTE = b"\n>"
_BLOCK = 256 * 1024
"""Octets looked through at once: few enough to stay in the cache of a core."""
_NOTES = b"X-Mozilla-Status: "
"""What Thunderbird writes after a "From " line, which then needs no empty line before it."""
BOM = b"\xef\xbb\xbf"
"""What some programs write before the first line of a file."""
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
    """Return whether `line` is a "From " line that says nothing, which needs a header field after it to count."""
    return _BARE.match(line) is not None


def is_field(line: bytes) -> bool:
    """Return whether `line` begins like a header field (RFC 5322 section 2.2)."""
    return _FIELD.match(line) is not None


@dataclass(frozen=True, slots=True)
class _Border:
    """The border of two messages, in octets from the beginning of the file."""

    empty: int
    """Where the empty line before the separator begins: the end of the message before it."""
    line: int
    """Where the separator begins."""
    end: int
    """Where the next message begins."""


def begins(start: bytes) -> bool:
    """Return whether a file that begins with `start` begins with a message of an mbox file."""
    first, _, more = start.removeprefix(BOM).lstrip(b"\r\n")[: 2 * _LONGEST].partition(b"\n")
    return is_dated(first) or (is_bare(first) and is_field(more))


def spans(path: Path, folder: str, shelf: Shelf, mozilla: bool = False) -> Iterator[tuple[Span, int]]:
    """Yield the messages of a plain mbox file in order, each with the offset where what comes after it begins.

    The position counts from 1. Raises OSError.
    """
    start, position, quoted = -1, 0, False
    with path.open("rb", buffering=0) as file:
        for _, _, borders in _scanned(file.readinto):
            for border in borders:
                if border is None:
                    quoted = True
                    continue
                if 0 <= start < border.empty:
                    position += 1
                    size = border.empty - start
                    yield Span(path, start, size, folder, position, shelf, True, quoted, mozilla), border.line
                start, quoted = border.end, False


def split(read: Read, folder: str, shelf: Shelf) -> Iterator[tuple[RawMessage, int]]:
    """Yield the messages of an mbox file that comes as a stream, as `spans` does."""

    def fill(room: memoryview) -> int:
        piece = read(len(room))
        room[: len(piece)] = piece
        return len(piece)

    current: Assembly | None = None
    position = at = 0
    for base, block, borders in _scanned(fill):
        for border in borders:
            if border is None:
                continue
            if current is not None:
                current.add(bytes(block[at - base : border.empty - base]))
                if current.size:
                    position += 1
                    yield current.message(folder, position, shelf), border.line
            current, at = Assembly(mbox=True, quoted=True), border.end
        end = base + len(block)
        if current is not None and at < end:
            current.add(bytes(block[at - base :]))
        at = max(at, end)


def _scanned(fill: Callable[[memoryview], int]) -> Iterator[tuple[int, memoryview, list[_Border | None]]]:
    """Yield (offset, block, what begins in it: borders of messages, None for something quoted), without gaps.

    A border belongs to the block in which its empty line begins; the end of the file is the last one. A block ends
    with a line, or within one that is longer than a block, and is gone when the next one is asked for.
    """
    text = bytearray(_AHEAD + _BLOCK)
    whole = memoryview(text)
    filled = kept = len(_VIRTUAL)  # octets of `text` in use, and of those the ones that were yielded before
    text[:kept] = _VIRTUAL
    base, scanned = -kept, kept
    while more := fill(whole[filled:]):
        filled += more
        limit = filled - _AHEAD
        # A border that begins from `end` on is found with the next block, one before it can be judged now.
        end = text.rfind(b"\n", kept, max(limit, kept)) + 1 or limit
        if end <= kept:
            continue
        yield base + kept, whole[kept:end], _borders(text, scanned, end, filled, base)
        back = end - len(_VIRTUAL)
        text[: filled - back] = text[back:filled]
        filled, base, kept = filled - back, base + back, len(_VIRTUAL)
        scanned = kept + 1
    size = base + filled
    ends = text[max(filled - 3, 0) : filled]
    tail = 1 if ends.endswith(b"\n\n") else 2 if ends.endswith(b"\n\r\n") else 0
    borders = _borders(text, scanned, filled, filled, base)
    yield base + kept, whole[kept:filled], [*borders, _Border(size - tail, size, size)]


def _borders(text: bytearray, scanned: int, end: int, filled: int, base: int) -> list[_Border | None]:
    """Return what begins in `text` up to `end`; `base` is the offset of `text` in the file."""
    found: list[_Border | None] = []
    for match in _FROM.finditer(text, scanned, filled):
        at = match.start()
        if at > end:
            break
        before = text[at - 1]
        opens = base + at == 0 or (base + at == len(BOM) and text.startswith(BOM, at - len(BOM)))
        if before == _QUOTE:
            found.append(None)
        elif before == _NEWLINE or opens:
            gap = 1 if text[at - 2] == _NEWLINE else 2 if text[at - 3 : at - 1] == b"\n\r" else 0
            if (after := _after(text, at, filled, opens, opens or gap > 0)) >= 0:
                found.append(_Border(max(base + at - gap, 0), base + at, base + after))
    return found


def _after(text: bytearray, at: int, filled: int, opens: bool, apart: bool) -> int:
    """Return where the line after the separator at `at` begins, -1 where the "From " line there is none.

    `opens`: it is the first line of the file; `apart`: no line of text is directly before it.
    """
    ahead = bytes(text[at : min(at + _AHEAD, filled)])
    end = ahead.find(b"\n", 0, _LONGEST + 1) + 1 or min(len(ahead), _LONGEST + 1)
    line, following = ahead[:end], ahead[end:]
    if not apart:
        counts = following.startswith(_NOTES) or (is_field(following) and _ASCTIME.search(line) is not None)
        return at + end if counts and (is_dated(line) or is_bare(line)) else -1
    if is_bare(line):
        return at + end if not following or is_field(following) else -1
    # A sentence of a letter may begin with "From" and hold a date; only what comes next tells then.
    is_told = opens or is_field(following) or _ASCTIME.search(line) is not None
    return at + end if is_told and is_dated(line) else -1
