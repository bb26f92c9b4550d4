"""Group B, first stage: what a mail itself says about where it has the address from, sentence by sentence.

Phrases lie in resources/trace/statements/<lang>.toml (trace.md 2.3). A sentence that says no ("we do not share your
address with X"), that promises something ("customers of X win") or that only offers a product is no statement. One that
might as well be the tale of a newsletter ("your details were shared by X, the watchdog found") is not firm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter

from inboxguard.facts.message import Message
from inboxguard.trace.naming import is_means, joining_words, opens_small, says_nobody, stands_inside
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.signals.match_places import closes, is_in_quotes, opens
from inboxguard.trace.signals.phrases import WORD, Hopeful, Lexicon, Phrase, Phrasebook, Stand, phrasebook

_LONGEST_TEXT = 20_000
_END = 3_000
"""So many last characters hold the footer, in whatever language it is."""
_LONGEST_LINE = 400
_LONGEST_SENTENCE = 400
_LONGEST_QUOTE = 300
_MOST = 12
_MOST_PARTNERS = 8
_LONGEST_NAME = 60
_WRAPPED = 60
"""A line at least so long was broken by a mail program, not by its author."""

_NARROW = 25
"""A shorter line is one of a list, or ends where its author ended it."""

_ENDS = re.compile(r"(?<=[.!?…])[\"”»)]?\s+|\n\s*\n+")
_OFFER = re.compile(r"\d\s?(?:%|[€$£]|per\s?cent\b|prozent\b)|[€$£]\s?\d", re.IGNORECASE)

_WORDS = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in map(chr, range(128)))
"""What finds the words of ASCII as WORD does, and quicker."""

_NAMING = frozenset({Wording.PART, Wording.SIGN, Wording.CUST})
"""Wordings that say nothing where they name nobody."""


_TIES = frozenset({Wording.KIN, Wording.SERVED})
"""Wordings that tell what X and the sender are to each other; a subject or the name in From may say that, too."""


_LISTED = Statement(Wording.PARTNERS, "", "", False, "")
"""Stands for a list that was told name by name."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what stands around it."""

    text: str
    low: str
    """The same in lower case, as the words of a lexicon are written."""
    question: str
    """The question or heading right before it in lower case, "" where there is none."""
    previous: str
    """The sentence right before it, in lower case."""
    end: bool
    """Stands in the last part of the mail."""


def statements(message: Message) -> tuple[Statement, ...]:
    """Return what `message` says about where its sender has the address from; () where it was never opened.

    The end of the mail is read in every language, for footers often speak another than the text.
    """
    found: dict[tuple[Wording, str], Statement] = {}
    text, end = _parted(message)
    _gather(end, phrasebook(), True, found)
    _gather(text, phrasebook(("en", *((message.language,) if message.language else ()))), False, found)
    head: dict[tuple[Wording, str], Statement] = {}
    _gather(f"{message.subject[:_LONGEST_LINE]}\n\n{_shown_name(message)}", phrasebook(), False, head)
    for key, one in head.items():
        if one.wording in _TIES:
            found.setdefault(key, one)
    return tuple(found.values())


def _shown_name(message: Message) -> str:
    return message.sender.name[:_LONGEST_LINE] if message.sender is not None else ""


def _parted(message: Message) -> tuple[str, str]:
    """Return the text without its end, cut to what is read, and the end, which begins with a line or sentence."""
    text = message.text or ""
    if not text.endswith(message.footer):
        return text[:_LONGEST_TEXT], message.footer[-_END:]
    start = max(0, len(text) - _END)
    if start:
        near = text[start : start + _LONGEST_LINE]
        cut = re.search(r"\n|[.!?]\s", near)
        start += cut.end() if cut else 0
    return text[:start][:_LONGEST_TEXT], text[start:]


def _gather(
    text: str,
    book: Phrasebook,
    end: bool,
    found: dict[tuple[Wording, str], Statement],
) -> None:
    hopeful = book.hopeful(_words(text.lower()))
    if not hopeful:
        return
    for sentence in _sentences(text, end, tuple(hopeful)):
        for lexicon, phrases in _near(hopeful, sentence.low):
            for statement in _spoken(sentence, lexicon, phrases):
                key = (statement.wording, statement.named.casefold())
                before = found.get(key)
                if before is None:
                    if len(found) < _MOST:
                        found[key] = statement
                elif _outdoes(statement, before):
                    found[key] = statement


def _words(lower: str) -> list[str]:
    return lower.translate(_WORDS).split() if lower.isascii() else WORD.findall(lower)


