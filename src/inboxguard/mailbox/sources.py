"""Sources of mail: files and folders whose messages come in a settled order, and how far each was given out."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import archives, eml, kinds, mbox, packed
from inboxguard.mailbox.archives import Complain, Pulse, paused, still
from inboxguard.mailbox.spans import Span, shown, unreadable


@dataclass(frozen=True, slots=True)
class Item:
    """A message, where it lies or itself, and the mark of how far its source is read with it.

    The mark counts octets up to the next message; in what is packed, which cannot be entered in the middle, it is
    minus the number of messages. No two items of a source have the same.
    """

    message: Span | RawMessage
    mark: int
    octets: int
    """How much of the source was read for it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A mail file, an archive, or the single messages of one folder."""

    path: Path
    """What tells it from others: the file, or the folder that the single messages lie in."""
    size: int
    """Octets on the disk, all files together."""
    modified: int
    """When a file was changed, in nanoseconds; of single messages, what changes with the name, size or time of one."""
    grows: bool
    """It is a file to which mail is appended."""
    items: "Items"
    """Gives its messages anew."""


class Items(Protocol):
    """Gives the messages of a source; what cannot be read is told to `complain`."""

    def __call__(self, complain: Complain, pulse: Pulse = still, /) -> Iterator[Item]:
        """Begin anew; `pulse` is called now and then where long work brings no message."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A file with one message: how it is called (folder, position) and on which shelf it lies."""

    name: str
    folder: str
    position: int
    shelf: Shelf


def mbox_file(path: Path, folder: str, shelf: Shelf, mozilla: bool = False) -> Source:
    """Return a plain mbox file; raises UnreadableFile."""

    def items(complain: Complain, pulse: Pulse = still, /) -> Iterator[Item]:
        try:
            with path.open("rb", buffering=0) as file:
                start = file.read(kinds.START)
            mark = 0
            for span, mark in mbox.spans(path, folder, shelf, mozilla):
                yield Item(span, mark, span.size)
        except OSError as error:
            complain(unreadable(path, error))
            return
        if start.strip() and not mbox.begins(start):
            complain(UnreadableFile(f"{shown(path.name)} has lost its beginning; what is whole in it was read."))
        elif not mark and any(line.strip() for line in start.strip().splitlines()[1:]):
            complain(
                UnreadableFile(
                    f"{shown(path.name)} looks like a mailbox, but no message in it can be told from the next; export "
                    "it again, or as .eml files."
                )
            )

    size, modified = _state(path)
    return Source(path, size, modified, True, items)


def gzipped_mbox(path: Path, folder: str, shelf: Shelf) -> Source:
    """Return a gzipped mbox file; raises UnreadableFile."""

    def items(complain: Complain, pulse: Pulse = still, /) -> Iterator[Item]:
        try:
            with path.open("rb") as file:
                stream = packed.Unpacking(packed.Inflating(paused(file.read, pulse)).read, file.tell)
                messages = mbox.split(stream.read, folder, shelf)
                yield from _numbered((message, file.tell()) for message, _ in messages)
        except OSError as error:
            complain(unreadable(path, error))
            return
        if problem := stream.problem(path.name):
            complain(problem)

    size, modified = _state(path)
    return Source(path, size, modified, False, items)


def archive(path: Path, is_zip: bool, must_hold: bool = True) -> Source:
    """Return a zip or tar archive, which may without `must_hold` hold no mail; raises UnreadableFile."""

    def items(complain: Complain, pulse: Pulse = still, /) -> Iterator[Item]:
        yield from _numbered(archives.messages(path, is_zip, complain, pulse, must_hold))

    size, modified = _state(path)
    return Source(path, size, modified, False, items)


def letters(folder: Path, found: Sequence[Letter], mozilla: bool = False) -> Source:
    """Return the single messages in a folder; those that vanish meanwhile are told when it is read."""
    sizes: list[int] = []
    # The latest time and all sizes together would not tell that one message took the place of another.
    states = hashlib.blake2b(digest_size=8)
    for letter in found:
        try:
            state = os.lstat(folder / letter.name)
        except OSError:
            sizes.append(0)
            continue
        sizes.append(state.st_size)
        name = os.fsencode(letter.name).partition(b":2,")[0]  # the flags of a Maildir change when a mail is read
        states.update(b"%s\0%d %d\0" % (name, state.st_size, state.st_mtime_ns))

    def items(complain: Complain, pulse: Pulse = still, /) -> Iterator[Item]:
        for number, (letter, size) in enumerate(zip(found, sizes, strict=True), 1):
            path = folder / letter.name
            try:
                span, is_whole = eml.span(path, size, letter.folder, letter.position, letter.shelf, mozilla)
            except OSError as error:
                complain(unreadable(path, error))
                continue
            if not is_whole:
                complain(UnreadableFile(f"{shown(letter.name)} is cut off; what is there was read."))
            yield Item(span, -number, span.size)

    return Source(folder, sum(sizes), int.from_bytes(states.digest(), "big", signed=True), False, items)


def _numbered(messages: Iterable[tuple[RawMessage, int]]) -> Iterator[Item]:
    """Yield packed messages, each given with the octet at which reading is, as items."""
    before = 0
    for number, (message, at) in enumerate(messages, 1):
        yield Item(message, -number, max(at - before, 0))
        before = max(at, before)


def _state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return state.st_size, state.st_mtime_ns
