"""One-click unsubscribing (RFC 8058): one POST to one judged address, never repeated, whatever the server does.

h11 speaks HTTP and knows no redirect, no cookie, no proxy, no password and no compression; the connection is that of
`mailbox.web`. What matters here is to know at each step whether the request may have left: it may from the moment on
in which `on_leaving` returned, and not an octet of it does before.
"""

import re
import socket
import ssl
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, unquote

import h11

from inboxguard.errors import Refused, Unreachable
from inboxguard.mailbox.account import is_loopback
from inboxguard.mailbox.web import Judged, LeadsInside, Web, addresses, system_resolver
from inboxguard.requests.mailto import split
from inboxguard.senders.domains import a_label

SECONDS = 10.0
"""For everything together: names, connection, encryption, request and answer (standards page 2.3)."""
KEPT = 500
"""Octets of an answer that are kept."""

_MOST = 64 * 1024
"""Octets that are read before a status must have come."""
_BODY = b"List-Unsubscribe=One-Click"
_HEADERS = (
    ("User-Agent", "Mozilla/5.0"),  # the same for everybody: neither program nor version nor system
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
    ("Content-Type", "application/x-www-form-urlencoded"),
    ("Content-Length", str(len(_BODY))),
    ("Connection", "close"),
)
_AS_IT_IS = "/%:=&?~#+!$,;'@()*[]"
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z")
"""What browsers read as the end of a bare number instead of a name (1.2.3.0x4)."""

_PARTS = re.compile(r"[/?&=;]")
_LIKE_A_TOKEN = 6
"""Letters from which on a part of the address may name the person."""


class Ending(StrEnum):
    """What one request came to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNREACHED = "unreached"
    """Nothing left this computer."""
    UNKNOWN = "unknown"
    """It may have left, and no answer came that says what became of it."""


class Why(StrEnum):
    """What happened; `SENTENCES` says it to people."""

    DONE = "done"
    ELSEWHERE = "elsewhere"
    GONE = "gone"
    BUSY = "busy"
    NOT_TAKEN = "not_taken"
    FAULT = "fault"
    ODD_ADDRESS = "odd_address"
    PORT = "port"
    PRIVATE = "private"
    NO_NAME = "no_name"
    NO_CONNECTION = "no_connection"
    CERTIFICATE = "certificate"
    ENCRYPTION = "encryption"
    LATE = "late"
    SILENT = "silent"
    BROKEN_OFF = "broken_off"
    NO_HTTP = "no_http"
    INTERRUPTED = "interrupted"
    ASKED = "asked"


_NOTHING = "nothing was asked"
_PERHAPS = "so the request may or may not count. It is not sent again by itself"

SENTENCES = {
    Why.DONE: "The sender’s server took the request. Whether mail stops is watched from now on.",
    Why.ELSEWHERE: "The sender’s server only points to another page, which does not count; open the page in your "
    "browser instead.",
    Why.GONE: "The sender’s server does not know this request any more; a newer mail may offer one that works, or "
    "write to the sender.",
    Why.BUSY: "The sender’s server takes no requests just now; try again tomorrow.",
    Why.NOT_TAKEN: "The sender’s server did not take the request; open the page in your browser, or write to the "
    "sender.",
    Why.FAULT: "The sender’s server failed on the request; try again tomorrow, or open the page in your browser.",
    Why.ODD_ADDRESS: f"The address for unsubscribing names no web server, so {_NOTHING}; write to the sender.",
    Why.PORT: f"The address for unsubscribing uses an unusual port, so {_NOTHING}; write to the sender.",
    Why.PRIVATE: f"The address for unsubscribing leads into a home or company network, so {_NOTHING}; write to the "
    "sender.",
    Why.NO_NAME: f"The sender’s server was not found, so {_NOTHING}; check that this computer is online.",
    Why.NO_CONNECTION: f"The sender’s server could not be reached, so {_NOTHING}; try again later.",
    Why.CERTIFICATE: f"The certificate of the sender’s server cannot be trusted, so {_NOTHING}; write to the sender.",
    Why.ENCRYPTION: f"The sender’s server could not agree on encryption, so {_NOTHING}; try again later.",
    Why.LATE: f"The sender’s server did not answer the call in time, so {_NOTHING}; try again later.",
    Why.SILENT: f"The sender’s server did not answer in time, {_PERHAPS}.",
    Why.BROKEN_OFF: f"The connection broke before an answer came, {_PERHAPS}.",
    Why.NO_HTTP: f"The sender’s server answered something that cannot be read, {_PERHAPS}.",
    Why.ASKED: f"This very request was sent before, so {_NOTHING} again.",
    Why.INTERRUPTED: f"inboxguard ended before an answer came, {_PERHAPS}.",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one request."""

    ending: Ending
    why: Why
    status: int | None = None
    """Status of HTTP, where one came."""
    answer: str = ""
    """The first KEPT octets of what the server wrote, without control characters and without the address asked."""