def _near(hopeful: Hopeful, low: str) -> Iterator[tuple[Lexicon, list[Phrase]]]:
    """Yield the phrases of which a sentence in lower case has the words, by lexicon, in the order of trying."""
    spoken = _words(low)
    words, pairs = {"", *spoken}, set(pairwise(spoken))
    near = (one for word in hopeful.keys() & words for one in hopeful[word])
    fit = {(one[0].language, one[1].place): one for one in near if one[1].has_words(words, pairs)}
    for _, places in groupby(sorted(fit), key=itemgetter(0)):
        chosen = [fit[place] for place in places]
        yield chosen[0][0], [one[1] for one in chosen]


def _outdoes(new: Statement, known: Statement) -> bool:
    """Return whether of two statements about the same name the later counts: a denial first, then a firm one."""
    return (new.negated, new.firm) > (known.negated, known.firm)


def _spoken(sentence: _Sentence, lexicon: Lexicon, phrases: list[Phrase]) -> Iterator[Statement]:
    """Yield at most one statement of each wording, the firm one where there is one."""
    text = sentence.text
    found = [(phrase, match) for phrase in phrases if (match := phrase.pattern.search(text))]
    if found and lexicon.lure.search(lexicon.innocent.sub(" ", sentence.low)):
        # Who lists partners often offers a prize in the same breath.
        found = [(phrase, match) for phrase, match in found if phrase.wording is Wording.PARTNERS]
    if not found:
        return
    received = lexicon.receipt.search(sentence.low)
    receipt = received is not None or lexicon.receipt.search(sentence.question) is not None
    about_mail = lexicon.mail.search(sentence.low) is not None
    done: dict[Wording, Statement] = {}
    for phrase, match in found:
        known = done.get(phrase.wording)
        if known and known.firm and not opens_small(known.named):
            continue
        if phrase.stand is Stand.WITH_RECEIPT and not receipt and not (about_mail and phrase.wording in _NAMING):
            continue
        if _is_of_others(phrase, match, sentence, lexicon) or _is_own_side(phrase, match, sentence, lexicon):
            continue
        if phrase.wording is Wording.PARTNERS:
            yield from _partners(match, lexicon)
            done[phrase.wording] = _LISTED
            continue
        parts = {name: _name(value, phrase.opens_with(name)) for name, value in match.groupdict("").items()}
        named, wording = parts.get("x", ""), phrase.wording
        if wording in _NAMING and says_nobody(named):
            if wording is not Wording.PART or not named:
                continue
            named, wording = "", Wording.GENERIC
        firm = _is_firm(phrase, match, sentence, lexicon)
        if known and known.firm and (not firm or opens_small(named)):
            continue
        if known and not known.firm and not firm:
            continue
        # Who sends for X often adds that X does not get the address: that denies nothing of what was said before.
        spoken = sentence.low[: match.end()] if wording is Wording.HOST else sentence.low
        negated = lexicon.negation.search(lexicon.harmless.sub(" ", spoken)) is not None
        start = min(match.start(), received.start()) if received else match.start()
        done[wording] = Statement(
            wording, named, _quoted(text, start), negated, lexicon.language, parts.get("by", ""), firm
        )
    yield from (one for one in done.values() if one is not _LISTED)


def _partners(match: re.Match[str], lexicon: Lexicon) -> Iterator[Statement]:
    """Yield a statement for each name of a list of those who may write or get the address."""
    text = match.string
    negated = lexicon.negation.search(lexicon.harmless.sub(" ", text.lower())) is not None
    firm = not is_in_quotes(text, match.start())
    quote = _quoted(text, match.start())
    for part in _between_names().split(match["list"])[:_MOST_PARTNERS]:
        named = _first_name(part)
        if named and not says_nobody(named):
            yield Statement(Wording.PARTNERS, named, quote, negated, lexicon.language, firm=firm)


def _is_of_others(phrase: Phrase, match: re.Match[str], sentence: _Sentence, lexicon: Lexicon) -> bool:
    """Return whether a phrase of passing on is about other things ("this recipe") or other takers ("to a broker")."""
    if phrase.wording is not Wording.PART or phrase.stand is not Stand.ALONE or phrase.label:
        return False
    if not (phrase.yours or lexicon.yours.search(sentence.low) or _asks_whence(sentence, lexicon)):
        return True
    if phrase.ours or lexicon.to_us.search(sentence.low[match.start() :]):
        return False
    begin = match.start("x") if "x" in match.groupdict() else match.start()
    return lexicon.others.search(sentence.low[begin:]) is not None


