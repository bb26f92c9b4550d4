"""What a person wrote on an alias, read as the one organisation it names; in doubt it names nobody."""

import re
import tomllib
from functools import cache

from inboxguard import resources
from inboxguard.senders.domains import a_label, organisational
from inboxguard.senders.sender import SenderId
from inboxguard.trace.naming import Directory, words

_LONGEST = 300
_WEB = re.compile(
    r"(?P<web>https?://|www\.)?(?P<host>[^\s/?#@:]+\.[^\s/?#@:.]{2,63})(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
_SPLIT = re.compile(r"[\s\"'()\[\]<>]+")
_JOINED = re.compile(r"[,;|&+/\n]|\b(?:and|und|et|y|e|en|och|og|oraz|or|oder|ou|o)\b", re.IGNORECASE)
_EDGES = ".,:;!?-–—_*#"


def meant(label: str, directory: Directory) -> SenderId | None:
    """Return the organisation that a label names: by a web address, or as a name that the mailbox knows.

    None where it names several or nobody, or where words stand beside the name that may name somebody else: an alias
    may have been given to two, and then neither is its only holder.
    """
    pieces = [piece for one in _SPLIT.split(label[:_LONGEST]) if (piece := one.strip(_EDGES))]
    hosts = {piece: host for piece in pieces if (host := _host(piece, directory)) is not None}
    if hosts:
        others = [piece for piece in pieces if piece not in hosts and not _fills(piece)]
        found = {directory.domains.get(host, SenderId(host)) for host in hosts.values()}
        return found.pop() if len(found) == 1 and not others else None
    return _named(label[:_LONGEST].strip(), pieces, directory)


def _named(label: str, pieces: list[str], directory: Directory) -> SenderId | None:
    while pieces and directory.names.get(words(" ".join(pieces))) is None and _fills(pieces[0]):
        pieces = pieces[1:]
    while pieces and directory.names.get(words(" ".join(pieces))) is None and _fills(pieces[-1]):
        pieces = pieces[:-1]
    core = " ".join(pieces)
    if not core or all(_fills(piece) for piece in pieces) or len(directory.within(label)) > 1:
        return None
    whole = directory.names.get(words(core))
    if whole is not None:
        return whole
    return None if _JOINED.search(label) else directory.labels.get(words(core))


def _host(piece: str, directory: Directory) -> str | None:
    found = _WEB.fullmatch(piece)
    host = a_label(found["host"]) if found is not None and "@" not in piece else None
    known = organisational(host) if host is not None else None
    # "St.Pauli" has the form of a host too; addresses of the web are written small, or known.
    sure = found is not None and (found["web"] is not None or piece == piece.lower())
    return known if sure or known in directory.domains else None


def _fills(piece: str) -> bool:
    return piece.casefold() in _fillers()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("addresses/labels.toml"))["fillers"])
