"""Octets come whole, in order and bounded, however the network cut them and whatever they were packed in."""

import socket
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.wire import MAX_LINE, Wire
from tests.mailbox.conftest import Wired
from tests.servers.scripted import Command


def packed(octets: bytes, level: int = 6) -> bytes:
    """Return the octets deflated and flushed, as a server sends them under COMPRESS."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(octets) + packer.flush(zlib.Z_SYNC_FLUSH)


class Cut(socket.socket):
    """A socket that hands out what it was given in pieces of given sizes."""

    def __init__(self, octets: bytes, sizes: list[int]) -> None:
        super().__init__()
        self._octets, self._sizes = octets, sizes

    def recv(self, most: int, flags: int = 0) -> bytes:
        size = self._sizes.pop() if self._sizes else most
        piece, self._octets = self._octets[: min(size, most)], self._octets[min(size, most) :]
        return piece


@given(
    pieces=st.lists(st.tuples(st.booleans(), st.binary(max_size=40)), max_size=12),
    sizes=st.lists(st.integers(1, 9), max_size=60),
    left_over=st.integers(0, 30),
    compressed=st.booleans(),
)
def test_lines_and_strings_come_out_as_they_went_in(
    pieces: list[tuple[bool, bytes]], sizes: list[int], left_over: int, compressed: bool
) -> None:
    pieces = [(is_line, octets.replace(b"\n", b".").rstrip(b"\r") if is_line else octets) for is_line, octets in pieces]
    stream = b"".join(octets + b"\r\n" if is_line else octets for is_line, octets in pieces)
    sent = packed(stream) if compressed else stream
    with Cut(sent[left_over:], sizes) as cut:
        wire = Wire(cut, sent[:left_over])
        if compressed:
            wire.compress()
        assert [(is_line, wire.line() if is_line else wire.take(len(octets))) for is_line, octets in pieces] == pieces
        assert wire.plain <= len(stream)
        assert wire.received <= len(sent)
        if compressed:
            with pytest.raises(EOFError):
                wire.take(1)
            assert (wire.plain, wire.received) == (len(stream), len(sent))


def test_lines_that_end_in_a_line_feed_only(wired: Wired) -> None:
    wire = wired(b"one\ntwo\r\n\r\nthr\ree\r\n")
    assert [wire.line() for _ in range(4)] == [b"one", b"two", b"", b"thr\ree"]


def test_the_end_of_the_connection_is_said(wired: Wired) -> None:
    for wish in (Wire.line, lambda wire: wire.take(9)):
        with pytest.raises(EOFError):
            wish(wired(b"half a l"))
    assert wired(b"half").readline() == b""  # as imaplib wants to hear it
    assert wired(b"half").read(9) == b""


def test_a_string_of_100_megabytes_is_read_past_and_not_into_memory(wired: Wired) -> None:
    megabyte = b"X-Long: " + b"x" * (1_000_000 - 10) + b"\r\n"

    def scene(_: Iterator[Command]) -> Iterator[bytes]:
        for _ in range(100):
            yield megabyte
        yield b"here we are\r\n"

    wire = wired(scene, 20)
    tracemalloc.start()
    try:
        kept = wire.take(100_000_000, 50_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert kept == megabyte[:50_000]
    assert wire.line() == b"here we are"
    assert wire.plain == 100_000_013


def test_a_line_without_an_end_is_given_up(wired: Wired) -> None:
    def endless(_: Iterator[Command]) -> Iterator[bytes]:
        while True:
            yield b"x" * 100_000

    began = time.monotonic()
    with pytest.raises(ValueError, match="absurd length"):
        wired(endless).line()
    assert time.monotonic() - began < 5


def test_a_line_of_a_megabyte_is_no_trouble(wired: Wired) -> None:
    uids = b" ".join(b"%d" % uid for uid in range(1_000_000, 1_150_000))
    assert len(uids) < MAX_LINE
    assert wired(b"* SEARCH " + uids + b"\r\n").line() == b"* SEARCH " + uids


def test_what_came_behind_the_ok_in_the_same_segment_is_unpacked(wired: Wired) -> None:
    wire = wired(b"a OK begin\r\n" + packed(b"* CAPABILITY X\r\nb OK\r\n"))
    assert wire.line() == b"a OK begin"
    wire.compress()
    assert [wire.line(), wire.line()] == [b"* CAPABILITY X", b"b OK"]


def test_what_is_sent_is_packed_too() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire = Wire(ours)
        wire.compress()
        wire.send(b"A1 NOOP\r\n" * 50)
        came = theirs.recv(1000)
        theirs.sendall(b"done\r\n")
        with pytest.raises(zlib.error):
            wire.line()  # this is no deflated text
    assert len(came) < 60
    assert zlib.decompressobj(-zlib.MAX_WBITS).decompress(came) == b"A1 NOOP\r\n" * 50


def test_a_bomb_is_handed_on_as_it_unpacks(wired: Wired) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.compress(b"\nout\n")
    bomb += packer.flush(zlib.Z_SYNC_FLUSH)
    assert len(bomb) < 80_000
    wire = wired(bomb, 20)
    wire.compress()
    tracemalloc.start()
    try:
        wire.take(60_000_000, 10)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
    assert [wire.line(), wire.line()] == [b"", b"out"]
    again = wired(bomb, 20)
    again.compress()
    with pytest.raises(ValueError, match="absurd length"):
        again.line()


@pytest.mark.parametrize("less", [*range(-6, 7), 130, 258, 259, 300])
def test_nothing_stays_behind_in_the_unpacker(wired: Wired, less: int) -> None:
    # Where the room for one piece is full just when all that came is read in, the rest must not wait for more to come.
    octets = bytes((1 << 18) - less)
    wire = wired(packed(octets), 1)
    wire.compress()
    assert wire.take(len(octets)) == octets


@pytest.mark.parametrize("broken", [b"\xff" * 40, b"* 1 FETCH (UID 1)\r\n", packed(b"x" * 90)[:9] + b"\xff" * 30])
def test_a_broken_compressed_stream_is_an_error(wired: Wired, broken: bytes) -> None:
    wire = wired(broken)
    wire.compress()
    with pytest.raises((zlib.error, EOFError)):
        wire.take(1_000_000)


def test_a_compressed_stream_that_ended_is_not_waited_for(wired: Wired) -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    ended = packer.compress(b"last words\r\n") + packer.flush(zlib.Z_FINISH)

    def scene(_: Iterator[Command]) -> Iterator[bytes]:
        yield ended
        while True:  # what no longer belongs to the stream
            yield b"x" * 100_000

    wire = wired(scene)
    wire.compress()
    assert wire.line() == b"last words"
    with pytest.raises(EOFError):
        wire.line()


def test_a_silent_server_is_waited_for_with_beats_that_may_stop_it() -> None:
    ours, theirs = socket.socketpair()
    beats: list[float] = []

    def beat() -> None:
        beats.append(time.monotonic())
        if len(beats) == 2:
            theirs.sendall(b"* OK at last\r\n")
        if len(beats) > 2:
            raise KeyError

    with ours, theirs:
        ours.settimeout(20)
        wire = Wire(ours)
        wire.beat = beat
        assert wire.line() == b"* OK at last"
        with pytest.raises(KeyError):
            wire.line()


def test_with_beats_too_a_silent_server_is_left_after_the_time_limit() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(0.1)
        wire = Wire(ours)
        wire.beat = lambda: None
        with pytest.raises(TimeoutError):
            wire.line()
