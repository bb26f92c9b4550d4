"""What the child processes do with mail files: they read messages where they lie and give back finished rows.

It loads little, because every child loads it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from inboxguard.errors import UnreadableFile
from inboxguard.facts import parsing
from inboxguard.facts.message import Message, RawMessage, Shelf
from inboxguard.mailbox import signatures, spans
from inboxguard.mailbox.signatures import Keys
from inboxguard.mailbox.spans import Span
from inboxguard.store import messages
from inboxguard.store.messages import Row


@dataclass(frozen=True, slots=True)
class Letter:
    """A message for a child: where it lies or itself, and the number that sets its file apart from others."""

    message: Span | RawMessage
    file: int


@dataclass(frozen=True, slots=True)
class Reader:
    """What a child does with a message of a mail file."""

    keep_text: bool
    keys: Keys | None = None
    """Where the keys of DKIM signatures are asked for; nobody is asked where None."""

    def __call__(self, letter: Letter, /) -> Row | str | None:
        """Return the finished row, a sentence where it cannot be read, None for a draft, which is no mail that came."""
        return self._row(letter, parsing.read)

    def unreadable(self, letter: Letter, /) -> Row | str | None:
        """Return the row of a message that broke its child: it is known by its digest, and nothing more is read."""
        return self._row(letter, parsing.bare)

    def _row(self, letter: Letter, read: Callable[[RawMessage], Message]) -> Row | str | None:
        given = letter.message
        if given.shelf is Shelf.DRAFTS:
            return None
        try:
            raw = spans.message(given) if isinstance(given, Span) else given
        except UnreadableFile as error:
            return str(error)
        if raw.shelf is Shelf.DRAFTS:
            return None
        # Files of one name in two imports, as the parts of a Takeout, keep their places apart.
        raw = replace(raw, place=replace(raw.place, uidvalidity=letter.file))
        message = read(raw)
        if self.keys is not None and message.bulk and message.signatures:
            message = replace(message, verified=signatures.checked(raw, self.keys))
        return messages.row(message, self.keep_text)
