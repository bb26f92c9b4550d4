"""A child turns a message of a mail file into a finished row, whatever becomes of the file."""

from pathlib import Path

from inboxguard.audit.reading_files import Letter, Reader
from inboxguard.facts.message import Message, Place, RawMessage, Shelf
from inboxguard.mailbox.signatures import Keys
from inboxguard.mailbox.spans import Span
from inboxguard.store.messages import Row
from inboxguard.store.records import decompressed, unpacked
from tests.mailbox.test_archives import FROM, letter, mbox
from tests.mailbox.test_signatures import BODY, HEAD, names, publish, rsa_pair, signed
from tests.servers.dns import Dns

__all__ = ["names"]


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


ADVERT = signed(b"List-Id: <news.shop.example>\r\n" + HEAD)
PERSONAL = HEAD.replace(b"Shop <news@", b"Ann <ann@").split(b"List-Unsubscribe")[0]
LETTER = signed(PERSONAL, fields=[b"from", b"to", b"subject"])


def verified(head: bytes, keys: Keys | None) -> tuple[tuple[str, str], ...] | None:
    raw = RawMessage(Place("import", "x"), None, head, BODY)
    row = Reader(True, keys)(Letter(raw, 1))
    assert isinstance(row, Row)
    return unpacked(decompressed(row.facts), Message).verified


def test_signatures_are_checked_where_it_was_asked_for_and_of_no_letter(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    keys = Keys((names.host,), names.port)
    assert verified(ADVERT, None) is None
    assert verified(LETTER, keys) is None
    assert names.asked == []
    assert verified(ADVERT, keys) == (("shop.example", "pass"),)
    assert verified(ADVERT.replace(b"sale", b"SALE"), keys) == (("shop.example", "fail"),)
    assert names.asked == [("k1._domainkey.shop.example", "TXT")]
