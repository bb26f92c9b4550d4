"""What settles a trail, as acts of an audit: own sign-ups taken back, answers and notices filed, breaches known."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from inboxguard.audit import answering, breaches, deciding, filing, replying
from inboxguard.audit.answering import AnswerRow, Filed
from inboxguard.audit.breaches import BreachRow, Loaded
from inboxguard.audit.own_shelves import OwnShelves
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.replying import ReplyRow
from inboxguard.errors import Refused
from inboxguard.exports import files
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions
from inboxguard.store.documents import Asked
from inboxguard.trace.decisions import Tenor


class Settling(OwnShelves):
    """Answers, notices and known breaches; the findings follow at once."""

    def not_signed_up(self, organisation: str, tell: Tell = silent) -> bool:
        """Take back that the person signed up there themselves; return whether they had said so."""
        said = [decisions.unsay_mine(self._db, one) for one in deciding.members(self._db, organisation.strip().lower())]
        self._follow(tell)
        return any(said)

    def answered_where_from(
        self,
        organisation: str,
        source: str | None,
        document: Path | None = None,
        message: str | None = None,
        at: datetime | None = None,
        request: str | None = None,
        tell: Tell = silent,
    ) -> Filed:
        """File what a recipient answered about its source (None = it names nobody), from a file or as a mail.

        `message` is a Message-ID or key; `at` when the answer came, else the mail's time, else now. The request that it
        answers, `request` or the last of its kind, is marked as answered. Raises Refused with nothing kept.
        """
        named = () if source is None else (source,)
        return self._answered(organisation, Asked.WHERE_FROM, named, document, message, at, request, tell)

    def answered_to_whom(
        self,
        organisation: str,
        recipients: Sequence[str],
        document: Path | None = None,
        message: str | None = None,
        at: datetime | None = None,
        request: str | None = None,
        tell: Tell = silent,
    ) -> Filed:
        """File what a source answered about its recipients (() = nobody); else as `answered_where_from`."""
        return self._answered(organisation, Asked.TO_WHOM, recipients, document, message, at, request, tell)

    def file_notice(
        self,
        organisation: str,
        tenor: Tenor,
        recipients: Sequence[str],
        document: Path,
        at: datetime | None = None,
        tell: Tell = silent,
    ) -> str:
        """File a privacy notice as it was at `at` (else now); return its id. Raises Refused with nothing kept."""
        now = self._now()
        paper = filing.from_file(document)
        done = answering.file_notice(self._db, organisation, tenor, recipients, paper, at or now, now)
        self._follow(tell)
        return done

    def meant(self, typed: str) -> SenderId | None:
        """Return which organisation a name or domain means, of this mailbox or not; None where it means none."""
        try:
            return answering.named(self._db, typed)
        except Refused:
            return None

    def answers_filed(self) -> tuple[AnswerRow, ...]:
        """Return every filed answer and notice, oldest first."""
        return answering.rows(self._db)

    def forget_answer(self, answer: str, tell: Tell = silent) -> None:
        """Take one filed answer or notice back, with its document; raises Refused where there is none of this id."""
        answering.forget(self._db, answer)
        self._follow(tell)

    def save_document(self, answer: str, path: Path) -> None:
        """Write the document of an answer, its bytes as they were filed; raises InboxGuardError."""
        files.write(path, answering.document(self._db, answer))

    def replies(self, request: str | None = None) -> tuple[ReplyRow, ...]:
        """Return the mails that seem to answer one request (its id), or any; a proposal, in order of time."""
        return replying.rows(self._db, request)

    def load_breaches(self, path: Path, tell: Tell = silent) -> Loaded:
        """Take a list of known breaches in the place of the one before; raises Refused with that one kept."""
        done = breaches.load(self._db, path, self._now())
        self._follow(tell)
        return done

    def breaches_known(self) -> tuple[BreachRow, ...]:
        """Return the known breaches, the oldest first."""
        return breaches.rows(self._db)

    def _answered(
        self,
        organisation: str,
        asked: Asked,
        named: Sequence[str],
        document: Path | None,
        message: str | None,
        at: datetime | None,
        request: str | None,
        tell: Tell,
    ) -> Filed:
        now = self._now()
        key: MessageKey | None = None
        if message is not None:
            key, came, paper = answering.mail(self._db, organisation, message)
            at = at or came
        else:
            paper = filing.from_file(document or Path())
        done = answering.file_answer(self._db, organisation, asked, named, paper, at or now, now, request, key)
        self._follow(tell)
        return done