def _is_own_side(phrase: Phrase, match: re.Match[str], sentence: _Sentence, lexicon: Lexicon) -> bool:
    """Return whether a footing is not the reader's with X: the sender's own ("for our letter at X"), or X a means."""
    if phrase.wording not in (Wording.SIGN, Wording.CUST) or "x" not in match.groupdict():
        return False
    if is_means(match["x"]):
        return True
    clause = sentence.low[: match.start("x")]
    start = max((reason.start() for reason in lexicon.reason.finditer(clause, 0, match.start())), default=match.start())
    return lexicon.own_side.search(clause, min(start, match.start())) is not None


def _asks_whence(sentence: _Sentence, lexicon: Lexicon) -> bool:
    """Return whether a sentence answers a question after the reader's address: "Where did we get your address?"."""
    asked = sentence.question
    return bool(asked) and lexicon.why.search(asked) is not None and lexicon.yours.search(asked) is not None


def _is_firm(phrase: Phrase, match: re.Match[str], sentence: _Sentence, lexicon: Lexicon) -> bool:
    """Return whether a match is the sender's word about this very mail and its reader, and nothing that it tells of.

    That is: it says why the mail comes, or what "we" got, or it stands by itself at the end of the mail.
    """
    text = sentence.text
    about_mail = lexicon.mail.search(sentence.low) is not None
    if phrase.wording is Wording.HOST:
        return "by" not in match.groupdict() or about_mail or (sentence.end and opens(match))
    if phrase.wording not in _NAMING:
        return True
    if is_in_quotes(text, match.start()) or _OFFER.search(text):
        return False
    if phrase.stand is Stand.BESIDE_MAIL:
        return sentence.end and opens(match) and (about_mail or lexicon.mail.search(sentence.previous) is not None)
    asked = lexicon.why.search(sentence.question) and lexicon.receipt.search(sentence.question)
    whence = sentence.end and phrase.wording is Wording.PART and _asks_whence(sentence, lexicon)
    if asked or whence or (about_mail and lexicon.reason.search(sentence.low)):
        return True
    if phrase.stand is Stand.WITH_RECEIPT:
        return False
    if phrase.ours or lexicon.to_us.search(sentence.low[match.start() :]):
        return True
    if phrase.label:
        return sentence.end and (phrase.yours or opens(match))
    return sentence.end and opens(match) and closes(match)


def _name(written_as: str, opens: bool) -> str:
    """Return a captured name; one that opens its phrase may have caught words before it and keeps its capitals only."""
    name = written_as.strip(" .-–—'’*_\t")
    if not opens or not name:
        return name
    kept: list[str] = []
    for word in reversed(name.split()):
        if not (_is_of_name(word) or (kept and stands_inside(word))):
            break
        kept.insert(0, word)
    while kept and stands_inside(kept[0]):
        kept.pop(0)
    return " ".join(kept)


@cache
def _between_names() -> re.Pattern[str]:
    """Return what parts the names of a list in any language."""
    return re.compile(rf",|\s(?:{'|'.join(sorted(map(re.escape, joining_words())))})\s")


def _first_name(part: str) -> str:
    """Return the first words with capitals of one entry of a list: "to Tea House for marketing" names Tea House."""
    words = part.strip(" .").split()
    while words and not _is_of_name(words[0]):
        words.pop(0)
    end = next((at for at, word in enumerate(words) if not (_is_of_name(word) or stands_inside(word))), len(words))
    while end and stands_inside(words[end - 1]):
        end -= 1
    return " ".join(words[:end]).strip(" .-–—'’")[:_LONGEST_NAME]


def _is_of_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or "." in word


def _quoted(sentence: str, start: int) -> str:
    """Return the words to quote, from the line on which they begin: a heading may stand above without a full stop."""
    quote = " ".join(sentence[sentence.rfind("\n", 0, start) + 1 :].split())
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"


def _sentences(text: str, end: bool, keys: tuple[str, ...]) -> Iterator[_Sentence]:
    """Yield the sentences of a text that hold one of `keys`; quoted lines of other mail are no words of this one."""
    joined: list[str] = []
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if not line.startswith(">")]
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        joined.append(line)
        joined.append(" " if len(line) >= _NARROW and line[-1] not in ".!?:" and _is_wrapped(line, following) else "\n")
    question = previous = ""
    for sentence in _ENDS.split("".join(joined)):
        for piece in (sentence,) if len(sentence) <= _LONGEST_SENTENCE else _pieces(sentence):
            told = piece.strip()
            if not told:
                continue
            low = told.lower()
            for key in keys:
                if key in low:
                    yield _Sentence(told, low, question, previous, end)
                    break
            question = low if told[-1] in "?:" and len(told) <= 160 else ""
            previous = low


def _is_wrapped(line: str, following: str) -> bool:
    """Return whether a line was broken by a mail program, not by its author: it is long, or goes on in lower case."""
    return len(line) >= _WRAPPED or following[:1].islower()


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
