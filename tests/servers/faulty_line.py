"""A line between a client and a real IMAP server that fails as told: cuts, silences, slowness, altered responses.

It takes what the server sends apart into whole responses (a line with its literals, RFC 9051 section 4.3), also under
COMPRESS, so a cut "at a response boundary" is one. Faults are plain functions of one response. Bytes are counted as
they go over the wire, each way. Runs as a program of its own too: python -m tests.servers.faulty_line --help.
"""

import argparse
import re
import socket
import struct
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import pytest

_LITERAL = re.compile(rb"\{(\d{1,12})\+?\}$")
_FETCH = re.compile(rb"\* \d+ FETCH \(")
_UID = re.compile(rb"[( ]UID (\d+)")
_COMPRESS = re.compile(rb"(\S+) COMPRESS DEFLATE\r\n", re.IGNORECASE)
_CHUNK = 1 << 18
_WINDOW = 4 << 20
"""Bytes that may be under way at once, as the window of TCP bounds them on a real path."""


@dataclass(frozen=True, slots=True)
class Response:
    """One response of the server, or on an opaque line whatever came at once."""

    connection: int
    """1 is the first connection made through the line."""
    number: int
    """1 is the greeting."""
    fetches: int
    """FETCH responses of this connection so far, this one with them."""
    octets: int
    """Plain bytes of this connection that went before."""
    raw: bytes

    @property
    def is_fetch(self) -> bool:
        """Whether it is a FETCH response."""
        return _FETCH.match(self.raw) is not None

    @property
    def uid(self) -> int | None:
        """The UID that a FETCH response carries."""
        found = _UID.search(self.raw) if self.is_fetch else None
        return int(found[1]) if found else None


class Cut(Exception):
    """Raised by a fault: send `before`, then end the connection, with `reset` as if the other side had vanished."""

    def __init__(self, before: bytes = b"", reset: bool = False) -> None:
        super().__init__("cut")
        self.before, self.reset = before, reset


class Silence(Exception):
    """Raised by a fault: send `before`, then nothing more, and keep the connection open."""

    def __init__(self, before: bytes = b"") -> None:
        super().__init__("silence")
        self.before = before


Fault = Callable[[Response], bytes]
"""Returns what the client gets in place of the response, or raises Cut or Silence."""

Answers = Callable[[str], bytes | None]
"""Takes a command without its tag and answers it in the server's place, as the script of `Scripted` does: untagged
lines and a status ("NO [UNAVAILABLE] not now"). None leaves it to the server."""


def cut_after_octets(octets: int, reset: bool = False) -> Fault:
    """End every connection after so many bytes, in the middle of a response if need be."""

    def fault(response: Response) -> bytes:
        if response.octets + len(response.raw) > octets:
            raise Cut(response.raw[: max(octets - response.octets, 0)], reset)
        return response.raw

    return fault


def cut_after(responses: int, reset: bool = False) -> Fault:
    """End every connection at the boundary after so many responses."""

    def fault(response: Response) -> bytes:
        if response.number >= responses:
            raise Cut(response.raw if response.number == responses else b"", reset)
        return response.raw

    return fault


def silent_after(responses: int) -> Fault:
    """Leave every connection half open after so many responses."""

    def fault(response: Response) -> bytes:
        if response.number >= responses:
            raise Silence(response.raw if response.number == responses else b"")
        return response.raw

    return fault


def injected(line: bytes, after_fetch: int = 1) -> Fault:
    """Put an untagged response (without its line end) behind the n-th FETCH response of every connection."""

    def fault(response: Response) -> bytes:
        here = response.is_fetch and response.fetches == after_fetch
        return response.raw + (line + b"\r\n" if here else b"")

    return fault


def bye(after_fetch: int = 1, words: bytes = b"* BYE Temporary problem, try again later") -> Fault:
    """Say BYE behind the n-th FETCH response of every connection and end it."""

    def fault(response: Response) -> bytes:
        if response.is_fetch and response.fetches == after_fetch:
            raise Cut(response.raw + words + b"\r\n")
        return response.raw

    return fault


