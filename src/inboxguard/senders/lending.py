"""Who speaks where the From address belongs to a platform that lends it, or to a relay that forwards for the person."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts import relaying
from inboxguard.facts.message import Address, Message
from inboxguard.senders.domains import a_label, carries, of_address, organisational, under
from inboxguard.senders.names import likeness
from inboxguard.senders.signs import mailbox

_LOCAL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TAG = re.compile(r"\+(?:[a-z]+\+)*((?:acct_)?[a-z0-9]{4,40})$")
_LINK = re.compile(r"https?://([a-z0-9.-]{1,253})", re.IGNORECASE)
_LINKS = 40
_LEAST = 5
"""Letters of a name from which it may be a part of another one."""


@dataclass(frozen=True, slots=True)
class _Lent:
    """How the customer of a lent domain is told."""

    tells: tuple[str, ...]
    speaks: bool
    names: tuple[str, ...]
    """What the platform calls itself, letters and digits only."""


def brand(message: Message) -> str | None:
    """Return the organisational domain of whom `message` claims to be from; None for people and where nobody is named.

    Of two customers on one lent domain each has a name of its own under it ("brand.platform.example"), unless the mail
    tells the customer's own domain.
    """
    sender = message.sender
    if sender is None:
        return None
    original = relayed(message)
    if original is not None:
        return None if carries(original.rpartition("@")[2]) else of_address(original)
    host = a_label(sender.domain)
    if host is None:
        return None
    suffix = under(host, _suffixes())
    if suffix is None:
        return None if carries(host) else organisational(host)
    return _told(message, sender, host, suffix)[0]


def claimed(message: Message) -> bool:
    """Return whether only a customer's own word says that `message` is from its `brand`, on a domain that is lent.

    The platform vouches for the customer's name in its own address. Whose domain stands in Reply-To, in a link, in a
    name or in List-Id any customer may choose: that counts only where a signature or bounce address of it passed.
    """
    sender = message.sender
    host = a_label(sender.domain) if sender is not None else None
    suffix = under(host, _suffixes()) if host else None
    if sender is None or host is None or suffix is None:
        return False
    told, way = _told(message, sender, host, suffix)
    if told is None or way in _BY_THE_PLATFORM:
        return False
    passed = [domain.lower() for method, domain in message.authentication.passed if method in ("dkim", "spf")]
    if way == "label" and any(under(told, frozenset((domain,))) for domain in passed):
        return False
    if way == "list" and _by_local(message, sender, host, suffix) == told:
        return False
    return not any(under(domain, frozenset((told,))) for domain in passed)


def _told(message: Message, sender: Address, host: str, suffix: str) -> tuple[str | None, str | None]:
    """Return who speaks on a lent domain, and by which way that is told; no way where it is the platform itself."""
    lending = _lent()[suffix]
    speaks = organisational(suffix) if lending.speaks else None
    for way in lending.tells:
        if way in _BY_THE_NAME and speaks and _is_platform(sender.name, lending.names):
            return speaks, None
        found = _TELLS[way](message, sender, host, suffix)
        if found:
            return found, way
    return speaks, None


def lent(host: str) -> bool:
    """Return whether `host` lies under a domain that a platform lends to its customers."""
    return under(host, _suffixes()) is not None


def relayed(message: Message) -> str | None:
    """Return the original From address of mail that the person's alias relay forwarded and signed, else None."""
    original = unmasked(message)
    return original.address.lower() if original is not None else None


def unmasked(message: Message) -> Address | None:
    """Return the original From of mail that the person's alias relay forwarded and signed, else None.

    The name is without what the relay added to it.
    """
    signed = {domain for method, domain in message.authentication.passed if method == "dkim"}
    if not any(under(domain, _relaying()) for domain in signed):
        return None
    fields = dict(reversed((*message.marks, *message.trail)))
    for relay in relaying.relays():
        if any(under(domain, relay.domains) for domain in signed):
            found = relaying.kept(relay, message.sender, fields.get)
            if found is not None and (relay.where != "local" or organisational(found.domain)):
                return found
    return None


def _by_label(_: Message, __: Address, host: str, suffix: str) -> str | None:
    """"brand.platform.example": the label right under the domain."""
    label = host.removesuffix(suffix).strip(".").rpartition(".")[2]
    return f"{label}.{suffix}" if len(label) > 1 and label not in _named("shared") else None


def _by_local(_: Message, sender: Address, __: str, suffix: str) -> str | None:
    """"brand@platform.example": the local part, unless it is a house address such as "no-reply"."""
    local = sender.address.rpartition("@")[0].lower().partition("+")[0]
    house = re.sub(r"[._-]", "", local) in _named("house") or mailbox(sender.address)
    return f"{local}.{suffix}" if _LOCAL.fullmatch(local) and not house else None


def _by_rewritten(message: Message, sender: Address, _: str, __: str) -> str | None:
    """"news=shop.example@platform.example": the customer's address, written by the platform into the local part."""
    local = sender.address.rpartition("@")[0].lower()
    user, sign, written = local.partition("=")
    if sign and user:
        return None if carries(written) else organisational(written)
    # A dash may be part of the user or of the host; the host that the mail also names elsewhere is meant.
    hosts = [local[at + 1 :] for at, letter in enumerate(local) if letter == "-" and at]
    found = [domain for host in hosts if "." in host and not carries(host) and (domain := organisational(host))]
    if len(set(found)) > 1:
        named = {of_address(message.reply_to.address if message.reply_to else None), *_linked(message)}
        found = [domain for domain in found if domain in named] or found
    return found[0] if found else None


