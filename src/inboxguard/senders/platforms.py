"""The platform that carried a message and the account on it, only where the person's own server vouches for it.

Where that server said nothing, a signature of the sender's own domain that was checked and holds stands in for it.

A header alone never names a platform: spammers copy whole blocks of them. What counts is the attested DKIM domain, the
attested bounce address and the host that handed the mail over; marks in headers and links only choose among those and
tell a platform that rides on another one from its carrier.
"""

from functools import lru_cache

from inboxguard.facts.authentication import valid_signers
from inboxguard.facts.message import Message
from inboxguard.senders.attribution import Kind
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.peer import peer
from inboxguard.senders.platform_table import (
    Platform,
    bouncing,
    linking,
    owners,
    selecting,
    signing_as,
    table,
)

_LONGEST = 1000
_LINKS = 60
_WEB = ("https://", "http://")
_ENGINES = ("transactional", "engine")
"""Kinds of platforms that carry the mail of others, so that another one beside them is the inner one."""
_LISTS = "lists"

_last: tuple[Message, Platform | None] | None = None
"""The message that was asked about last and its answer: each is asked about several times in a row."""


def platform(message: Message, kind: Kind | None = None) -> tuple[str, str | None] | None:
    """Return (name, account id or None) of the innermost platform that carried `message`, or None.

    A letter without list, bulk or automatic marks, or of the `kind` personal, has none, whatever carried it. What
    people write to a list has none but the list's host: signatures of the writer's own provider survive the list.
    """
    carrier = carried_by(message) if message.bulk and kind is not Kind.PERSONAL else None
    if carrier is None or (kind is Kind.DISCUSSION and carrier.kind != _LISTS):
        return None
    return carrier.name, _account(message, carrier)


def carried_by(message: Message) -> Platform | None:
    """Return the innermost platform that carried `message`; None where the person's own server vouches for none."""
    global _last
    last = _last
    if last is None or last[0] is not message:
        last = _last = (message, _judged(message))
    return last[1]


def platform_names() -> tuple[str, ...]:
    """Return every name by which a platform is known, for readers of footers that must not take it for the brand."""
    return tuple(name for one in table().platforms.values() for name in (one.name, *one.aliases))


class _Marks:
    """The marks of one message, looked up only when asked for."""

    __slots__ = ("_linking", "_message", "_urls", "names")

    def __init__(self, message: Message) -> None:
        self._message = message
        self._linking: frozenset[str] | None = None
        self._urls: list[str] | None = None
        self.names = {name for name, _ in message.marks}
        if message.message_id:
            self.names.add("message-id")
        if message.lists.list_id:
            self.names.add("list-id")

    def in_header(self, one: Platform) -> bool:
        """Return whether a field of the header bears the platform's mark."""
        if not self.names.isdisjoint(one.headers):
            return True
        return any(
            pattern.search(text)
            for where, pattern in one.values
            if where in self.names
            for text in _texts(self._message, where)
        )

    def in_links(self, one: Platform) -> bool:
        """Return whether a link of the body leads to the platform."""
        if not one.linked:
            return False
        if self._linking is None:
            authorities = {url.split("/", 3)[2] for url in self.urls() if url.startswith(_WEB)}
            self._linking = frozenset().union(*(linking(_host(authority)) for authority in authorities))
        if one.id in self._linking:
            return True
        return any(pattern.search(url) for pattern in one.url_links for url in self.urls())

    def urls(self) -> list[str]:
        """Return the bounded addresses of the first links."""
        if self._urls is None:
            self._urls = [link.url[:_LONGEST] for link in self._message.links[:_LINKS]]
        return self._urls


def _judged(message: Message) -> Platform | None:
    """Return the innermost platform; the host that handed the mail over is asked where nothing attested names one."""
    firm, vouched = _attested(_passed(message))
    marks = _Marks(message)
    accepted = _accepted(message, marks, firm, vouched)
    if not accepted:
        handed = peer(message.trail)
        house = organisational(handed) if handed else None
        if handed and house and (house not in vouched or owners(handed)):
            firm = owners(handed)
            vouched |= {house}
            accepted = _accepted(message, marks, firm, vouched)
    return _inner(accepted, firm, marks) if accepted else _software(marks, vouched)


def _passed(message: Message) -> tuple[tuple[str, str], ...]:
    """Return what the own server attested; where it said nothing, the signatures that hold as far as was checked."""
    if message.authentication.attested is None and message.verified:
        return tuple(("dkim", domain) for domain in sorted(valid_signers(message, organisational)))
    return message.authentication.passed


