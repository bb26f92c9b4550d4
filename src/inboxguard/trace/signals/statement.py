"""Group B, first stage: what a mail itself says about where it has the address from, sentence by sentence.

Phrases lie in resources/trace/statements/<lang>.toml (trace.md 2.3). A sentence that says no ("we do not share your
address with X"), that promises something ("customers of X win") or that only offers a product is no statement.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message, MessageKey
from inboxguard.trace.naming import says_nobody
from inboxguard.trace.said import Statement, Wording

_LONGEST_TEXT = 20_000
_LONGEST_FOOTER = 8_000
_LONGEST_SENTENCE = 400
_LONGEST_QUOTE = 300
_MOST = 12
_WRAPPED = 60
"""A line at least so long was broken by a mail program, not by its author."""

_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"(?<=[.!?…])[\"”»)]?\s+|\n\s*\n+")
_NAME = r"[^\n,;:()\[\]!?\"“”„»«<>|{}]{1,60}"


@dataclass(frozen=True, slots=True)
class _Phrase:
    wording: Wording
    pattern: re.Pattern[str]
    needs_receipt: bool
    literal: str
    """The longest fixed part; where a text lacks it, the pattern need not be tried."""
    rarest: str
    """The longest whole word of the fixed part, "" where there is none: a text that lacks it lacks the phrase."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    language: str
    phrases: tuple[_Phrase, ...]
    by_word: dict[str, tuple[int, ...]]
    """The rarest word of phrases -> their places in `phrases`."""
    receipt: re.Pattern[str]
    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    lure: re.Pattern[str]


_NAMING = frozenset({Wording.PART, Wording.SIGN, Wording.CUST})
"""Wordings that say nothing where they name nobody."""


def statements(message: Message) -> tuple[Statement, ...]:
    """Return what `message` says about where its sender has the address from; () where it was never opened."""
    found: dict[tuple[Wording, str], Statement] = {}
    footer = message.footer[-_LONGEST_FOOTER:]
    _gather(message.key, footer, _lexicons(), found)
    spoken = tuple(lexicon for lexicon in _lexicons() if lexicon.language in (message.language or "en", "en"))
    _gather(message.key, (message.text or "")[:_LONGEST_TEXT], spoken, found)
    return tuple(found.values())


def languages() -> tuple[str, ...]:
    """Return the languages whose phrases are known."""
    return tuple(lexicon.language for lexicon in _lexicons())


def _gather(
    message: MessageKey, text: str, lexicons: tuple[_Lexicon, ...], found: dict[tuple[Wording, str], Statement]
) -> None:
    lower = text.lower()
    words = {"", *_WORD.findall(lower)}
    hopeful = [(lexicon, phrases) for lexicon in lexicons if (phrases := _hopeful(lexicon, words))]
    if not hopeful:
        return
    plain = " ".join(lower.split())
    hopeful = [(lexicon, [one for one in phrases if one.literal in plain]) for lexicon, phrases in hopeful]
    hopeful = [(lexicon, phrases) for lexicon, phrases in hopeful if phrases]
    if not hopeful:
        return
    for before, sentence in _sentences(text):
        plain = " ".join(sentence.lower().split())
        for lexicon, phrases in hopeful:
            here = [one for one in phrases if one.literal in plain]
            for statement in _spoken(message, before, sentence, lexicon, here) if here else ():
                key = (statement.wording, statement.named.casefold())
                known = found.get(key)
                if (known is None and len(found) < _MOST) or (known and statement.negated and not known.negated):
                    found[key] = statement


def _hopeful(lexicon: _Lexicon, words: set[str]) -> list[_Phrase]:
    """Return the phrases of whose words `words` has the rarest, in their order."""
    places = sorted(place for word in lexicon.by_word.keys() & words for place in lexicon.by_word[word])
    return [lexicon.phrases[place] for place in places]


def _spoken(
    message: MessageKey, before: str, sentence: str, lexicon: _Lexicon, phrases: list[_Phrase]
) -> Iterator[Statement]:
    """Yield at most one statement of each wording."""
    if lexicon.lure.search(sentence):
        return
    received = lexicon.receipt.search(sentence)
    receipt = received is not None or lexicon.receipt.search(before) is not None
    done: set[Wording] = set()
    for phrase in phrases:
        if phrase.wording in done or (phrase.needs_receipt and not receipt):
            continue
        match = phrase.pattern.search(sentence)
        if match is None:
            continue
        parts = {name: _name(value, match.start(name), match.start()) for name, value in match.groupdict("").items()}
        named, wording = parts.get("x", ""), phrase.wording
        if wording in _NAMING and says_nobody(named):
            if wording is not Wording.PART or not named:
                continue
            named, wording = "", Wording.GENERIC
        if wording in done:
            continue
        done.add(wording)
        negated = lexicon.negation.search(lexicon.harmless.sub(" ", sentence)) is not None
        start = min(match.start(), received.start()) if received else match.start()
        yield Statement(
            message, wording, named, _quoted(sentence, start), negated, lexicon.language, parts.get("by", "")
        )


