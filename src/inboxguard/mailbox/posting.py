"""Post a form to a server that the program itself knows: https, no redirect, a capped answer, bounded in time."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from inboxguard.errors import CertificateRefused, MailboxError, Unreachable
from inboxguard.mailbox.account import is_loopback

LONGEST_ANSWER = 64 * 1024
"""Octets of an answer that are read; a token answer has about 4,000."""

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def post(url: str, form: str, seconds: float = 30.0) -> tuple[int, str]:
    """Return (status, text) of the answer to an urlencoded form.

    Plain http is for this computer only. A redirect is not followed but is an answer like every other. Raises
    Unreachable or CertificateRefused with a sentence, which repeats nothing of what was sent or answered.
    """
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    if not secure and not (parts.scheme == "http" and is_loopback(host)):
        raise Unreachable(f"{host or 'The server'} is asked over https only; check the address of its sign-in.")
    late = threading.Event()
    failure: MailboxError
    try:
        with (
            _connected(host, parts.port or (443 if secure else 80), secure, seconds) as wire,
            _ending(wire, seconds, late),
        ):
            if isinstance(wire, ssl.SSLSocket):
                wire.do_handshake()
            connection = HTTPConnection(parts.netloc)
            connection.sock = wire
            connection.request("POST", parts.path or "/", form, _HEADERS)
            with connection.getresponse() as answer:
                content = answer.read(LONGEST_ANSWER + 1)
        if not late.is_set() and len(content) <= LONGEST_ANSWER:
            return answer.status, content.decode("utf-8", "replace")
        failure = Unreachable(f"{host} answered too much or too slowly; try again later.")
    except ssl.SSLCertVerificationError:
        failure = CertificateRefused(f"The certificate of {host} cannot be trusted, so nothing was sent.")
    except (OSError, HTTPException, ValueError) as error:
        why = "did not answer in time" if late.is_set() or isinstance(error, TimeoutError) else "could not be reached"
        failure = Unreachable(f"{host} {why}; check that this computer is online, or try again later.")
    # Raised here, without the causes: their arguments may repeat the form.
    raise failure


def _connected(host: str, port: int, secure: bool, seconds: float) -> socket.socket:
    wire = socket.create_connection((host, port), timeout=seconds)
    if not secure:
        return wire
    try:
        # The handshake comes later, when the clock runs.
        return ssl.create_default_context().wrap_socket(wire, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        wire.close()
        raise


@contextmanager
def _ending(wire: socket.socket, seconds: float, late: threading.Event) -> Iterator[None]:
    """Cut the connection after `seconds`; a timeout of the socket bounds each wait only, not a byte now and then."""

    def cut() -> None:
        late.set()
        with suppress(OSError):
            # The method of the plain socket: that of TLS would take the connection apart under its reader.
            socket.socket.shutdown(wire, socket.SHUT_RDWR)

    clock = threading.Timer(seconds, cut)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
