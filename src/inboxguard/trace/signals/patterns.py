"""The pattern of a written phrase: fixed words, choices, gaps, and where a name stands."""

import re
from collections.abc import Iterable
from functools import cache

from inboxguard.trace.naming import before_names

CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PIECE = re.compile(r"\{\w+\}|[*~] |[\[\]| ]|[^\[\]|*~ {}]+")
_NAME = r"[^\n,;:()\[\]!?\"“”„»«<>|{}]{1,60}"


_OPENED = r"[\"“”„»«‘’'\[*_]{0,2}(?:https?://)?"
"""What may stand right before a name: quotation marks, or what begins a link or bold letters."""
_CLOSED = r"[\"“”»«’'\]*_]{0,2}(?:\s?\([^()\n]{1,60}\))?(?:\s?<[^<>\n]{1,200}>)?"
"""And right after it: a domain or a legal form in brackets, the address of a link."""
_ASIDE = r"(?:,\s[^,.!?;:]{1,70},)?"
"""Between who did something and what was done: ", where you ordered,"."""
_CAPITAL = r"(?-i:[^\W\d_a-zà-öø-ÿœšžąćęłńóśźżčěřů]|\d)"
_GAPS = {"* ": r"(?:[^.!?]{0,30}?\s+)?", "~ ": r"(?:[^.,;:!?]{0,60}?\s+)?"}
_LIST = r"[^\n;:()\[\]!?\"“”„»«<>|{}]{1,240}"
"""Names in a row, with commas."""


@cache
def compiled(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase.

    {x} and {by} stand for a name of one line, {X} and {BY} for one that begins with a capital after words as in "our
    partner" (or for a domain), {list} for several; * for up to 30 characters or none, ~ for up to 60 without a comma;
    [bought|ordered] for either. " + bought" at the end: that word stands somewhere after. A name may stand in quotation
    marks or a link, with a domain in brackets after it, and one that begins a phrase may be followed by an aside.
    """
    phrase, _, later = phrase.partition(" + ")
    longest_first = CHOICE.sub(lambda choice: f"[{'|'.join(sorted(choice[1].split('|'), key=len)[::-1])}]", phrase)
    built = []
    for found in _PIECE.finditer(longest_first):
        piece, last = found[0], found.end() == len(longest_first)
        if piece in _GAPS:
            built.append(_GAPS[piece])
        elif piece == " ":
            elided = longest_first.startswith("{", found.end())  # "d'Anvers"
            built.append(r"(?:\s+|(?<=['’]))" if elided else r"\s+")
        elif piece == "{list}":
            built.append(f"(?P<list>{_LIST}{'' if last else '?'})")
        elif piece.startswith("{"):
            if later:
                built.append(rf"(?=[^.!?]{{0,160}}?(?<!\w){compiled(later).pattern[7:]})")
            start = _named() if piece.isupper() else ""
            built.append(f"{_OPENED}(?P<{piece[1:-1].lower()}>{start}{_NAME}{'' if last else '?'})")
            if not last:
                built.append(_CLOSED + (_ASIDE if found.start() == 0 else ""))
        else:
            built.append({"[": "(?:", "]": ")", "|": "|"}.get(piece) or _typed(piece))
    tail = "" if phrase.endswith("}") else r"(?!\w)"
    return re.compile(r"(?<!\w)" + "".join(built) + tail, re.IGNORECASE)


@cache
def _named() -> str:
    """Return the pattern of what is before and of how a name begins that is written with a capital."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(before_names(), reverse=True))
    return rf"(?=(?:(?:{words})(?:['’]|\s+)[\"“”„»«‘]?){{0,4}}(?:{_CAPITAL}|[\w-]{{2,60}}\.\w))"


def _typed(word: str) -> str:
    """Return a pattern of a word, with either apostrophe."""
    return re.escape(word.replace("’", "'")).replace("'", "['’]")


def any_of(phrases: Iterable[str], but: str = "") -> re.Pattern[str]:
    """Return a pattern that finds any of `phrases` as whole words in lower case, where `but` does not follow."""
    written = "|".join(dict.fromkeys(map(_written, phrases)))
    if not written:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{written})(?!\w){but}")


def _written(phrase: str) -> str:
    """Return the pattern of fixed words and choices; the longer of two parts with the same beginning comes first."""
    parts = []
    for place, part in enumerate(CHOICE.split(phrase)):
        options = sorted(part.split("|"), key=len, reverse=True) if place % 2 else [part]
        typed = "|".join(r"\s+".join(_typed(piece) for piece in one.split(" ")) for one in options)
        parts.append(f"(?:{typed})" if place % 2 else typed)
    return "".join(parts)
