"""The safest way out that a message offers: named, judged, and never followed.

RFC 8058 (one-click), RFC 2369 (List-Unsubscribe) and RFC 6068 (mailto). A request to leave tells the sender that
the address lives, so nothing is offered for spam, for Junk, or where the person's own server vouches for nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import unquote

from inboxguard.errors import Refused
from inboxguard.facts.authentication import valid_signers
from inboxguard.facts.hops import private
from inboxguard.facts.message import LinkKind, Message, MessageKey, Shelf
from inboxguard.facts.person import Person
from inboxguard.requests.mailto import mailto_draft, split
from inboxguard.senders.attribution import Kind
from inboxguard.senders.domains import a_label, organisational
from inboxguard.senders.lending import claimed
from inboxguard.senders.platform_table import linking, owners

_NOBODY = Person()

_ONE_CLICK_FIELDS = frozenset({"list-unsubscribe", "list-unsubscribe-post"})
_INSIDE = (".localhost", ".home.arpa", ".onion")


class Route(StrEnum):
    """How a way leaves (commands.md), safest first."""

    ONE_CLICK = "one_click"
    MAILTO = "mailto"
    LINK = "link"
    NONE = "none"


class Method(StrEnum):
    """What it takes to go it (commands.md)."""

    POST = "POST"
    DRAFT = "draft"
    BROWSER = "browser"


class Reason(StrEnum):
    """Why a way is offered or refused; `SENTENCES` says it to people."""

    SIGNED = "signed"
    BY_MAIL = "by_mail"
    BY_LINK = "by_link"
    BODY_LINK = "body_link"
    SETTINGS = "settings"
    UNSIGNED = "unsigned"
    UNENCRYPTED = "unencrypted"
    BAD_MAILTO = "bad_mailto"
    THIRD_PARTY = "third_party"
    PRIVATE = "private"
    JUNK = "junk"
    SPAM = "spam"
    FORGED = "forged"
    UNATTESTED = "unattested"
    NOT_OFFERED = "not_offered"
    NO_MARKETING = "no_marketing"


_LIVES = "unsubscribing would tell the sender that your address lives, so please block it."
_ANYWHERE = "so its way out may lead anywhere"

SENTENCES = {
    Reason.SIGNED: "The sender offers one-click unsubscribing, and its signature covers the offer.",
    Reason.BY_MAIL: "The sender takes unsubscribe mails; a draft is made for you to read and send.",
    Reason.BY_LINK: "The sender offers a web page for unsubscribing; it opens in your browser.",
    Reason.BODY_LINK: "The text of the mail links to a page for unsubscribing; it opens in your browser.",
    Reason.SETTINGS: "What is left is a page of settings; it opens in your browser, and you choose there what stops.",
    Reason.UNSIGNED: "No valid signature covers the one-click offer, so it might not be the sender's own.",
    Reason.UNENCRYPTED: "The page offered is not encrypted, so others could read along; please write to the sender.",
    Reason.BAD_MAILTO: "The address for unsubscribe mails is not one plain address; please write to the sender.",
    Reason.THIRD_PARTY: "The address for unsubscribe mails is that of somebody else; check it before you write there.",
    Reason.PRIVATE: "The page offered is on no public web server, so it is not used; please block the sender.",
    Reason.JUNK: f"The mail lies in Junk; {_LIVES}",
    Reason.SPAM: f"The mail looks like spam; {_LIVES}",
    Reason.FORGED: f"Your mail server could not confirm who sent this mail, {_ANYWHERE}; please block it.",
    Reason.UNATTESTED: f"Your mail server did not say who sent this mail, {_ANYWHERE}; please check the sender first.",
    Reason.NOT_OFFERED: "The sender offers no way to unsubscribe; a letter of objection is the way that is left.",
    Reason.NO_MARKETING: "No marketing mail of this sender is here, so there is nothing to unsubscribe from.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: where it leads, what it takes, whether it may be gone, and why (not)."""

    route: Route
    url: str | None
    host: str | None
    """The host that would learn of it; for a mailto the domain of the address."""
    method: Method | None
    allowed: bool
    code: Reason
    message: MessageKey | None = None
    """The mail that offers it."""

    @property
    def reason(self) -> str:
        """Return why, in a sentence for people."""
        return SENTENCES[self.code]


