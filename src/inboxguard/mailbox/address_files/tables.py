"""Exports that are tables (CSV): told by their columns, of which only those named in addresses/tables.toml are read."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.errors import UnreadableFile
from inboxguard.mailbox.address_files.entry import MOST_ENTRIES, AddressFile, Entry, account, alias

_SEPARATORS = (",", ";", "\t")
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class _Table:
    service: str
    aliases: bool
    needs: frozenset[str]
    address: tuple[str, ...]
    site: tuple[str, ...]
    label: tuple[str, ...]
    only: Mapping[str, str]
    """Column -> value of the rows that count."""
    also: Mapping[str, str]
    """Aliases among accounts: their type, and where address and label stand."""


def read(text: str) -> AddressFile | None:
    """Return what a table holds, None where its columns are those of no known export.

    Raises UnreadableFile where it is broken: half a table could give an address to the wrong site.
    """
    for separator in _SEPARATORS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            head = [cell.strip().lower() for cell in next(rows, [])]
        except csv.Error:
            continue
        table = _fitting(head)
        if table is not None:
            return _taken(table, head, rows)
    return None


def is_of_aliases(service: str) -> bool:
    """Return whether a service forwards mail, as opposed to keeping passwords."""
    return any(table.service == service and table.aliases for table in _tables())


def _taken(table: _Table, head: Sequence[str], rows: Iterator[list[str]]) -> AddressFile:
    entries: list[Entry] = []
    without = broken = 0
    for row in _whole(rows):
        if not any(row):
            continue
        if len(row) == len(head) + 1 and not row[-1]:
            row.pop()  # a separator at the end of the line
        if len(row) != len(head):
            broken += 1
            continue
        entry = _entry(table, dict(zip(head, row, strict=True)))
        if entry is None:
            without += 1
        else:
            entries.append(entry)
        if len(entries) + without + broken > MOST_ENTRIES:
            raise UnreadableFile(
                f"The file holds more than {MOST_ENTRIES:,} entries, which no person has. Export fewer and try again."
            )
    return AddressFile(table.service, tuple(entries), without, broken)


def _whole(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        line = getattr(rows, "line_num", 0)
        raise UnreadableFile(
            f"The table is broken at line {line}, so nothing of it was taken. Export it anew and try again."
        ) from error


def _entry(table: _Table, row: Mapping[str, str]) -> Entry | None:
    if table.also and row["type"].lower() == table.also["type"]:
        return alias(row.get(table.also["address"]), (), (row.get(table.also["label"]),))
    if any(row[column].strip().lower() != value for column, value in table.only.items()):
        return None
    places = [row.get(column) for column in table.site]
    if table.aliases:
        return alias(row.get(table.address[0]), places, [row.get(column) for column in table.label])
    return account([row.get(column) for column in table.address], places)


def _fitting(head: Sequence[str]) -> _Table | None:
    if len(head) > _MOST_COLUMNS or len(set(head)) != len(head):
        return None
    there = frozenset(head)
    return next((table for table in _tables() if table.needs <= there), None)


@cache
def _tables() -> tuple[_Table, ...]:
    listed: list[dict[str, Any]] = tomllib.loads(resources.read("addresses/tables.toml"))["table"]
    return tuple(
        _Table(
            service=one["service"],
            aliases=one["kind"] == "aliases",
            needs=frozenset(one["needs"]),
            address=tuple(one["address"]),
            site=tuple(one.get("site", ())),
            label=tuple(one.get("label", ())),
            only=one.get("only", {}),
            also=one.get("aliases", {}),
        )
        for one in listed
    )
