"""Organisations that help, by how they name themselves: let through where the person wants their mail shown."""

import tomllib
from functools import cache

from inboxguard import resources
from inboxguard.themes.phrases import Phrases, compile_term
from inboxguard.themes.words import words

_LONGEST = 200


def helps(name: str) -> bool:
    """Return whether a sender's name is that of a charity, a foundation, a hospice, a helpline or the like."""
    return bool(_names().find(words(name[:_LONGEST])))


@cache
def _names() -> Phrases:
    told = tomllib.loads(resources.read("shelves/helping.toml"))["names"]
    return Phrases(compile_term(term, "helping", 1.0) for term in told)
