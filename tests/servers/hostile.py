"""Ways in which a web server misbehaves, each as an answer for `tests.servers.https`."""

import gzip
import socket
import struct
import time
from collections.abc import Callable

from tests.servers.https import Answer, page, status

OK = b"HTTP/1.1 200 OK\r\n"


def saying(*pieces: bytes) -> Answer:
    """Write these octets and close."""

    def answer(wire: socket.socket) -> None:
        for piece in pieces:
            wire.sendall(piece)

    return answer


def dripping(start: bytes, drop: bytes, seconds: float = 3.0) -> Answer:
    """Write `start`, then a drop every little while, each in time, for ever."""

    def answer(wire: socket.socket) -> None:
        wire.sendall(start)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            wire.sendall(drop)
            time.sleep(0.05)

    return answer


def endless(start: bytes, more: bytes) -> Answer:
    """Write `start`, then `more` as fast as it is taken, up to 20 MB."""

    def answer(wire: socket.socket) -> None:
        wire.sendall(start)
        for _ in range(20_000_000 // len(more)):
            wire.sendall(more)

    return answer


def silent(wire: socket.socket) -> None:
    """Say nothing for a while."""
    time.sleep(3)


def closing(wire: socket.socket) -> None:
    """Hang up without a word."""


def resetting(wire: socket.socket) -> None:
    """Break the connection off."""
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.socket.close(wire)


def _bomb() -> bytes:
    content = gzip.compress(b"\0" * 10_000_000)
    return OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(content) + content


ACCEPTED: dict[str, tuple[Answer, int]] = {
    "200": (page(b"Good-bye."), 200),
    "202": (status(202), 202),
    "204": (saying(b"HTTP/1.1 204 No Content\r\n\r\n"), 204),
    "cookies": (status(200, *(f"Set-Cookie: id={at}; Secure" for at in range(40))), 200),
    "gzip bomb": (saying(_bomb()), 200),
    "endless body": (endless(OK + b"\r\n", b"x" * 65536), 200),
    "endless chunk": (endless(OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", b"x" * 65536), 200),
    "slow body": (dripping(OK + b"\r\n", b"x"), 200),
    "broken body": (saying(OK + b"Content-Length: 900\r\n\r\nGood-b"), 200),
    "broken chunk": (saying(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), 200),
    "early hints": (saying(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 0\r\n\r\n"), 200),
    "100 and then 200": (saying(b"HTTP/1.1 100 Continue\r\n\r\n" * 20 + OK + b"Content-Length: 0\r\n\r\n"), 200),
    "no reason phrase": (saying(b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"), 200),
    "old HTTP": (saying(b"HTTP/1.0 200 OK\r\n\r\nbye"), 200),
}
"""The server says yes, whatever else it does, and this is the status."""

REFUSED: dict[str, tuple[Answer, int]] = {
    **{str(code): (status(code), code) for code in (400, 401, 403, 404, 405, 410, 429, 500, 502, 503)},
    **{
        f"{code} to {where}": (status(code, f"Location: {where}"), code)
        for code in (301, 302, 303, 307, 308)
        for where in ("https://post.example/other", "https://127.0.0.1/", "http://169.254.169.254/latest", "/other")
    },
    "asks for a password": (status(401, 'WWW-Authenticate: Basic realm="x"'), 401),
}
"""The server says no, and this is the status."""

UNKNOWN: dict[str, Answer] = {
    "closes": closing,
    "resets": resetting,
    "garbage": saying(b"\x00\xff" * 300),
    "HTTP/0.9": saying(b"<html>Good-bye</html>"),
    "mail": saying(b"* OK IMAP ready\r\n"),
    "half a status": saying(b"HTTP/1.1 2"),
    "half a head": saying(OK + b"X-A: b"),
    "huge line": saying(b"HTTP/1.1 200 " + b"x" * 200_000),
    "huge headers": endless(OK, b"X-A: " + b"b" * 4000 + b"\r\n"),
    "flood of 100": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "two lengths": saying(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
    "status of letters": saying(b"HTTP/1.1 OK OK\r\n\r\n"),
}
"""Nobody can say what the server did."""

LATE: dict[str, Callable[[socket.socket], None]] = {
    "silent": silent,
    "slow status": dripping(b"", b"H"),
    "slow head": dripping(OK, b"X-A: b\r\n"),
    "slow flood of 100": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}
"""Nobody can say either, and it takes too long."""
