"""After every word about shelves the findings are those of reading all mail anew, in invented towns and all texts."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from benchmarks.themes_labelled import ME, OWN, SERVER, letter, mbox, texts
from benchmarks.themes_town import mailbox

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed, ShelfSettings, ShelfWord, Wrong
from inboxguard.store import mentions as stored_mentions
from inboxguard.store import messages, speaking
from inboxguard.store.records import packed
from inboxguard.themes.lexicon import load
from inboxguard.themes.matching import mentions

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
FIRST = datetime(2026, 3, 2, 7, tzinfo=UTC)
STORED = (
    "SELECT key, organisation, kind, aside, telling, record, mentions, said FROM attributions ORDER BY key",
    "SELECT organisation, record FROM leanings ORDER BY organisation",
    "SELECT id, mails, marketing, basis, row, record, company FROM senders ORDER BY id",
    "SELECT organisation, record FROM sums ORDER BY organisation",
)
Told = tuple[list[tuple[object, ...]], ...]


def told(audit: Audit) -> Told:
    """Everything that an analysis stores of messages and senders."""
    return tuple(audit._db.conn.execute(query).fetchall() for query in STORED)


def told_anew(audit: Audit, place: Path) -> Told:
    """The same after all mail was read again, in a copy."""
    audit._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(audit.home, place)
    with Audit.open(place, lambda: NOW) as copy:
        copy.analyse(anew=True)
        return told(copy)


def acts(audit: Audit, themes: tuple[str, ...]) -> Iterator[Callable[[], object]]:
    """What a person does about shelves, one after another."""

    def shown(aside: bool) -> str:
        marketing = speaking.mentioning(audit._db, themes)
        query = "SELECT key FROM attributions WHERE aside = ? AND kind = 'marketing' ORDER BY key"
        keys = [row[0] for row in audit._db.conn.execute(query, (aside,)) if not aside or row[0] in marketing]
        return str(keys[len(keys) // 2])

    def mark() -> None:
        audit.mark_themes(themes[:1])
        audit.mark_themes([*themes[1:], "religion"])

    def correct() -> None:
        audit.wrong([shown(True)], Wrong.WORDS)
        own = audit.keep_shelf(
            ShelfSettings(None, words=(ShelfWord("new*", "strong"), ShelfWord("für dich", "medium")))
        )
        audit.missed(shown(False), Missed.WORDS, ["offer"], own)
        audit.unmark_themes(["religion"])

    def end() -> None:
        audit.remove_shelf("s1")
        audit.unmark_themes(themes)

    yield from (mark, correct, end)


@pytest.fixture(params=["texts", 900])
def read(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Audit, tuple[str, ...]]]:
    """A mailbox that is read, and the themes that its person marks."""
    if request.param == "texts":
        every = [(at, letter(one, at)) for hours, one in enumerate(texts(OWN)) for at in [FIRST + timedelta(0, hours)]]
        themes: tuple[str, ...] = ("baby", "funeral", "gambling")
    else:
        town = mailbox(request.param)
        every, themes = [(mail.at, mail.octets) for mail in town.mails], (*town.marked, "occasions")
    file = tmp_path / "mail.mbox"
    file.write_bytes(mbox(every))
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        audit.import_files([file], me=(ME,), authserv=[SERVER])
        yield audit, themes


def test_what_is_looked_at_again_is_enough(read: tuple[Audit, tuple[str, ...]], tmp_path: Path) -> None:
    audit, themes = read
    aside = set[int]()
    for act in acts(audit, themes):
        act()
        at_once = told(audit)
        assert at_once == told_anew(audit, tmp_path / "copy")
        aside.add(len(audit.shelf()))
    assert len(aside) == 3


def test_what_is_told_is_what_the_matcher_finds_when_it_is_asked_about_marked_themes_alone(
    read: tuple[Audit, tuple[str, ...]],
) -> None:
    audit, themes = read
    audit.mark_themes(themes)
    every = {one.key: one for one in messages.among(audit._db, messages.keys(audit._db))}
    query = "SELECT key, mentions FROM attributions"
    found = {key: stored_mentions.of_marked(said, set(themes)) for key, said in audit._db.conn.execute(query)}
    readable = set(speaking.readable(audit._db))
    assert any(found.values())
    for key, message in every.items():
        asked = mentions(message, load(), frozenset(themes)) if key in readable else ()
        assert packed(found[key]) == packed(asked)
