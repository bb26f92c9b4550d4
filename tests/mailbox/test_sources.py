"""A source gives its messages again and again in the same order, with marks by which reading goes on."""

import gzip
import os
from pathlib import Path

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import sources
from inboxguard.mailbox.sources import Letter, Source
from inboxguard.mailbox.spans import Span
from tests.mailbox.test_archives import MAIL, letter, mbox, taped, zipped


def marks(source: Source) -> list[int]:
    told: list[UnreadableFile] = []
    first = [item.mark for item in source.items(told.append)]
    assert [item.mark for item in source.items(told.append)] == first
    assert told == []
    assert len(set(first)) == len(first)
    return first


def test_the_marks_of_an_mbox_file_are_where_the_next_message_begins(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_bytes(mbox(letter(1), letter(2)))
    source = sources.mbox_file(path, "m", Shelf.PLAIN)
    first, end = marks(source)
    assert path.read_bytes()[first:].startswith(b"From ")
    assert end == source.size == path.stat().st_size
    assert source.modified == path.stat().st_mtime_ns
    assert source.grows
    assert all(isinstance(item.message, Span) for item in source.items(print))


def test_what_is_packed_is_counted(tmp_path: Path) -> None:
    (tmp_path / "m.gz").write_bytes(gzip.compress(mbox(letter(1), letter(2))))
    made = [
        sources.gzipped_mbox(tmp_path / "m.gz", "m", Shelf.PLAIN),
        sources.archive(zipped(tmp_path / "t.zip", [(MAIL, mbox(letter(1), letter(2)))]), True),
        sources.archive(taped(tmp_path / "t.tgz", [(MAIL, mbox(letter(1), letter(2)))]), False),
    ]
    for source in made:
        assert marks(source) == [-1, -2]
        assert not source.grows
        assert all(isinstance(item.message, RawMessage) for item in source.items(print))
        assert source.size / 3 < sum(item.octets for item in source.items(print)) <= source.size


def test_single_messages_together_are_one_source(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter(1))
    (tmp_path / "7.emlx").write_bytes(b"%d\n" % len(letter(2)) + letter(2) + b"<plist/>")
    found = [Letter("a.eml", "a.eml", 1, Shelf.PLAIN), Letter("7.emlx", "INBOX", 7, Shelf.PLAIN)]
    source = sources.letters(tmp_path, found)
    assert marks(source) == [-1, -2]
    assert source.size == sum((tmp_path / one.name).stat().st_size for one in found)


def test_single_messages_are_others_when_one_took_the_place_of_another_but_not_when_one_was_read(
    tmp_path: Path,
) -> None:
    def state(*names: str) -> int:
        for name in names:
            (tmp_path / name).write_bytes(letter(1))
            os.utime(tmp_path / name, ns=(1, 1))
        return sources.letters(tmp_path, [Letter(name, "x", 1, Shelf.PLAIN) for name in names]).modified

    assert state("1:2,", "2:2,S") == state("1:2,S", "2:2,RS")
    assert state("1:2,", "2:2,S") != state("1:2,", "3:2,S")
    (tmp_path / "1:2,").write_bytes(letter(10))
    assert state("2:2,S") != sources.letters(tmp_path, [Letter("1:2,", "x", 1, Shelf.PLAIN)]).modified


def test_a_packed_file_that_brings_no_message_for_long_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "m.gz").write_bytes(gzip.compress(b"") * 20_000)
    pulses = 0

    def pulse() -> None:
        nonlocal pulses
        pulses += 1

    assert list(sources.gzipped_mbox(tmp_path / "m.gz", "m", Shelf.PLAIN).items(print, pulse)) == []
    assert pulses > 3


def test_a_number_stays_with_its_message_when_another_is_gone(tmp_path: Path) -> None:
    for name in ("1.emlx", "2.emlx"):
        (tmp_path / name).write_bytes(b"%d\n" % len(letter(2)) + letter(2))
    source = sources.letters(tmp_path, [Letter(name, "x", 1, Shelf.PLAIN) for name in ("1.emlx", "2.emlx")])
    (tmp_path / "1.emlx").unlink()
    told: list[UnreadableFile] = []
    assert [item.mark for item in source.items(told.append)] == [-2]
    assert "1.emlx could not be read" in str(told[0])


def test_trouble_is_told_after_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "m.gz").write_bytes(gzip.compress(mbox(letter(1), letter(2)))[:-9])
    (tmp_path / "7.emlx").write_bytes(b"5000\n" + letter(2))
    for source in (
        sources.gzipped_mbox(tmp_path / "m.gz", "m", Shelf.PLAIN),
        sources.letters(tmp_path, [Letter("7.emlx", "x", 7, Shelf.PLAIN)]),
    ):
        told: list[UnreadableFile] = []
        assert list(source.items(told.append))
        assert ["cut off" in str(error) for error in told] == [True]


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(mbox(letter(1)))
    (tmp_path / "m.gz").write_bytes(gzip.compress(mbox(letter(1))))
    taped(tmp_path / "t.tgz", [(MAIL, mbox(letter(1)))])
    made = [
        sources.mbox_file(tmp_path / "m", "m", Shelf.PLAIN),
        sources.gzipped_mbox(tmp_path / "m.gz", "m", Shelf.PLAIN),
        sources.archive(tmp_path / "t.tgz", False),
    ]
    for source in made:
        source.path.unlink()
        told: list[UnreadableFile] = []
        assert list(source.items(told.append)) == []
        assert ["could not be read" in str(error) for error in told] == [True]


def test_a_mailbox_whose_lines_no_program_ends_so_is_said(tmp_path: Path) -> None:
    path = tmp_path / "old.mbox"
    path.write_bytes(b"From a@b.example Tue Nov 24 09:30:00 2026\rSubject: one\r\rHallo\r")
    told: list[UnreadableFile] = []
    assert list(sources.mbox_file(path, "old.mbox", Shelf.PLAIN).items(told.append)) == []
    assert "no message in it can be told from the next" in str(told[0])
