"""Which mail of the mailbox seems to answer which letter of the ledger: proposed to the person, never assumed.

What a mail seems to say is proposed with its own words; that it was so is recorded only where the person says yes. A
mail of which the own server says that its sender was forged proposes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from inboxguard.audit import deciding
from inboxguard.audit.sender_pages import line
from inboxguard.audit.views import Line
from inboxguard.facts.message import Message, MessageKey
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.proposals import Cue, excuse, propose
from inboxguard.requests.replies import Letter, Nature, Reply, Sign, replies
from inboxguard.requests.request import Excuse, Request, RequestKind
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, messages
from inboxguard.store.decisions import Recorded
from inboxguard.store.findings import Attributed
from inboxguard.store.replies import candidates

_WAITING = timedelta(days=120)
"""A month to answer, two more where they extend it (GDPR Art. 12(3)), and one for the late."""
_PAGE = 500
"""Messages that are read at once."""
_ENDED = ("closed", "withdrawn")


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One mail that seems to answer a letter."""

    request: str
    line: Line
    address: str
    """Of its sender; "" where the mail is set aside."""
    message_id: str | None
    sign: Sign
    nature: Nature
    opened: bool
    """Whether its text was read: a personal letter never is, so then only its head is known."""
    proposed: EventKind | None = None
    """What it seems to say, as the event that the person may record; None once they did."""
    cue: Cue | None = None
    quote: str = ""
    """The sentence that says so; "" where the header does, or the mail is set aside."""
    authenticated: bool | None = None
    """Whether the own server attests the sender; None = it did not say."""
    theirs: bool = True
    """Whether it comes from the organisation that was asked, not from a desk elsewhere."""
    excuse: Excuse | None = None
    """What it seems to ask for in place of an answer, by which a reminder's paragraph is suggested."""


def rows(db: Database, request: str | None = None) -> tuple[ReplyRow, ...]:
    """Return the mails that seem to answer one request, or any of the ledger, in order of time."""
    asked = deciding.requests(db)
    found = _replies(db, asked)
    wanted = [one for one in found if request is None or one.request == request]
    keys = tuple(dict.fromkeys(one.message for one in wanted))
    taken = findings.attributed_among(db, keys)
    read = {one.key: one for one in messages.among(db, keys)}
    letters = {one.id: (one, events) for one, events in asked}
    members = {one.organisation: frozenset(deciding.members(db, one.organisation)) for one, _ in letters.values()}
    asking = [one for one, _ in asked]
    return tuple(
        _row(one, read[one.message], taken[one.message], *letters[one.request], members, asking) for one in wanted
    )


def _row(
    one: Reply,
    message: Message,
    taken: Attributed,
    letter: Request,
    events: Sequence[Recorded],
    members: Mapping[SenderId, frozenset[str]],
    asking: Sequence[Request],
) -> ReplyRow:
    shown, said = line(taken), taken.attribution
    told = any(event.note and note(said) in event.note for event in events)
    forged = said.authenticated is False and one.nature is not Nature.BOUNCE
    also = [other for other in asking if other.organisation == letter.organisation and other is not letter]
    proposal = None if told or forged else propose(message, one.nature, one.sign, letter, also)
    return ReplyRow(
        one.request,
        shown,
        "" if shown.aside else said.address or "",
        said.message_id,
        one.sign,
        one.nature,
        message.opened,
        proposal.event if proposal else None,
        proposal.cue if proposal else None,
        proposal.quote if proposal and not shown.aside else "",
        said.authenticated,
        said.organisation in members[letter.organisation],
        None if forged else excuse(message, one.nature, one.sign, letter, also),
    )


def note(said: Attribution) -> str:
    """Return how the ledger names a mail that an event was taken from: its Message-ID, else its key."""
    return said.message_id or said.message


def _replies(db: Database, asked: Sequence[tuple[Request, tuple[Recorded, ...]]]) -> tuple[Reply, ...]:
    letters = [_letter(db, one, events) for one, events in asked]
    if not letters:
        return ()
    waiting = [
        (one.request.draft.from_alias, one.sent, one.until)
        for one in letters
        if one.sent is not None and one.until is not None
    ]
    organisations = {name for one in letters for name in one.organisations}
    since = min(one.request.created for one in letters) - timedelta(days=1)
    return replies(letters, _candidates(db, candidates(db, since, waiting, organisations)))


def _candidates(db: Database, keys: Sequence[MessageKey]) -> Iterator[tuple[Message, Attribution]]:
    """Yield the named messages with what they were judged to be, in the same order; memory stays at one page."""
    for start in range(0, len(keys), _PAGE):
        page = keys[start : start + _PAGE]
        taken = findings.attributed_among(db, page)
        read = {one.key: one for one in messages.among(db, page)}
        yield from ((read[key], taken[key].attribution) for key in page if key in read and key in taken)


def _letter(db: Database, one: Request, events: Sequence[Recorded]) -> Letter:
    """Return a request as replies are looked for; once it was answered or ended, only mail that names it counts."""
    sent = next((event.at for event in reversed(events) if event.event == "sent"), None)
    if any(event.event in _ENDED for event in events) or one.kind is RequestKind.COMPLAINT:
        sent = None
    until = sent + _WAITING if sent is not None else None
    settled = [event.at for event in events if event.event.startswith("answered") and sent is not None]
    if until is not None and settled:
        until = min(until, max(settled))
    return Letter(one, frozenset(deciding.members(db, one.organisation)), sent, until)


def answers(found: Sequence[ReplyRow]) -> tuple[ReplyRow, ...]:
    """Return those that a person may have written, the firmest sign first and then the newest."""
    order = list(Sign)
    wanted = [one for one in found if one.nature is Nature.ANSWER]
    return tuple(sorted(wanted, key=lambda one: (order.index(one.sign), -_seconds(one.line.at))))


def _seconds(at: datetime | None) -> float:
    return 0.0 if at is None else at.timestamp()
