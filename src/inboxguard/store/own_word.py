"""What the person said of organisations, as it stood at a moment: so that one word can be taken back exactly."""

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from inboxguard.store.database import writing

_AMONG = "organisation IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Before:
    """The rows of `verdicts` and `given` about some organisations, whole as they stand in the store."""

    organisations: tuple[str, ...]
    address: str | None
    """The one address whose giving is meant; None = all of them."""
    verdicts: tuple[tuple[Any, ...], ...]
    given: tuple[tuple[Any, ...], ...]


def before(db: Database, organisations: tuple[str, ...], address: str | None = None) -> Before:
    """Return what is said now of these organisations: own sign-ups, and addresses given (`address`, or all)."""
    among = json.dumps(organisations)
    verdicts = db.conn.execute(f"SELECT * FROM verdicts WHERE {_AMONG}", (among,)).fetchall()  # noqa: S608 - a constant
    given = db.conn.execute(
        f"SELECT * FROM given WHERE {_AMONG} AND coalesce(?, address) = address",  # noqa: S608 - a constant
        (among, address),
    ).fetchall()
    return Before(organisations, address, tuple(map(tuple, verdicts)), tuple(map(tuple, given)))


def forget(db: Database, organisations: tuple[str, ...]) -> None:
    """Forget own sign-ups at these organisations and addresses given to them; what is set aside stays so."""
    put_back(db, Before(organisations, None, (), ()))


def put_back(db: Database, was: Before) -> None:
    """Let what `was` speaks of stand as it did then, whatever was said since."""
    among = json.dumps(was.organisations)
    with writing(db) as connection:
        connection.execute(f"DELETE FROM verdicts WHERE {_AMONG}", (among,))  # noqa: S608 - a constant
        connection.execute(
            f"DELETE FROM given WHERE {_AMONG} AND coalesce(?, address) = address",  # noqa: S608 - a constant
            (among, was.address),
        )
        for table, rows in (("verdicts", was.verdicts), ("given", was.given)):
            for row in rows:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - constants and marks
