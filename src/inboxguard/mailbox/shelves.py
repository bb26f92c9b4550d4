"""Which shelf a folder, a file name or a label stands for: own mail, junk, drafts, the bin, or a plain one."""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Shelf

_SPECIAL_USE = {
    b"\\sent": Shelf.SENT,
    b"\\junk": Shelf.JUNK,
    b"\\drafts": Shelf.DRAFTS,
    b"\\draft": Shelf.DRAFTS,  # as Gmail's label
    b"\\trash": Shelf.TRASH,
}

_ENDINGS = (".mbox", ".mbx", ".sbd", ".gz")

_ORDER = (Shelf.JUNK, Shelf.TRASH, Shelf.DRAFTS, Shelf.SENT)
"""Where several words speak: what is never acted on comes first."""


@cache
def _words() -> dict[str, Shelf]:
    table = tomllib.loads(resources.read("mailboxes/folders.toml"))["words"]
    return {_folded(word): Shelf(shelf) for shelf, words in table.items() for word in words}


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).strip().casefold()


def by_flags(flags: Iterable[bytes]) -> Shelf:
    """Return the shelf that SPECIAL-USE attributes (RFC 6154) or Gmail's system labels tell."""
    told = {_SPECIAL_USE.get(b"\\" + flag.lower().lstrip(b"\\")) for flag in flags if flag.startswith(b"\\")}
    return next((shelf for shelf in _ORDER if shelf in told), Shelf.PLAIN)


def by_names(names: Iterable[str]) -> Shelf:
    """Return the shelf that names tell: the parts of a folder's path, or the labels of one message."""
    told = {_words().get(_folded(_bare(name[:200]))) for name in names}
    return next((shelf for shelf in _ORDER if shelf in told), Shelf.PLAIN)


def _bare(name: str) -> str:
    for ending in _ENDINGS * 2:
        name = name[: -len(ending)] if name.lower().endswith(ending) else name
    return name
