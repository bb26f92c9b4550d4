"""The octets of one signed-in connection: buffered, bounded, counted, and inflated once COMPRESS is on.

imaplib reads and writes through it too, so that IMAPClient and the bulk reader share one buffer and one stream.
"""

import selectors
import socket
import time
import zlib
from collections.abc import Callable
from typing import Any

MAX_LINE = 16 * 1024 * 1024
"""Octets of one line; a list of a million UIDs stays below, and more is not read into memory."""

_PIECE = 1 << 18
_BEAT = 0.25
"""Seconds between two beats while nothing comes."""


class Wire:
    """One connection as lines and counted octets.

    `received` counts the octets that came over the network, `plain` what they were before compression (RFC 4978).
    `beat`, where it is set, is called while a silent server is waited for, and may raise to stop.
    Raises EOFError when the server hung up, and OSError or zlib.error as they come.
    """

    __slots__ = ("_at", "_data", "_deflate", "_inflate", "_socket", "beat", "plain", "received")

    def __init__(self, connected: socket.socket, left_over: bytes = b"") -> None:
        self._socket = connected
        self._data = left_over
        self._at = 0
        self._inflate: Any = None
        self._deflate: Any = None
        self.beat: Callable[[], None] | None = None
        self.received = len(left_over)
        self.plain = len(left_over)

    def compress(self) -> None:
        """Deflate in both directions from now on; called right after the tagged OK (RFC 4978 section 3)."""
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        early, self._data, self._at = self._data[self._at :], b"", 0
        if early:  # what already came behind the OK is compressed
            self._data = self._inflated(early)
            self.plain += len(self._data) - len(early)

    def _inflated(self, octets: bytes) -> bytes:
        # In pieces, so that a stream of zeros is handed on as it unpacks and never held as a whole.
        return bytes(self._inflate.decompress(octets, _PIECE))

    def _more(self) -> bytes:
        """Return what comes next, at least one octet."""
        while True:
            if self._inflate is not None and self._inflate.eof:
                raise EOFError("the server ended the compressed stream")
            if self._inflate is not None and self._inflate.unconsumed_tail:
                piece = self._inflated(self._inflate.unconsumed_tail)
            else:
                self._wait()
                came = self._socket.recv(_PIECE)
                if not came:
                    raise EOFError("the server ended the connection")
                self.received += len(came)
                piece = came if self._inflate is None else self._inflated(came)
            if piece:
                self.plain += len(piece)
                return piece

    def _wait(self) -> None:
        """Wait until something comes, no longer than the socket would; raises TimeoutError, and what `beat` raises."""
        limit = self._socket.gettimeout()
        if self.beat is None or limit is None or getattr(self._socket, "pending", int)():  # TLS may hold it already
            return
        end = time.monotonic() + limit
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            while not selector.select(min(_BEAT, max(0.0, end - time.monotonic()))):
                self.beat()
                if time.monotonic() >= end:
                    raise TimeoutError

    def line(self) -> bytes:
        """Return the next line without its end; raises ValueError where it is absurdly long."""
        start = self._at
        while True:
            end = self._data.find(b"\n", start)
            if end >= 0:
                found = self._data[self._at : end]
                self._at = end + 1
                return found[:-1] if found.endswith(b"\r") else found
            held = len(self._data) - self._at
            if held > MAX_LINE:
                raise ValueError("a line of absurd length")
            self._data = self._data[self._at :] + self._more()
            self._at, start = 0, held

    def take(self, number: int, keep: int | None = None) -> bytes:
        """Return the next `number` octets, or the first `keep` of them; what is not kept is not held in memory."""
        keep = number if keep is None else min(keep, number)
        here = self._data[self._at : self._at + number]
        self._at += len(here)
        if len(here) == number:
            return here if keep == number else here[:keep]
        pieces, need, room = [here[:keep]], number - len(here), keep - len(here)
        while need > 0:
            piece = self._more()
            if len(piece) > need:
                self._data, self._at = piece, need
                piece = piece[:need]
            else:
                self._data, self._at = b"", 0
            need -= len(piece)
            if room > 0:
                pieces.append(piece[:room])
                room -= len(piece)
        return b"".join(pieces)

    def send(self, octets: bytes) -> None:
        """Send the octets, all of them."""
        if self._deflate is not None:
            octets = self._deflate.compress(octets) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        self._socket.sendall(octets)

    # as imaplib asks

    def readline(self) -> bytes:
        """Return the next line with its end, b"" at the end of the stream, as imaplib wants it."""
        try:
            return self.line() + b"\r\n"
        except EOFError:
            return b""

    def read(self, number: int) -> bytes:
        """Return `number` octets, fewer at the end of the stream, as imaplib wants it."""
        try:
            return self.take(number)
        except EOFError:
            return b""
