"""What a home holds, so that two can be compared: a run that was disturbed must end like one that was not."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inboxguard.store.database import FILE

_MESSAGES = """
SELECT m.key, f.account, f.folder, m.shelf, m.twin, m.sha256, m.facts, t.text
FROM messages m JOIN folders f ON f.id = m.folder LEFT JOIN texts t ON t.key = m.key
"""
_PLACES = "SELECT f.account, f.wire, p.uid, p.key FROM places p JOIN folders f ON f.id = p.folder"


@dataclass(frozen=True, slots=True)
class Contents:
    """A home at rest: a fingerprint of each message by its key, where each lies, what was found, what is unfinished."""

    messages: Mapping[str, str]
    places: Counter[tuple[object, ...]]
    findings: Mapping[str, object]
    staged: int
    refused: int
    broken: tuple[str, ...]


def contents(home: Path) -> Contents:
    """Return what a home holds."""
    with closing(sqlite3.connect(f"file:{home / FILE}?mode=ro", uri=True)) as db:
        check = tuple(str(row[0]) for row in db.execute("PRAGMA integrity_check"))
        return Contents(
            messages={row[0]: hashlib.sha256(repr(row[1:]).encode()).hexdigest() for row in db.execute(_MESSAGES)},
            places=Counter(db.execute(_PLACES).fetchall()),
            findings={
                row[0]: row[1:] for row in db.execute("SELECT key, kind, organisation, outgoing FROM attributions")
            },
            staged=db.execute("SELECT count(*) FROM heads").fetchone()[0],
            refused=db.execute("SELECT count(*) FROM refused").fetchone()[0],
            broken=() if check == ("ok",) else check,
        )


def differences(expected: Contents, found: Contents) -> list[str]:
    """Return in words how a home differs from what it should hold; [] = not at all."""
    told = [f"the database is broken: {words}" for words in found.broken]
    if lost := expected.messages.keys() - found.messages.keys():
        told.append(f"{len(lost)} messages are lost, such as {min(lost)}")
    if strange := found.messages.keys() - expected.messages.keys():
        told.append(f"{len(strange)} messages are there that should not be, such as {min(strange)}")
    both = expected.messages.keys() & found.messages.keys()
    if other := [key for key in both if expected.messages[key] != found.messages[key]]:
        told.append(f"{len(other)} messages were read otherwise, such as {min(other)}")
    if expected.places != found.places:
        lacking, more = expected.places - found.places, found.places - expected.places
        told.append(f"places: {lacking.total()} lacking, {more.total()} too many")
    if not other and not lost and not strange and expected.findings != found.findings:
        told.append("the findings are others")
    if found.staged:
        told.append(f"{found.staged} messages are still staged")
    if found.refused != expected.refused:
        told.append(f"{found.refused} messages are noted as refused")
    return told
