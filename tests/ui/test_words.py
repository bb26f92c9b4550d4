"""The words themselves: kind, plain and the same everywhere."""

import re
from pathlib import Path

import inboxguard.ui
from inboxguard.ui.words import Words

UI = Path(inboxguard.ui.__file__).parent
FORBIDDEN = re.compile(
    r"painful|trigger|sensitive|victim|recover|congratulation|sorry for your loss|are you sure", re.I
)


def tables() -> list[dict[object, str]]:
    words = Words()
    return [
        getattr(words, name)()
        for name in (
            "basis", "footing", "chip", "level", "relation", "kind", "state", "happened", "moment", "moment_detail",
            "route", "step", "error",
        )
    ]  # fmt: skip


def test_every_code_has_words() -> None:
    silent = {"opt_out_honoured"}
    assert all(words or code in silent for table in tables() for code, words in table.items())


def test_no_word_warns_pities_or_asks_twice() -> None:
    found = re.compile(r"""tr\(\s*(?:"([^"]*)"\s*)+""")
    for module in UI.rglob("*.py"):
        for said in found.finditer(module.read_text(encoding="utf-8")):
            assert not FORBIDDEN.search(said[0]), (module.name, said[0])


def test_only_literals_are_translated() -> None:
    """lupdate reads an f-string as its source text, which no translation would ever match."""
    for module in UI.rglob("*.py"):
        assert not re.search(r"\btr\(\s*[^\"\s)]", module.read_text(encoding="utf-8")), module.name


def test_no_emoji_stands_in_for_an_icon() -> None:
    emoji = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
    for module in UI.rglob("*.py"):
        assert not emoji.search(module.read_text(encoding="utf-8")), module.name
