"""A single message file is read as it is; of Apple's .emlx only the message that its first line counts."""

import hashlib
from pathlib import Path

import pytest

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import eml, spans

LETTER = b"From: a@shop.example\r\nSubject: x\r\n\r\n>From here\r\n\r\n"
NOTES = b'<?xml version="1.0"?><plist><dict><key>flags</key><integer>1</integer></dict></plist>\n'


def read(path: Path, content: bytes) -> tuple[RawMessage, bool]:
    path.write_bytes(content)
    span, is_whole = eml.span(path, len(content), "shops", 1, Shelf.PLAIN)
    return spans.message(span), is_whole


def test_nothing_is_changed(tmp_path: Path) -> None:
    message, is_whole = read(tmp_path / "x.eml", LETTER)
    assert is_whole
    assert message.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert message.head == b"From: a@shop.example\r\nSubject: x\r\n"
    assert message.body == b">From here\r\n\r\n"
    assert (message.place.folder, message.place.uid, message.size) == ("shops", 1, len(LETTER))


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff" * 100_000, b"no header", b"\x00\r\n\r\n\x00"])
def test_any_bytes_are_a_message(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "x.eml", content)[0].size == len(content)
    assert read(tmp_path / "x.emlx", content)[0].size == len(content)


@pytest.mark.parametrize("count", [b"%d\n", b"%d      \n", b" %d\r\n"])
def test_apples_notes_are_no_part_of_the_message(tmp_path: Path, count: bytes) -> None:
    message, is_whole = read(tmp_path / "7.emlx", count % len(LETTER) + LETTER + NOTES)
    assert is_whole
    assert message.sha256 == hashlib.sha256(LETTER).hexdigest()


def test_a_cut_emlx_gives_what_is_there_and_is_known_to_be_cut(tmp_path: Path) -> None:
    message, is_whole = read(tmp_path / "7.emlx", b"%d\n" % len(LETTER) + LETTER[:30])
    assert not is_whole
    assert message.sha256 == hashlib.sha256(LETTER[:30]).hexdigest()


@pytest.mark.parametrize("count", [b"", b"-3\n", b"12", b"x12\n", b"9" * 40 + b"\n"])
def test_a_first_line_that_counts_nothing_is_part_of_the_message(tmp_path: Path, count: bytes) -> None:
    message, _ = read(tmp_path / "7.emlx", count + LETTER)
    assert message.sha256 == hashlib.sha256(count + LETTER).hexdigest()


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    span, _ = eml.span(tmp_path / "x.eml", 10, "x", 1, Shelf.PLAIN)
    with pytest.raises(UnreadableFile, match=r"x\.eml could not be read") as unreadable:
        spans.message(span)
    assert str(unreadable.value).endswith(".")
