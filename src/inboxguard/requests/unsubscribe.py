"""The safest way out that a message offers: named, judged, and never followed.

RFC 8058 (one-click), RFC 2369 (List-Unsubscribe) and RFC 6068 (mailto). A request to leave tells the sender that
the address lives, so nothing is offered for spam, for Junk, or where the person's own server vouches for nobody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from inboxguard.errors import Refused
from inboxguard.facts.message import LinkKind, Message, MessageKey, Shelf
from inboxguard.requests.request import Draft
from inboxguard.senders.attribution import Kind

_URL_LENGTH = 4_000
_SUBJECT_LENGTH = 500
_BODY_LENGTH = 4_000
_ONE_CLICK_FIELDS = frozenset({"list-unsubscribe", "list-unsubscribe-post"})
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@?&]{1,64}@[A-Za-z0-9.-]{1,253}")


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
    UNSIGNED = "unsigned"
    UNENCRYPTED = "unencrypted"
    BAD_MAILTO = "bad_mailto"
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
    Reason.UNSIGNED: "No valid signature covers the one-click offer, so it might not be the sender's own.",
    Reason.UNENCRYPTED: "The page offered is not encrypted, so others could read along; please write to the sender.",
    Reason.BAD_MAILTO: "The address for unsubscribe mails is not one plain address; please write to the sender.",
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


def ways(message: Message) -> tuple[Way, ...]:
    """Return the ways out that `message` offers, safest first, each judged; nothing of a mail in Junk is allowed."""
    barred = _barred(message)
    return tuple(
        Way(way.route, way.url, way.host, way.method, allowed=False, code=barred, message=way.message)
        if barred
        else way
        for way in _offered(message)
    )


def safest(letters: Iterable[tuple[Message, Kind]]) -> Way:
    """Return the safest way out of one sender's mail, given newest first with its kinds.

    The newest marketing or list mail that offers an allowed way decides, as older tokens may have died. Where
    none does, the answer is a refusal: route "none" or the way that was refused, not allowed, with the reason.
    """
    refused: Way | None = None
    for message, kind in letters:
        if kind is Kind.SPAM:
            refused = refused or _none(Reason.SPAM, message)
            continue
        if kind not in (Kind.MARKETING, Kind.DISCUSSION):
            continue
        offered = ways(message)
        allowed = next((way for way in offered if way.allowed), None)
        if allowed:
            return allowed
        barred = _barred(message)
        refused = refused or (offered[0] if offered else _none(barred or Reason.NOT_OFFERED, message))
    return refused or _none(Reason.NO_MARKETING, None)


def mailto_draft(url: str, from_alias: str) -> Draft:
    """Return the unsubscribe mail that `url` asks for (RFC 6068), from the address that is on the list.

    Only address, subject and body are taken over; cc, bcc and all other fields are dropped, line breaks cannot
    make header fields, + stays +. Raises Refused unless there is exactly one plain recipient who is not the person.
    """
    split = _split(url)
    if split is None or split.scheme != "mailto":
        raise Refused("This is no address for an unsubscribe mail; please use another way out.")
    fields = list(_fields(split.query))
    recipients = [unquote(part) for part in split.path.split(",") if part]
    recipients += [part for name, value in fields if name == "to" for part in value.split(",") if part]
    if len(recipients) != 1:
        raise Refused(
            "The sender asks for mail to several addresses or none, which is not safe; please use another way."
        )
    to = recipients[0].strip()
    if not _ADDRESS.fullmatch(to) or not to.isprintable():
        raise Refused("The address for the unsubscribe mail is not a plain mail address; please use another way out.")
    if to.lower() == from_alias.lower():
        raise Refused("The unsubscribe mail would go to yourself; please use another way out.")
    told: dict[str, str] = {}
    for name, value in fields:
        if name in ("subject", "body"):
            told.setdefault(name, value)
    subject = _line(told.get("subject", ""))[:_SUBJECT_LENGTH] or "unsubscribe"
    return Draft(to, from_alias, subject, _text(told.get("body", ""))[:_BODY_LENGTH])


def _offered(message: Message) -> Iterator[Way]:
    """Yield the ways as offered: one-click, mailto, encrypted link, link of the body, unencrypted link."""
    lists, key = message.lists, message.key
    if lists.one_click and lists.unsubscribe_https and _host(lists.unsubscribe_https[0]):
        url = lists.unsubscribe_https[0]
        signed = _covered(message)
        code = Reason.SIGNED if signed else Reason.UNSIGNED
        yield Way(Route.ONE_CLICK, url, _host(url), Method.POST, allowed=signed, code=code, message=key)
    for url in lists.unsubscribe_mailto:
        sound = _is_sound(url)
        code = Reason.BY_MAIL if sound else Reason.BAD_MAILTO
        yield Way(Route.MAILTO, url, _mail_host(url), Method.DRAFT, allowed=sound, code=code, message=key)
    body = [link.url for link in message.links if link.kind is LinkKind.UNSUBSCRIBE]
    for code, urls in ((Reason.BY_LINK, lists.unsubscribe_https), (Reason.BODY_LINK, body)):
        for url in urls:
            if _host(url) and _scheme(url) == "https":
                yield Way(Route.LINK, url, _host(url), Method.BROWSER, allowed=True, code=code, message=key)
    for url in (*lists.unsubscribe_http, *body):
        if _host(url) and _scheme(url) == "http":
            yield Way(Route.LINK, url, _host(url), Method.BROWSER, allowed=False, code=Reason.UNENCRYPTED, message=key)


def _barred(message: Message) -> Reason | None:
    """Return why nothing that `message` offers may be used, or None."""
    if message.shelf is Shelf.JUNK:
        return Reason.JUNK
    aligned = message.authentication.aligned
    if aligned:
        return None
    return Reason.UNATTESTED if aligned is None else Reason.FORGED


def _covered(message: Message) -> bool:
    """Return whether a valid DKIM signature covers both one-click fields (RFC 8058 section 4)."""
    passed = {domain.lower() for method, domain in message.authentication.passed if method == "dkim"}
    return any(
        signature.domain.lower() in passed and {name.strip().lower() for name in signature.headers} >= _ONE_CLICK_FIELDS
        for signature in message.signatures
    )


def _none(code: Reason, message: Message | None) -> Way:
    return Way(Route.NONE, None, None, None, allowed=False, code=code, message=message.key if message else None)


def _is_sound(url: str) -> bool:
    try:
        mailto_draft(url, "")
    except Refused:
        return False
    return True


def _split(url: str) -> SplitResult | None:
    if len(url) > _URL_LENGTH:
        return None
    try:
        return urlsplit(url.strip())
    except ValueError:
        return None


def _scheme(url: str) -> str:
    split = _split(url)
    return split.scheme if split else ""


def _host(url: str) -> str | None:
    split = _split(url)
    return split.hostname if split else None


def _mail_host(url: str) -> str | None:
    split = _split(url)
    return unquote(split.path).rpartition("@")[2].lower() or None if split else None


def _fields(query: str) -> Iterator[tuple[str, str]]:
    """Yield the header fields of a mailto URL, decoded; + is a plus there, not a space (RFC 6068 section 5)."""
    for part in query.replace("&amp;", "&").split("&"):
        name, _, value = part.partition("=")
        yield unquote(name).strip().lower(), unquote(value)


def _line(text: str) -> str:
    """Return `text` as one line: what follows a line break is dropped, and so are control characters."""
    first = re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]", text, maxsplit=1)[0]
    return "".join(sign for sign in first if unicodedata.category(sign)[0] != "C").strip()


def _text(text: str) -> str:
    """Return `text` with plain line breaks and without other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign)[0] != "C")
