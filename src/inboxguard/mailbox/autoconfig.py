"""What a domain's own configuration file for mail programs says of its IMAP servers (clientConfig version 1.1).

The format is described in draft-ietf-mailmaint-autoconfig. Only a file from the domain's own web server is read,
never a central database.
"""

import re
from typing import TYPE_CHECKING, Any

from inboxguard.mailbox.account import Security
from inboxguard.mailbox.found import Found, Source, server

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 256 * 1024

_SECURITY = {"ssl": Security.TLS, "starttls": Security.STARTTLS}
_SIGN_IN = frozenset({"password-cleartext", "plain", "oauth2"})
_PLACEHOLDER = re.compile(r"%[A-Za-z0-9_]{1,40}%")
_MOST_SERVERS = 10
_LONGEST_NAME = 60


def places(domain: str) -> tuple[str, str]:
    """Return where a domain keeps its configuration, as host and path behind https://, the usual place first."""
    return f"autoconfig.{domain}/mail/config-v1.1.xml", f"{domain}/.well-known/autoconfig/mail/config-v1.1.xml"


def servers(content: bytes, domain: str, address: str) -> tuple[Found, ...]:
    """Return the IMAP servers that a configuration file names for `address`, in its order; never raises.

    Only those count that are encrypted and take a password or OAuth 2.0. A file with a document type is refused
    whole, so that no entity is ever expanded.
    """
    root = _root(content)
    if root is None:
        return ()
    found: list[Found] = []
    for provider in root.iterchildren("emailProvider"):
        name = _plain(_text(provider, "displayName") or _text(provider, "displayShortName"), domain, address)
        for entry in provider.iterchildren("incomingServer"):
            one = _server(entry, domain, address, name)
            if one is not None and len(found) < _MOST_SERVERS:
                found.append(one)
    return tuple(found)


def _root(content: bytes) -> "_Element | None":
    from lxml import etree

    if len(content) > MOST_BYTES:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    document: Any = root.getroottree().docinfo  # the library's stubs do not know its parts
    return None if document.doctype or root.tag != "clientConfig" else root


def _server(entry: "_Element", domain: str, address: str, name: str) -> Found | None:
    security = _SECURITY.get(_text(entry, "socketType").casefold())
    ways = {(way.text or "").strip().casefold() for way in entry.iterchildren("authentication")}
    port = _text(entry, "port")
    if entry.get("type", "").casefold() != "imap" or security is None or not ways & _SIGN_IN:
        return None
    if not (port.isascii() and port.isdigit() and len(port) <= 5):
        return None
    # A host that holds the local part would tell it to DNS before the person has agreed to anything.
    host = _text(entry, "hostname").replace("%EMAILDOMAIN%", domain)
    user = _filled(_text(entry, "username") or "%EMAILADDRESS%", domain, address)
    if not user or not user.isprintable() or len(user) > 320 or _PLACEHOLDER.search(host):
        return None
    return server(domain, host, int(port), security, user, Source.AUTOCONFIG, name)


def _text(parent: "_Element", tag: str) -> str:
    child = parent.find(tag)
    return (child.text or "").strip()[:1000] if child is not None else ""


def _filled(text: str, domain: str, address: str) -> str:
    """Return `text` with its placeholders replaced, "" where it holds one that is not known."""
    known = {"%EMAILADDRESS%": address, "%EMAILLOCALPART%": address.rpartition("@")[0], "%EMAILDOMAIN%": domain}
    asked = _PLACEHOLDER.findall(text)
    return _PLACEHOLDER.sub(lambda found: known[found.group()], text) if all(one in known for one in asked) else ""


def _plain(text: str, domain: str, address: str) -> str:
    name = " ".join(_filled(text, domain, address).split())
    return name if name.isprintable() and len(name) <= _LONGEST_NAME else ""
