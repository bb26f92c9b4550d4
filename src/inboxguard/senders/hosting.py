"""Whether a sender says that it mails on behalf of another company, which then never had the address."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders.names import alike, cleaned, house, with_name

_READ = 6000
_BEFORE = 60
_LONGEST_START, _LONGEST_END = 160, 400
"""Signs before and behind the words "on behalf of" (in any language) to which a phrase with them can reach."""
_SENTENCE = re.compile(r"[.!?;\n]\s")


@dataclass(frozen=True, slots=True)
class _Phrases:
    patterns: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """(cores, expression): without one of its cores in lower case a text need not be read for it."""
    nobody: frozenset[str]
    denials: frozenset[str]
    joining: frozenset[str]


def hosted_for(message: Message, organisation: str | None, name: str) -> str | None:
    """Return the name of the company on whose behalf the sender says it mails; None for its own name and no name.

    `name` is the display name as written; of "X via Y" the sender is Y.
    """
    text = message.text or ""
    if len(text) > _READ:
        text = f"{text[: _READ // 2]} … {text[-_READ // 2 :]}"
    read = f"{text}\n{message.footer[:_READ]}"
    phrases = _phrases()
    for found in _said(read):
        words = _bounded(found.group("name"))
        sentence = _SENTENCE.split(read[max(0, found.start() - _BEFORE) : found.end()])[-1]
        if not words or words[0] in phrases.nobody or _denied(sentence, phrases.denials):
            continue
        said = cleaned(" ".join(words), None)
        own = (organisation or "").partition(".")[0]
        if said and not alike(said, house(name)) and not alike(said, own):
            return said
    return None


def _around(folded: str, cores: Iterable[str]) -> list[tuple[int, int]]:
    """Return the stretches in which a phrase with one of `cores` can lie, in order and apart."""
    places = sorted(found.start() for core in cores for found in re.finditer(re.escape(core), folded))
    stretches: list[tuple[int, int]] = []
    for place in places:
        begin, end = max(0, place - _LONGEST_START), place + _LONGEST_END
        if stretches and begin <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((begin, end))
    return stretches


def _said(read: str) -> Iterator[re.Match[str]]:
    folded = read.lower()
    for cores, pattern in _phrases().patterns:
        there = [core for core in cores if core in folded]
        for begin, end in _around(folded, there) if there else ():
            yield from pattern.finditer(read, begin, end)


def _bounded(name: str) -> list[str]:
    """Return the words of a name up to the end of the sentence or of a clause."""
    words: list[str] = []
    for word in name.split(" "):
        bare = word.rstrip(".'’-")
        words.append(bare)
        if word != bare and len(bare) > 3:
            break
    while words and words[-1] in _phrases().joining:
        words.pop()
    return words


def _denied(sentence: str, denials: frozenset[str]) -> bool:
    return not denials.isdisjoint(re.findall(r"\w+", sentence.lower()))


@cache
def _phrases() -> _Phrases:
    table = tomllib.loads(resources.read("senders/hosting.toml"))
    return _Phrases(
        tuple((tuple(one["cores"]), with_name(one["pattern"])) for one in table["phrase"]),
        frozenset(table["nobody"]),
        frozenset(table["denials"]),
        frozenset(table["joining"]),
    )
