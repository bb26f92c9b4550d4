"""A RawMessage out of the lines of a file, with bounded memory however long the message is."""

import csv
import hashlib
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from typing import BinaryIO

from inboxguard.facts.message import Place, RawMessage, Shelf
from inboxguard.mailbox import shelves

MAX_HEAD = 256 * 1024
MAX_BODY = 1024 * 1024
"""Bytes kept of header and body; the digest goes over everything."""

CHUNK = 64 * 1024
"""The longest piece of a line that is read at once."""

EMPTY = (b"\n", b"\r\n")
"""An empty line, as it stands in files of either kind of line end."""

_MAX_FIELD = 10_000


def pieces(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of `file` in pieces of at most CHUNK bytes, each with whether it begins a line."""
    begins = True
    while piece := file.readline(CHUNK):
        yield piece, begins
        begins = piece.endswith(b"\n")


class Assembly:
    """One message that grows piece by piece and becomes a RawMessage."""

    __slots__ = ("_body", "_cut", "_digest", "_head", "_in_body", "size")

    def __init__(self) -> None:
        self._head = bytearray()
        self._body = bytearray()
        self._digest = hashlib.sha256()
        self._in_body = False
        self._cut = False
        self.size = 0

    def add(self, piece: bytes, begins: bool) -> None:
        """Take the next piece of the message; `begins` says that a line begins with it."""
        self._digest.update(piece)
        self.size += len(piece)
        if not self._in_body and begins and piece in EMPTY:
            self._in_body = True
            return
        part, limit = (self._body, MAX_BODY) if self._in_body else (self._head, MAX_HEAD)
        room = limit - len(part)
        part += piece[:room]
        self._cut = self._cut or len(piece) > room

    def message(self, folder: str, position: int, shelf: Shelf) -> RawMessage:
        """Return the message as it lies in `folder` of an import; Gmail's labels in it may tell the shelf."""
        head = bytes(self._head)
        return RawMessage(
            place=Place("import", folder, 0, position),
            received=None,
            head=head,
            body=bytes(self._body),
            complete=not self._cut,
            sha256=self._digest.hexdigest(),
            shelf=shelves.by_names(labels(head)) if shelf is Shelf.PLAIN else shelf,
            size=self.size,
        )


def labels(head: bytes) -> tuple[str, ...]:
    """Return the labels that Google Takeout writes into X-Gmail-Labels: encoded words, then comma-separated."""
    value = _field(head, b"x-gmail-labels:")
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


def _field(head: bytes, name: bytes) -> str:
    """Return the unfolded value of the first field `name` ("x-field:"), bounded, "" when there is none."""
    found: list[bytes] = []
    for line in head.splitlines():
        if found and line[:1] in (b" ", b"\t"):
            found.append(line)
        elif found:
            break
        elif line[: len(name)].lower() == name:
            found.append(line[len(name) :])
    # Adjacent encoded words are joined by dropping the folding, which RFC 2047 section 6.2 asks for.
    return b" ".join(line.strip() for line in found)[:_MAX_FIELD].decode("ascii", "replace")
