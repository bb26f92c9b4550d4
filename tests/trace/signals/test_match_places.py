"""A phrase counts for more at the ends of its line, and for nothing in somebody else's mouth."""

import re

import pytest

from inboxguard.trace.signals.match_places import closes, is_in_quotes, opens


def found(text: str) -> re.Match[str]:
    match = re.search("source: X", text)
    assert match is not None
    return match


@pytest.mark.parametrize(("text", "first", "last"), [
    ("source: X", True, True),
    ("hello\nsource: X.\nbye", True, True),
    ("terms | source: X", True, True),
    ("the source: X", False, True),
    ("source: X and more", True, False),
])  # fmt: skip
def test_the_ends_of_a_line(text: str, first: bool, last: bool) -> None:
    assert (opens(found(text)), closes(found(text))) == (first, last)


@pytest.mark.parametrize(
    "text", ["He said \u201csource: X\u201d", "\u201esource: X\u201c", "\u00absource: X\u00bb", '"source: X"']
)
def test_what_stands_in_quotes_is_said_by_somebody_else(text: str) -> None:
    assert is_in_quotes(text, found(text).start())
    assert not is_in_quotes(f"{text} source: X", len(text) + 1)