def misannounced(by: int, fetch: int = 1) -> Fault:
    """Announce the last literal of the n-th FETCH response `by` bytes longer (shorter if negative) than it is."""

    def fault(response: Response) -> bytes:
        if not response.is_fetch or response.fetches != fetch:
            return response.raw
        literals = list(_literals(response.raw))
        if not literals:
            return response.raw
        last = literals[-1]
        return b"%b{%d}\r\n%b" % (response.raw[: last.start()], int(last[1]) + by, response.raw[last.end() + 2 :])

    return fault


def _literals(raw: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the announcements of the literals of a response, passing over what is inside them."""
    at = 0
    while (end := raw.find(b"\r\n", at)) >= 0:
        at = end + 2
        if literal := _LITERAL.search(raw, max(at - 22, 0), end):
            yield literal
            at += int(literal[1])


def without_uid(*uids: int) -> Fault:
    """Leave out the FETCH responses of some messages."""
    return lambda response: b"" if response.uid in uids else response.raw


def rewritten(change: Callable[[bytes], bytes]) -> Fault:
    """Change the bytes of every response."""
    return lambda response: change(response.raw)


def without_capability(*names: str) -> Fault:
    """Take capabilities out of every line that lists them: STARTTLS as an attacker does, others as a poorer server."""
    wanted = re.compile(rb"(?i) (?:%b)(?=[ \]\r])" % b"|".join(re.escape(name.encode()) for name in names))

    def fault(response: Response) -> bytes:
        lists = b"CAPABILITY " in response.raw[:200].upper()
        return wanted.sub(b"", response.raw) if lists else response.raw

    return fault


def only(connection: int, fault: Fault) -> Fault:
    """Let a fault befall one connection; those before and after it are well."""
    return lambda response: fault(response) if response.connection == connection else response.raw


def responses(octets: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the whole responses (or commands) of a stream, each a line with its literals and line ends."""
    buffer = bytearray()
    at = 0
    for chunk in octets:
        buffer += chunk
        while (end := buffer.find(b"\r\n", at)) >= 0:
            literal = _LITERAL.search(buffer, max(at, end - 20), end)
            at = end + 2
            if literal:
                at += int(literal[1])
            else:
                yield bytes(buffer[:at])
                del buffer[:at]
                at = 0
    if buffer:  # the stream ended in the middle of one
        yield bytes(buffer)


class FaultyLine:
    """A line to `host`:`port`, listening on loopback until it is closed.

    `faults` and `answers` may be changed at any time. An `opaque` line carries what it cannot read, such as TLS, in
    pieces as they come. `rtt` is in seconds, `rate` in bytes a second each way and connection (0: as fast as it goes).
    """

    host = "127.0.0.1"

    def __init__(
        self,
        host: str,
        port: int,
        *faults: Fault,
        answers: Answers | None = None,
        opaque: bool = False,
        rtt: float = 0.0,
        rate: float = 0.0,
        listen: int = 0,
    ) -> None:
        self.faults: Sequence[Fault] = faults
        self.answers = answers
        self.bytes_up = self.bytes_down = self.connections = 0
        self.commands: list[str] = []
        """What clients said, without their tags, in the order in which it came."""
        self.boundaries: list[int] = []
        """The responses that each connection has had whole so far."""
        self.rtt, self.rate = rtt, rate
        self._to = (host, port)
        self._opaque = opaque
        self._counting = threading.Lock()
        self._open: list[socket.socket] = []
        self._server = socket.create_server((self.host, listen))
        self.port = int(self._server.getsockname()[1])
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def close(self) -> None:
        """End every connection and stop listening."""
        for one in (self._server, *self._open):
            _end(one)
        self._listener.join(timeout=5)

    def __enter__(self) -> "FaultyLine":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def count(self, up: int = 0, down: int = 0) -> None:
        """Add bytes that went over the wire."""
        with self._counting:
            self.bytes_up += up
            self.bytes_down += down

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._to, timeout=10)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.append(one)
            self.connections += 1
            self.boundaries.append(0)
            _Connection(self, client, server, self.connections, self._opaque).start()


