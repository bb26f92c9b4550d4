"""How far a mail file was read is kept, whatever its name."""

from sqlite_utils import Database

from inboxguard.store import imports
from inboxguard.store.database import writing
from inboxguard.store.imports import ImportedFile


def test_a_file_goes_on_where_it_stopped(db: Database) -> None:
    for reached in (100, 200):
        with writing(db) as connection:
            imports.note(connection, ImportedFile("town.mbox", 300, 5, reached, reached // 10))
    assert imports.imported(db, "town.mbox") == ImportedFile("town.mbox", 300, 5, 200, 20)
    assert imports.imported(db, "other.mbox") is None


def test_a_name_that_is_no_unicode_is_kept_too(db: Database) -> None:
    name = b"B\xfccher.mbox".decode("utf-8", "surrogateescape")
    with writing(db) as connection:
        imports.note(connection, ImportedFile(name, 300, 5, 300, 3))
    found = imports.imported(db, name)
    assert found is not None
    assert found.reached == 300
