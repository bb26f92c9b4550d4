"""A RawMessage out of the octets of a file, with bounded memory however long the message is."""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header

from inboxguard.facts.message import Place, RawMessage, Shelf
from inboxguard.mailbox import shelves

MAX_HEAD = 256 * 1024
MAX_BODY = 1024 * 1024
"""Bytes kept of header and body; the digest goes over everything."""

BLOCK = 1024 * 1024
"""Bytes read at once."""

_MAX_FIELD = 10_000
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_QUOTED = re.compile(rb"\n>(?=>*From )")
_QUOTED_FIRST = re.compile(rb">+From ")
_MOZILLA = re.compile(rb"(?:X-Mozilla-(?:Status2?|Keys):[^\n]{0,998}\n){1,4}")
_LABELS = b"\nx-gmail-labels:"
_EXPUNGED = 0x8
_BOM = b"\xef\xbb\xbf"
"""A mark that some programs write at the beginning of a file; it would hide the first field of a header."""

Read = Callable[[int], bytes]
"""Gives up to so many next octets, none at the end."""


def blocks(read: Read) -> Iterator[bytes]:
    """Yield what `read` gives in blocks that end with a line, or with BLOCK bytes of a line that is longer."""
    rest = b""
    while piece := read(BLOCK):
        rest += piece
        end = rest.rfind(b"\n") + 1
        if not end and len(rest) < BLOCK:
            continue
        end = end or len(rest)
        yield rest[:end]
        rest = rest[end:]
    if rest:
        yield rest


def unquoted(block: bytes, begins: bool) -> bytes:
    """Return a block of an mbox file with one ">" less before every ">From "; `begins` = it begins with a line."""
    if begins and _QUOTED_FIRST.match(block):
        block = block[1:]
    return _QUOTED.sub(b"\n", block)


class Assembly:
    """One message that grows block by block and becomes a RawMessage.

    A block ends with a line or within one, never between the carriage return and the line feed of an empty line.
    """

    __slots__ = (
        "_begins", "_body", "_digest", "_head", "_in_body", "_is_expunged", "_is_first", "_mbox", "_mozilla", "_quoted",
        "_room_body", "_room_head", "size",
    )  # fmt: skip

    def __init__(self, mbox: bool = False, quoted: bool = False, mozilla: bool = False) -> None:
        """Begin a message: of an `mbox` file, with `quoted` ">From " lines to undo, among Thunderbird's own notes."""
        self._mbox, self._quoted, self._mozilla = mbox, quoted, mozilla
        self._head: list[bytes] = []
        self._body: list[bytes] = []
        self._room_head, self._room_body = MAX_HEAD, MAX_BODY
        self._digest = hashlib.sha256()
        self._is_first, self._begins, self._in_body, self._is_expunged = True, True, False, False
        self.size = 0

    def add(self, block: bytes) -> None:
        """Take the next octets of the message."""
        if not block:
            return
        begins, self._begins = self._begins, block.endswith(b"\n")
        if self._quoted:
            block = unquoted(block, begins)
        if self._is_first:
            self._is_first = False
            block = self._without_notes(block)
        self._digest.update(block)
        self.size += len(block)
        if len(block) == self.size:
            block = block.removeprefix(_BOM)
        start = 0
        if not self._in_body:
            end, start = _parted(block, begins)
            self._head.append(block[: min(end, max(self._room_head, 0))])
            self._room_head -= end
            self._in_body = start >= 0
        if self._in_body:
            self._body.append(block[start : start + max(self._room_body, 0)])
            self._room_body -= len(block) - start

    def _without_notes(self, block: bytes) -> bytes:
        """Return the beginning of a message without what Thunderbird noted on it.

        It rewrites that in place whenever a mail is read or moved, so that it is no part of the mail.
        """
        if self._mbox or self._mozilla:
            self._is_expunged = _is_expunged(block)
        notes = _MOZILLA.match(block) if self._mozilla else None
        return block[notes.end() :] if notes else block

    def message(self, folder: str, position: int, shelf: Shelf) -> RawMessage:
        """Return the message as it lies in `folder` of an import; Gmail's labels in it may tell the shelf."""
        head = b"".join(self._head)
        if shelf is Shelf.PLAIN:
            shelf = Shelf.TRASH if self._is_expunged else shelves.by_names(labels(head))
        return RawMessage(
            place=Place("import", folder, 0, position),
            received=None,
            head=head,
            body=b"".join(self._body),
            complete=self._room_head >= 0 and self._room_body >= 0,
            sha256=self._digest.hexdigest(),
            shelf=shelf,
            size=self.size,
        )


def _parted(block: bytes, begins: bool) -> tuple[int, int]:
    """Return where the header ends in a block and where the body starts, -1 where the header goes on."""
    if begins and block.startswith((b"\n", b"\r\n")):
        return 0, block.index(b"\n") + 1
    empty = _EMPTY_LINE.search(block)
    return (empty.start() + 1, empty.end()) if empty else (len(block), -1)


def _is_expunged(head: bytes) -> bool:
    """Return whether Thunderbird noted that the message was deleted and only waits for its folder to be compacted."""
    if not head.startswith(b"X-Mozilla-Status: "):
        return False
    try:
        return bool(int(head[18:22], 16) & _EXPUNGED)
    except ValueError:
        return False


def labels(head: bytes) -> tuple[str, ...]:
    """Return the labels that Google Takeout writes into X-Gmail-Labels: encoded words, then comma-separated."""
    value = _labels_field(head)
    if not value:
        return ()
    try:
        text = "".join(
            part.decode(charset or "ascii", "replace") if isinstance(part, bytes) else part
            for part, charset in decode_header(value)
        )
        rows = list(csv.reader([" ".join(text.split())], skipinitialspace=True))
    except (HeaderParseError, LookupError, ValueError, csv.Error):
        return ()
    return tuple(label.strip() for row in rows for label in row)


def _labels_field(head: bytes) -> str:
    """Return the unfolded value of the first X-Gmail-Labels, bounded, "" when there is none."""
    at = (b"\n" + head).lower().find(_LABELS)
    if at < 0:
        return ""
    first, *more = head[at + len(_LABELS) - 1 :][:_MAX_FIELD].split(b"\n")
    found = [first]
    for line in more:
        if line[:1] not in (b" ", b"\t"):
            break
        found.append(line)
    # Adjacent encoded words are joined by dropping the folding, which RFC 2047 section 6.2 asks for.
    return b" ".join(line.strip() for line in found).decode("utf-8", "replace")
