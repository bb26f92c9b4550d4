"""Compressed octets, unpacked as a stream and stopped where they turn out to be a bomb or damaged."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox.assembling import Read
from inboxguard.mailbox.spans import shown

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"

MAX_RATIO = 200
"""Bytes out of one compressed byte; mail text stays far under 50, a bomb reaches 1,000."""

MAX_UNPACKED = 512 * 1024**3
"""Bytes that one file may unpack to."""

GRACE = 16 * 1024 * 1024
"""Bytes unpacked before the ratio counts."""

GZIPPED, RAW = 31, -15
"""How zlib is told the kind of a stream: with the gzip header, or without any as in zip archives."""

_PIECE = 64 * 1024
_MOST_SAVED = 1024 * 1024

DAMAGE = (
    EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError, LookupError, struct.error,
    zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What the standard library raises for damaged, encrypted, or exotic archives.

NotImplementedError is what zipfile says of a compression that it does not know.
"""


class Unpacking:
    """A stream of unpacked octets that ends, and says why, where it is damaged or grows beyond what mail does."""

    __slots__ = ("_packed", "_read", "total", "trouble")

    def __init__(self, read: Read, packed: Callable[[], int]) -> None:
        """`read` unpacks; `packed` tells how many compressed octets have been taken so far."""
        self._read, self._packed = read, packed
        self.total = 0
        self.trouble = ""
        """Why it ended early: the end of a sentence about the file; "" where it did not."""

    def read(self, size: int) -> bytes:
        """Return up to `size` more octets, none at the end or where trouble came."""
        if self.trouble:
            return b""
        try:
            piece = self._read(size)
        except DAMAGE:
            self.trouble = "is damaged or cut off"
            return b""
        self.total += len(piece)
        if self.total > MAX_UNPACKED or (self.total > GRACE and self.total > self._packed() * MAX_RATIO):
            self.trouble = "unpacks to far more than mail would, so reading it was stopped"
            return b""
        return piece

    def problem(self, name: str) -> UnreadableFile | None:
        """Return the sentence about the file `name` where it could not be read to its end."""
        return (
            UnreadableFile(f"{shown(name)} {self.trouble}; what came before that was read.") if self.trouble else None
        )


class Inflating:
    """The unpacked octets of a deflated stream; what comes before damage is given out before the error is raised."""

    __slots__ = ("_damage", "_inflater", "_read", "_taken", "_waiting", "_wbits", "ended")

    def __init__(self, read: Read, wbits: int = GZIPPED) -> None:
        """`read` gives the packed octets."""
        self._read, self._wbits = read, wbits
        self._inflater = zlib.decompressobj(wbits)
        self._waiting = b""
        self._damage: zlib.error | None = None
        self._taken = 0
        self.ended = False

    def taken(self) -> int:
        """Return how many packed octets were used so far."""
        return self._taken - len(self._waiting)

    def read(self, size: int) -> bytes:
        """Return up to `size` more octets, none at the end; raises zlib.error or EOFError."""
        while not self.ended:
            if self._damage is not None:
                raise self._damage
            piece = self._waiting or self._more()
            before = self._inflater.copy()
            try:
                out = self._inflater.decompress(piece, size)
            except zlib.error as error:
                if out := _up_to_damage(before, piece):
                    self._damage = error
                    return out
                raise
            self._waiting = self._inflater.unconsumed_tail or self._inflater.unused_data
            if self._inflater.eof:
                self._part_ended()
            if out:
                return out
            if not piece and not self.ended:
                raise EOFError
        return b""

    def _more(self) -> bytes:
        piece = self._read(_PIECE)
        self._taken += len(piece)
        return piece

    def _part_ended(self) -> None:
        """Go on with the next part of a gzip file, which may have several (RFC 1952 section 2.2)."""
        if self._wbits == GZIPPED and len(self._waiting) < len(GZIP):
            self._waiting += self._more()
        self.ended = self._wbits != GZIPPED or not self._waiting.startswith(GZIP)
        if not self.ended:
            self._inflater = zlib.decompressobj(self._wbits)


def _up_to_damage(inflater: "zlib._Decompress", piece: bytes) -> bytes:
    """Return what `piece` unpacks to before the damage in it: zlib itself gives nothing of it."""
    found = b""
    with suppress(zlib.error):
        for at in range(len(piece)):
            found += inflater.decompress(piece[at : at + 1], _PIECE)
            if len(found) > _MOST_SAVED:
                break
    return found


def beginning(path: Path, size: int) -> bytes:
    """Return up to `size` bytes of what a gzip file unpacks to; raises UnreadableFile where it is damaged there."""
    try:
        with path.open("rb") as file:
            return zlib.decompressobj(GZIPPED).decompress(file.read(size), size)
    except zlib.error as error:
        raise UnreadableFile(f"{shown(path.name)} is a damaged gzip file.") from error
