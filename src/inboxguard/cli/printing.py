"""What is printed: text of strangers as plain text, tables for people, JSON for programs."""

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

_GAP = 2

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


def utc(at: datetime | None) -> str | None:
    """Return an instant as JSON has it: UTC, ISO 8601, ending in Z."""
    # strftime would write early years without their noughts.
    return None if at is None else f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under a head, without a frame; on a terminal cut to its width, elsewhere whole."""
    shown = [tuple(map(plain, row)) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(head, *shown, strict=True)]
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns - _GAP * (len(widths) - 1)
        while sum(widths) > max(room, len(widths)):
            widths[widths.index(max(widths))] -= 1
    click.secho(_row(head, widths), bold=True)
    for row in shown:
        click.echo(_row(row, widths))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells of these widths side by side; what does not fit ends in an ellipsis."""
    fitted = (
        set_cell_size(cell, width) if cell_len(cell) <= width else f"{set_cell_size(cell, width - 1)}…"
        for cell, width in zip(cells, widths, strict=True)
    )
    return (" " * _GAP).join(fitted).rstrip()


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
