"""One small file from a web server that a stranger named: https, no redirect, public addresses, bounded in all."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import TYPE_CHECKING

from inboxguard.errors import MailboxError, Unreachable

if TYPE_CHECKING:
    import dns.resolver

_CHUNK = 16 * 1024
_MOST_ADDRESSES = 4
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_OPEN = tuple(ipaddress.IPv4Network(one) for one in ("192.0.0.0/24", "168.63.129.16/32"))
"""What some versions of Python take for open: protocol assignments (RFC 6890), where clouds answer their computers."""
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The part of IPv6 that is the open internet (RFC 4291 section 2.4); others may carry home addresses."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet: no loopback, private, link-local or reserved one.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64 of RFC 6052) is judged by what it carries.
    """
    known = ipaddress.ip_address(address)
    if isinstance(known, ipaddress.IPv6Address):
        carried = known.ipv4_mapped or known.sixtofour
        if carried is None and known in _NAT64:
            carried = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        if carried is None and known not in _UNICAST:
            return False
        known = carried or known
    return known.is_global and not known.is_multicast and not any(known in one for one in _NOT_OPEN)


@dataclass(frozen=True, slots=True)
class Web:
    """How web servers are reached; the defaults are for the open internet, tests give their own."""

    resolver: "dns.resolver.Resolver"
    seconds: float = 5.0
    port: int = 443
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    allowed: Callable[[str], bool] = is_public
    fixed: tuple[str, ...] = ()
    """Where every name leads instead of what DNS says; judged like the rest."""


class LeadsInside(Unreachable):
    """A name leads to an address that is not one of the open internet."""


def get(web: Web, place: str, most: int) -> bytes | None:
    """Return the file at `place` (host and path behind https://), None where there is none.

    The host is resolved here and the connection goes to the address that was judged, so that a second answer of DNS
    cannot lead it into the home network. Nothing but host and path is sent: no cookies, no name of this program.
    Raises Unreachable, in a few words instead of a sentence, on a private address, a redirect, more than `most` bytes,
    a certificate that does not verify, anything that takes longer than `web.seconds`, and answers that are not HTTP.
    """
    host, _, path = place.partition("/")
    end = time.monotonic() + web.seconds
    connection = Judged(host, addresses(web, host), web, end)
    try:
        connection.connect()
        connection.request("GET", f"/{path}", headers={"Accept": "text/xml, application/xml"})
        with connection.getresponse() as answer:
            content = _content(answer, most)
    except ssl.SSLCertVerificationError:
        raise Unreachable("certificate cannot be trusted") from None
    except (OSError, HTTPException, ValueError) as error:
        late = connection.is_late or isinstance(error, TimeoutError)
        raise Unreachable("no answer in time" if late else "no connection") from None
    else:
        if connection.is_late:  # a connection that we cut can look like the end of a file
            raise Unreachable("no answer in time")
        return content
    finally:
        connection.end()


def _content(answer: HTTPResponse, most: int) -> bytes | None:
    if answer.status in (404, 410):
        return None
    if 300 <= answer.status < 400:
        raise Unreachable("leads elsewhere, not followed")
    if answer.status != 200:
        raise Unreachable(f"refused with status {answer.status}")
    content = bytearray()
    while chunk := answer.read1(_CHUNK):
        content += chunk
        if len(content) > most:
            raise Unreachable("too large")
    return bytes(content)


def system_resolver() -> "dns.resolver.Resolver":
    """Return what looks names up as this system does; raises MailboxError where the system does not say how."""
    import dns.exception
    import dns.resolver

    try:
        # A fresh one each time: a portable computer changes its network while the window is open.
        return dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError) as error:
        raise MailboxError(
            "This computer does not say how names are looked up, so nothing could be asked; check that it is online."
        ) from error


def addresses(web: Web, host: str) -> tuple[str, ...]:
    """Return the few addresses of a host to try in turn, each of them judged.

    Raises LeadsInside where one of them is not allowed, Unreachable where DNS knows none, in a few words.
    """
    found = web.fixed or _asked(web, host)
    # One private address among public ones is reason enough to keep away.
    if not found or not all(web.allowed(address) for address in found):
        raise LeadsInside("leads to a private address, not followed")
    # IPv4 first: a computer without IPv6 notices so at once, one with a broken IPv6 does not.
    return tuple(sorted(found, key=lambda address: ":" in address)[:_MOST_ADDRESSES])


def _asked(web: Web, host: str) -> tuple[str, ...]:
    import dns.exception
    import dns.resolver

    try:
        answers = web.resolver.resolve_name(f"{host}.", search=False, lifetime=web.seconds)
        return tuple(answers.addresses())
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        raise Unreachable("no such server") from None
    except dns.exception.Timeout:
        raise Unreachable("no answer of DNS in time") from None
    except (dns.exception.DNSException, OSError, ValueError, EOFError):
        raise Unreachable("no usable answer of DNS") from None


class Judged(HTTPSConnection):
    """A connection to judged addresses that shows and checks the name of the host, and ends at a fixed time."""

    def __init__(self, host: str, addresses: tuple[str, ...], web: Web, end: float) -> None:
        super().__init__(host, web.port, context=web.trusted)
        self._judged = addresses
        self._trusted = web.trusted
        self._end = end
        self._clock: threading.Timer | None = None
        self.is_late = False

    def connect(self) -> None:
        """Connect to the first judged address that answers, and shake hands."""
        wire = self._wire()
        self._encrypted = self._trusted.wrap_socket(wire, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = self._encrypted
        # A timeout of the socket bounds each wait only; a server that sends a byte a second would hold us for hours.
        self._clock = threading.Timer(self._left(), self._cut)
        self._clock.daemon = True
        self._clock.start()
        self._encrypted.do_handshake()

    def _wire(self) -> socket.socket:
        for address in self._judged[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), timeout=self._left())
        return socket.create_connection((self._judged[-1], self.port), timeout=self._left())

    def end(self) -> None:
        """Close, and stop the clock; close() alone is called by the library as soon as an answer has begun."""
        if self._clock is not None:
            self._clock.cancel()
        self.close()

    def _left(self) -> float:
        return max(self._end - time.monotonic(), 0.01)

    def _cut(self) -> None:
        self.is_late = True
        with suppress(OSError):
            # The method of the plain socket: that of TLS would take the connection apart under its reader.
            socket.socket.shutdown(self._encrypted, socket.SHUT_RDWR)
