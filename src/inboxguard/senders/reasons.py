"""Why a message is taken for what it is, in sentences a person understands."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from inboxguard import resources


def worded(codes: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """Return one sentence for each code, in `language` or else in English; an unknown code is left out."""
    sentences = _sentences(language)
    return tuple(sentences[code] for code in codes if code in sentences)


def codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_sentences("en"))


@cache
def _sentences(language: str) -> Mapping[str, str]:
    english: dict[str, str] = tomllib.loads(resources.read("senders/reasons/en.toml"))["sentences"]
    name = f"senders/reasons/{language}.toml"
    if language == "en" or name not in resources.names("senders/reasons"):
        return english
    translated: dict[str, str] = tomllib.loads(resources.read(name))["sentences"]
    return english | translated
