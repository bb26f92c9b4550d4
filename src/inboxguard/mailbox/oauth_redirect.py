"""Where the browser comes back after signing in: one request to this computer, on a port and path made up for it."""

import os
import queue
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from inboxguard import resources
from inboxguard.errors import MailboxError

LONGEST_TARGET = 8 * 1024
"""Characters of path and query that are taken; codes and states together are far shorter."""

_HERE = "127.0.0.1"
_MOST_AT_ONCE = 8
_SECONDS_A_REQUEST = 10.0
_PAUSE = 0.1


class Redirect:
    """A listener on the loopback address (RFC 8252 section 7.3); use it in a with statement.

    `template` is the redirect URI, with {port} and where the provider allows it {path}; `port` 0 is any free one.
    """

    def __init__(self, template: str, port: int = 0) -> None:
        self._got: queue.Queue[str] = queue.Queue(maxsize=1)
        try:
            self._server = _Server((_HERE, port), _Handler)
        except OSError as error:
            raise MailboxError(
                f"The sign-in needs port {port} of this computer, and another program has it; close that and try again."
            ) from error
        self.uri = template.format(port=self._server.server_port, path=secrets.token_urlsafe(24))
        parts = urlsplit(self.uri)
        self._server.expect(parts.netloc, parts.path or "/", f"{parts.scheme}://{parts.netloc}", self._got)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_PAUSE,), daemon=True)

    def wait(self, waiting: Callable[[], None], seconds: float) -> str:
        """Return the URI with which the browser came back.

        `waiting()` is called some times a second and may raise to stop. Raises MailboxError after `seconds`.
        """
        end = time.monotonic() + seconds
        while True:
            waiting()
            try:
                return self._got.get(timeout=_PAUSE)
            except queue.Empty:
                if time.monotonic() > end:
                    raise MailboxError("The sign-in was not finished in time; start it again.") from None

    def __enter__(self) -> Self:
        """Start listening."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # Else a fixed port would be refused for a minute after the last sign-in. On Windows the option would let another
    # program listen on the same port.
    allow_reuse_address = os.name == "posix"
    # Room for the browser beside strangers who knock.
    request_queue_size = 64

    def expect(self, host: str, path: str, origin: str, got: "queue.Queue[str]") -> None:
        self.host, self.path, self.origin, self.got = host, path, origin, got
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def server_bind(self) -> None:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)  # exists on Windows only
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        super().server_bind()

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        # A timeout of the socket bounds each wait only, so a slow stranger is cut off by the clock.
        clock = threading.Timer(_SECONDS_A_REQUEST, _cut, (request,))
        clock.daemon = True
        clock.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            clock.cancel()
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: what broke is a stranger's connection, and the report would print what it asked."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _SECONDS_A_REQUEST

    def do_GET(self) -> None:
        """Take the one request that is meant; every other one is refused and learns nothing."""
        if len(self.path) > LONGEST_TARGET:
            self._refuse(414)
        elif self.headers.get_all("Host") != [self.server.host]:  # a name that leads here: DNS rebinding
            self._refuse(400)
        elif self.path.partition("?")[0] != self.server.path or "?" not in self.path:
            self._refuse(404)
        else:
            self._take()

    def _take(self) -> None:
        try:
            self.server.got.put_nowait(self.server.origin + self.path)
        except queue.Full:
            self._refuse(410)
            return
        page = resources.read("mailboxes/redirect.html").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(page)

    def _refuse(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def version_string(self) -> str:
        """Tell no versions."""
        return "inboxguard"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gave it
        """Write nothing: the line would hold the code."""


def _cut(request: Any) -> None:
    with suppress(OSError):
        request.shutdown(socket.SHUT_RDWR)