class _Failed(Exception):
    """The request ended without a status."""

    def __init__(self, ending: Ending, why: Why) -> None:
        super().__init__(why)
        self.answered = Answered(ending, why)


@dataclass(frozen=True, slots=True)
class _Target:
    host: str
    path: str


def open_web(seconds: float = SECONDS) -> Web:
    """Return the open internet as this system reaches it; raises MailboxError where it cannot look names up."""
    return Web(system_resolver(), seconds)


def local_web(port: int, authority: Path, seconds: float = SECONDS) -> Web:
    """Return a web in which every name leads to one server on this computer, for trying things out.

    Nothing but loopback is allowed in it. `authority` is the file of certificates that the server's is checked
    against; raises Refused where it holds none.
    """
    import dns.resolver

    try:
        trusted = ssl.create_default_context(cafile=str(authority))
    except (OSError, ssl.SSLError) as error:
        raise Refused(f"The file {authority} holds no certificate that can be read; choose another one.") from error
    return Web(dns.resolver.Resolver(configure=False), seconds, port, trusted, is_loopback, ("127.0.0.1",))


def post(url: str, web: Web, on_leaving: Callable[[], None]) -> Answered:
    """Send the one-click request to `url` once, and return what became of it; every failure is a result.

    The body and the headers are those of RFC 8058 section 3.1 and tell nothing of the program or the person but what
    the address holds. Redirects are not followed (section 3.1 forbids them). Takes at most `web.seconds`, and the time
    of `on_leaving`, which is called once, when the server's certificate is checked and nothing but the request is left
    to write: it writes down that the request leaves. Where it raises, that goes on to the caller, and nothing leaves.
    """
    end = time.monotonic() + web.seconds
    connection: Judged | None = None
    try:
        target = _target(url)
        request, talk = _request(target)
        connection = _connected(target.host, web, end)
        _announced(connection, on_leaving)
        status, content = _exchanged(connection, request, talk)
    except _Failed as failed:
        return failed.answered
    finally:
        if connection is not None:
            connection.end()
    ending, why = _judged(status)
    return Answered(ending, why, status, _cleaned(content, target))


def _target(url: str) -> _Target:
    parts = split(url)
    try:
        host, port = (parts.hostname or "", parts.port) if parts else ("", None)
    except ValueError:
        raise _Failed(Ending.UNREACHED, Why.PORT) from None
    name = a_label(host)
    if parts is None or parts.scheme != "https" or "@" in parts.netloc or name is None:
        raise _Failed(Ending.UNREACHED, Why.ODD_ADDRESS)
    if ":" in host or _NUMBER.fullmatch(name.rpartition(".")[2]):
        raise _Failed(Ending.UNREACHED, Why.ODD_ADDRESS)
    if port not in (None, 443):
        raise _Failed(Ending.UNREACHED, Why.PORT)
    path = quote(parts.path or "/", safe=_AS_IT_IS) + (f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else "")
    return _Target(name, path if path.startswith("/") else f"/{path}")


def _connected(host: str, web: Web, end: float) -> Judged:
    """Return an encrypted connection to a judged address of `host`, over which nothing has been said yet."""
    try:
        judged = addresses(web, host)
    except LeadsInside:
        raise _Failed(Ending.UNREACHED, Why.PRIVATE) from None
    except Unreachable:
        raise _Failed(Ending.UNREACHED, Why.NO_NAME) from None
    connection = Judged(host, judged, web, end)
    try:
        connection.connect()
    except BaseException as error:
        connection.end()
        if not isinstance(error, (OSError, ValueError, HTTPException)):
            raise
        raise _Failed(Ending.UNREACHED, _unreached(error, connection.is_late)) from None
    return connection


