"""What a reply seems to say: an event of the ledger that is proposed to the person, with the words that say so.

Nothing is recorded here. A report that the letter did not arrive (RFC 3464) proposes `bounced`, a machine's answer
(RFC 3834) at most `acknowledged` or `identity_asked`; the rest stands on words, sentence by sentence, in seven
languages (resources/requests/answers.toml). The person's own sentences, quoted below an answer, say nothing.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from inboxguard.facts.message import Message
from inboxguard.requests.answer_words import OWN_ADDRESS, has, plain, rules
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.quoting import written
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Excuse, Request

LONGEST_QUOTE = 300
_MOST_SENTENCES = 400
_LONGEST_SENTENCE = 1000
"""Letters of a sentence that are read; a longer one is a text without full stops."""
_ENDS = re.compile(r"(?<=[.!?;])[\"”»’)]?\s+(?=[^\s\d])|\n\s*\n")
_LIST = re.compile(r"^[ \t]{0,8}(?:\d{1,2}|[a-h])[.)](?=[ \t])", re.MULTILINE)
"""What numbers the lines of a list: no end of a sentence."""
_COLON = re.compile(r":[ \t]{0,8}\n\s*")
_SHORT = 12
"""A sentence with fewer letters is no evidence that it was the person's own."""
_OF_PROOF = (Excuse.ID_COPY, Excuse.SIGNATURE, Excuse.EXTRA_DATA, Excuse.WRONG_MEDIUM)
_NO_EXCUSE = (EventKind.ANSWERED_FULL, EventKind.ANSWERED_PARTIAL, EventKind.NO_DATA, EventKind.WRONG_ENTITY)

_Sentences = Sequence[tuple[str, str]]
"""Each as words alone (answer_words.plain) and as it stands in the mail."""


_SAID = (
    "identity_asked", "extended", "wrong_entity", "refused", "no_data", "gives", "keeps", "acknowledged",
)  # fmt: skip


_STRONGER = {"gives": ("no_data", "identity_asked"), "wrong_entity": ("gives",)}
"""What a sentence says if it says both."""


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


def propose(
    message: Message, nature: Nature, sign: Sign, letter: Request, also: Iterable[Request] = ()
) -> Proposal | None:
    """Return what a reply to `letter` seems to say; None where it says nothing that the ledger has an event for.

    Of a mail that was never opened only the subject is known. A mail that names no letter proposes something only
    where it speaks of such a request at all. `also` holds the person's other letters, which it may quote.
    """
    said = _sentences(message, letter, also)
    spoken = _spoken(message, letter)
    if nature is Nature.BOUNCE:
        late = any(has(words, rules().delayed) for words, _ in said)
        return None if late else Proposal(EventKind.BOUNCED, Cue.REPORT, _told_by(said, letter.draft.to))
    if nature is Nature.RECEIPT:
        if asks := _first("identity_asked", said, spoken):
            return Proposal(EventKind.IDENTITY_ASKED, Cue.WORDS, asks)
        absent = any(has(words, rules().absence) for words in _with_subject(message, said))
        return None if absent else Proposal(EventKind.ACKNOWLEDGED, Cue.MACHINE)
    if not _is_about_it(message, sign, said):
        return None
    found = _said(said, spoken)
    return None if found is None else Proposal(found[0], Cue.WORDS, found[1])


def excuse(
    message: Message, nature: Nature, sign: Sign, letter: Request, also: Iterable[Request] = ()
) -> Excuse | None:
    """Return what a reply seems to ask for in place of an answer; None where it answers, or asks for nothing.

    It suggests a paragraph of the reminder, never an event.
    """
    said = _sentences(message, letter, also)
    spoken = _spoken(message, letter)
    if nature is Nature.BOUNCE or not _is_about_it(message, sign, said):
        return None
    if (event := _said(said, spoken)) is not None and event[0] in _NO_EXCUSE:
        return None
    if _first("fee", said, spoken):
        return Excuse.FEE
    proofs = [words for words, _ in _fitting("identity_asked", said, spoken)]
    for one in _OF_PROOF:
        if any(has(words, rules().excuses[one]) for words in proofs):
            return one
    if _first("by_post", said, spoken):
        return Excuse.WRONG_MEDIUM
    if proofs:
        return None
    if _first("wrong_language", said, spoken):
        return Excuse.WRONG_LANGUAGE
    if any(has(words, rules().excuses[Excuse.EXCESSIVE]) for words, _ in _fitting("refused", said, spoken)):
        return Excuse.EXCESSIVE
    return Excuse.LATE if event is not None and event[0] is EventKind.EXTENDED else None


