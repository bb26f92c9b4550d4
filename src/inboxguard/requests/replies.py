"""Replies: which incoming mail answers which letter. A proposal for the person to look at, never a finding.

An answer names the letter in one of three ways. Its In-Reply-To or References hold the Message-ID of the draft
(RFC 5322 section 3.6.4), or its subject or text bears the letter's reference: both are unguessable, so that who names
one has read the letter. Weaker, and said to be so: the organisation itself, attested, wrote to the address concerned
while the letter was waiting. Reports of failed delivery (RFC 3464) and receipts of machines (RFC 3834) are told apart.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message, MessageKey
from inboxguard.requests.request import Request
from inboxguard.senders.attribution import Attribution, Kind

_REFERENCE = re.compile(r"(?<![0-9A-Z])(20[0-9]{2}) ?- ?([0-9A-Z]{7})(?![0-9A-Z])")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_LONGEST_TEXT = 200_000
"""Letters of a mail's text in which a reference is looked for; answers quote the letter, and quotes grow."""
_MOST_MARKS = 5
"""How many "Re:" a subject may begin with."""
_AUTOMATIC = frozenset({"x-autoreply", "x-autorespond"})
_CLOCKS = timedelta(hours=1)
"""By which the clocks of two computers may differ."""
_GIVEN_UP = timedelta(days=7)
"""After which servers have long given up on a letter (RFC 5321 section 4.5.4.1: at least four to five days)."""


class Sign(StrEnum):
    """How a mail names the letter that it answers, the firmest first."""

    THREAD = "thread"
    """It answers the Message-ID of the draft."""
    REFERENCE = "reference"
    """Its subject or text bears the letter's reference."""
    SENDER = "sender"
    """The organisation wrote to the address concerned while the letter was waiting: it may be about anything."""


class Nature(StrEnum):
    """What a reply is, as far as its head tells."""

    ANSWER = "answer"
    """Somebody may have read the letter."""
    RECEIPT = "receipt"
    """A machine says that the letter came, or that nobody is there."""
    BOUNCE = "bounce"
    """The letter did not arrive."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A request as far as replies to it are looked for."""

    request: Request
    organisations: frozenset[str]
    """The organisation and those that belong to it."""
    sent: datetime | None
    """None where the person did not say that they sent it: then only mail that names the letter answers it."""
    until: datetime | None
    """Until when the organisation's mail without a word of the letter may be its answer."""

    @property
    def message_id(self) -> str:
        """Return the Message-ID that the draft was given."""
        return draft_id(self.request)


@dataclass(frozen=True, slots=True)
class Reply:
    """One incoming mail that seems to answer one letter."""

    request: str
    message: MessageKey
    sign: Sign
    nature: Nature


def draft_id(request: Request) -> str:
    """Return the Message-ID that the draft of a request was given, in lower case."""
    return f"<inboxguard-{request.reference}@{request.draft.from_alias.rpartition('@')[2]}>".lower()


def named(text: str) -> frozenset[str]:
    """Return what looks like the reference of a letter, with any dash, in upper case."""
    return frozenset(f"{year}-{digits}" for year, digits in _REFERENCE.findall(text.translate(_DASHES).upper()))


def replies(letters: Iterable[Letter], mails: Iterable[tuple[Message, Attribution]]) -> tuple[Reply, ...]:
    """Return which of `mails` seem to answer which of `letters`, in the order of the mails.

    Mail of the person's own, mail from before the letter and spam answer nothing. A mail that names letters answers
    those and no others; one that names none answers at most the last that its sender was sent.
    """
    known = tuple(letters)
    by_reference = {letter.request.reference.upper(): letter for letter in known}
    by_message_id = {letter.message_id: letter for letter in known}
    found: list[Reply] = []
    for message, attribution in mails:
        if attribution.outgoing or attribution.kind is Kind.SPAM or message.at is None:
            continue
        nature = _nature(message, attribution)
        meant = _named(message, by_reference, by_message_id)
        if not meant and nature is Nature.BOUNCE:
            meant = {letter.request.id: (letter, Sign.THREAD) for letter in known if _failed(message, letter)}
        if not meant and nature is not Nature.BOUNCE and (last := _last(message.at, attribution, known)) is not None:
            meant = {last.request.id: (last, Sign.SENDER)}
        found += (
            Reply(letter.request.id, message.key, sign, nature)
            for letter, sign in meant.values()
            if message.at >= letter.request.created - _CLOCKS
        )
    return tuple(found)


