"""Organisations that an answer names: by domain, or by the name of a sender. Offered to the person, never filed.

That one stands in an answer does not say that the address came from it or went to it; so each is offered with the
sentence in which it stands.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.requests.proposals import LONGEST_QUOTE, sentences
from inboxguard.requests.quoting import LONGEST_TEXT
from inboxguard.requests.request import Request
from inboxguard.senders.domains import carries, organisational
from inboxguard.senders.sender import SenderId

MOST = 50
_HOST = re.compile(r"(?<![\w.-])((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?![\w-]|\.\w)", re.IGNORECASE)
_SHORTEST_LABEL = 3
"""Of a domain without www or @ before it: "co.kg" is a legal form."""
_SHORTEST_NAME = 4
_MOST_WORDS = 6
"""Of a company's name before its legal form."""
_AROUND = ",;:()[]\"“”„«»‘’'"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that an answer names, and the sentence in which it stands."""

    organisation: SenderId
    name: str
    """Of the sender, else the domain."""
    quote: str


@dataclass(frozen=True, slots=True)
class Company:
    """A company that an answer names by its legal name alone; which domain is its own, the person may know."""

    name: str
    quote: str


def candidates(
    message: Message,
    letter: Request,
    known: Mapping[SenderId, str],
    but: Iterable[str],
    also: Sequence[Request] = (),
) -> tuple[Candidate, ...]:
    """Return whom a mail names, in the order of their first sentences; nobody where it was never opened.

    `known` holds the names of senders; `but` organisational domains that are no answer: the person's own, and whose
    desk it is. `also` holds the person's other letters, which it may quote.
    """
    if not message.opened or not message.text:
        return ()
    left_out, text = {*but, letter.organisation}, message.text[:LONGEST_TEXT]
    named = [
        (who, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"))
        for who, name in known.items()
        if who not in left_out and len(name) >= _SHORTEST_NAME and "." not in name and name in text
    ]
    found: dict[SenderId, Candidate] = {}
    for sentence in sentences(message, letter, also):
        quote = _bounded(sentence)
        here = [*_domains(sentence), *(who for who, name in named if name.search(sentence))]
        for who in here:
            if who not in left_out and len(found) < MOST:
                found.setdefault(who, Candidate(who, known.get(who, who), quote))
    return tuple(found.values())


def companies(
    message: Message, letter: Request, but: Iterable[str], also: Sequence[Request] = ()
) -> tuple[Company, ...]:
    """Return the companies that a mail names by a legal form, in order; nobody where it was never opened.

    `but` holds names that are no answer, whole or in part; the organisation that was asked is none either.
    """
    if not message.opened or not message.text:
        return ()
    left_out = {name.casefold() for name in but if len(name) >= _SHORTEST_NAME}
    left_out.add(letter.organisation.partition(".")[0].casefold())
    found: dict[str, Company] = {}
    for sentence in sentences(message, letter, also):
        for name in _legal_names(sentence.split()):
            low = name.casefold()
            if len(found) < MOST and not any(one in low for one in left_out):
                found.setdefault(low, Company(name, _bounded(sentence)))
    return tuple(found.values())


def _legal_names(words: Sequence[str]) -> Iterable[str]:
    """Yield what stands before a legal form, with it: capitals, and small words between them."""
    forms = _words().forms
    for end, word in enumerate(words):
        if word.strip(_AROUND).replace(".", "") not in forms:
            continue
        first = end
        while first > 0 and end - first < _MOST_WORDS and _belongs(words[first - 1], last=first == end):
            first -= 1
        while first < end and _is_before_names(words[first]):
            first += 1
        name = " ".join(one.strip('()[]"“”„«»‘') for one in words[first:end])
        if first < end and any(one.isalpha() for one in name) and name.strip(_AROUND).replace(".", "") not in forms:
            form = word.strip(_AROUND)
            yield f"{name} {form if '.' in form[:-1] else form.rstrip('.')}"


def _is_before_names(word: str) -> bool:
    """Return whether a word at the beginning of what looks like a name is none of it: an article, a year."""
    bare = word.strip(_AROUND)
    return bare in _words().articles or bare.lower() in _words().within or bare.isdigit()


def _belongs(word: str, *, last: bool) -> bool:
    """Return whether a word may be part of a name; one with a comma behind it only before the legal form."""
    if word.endswith((":", ";", ".", ")", "!")) or (word.endswith(",") and not last) or word in ("-", "*", "•", "–"):
        return False
    bare = word.strip(_AROUND)
    return bare[:1].isupper() or bare[:1].isdigit() or bare in _words().within


def _bounded(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_QUOTE else f"{sentence[: LONGEST_QUOTE - 1]}…"


def _domains(sentence: str) -> Iterable[SenderId]:
    """Yield the organisational domains that stand in a sentence as hosts, web or mail addresses."""
    for match in _HOST.finditer(sentence.replace("@", " @ ")):
        host = match[1]
        if not host.rpartition(".")[2].islower() or host.lower() in _words().titles:
            continue  # a full stop without a blank behind it
        domain = organisational(host)
        addressed = sentence.replace("@", " @ ")[: match.start()].endswith("@ ") or host.lower().startswith("www.")
        if domain is None or carries(domain) or (not addressed and len(domain.partition(".")[0]) < _SHORTEST_LABEL):
            continue
        yield SenderId(domain)


@dataclass(frozen=True, slots=True)
class _Words:
    forms: frozenset[str]
    articles: frozenset[str]
    within: frozenset[str]
    titles: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.read("requests/names.toml"))
    return _Words(*(frozenset(data[name]) for name in ("forms", "articles", "within", "titles")))
