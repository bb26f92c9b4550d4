"""Documents: what organisations wrote or published, whole, beside what the person read in it. Decisions like any other.

A document is kept once, however often it is filed, and goes with the last thing that stands on it.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from inboxguard.store.database import writing
from inboxguard.store.records import instant, packed, unpacked


class Asked(StrEnum):
    """Which question an answer answers."""

    WHERE_FROM = "where_from"
    """From whom did you get my address?"""
    TO_WHOM = "to_whom"
    """To whom did you give my address?"""


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of a document besides its bytes."""

    sha256: str
    name: str
    size: int
    """In bytes."""
    media: str
    """Media type, guessed from the name; "message/rfc822" for a mail."""
    at: datetime
    """When it was filed first."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be filed: its name, media type and bytes."""

    name: str
    media: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the digest by which it is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """What an organisation answered, as the person read it."""

    id: int
    organisation: str
    asked: Asked
    named: tuple[str, ...]
    """Whom it names; () = nobody."""
    document: str
    """SHA-256 of the document."""
    at: datetime
    request: str | None = None
    """The request that it answers."""
    message: str | None = None
    """Key of the mail that it came with."""


@dataclass(frozen=True, slots=True)
class FiledNotice:
    """What an organisation published about passing addresses on, as the person read it."""

    id: int
    organisation: str
    tenor: str
    """The value of a trace.decisions.Tenor."""
    named: tuple[str, ...]
    document: str
    """SHA-256 of the document."""
    at: datetime


def file_answer(
    db: Database,
    organisation: str,
    asked: Asked,
    named: Iterable[str],
    paper: Paper,
    at: datetime,
    request: str | None = None,
    message: str | None = None,
) -> int:
    """Keep an answer with its document, whole or not at all; return its id, which no other ever has."""
    with writing(db) as connection:
        _keep(connection, paper, at)
        done = connection.execute(
            "INSERT INTO answers (organisation, asked, named, document, at, request, message) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (organisation, asked, _written(named), paper.sha256, instant(at), request, message),
        )
    assert done.lastrowid is not None
    return done.lastrowid


def file_notice(db: Database, organisation: str, tenor: str, named: Iterable[str], paper: Paper, at: datetime) -> int:
    """Keep a notice with its document, whole or not at all; return its id, which no other ever has."""
    with writing(db) as connection:
        _keep(connection, paper, at)
        done = connection.execute(
            "INSERT INTO notices (organisation, tenor, named, document, at) VALUES (?, ?, ?, ?, ?)",
            (organisation, tenor, _written(named), paper.sha256, instant(at)),
        )
    assert done.lastrowid is not None
    return done.lastrowid


def answers(db: Database) -> tuple[FiledAnswer, ...]:
    """Return every filed answer in the order in which it was filed."""
    rows = db.conn.execute(
        "SELECT id, organisation, asked, named, document, at, request, message FROM answers ORDER BY id"
    )
    return tuple(
        FiledAnswer(key, who, Asked(asked), _read(named), document, datetime.fromisoformat(at), request, message)
        for key, who, asked, named, document, at, request, message in rows
    )


def notices(db: Database) -> tuple[FiledNotice, ...]:
    """Return every filed notice in the order in which it was filed."""
    rows = db.conn.execute("SELECT id, organisation, tenor, named, document, at FROM notices ORDER BY id")
    return tuple(
        FiledNotice(key, who, tenor, _read(named), document, datetime.fromisoformat(at))
        for key, who, tenor, named, document, at in rows
    )


def documents(db: Database) -> tuple[Document, ...]:
    """Return every kept document without its bytes, oldest first."""
    rows = db.conn.execute("SELECT sha256, name, size, media, at FROM documents ORDER BY at, sha256")
    return tuple(
        Document(sha256, name, size, media, datetime.fromisoformat(at)) for sha256, name, size, media, at in rows
    )


def names(db: Database) -> dict[str, str]:
    """Return the name of each kept document by its SHA-256."""
    return dict(db.conn.execute("SELECT sha256, name FROM documents").fetchall())


def content(db: Database, sha256: str) -> bytes | None:
    """Return the bytes of a document, None where it is not kept."""
    row = db.conn.execute("SELECT content FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else bytes(row[0])


def forget_answer(db: Database, answer: int) -> bool:
    """Forget one answer, and its document where nothing else stands on it; return whether there was one."""
    return _forget(db, "answers", answer)


def forget_notice(db: Database, notice: int) -> bool:
    """Forget one notice, and its document where nothing else stands on it; return whether there was one."""
    return _forget(db, "notices", notice)


def _forget(db: Database, table: str, key: int) -> bool:
    with writing(db) as connection:
        gone = connection.execute(f"DELETE FROM {table} WHERE id = ?", (key,)).rowcount > 0  # noqa: S608 - two constants
        connection.execute(
            "DELETE FROM documents "
            "WHERE sha256 NOT IN (SELECT document FROM answers UNION SELECT document FROM notices)"
        )
    return gone


def _keep(connection: sqlite3.Connection, paper: Paper, at: datetime) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO documents (sha256, name, size, media, at, content) VALUES (?, ?, ?, ?, ?, ?)",
        (paper.sha256, paper.name, len(paper.content), paper.media, instant(at), paper.content),
    )


def _written(named: Iterable[str]) -> str:
    return packed(tuple(named)).decode()


def _read(named: str) -> tuple[str, ...]:
    return unpacked(named.encode(), tuple[str, ...])
