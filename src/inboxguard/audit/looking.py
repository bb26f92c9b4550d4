"""A quick look through all stored mail for words, before any of it is read: here or in child processes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit.pace import Pace
from inboxguard.audit.parsing_processes import Mapped
from inboxguard.audit.progress import Tell
from inboxguard.store import messages, speaking
from inboxguard.store.database import open_database
from inboxguard.themes.holding import holder

Helped = Callable[[], AbstractContextManager[Mapped]]
"""Begins child processes to work in."""

PAGE = 40
"""Messages that are worked on at once."""
_MANY = 20_000
"""Messages that are worth child processes, which take a second to begin: a look is a tenth of reading."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks which of a page of messages, named by their keys, may hold one of some words; picklable."""

    home: Path
    words: tuple[str, ...]

    def __call__(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return those that may hold one."""
        return held(opened(self.home), keys, self.words)

    def unreadable(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return what stands for a page that broke its child: nothing is known of it."""
        return keys


def looked(db: Database, tell: Tell, helped: Helped | None, words: tuple[str, ...]) -> list[str]:
    """Return the messages that may be matched and may hold one of some normalised words."""
    keys = speaking.readable(db)
    every, found = pages(keys), list[str]()
    pace = Pace("analysing", len(keys), tell)
    if helped is not None and len(keys) >= _MANY:
        with helped() as mapped:
            for names, page in zip(every, mapped(Looking(home(db), words), every), strict=True):
                found += page
                pace.on(len(names))
    else:
        for names in every:
            found += held(db, names, words)
            pace.on(len(names))
    return found


def held(db: Database, keys: Sequence[str], words: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some messages that may hold one of some words."""
    holds = holder(words)
    return tuple(key for key, facts, text in messages.octets(db, keys) if holds(text) or holds(facts))


def pages(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the keys page by page."""
    return [tuple(keys[start : start + PAGE]) for start in range(0, len(keys), PAGE)]


def home(db: Database) -> Path:
    """Return the home that a database lies in, by which child processes open it."""
    return Path(db.conn.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]).parent


@lru_cache(maxsize=1)
def opened(home: Path) -> Database:
    """Return the database of a home for the lifetime of this process."""
    return open_database(home)
