"""Where in its text a phrase was found: at the ends of its line, or in what somebody else says."""

import re

from inboxguard.trace.signals.phrases import WORD

_SEPARATORS = frozenset("|·•–—-*")


def opens(match: re.Match[str]) -> bool:
    """Return whether nothing stands before a match on its line but a mark that parts it from there."""
    before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    return not before or before[-1] in _SEPARATORS


def closes(match: re.Match[str]) -> bool:
    """Return whether no word follows a match on its line."""
    return WORD.search(match.string[match.end() :].partition("\n")[0]) is None


def is_in_quotes(text: str, at: int) -> bool:
    """Return whether quotation marks are open at a place: then somebody else is speaking."""
    before = text[:at]
    low, high, closed = before.count("„"), before.count("“"), before.count("”")
    # „So“ in German, „so” in Polish; “so” in English, ”so” in Swedish and Danish.
    opened = low > high + closed if low else high > closed if high else closed % 2 == 1
    return opened or before.count('"') % 2 == 1 or before.count("«") != before.count("»")
