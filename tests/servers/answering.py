"""A web server on loopback that gives one answer to everything, for what a good server would never say."""

import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Self

import pytest


class Answering:
    """A server whose next answers are told by the test; it keeps what it was asked."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []
        self._answer: tuple[int, bytes, Mapping[str, str]] = (404, b"", {})
        outside = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5

            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length", "0"))
                outside.requests.append((self.path, self.rfile.read(size).decode()))
                status, body, headers = outside._answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                """Write nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def says(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Give this answer from now on."""
        self._answer = (status, body, headers or {})

    def __enter__(self) -> Self:
        """Return the server itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Run such a server."""
    with Answering() as server:
        yield server