@lru_cache(maxsize=4096)
def _attested(passed: tuple[tuple[str, str], ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the platforms that own an attested domain, and the organisational domains of all that is attested."""
    firm = frozenset[str]().union(*(owners(domain) for method, domain in passed if method in ("dkim", "spf")))
    return firm, frozenset(organisational(domain) or "" for _, domain in passed) - {""}


def _accepted(message: Message, marks: _Marks, firm: frozenset[str], vouched: frozenset[str]) -> dict[str, Platform]:
    """Return the platforms that own a vouched domain or whose shapes one has, and those that ride on them."""
    known = table()
    found = {one: known.platforms[one] for one in firm}
    shaped = _shaped(message, vouched) - firm
    for one in shaped:
        if marks.in_header(known.platforms[one]) or marks.in_links(known.platforms[one]):
            found[one] = known.platforms[one]
    for rider in [rider for carrier in found for rider in known.riders.get(carrier, ())]:
        # A copied header is no rider; one that is there links to its own pages too.
        if rider.id in shaped or (marks.in_header(rider) and marks.in_links(rider)):
            found[rider.id] = rider
    return found


def _shaped(message: Message, vouched: frozenset[str]) -> set[str]:
    """Return the platforms whose shape an attested bounce address, signing domain or selector has."""
    checked = message.authentication
    signed = [domain for method, domain in _passed(message) if method == "dkim"]
    found: set[str] = set()
    for domain in signed:
        found |= signing_as(domain)
    for signature in message.signatures:
        if signature.domain.lower() in signed:
            found |= selecting(signature.selector)
    bounce = message.return_path
    if bounce:
        address = bounce.strip("<> ")[:_LONGEST]
        ours = of_address(address)
        denied = {organisational(domain) for method, domain in checked.failed if method == "spf"}
        if ours is not None and ours in vouched and ours not in denied:
            found.update(bouncing(address))
    return found


def _inner(accepted: dict[str, Platform], firm: frozenset[str], marks: _Marks) -> Platform:
    """Return the one of the accepted platforms that no other rides on; among several, the best vouched for."""
    carriers = {carrier for one in accepted.values() for carrier in one.rides_on}
    inner = [one for one in accepted.values() if one.id not in carriers] or list(accepted.values())
    if len(inner) == 1:
        return inner[0]
    return min(
        inner,
        key=lambda one: (
            one.id not in firm,
            one.kind in _ENGINES,
            one.kind == _LISTS,  # an advert that a list passed on
            -(marks.in_header(one) + marks.in_links(one)),
            one.id,
        ),
    )


def _software(marks: _Marks, vouched: frozenset[str]) -> Platform | None:
    """Return the software on the sender's own server: a mark in the header, and its pages under a vouched domain."""
    known = table()
    if marks.names.isdisjoint(known.software_fields):
        return None
    for one in known.software:
        if marks.in_header(one):
            web = [url for url in marks.urls() if url.startswith(_WEB)]
            ours = [url for url in web if organisational(_host(url.split("/", 3)[2])) in vouched]
            if any(pattern.search(url) for url in ours for pattern in one.hosted):
                return one
    return None


def _account(message: Message, one: Platform) -> str | None:
    """Return the id of the customer's account; where texts of one kind name several, they name none."""
    for where, pattern in one.account:
        found = {match["account"] for match in map(pattern.search, _texts(message, where)) if match}
        if len(found) == 1:
            return found.pop()
    return None


def _texts(message: Message, where: str) -> list[str]:
    """Return the bounded texts of what a fact calls `where`: a field, "link" or "dkim_d"."""
    if where == "link":
        return [link.url[:_LONGEST] for link in message.links[:_LINKS]]
    if where == "dkim_d":
        return [domain for method, domain in _passed(message) if method == "dkim"]
    if where == "list-id":
        return [f"<{message.lists.list_id[:_LONGEST]}>"] if message.lists.list_id else []
    if where == "message-id":
        return [f"<{message.message_id.strip('<> ')[:_LONGEST]}>"] if message.message_id else []
    if where == "return-path":
        return [message.return_path.strip("<> ")[:_LONGEST]] if message.return_path else []
    return [value[:_LONGEST] for name, value in message.marks if name == where]


def _host(authority: str) -> str:
    """Return the host (lower case) of the part of a web address behind its slashes."""
    return authority.rpartition("@")[2].partition(":")[0].partition("?")[0].partition("#")[0].lower()
