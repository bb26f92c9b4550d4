"""Signs in whom a mail names as its sender, in who vouches for it and in the way that it came."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from inboxguard.facts.message import Address, Link, Message
from inboxguard.facts.unwrapping import beyond_gateways, may_wrap
from inboxguard.senders import disguise
from inboxguard.senders.domains import carries, of_address, organisational, under
from inboxguard.senders.lending import relayed
from inboxguard.senders.names import likeness, likenesses
from inboxguard.senders.signs import Signs
from inboxguard.senders.suspicion_table import book

_MOST_LINKS = 40
_MOST_HOPS = 12
_LONGEST_HOP = 300
_LONGEST_TEXT = 3000
_MANY = 8
_LATER = timedelta(days=1)
_EARLIER = timedelta(days=60)
_NAME = 4
_OFTEN = 2
_WORD = re.compile(r"\w{4,30}")
SHOWN = re.compile(r"(?:https?://)?((?:[\w-]{1,63}\.){1,5}[a-z]{2,12})(?:/\S{0,300})?", re.IGNORECASE)
"""A text that is nothing but a web address or a host."""
_PRIVATE_LINES = ("dsl", "dial", "dhcp", "cable", "ppp", "pool", "dyn", "client", "cpe", "res", "home", "broadband")
_PEER_NAME = re.compile(r"from \S{1,200} ?\((?:\S{1,60}@)?([\w.-]{4,120}) ?\[", re.IGNORECASE)
_SIGNS_OF_ODD = ("unknown", "forged", "helo", *(f"from {digit}" for digit in range(1, 10)))
_ODD_HOP = re.compile(
    r"^from (?:\d{1,3}\.){3}\d{1,3} by (?:\d|;)|^from \[?(?:\d{1,3}\.){3}\d{1,3}\]? \(unknown|may be forged|"
    r"helo=?\s?(?!10\.|127\.|192\.168\.|172\.)(?:\d{1,3}\.){3}\d{1,3}\b",
    re.IGNORECASE,
)
_LENT_ID = re.compile(r"^[0-9a-f-]{36}@[\w-]{6,30}\.(?:[\w-]+\.){1,3}prod\.", re.IGNORECASE)
_FORGED_ID = re.compile(r"[0-9a-f]{12}\$0000[0-9a-f]{4}\$0000[0-9a-f]{4}@|[A-Z]{15,60}@")
"""Shapes that only junk mail's programs write: Outlook's with zeros for the time, and capitals alone."""
_EXCHANGE = (".outlook.com", ".local", ".lan", ".internal")


@dataclass(frozen=True, slots=True)
class View:
    """A message and what is asked of it again and again."""

    message: Message
    seen: Signs
    carried: bool
    """The person's own server vouches for a platform that carried it."""
    sending: frozenset[str]
    """The organisational domains that speak in it: that of From, and those that are attested."""
    named: bool
    """The display name has a name in common with those domains, or the person's own relay rewrote it."""
    links: tuple[tuple[Link, str, str | None], ...]
    """The first web links, with their host and its organisational domain, as their sender wrote them."""


def view(message: Message, seen: Signs, carried: bool) -> View:
    """Return a message with what is asked of it again and again."""
    sending = _sending(message)
    first = message.links[:_MOST_LINKS]
    wrapped = may_wrap("\n".join([link.url for link in first]))
    hosts = ((link, _host(beyond_gateways(link.url) if wrapped else link.url)) for link in first)
    links = tuple((link, host, organisational(host)) for link, host in hosts if host)
    sender = message.sender
    named = sender is not None and (
        _named(sender.name[:100], sender.domain, sending) or relayed(message) is not None
    )
    return View(message, seen, carried, sending, named, links)


def _sending(message: Message) -> frozenset[str]:
    """Return the organisational domains that speak in a mail: that of From, and those that are attested."""
    passed = (organisational(domain) for method, domain in message.authentication.passed if method in ("dkim", "spf"))
    ours = of_address(message.sender.address if message.sender else None)
    return frozenset(domain for domain in (ours, *passed) if domain)


def _host(url: str) -> str:
    """Return the host of a web address in lower case, "" for other links."""
    if url[:4].lower() != "http":
        return ""
    return url[:1000].partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0].lower()


def identity(view: View) -> Iterable[str]:
    """Yield the signs that the sender is not whom it seems."""
    message, seen, sending = view.message, view.seen, view.sending
    sender = message.sender
    if sender is None:
        return
    table = book()
    if seen.forged_name:
        yield "forged_name"
    elif _shows_domain(sender, sending) or _shows_readers(sender, message):
        yield "other_domain_named"
    checked = message.authentication
    # People are called otherwise than their domains; whoever threatens an account is no person.
    house = message.bulk or bool(seen.subject.get("threat") and not seen.freemail)
    if checked.attested and house and sender.name and not message.lists.post and not view.named:
        yield "unlike_name"
        if _borrowed(message, sending):
            yield "borrowed_name"
    local = sender.address.rpartition("@")[0].lower()
    ours, bounce = of_address(sender.address) or "", of_address(message.return_path) or ""
    names = [local] if local.isalnum() and not seen.freemail else []
    if disguise.gibberish(ours.partition(".")[0]) or disguise.gibberish(bounce.partition(".")[0]):
        yield "random_domain"
    if any(map(disguise.gibberish, (*names, *sender.name.split()[:1]))):
        yield "random_sender"
    elif disguise.numbered(local):
        yield "numbered_sender"
    bounces_to = (message.return_path or "").rpartition("@")
    if under(sender.domain, table.free) or under(bounces_to[2], table.free):
        yield "free_host"
    elif ours.rpartition(".")[2] in table.cheap:
        yield "cheap_domain"
    # A house of two domains of one name ("lamps.example", "lamps.test") is no other's server.
    if bounces_to[0].lower() in table.servers and bounce.partition(".")[0] != ours.partition(".")[0]:
        yield "server_user"
    if len(message.to) == 1 and message.to[0].address.lower() == sender.address.lower():
        yield "to_itself"
    answers = message.reply_to
    if answers is not None and answers.address.lower() != sender.address.lower():
        if carries(answers.domain) and of_address(answers.address) != ours:
            yield "private_reply"
        elif message.bulk and checked.attested and not view.carried and of_address(answers.address) not in sending:
            yield "reply_elsewhere"


