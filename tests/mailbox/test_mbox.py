"""mbox files of every kind give the messages that went in, byte for byte; damaged ones give what they hold."""

import hashlib
import io
import mailbox
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import mbox, spans

FROM = b"From mara@post.example Tue Nov 24 09:30:00 2026"


def read(path: Path) -> list[RawMessage]:
    """The messages of a file, the same however it is read."""
    found = [spans.message(span) for span, _ in mbox.spans(path, path.name, Shelf.PLAIN)]
    assert [message for message, _ in mbox.split(io.BytesIO(path.read_bytes()).read, path.name, Shelf.PLAIN)] == found
    return found


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def whole(message: RawMessage) -> bytes:
    end = b"\r\n" if b"\r\n" in message.head else b"\n"
    return message.head + end + (message.body or b"")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_messages_and_their_digests(tmp_path: Path, end: bytes) -> None:
    one = end.join([b"Subject: one", b"", b"Hallo", b"", b"From here on", b">From there", b""])
    two = end.join([b"Subject: two", b"", b"Hallo", b""])
    file = end.join(
        [FROM, b"Subject: one", b"", b"Hallo", b"", b">From here on", b">>From there", b"", FROM, *two.split(end), b""]
    )
    first, second = read(written(tmp_path / "move.mbox", file))
    assert whole(first) == one
    assert first.sha256 == hashlib.sha256(one).hexdigest()
    assert whole(second) == two
    assert second.sha256 == hashlib.sha256(two).hexdigest()
    assert [message.place.uid for message in (first, second)] == [1, 2]
    assert first.place.folder == "move.mbox"
    assert first.received is None


@pytest.mark.parametrize(
    "separator",
    [
        b"From MAILER-DAEMON Mon Jan  5 12:34:56 2015",
        b"From - Tue Nov 10 12:00:00 2020",
        b"From 1234567890123456789@xxx Mon Jan 05 12:34:56 +0000 2015",
        b"From mara@post.example  Mon, 5 Jan 2015 12:34:56 +0100",
        b'From "mara vogt"@post.example Mon Jan  5 12:34 2015',
        b"From ",
        b"From - ",
        b"From 1234567890123456789@xxx",
    ],
)
def test_every_kind_of_separator(tmp_path: Path, separator: bytes) -> None:
    file = separator + b"\nSubject: one\n\nHallo\n\n" + separator + b"\nSubject: two\n\nHallo\n"
    assert [message.head for message in read(written(tmp_path / "m", file))] == [b"Subject: one\n", b"Subject: two\n"]


@pytest.mark.parametrize(
    "line",
    [
        b"From now on all is well",
        b"From Monday to Friday 9:00 to 18:00",
        b"From May 2026 we ship faster",
        b"From May 2026 our shop opens at 10:30 in Kiel.",
        b"From 3 March 2026, 18:00: all shoes half price",
        b"From ",
        b"From -",
        b"From 1234567890123456789@xxx",
        b"From - to",
        b"from mara Tue Nov 24 09:30:00 2026",
        b" From mara Tue Nov 24 09:30:00 2026",
        b"From" + b" x" * 2000 + b" Tue Nov 24 09:30:00 2026",
    ],
)
def test_a_sentence_that_begins_with_from_splits_nothing(tmp_path: Path, line: bytes) -> None:
    body = b"Hallo\n\n" + line + b"\nund mehr\n"
    [message] = read(written(tmp_path / "m", FROM + b"\nSubject: one\n\n" + body))
    assert message.body == body


def test_a_separator_without_an_empty_line_before_is_text(tmp_path: Path) -> None:
    [message] = read(written(tmp_path / "m", FROM + b"\nSubject: one\n\nHallo\n" + FROM + b"\nmehr\n"))
    assert message.body == b"Hallo\n" + FROM + b"\nmehr\n"


def test_a_dated_separator_and_a_field_after_it_need_no_empty_line(tmp_path: Path) -> None:
    file = FROM + b"\nSubject: one\n\nHallo\n" + FROM + b"\nSubject: two\n\nmehr\n"
    one, two = read(written(tmp_path / "m", file))
    assert (one.body, two.head) == (b"Hallo\n", b"Subject: two\n")


def test_a_mark_before_the_first_line_hides_no_message(tmp_path: Path) -> None:
    file = b"\xef\xbb\xbf" + (FROM + b"\nSubject: one\n\nHallo\n\n") * 2
    assert mbox.begins(file)
    assert [message.head for message in read(written(tmp_path / "m", file))] == [b"Subject: one\n"] * 2


