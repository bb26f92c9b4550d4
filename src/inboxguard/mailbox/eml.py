"""The message of one file: .eml, .emlx of Apple Mail, or a file of a Maildir."""

import re
from pathlib import Path

from inboxguard.facts.message import Shelf
from inboxguard.mailbox.spans import Span

_COUNT = re.compile(rb"\s{0,20}(\d{1,12})\s{0,20}\n")


def span(path: Path, size: int, folder: str, position: int, shelf: Shelf, mozilla: bool = False) -> tuple[Span, bool]:
    """Return where the message lies in a file of `size` octets, and whether it is all there.

    Raises OSError for an .emlx that cannot be opened.
    """
    start, end = 0, size
    if path.name.lower().endswith(".emlx"):
        with path.open("rb", buffering=0) as file:
            start, end = inner(file.read(100), size)
    there = min(end, size)
    return Span(path, start, max(there - start, 0), folder, position, shelf, mozilla=mozilla), end <= size


def inner(start: bytes, size: int) -> tuple[int, int]:
    """Return where the message begins and ends in an .emlx file of `size` octets that begins with `start`.

    Its first line counts the octets of the message; Apple's own notes (a property list) come after it.
    """
    counted = _COUNT.match(start)
    return (counted.end(), counted.end() + int(counted[1])) if counted else (0, size)
