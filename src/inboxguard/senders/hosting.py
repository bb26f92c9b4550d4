"""Whether a sender says that it mails on behalf of another company, which then never had the address."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders.names import alike, cleaned, house, likeness, shown_for, with_name

_READ = 6000
_BEFORE = 100
_NEAR = 300
"""Signs between "sends this for" and that the address was not passed on."""
_LONGEST_START, _LONGEST_END = 160, 400
"""Signs before and behind a core (in any language) to which a phrase with it can reach."""
_SENTENCE = re.compile(r"[.!?;\n]\s")
_CLAUSE = re.compile(r"[,:–—]\s")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_LEAST = 4
"""Letters of a domain's name from which it can be found again in a text."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    sort: str
    cores: tuple[str, ...]
    """Without one of them in lower case a text need not be read for it."""
    pattern: re.Pattern[str]
    denials: frozenset[str]
    """Words that deny it in its own language, where they mean something else in others."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    named: tuple[_Phrase, ...]
    assured: tuple[_Phrase, ...]
    """That an address was not passed on."""
    unnamed: tuple[_Phrase, ...]
    """On behalf of somebody who is not named there."""


@dataclass(frozen=True, slots=True)
class _Words:
    nobody: frozenset[str]
    denials: frozenset[str]
    joining: frozenset[str]
    leading: frozenset[str]
    shortened: frozenset[str]
    """Words behind which a full stop ends nothing."""
    joined: tuple[str, ...]
    data: tuple[str, ...]


def hosted_for(message: Message, organisation: str | None, name: str) -> str | None:
    """Return the name of the company on whose behalf the sender says it mails; None for its own name and no name.

    `name` is the display name as written; of "X via Y" the sender is Y. Where the name in From is another one than the
    sender's, the text must show the sender's too. A name that only the words "for V" tell, or that V does not know the
    address, is believed as resources/senders/hosting.toml says.
    """
    text = message.text or ""
    if len(text) > _READ:
        text = f"{text[: _READ // 2]} … {text[-_READ // 2 :]}"
    read = text if message.footer in text else f"{text}\n{message.footer[:_READ]}"
    folded = read.lower()
    if len(folded) != len(read):
        folded = read
    phrases = _phrases(message.language)
    own = (organisation or "").partition(".")[0]
    for phrase, found in _named(read, folded, phrases):
        said = _name(read, phrase, found)
        if not said or _own(said, own):
            continue
        if alike(said, house(name)):
            # In From stands the advertised brand: or is it the sender's own name, unlike its domain?
            if not _shows(read, own):
                continue
        elif phrase.sort == "unknowing" and likeness(said) not in likeness(message.subject):
            continue
        return said
    return _in_from(read, folded, own, name, phrases)


def _in_from(read: str, folded: str, own: str, name: str, phrases: _Phrases) -> str | None:
    """Return the brand in From of a mail that its sender says to send for somebody, without saying for whom."""
    said = shown_for(name)
    if not said or not own or _own(said, own) or not any(_said(read, folded, phrases.unnamed)):
        return None
    return said if any(_said(read, folded, phrases.assured)) and _shows(read, own) else None


def _named(read: str, folded: str, phrases: _Phrases) -> Iterator[tuple[_Phrase, re.Match[str]]]:
    """Yield the phrases that name a company; "sent for V" only near an assurance that no address was passed on."""
    yield from _said(read, folded, (phrase for phrase in phrases.named if phrase.sort != "for"))
    near = _merged(sorted(found.start() for _, found in _said(read, folded, phrases.assured)), _NEAR, _NEAR)
    for phrase in phrases.named if near else ():
        if phrase.sort == "for":
            for begin, end in near:
                yield from ((phrase, found) for found in phrase.pattern.finditer(read, begin, end))


def _name(read: str, phrase: _Phrase, found: re.Match[str]) -> str:
    """Return the name that a phrase says, "" where it is no company's or the sentence denies it."""
    words = _bounded(found.group("name"))
    if not words or words[0] in _words().nobody:
        return ""
    if phrase.sort != "unknowing" and _denied(read, phrase, found):
        return ""
    return cleaned(" ".join(words), None)