def _unreached(error: Exception, late: bool) -> Why:
    if late or isinstance(error, TimeoutError):
        return Why.LATE
    if isinstance(error, ssl.SSLCertVerificationError):
        return Why.CERTIFICATE
    # A server that hangs up in the middle of the handshake is told as one that cannot be reached.
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return Why.ENCRYPTION
    return Why.NO_CONNECTION


def _request(target: _Target) -> tuple[bytes, h11.Connection]:
    """Return all octets of the request, and what reads the answer; h11 writes nothing to any wire."""
    talk = h11.Connection(h11.CLIENT)
    head = h11.Request(method="POST", target=target.path, headers=[("Host", target.host), *_HEADERS])
    return b"".join(talk.send(part) or b"" for part in (head, h11.Data(data=_BODY), h11.EndOfMessage())), talk


def _announced(connection: Judged, on_leaving: Callable[[], None]) -> None:
    """Let it be written down that the request leaves; where that took all the time there was, it does not."""
    on_leaving()
    if connection.is_late:
        raise _Failed(Ending.UNREACHED, Why.LATE)


def _exchanged(connection: Judged, request: bytes, talk: h11.Connection) -> tuple[int, bytes]:
    """Send the request and return status and beginning of the answer; from here on it may have left."""
    wire = connection.sock
    status: int | None = None
    content, plain = bytearray(), True
    try:
        wire.sendall(request)
        for event in _events(wire, talk):
            if isinstance(event, h11.Response):
                status = event.status_code
                plain = all(value == b"identity" for name, value in event.headers if name == b"content-encoding")
            elif isinstance(event, h11.Data):
                content += event.data
            if len(content) >= KEPT or not plain:
                break
    except (OSError, ValueError, h11.RemoteProtocolError) as error:
        # Once there is a status, what breaks afterwards changes nothing: the server has said what it did.
        if status is None:
            raise _Failed(Ending.UNKNOWN, _unknown(error, connection.is_late)) from None
    if status is None:
        raise _Failed(Ending.UNKNOWN, Why.SILENT if connection.is_late else Why.BROKEN_OFF)
    return status, bytes(content[:KEPT]) if plain else b""


def _events(wire: socket.socket, talk: h11.Connection) -> Iterator[object]:
    """Yield what the server says, to the end of its answer."""
    read = 0
    while True:
        event = talk.next_event()
        if event is h11.NEED_DATA:
            if read > _MOST:
                raise h11.RemoteProtocolError("too much")
            chunk = wire.recv(4096)
            read += len(chunk)
            talk.receive_data(chunk)
            continue
        if isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)) or event is h11.PAUSED:
            return
        yield event


def _unknown(error: Exception, late: bool) -> Why:
    if late or isinstance(error, TimeoutError):
        return Why.SILENT
    return Why.NO_HTTP if isinstance(error, h11.RemoteProtocolError) else Why.BROKEN_OFF


def _judged(status: int) -> tuple[Ending, Why]:
    if 200 <= status < 300:
        return Ending.ACCEPTED, Why.DONE
    if 300 <= status < 400:
        return Ending.REFUSED, Why.ELSEWHERE
    if status in (404, 410):
        return Ending.REFUSED, Why.GONE
    if status in (429, 503):
        return Ending.REFUSED, Why.BUSY
    return Ending.REFUSED, Why.FAULT if status >= 500 else Why.NOT_TAKEN


def _cleaned(content: bytes, target: _Target) -> str:
    """Return an answer as text: no control characters, and not the address, which names the person to the sender."""
    text = content.decode("utf-8", "replace")
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    for part in sorted(_PARTS.split(target.path), key=len, reverse=True):
        if len(part) >= _LIKE_A_TOKEN:
            text = text.replace(part, "…").replace(unquote(part), "…")
    return " ".join(text.split())
