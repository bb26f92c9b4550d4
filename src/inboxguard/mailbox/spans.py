"""Where a message lies in a file: found by one process, read by another, so that all cores take part."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox.assembling import BLOCK, Assembly, blocks

_WHOLE = 4 * BLOCK
"""Messages up to this many bytes are read at once."""

# Without O_NONBLOCK a pipe that took the place of a file would be waited for.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Span:
    """The octets of one message in a file, and how the message is to be called."""

    path: Path
    offset: int
    size: int
    folder: str
    position: int
    shelf: Shelf
    mbox: bool = False
    """It lies in an mbox file."""
    quoted: bool = False
    """There is a ">From " in it that may have to be undone."""
    mozilla: bool = False
    """It lies in a Thunderbird profile, whose notes at its beginning are no part of it."""


def message(span: Span) -> RawMessage:
    """Return the message of a span; raises UnreadableFile where its file cannot be read any more or is another one."""
    assembly = Assembly(span.mbox, span.quoted, span.mozilla)
    try:
        file = os.open(span.path, _FLAGS)
        try:
            os.lseek(file, max(span.offset - 1, 0), os.SEEK_SET)
            moved = span.mbox and span.offset > 0 and os.read(file, 1) != b"\n"
            os.lseek(file, span.offset, os.SEEK_SET)
            octets = 0
            for block in _content(file, span.size):
                octets += len(block)
                assembly.add(block)
        finally:
            os.close(file)
    except OSError as error:
        raise unreadable(span.path, error) from error
    if moved or octets != span.size:
        raise UnreadableFile(f"{shown(span.path.name)} was changed while it was read; import it again.")
    return assembly.message(span.folder, span.position, span.shelf)


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    """Return the sentence about a file that the system does not give."""
    return UnreadableFile(f"{shown(path.name)} could not be read ({error.strerror or 'no reason given'}).")


def shown(name: str) -> str:
    """Return a file name as text that can be stored and shown, whatever bytes it is made of."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _content(file: int, size: int) -> Iterator[bytes]:
    if size <= _WHOLE:
        yield os.read(file, size)
        return
    left = size

    def read(most: int) -> bytes:
        nonlocal left
        piece = os.read(file, min(most, left))
        left -= len(piece)
        return piece

    yield from blocks(read)