def _merged(places: Iterable[int], before: int, behind: int) -> list[tuple[int, int]]:
    """Return the stretches around places that are in order; the stretches are in order and apart."""
    stretches: list[tuple[int, int]] = []
    for place in places:
        begin, end = max(0, place - before), place + behind
        if stretches and begin <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((begin, end))
    return stretches


def _said(read: str, folded: str, phrases: Iterable[_Phrase]) -> Iterator[tuple[_Phrase, re.Match[str]]]:
    for phrase in phrases:
        there = [core for core in phrase.cores if core in folded]
        places = sorted(found.start() for core in there for found in re.finditer(re.escape(core), folded))
        for begin, end in _merged(places, _LONGEST_START, _LONGEST_END):
            for found in phrase.pattern.finditer(read, begin, end):
                yield phrase, found


def _shows(text: str, domain: str) -> bool:
    """Return whether a text shows the name of a domain: of "gatopardo-shop" the longest part is enough."""
    parts = sorted(domain.split("-"), key=len)
    sought = likeness(parts[-1] if len(parts[-1]) > _LEAST else domain)
    return len(sought) >= _LEAST and any(sought in spelt for spelt in _spellings(text[: 2 * _READ]))


def _own(said: str, domain: str) -> bool:
    """Return whether a name is that of a domain: "Brandt & Söhne" of brandtundsoehne."""
    return any(alike(spelt, domain) for spelt in _spellings(said))


def _spellings(text: str) -> Iterator[str]:
    """Yield the letters and digits of a text as domains write them: "&" by a word or left out, "ö" as "oe" or "o"."""
    folded = unicodedata.normalize("NFC", text).casefold()
    for umlauts in (folded, folded.translate(_UMLAUTS)) if any(sign in folded for sign in "äöüøåæ") else (folded,):
        for joined in ("", *_words().joined) if "&" in folded else ("",):
            plain = unicodedata.normalize("NFKD", umlauts.replace("&", joined))
            yield "".join(filter(str.isalnum, plain))


def _bounded(name: str) -> list[str]:
    """Return the words of a name up to the end of the sentence or of a clause."""
    words: list[str] = []
    written = name.split(" ")
    while len(written) > 1 and written[0] in _words().leading:
        written.pop(0)
    for word in written:
        bare = word.rstrip(".'’-")
        words.append(bare)
        if word != bare and bare not in _words().shortened:
            break
    while words and words[-1] in _words().joining:
        words.pop()
    return words


def _denied(read: str, phrase: _Phrase, found: re.Match[str]) -> bool:
    """Return whether the sentence denies the phrase; that somebody does not have the address denies nothing."""
    before = _SENTENCE.split(read[max(0, found.start() - _BEFORE) : found.start()])[-1].lower()
    *clauses, last = _CLAUSE.split(before)
    told = [clause for clause in clauses if not any(word in clause for word in _words().data)]
    words = frozenset(re.findall(r"\w+", " ".join((*told, last, read[found.start() : found.start("name")].lower()))))
    return not words.isdisjoint(_words().denials | phrase.denials)


@cache
def _phrases(language: str | None) -> _Phrases:
    """Return the phrases of a language and of English, or else those of all languages."""
    table = tomllib.loads(resources.read("senders/hosting.toml"))
    known = [code for code, entry in table.items() if isinstance(entry, dict)]
    codes = dict.fromkeys((language, "en")) if language in known else known

    def made(kind: str) -> tuple[_Phrase, ...]:
        return tuple(
            _Phrase(
                one.get("sort", kind),
                tuple(one["cores"]),
                with_name(one["pattern"]) if "NAME" in one["pattern"] else re.compile(one["pattern"], re.IGNORECASE),
                frozenset(one.get("denials", ())),
            )
            for code in codes
            for one in table[code][kind]
        )

    return _Phrases(made("phrase"), made("assured"), made("unnamed"))


@cache
def _words() -> _Words:
    table = tomllib.loads(resources.read("senders/hosting.toml"))
    sets = {name: frozenset(table[name]) for name in ("nobody", "denials", "joining", "leading", "shortened")}
    return _Words(**sets, joined=tuple(table["joined"]), data=tuple(table["data"]))
