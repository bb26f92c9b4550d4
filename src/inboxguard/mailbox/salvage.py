"""What can still be found in a zip archive that was cut off: its list of files, which stands at the end, is gone."""

import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from inboxguard.mailbox.assembling import BLOCK
from inboxguard.mailbox.packed import RAW, ZIP, Inflating, Unpacking

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_LOCKED, _SIZES_FOLLOW = 0x1, 0x8
_STORED, _DEFLATED = 0, 8
_UNKNOWN = 0xFFFFFFFF
_LIST, _END = b"PK\x01\x02", b"PK\x05\x06"
_NEXT = (ZIP, _LIST)
_LONGEST_TRAILER = 24


def members(
    file: BinaryIO, size: int, wanted: Callable[[str], bool], pulse: Callable[[], None]
) -> Iterator[tuple[str, Unpacking]]:
    """Yield the wanted files of those that follow each other from the beginning of the archive (APPNOTE.TXT 4.3.7).

    Each is to be read before the next. It ends where a file is locked, cut off, or of a kind that is not known, and
    leaves `file` where it ended. `wanted` judges names; `pulse` is called now and then.
    """
    at = 0
    while True:
        pulse()
        file.seek(at)
        header = file.read(_HEADER.size)
        file.seek(at)
        if len(header) < _HEADER.size or not header.startswith(ZIP):
            return
        file.seek(at + _HEADER.size)
        _, _, flags, method, _, _, _, packed, unpacked, name_size, extra_size = _HEADER.unpack(header)
        name = file.read(name_size).decode("utf-8", "replace")
        packed = _wide(file.read(extra_size), packed, unpacked)
        start = file.tell()
        if not wanted(name) and not flags & _SIZES_FOLLOW:
            at = start + packed
            continue
        if flags & _LOCKED or method not in (_STORED, _DEFLATED) or (method == _STORED and flags & _SIZES_FOLLOW):
            return
        left = packed if method == _STORED else size - start
        content = _Bounded(file, left)
        inflating = Inflating(content.read, RAW)
        stream = Unpacking(inflating.read if method == _DEFLATED else content.read, content.taken)
        if wanted(name):
            yield name, stream
        while stream.read(BLOCK):
            pulse()
        taken = inflating.taken() if method == _DEFLATED else content.taken()
        if stream.trouble or not (inflating.ended or method == _STORED):
            return
        at = start + taken
        if flags & _SIZES_FOLLOW:
            file.seek(at)
            trailer = file.read(_LONGEST_TRAILER + 4)
            ends = [found for mark in _NEXT if (found := trailer.find(mark)) >= 0]
            if not ends:
                return
            at += min(ends)


def is_list(file: BinaryIO) -> bool:
    """Return whether the list of files, with which the archive ends, begins where `members` left `file`."""
    return file.read(4) in (_LIST, _END)


def _wide(extra: bytes, packed: int, unpacked: int) -> int:
    """Return the packed size, which zip64 writes into an extra field where 32 bits do not hold it (4.5.3)."""
    at = 0
    while packed == _UNKNOWN and at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        begin = at + 4 + (8 if unpacked == _UNKNOWN else 0)
        if kind == 1 and begin + 8 <= len(extra):
            return int(struct.unpack_from("<Q", extra, begin)[0])
        at += 4 + length
    return packed


class _Bounded:
    """The next `size` octets of a file; raises EOFError where they are not there."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size, self._left = file, size, size

    def taken(self) -> int:
        return self._size - self._left

    def read(self, size: int) -> bytes:
        piece = self._file.read(min(size, self._left))
        if not piece and self._left:
            raise EOFError
        self._left -= len(piece)
        return piece
