"""Set aside and kept, as acts of an audit: each is remembered, then everything is analysed by it."""

from collections.abc import Sequence

from inboxguard.audit import batches, shelves
from inboxguard.audit.batches import Shelved
from inboxguard.audit.own_word import OwnWord
from inboxguard.audit.progress import Tell, silent
from inboxguard.store import decisions
from inboxguard.store.shelves import FIRST


class Shelving(OwnWord):
    """What is set aside and kept: senders, themes and single messages."""

    def set_aside_sender(self, organisation: str, tell: Tell = silent) -> None:
        """Set the marketing of a whole sender aside."""
        self.set_aside_senders((organisation,), tell)

    def set_aside_senders(self, organisations: Sequence[str], tell: Tell = silent, shelf: str = FIRST) -> Shelved:
        """Set the marketing of several senders aside; Refused for an unknown one before any is; see put_back."""
        return self._shelve(organisations, "aside", tell, shelf)

    def keep_senders(self, organisations: Sequence[str], tell: Tell = silent) -> Shelved:
        """Never set these senders aside; analyse once; see put_back."""
        return self._shelve(organisations, "keep", tell)

    def put_back(self, before: Shelved, tell: Tell = silent) -> None:
        """Undo what set_aside_senders or keep_senders did: `before` is what it returned."""
        batches.put_back(self._db, before, self._now())
        self._follow(tell)

    def mark_themes(self, ids: Sequence[str], tell: Tell = silent, shelf: str = FIRST) -> None:
        """Set these themes aside; raises Refused for an id that is none."""
        shelves.mark(self._db, ids, self._now(), shelf)
        self._follow(tell)

    def unmark_themes(self, ids: Sequence[str], tell: Tell = silent) -> None:
        """Set these themes aside no longer."""
        shelves.unmark(self._db, ids)
        self._follow(tell)

    def keep_all(self, keys: Sequence[str], tell: Tell = silent) -> None:
        """Take messages off the shelf and analyse once."""
        for key in keys:
            decisions.shelve(self._db, key, "keep", self._now())
        self._follow(tell)

    def _shelve(self, organisations: Sequence[str], decision: str, tell: Tell, shelf: str = FIRST) -> Shelved:
        before = batches.shelve(self._db, organisations, decision, self._now(), shelf)
        self._follow(tell)
        return before
