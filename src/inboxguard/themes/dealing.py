"""Mail about a dealing, by its subject: whatever it speaks of, its words never set it aside."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from inboxguard import resources
from inboxguard.senders import stems

_SUBJECT = 400


def deals(subject: str, language: str | None) -> bool:
    """Return whether a subject speaks of an order, a parcel, a payment, an appointment or an account of the reader.

    Words of `language` and English ones count, those of all languages where it is not known (themes.md section 4,
    rule 6).
    """
    return "dealing" in _phrases(language).found(stems.tokens(subject, _SUBJECT))


@cache
def _phrases(language: str | None) -> stems.Stems:
    table = _table()
    spoken = dict.fromkeys((language or "", "en")) if language in table else table
    return stems.stems({"dealing": [phrase for code in spoken for phrase in table[code]["dealing"]]})


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(resources.read("shelves/dealings.toml"))