def _by_reply(message: Message, _: Address, __: str, ___: str) -> str | None:
    """The organisational domain of Reply-To."""
    reply = message.reply_to
    if reply is None or carries(reply.domain) or lent(reply.domain):
        return None
    return organisational(reply.domain)


def _by_link(message: Message, sender: Address, _: str, suffix: str) -> str | None:
    """The organisational domain, or the label under the platform's, of a link that is called as the sender is."""
    name = likeness(_customer_name(sender.name, _lent()[suffix].names))
    for domain in _linked(message, suffix):
        label = likeness(domain.partition(".")[0])
        short, long = sorted((name, label), key=len)
        if short and (short == long or (len(short) >= _LEAST and short in long)):
            return domain
    return None


def _by_tag(_: Message, sender: Address, __: str, suffix: str) -> str | None:
    """"store+7712@platform.example": the customer's account."""
    found = _TAG.search(sender.address.rpartition("@")[0].lower())
    account = found[1].replace("_", "-") if found and any(map(str.isdigit, found[1])) else None
    return f"{account}.{_house(suffix)}" if account else None


def _by_name(_: Message, sender: Address, __: str, suffix: str) -> str | None:
    """"Garden Club via Platform", "Garden Club": the name, made a label under the domain."""
    name = _customer_name(sender.name, _lent()[suffix].names)
    folded = unicodedata.normalize("NFKD", name[:80]).encode("ascii", "ignore").decode("ascii").lower()
    label = re.sub(r"[^a-z0-9]+", "-", folded)[:63].strip("-")
    return f"{label}.{_house(suffix)}" if len(label) > 2 and "@" not in name else None


def _house(suffix: str) -> str:
    """Return the domain of the platform itself: a customer is the same from all of its hosts."""
    return organisational(suffix) or suffix


def _by_via(message: Message, sender: Address, host: str, suffix: str) -> str | None:
    """Like the name, but only where the platform is named behind it."""
    name = sender.name.strip()
    return None if _customer_name(name, _lent()[suffix].names) == name else _by_name(message, sender, host, suffix)


def _by_list(message: Message, _: Address, host: str, suffix: str) -> str | None:
    """"list.platform.example" in List-Id: a list that people share."""
    base = message.lists.list_id or ""
    return _by_label(message, Address("", ""), base, suffix) if under(base, frozenset((suffix,))) else None


_TELLS: dict[str, Callable[[Message, Address, str, str], str | None]] = {
    "label": _by_label,
    "local": _by_local,
    "rewritten": _by_rewritten,
    "reply": _by_reply,
    "link": _by_link,
    "tag": _by_tag,
    "name": _by_name,
    "via": _by_via,
    "list": _by_list,
}
_BY_THE_NAME = frozenset(("reply", "link", "tag", "name", "via"))
"""Ways that the platform's own mail would pass too, so its own name counts before them."""
_BY_THE_PLATFORM = frozenset(("local", "tag", None))
"""Ways that read what only the platform writes; labels it writes too, but customers may sign with one of their own."""


def _linked(message: Message, suffix: str = "") -> Iterator[str]:
    """Yield the organisational domains of the first links, each once, in their order.

    Of platforms only `suffix` counts, with the label right under it.
    """
    seen: set[str] = set()
    for link in message.links[:_LINKS]:
        found = _LINK.match(link.url)
        host = found[1].lower() if found else ""
        if not lent(host):
            domain = organisational(host)
        else:
            domain = _by_label(message, Address("", ""), host, suffix) if host.endswith(f".{suffix}") else None
        if domain and domain not in seen:
            seen.add(domain)
            yield domain


def _is_platform(name: str, platform: tuple[str, ...]) -> bool:
    """Return whether a display name is the platform's, such as "Platform Support", and not "Somebody via Platform"."""
    return _has(name, platform) and _customer_name(name, platform) == name.strip()


def _customer_name(name: str, platform: tuple[str, ...]) -> str:
    """Return X of "X via Platform", "X (via Platform)" and "X - Platform Marketplace"; else the whole name."""
    plain = name[:200].strip()
    found = _behind().match(plain)
    if found and _has(found["platform"], platform):
        return found["customer"].strip(" ,-–|(")
    return plain


def _has(name: str, platform: tuple[str, ...]) -> bool:
    shown = likeness(name)
    return any(one in shown for one in platform)


@cache
def _behind() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_named("between"), key=len, reverse=True))
    # The customer is bounded, and what follows it begins with a sign that a name has only once or twice.
    sign = rf"\s+[(\[]?(?:{words})\s+|\s+[-–|]\s+(?=[^\n]{{0,40}}marketplace)"
    platform = r"(?P<platform>[^\n()\[\]]{2,60})[)\]]?\s*$"
    return re.compile(rf"(?P<customer>[^\n]{{2,120}}?)(?:{sign}){platform}", re.IGNORECASE)


@cache
def _lent() -> dict[str, _Lent]:
    tables = tomllib.loads(resources.read("senders/lending.toml"))["lent"]
    return {
        domain: _Lent(
            tuple(entry["tells"]),
            entry["speaks"],
            tuple(map(likeness, entry.get("names", (_label(domain),)))),
        )
        for entry in tables
        for domain in entry["domains"]
    }


def _label(domain: str) -> str:
    return (organisational(domain) or domain).partition(".")[0]


@cache
def _named(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("senders/lending.toml"))[kind])


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(_lent())


@cache
def _relaying() -> frozenset[str]:
    return frozenset(domain for relay in relaying.relays() for domain in relay.domains)
