"""A small IMAP server that misbehaves as told, for what a real server will not do."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

Script = Callable[[str], bytes | None]
"""Takes a command without its tag and returns the untagged lines and a status ("OK", "NO ..."), None to hang up."""


class Scripted:
    """A server on loopback that answers every command by its script; it keeps what it was told."""

    host = "127.0.0.1"

    def __init__(self, script: Script, greeting: bytes = b"* OK ready\r\n") -> None:
        self.commands: list[str] = []
        self._script = script
        self._greeting = greeting
        self._server = socket.create_server((self.host, 0))
        self.port = int(self._server.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._server.accept()
            except OSError:
                return
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
                untagged, end, status = answer.rpartition(b"\r\n")
                wire.sendall(untagged + end + tag.encode() + b" " + status + b" so said\r\n")
                if command == "LOGOUT":
                    return

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):  # closing alone does not wake an accept that waits
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(timeout=5)
