"""What replies seem to say, accepted by the person; and whom an answer names, offered for the trail it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import cases, deciding, replying
from inboxguard.audit.answers import Answers
from inboxguard.audit.replying import ReplyRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.requests.answer_names import Candidate, Company, candidates, companies
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.replies import Nature
from inboxguard.requests.request import RequestKind
from inboxguard.senders.domains import of_address
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, messages, search
from inboxguard.store.documents import Asked

_ASKED = {
    RequestKind.WHERE_FROM: Asked.WHERE_FROM,
    RequestKind.TO_WHOM: Asked.TO_WHOM,
    RequestKind.ACCESS: Asked.TO_WHOM,
}
"""What the answer to a letter is filed as; a copy of all data names the recipients (GDPR Art. 15(1)(c))."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an answer names, and as what it can be filed."""

    asked: Asked
    organisation: SenderId
    request: str
    message: MessageKey
    opened: bool
    """False of a personal letter: whom it names only the person can read and type."""
    candidates: tuple[Candidate, ...]
    companies: tuple[Company, ...] = ()
    """Those that it names by their legal name alone; of which domain they are, the person may know."""


def proposals(db: Database, request: str | None, now: datetime) -> tuple[ReplyRow, ...]:
    """Return the replies of which an event is proposed that the ledger takes now, in order of time."""
    rows = [row for row in replying.rows(db, request) if row.proposed is not None]
    allowed = {one: cases.detail(db, one, now).allowed for one in {row.request for row in rows}}
    return tuple(row for row in rows if row.proposed in allowed[row.request])


def accept(db: Database, request: str, message: str, now: datetime, event: EventKind | None = None) -> EventKind:
    """Record what a reply says, on the day of the mail and with its Message-ID as the note; return the event.

    `event` is what the person says that it is, where that is not what is proposed. Raises Refused where the mail is no
    reply to this request, proposes nothing, or the event cannot follow.
    """
    one = _reply(db, request, message)
    wanted = event or one.proposed
    if wanted is None:
        raise Refused("This mail proposes nothing that is not recorded already. Say yourself what became of it.")
    cases.mark(db, one.request, wanted, one.line.at or now, one.message_id or one.line.key, now)
    return wanted


def named(db: Database, request: str, message: str) -> Named | None:
    """Return whom a reply names, for the trail that it belongs to; None of a letter about something else.

    Senders of whom everything is set aside are not named. Raises Refused where the mail is no reply to this request.
    """
    one = _reply(db, request, message)
    letter, _ = cases.found(db, one.request)
    asked = _ASKED.get(letter.kind)
    if asked is None or one.nature is not Nature.ANSWER:
        return None
    read = messages.get(db, one.line.key)
    shown: tuple[Candidate, ...] = ()
    legal: tuple[Company, ...] = ()
    if read is not None and not one.line.aside:
        hidden = search.wholly_set_aside(db) | deciding.theme_decisions(db).accepted
        known = {who: name for who, name in findings.names(db).items() if who not in hidden}
        own = (of_address(address) for address in (*decisions.own_addresses(db)[0], letter.draft.from_alias))
        desk = of_address(read.sender.address) if read.sender else None
        but = {*hidden, *filter(None, (*own, desk)), *deciding.members(db, letter.organisation)}
        also = [other for other, _ in deciding.requests(db) if other.organisation == letter.organisation]
        shown = candidates(read, letter, known, but, also)
        aside = [name for who, name in findings.names(db).items() if who in hidden]
        legal = companies(read, letter, aside, also)
    opened = one.opened and not one.line.aside
    return Named(asked, letter.organisation, letter.id, one.line.key, opened, shown, legal)


def _reply(db: Database, request: str, message: str) -> ReplyRow:
    letter, _ = cases.found(db, request)
    wanted = message.strip()
    for row in replying.rows(db, letter.id):
        if wanted in (row.line.key, row.message_id) or (row.message_id or "").strip("<>") == wanted.strip("<>"):
            return row
    raise Refused(f"There is no reply “{wanted[:100]}” to {letter.reference}. “requests show” lists those there are.")


class Accepting(Answers):
    """Proposals of the mailbox, and what the person makes of them."""

    def reply_proposals(self, request: str | None = None) -> tuple[ReplyRow, ...]:
        """Return the replies to one request, or any, of which an event is proposed that can be recorded now."""
        return proposals(self._db, request, self._now())

    def accept(self, request: str, message: str, event: str | None = None) -> str:
        """Record what a reply (its Message-ID or key) says, as proposed or as `event`; return the event.

        Raises Refused.
        """
        return accept(self._db, request, message, self._now(), EventKind(event) if event else None)

    def named_in_answer(self, request: str, message: str) -> Named | None:
        """Return whom a reply names and as what it can be filed; None of a letter that asks for neither.

        Filing it is another step: `answered_where_from` or `answered_to_whom` with this message and request.
        """
        return named(self._db, request, message)
