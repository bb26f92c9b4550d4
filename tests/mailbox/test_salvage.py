"""A zip archive without its end gives the files before the cut."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox import salvage

NOISE = b"".join(hashlib.sha512(b"%d" % number).digest() for number in range(600))
FILES = {"a.mbox": NOISE, "empty": b"", "größe.mbox": NOISE[::-1]}


class Unseekable(io.RawIOBase):
    """What makes the zip writer put the sizes after the content."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, octets: bytes) -> int:  # type: ignore[override]
        self.content += bytes(octets)
        return len(octets)


def archive(kind: int, seekable: bool, zip64: bool = False) -> bytes:
    target = io.BytesIO() if seekable else Unseekable()
    with zipfile.ZipFile(target, "w", kind) as made:  # type: ignore[arg-type]
        for name, content in FILES.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = kind
            with made.open(info, "w", force_zip64=zip64) as member:
                member.write(content)
    return target.getvalue() if isinstance(target, io.BytesIO) else target.content


def found(content: bytes) -> list[tuple[str, bytes, str]]:
    return [
        (name, b"".join(iter(lambda stream=stream: stream.read(5000), b"")), stream.trouble)
        for name, stream in salvage.members(io.BytesIO(content), len(content), lambda name: True, lambda: None)
    ]


@pytest.mark.parametrize("zip64", [False, True])
@pytest.mark.parametrize(
    ("kind", "seekable"), [(zipfile.ZIP_DEFLATED, True), (zipfile.ZIP_DEFLATED, False), (zipfile.ZIP_STORED, True)]
)
def test_every_whole_file_is_found(kind: int, seekable: bool, zip64: bool) -> None:
    content = archive(kind, seekable, zip64)
    assert found(content[: content.index(b"PK\x01\x02")]) == [(name, octets, "") for name, octets in FILES.items()]


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_of_the_file_that_was_cut_the_beginning_is_found(kind: int) -> None:
    content = archive(kind, True)
    first, empty, cut = found(content[: content.index(b"PK\x01\x02") - 5000])
    assert (first[1], empty[1]) == (NOISE, b"")
    assert len(cut[1]) > len(NOISE) - 6000
    assert NOISE[::-1].startswith(cut[1])
    assert cut[2] == "is damaged or cut off"


def test_a_file_whose_end_is_unknown_ends_the_search() -> None:
    stored = archive(zipfile.ZIP_STORED, False)
    assert found(stored) == []
    locked = bytearray(archive(zipfile.ZIP_DEFLATED, True))
    locked[6] |= 1
    assert found(bytes(locked)) == []


@given(st.binary(max_size=200), st.integers(0, 2000))
def test_any_bytes_are_harmless(junk: bytes, at: int) -> None:
    content = archive(zipfile.ZIP_DEFLATED, False)
    assert len(found(content[:at] + junk + content[at:])) < 20
    assert len(found(b"PK\x03\x04" + junk)) < 20
