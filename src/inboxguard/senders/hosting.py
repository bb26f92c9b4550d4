"""Whether a sender says that it mails on behalf of another company, which then never had the address."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders.names import alike, cleaned, house, with_name

_READ = 6000
_BEFORE = 60
_SENTENCE = re.compile(r"[.!?;\n]\s")


@dataclass(frozen=True, slots=True)
class _Phrases:
    cores: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
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
    folded = read.lower()
    if not any(core in folded for core in phrases.cores):
        return None
    for pattern in phrases.patterns:
        for found in pattern.finditer(read):
            words = _bounded(found.group("name"))
            sentence = _SENTENCE.split(read[max(0, found.start() - _BEFORE) : found.end()])[-1]
            if not words or words[0] in phrases.nobody or _denied(sentence, phrases.denials):
                continue
            said = cleaned(" ".join(words), None)
            own = (organisation or "").partition(".")[0]
            if said and not alike(said, house(name)) and not alike(said, own):
                return said
    return None


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
    patterns = tuple(with_name(text) for text in table["patterns"])
    return _Phrases(
        tuple(table["cores"]),
        patterns,
        frozenset(table["nobody"]),
        frozenset(table["denials"]),
        frozenset(table["joining"]),
    )
