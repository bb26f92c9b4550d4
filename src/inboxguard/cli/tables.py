"""Tables for people on a terminal; text of strangers is shown as text."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Control characters, zero-width characters and marks that turn the direction of writing.
_HIDDEN = dict.fromkeys(
    (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
    )
)


def plain(text: str) -> str:
    """Return `text` without terminal escapes and invisible direction marks, which a subject could carry."""
    return text.translate(_HIDDEN)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under a head, without a frame."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in head:
        table.add_column(title, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    # Into a file or a pipe nothing is cut: whoever reads it there wants the whole line.
    Console(width=None if sys.stdout.isatty() else 400).print(table)