class _Connection:
    def __init__(
        self, line: FaultyLine, client: socket.socket, server: socket.socket, number: int, opaque: bool
    ) -> None:
        self._line, self._client, self._server = line, client, server
        self._number, self._opaque = number, opaque
        self._to_client = _Slowly(client, line.rtt / 2, line.rate)
        self._to_server = _Slowly(server, line.rtt / 2, line.rate)
        self._compressing = b""
        """The tag of a COMPRESS command that is under way."""
        self._up_compressed = threading.Event()
        self._down_compressed = threading.Event()
        self._telling = threading.Lock()
        self._deflate = zlib.compressobj(6, zlib.DEFLATED, -15), zlib.compressobj(6, zlib.DEFLATED, -15)
        self._silent = False

    def start(self) -> None:
        for work in (self._up, self._down):
            threading.Thread(target=work, daemon=True).start()

    def _plain(self, wire: socket.socket, up: bool) -> Iterator[bytes]:
        """Yield what comes from one side, decompressed."""
        inflate = zlib.decompressobj(-15)
        for octets in _received(wire):
            if up:
                self._line.count(up=len(octets))
            compressed = self._up_compressed if up else self._down_compressed
            yield inflate.decompress(octets) if compressed.is_set() else octets

    def _ask(self, octets: bytes) -> None:
        if self._up_compressed.is_set():
            octets = self._deflate[0].compress(octets) + self._deflate[0].flush(zlib.Z_SYNC_FLUSH)
        if not self._silent:
            self._to_server(octets)

    def _tell(self, octets: bytes) -> None:
        if not octets:
            return
        with self._telling:
            if self._down_compressed.is_set():
                octets = self._deflate[1].compress(octets) + self._deflate[1].flush(zlib.Z_SYNC_FLUSH)
            self._line.count(down=len(octets))
            self._to_client(octets)

    def _up(self) -> None:
        chunks = self._plain(self._client, up=True)
        for piece, begins in ((chunk, False) for chunk in chunks) if self._opaque else _lines_and_literals(chunks):
            if not (begins and self._noted(piece)):
                self._ask(piece)
        self._to_server.finish()
        if not self._silent:
            _end(self._server)

    def _noted(self, piece: bytes) -> bool:
        """Take note of what the client says; return whether it is answered here."""
        words = piece.decode("utf-8", "replace").strip()
        tag, _, command = words.partition(" ")
        # Noted before it is sent on: the answer must not come before the tag is known.
        if asked := _COMPRESS.match(piece):
            self._compressing = asked[1]
        self._line.commands.append(command or words)
        answer = self._line.answers(command) if self._line.answers else None
        if answer is None:
            return False
        untagged, end, status = answer.rpartition(b"\r\n")
        self._tell(untagged + end + tag.encode() + b" " + status + b" so said\r\n")
        return True

    def _down(self) -> None:
        chunks = self._plain(self._server, up=False)
        fetches = sent = 0
        try:
            for number, raw in enumerate(chunks if self._opaque else responses(chunks), 1):
                fetches += _FETCH.match(raw) is not None
                response = Response(self._number, number, fetches, sent, raw)
                for fault in self._line.faults:
                    response = Response(self._number, number, fetches, sent, fault(response))
                agreed = bool(self._compressing) and raw.startswith(self._compressing + b" OK")
                if agreed:  # before the client hears of it and sends the first compressed command
                    self._up_compressed.set()
                self._tell(response.raw)
                if agreed:
                    self._down_compressed.set()
                    self._compressing = b""
                sent += len(raw)
                self._line.boundaries[self._number - 1] = number
        except Silence as fault:
            self._silent = True
            self._tell(fault.before)
            return
        except Cut as fault:
            self._tell(fault.before)
            self._to_client.finish()
            if fault.reset:  # closing with a pending linger of zero sends RST in place of FIN
                self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._client.shutdown(socket.SHUT_RD)  # the thread that waits in it lets go of it
                self._client.close()
            _end(self._server)
        self._to_client.finish()
        _end(self._client)