def _name(written: str, at: int, start: int) -> str:
    """Return a captured name; one that opens its phrase may have caught words before it and keeps its capitals only."""
    name = written.strip(" .-–—'’\t")
    if at > start or not name:
        return name
    kept: list[str] = []
    for word in reversed(name.split()):
        if not (word[0].isupper() or word[0].isdigit() or "." in word or word == "&"):
            break
        kept.insert(0, word)
    return " ".join(kept)


def _quoted(sentence: str, start: int) -> str:
    """Return the words to quote, from the line on which they begin: a heading may stand above without a full stop."""
    quote = " ".join(sentence[sentence.rfind("\n", 0, start) + 1 :].split())
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield (the question before it or "", sentence); quoted lines of other mail are no words of this one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if not line.startswith(">")]
    joined: list[str] = []
    for line in lines:
        joined.append(line)
        joined.append(" " if len(line) >= _WRAPPED and line[-1] not in ".!?:" else "\n")
    before = ""
    for sentence in _ENDS.split("".join(joined)):
        sentence = sentence.strip()
        if not sentence:
            continue
        for piece in _pieces(sentence):
            yield before, piece
            before = piece if piece.endswith(("?", ":")) and len(piece) <= 160 else ""


def _pieces(sentence: str) -> Iterator[str]:
    """Yield a run of text in pieces that overlap nowhere and are short enough to be one sentence."""
    if len(sentence) <= _LONGEST_SENTENCE:
        yield sentence
        return
    piece = ""
    for line in sentence.split("\n"):
        if piece and len(piece) + len(line) > _LONGEST_SENTENCE:
            yield piece
            piece = ""
        piece = f"{piece}\n{line[:_LONGEST_SENTENCE]}" if piece else line[:_LONGEST_SENTENCE]
    if piece:
        yield piece


@cache
def _lexicons() -> tuple[_Lexicon, ...]:
    return tuple(_lexicon(name) for name in resources.names("trace/statements", ".toml"))


def _lexicon(name: str) -> _Lexicon:
    words = tomllib.loads(resources.read(name))
    phrases = tuple(
        _Phrase(wording, _compiled(phrase), needs_receipt, _literal(phrase), _rarest(phrase))
        for wording in (Wording.HOST, Wording.PART, Wording.SIGN, Wording.CUST, Wording.OWN, Wording.GENERIC)
        for table, needs_receipt in ((words["alone"], False), (words["with_receipt"], True))
        for phrase in sorted(table.get(wording.value, ()), key=lambda phrase: phrase.endswith("}"))
    )
    by_word: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        by_word.setdefault(phrase.rarest, []).append(place)
    return _Lexicon(
        name.rpartition("/")[2].removesuffix(".toml"),
        phrases,
        {word: tuple(places) for word, places in by_word.items()},
        _any(words["receipt"]),
        _any(words["negation"]),
        _any(words["harmless"]),
        _any(words["lure"]),
    )


def _compiled(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase: {x} and {by} stand for a name of one line, * for up to 30 characters or none."""
    built = []
    words = phrase.split(" ")
    for place, word in enumerate(words):
        space = "" if place == len(words) - 1 else r"\s+"
        if word == "*":
            built.append(rf"(?:[^.!?]{{0,30}}?{space})?")
            continue
        piece = re.escape(word)
        for slot in ("x", "by"):
            lazy = "?" if place < len(words) - 1 or not word.endswith("}") else ""
            piece = piece.replace(re.escape(f"{{{slot}}}"), f"(?P<{slot}>{_NAME}{lazy})")
        built.append(piece + space)
    tail = "" if phrase.endswith("}") else r"(?!\w)"
    return re.compile(r"(?<!\w)" + "".join(built) + tail, re.IGNORECASE)


def _literal(phrase: str) -> str:
    return max((part.strip() for part in re.split(r"\{x\}|\{by\}|\*", phrase.lower())), key=len)


def _rarest(phrase: str) -> str:
    """Return the longest word of the fixed part that the pattern finds as a whole word only, "" where there is none."""
    fixed = (word for word in phrase.lower().split(" ") if "{" not in word and word in _literal(phrase).split(" "))
    return max((part for word in fixed for part in _WORD.findall(word)), key=len, default="")


def _any(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of `phrases` as whole words; one that finds nothing where there are none."""
    if not phrases:
        return re.compile(r"(?!)")
    written = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)