def ways(message: Message, person: Person = _NOBODY) -> tuple[Way, ...]:
    """Return the ways out that `message` offers, safest first, each judged; nothing of a mail in Junk is allowed.

    Mail is never sent to an address of `person`, and to one that is not the sender's only on the person's word.
    """
    barred = _barred(message)
    return tuple(
        replace(way, allowed=False, code=barred) if barred else way
        for way in map(_in_a_labels, _offered(message, person))
    )


def safest(letters: Iterable[tuple[Message, Kind]], person: Person = _NOBODY) -> Way:
    """Return the safest way out of one sender's mail, given newest first with its kinds.

    The newest marketing or list mail that offers an allowed way decides, as older tokens may have died; mail on a lent
    domain that only claims to be the sender's, where no other does. Where none does, the answer is a refusal: route
    "none" or the way that was refused, not allowed, with the reason.
    """
    refused: Way | None = None
    by_claim: Way | None = None
    for message, kind in letters:
        if kind is Kind.SPAM:
            refused = refused or _none(Reason.SPAM, message)
            continue
        if kind not in (Kind.MARKETING, Kind.DISCUSSION):
            continue
        offered = ways(message, person)
        allowed = next((way for way in offered if way.allowed), None)
        if allowed and not claimed(message):
            return allowed
        if allowed:
            by_claim = by_claim or allowed
            continue
        barred = _barred(message)
        refused = refused or (offered[0] if offered else _none(barred or Reason.NOT_OFFERED, message))
    return by_claim or refused or _none(Reason.NO_MARKETING, None)


def _offered(message: Message, person: Person) -> Iterator[Way]:
    """Yield the ways as offered: one-click, mailto, encrypted link, link of the body, unencrypted link, settings."""
    lists, key = message.lists, message.key
    if lists.one_click and lists.unsubscribe_https and _host(lists.unsubscribe_https[0]):
        url = lists.unsubscribe_https[0]
        signed = _covered(message, _host(url) or "")
        code = Reason.PRIVATE if _leads_inside(url) else Reason.SIGNED if signed else Reason.UNSIGNED
        yield Way(Route.ONE_CLICK, url, _host(url), Method.POST, allowed=code is Reason.SIGNED, code=code, message=key)
    body = [link.url for link in message.links if link.kind is LinkKind.UNSUBSCRIBE]
    related = _related(message)
    for url in (*lists.unsubscribe_mailto, *(url for url in body if _scheme(url) == "mailto")):
        code = Reason.BY_MAIL
        if not _is_sound(url, person):
            code = Reason.BAD_MAILTO
        elif not _is_related(_mail_host(url) or "", related):
            code = Reason.THIRD_PARTY
        allowed = code is Reason.BY_MAIL
        yield Way(Route.MAILTO, url, _mail_host(url), Method.DRAFT, allowed=allowed, code=code, message=key)
    for code, urls in ((Reason.BY_LINK, lists.unsubscribe_https), (Reason.BODY_LINK, body)):
        for url in urls:
            if _host(url) and _scheme(url) == "https":
                inside = _leads_inside(url)
                why = Reason.PRIVATE if inside else code
                yield Way(Route.LINK, url, _host(url), Method.BROWSER, allowed=not inside, code=why, message=key)
    for url in (*lists.unsubscribe_http, *body):
        if _host(url) and _scheme(url) == "http":
            why = Reason.PRIVATE if _leads_inside(url) else Reason.UNENCRYPTED
            yield Way(Route.LINK, url, _host(url), Method.BROWSER, allowed=False, code=why, message=key)
    for url in (link.url for link in message.links if link.kind is LinkKind.PREFERENCES):
        if _scheme(url) == "https" and _host(url) and not _leads_inside(url):
            yield Way(Route.LINK, url, _host(url), Method.BROWSER, allowed=True, code=Reason.SETTINGS, message=key)


