"""What the child processes do with fetched mail: a first look at a few fields, and whole database rows at the end.

What goes in and out is small, so that the window's process only carries octets.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from inboxguard.facts import parsing
from inboxguard.facts.message import MessageKey, Part, Place, RawMessage, Shelf
from inboxguard.facts.parsing import Reading
from inboxguard.mailbox import shelves
from inboxguard.mailbox.structure import NOTHING, TextPart, text_part
from inboxguard.store import messages
from inboxguard.store.messages import Row

_LABEL = re.compile(rb'"((?:[^"\\]|\\.)*)"|[^\s()"]+')
_MOST_LABELS = 200
_OWN = (Shelf.SENT, Shelf.DRAFTS)


@dataclass(frozen=True, slots=True)
class Staged:
    """A message of which the header pass fetched a few fields."""

    place: Place
    shelf: Shelf
    received: datetime | None
    size: int
    structure: bytes
    labels: bytes
    head: bytes


@dataclass(frozen=True, slots=True)
class Glance:
    """What a first look shows: how to recognise the message, and what else of it to ask for.

    `row` is the finished row of mail that the person wrote, of which nothing more is asked, None of the others; `part`
    is its text, None where the server's description of it is of no use. A `draft` is no mail yet and is passed over.
    """

    uid: int
    key: MessageKey
    twin: str
    reading: Reading
    answers: bool
    part: TextPart | None
    row: Row | None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A message of which more was fetched: its whole header, its text, or both."""

    staged: Staged
    head: bytes | None
    text: bytes | None
    part: TextPart | None
    answers: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The row of a message, and whether its header shows that its text may be asked for, which it was not."""

    row: Row
    closed_bulk: bool


@dataclass(frozen=True, slots=True)
class Look:
    """The first look at a staged message; `references` are those of open requests, lower case."""

    keep_text: bool
    references: tuple[str, ...] = ()

    def __call__(self, staged: Staged) -> Glance:
        """Return what a first look shows."""
        raw = _raw(staged, staged.head)
        look = parsing.look(raw)
        answers = self._answers(look)
        closed = raw.shelf in _OWN
        return Glance(
            staged.place.uid, look.key, look.twin, look.reading, answers,
            part=None if closed else text_part(staged.structure),
            row=messages.row(parsing.read(raw), self.keep_text) if closed else None,
            draft=raw.shelf is Shelf.DRAFTS,
        )  # fmt: skip

    def unreadable(self, staged: Staged) -> Glance:
        """Return what stands for a message that broke its child: a row of what the server says of it."""
        bare = parsing.bare(_raw(staged, b""))
        row = messages.row(bare, self.keep_text)
        return Glance(staged.place.uid, bare.key, bare.twin, Reading.CLOSED, False, None, row)

    def _answers(self, look: parsing.Look) -> bool:
        """Return whether a letter answers an open request: it carries the reference in its subject or thread."""
        if not self.references:
            return False
        said = " ".join((look.subject, *look.references)).lower()
        return any(reference in said for reference in self.references)


@dataclass(frozen=True, slots=True)
class Read:
    """The reading of a message that was fetched as far as it may be."""

    keep_text: bool

    def __call__(self, fetched: Fetched) -> Outcome:
        """Return the row of the message."""
        staged, part = fetched.staged, fetched.part
        raw = _raw(staged, staged.head if fetched.head is None else fetched.head)
        if fetched.text is not None:
            if part is None:
                raw = replace(raw, body=fetched.text, complete=len(fetched.text) >= staged.size - len(raw.head) - 4)
            else:
                text = Part(part.media, part.encoding, part.charset, fetched.text)
                raw = replace(raw, parts=(text,), complete=len(fetched.text) >= part.octets)
        message = parsing.read(raw)
        if fetched.answers and not message.opened:
            message = parsing.opened(message, raw)
        closed_bulk = message.bulk and fetched.text is None and part is not NOTHING
        return Outcome(messages.row(message, self.keep_text), closed_bulk)

    def unreadable(self, fetched: Fetched) -> Outcome:
        """Return what stands for a message that broke its child: a row of what the server says of it."""
        return Outcome(messages.row(parsing.bare(_raw(fetched.staged, b"")), self.keep_text), False)


def _raw(staged: Staged, head: bytes) -> RawMessage:
    for end in (b"\r\n", b"\n"):
        while head.endswith(end + end) or head == end:  # the empty line is not part of the head
            head = head[: -len(end)]
    shelf = staged.shelf
    if shelf is Shelf.PLAIN and staged.labels:
        shelf = shelves.by_flags(_labels(staged.labels))
    return RawMessage(place=staged.place, received=staged.received, head=head, shelf=shelf, size=staged.size)


def _labels(said: bytes) -> list[bytes]:
    """Return Gmail's labels; the system's own come as \\Sent or, quoted, as \\\\Sent."""
    found = []
    for match in _LABEL.finditer(said[:20_000]):
        label = match[0] if match[1] is None else re.sub(rb"\\(.)", rb"\1", match[1])
        found.append(label)
        if len(found) == _MOST_LABELS:
            break
    return found
