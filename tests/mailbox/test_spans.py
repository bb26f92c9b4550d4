"""A span is read by itself, in any process, whatever has become of its file."""

import hashlib
import os
import pickle
import tracemalloc
from pathlib import Path

import pytest

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.assembling import BLOCK, MAX_BODY
from inboxguard.mailbox.spans import Span, message, shown


def test_a_span_is_read_where_it_lies_and_travels_between_processes(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"xx\nSubject: a\n\n>From b\nyyy")
    span = Span(tmp_path / "m", 3, 19, "Inbox", 4, Shelf.SENT, mbox=True, quoted=True)
    read = message(pickle.loads(pickle.dumps(span)))
    assert (read.head, read.body) == (b"Subject: a\n", b"From b")
    assert (read.place.folder, read.place.uid, read.shelf) == ("Inbox", 4, Shelf.SENT)
    assert read.sha256 == hashlib.sha256(b"Subject: a\n\nFrom b").hexdigest()


def test_a_huge_message_takes_little_memory_and_is_digested_whole(tmp_path: Path) -> None:
    line = b"x" * 75 + b"\n"
    head = b"Subject: a\n\n"
    body = line * (12 * BLOCK // len(line)) + b">From here\n" + line * (3 * BLOCK // len(line))
    size = (tmp_path / "m").write_bytes(head + body)
    tracemalloc.start()
    try:
        read = message(Span(tmp_path / "m", 0, size, "m", 1, Shelf.PLAIN, mbox=True, quoted=True))
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()
    assert read.sha256 == hashlib.sha256(head + body.replace(b">From", b"From")).hexdigest()
    assert read.size == size - 1
    assert not read.complete
    assert read.body == body[:MAX_BODY]


@pytest.mark.parametrize(("offset", "size"), [(0, 5000), (400, 5000), (5, 6)])
def test_a_file_that_was_changed_meanwhile_gives_no_message_that_never_was(
    tmp_path: Path, offset: int, size: int
) -> None:
    (tmp_path / "m").write_bytes(b"Subject: a\n")
    with pytest.raises(UnreadableFile, match="m was changed while it was read"):
        message(Span(tmp_path / "m", offset, size, "m", 1, Shelf.PLAIN, mbox=True))


def test_a_file_that_is_gone_or_became_something_else_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"m could not be read"):
        message(Span(tmp_path / "m", 0, 5, "m", 1, Shelf.PLAIN))
    (tmp_path / "m").mkdir()
    with pytest.raises(UnreadableFile, match=r"m could not be read"):
        message(Span(tmp_path / "m", 0, 5, "m", 1, Shelf.PLAIN))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match=r"pipe could not be read"):
        message(Span(tmp_path / "pipe", 0, 5, "m", 1, Shelf.PLAIN))


STATUS = b"X-Mozilla-Status: %s\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys: $label1      \n"


def test_copies_in_thunderbird_are_the_same_whatever_it_noted_on_them(tmp_path: Path) -> None:
    letter = b"From: a@shop.example\n\nX-Mozilla-Status: 1\n"
    digests = set()
    for number, status in enumerate((b"0001", b"0000", b"0013")):
        content = STATUS % status + letter
        (tmp_path / str(number)).write_bytes(content)
        digests.add(
            message(Span(tmp_path / str(number), 0, len(content), "m", 1, Shelf.PLAIN, True, True, True)).sha256
        )
    assert digests == {hashlib.sha256(letter).hexdigest()}


def test_elsewhere_the_digest_goes_over_every_octet(tmp_path: Path) -> None:
    content = STATUS % b"0001" + b"From: a@shop.example\n\nx\n"
    (tmp_path / "m").write_bytes(content)
    read = message(Span(tmp_path / "m", 0, len(content), "m", 1, Shelf.PLAIN, mbox=True, quoted=True))
    assert read.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("status", "shelf"),
    [(b"0009", Shelf.TRASH), (b"0008", Shelf.TRASH), (b"0001", Shelf.PLAIN), (b"zzzz", Shelf.PLAIN)],
)
def test_mail_deleted_in_thunderbird_lies_in_the_bin(tmp_path: Path, status: bytes, shelf: Shelf) -> None:
    content = STATUS % status + b"From: a@shop.example\n\nx\n"
    (tmp_path / "m").write_bytes(content)
    assert message(Span(tmp_path / "m", 0, len(content), "m", 1, Shelf.PLAIN, mbox=True, quoted=True)).shelf is shelf
    assert (
        message(Span(tmp_path / "m", 0, len(content), "m", 1, Shelf.SENT, mbox=True, quoted=True)).shelf is Shelf.SENT
    )
    assert message(Span(tmp_path / "m", 0, len(content), "m", 1, Shelf.PLAIN)).shelf is Shelf.PLAIN


def test_names_are_shown_as_well_as_can_be() -> None:
    assert shown("Größe\n") == "Größe\N{REPLACEMENT CHARACTER}"
    assert shown(os.fsdecode(b"a\xff")).startswith("a")