def _is_about_it(message: Message, sign: Sign, said: _Sentences) -> bool:
    return sign is not Sign.SENDER or any(has(words, rules().topic) for words in _with_subject(message, said))


def _with_subject(message: Message, said: _Sentences) -> tuple[str, ...]:
    return (plain(message.subject), *(words for words, _ in said))


def _spoken(message: Message, letter: Request) -> frozenset[str]:
    """Return the languages of which words count: the mail's where it is known, the letter's, and English."""
    languages = rules().languages
    return frozenset((message.language, letter.language, "en")) if message.language in languages else languages


def _said(said: _Sentences, spoken: Set[str]) -> tuple[EventKind, str] | None:
    """Return what sentences say as a whole, and the one that says it; None too where they contradict each other."""
    one = {name: quote for name in _SAID if (quote := _first(name, _unless_more(name, said, spoken), spoken))}
    if "gives" in one:
        if "wrong_entity" in one or "identity_asked" in one or "extended" in one:
            return None
        short = one.get("keeps") or one.get("refused")
        return (EventKind.ANSWERED_PARTIAL, short) if short else (EventKind.ANSWERED_FULL, one["gives"])
    for name in ("identity_asked", "extended", "wrong_entity", "no_data", "refused"):
        if name in one:
            return EventKind(name), one[name]
    if "keeps" in one:
        return EventKind.ANSWERED_PARTIAL, one["keeps"]
    return (EventKind.ACKNOWLEDGED, one["acknowledged"]) if "acknowledged" in one else None


def _unless_more(name: str, said: _Sentences, spoken: Set[str]) -> _Sentences:
    """Return the sentences that may say this: "no data are stored" gives nothing, "supplied by" tells of a source."""
    others = {other for above in _STRONGER.get(name, ()) for other, _ in _fitting(above, said, spoken)}
    return tuple((words, sentence) for words, sentence in said if words not in others)


def _sentences(message: Message, letter: Request, also: Iterable[Request]) -> _Sentences:
    """Return the sentences of a mail that may say something of a request."""
    alias = re.compile(re.escape(letter.draft.from_alias), re.IGNORECASE)
    found = ((plain(alias.sub(OWN_ADDRESS, one)), one) for one in sentences(message, letter, also))
    return tuple((words, one) for words, one in found if not has(words, rules().beside))


def sentences(message: Message, letter: Request, also: Iterable[Request] = ()) -> Iterable[str]:
    """Yield the first sentences of a mail, or of the subject of one never opened, that are not the person's own.

    `also` holds the person's other letters that it may quote.
    """
    drafts = [f"{one.draft.subject}\n{one.draft.body}" for one in (letter, *also)]
    own = [plain(draft) for draft in drafts]
    text = _COLON.sub(": ", _LIST.sub("-", written(message.text or message.subject, drafts)))
    parts = _ENDS.split(text)
    for part in parts[:_MOST_SENTENCES]:
        sentence = " ".join(part.split())[:_LONGEST_SENTENCE]
        words = plain(sentence)
        if words.strip() and not (len(words) > _SHORT and any(words in draft for draft in own)):
            yield sentence


def _fitting(name: str, said: _Sentences, spoken: Set[str]) -> Iterable[tuple[str, str]]:
    """Yield the sentences that a rule of this name fits; a question asks for proof, and tells nothing."""
    wanted = [rule for rule in rules().events[name] if rule.language in spoken]
    asking = name == "identity_asked"
    return (
        (words, one)
        for words, one in said
        if (asking or not one.endswith("?")) and any(rule.fits(words) for rule in wanted)
    )


def _first(name: str, said: _Sentences, spoken: Set[str]) -> str:
    """Return the first sentence that a rule of this name fits, bounded, "" where there is none."""
    sentence = next((one for _, one in _fitting(name, said, spoken)), "")
    return sentence if len(sentence) <= LONGEST_QUOTE else f"{sentence[: LONGEST_QUOTE - 1]}…"


def _told_by(said: _Sentences, address: str) -> str:
    """Return the sentence of a report that names the address that failed, "" where none does."""
    wanted = address.lower()
    named = next((sentence for _, sentence in said if wanted and wanted in sentence.lower()), "")
    return named[:LONGEST_QUOTE]
