"""A small IMAP server that misbehaves as told, for what a real server will not do."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

Script = Callable[[str], bytes | Iterable[bytes] | None]
"""Takes a command without its tag and returns the untagged lines and a status ("OK", "NO ..."), None to hang up.

Pieces in place of bytes are sent as they come, without an end: what is longer than memory, or stops in the middle."""


class Command(NamedTuple):
    """What a client said in one line."""

    tag: bytes
    words: str


Play = Callable[[Iterator[Command]], Iterator[bytes]]
"""Takes the commands as they come and yields the octets to send, tags and all; the wire is closed behind the last."""


def answering(script: Callable[[str], bytes]) -> Play:
    """Return the scene of a server that answers every command as its script says."""

    def play(commands: Iterator[Command]) -> Iterator[bytes]:
        for command in commands:
            untagged, end, status = script(command.words).rpartition(b"\r\n")
            yield untagged + end + command.tag + b" " + status + b" so said\r\n"

    return play


class Scripted:
    """A server on loopback that answers every command by its script; it keeps what it was told."""

    host = "127.0.0.1"

    def __init__(self, script: Script, greeting: bytes = b"* OK ready\r\n") -> None:
        self.commands: list[str] = []
        self.connections = 0
        self._script = script
        self._greeting = greeting
        self._server = socket.create_server((self.host, 0))
        self.port = int(self._server.getsockname()[1])
        self._wire: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            self._wire = wire
            with wire:
                try:
                    self._talk(wire)
                except OSError:
                    continue

    def _talk(self, wire: socket.socket) -> None:
        wire.settimeout(10)
        wire.sendall(self._greeting)
        with wire.makefile("rb") as lines:
            for line in lines:
                tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
                self.commands.append(command)
                if command.endswith("}"):  # a literal follows
                    wire.sendall(b"+ go on\r\n")
                    lines.read(int(command.rpartition("{")[2].rstrip("}+")) + 2)
                answer = self._script(command)
                if answer is None:
                    return
                if not isinstance(answer, bytes):
                    for piece in answer:
                        wire.sendall(piece.replace(b"%TAG%", tag.encode()))
                    continue
                untagged, end, status = answer.rpartition(b"\r\n")
                wire.sendall(untagged + end + tag.encode() + b" " + status + b" so said\r\n")
                if command == "LOGOUT":
                    return

    def close(self) -> None:
        """Stop listening."""
        for one in (self._server, self._wire):
            if one is not None:
                with suppress(OSError):  # closing alone does not wake what waits in accept or recv
                    one.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(timeout=5)


class Played:
    """The server's end of one signed-in connection, playing a scene; `client` is the other end."""

    def __init__(self, play: Play, timeout: float = 5.0) -> None:
        self.client, self._own = socket.socketpair()
        self.client.settimeout(timeout)
        self.commands: list[str] = []
        self._play = play
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _heard(self) -> Iterator[Command]:
        with self._own.makefile("rb") as lines:
            for line in lines:
                tag, _, words = line.rstrip(b"\r\n").partition(b" ")
                self.commands.append(words.decode("latin-1"))
                yield Command(tag, self.commands[-1])

    def _work(self) -> None:
        with suppress(OSError):  # the client may leave before the scene ends
            for octets in self._play(self._heard()):
                self._own.sendall(octets)
        self._own.close()

    def close(self) -> None:
        """End the connection."""
        with suppress(OSError):
            self.client.shutdown(socket.SHUT_RDWR)
        self.client.close()
        self._thread.join(timeout=5)
