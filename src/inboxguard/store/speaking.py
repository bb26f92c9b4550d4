"""Which messages speak of what: those of a list or a theme, and those of which that has to be asked again."""

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from inboxguard.store import judgements
from inboxguard.store.database import writing
from inboxguard.store.findings import outdate
from inboxguard.store.records import packed

AGAIN = -2
"""In place of a ground: judged well, but what it says of themes has to be asked again."""
_AMONG = "key IN (SELECT value FROM json_each(?))"
_SPEAKING = "mentions <> ? AND instr(mentions, ?)"


def ask_again(db: Database, keys: Iterable[str]) -> None:
    """Note that it has to be asked again what some messages say of themes; those of nobody are judged anew."""
    with writing(db) as connection:
        connection.execute(
            f"UPDATE attributions SET ground = iif(organisation IS NULL OR ground = -1, -1, ?) WHERE {_AMONG}",  # noqa: S608 - a constant
            (AGAIN, json.dumps(list(keys))),
        )
        outdate(connection)


def to_ask(db: Database) -> list[str]:
    """Return the messages of which it has to be asked again what they say of themes."""
    return [row[0] for row in db.conn.execute("SELECT key FROM attributions WHERE ground = ? ORDER BY key", (AGAIN,))]


def put(db: Database, asked: Sequence[tuple[str, bytes]], ground: int) -> None:
    """Store (key, packed mentions) as asked on a ground, and note whose findings have to be summed up anew."""
    keys = json.dumps([key for key, _ in asked])
    before = dict(db.conn.execute(f"SELECT key, mentions FROM attributions WHERE {_AMONG}", (keys,)).fetchall())  # noqa: S608 - a constant
    changed = [(mentions, key) for key, mentions in asked if key in before and before[key] != mentions]
    judgements.touch_of(db, [key for _, key in changed])
    with writing(db) as connection:
        connection.executemany("UPDATE attributions SET mentions = ? WHERE key = ?", changed)
        connection.executemany("UPDATE attributions SET ground = ? WHERE key = ?", [(ground, key) for key, _ in asked])


def of_lists(db: Database, lists: Iterable[str]) -> list[str]:
    """Return the messages of some lists (List-Ids, lower case)."""
    found: list[str] = []
    for one in lists:
        wanted = b'"list_id":' + packed(one)
        # Stored as written; ASCII case is folded by the comparison of text.
        rows = db.conn.execute(
            "SELECT key FROM attributions WHERE instr(lower(CAST(record AS TEXT)), ?)", (wanted.decode().lower(),)
        )
        found += [row[0] for row in rows]
    return found


def readable(db: Database) -> list[str]:
    """Return the messages that are asked of what they speak, in order: of letters, and of the person's own, none is."""
    rows = db.conn.execute(
        "SELECT key FROM attributions WHERE kind IN ('marketing', 'transactional') AND outgoing = 0 ORDER BY key"
    )
    return [row[0] for row in rows]


def mentioning(db: Database, themes: Iterable[str]) -> list[str]:
    """Return the messages that were found to speak of one of some themes, marked or not."""
    found: list[str] = []
    for one in themes:
        rows = db.conn.execute(f"SELECT key FROM attributions WHERE {_SPEAKING}", (b"[]", _named(one)))  # noqa: S608 - a constant
        found += [row[0] for row in rows]
    return found


def adverts_mentioning(db: Database, themes: Iterable[str]) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield (organisation, packed mentions, packed attribution) of marketing that was found to speak of a theme."""
    for one in themes:
        yield from db.conn.execute(
            "SELECT organisation, mentions, record FROM attributions "  # noqa: S608 - a constant
            f"WHERE {_SPEAKING} AND kind = 'marketing' AND outgoing = 0 AND organisation IS NOT NULL",
            (b"[]", _named(one)),
        )


def _named(theme: str) -> bytes:
    return b'"theme":' + packed(theme)


def marketing_of_nobody(db: Database) -> list[str]:
    """Return the marketing of which nobody is known to be the sender."""
    rows = db.conn.execute("SELECT key FROM attributions WHERE organisation IS NULL AND kind = 'marketing'")
    return [row[0] for row in rows]


def marketing_organisations(db: Database) -> list[str]:
    """Return the organisations that sent marketing."""
    rows = db.conn.execute(
        "SELECT DISTINCT organisation FROM attributions "
        "WHERE kind = 'marketing' AND outgoing = 0 AND organisation IS NOT NULL"
    )
    return [row[0] for row in rows]