def _barred(message: Message) -> Reason | None:
    """Return why nothing that `message` offers may be used, or None."""
    if message.shelf is Shelf.JUNK:
        return Reason.JUNK
    aligned = message.authentication.aligned
    if aligned or (aligned is None and message.verified and valid_signers(message, organisational)):
        return None
    return Reason.UNATTESTED if aligned is None else Reason.FORGED


def _covered(message: Message, host: str) -> bool:
    """Return whether a valid DKIM signature of the sender or a known platform covers both fields (RFC 8058 section 4).

    A signature of anybody else says only that somebody put the fields there. Who only claims to be the sender, on a
    domain that a platform lends, is taken at the platform's word for a page of the platform's own.
    """
    valid = {domain.lower() for domain in valid_signers(message, organisational)}
    mine = organisational(message.sender.domain) if message.sender is not None else None
    elsewhere = claimed(message)
    for signature in message.signatures:
        domain = signature.domain.lower()
        trusted = bool(owners(domain)) or (mine is not None and organisational(domain) == mine)
        if elsewhere and not (organisational(domain) == organisational(host) or owners(domain) & _running(host)):
            continue
        if domain in valid and trusted and {name.strip().lower() for name in signature.headers} >= _ONE_CLICK_FIELDS:
            return True
    return False


def _running(host: str) -> frozenset[str]:
    """Return the platforms whose pages lie on a host."""
    return owners(host) | linking(host)


def _related(message: Message) -> frozenset[str]:
    """Return the organisational domains that have to do with a message by more than its own word."""
    hosts = [domain for _, domain in message.authentication.passed]
    hosts += [address.domain for address in (message.sender, message.reply_to) if address is not None]
    hosts += [(message.return_path or "").rpartition("@")[2], message.lists.list_id or ""]
    return frozenset(organisational(host) or host for host in hosts if host)


def _is_related(host: str, related: frozenset[str]) -> bool:
    return (organisational(host) or host) in related or bool(owners(host))


def _leads_inside(url: str) -> bool:
    """Return whether an address leads to a bare number, into a house or network, to an unusual port, or hides its host.

    Whoever wrote it would have the person's own computer ask there (standards page 2.3).
    """
    parts = split(url)
    host = (parts.hostname or "") if parts else ""
    try:
        port = parts.port if parts else None
    except ValueError:
        return True
    if parts is not None and "@" in parts.netloc:  # "https://shop.example@other.example/" reads as what it is not
        return True
    return organisational(host) is None or private(host) or port not in (None, 443, 80) or host.endswith(_INSIDE)


def _none(code: Reason, message: Message | None) -> Way:
    return Way(Route.NONE, None, None, None, allowed=False, code=code, message=message.key if message else None)


def _is_sound(url: str, person: Person) -> bool:
    try:
        mailto_draft(url, "", person)
    except Refused:
        return False
    return True


def _in_a_labels(way: Way) -> Way:
    """Return a way with its host in A-labels (RFC 5890): letters of two alphabets look the same."""
    if way.host is None or way.host.isascii():
        return way
    host = a_label(way.host) or way.host
    parts = split(way.url or "")
    if parts is None or way.route is Route.MAILTO:
        return replace(way, host=host)
    _, colon, port = parts.netloc.rpartition(":")
    return replace(way, host=host, url=parts._replace(netloc=f"{host}{colon}{port}" if colon else host).geturl())


def _scheme(url: str) -> str:
    parts = split(url)
    return parts.scheme if parts else ""


def _host(url: str) -> str | None:
    parts = split(url)
    return parts.hostname if parts else None


def _mail_host(url: str) -> str | None:
    parts = split(url)
    return unquote(parts.path).rpartition("@")[2].lower() or None if parts else None