def _lines_and_literals(octets: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield lines as they are complete, with whether a command begins there, and what is inside literals as it comes.

    For the end of a literal nobody may wait: the client sends it when the server has agreed.
    """
    buffer = b""
    inside = 0
    begins = True
    for chunk in octets:
        buffer += chunk
        while buffer:
            if inside:
                piece, buffer = buffer[:inside], buffer[inside:]
                inside -= len(piece)
                yield piece, False
                continue
            line, end, rest = buffer.partition(b"\r\n")
            if not end:
                break
            buffer = rest
            literal = _LITERAL.search(line)
            inside = int(literal[1]) if literal else 0
            yield line + end, begins
            begins = literal is None


class _Slowly:
    """Sends on a socket, each piece after its time on the line; order is kept."""

    def __init__(self, to: socket.socket, delay: float, rate: float) -> None:
        self._to, self._delay, self._rate = to, delay, rate
        self._free = 0.0
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._under_way = 0
        self._over = False
        self._change = threading.Condition()
        self._sender: threading.Thread | None = None
        if delay or rate:
            self._sender = threading.Thread(target=self._work, daemon=True)
            self._sender.start()

    def __call__(self, octets: bytes) -> None:
        if self._sender is None:
            with suppress(OSError):
                self._to.sendall(octets)
            return
        now = time.monotonic()
        self._free = max(now, self._free) + (len(octets) / self._rate if self._rate else 0.0)
        with self._change:
            self._change.wait_for(lambda: self._under_way < _WINDOW or self._over)
            self._waiting.append((self._free + self._delay, octets))
            self._under_way += len(octets)
            self._change.notify_all()

    def finish(self) -> None:
        """Wait until all is sent."""
        if self._sender is not None:
            with self._change:
                self._over = True
                self._change.notify_all()
            self._sender.join(timeout=30)

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._over)
                if not self._waiting:
                    return
                due, octets = self._waiting.popleft()
            if (early := due - time.monotonic()) > 0:
                time.sleep(early)
            with suppress(OSError):
                self._to.sendall(octets)
            with self._change:
                self._under_way -= len(octets)
                self._change.notify_all()


def _received(wire: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            octets = wire.recv(_CHUNK)
        except OSError:
            return
        if not octets:
            return
        yield octets


def _end(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
    wire.close()


@pytest.fixture
def faulty_line() -> Iterator[Callable[..., FaultyLine]]:
    """Return a maker of lines to a server; closed at the end of the test."""
    lines: list[FaultyLine] = []

    def make(host: str, port: int, *faults: Fault, **options: float | bool) -> FaultyLine:
        lines.append(FaultyLine(host, port, *faults, **options))  # type: ignore[arg-type]  # passed on as given
        return lines[-1]

    yield make
    for line in lines:
        line.close()


def main() -> None:
    """Run a line until it is ended; its port is printed first, and its bytes on each line of input."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--to", type=int, required=True, help="port on this computer")
    options.add_argument("--rtt-ms", type=float, default=0)
    options.add_argument("--mbit", type=float, default=0)
    told = options.parse_args()
    with FaultyLine("127.0.0.1", told.to, opaque=True, rtt=told.rtt_ms / 1000, rate=told.mbit * 125_000) as line:
        print(line.port, flush=True)
        with suppress(EOFError, KeyboardInterrupt):
            while True:
                input()
                print(line.bytes_up, line.bytes_down, line.connections, flush=True)


if __name__ == "__main__":
    main()
