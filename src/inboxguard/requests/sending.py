"""Letters that were sent: which mail in Sent is a draft of the ledger. Pure.

Only what lies in Sent counts. The Message-ID of the draft is proof; many programs give a new one when they send, and
keep the subject, which bears the letter's reference, or answer the draft. A mail that names the reference counts where
it went to the organisation; what is passed on or answered to somebody else is another mail.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inboxguard.facts.message import Message, MessageKey, Shelf
from inboxguard.facts.person import Person
from inboxguard.requests.replies import draft_id, named, unmarked
from inboxguard.requests.request import Request
from inboxguard.senders.domains import of_address

_CLOCKS = timedelta(hours=1)
"""By which the clocks of two computers may differ."""


class How(StrEnum):
    """By what a letter was found in Sent."""

    MESSAGE_ID = "message_id"
    REFERENCE = "reference"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy in Sent of one letter: when it was sent (not before it was written), and how it was found."""

    request: str
    message: MessageKey
    folder: str
    at: datetime
    how: How


def copies(
    letters: Iterable[tuple[Request, datetime, frozenset[str]]], mails: Iterable[Message], person: Person
) -> tuple[Copy, ...]:
    """Return the first copy in Sent of each letter: (request, when it was last drafted or came back, organisations).

    Mail of before that moment is not this letter: it was sent another time.
    """
    known = [_Sought(*one) for one in letters]
    found: dict[str, Copy] = {}
    for message in mails:
        if message.shelf is not Shelf.SENT or (at := message.sent or message.received) is None:
            continue
        sought = [one for one in known if at >= one.since - _CLOCKS]
        if not sought:
            continue
        sent = _Sent(message, person)
        for letter in sought:
            if (how := _how(sent, letter)) is None:
                continue
            one = Copy(letter.request.id, message.key, message.place.folder, max(at, letter.since), how)
            before = found.get(letter.request.id)
            if before is None or (list(How).index(how), one.at) < (list(How).index(before.how), before.at):
                found[letter.request.id] = one
    return tuple(found.values())


class _Sought:
    """A letter, with what of it is compared with every mail in Sent."""

    def __init__(self, request: Request, since: datetime, organisations: frozenset[str]) -> None:
        self.request, self.since, self.organisations = request, since, organisations
        self.message_id = draft_id(request)
        self.to = request.draft.to.lower()
        self.subject = _words(request.draft.subject)


class _Sent:
    """A mail in Sent, with what of it is compared with every letter."""

    def __init__(self, message: Message, person: Person) -> None:
        self.message = message
        self.message_id = (message.message_id or "").strip().lower()
        self.others = [one.address.lower() for one in message.to if one.address and not person.owns(one.address)]
        self.organisations = frozenset(map(of_address, self.others))
        self.subject = _words(message.subject)


def _how(sent: _Sent, letter: _Sought) -> How | None:
    if sent.message_id == letter.message_id:
        return How.MESSAGE_ID
    there = letter.to in sent.others or not letter.organisations.isdisjoint(sent.organisations)
    same = bool(sent.others) and sent.subject == letter.subject
    if not there and not same:
        return None
    message, draft = sent.message, letter.request.draft
    # To another address under its own subject: the person found a better one than the draft had.
    if letter.request.reference.upper() in named(message.subject) | named(message.text or ""):
        return How.REFERENCE
    answered = {one.strip().lower() for one in (message.in_reply_to or "", *message.references)}
    bare = unmarked(message.subject) == unmarked(draft.subject)
    return How.THREAD if there and bare and letter.message_id in answered else None


def _words(subject: str) -> str:
    return re.sub(r"\s+", " ", subject).strip().casefold()
