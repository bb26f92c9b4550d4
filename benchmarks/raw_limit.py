"""The limit that reading mail is measured by: one command, everything that it brings thrown away."""

import socket
import time
import zlib

_CHUNK = 1 << 18


class RawLine:
    """A signed-in connection that looks at nothing but the end of an answer."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._wire = socket.create_connection(("127.0.0.1", port), timeout=300)
        self._wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._inflate: zlib._Decompress | None = None
        self._deflate: zlib._Compress | None = None
        self._tag = 0
        while b"\r\n" not in self._wire.recv(_CHUNK):  # the greeting
            pass
        secret = password.encode()
        self.drain(b'LOGIN "%b" {%d+}\r\n%b' % (user.encode(), len(secret), secret))

    def compress(self) -> None:
        """Compress from now on."""
        self.drain(b"COMPRESS DEFLATE")
        self._inflate, self._deflate = zlib.decompressobj(-15), zlib.compressobj(6, zlib.DEFLATED, -15)

    def drain(self, command: bytes) -> int:
        """Return how many plain bytes a command brings; raises OSError when it fails."""
        self._tag += 1
        tag = b"r%d " % self._tag
        octets = tag + command + b"\r\n"
        if self._deflate:
            octets = self._deflate.compress(octets) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        self._wire.sendall(octets)
        total = 0
        tail = b""
        while True:
            chunk = self._wire.recv(_CHUNK)
            if not chunk:
                raise OSError("the server hung up")
            if self._inflate:
                chunk = self._inflate.decompress(chunk)
            total += len(chunk)
            tail = (tail + chunk if len(chunk) < 500 else chunk)[-500:]
            at = tail.rfind(b"\r\n" + tag)
            last = tail[at + 2 :] if at >= 0 else tail
            if tail.endswith(b"\r\n") and last.startswith(tag):
                if not last.startswith(tag + b"OK"):
                    raise OSError(last.decode("utf-8", "replace"))
                return total

    def close(self) -> None:
        """Hang up."""
        self._wire.close()


def drained(port: int, user: str, password: str, command: bytes, compress: bool = False) -> tuple[float, int]:
    """Return the seconds and plain bytes that one command takes on a fresh connection with the inbox open."""
    line = RawLine(port, user, password)
    if compress:
        line.compress()
    line.drain(b"EXAMINE INBOX")
    began = time.perf_counter()
    octets = line.drain(command)
    seconds = time.perf_counter() - began
    line.close()
    return seconds, octets
