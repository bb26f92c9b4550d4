"""Post a form to a server that the program itself knows: https, no redirect, a capped answer, bounded in time."""

import socket
import ssl
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
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
    host = parts.hostname or ""
    if parts.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(host, parts.port, timeout=seconds)
    elif parts.scheme == "http" and is_loopback(host):
        connection = HTTPConnection(host, parts.port, timeout=seconds)
    else:
        raise Unreachable(f"{host or 'The server'} is asked over https only; check the address of its sign-in.")
    late = threading.Event()
    # A timeout of the socket bounds each wait only; a server that sends a byte a second would hold us for hours.
    clock = threading.Timer(seconds, _cut, (connection, late))
    clock.daemon = True
    clock.start()
    failure: MailboxError
    try:
        connection.request("POST", parts.path or "/", form, _HEADERS)
        answer = connection.getresponse()
        content = answer.read(LONGEST_ANSWER + 1)
        if not late.is_set() and len(content) <= LONGEST_ANSWER:
            return answer.status, content.decode("utf-8", "replace")
        failure = Unreachable(f"{host} answered too much or too slowly; try again later.")
    except ssl.SSLCertVerificationError:
        failure = CertificateRefused(f"The certificate of {host} cannot be trusted, so nothing was sent.")
    except (OSError, HTTPException, ValueError) as error:
        why = "did not answer in time" if late.is_set() or isinstance(error, TimeoutError) else "could not be reached"
        failure = Unreachable(f"{host} {why}; check that this computer is online, or try again later.")
    finally:
        clock.cancel()
        connection.close()
    # Raised here, without the causes: their arguments may repeat the form.
    raise failure


def _cut(connection: HTTPConnection, late: threading.Event) -> None:
    late.set()
    with suppress(OSError, TypeError):  # no socket yet
        # The method of the plain socket: that of TLS would take the connection apart under its reader.
        socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