def _named(
    message: Message, by_reference: Mapping[str, Letter], by_message_id: Mapping[str, Letter]
) -> dict[str, tuple[Letter, Sign]]:
    """Return the letters that a mail names, by the id of the request."""
    found: dict[str, tuple[Letter, Sign]] = {}
    for identifier in (message.in_reply_to or "", *message.references):
        if (letter := by_message_id.get(identifier.strip().lower())) is not None:
            found.setdefault(letter.request.id, (letter, Sign.THREAD))
    for text in (message.subject, (message.text or "")[:_LONGEST_TEXT]):
        for reference in sorted(named(text)):
            if (letter := by_reference.get(reference)) is not None:
                found.setdefault(letter.request.id, (letter, Sign.REFERENCE))
    return found


def _last(at: datetime, attribution: Attribution, letters: Iterable[Letter]) -> Letter | None:
    """Return the last letter that was waiting for this sender when it wrote; None for adverts and its dealings."""
    if attribution.kind is Kind.MARKETING or attribution.role is not None or attribution.authenticated is not True:
        return None
    waiting = [
        (letter.sent, letter.request.id, letter)
        for letter in letters
        if attribution.organisation in letter.organisations
        and letter.sent is not None
        and letter.sent <= at
        and (letter.until is None or at <= letter.until)
        and (attribution.recipient or "").lower() == letter.request.draft.from_alias.lower()
    ]
    return max(waiting, key=lambda one: one[:2])[2] if waiting else None


def _nature(message: Message, attribution: Attribution) -> Nature:
    marks = dict(reversed(message.marks))
    report = "delivery-status" in marks.get("content-type", "").lower() or "x-failed-recipients" in marks
    if report or "delivery_report" in attribution.reasons:
        return Nature.BOUNCE
    automatic = (message.lists.auto_submitted or "no") != "no" or message.lists.precedence == "auto_reply"
    if automatic or "automatic_answer" in attribution.reasons or not _AUTOMATIC.isdisjoint(marks):
        return Nature.RECEIPT
    return Nature.RECEIPT if unmarked(message.subject).startswith(_words().receipts) else Nature.ANSWER


def _failed(message: Message, letter: Letter) -> bool:
    """Return whether a report names the address to which the letter went as the one that failed.

    Reports of many servers name it in their text alone (RFC 3464 section 2); that counts in the days after the letter.
    """
    to = letter.request.draft.to.lower()
    if not to:
        return False
    failed = (value for name, value in message.marks if name == "x-failed-recipients")
    if any(to in (one.strip() for one in value.lower().split(",")) for value in failed):
        return True
    soon = letter.sent is not None and message.at is not None and letter.sent <= message.at <= letter.sent + _GIVEN_UP
    text = (message.text or "")[:_LONGEST_TEXT].lower()
    return soon and re.search(rf"(?<![\w.+-]){re.escape(to)}(?![\w.-]*\w)", text) is not None


def unmarked(subject: str) -> str:
    """Return a subject in lower case without what programs put before it."""
    bare = unicodedata.normalize("NFC", subject).casefold().strip()
    for _ in range(_MOST_MARKS):
        mark = next((one for one in _words().marks if bare.startswith(one)), None)
        if mark is None:
            break
        bare = bare[len(mark) :].strip()
    return bare


@dataclass(frozen=True, slots=True)
class _Words:
    receipts: tuple[str, ...]
    marks: tuple[str, ...]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.read("requests/replies.toml"))
    receipts = (word.casefold() for words in data["subject"].values() for word in words)
    return _Words(tuple(receipts), tuple(data["answer"]["marks"]))
