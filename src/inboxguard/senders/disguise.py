"""Text that is written so that filters do not read what people read, and names that nobody would choose."""

import re
from functools import lru_cache

_MIXED = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[A-Za-z][\u0370-\u03ff][A-Za-z]")
_OTHER = re.compile("[\u0370-\u04ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_FANCY = re.compile("[\U0001d400-\U0001d7ff\U0001f130-\U0001f149\U0001f150-\U0001f169]")
_HIDDEN = re.compile("[A-Za-z][\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]+[A-Za-z]")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,20}[^\W\d_](?![^\W_])")
_TAIL = re.compile(r"(?:[!?.,]|\s{3,})\s*(?P<tail>[a-z]{4,10}|\d{3,7})\s*$")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SITE = re.compile(r"@.*\.|\.(?:com|net|org|info|co|io|de|uk|fr|es|it|nl|at|ch|eu|br)$|'s$")
_SWAPS = str.maketrans("01!|l345@", "oiiiieasa")
"""What stands for a letter; 1 is read as l or as i, so these are one."""
_DIGRAPHS = re.compile("sch|ch|ck|ng|st|th|ph|sh|sp|tz|rt|ll|ss|tt|nd|rd|rk|rn")
_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz]{4}")
_UNSPOKEN = re.compile("[bcdfghjklmnpqrstvwxz]{6}")
_TURNS = re.compile(r"(?=[a-z]\d|\d[a-z])")
_NUMBERED = re.compile(r"^[a-z._-]{2,30}\d{4,}$|^[a-z]{2,20}\d{2,}[a-z]{1,8}$")
_SHOUT = re.compile(r"! ?!|\$\$|\?\?|\*\*\*")
_FEW = 3
_RANDOM = 8
_MOST_TURNS = 5
_LOUD = 12


def mixed_script(text: str) -> int:
    """Return how often a Latin word holds letters of another script that look the same; 0 in texts of that script."""
    if text.isascii() or _OTHER.search(text) is None:
        return 0
    found = len(_MIXED.findall(text))
    if found and len(_CYRILLIC.findall(text)) * 2 > len(_LATIN.findall(text)):
        return 0
    return found

def fancy_letters(text: str) -> bool:
    """Return whether words are set in mathematical or boxed letters, which only look like letters."""
    return not text.isascii() and len(_FANCY.findall(text)) > _FEW

def hidden_signs(text: str) -> bool:
    """Return whether invisible signs stand inside Latin words."""
    return not text.isascii() and _HIDDEN.search(text) is not None

def spaced_word(text: str) -> bool:
    """Return whether a word is written with blanks between its letters."""
    return _SPACED.search(text) is not None

def swapped_letters(text: str, words: frozenset[str]) -> bool:
    """Return whether one of `words` stands in `text` with signs in it that it does not have ("v1agra", "Pay.pal")."""
    if text.isalpha():
        return False
    for token in text.lower().split()[:40]:
        inner = _EDGES.sub("", token)
        if inner.isalpha() or not inner.isascii() or _SITE.search(inner):
            continue
        if "$" not in inner and "".join(filter(str.isalpha, inner.translate(_SWAPS))) in _read_alike(words):
            return True
    return False


@lru_cache(maxsize=8)
def _read_alike(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.translate(_SWAPS) for word in words)

def random_tail(subject: str) -> bool:
    """Return whether a subject ends in a number or letters that mean nothing ("Rates are down!! xkwqd")."""
    found = _TAIL.search(subject)
    if found is None:
        return False
    return found["tail"].isdigit() or _CONSONANTS.search(found["tail"]) is not None

def loud(subject: str) -> bool:
    """Return whether a subject shouts: nearly all capitals, or signs in a row."""
    if _SHOUT.search(subject) is not None:
        return True
    capitals = sum(map(str.isupper, subject))
    if capitals * 5 <= _LOUD * 4:
        return False
    letters = sum(map(str.isalpha, subject))
    return letters >= _LOUD and capitals * 5 > letters * 4

@lru_cache(maxsize=4096)
def gibberish(label: str) -> bool:
    """Return whether a name of letters and digits looks drawn by lot ("q7xk2mzz9w", "bcdfghjk")."""
    plain = label[:64].lower().replace("-", "").replace("_", "")
    if len(plain) < _RANDOM:
        return False
    if plain.isdigit() or len(_TURNS.findall(plain)) >= _MOST_TURNS:
        return True
    bare = _DIGRAPHS.sub("s", plain)
    return _UNSPOKEN.search(bare) is not None


def numbered(local: str) -> bool:
    """Return whether a local part ends in many digits, or holds digits inside ("join66642", "mort23o")."""
    return _NUMBERED.search(local) is not None or (local.isalnum() and len(_TURNS.findall(local)) > 2)
