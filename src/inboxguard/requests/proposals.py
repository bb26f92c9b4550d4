"""What a reply seems to say: an event of the ledger that is proposed to the person, with the words that say so.

Nothing is recorded here. A report that the letter did not arrive (RFC 3464) proposes `bounced`, a machine's answer
(RFC 3834) at most `acknowledged` or `identity_asked`; the rest stands on words, sentence by sentence, in seven
languages (resources/requests/answers.toml). The person's own sentences, quoted below an answer, say nothing.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Request

_LONGEST_TEXT = 20_000
"""Letters of a mail that are read for what it says; answers say it at their beginning."""
LONGEST_QUOTE = 300
_NO_LETTER = re.compile(r"[\W_]+")
_ENDS = re.compile(r"(?<=[.!?;])[\"”»’)]?\s+(?=[^\s\d])|\n\s*\n")
_QUOTED = re.compile(r"^\s{0,3}[>|]")
_SHORT = 12
"""A sentence with fewer letters is no evidence that it was the person's own."""


class Cue(StrEnum):
    """What a proposal stands on."""

    REPORT = "report"
    """A delivery report says that the letter did not arrive."""
    MACHINE = "machine"
    """The header says that a machine answered."""
    WORDS = "words"
    """What the mail says."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event that the person may record, what it stands on, and the sentence that says so ("" = the header)."""

    event: EventKind
    cue: Cue
    quote: str = ""


def propose(message: Message, nature: Nature, sign: Sign, letter: Request) -> Proposal | None:
    """Return what a reply to `letter` seems to say; None where it says nothing that the ledger has an event for.

    Of a mail that was never opened only the subject is known. A mail that names no letter proposes something only
    where it speaks of such a request at all.
    """
    plain = tuple((_plain(one), one) for one in sentences(message, letter))
    spoken = _spoken(message, letter)
    if nature is Nature.BOUNCE:
        late = _word(plain, _rules().delayed)
        return None if late else Proposal(EventKind.BOUNCED, Cue.REPORT, _told_by(plain, letter.draft.to))
    if nature is Nature.RECEIPT:
        if asks := _first("identity_asked", plain, spoken):
            return Proposal(EventKind.IDENTITY_ASKED, Cue.WORDS, asks)
        absent = _word(((_plain(message.subject), ""), *plain), _rules().absence)
        return None if absent else Proposal(EventKind.ACKNOWLEDGED, Cue.MACHINE)
    if sign is Sign.SENDER and not _word(((_plain(message.subject), ""), *plain), _rules().topic):
        return None
    found = _said(plain, spoken)
    return None if found is None else Proposal(found[0], Cue.WORDS, found[1])


def _spoken(message: Message, letter: Request) -> frozenset[str]:
    """Return the languages of which words count: the mail's where it is known, the letter's, and English."""
    languages = _rules().languages
    return frozenset((message.language, letter.language, "en")) if message.language in languages else languages


def _said(plain: Sequence[tuple[str, str]], spoken: Set[str]) -> tuple[EventKind, str] | None:
    """Return what sentences say as a whole, and the one that says it."""
    said = {name: quote for name in _rules().events if (quote := _first(name, plain, spoken))}
    for name in ("identity_asked", "extended"):
        if name in said and "gives" not in said:
            return EventKind(name), said[name]
    if "gives" in said:
        short = said.get("keeps") or said.get("refused")
        return (EventKind.ANSWERED_PARTIAL, short) if short else (EventKind.ANSWERED_FULL, said["gives"])
    if "wrong_entity" in said:
        return EventKind.WRONG_ENTITY, said["wrong_entity"]
    if "refused" in said:
        return EventKind.REFUSED, said["refused"]
    if "no_data" in said:
        return EventKind.NO_DATA, said["no_data"]
    if "keeps" in said:
        return EventKind.ANSWERED_PARTIAL, said["keeps"]
    return (EventKind.ACKNOWLEDGED, said["acknowledged"]) if "acknowledged" in said else None


def sentences(message: Message, letter: Request) -> Iterable[str]:
    """Yield the sentences of a mail, or of the subject of one never opened, that are not the person's own."""
    lines = (message.text or message.subject)[:_LONGEST_TEXT].replace("\r\n", "\n").split("\n")
    text = "\n".join(line for line in lines if not _QUOTED.match(line))
    own = _plain(f"{letter.draft.subject}\n{letter.draft.body}")
    for part in _ENDS.split(text):
        sentence = " ".join(part.split())
        plain = _plain(sentence)
        if plain.strip() and not (len(plain) > _SHORT and plain in own):
            yield sentence


def _plain(text: str) -> str:
    """Return text in lower case with one blank for everything between its words, and one at either end."""
    return f" {_NO_LETTER.sub(' ', unicodedata.normalize('NFC', text).casefold()).strip()} "


def _first(name: str, plain: Iterable[tuple[str, str]], spoken: Set[str]) -> str:
    """Return the first sentence that a rule of this name fits, bounded, "" where there is none."""
    for words, sentence in plain:
        if any(rule.language in spoken and rule.fits(words) for rule in _rules().events[name]):
            return sentence if len(sentence) <= LONGEST_QUOTE else f"{sentence[: LONGEST_QUOTE - 1]}…"
    return ""


def _told_by(plain: Iterable[tuple[str, str]], address: str) -> str:
    """Return the sentence of a report that names the address that failed, "" where none does."""
    wanted = address.lower()
    named = next((sentence for _, sentence in plain if wanted and wanted in sentence.lower()), "")
    return named[:LONGEST_QUOTE]


def _word(plain: Iterable[tuple[str, str]], words: tuple[str, ...]) -> bool:
    return any(word in text for text, _ in plain for word in words)


@dataclass(frozen=True, slots=True)
class _Rule:
    language: str
    every: tuple[tuple[str, ...], ...]
    but: tuple[str, ...]

    def fits(self, words: str) -> bool:
        """Return whether a sentence has a word of every group and none that speaks against it."""
        if any(word in words for word in self.but):
            return False
        return all(any(word in words for word in group) for group in self.every)


@dataclass(frozen=True, slots=True)
class _Rules:
    languages: frozenset[str]
    events: dict[str, tuple[_Rule, ...]]
    absence: tuple[str, ...]
    delayed: tuple[str, ...]
    topic: tuple[str, ...]


def _begun(words: Iterable[str]) -> tuple[str, ...]:
    """Return words as they are found where they begin a word."""
    return tuple(_plain(word)[:-1] for word in words)


@cache
def _rules() -> _Rules:
    data = tomllib.loads(resources.read("requests/answers.toml"))
    lists = {name: _begun(data.pop(name)["words"]) for name in ("absence", "delayed", "topic")}
    events = {
        name: tuple(
            _Rule(language, tuple(_begun(group) for group in rule["all"]), _begun(rule.get("none", ())))
            for language, rules in languages.items()
            for rule in rules
        )
        for name, languages in data.items()
    }
    spoken = frozenset(rule.language for rules in events.values() for rule in rules)
    return _Rules(spoken, events, lists["absence"], lists["delayed"], lists["topic"])
