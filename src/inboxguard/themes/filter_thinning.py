"""Fewer words that find the same mail: servers take scripts of a certain size only.

A word that stands in another one of the same rule finds everything that the other would.
"""

from collections.abc import Iterable, Mapping

from inboxguard.themes.filter_words import Wording, safe_edges

Edges = tuple[bool, bool]
"""Whether further letters may stand before a form and behind it."""


def shortest(forms: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that hold no other one, for tests that look for them anywhere in a text."""
    kept: list[str] = []
    for form in sorted(dict.fromkeys(forms), key=len):
        if not any(other in form for other in kept):
            kept.append(form)
    return tuple(kept)


def thinned(words: Iterable[Wording]) -> tuple[tuple[str, Edges], ...]:
    """Return the forms of a rule that no other one makes superfluous, each with its edges."""
    edges: dict[str, Edges] = {}
    for one in words:
        for form in one.forms:
            before, behind = edges.get(form, (False, False))
            safe = safe_edges(form, one.open)
            edges[form] = (before or safe[0], behind or safe[1])
    anywhere = shortest(form for form, safe in edges.items() if all(safe))
    found = [(form, (True, True)) for form in anywhere]
    for form, safe in edges.items():
        if not all(safe) and not any(one in form for one in anywhere) and not _is_held(form, safe, edges):
            found.append((form, safe))
    return tuple(found)


def _is_held(form: str, safe: Edges, edges: Mapping[str, Edges]) -> bool:
    """Return whether a shorter form finds whatever this one does: its words stand in it, with gaps beside them.

    At an end that they share, the shorter one must not be stricter about what may stand there.
    """
    parts = form.split(" ")
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            other = edges.get(" ".join(parts[first:last])) if last - first < len(parts) else None
            if other is None:
                continue
            before = first > 0 or other[0] or not safe[0]
            behind = last < len(parts) or other[1] or not safe[1]
            if before and behind:
                return True
    return False
