"""Names as they may be shown: bounded, on one line, without characters that deceive."""

import re
import unicodedata
from functools import lru_cache

from inboxguard.senders.domains import of_address

LONGEST = 80
_VIA = re.compile(r"\s+[(\[]?(?:via|über|durch)\s+(?=\S)", re.IGNORECASE)
_OF_HOUSE = re.compile(
    r"\s+(?:from|at|of|von|bei|chez|de|da|di|van|bij|från|od|z)\s+|\s*[|–—·@/]\s*|,\s+|\s+-\s+|\s+[(\[]", re.IGNORECASE
)
"""What stands between somebody of a house and the house ("Mira from Lamps", "Mira (Lamps)")."""
_CAPITALISED = r"[A-Z0-9ÄÖÜÉÈÅØÆŁŚŻŹĆÓÁÀÂÍÚÑÇÊÔŌŠČ][\w&.'’+-]{0,30}"
_NAME = rf"[\"“„«»']?(?P<name>{_CAPITALISED}(?: (?:&|und|and|et|y|e|en|of|de|du|{_CAPITALISED})){{0,5}})"
_QUOTES = " \t\"'“”„«»‚‘’<>"
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
"""How letters are spelt where a domain has none of them; "ß" is "ss" already where case is folded."""
_SHORT = 3
_DOMAIN = re.compile(r"\b((?:[\w-]{1,63}\.){1,4}[^\W\d_]{2,24})\b")


@lru_cache(maxsize=4096)
def cleaned(name: str, organisation: str | None) -> str:
    """Return `name` fit to be shown, "" where nothing is left or where it shows another organisation's domain.

    Control, bidirectional and invisible characters are removed, and at most 80 characters stay. "X via Y" becomes "Y"
    where the organisation is Y's, and else "X".
    """
    plain = _speaks(_plain(name), organisation).strip(_QUOTES)
    if "@" in plain or plain.startswith("=?"):
        return ""  # an address, or an encoded word that could not be decoded (RFC 2047)
    domain = _DOMAIN.search(plain)
    if domain and organisation and (of_address(f"x@{domain.group(1)}") or organisation) != organisation:
        return ""
    return _bounded(plain)


def shown(name: str) -> str:
    """Return a name that the person gave, fit to be shown; "" where nothing is left."""
    return _bounded(_plain(name))


def _plain(name: str) -> str:
    """Return `name` on one line, without control, bidirectional and invisible characters."""
    if name.isascii() and name.isprintable():
        return " ".join(name[:1000].split())
    plain = unicodedata.normalize("NFC", name[:1000])
    # Cc, Cf, Co, Cs, Cn: control, format (bidi and zero width among them), private, surrogate and unassigned.
    plain = "".join(" " if letter.isspace() else letter for letter in plain)
    return " ".join("".join(letter for letter in plain if unicodedata.category(letter)[0] != "C").split())


def _bounded(plain: str) -> str:
    if len(plain) > LONGEST:
        plain = plain[: LONGEST - 1].rstrip() + "…"
    return plain if any(letter.isalnum() for letter in plain) else ""


def house(name: str) -> str:
    """Return the "Y" of a display name "X via Y", else the whole name."""
    return _VIA.split(name[:1000], maxsplit=1)[-1].rstrip(")]")


def shown_for(name: str) -> str:
    """Return the "X" of a display name "X via Y", else the whole name, fit to be shown; "" where it is an address."""
    return cleaned(_VIA.split(name[:1000], maxsplit=1)[0], None)


def with_name(text: str) -> re.Pattern[str]:
    """Compile an expression in which NAME stands for capitalised words (group "name") and case counts only there."""
    before, _, after = text.partition("NAME")
    return re.compile(f"(?i:{before}){_NAME}(?i:{after})")


def _speaks(name: str, organisation: str | None) -> str:
    """Return whose name counts in "X via Y"."""
    parts = _VIA.split(name, maxsplit=1)
    if len(parts) == 2 and organisation and alike(parts[1], organisation.partition(".")[0]):
        return parts[1].rstrip(")]")
    return parts[0]


@lru_cache(maxsize=4096)
def of_house(name: str, organisation: str) -> str:
    """Return the "Lamps" of "Mira from Lamps" and "Mira (Lamps)" where the organisation is called so, else `name`."""
    label = organisation.partition(".")[0]
    for found in _OF_HOUSE.finditer(name):
        before, after = name[: found.start()], name[found.end() :].rstrip(")]")
        if alike(after, label) and not alike(before, label) and likeness(after) != likeness(before):
            return after
    return name


@lru_cache(maxsize=8192)
def likeness(name: str) -> str:
    """Return the letters and digits of `name` in lower case without accents, to compare names by."""
    folded = unicodedata.normalize("NFKD", name[:200]).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


@lru_cache(maxsize=8192)
def likenesses(name: str) -> tuple[str, ...]:
    """Return the likeness of `name`, and that of its other spelling in domains ("Bäcker" is backer and baecker)."""
    spelt = name[:200].casefold().translate(_SPELT)
    plain, other = likeness(name), likeness(spelt)
    return (plain,) if other == plain else (plain, other)


def alike(one: str, other: str) -> bool:
    """Return whether one of two names contains the other, blanks and case aside; empty names are alike to none."""
    return any(_alike(first, second) for first in likenesses(one) for second in likenesses(other))


def _alike(first: str, second: str) -> bool:
    if min(len(first), len(second)) < _SHORT:
        return bool(first) and first == second
    return first in second or second in first
