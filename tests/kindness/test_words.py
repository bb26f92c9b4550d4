"""Words that no screen, command, letter or report of the program ever says (themes.md section 4)."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from inboxguard import resources
from tests.kindness.reading import UNKIND

SOURCE = Path(__file__).parents[2] / "src" / "inboxguard"
FOR_PEOPLE = ("letters", "reports", "requests", "mailboxes", "filters", "look")
"""Folders of resources that hold what people read; the others hold how mail of others is recognised."""
UNKIND_WORDS = re.compile("|".join(map(re.escape, UNKIND)), re.IGNORECASE)
NOT_SAID = re.compile(r"\b(?:we are sorry|are you sure|streak|achievement)\b", re.IGNORECASE)


def _said(path: Path) -> Iterator[str]:
    """Yield the texts of a module, without its docstrings and comments."""
    tree = ast.parse(path.read_text("utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def _emoji(text: str) -> list[str]:
    return [one for one in text if unicodedata.category(one) == "So" and 0x2BFF < ord(one) != 0xFFFD]


@pytest.mark.parametrize("room", ["ui", "cli", "audit", "requests", "reports", "trace", "themes", "mailbox", "exports"])
def test_what_the_code_says(room: str) -> None:
    texts = [text for path in (SOURCE / room).rglob("*.py") for text in _said(path)]
    assert texts
    # Mail of others is recognised by their words, too: only sentences are looked at, not patterns.
    said = [one for one in texts if not re.search(r"\\[bswdS(]|\(\?", one)]
    assert [one for one in said if UNKIND_WORDS.search(one) and not _is_code(one)] == []
    assert [one for one in said if NOT_SAID.search(one)] == []
    assert [one for one in said if _emoji(one)] == []


def _is_code(text: str) -> bool:
    """Identifiers: "recover" of a database or a name of Python is read by nobody."""
    return re.fullmatch(r"[a-z0-9_.]+", text) is not None


@pytest.mark.parametrize("folder", FOR_PEOPLE)
def test_what_letters_and_reports_say(folder: str) -> None:
    files = [path for path in Path(str(resources.path(folder))).rglob("*") if path.suffix in (".txt", ".toml", ".html")]
    for path in files:
        text = path.read_text("utf-8")
        # What organisations answer is recognised by their words, which are said to nobody.
        assert path.name == "answers.toml" or UNKIND_WORDS.search(text) is None, path.name
        assert NOT_SAID.search(text) is None, path.name
        assert _emoji(text) == [], path.name
