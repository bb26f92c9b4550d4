"""A single message file is read as it is."""

import hashlib
from pathlib import Path

import pytest

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import eml

LETTER = b"From: a@shop.example\r\nSubject: x\r\n\r\n>From here\r\n\r\n"


def test_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(LETTER)
    message = eml.message(tmp_path / "x.eml", "shops/x.eml", 1, Shelf.PLAIN)
    assert message.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert message.head == b"From: a@shop.example\r\nSubject: x\r\n"
    assert message.body == b">From here\r\n\r\n"
    assert (message.place.folder, message.place.uid, message.size) == ("shops/x.eml", 1, len(LETTER))


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff" * 100_000, b"no header", b"\x00\r\n\r\n\x00"])
def test_any_bytes_are_a_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.eml").write_bytes(content)
    assert eml.message(tmp_path / "x.eml", "x.eml", 1, Shelf.PLAIN).size == len(content)


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"x\.eml could not be read") as unreadable:
        eml.message(tmp_path / "x.eml", "x.eml", 1, Shelf.PLAIN)
    assert str(unreadable.value).endswith(".")
