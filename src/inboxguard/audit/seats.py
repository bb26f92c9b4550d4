"""Where an organisation sits, as far as the mailbox knows: by the ending of its domain. Never by a network address."""

import tomllib
from functools import cache

from inboxguard import resources
from inboxguard.senders.sender import SenderId

_LETTERS = 2


def seat_of(organisation: SenderId) -> str | None:
    """Return the country (ISO 3166, upper case) that the domain of an organisation belongs to, None for a general one.

    Such an ending is no proof of a seat, so laws that follow from it alone are offered and never called certain.
    """
    ending = organisation.rpartition(".")[2]
    anywhere, called = _endings()
    if len(ending) != _LETTERS or not ending.isascii() or not ending.isalpha() or ending in anywhere:
        return None
    return called.get(ending, ending.upper())


@cache
def _endings() -> tuple[frozenset[str], dict[str, str]]:
    table = tomllib.loads(resources.read("requests/seats.toml"))
    return frozenset(table["anywhere"]), dict(table["called"])
