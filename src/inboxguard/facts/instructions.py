"""Ways out that a text only tells in words: "send a mail to leave@shop.example with 'remove' in the subject"."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from inboxguard import resources
from inboxguard.facts import addresses
from inboxguard.facts.links import LONGEST_TEXT
from inboxguard.facts.message import Link, LinkKind
from inboxguard.facts.phrases import Phrases

_READ = 6_000
"""Characters at the end of a text that are looked at: the way out stands in the footer."""
_MOST = 5
_LONGEST_COMMAND = 60
_NEAR = 30
_ADDRESS = re.compile(r"(?<![\w.+=@/?&-])[\w+=-][\w.+=-]{0,63}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w@-])")
_END = re.compile(r"(?<=[.!?])[\"')\]]{0,2}\s|[|•·]|[-=_*~#]{4,}")
_QUOTED = re.compile(r"[\"'“”„«»‘’]([^\"'“”„«»‘’\n]{3,60})[\"'“”„«»‘’]")


@dataclass(frozen=True, slots=True)
class _Words:
    leaving: Phrases
    verbs: tuple[str, ...]
    went: tuple[str, ...]
    replying: tuple[str, ...]
    subject: tuple[str, ...]
    body: tuple[str, ...]
    command: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.read("facts/links.toml"))
    told = data["instruction"]
    commands = sorted(told["commands"], key=len, reverse=True)
    return _Words(
        leaving=Phrases(word for words in data["unsubscribe"].values() for word in words),
        verbs=tuple(told["verbs"]),
        went=tuple(told["went"]),
        replying=tuple(told["replying"]),
        subject=tuple(told["subject"]),
        body=tuple(told["body"]),
        command=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, commands))})(?![\w-])", re.I),
    )


def instructions(text: str, own: Collection[str], reply_to: str | None) -> tuple[Link, ...]:
    """Return mailto: links for the ways out that the end of a visible text tells in words.

    `own` are addresses to which the message went: they stand in footers too and are no way out. `reply_to` is where
    an answer goes, for "reply with remove in the subject". What is to be written comes as subject or body.
    """
    words = _words()
    joined = " ".join(text[-_READ:].split())
    lower = joined.lower()
    answers = reply_to is not None and any(word in lower for word in words.replying)
    if not (answers or "@" in joined) or not (words.leaving.occurring(lower) or words.command.search(joined)):
        return ()
    found: dict[str, Link] = {}
    for sentence in _END.split(joined):
        url = _way(sentence[:1_000], own, reply_to) if answers or "@" in sentence else ""
        if url and len(found) < _MOST:
            found.setdefault(url, Link(url, sentence.strip()[:LONGEST_TEXT], LinkKind.UNSUBSCRIBE))
    return tuple(found.values())


def _way(sentence: str, own: Collection[str], reply_to: str | None) -> str:
    """Return the mailto: address that a sentence tells; "" where it tells none."""
    words, lower = _words(), sentence.lower()
    command = _command(sentence)
    in_subject = any(word in lower for word in words.subject)
    in_body = any(word in lower for word in words.body)
    if not words.leaving.occurring(lower) and not (command and (in_subject or in_body)):
        return ""
    to = ""
    if any(verb in lower for verb in words.verbs):
        named = (match for match in _ADDRESS.finditer(sentence) if not _reader(lower[: match.start()]))
        specs = (addresses.address_spec(match[0]) for match in named)
        to = next((spec for spec in specs if spec and spec.lower() not in own), "")
    if not to and reply_to and any(word in lower for word in words.replying) and (in_subject or in_body):
        to = reply_to
    if not to:
        return ""
    field = "body" if in_body and not in_subject else "subject"
    return f"mailto:{quote(to, safe='@+=._-')}?{field}={quote(command or 'unsubscribe')}"


def _reader(before: str) -> bool:
    """Return whether what stands before an address says that it is the reader's own."""
    return any(word in before[-_NEAR:] for word in _words().went)


def _command(sentence: str) -> str:
    """Return what is to be written, as it stands in the sentence, "" where it does not say; best what is quoted."""
    pattern = _words().command
    bare = _ADDRESS.sub(" ", sentence)  # "leave@shop.example" is no command
    quoted = [match[1].strip() for match in _QUOTED.finditer(bare)]
    for words in quoted:
        if pattern.search(words):
            return words[:_LONGEST_COMMAND]
    if not quoted:
        # Of several the last: "to unsubscribe, reply with REMOVE in the subject".
        found = [match[0] for match in pattern.finditer(bare)]
        shouted = [word for word in found if word.isupper()]
        return (shouted or found or [""])[-1]
    return ""