@pytest.mark.parametrize("separator", [b"From - Tue Nov 10 12:00:00 2020", b"From "])
def test_thunderbirds_notes_after_a_separator_make_up_for_the_empty_line(tmp_path: Path, separator: bytes) -> None:
    one, two = b"X-Mozilla-Status: 0001\nSubject: one\n\nHallo\n", b"X-Mozilla-Status: 0000\nSubject: two\n\nHallo\n"
    found = read(written(tmp_path / "m", separator + b"\n" + one + separator + b"\n" + two))
    assert [message.sha256 for message in found] == [hashlib.sha256(letter).hexdigest() for letter in (one, two)]


def test_a_file_that_lost_its_beginning_gives_what_is_whole(tmp_path: Path) -> None:
    [message] = read(written(tmp_path / "m", b"end of a letter\n\n" + FROM + b"\nSubject: two\n\nHallo\n"))
    assert message.head == b"Subject: two\n"


def test_an_empty_line_at_the_end_of_a_message_stays(tmp_path: Path) -> None:
    file = FROM + b"\nSubject: one\n\nHallo\n\n\n" + FROM + b"\nSubject: two\n\n\n\n"
    assert [message.body for message in read(written(tmp_path / "m", file))] == [b"Hallo\n\n", b"\n"]


@pytest.mark.parametrize("content", [b"", b"\n", FROM, FROM + b"\n", FROM + b"\n\n", b"From \n", b"no mbox at all\n"])
def test_nothing_is_in_nothing(tmp_path: Path, content: bytes) -> None:
    assert read(written(tmp_path / "m", content)) == []


@pytest.mark.parametrize("content", [b"Subject: one", b"Subject: one\n\nHal", b"Subject: one\n\n"])
def test_a_cut_message_is_still_a_row(tmp_path: Path, content: bytes) -> None:
    [message] = read(written(tmp_path / "m", FROM + b"\n" + content))
    assert message.head.startswith(b"Subject: one")


def test_binary_junk_in_a_message_is_kept(tmp_path: Path) -> None:
    junk = bytes(range(256)) * 300
    one, two = read(written(tmp_path / "m", FROM + b"\nX: y\n\n" + junk + b"\n\n" + FROM + b"\nSubject: two\n\nx\n"))
    assert one.body == junk + b"\n"
    assert two.head == b"Subject: two\n"


def test_what_the_standard_library_writes(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "m")
    letters = [f"Subject: {number}\n\nHallo\n\nFrom here\n".encode() for number in range(5)]
    for letter in letters:
        box.add(letter)
    box.close()
    assert [message.sha256 for message in read(tmp_path / "m")] == [
        hashlib.sha256(letter).hexdigest() for letter in letters
    ]


# ---- size


def test_memory_stays_bounded(tmp_path: Path) -> None:
    path = tmp_path / "big.mbox"
    with path.open("wb") as file:
        for number in range(6):
            file.write(FROM + b"\nSubject: %d\n\n" % number)
            file.write(b"x" * (5 * 2**20) + b"\n\n")
    tracemalloc.start()
    try:
        sizes = [spans.message(span).size for span, _ in mbox.spans(path, "big.mbox", Shelf.PLAIN)]
        assert tracemalloc.get_traced_memory()[1] < 12 * 2**20
    finally:
        tracemalloc.stop()
    assert sizes == [len("Subject: 0\n\n") + 5 * 2**20 + 1] * 6


# ---- there and back

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [b"", b"From ", FROM, b">From x", b">>From y", b"Subject: x", b"From", b"\r", b">", b"From \r"]
        ),
        st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")),
    ),
    max_size=12,
)


def mboxrd(messages: list[bytes]) -> bytes:
    """Write messages as an mboxrd file: every line of any number of ">" and "From " gets one ">" more."""
    file = b""
    for message in messages:
        lines = message.split(b"\n")
        quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
        file += FROM + b"\n" + b"\n".join(quoted) + b"\n"
    return file


@given(st.lists(LINES.map(lambda lines: b"Subject: x\n" + b"".join(line + b"\n" for line in lines)), max_size=5))
def test_what_is_written_as_mboxrd_is_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, raws: list[bytes]
) -> None:
    path = written(tmp_path_factory.getbasetemp() / "there-and-back.mbox", mboxrd(raws))
    found = read(path)
    assert [message.sha256 for message in found] == [hashlib.sha256(raw).hexdigest() for raw in raws]
    assert [message.size for message in found] == [len(raw) for raw in raws]
    for message, raw in zip(found, raws, strict=True):
        assert raw.startswith(message.head)
        assert raw.endswith(message.body or b"")


@given(st.binary(max_size=2000))
def test_any_bytes_are_harmless(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp() / "any.mbox", FROM + b"\n" + content)
    assert sum(message.size for message in read(path)) <= len(content)
