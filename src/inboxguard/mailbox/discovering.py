"""Find the IMAP server of an address that no preset knows, by asking the address's own domain and nobody else.

Two questions to DNS (RFC 6186), and one file of the domain's own web server. There is no central database, no guess by
mail exchangers, and nothing that stands before the @ is sent. It is done only when the person asks for it.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from inboxguard.errors import MailboxError, Unreachable
from inboxguard.mailbox import autoconfig, srv
from inboxguard.mailbox.account import Security
from inboxguard.mailbox.found import Asked, Found, Source
from inboxguard.mailbox.web import Web, get, system_resolver
from inboxguard.senders.domains import a_label

_SECONDS = 5.0
_LONGEST_LOCAL_PART = 128


@dataclass(frozen=True, slots=True)
class Discovery:
    """The servers in the order in which they are to be offered, and every question that was asked for them."""

    found: tuple[Found, ...]
    asked: tuple[Asked, ...]


def discover(address: str, web: Web | None = None) -> Discovery:
    """Return the IMAP servers that the domain of `address` names for itself; takes up to some 10 seconds.

    `web` says how DNS and web servers are reached, by default as this system does. Raises MailboxError where
    `address` has no domain that could be asked; failures of the questions are in their answers.
    """
    local, at, host = address.partition("@")
    domain = a_label(host)
    if domain is None or not at or not local.isprintable() or not 0 < len(local) <= _LONGEST_LOCAL_PART:
        raise MailboxError("This is not a mail address with a domain of its own; write it like name@example.org.")
    reached = web or Web(system_resolver(), _SECONDS)
    with ThreadPoolExecutor(len(srv.SERVICES) + 1) as threads:
        records = [
            threads.submit(srv.asked, reached.resolver, service, domain, address, reached.seconds)
            for service in srv.SERVICES
        ]
        files = threads.submit(_files, reached, domain, address)
        asked = (*(record.result() for record in records), *files.result())
    return Discovery(_in_order(one for question in asked for one in question.found), asked)


def _files(web: Web, domain: str, address: str) -> tuple[Asked, ...]:
    """Ask for the configuration in its places, until one has it."""
    asked: list[Asked] = []
    for place in autoconfig.places(domain):
        asked.append(_file(web, place, domain, address))
        if asked[-1].found:
            break
    return tuple(asked)


def _file(web: Web, place: str, domain: str, address: str) -> Asked:
    try:
        content = get(web, place, autoconfig.MOST_BYTES)
    except Unreachable as error:
        return Asked("HTTPS", place, str(error))
    if content is None:
        return Asked("HTTPS", place, "no file")
    found = autoconfig.servers(content, domain, address)
    return Asked("HTTPS", place, "found" if found else "no usable server", found)


def _in_order(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return each server once: what needs no confirmation first, then TLS from the beginning (RFC 8314 section 3),
    then what the web server says, which is authenticated and knows the user name, unlike an answer of DNS.
    """
    best: dict[tuple[str, int, Security], Found] = {}
    for one in sorted(
        found, key=lambda one: (one.confirm, one.security is not Security.TLS, one.source is not Source.AUTOCONFIG)
    ):
        best.setdefault((one.host, one.port, one.security), one)
    return tuple(best.values())
