"""What is printed: text of strangers as plain text, tables for people, JSON for programs."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that a terminal obeys or hides: controls, direction marks, lone surrogates, line separators."""

_ESCAPED = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""What JSON writes as itself although a terminal would obey or hide it."""


def plain(text: str) -> str:
    """Return `text` as one line without what a terminal obeys or hides, which the subject of a mail could carry."""
    shown = " ".join(text.split()) if any(letter in text for letter in "\t\r\n") else text
    return "".join(letter for letter in shown if unicodedata.category(letter) not in _HIDDEN)


def say(text: str = "", err: bool = False) -> None:
    """Print text for people, line by line as plain text."""
    lines = text.replace("\r\n", "\n").replace("\t", "    ").split("\n")
    click.echo("\n".join(map(plain, lines)), err=err)


def counted(number: int, noun: str) -> str:
    """Return "1 message" or "2 messages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under a head, without a frame; on a terminal cut to its width, elsewhere whole."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in head:
        table.add_column(title, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 10_000)
    # Captured, because Rich would end the program itself where the reader of a pipe has gone.
    with console.capture() as printed:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def print_json(value: Mapping[str, Any]) -> None:
    """Print one object."""
    click.echo(_json(value, indent=2))


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print JSON Lines."""
    for row in rows:
        click.echo(_json(row))


def _json(value: Mapping[str, Any], indent: int | None = None) -> str:
    """The value in JSON: readable where the output takes Unicode, and never with a character that a terminal obeys."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not is_unicode, indent=indent)
    return _ESCAPED.sub(lambda found: json.dumps(found.group())[1:-1], text)
