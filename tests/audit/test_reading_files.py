"""A child turns a message of a mail file into a finished row, whatever becomes of the file."""

from pathlib import Path

from inboxguard.audit.reading_files import Letter, Reader
from inboxguard.facts.message import Place, RawMessage, Shelf
from inboxguard.mailbox.spans import Span
from inboxguard.store.messages import Row
from tests.mailbox.test_archives import FROM, letter, mbox


def test_what_broke_a_child_is_a_row_with_its_digest_and_nothing_read(tmp_path: Path) -> None:
    path = tmp_path / "m.mbox"
    path.write_bytes(mbox(letter(0)))
    reader = Reader(True)
    given = Letter(Span(path, len(FROM), len(letter(0)), "m", 1, Shelf.PLAIN), 7)
    whole, bare = reader(given), reader.unreadable(given)
    assert isinstance(whole, Row)
    assert isinstance(bare, Row)
    assert (bare.key, bare.sha256, bare.place) == (whole.key, whole.sha256, whole.place)
    assert bare.message_id is None
    assert whole.place.uidvalidity == 7


def test_a_draft_of_an_archive_is_passed_over() -> None:
    raw = RawMessage(Place("import", "x"), None, b"", shelf=Shelf.DRAFTS)
    assert Reader(True)(Letter(raw, 1)) is None


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    told = Reader(True)(Letter(Span(tmp_path / "gone", 0, 5, "m", 1, Shelf.PLAIN), 1))
    assert told == "gone could not be read (No such file or directory)."
    assert Reader(True)(Letter(Span(tmp_path / "gone", 0, 5, "m", 1, Shelf.DRAFTS), 1)) is None
