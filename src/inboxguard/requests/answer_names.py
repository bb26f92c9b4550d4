"""Organisations that an answer names: by domain, or by the name of a sender. Offered to the person, never filed.

That one stands in an answer does not say that the address came from it or went to it; so each is offered with the
sentence in which it stands.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inboxguard.facts.message import Message
from inboxguard.requests.proposals import LONGEST_QUOTE, sentences
from inboxguard.requests.request import Request
from inboxguard.senders.domains import carries, organisational
from inboxguard.senders.sender import SenderId

MOST = 50
_HOST = re.compile(r"(?<![\w.-])((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?![\w-]|\.\w)", re.IGNORECASE)
_SHORTEST_LABEL = 3
"""Of a domain without www or @ before it: "co.kg" is a legal form."""
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that an answer names, and the sentence in which it stands."""

    organisation: SenderId
    name: str
    """Of the sender, else the domain."""
    quote: str


def candidates(
    message: Message, letter: Request, known: Mapping[SenderId, str], but: Iterable[str]
) -> tuple[Candidate, ...]:
    """Return whom a mail names, in the order of their first sentences; nobody where it was never opened.

    `known` holds the names of senders; `but` organisational domains that are no answer: the person's own, and whose
    desk it is.
    """
    if not message.opened or not message.text:
        return ()
    left_out = {*but, letter.organisation}
    named = [
        (who, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"))
        for who, name in known.items()
        if who not in left_out and len(name) >= _SHORTEST_NAME and "." not in name
    ]
    found: dict[SenderId, Candidate] = {}
    for sentence in sentences(message, letter):
        quote = sentence if len(sentence) <= LONGEST_QUOTE else f"{sentence[: LONGEST_QUOTE - 1]}…"
        here = [*_domains(sentence), *(who for who, name in named if name.search(sentence))]
        for who in here:
            if who not in left_out and len(found) < MOST:
                found.setdefault(who, Candidate(who, known.get(who, who), quote))
    return tuple(found.values())


def _domains(sentence: str) -> Iterable[SenderId]:
    """Yield the organisational domains that stand in a sentence as hosts, web or mail addresses."""
    for match in _HOST.finditer(sentence.replace("@", " @ ")):
        host = match[1]
        if not host.rpartition(".")[2].islower():  # a full stop without a blank behind it
            continue
        domain = organisational(host)
        addressed = sentence.replace("@", " @ ")[: match.start()].endswith("@ ") or host.lower().startswith("www.")
        if domain is None or carries(domain) or (not addressed and len(domain.partition(".")[0]) < _SHORTEST_LABEL):
            continue
        yield SenderId(domain)
