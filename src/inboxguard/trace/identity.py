"""Legal identities as comparable keys: a registration number, or an entity together with its address."""

import re
from functools import lru_cache

from inboxguard.senders.attribution import Attribution, Legal
from inboxguard.trace.naming import words

_SHORTEST_NUMBER = 5
_PLAIN = re.compile(r"[^0-9a-z]+")

Identity = tuple[str, str]
"""("number", plain number) or ("entity", name|address)."""


def identities(mail: Attribution) -> tuple[Identity, ...]:
    """Return what the legal notice of a mail identifies.

    An address alone identifies nobody: offices, agents and franchises share it.
    """
    return _identities(mail.legal, mail.platform or "")


@lru_cache(maxsize=16_384)
def _identities(legal: Legal, platform: str) -> tuple[Identity, ...]:
    found: list[Identity] = []
    number = _PLAIN.sub("", (legal.number or "").casefold())
    if len(number) >= _SHORTEST_NUMBER and any(letter.isdigit() for letter in number):
        found.append(("number", number))
    entity = " ".join(words(legal.entity or ""))
    address = _PLAIN.sub("", (legal.address or "").casefold())
    if entity and address and entity != " ".join(words(platform)):
        found.append(("entity", f"{entity}|{address}"))
    return tuple(found)