def _shows_domain(sender: Address, sending: frozenset[str]) -> bool:
    """Return whether the display name is a domain that does not speak in the mail."""
    shown = SHOWN.fullmatch(sender.name.strip())
    return shown is not None and organisational(shown[1]) not in (None, *sending)


def _shows_readers(sender: Address, message: Message) -> bool:
    """Return whether the display name holds the domain of the reader's address, but another one writes."""
    host = message.to[0].domain.lower() if message.to else ""
    return "." in host and host in sender.name[:200].lower() and organisational(host) != of_address(sender.address)


def _borrowed(message: Message, sending: frozenset[str]) -> bool:
    """Return whether the text speaks for the name in From, which no domain bears, and is silent on who sends."""
    assert message.sender is not None
    names = [likeness(word) for word in _WORD.findall(message.sender.name[:80]) if word[0].isupper()]
    text = f"{message.subject} {(message.text or '')[:_LONGEST_TEXT]} {message.footer[-500:]}"
    bare = "".join(text.split()).lower()
    if not any(bare.count(name) >= _OFTEN for name in names):
        return False
    return not any(likeness(domain.partition(".")[0]) in bare for domain in sending)


@lru_cache(maxsize=4096)
def _named(name: str, host: str, sending: frozenset[str]) -> bool:
    """Return whether a display name has a name in common with the domains that speak."""
    bare = likenesses(name)
    places = [likeness(domain.partition(".")[0]) for domain in sending]
    places.append(likeness(host))
    words = [spelt for word in name.split()[:8] for spelt in likenesses(word)]
    if any(len(word) >= _NAME and any(word in place for place in places) for word in words):
        return True
    return any(
        (len(place) > 2 and place in spelt) or (len(spelt) > 2 and spelt in place) for spelt in bare for place in places
    )


def authentication(view: View) -> Iterable[str]:
    """Yield the signs that nobody vouches for the sender."""
    message = view.message
    checked = message.authentication
    if checked.attested is None or view.seen.discussion_mark or message.lists.post or view.carried:
        return
    if checked.composite is False:
        yield "composite_failed"  # Microsoft's verdict from all it knows of the sender
    if checked.aligned is True:
        if message.bulk and not any(method == "dkim" for method, _ in checked.passed):
            yield "unsigned"
        return
    if not any(method in ("dkim", "spf") for method, _ in checked.passed):
        yield "nothing_vouched"
    else:
        yield "not_vouched"


def transport(view: View) -> Iterable[str]:
    """Yield the signs that a mail was not sent as honest mail is."""
    message, seen = view.message, view.seen
    identifier = (message.message_id or "").strip("<>")
    if not identifier or _LENT_ID.match(identifier):
        yield "no_own_id"
    elif _FORGED_ID.match(identifier):
        yield "forged_id"
    elif message.sender is not None:
        yield from _foreign(identifier.rpartition("@")[2].lower(), message.sender)
    late = message.received - message.sent if message.sent and message.received else None
    if "bad_date" in message.defects or (late is not None and not -_LATER < late < _EARLIER):
        yield "wrong_date"
    if any(name == "content-type" and value[:9].lower() == "text/html" for name, value in message.marks):
        yield "html_alone"
    if not message.to:
        yield "nobody_addressed"
    elif len({one.domain for one in message.to}) >= _MANY:
        yield "many_strangers"
    if message.authentication.aligned or seen.discussion_mark or message.lists.post:
        return
    trail = (value[:_LONGEST_HOP] for name, value in message.trail if name == "received" and value[:5] == "from ")
    hops = list(islice(trail, _MOST_HOPS))
    joined = "".join(hops).lower()
    if any(word in joined for word in _PRIVATE_LINES) and any(map(_at_home, hops)):
        yield "home_computer"
    if any(word in joined for word in _SIGNS_OF_ODD) and any(map(_ODD_HOP.search, hops)):
        yield "odd_hop"


def _at_home(value: str) -> bool:
    """Return whether the looked-up name of the host in a Received field is that of a numbered private line."""
    peer = _PEER_NAME.match(value)
    name = peer[1].lower() if peer else ""
    return any(map(str.isdigit, name)) and any(word in name for word in _PRIVATE_LINES)


def _foreign(host: str, sender: Address) -> Iterable[str]:
    """Yield whether a Message-ID bears a mail service's name that From does not, or lacks the one that From has."""
    mailers = book().mailers
    theirs, ours = organisational(host), of_address(sender.address)
    if theirs is None or theirs == ours or host.endswith(_EXCHANGE):
        return
    if theirs in mailers:
        yield "foreign_id"
    elif ours in mailers:
        yield "not_its_service"
