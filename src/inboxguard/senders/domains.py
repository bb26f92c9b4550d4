"""The organisational domain of a host, and which hosts only carry the mail of people.

The organisational domain is the registrable one by the Public Suffix List that the library bundles; the tree walk of
RFC 9989 would ask the network. The list's private section counts, so that two shops under one builder's domain stay
two organisations.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from publicsuffixlist import PSLFILE, PublicSuffixList

from inboxguard import resources

_REGISTRIES = "ICANN DOMAINS"
_LONGEST_HOST = 253
_LONGEST_LABEL = 63
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


@lru_cache(maxsize=8192)
def organisational(host: str) -> str | None:
    """Return the registrable domain of `host` (lower-case A-labels), or None for addresses, single labels and junk.

    A host that is itself a privately run suffix ("myshopify.com") is its own organisation: the builder that speaks.
    """
    name = a_label(host)
    if name is None:
        return None
    return _suffixes(False).privatesuffix(name) or _suffixes(True).privatesuffix(name)


def a_label(host: str) -> str | None:
    """Return `host` in lower-case A-labels (RFC 5890) without a final dot, or None where it is no name of a host."""
    if len(host) > _LONGEST_HOST:
        return None
    labels = [_label(label) for label in unicodedata.normalize("NFKC", host).strip().rstrip(".").lower().split(".")]
    known = [label for label in labels if label]
    if len(known) < 2 or len(known) != len(labels) or known[-1].isdigit():
        return None
    name = ".".join(known)
    return name if len(name) <= _LONGEST_HOST else None


def typed_host(text: str) -> str | None:
    """Return the host that a person types as a domain, a mail address or a web address, or None where it is none."""
    typed = text.strip().lower()
    try:
        host = urlsplit(typed).hostname if "://" in typed else typed.rpartition("@")[2].partition("/")[0]
    except ValueError:
        return None
    return a_label((host or "").strip("."))


def of_address(address: str | None) -> str | None:
    """Return the organisational domain of a mail address, or None."""
    if not address or "@" not in address:
        return None
    return organisational(address.rpartition("@")[2])


def carries(host: str) -> bool:
    """Return whether `host` only carries: people of all kinds have addresses right under it (freemail, access).

    Its sub-domains are not meant: there the provider itself speaks ("mailings.provider.example").
    """
    return host.lower().rstrip(".") in _carriers()


def under(host: str, suffixes: frozenset[str]) -> str | None:
    """Return which of `suffixes` `host` is or lies under, the longest first, or None."""
    name = host
    while name:
        if name in suffixes:
            return name
        name = name.partition(".")[2]
    return None


def _label(label: str) -> str | None:
    if not label or len(label) > _LONGEST_LABEL or label[0] == "-" or label[-1] == "-":
        return None
    if label.isascii():
        return label if _LETTERS.issuperset(label) else None
    if not all(letter.isalnum() or letter == "-" or unicodedata.category(letter).startswith("M") for letter in label):
        return None
    encoded = "xn--" + label.encode("punycode").decode("ascii")
    return encoded if len(encoded) <= _LONGEST_LABEL else None


@cache
def _suffixes(icann: bool) -> PublicSuffixList:
    """Return the list, or its section of registries alone, with A-labels only: in a third of the library's own time."""
    lines = Path(PSLFILE).read_text(encoding="utf-8").splitlines()
    if icann:
        lines = lines[lines.index(f"// ===BEGIN {_REGISTRIES}===") : lines.index(f"// ===END {_REGISTRIES}===")]
    rules = (line.partition(" ")[0] for line in lines if line and line[0] != "/")
    written = (rule if rule.isascii() else ".".join(_label(part) or part for part in rule.split(".")) for rule in rules)
    return PublicSuffixList(source="\n".join(written), accept_encoded_idn=False)


@cache
def _carriers() -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("senders/freemail.toml"))["hosts"])
