"""What the person corrects, as acts of an audit: each is kept, then everything is analysed by it."""

from collections.abc import Sequence

from inboxguard.audit import analysing, correcting
from inboxguard.audit.answers import Answers
from inboxguard.audit.correcting import CorrectionRow, SenderPart
from inboxguard.audit.progress import Tell, silent
from inboxguard.senders.sender import SenderId


class CorrectionsSaid(Answers):
    """Corrections of who is behind a mail and what kind it is; each act returns the id by which it is taken back."""

    def merge_senders(self, into: str, others: Sequence[str], tell: Tell = silent) -> int:
        """Make senders one, under the id of `into`; raises Refused where one is unknown or `into` is among them."""
        return self._corrected(correcting.merge(self._db, into, others, self._now()), tell)

    def split_sender(self, organisation: str, by: str, tell: Tell = silent) -> int:
        """Make the mail of one From address, From host or List-Id a sender of its own, with that as its id.

        Raises Refused where it would take nothing or everything.
        """
        return self._corrected(correcting.split(self._db, organisation, by, self._now()), tell)

    def rename_sender(self, organisation: str, name: str, tell: Tell = silent) -> int:
        """Call a sender by another name; "" takes the name back."""
        return self._corrected(correcting.rename(self._db, organisation, name, self._now()), tell)

    def call_senders(self, organisations: Sequence[str], kind: str, tell: Tell = silent) -> int:
        """Call the bulk mail of senders "marketing" or "not_marketing"."""
        return self._corrected(correcting.call_senders(self._db, organisations, kind, self._now()), tell)

    def call_message(self, key: str, kind: str, tell: Tell = silent) -> int:
        """Call one message what it is; `kind` is the value of any Kind."""
        return self._corrected(correcting.call_message(self._db, key, kind, self._now()), tell)

    def undo_correction(self, correction: int, tell: Tell = silent) -> None:
        """Take one correction back, whatever came after it; raises Refused where there is none of this id."""
        correcting.take_back(self._db, correction)
        self._corrected(correction, tell)

    def corrections_of(self, organisation: str = "") -> tuple[CorrectionRow, ...]:
        """Return the corrections that concern one sender, oldest first; all of them without a name."""
        return correcting.rows(self._db, organisation)

    def parts_of(self, organisation: str) -> tuple[SenderPart, ...]:
        """Return how a sender could be split, the largest part first."""
        return correcting.parts(self._db, organisation)

    def likely_same(self, organisation: str) -> tuple[SenderId, ...]:
        """Return senders that look like the same brand: a proposal for merging, never a claim."""
        return correcting.likely_same(self._db, organisation)

    def keys_of(self, message_id: str) -> tuple[str, ...]:
        """Return the keys of the messages with this Message-ID."""
        return correcting.keys_of(self._db, message_id)

    def _corrected(self, correction: int, tell: Tell) -> int:
        analysing.analyse(self._db, self._now(), tell)
        return correction
