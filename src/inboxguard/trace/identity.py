"""Legal identities as comparable keys: a registration number, or an entity together with its address."""

import re
from collections.abc import Iterator

from inboxguard.senders.attribution import Attribution
from inboxguard.trace.naming import words

_SHORTEST_NUMBER = 5
_PLAIN = re.compile(r"[^0-9a-z]+")

Identity = tuple[str, str]
"""("number", plain number) or ("entity", name|address)."""


def identities(mail: Attribution) -> Iterator[Identity]:
    """Yield what the legal notice of a mail identifies.

    An address alone identifies nobody: offices, agents and franchises share it.
    """
    legal = mail.legal
    number = _PLAIN.sub("", (legal.number or "").casefold())
    if len(number) >= _SHORTEST_NUMBER and any(letter.isdigit() for letter in number):
        yield "number", number
    entity = " ".join(words(legal.entity or ""))
    address = _PLAIN.sub("", (legal.address or "").casefold())
    if entity and address and entity != " ".join(words(mail.platform or "")):
        yield "entity", f"{entity}|{address}"
