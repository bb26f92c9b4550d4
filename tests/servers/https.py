"""A small web server on loopback with TLS and a test authority; each path is answered as told."""

import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

Answer = Callable[[socket.socket], None]
"""Writes the whole answer to an encrypted connection."""

Handshake = Callable[[], int | None]
"""Takes its time; returns the alert with which the server breaks off, or None to go on."""

_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """A certificate authority of the tests, in a folder of its own."""

    def __init__(self, where: Path) -> None:
        self.where = where
        _openssl("req", "-x509", *_NEW_KEY, "-days", "30", "-subj", "/CN=Test authority",
                 "-addext", "keyUsage=critical,keyCertSign",
                 "-keyout", where / "ca.key", "-out", where / "ca.pem")  # fmt: skip
        self.trusted = ssl.create_default_context(cafile=str(where / "ca.pem"))

    def certificate(self, names: Sequence[str]) -> ssl.SSLContext:
        """Return what a server needs to speak for `names`."""
        stem = self.where / names[0]
        # With what RFC 5280 wants of certificates, which Python 3.13 insists on.
        stem.with_suffix(".names").write_text(
            "subjectAltName=" + ",".join(f"DNS:{name}" for name in names) + "\nauthorityKeyIdentifier=keyid\n"
        )
        _openssl("req", *_NEW_KEY, "-subj", "/CN=server", "-keyout", f"{stem}.key", "-out", f"{stem}.csr")
        _openssl("x509", "-req", "-in", f"{stem}.csr", "-CA", self.where / "ca.pem", "-CAkey", self.where / "ca.key",
                 "-CAcreateserial", "-days", "30", "-extfile", stem.with_suffix(".names"),
                 "-out", f"{stem}.pem")  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{stem}.pem", f"{stem}.key")
        return context


class Https:
    """A server that answers `host/path` from `pages`; it keeps the requests it got, with all their headers."""

    host = "127.0.0.1"

    def __init__(self, context: ssl.SSLContext, pages: dict[str, Answer]) -> None:
        self.pages = pages
        self.requests: list[str] = []
        self.greeting: Answer | None = None
        """What is done with an encrypted connection before anything is read; it is closed afterwards."""
        self.handshakes: dict[str, Handshake] = {}
        """What happens in the middle of the handshake, by the host that is called."""
        self.shaking = 0
        """How many handshakes are under way."""
        context.sni_callback = self._shake
        self._context = context
        self._counting = threading.Lock()
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
            threading.Thread(target=self._talk, args=(wire,), daemon=True).start()

    def _talk(self, wire: socket.socket) -> None:
        wire.settimeout(10)
        with wire, suppress(OSError), self._encrypted(wire) as encrypted:
            if self.greeting is not None:
                self.greeting(encrypted)
                return
            request = b""
            while not _is_whole(request):
                chunk = encrypted.recv(4096)
                if not chunk:
                    return
                request += chunk
            self.requests.append(request.decode("latin-1"))
            lines = self.requests[-1].split("\r\n")
            host = next(line[6:] for line in lines if line.lower().startswith("host: ")).partition(":")[0]
            self.pages.get(host + lines[0].split(" ")[1], status(404))(encrypted)

    def _encrypted(self, wire: socket.socket) -> ssl.SSLSocket:
        with self._counting:
            self.shaking += 1
        try:
            return self._context.wrap_socket(wire, server_side=True)
        finally:
            with self._counting:
                self.shaking -= 1

    def _shake(self, wire: object, host: str | None, context: ssl.SSLContext) -> int | None:
        shake = self.handshakes.get(host or "")
        return None if shake is None else shake()

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):  # closing alone does not wake an accept that waits
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(timeout=5)


def _is_whole(request: bytes) -> bool:
    """Whether head and body are there."""
    head, end, body = request.partition(b"\r\n\r\n")
    announced = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return bool(end) and len(body) >= (int(announced[1]) if announced else 0)


def page(content: bytes) -> Answer:
    """Answer with a file."""
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode()
    return lambda wire: wire.sendall(head + content)


def status(code: int, *headers: str) -> Answer:
    """Answer with a status and no content."""
    lines = (f"HTTP/1.1 {code} So", *headers, "Content-Length: 0", "Connection: close", "", "")
    return lambda wire: wire.sendall("\r\n".join(lines).encode())


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
