"""Naming terms are kept by edition, for mail that may be matched only, and go with the mail."""

from sqlite_utils import Database

from inboxguard.store import naming
from inboxguard.store.database import writing

ROW = (
    "INSERT INTO attributions (key, kind, outgoing, aside, telling, ground, record, mentions, said) "
    "VALUES (?, ?, ?, 0, 0, 1, x'', x'', x'')"
)


def test_terms_are_told_by_edition_of_mail_that_may_be_matched(db: Database) -> None:
    with writing(db) as connection:
        for key, kind, outgoing in (
            ("a", "marketing", 0),
            ("b", "personal", 0),
            ("c", "transactional", 0),
            ("d", "marketing", 1),
        ):
            connection.execute(ROW, (key, kind, outgoing))
        naming.put(connection, "one", [("a", "baby\npram"), ("c", "")])
    assert naming.keys(db) == ["a", "c"]
    assert list(naming.terms(db, "one")) == [("a", "baby\npram")]
    assert naming.untold(db, "one") == []
    assert list(naming.terms(db, "two")) == []
    assert naming.untold(db, "two") == ["a", "c"]


def test_terms_go_with_the_mail(db: Database) -> None:
    with writing(db) as connection:
        naming.put(connection, "one", [("gone", "baby")])
        naming.drop_gone(connection)
    assert list(naming.terms(db, "one")) == []
