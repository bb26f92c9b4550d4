"""Compressed mail comes out as it went in; bombs are stopped, and damage costs only what comes after it."""

import gzip
import hashlib
import io
import tracemalloc
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox.packed import GRACE, RAW, Inflating, Unpacking, beginning

NOISE = b"".join(hashlib.sha512(b"%d" % number).digest() for number in range(4000))


def read(stream: Unpacking, size: int = 10_000) -> bytes:
    return b"".join(iter(lambda: stream.read(size), b""))


def unpacked(content: bytes) -> tuple[bytes, str]:
    file = io.BytesIO(content)
    stream = Unpacking(Inflating(file.read).read, file.tell)
    return read(stream), stream.trouble


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6), st.integers(1, 50))
def test_what_was_packed_comes_out_however_many_parts_it_has(parts: list[bytes], size: int) -> None:
    file = io.BytesIO(b"".join(map(gzip.compress, parts)))
    stream = Unpacking(Inflating(file.read).read, file.tell)
    assert read(stream, size) == b"".join(parts)
    assert stream.trouble == ""


def test_thousands_of_parts_and_the_zeros_that_tapes_add() -> None:
    assert unpacked(gzip.compress(b"mail\n") * 3000 + bytes(512)) == (b"mail\n" * 3000, "")


def test_what_comes_before_damage_is_kept() -> None:
    out, trouble = unpacked(gzip.compress(NOISE)[:-40_000])
    assert len(out) > 150_000
    assert NOISE.startswith(out)
    assert trouble == "is damaged or cut off"
    whole = gzip.compress(NOISE)
    out, trouble = unpacked(whole[:-8] + b"\0\0\0\0" + whole[-4:])
    assert out == NOISE
    assert trouble == "is damaged or cut off"


def test_a_bomb_is_stopped_early_and_takes_no_memory() -> None:
    content = gzip.compress(bytes(4 * GRACE))
    tracemalloc.start()
    try:
        out, trouble = 0, ""
        file = io.BytesIO(content)
        stream = Unpacking(Inflating(file.read).read, file.tell)
        while piece := stream.read(2**20):
            out += len(piece)
        trouble = stream.trouble
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()
    assert out <= GRACE
    assert "far more than mail would" in trouble
    assert str(stream.problem("bomb.gz")).startswith("bomb.gz unpacks to far more")


def test_a_bare_deflated_stream_tells_how_much_it_took() -> None:
    deflater = zlib.compressobj(wbits=RAW)
    packed = deflater.compress(NOISE) + deflater.flush()
    inflating = Inflating(io.BytesIO(packed + b"PK more").read, RAW)
    assert read(Unpacking(inflating.read, inflating.taken)) == NOISE
    assert inflating.taken() == len(packed)
    assert inflating.ended


@given(st.binary(max_size=300))
def test_any_bytes_are_harmless(content: bytes) -> None:
    assert isinstance(unpacked(gzip.compress(b"x")[:4] + content)[0], bytes)
    assert isinstance(unpacked(content)[0], bytes)


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b", b"\x1f\x8b\x08\x00junkjunkjunkjunk", gzip.compress(b"x", mtime=0)[:12]]
)
def test_the_beginning_of_a_damaged_gzip_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.gz").write_bytes(content)
    with suppress(UnreadableFile):
        assert beginning(tmp_path / "m.gz", 100) in (b"", b"x")
