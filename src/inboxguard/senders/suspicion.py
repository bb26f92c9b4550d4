"""What makes a mail suspicious: signs of several families, each with its weight, added up against signs of standing.

One family alone never makes a mail spam, except where a sign leaves no doubt (suspicion.toml): small senders look odd
in one way or another, and an advert of theirs called spam is worse than spam called an advert.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Address, LinkKind, Message
from inboxguard.senders import disguise
from inboxguard.senders.domains import carries, of_address, organisational, under
from inboxguard.senders.names import likeness
from inboxguard.senders.signs import Signs

_MOST_LINKS = 40
_MOST_HOPS = 12
_LONGEST_HOP = 600
_LONGEST_TEXT = 3000
_SHORT_TEXT = 200
_MANY = 8
_LATER = timedelta(days=1)
_EARLIER = timedelta(days=60)
_NAME = 4
_ADVERT = re.compile(r"^\W{0,3}adv(?:ert\w{0,10})?\s{0,2}[:\]]", re.IGNORECASE)
_REPLY = re.compile(r"^\W{0,3}(?:re|aw|fw|fwd|wg)\s?:", re.IGNORECASE)
_SHOWN = re.compile(r"(?:https?://)?((?:[\w-]{1,63}\.){1,5}[a-z]{2,12})(?:/\S{0,300})?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d{7,11}")
_WORD = re.compile(r"\w{4,30}")
_HOME = re.compile(
    r"^from \S{1,200} ?\([^()\[]{0,80}\b(?:[\w-]*\d[\w-]*\.)[\w.-]{0,60}(?:dsl|dial|dhcp|cable|ppp|pool|dyn|client|cpe|"
    r"res|home|broadband)[\w.-]{0,80}[^()]{0,60}\[[^()]{0,60}\).{0,300}? by ",
    re.IGNORECASE,
)
_ODD_HOP = re.compile(
    r"^from (?:\d{1,3}\.){3}\d{1,3} by (?:\d|;)|^from \[?(?:\d{1,3}\.){3}\d{1,3}\]? \(unknown|may be forged|"
    r"helo=?\s?(?!10\.|127\.|192\.168\.|172\.)(?:\d{1,3}\.){3}\d{1,3}\b",
    re.IGNORECASE,
)
_LENT_ID = re.compile(r"^[0-9a-f-]{36}@[\w-]{6,30}\.(?:[\w-]+\.){1,3}prod\.", re.IGNORECASE)
_EXCHANGE = (".outlook.com", ".local", ".lan", ".internal")
_OFTEN = 2
_ADVANCE = 3
_SURE = 7
_UNSURE = 5
_GRADES = (("threat", "threats", 4), ("coin", "coins", 3), ("prize", "prizes", 2), ("junk_offer", "junk_offers", 3))
_DOUBTED = frozenset(("threat", "random_domain"))


@dataclass(frozen=True, slots=True)
class _Book:
    """The tables of suspicion.toml."""

    enough: int
    conclusive: frozenset[str]
    weights: Mapping[str, int]
    family: Mapping[str, str]
    standing: Mapping[str, int]
    free: frozenset[str]
    short: frozenset[str]
    cheap: frozenset[str]
    mailers: frozenset[str]
    lent: frozenset[str]
    """Domains under which a platform's customers write."""
    swapped: frozenset[str]
    servers: frozenset[str]


@cache
def _book() -> _Book:
    data = tomllib.loads(resources.read("senders/suspicion.toml"))
    lending = tomllib.loads(resources.read("senders/lending.toml"))
    families = ("disguise", "identity", "authentication", "transport", "filter", "words", "links")
    hosts = {name: frozenset(entries) for name, entries in data["hosts"].items()}
    return _Book(
        enough=data["enough"],
        conclusive=frozenset(data["conclusive"]),
        weights={code: weight for family in families for code, weight in data[family].items()},
        family={code: family for family in families for code in data[family]},
        standing=data["standing"],
        free=hosts["free"],
        short=hosts["short"],
        cheap=hosts["cheap"],
        mailers=hosts["mailers"],
        lent=hosts["spoken_through"].union(*(entry["domains"] for entry in lending["lent"])),
        swapped=frozenset(data["local_parts"]["often_swapped"]),
        servers=frozenset(data["local_parts"]["servers"]),
    )


def suspicious(message: Message, seen: Signs, carried: bool) -> tuple[str, ...]:
    """Return the codes of what makes `message` suspicious, the weightiest first; () where it is not enough for spam.

    `carried` says whether the person's own server vouches for a platform that carried it.
    """
    book = _book()
    found = observed(message, seen, carried)
    weight = sum(book.weights[code] for code in found)
    if weight < book.enough:
        return ()
    if book.conclusive.isdisjoint(found):
        families = {book.family[code] for code in found}
        if len(families) < 2 and (weight <= book.enough or ("words" in families and _answerable(message, seen))):
            return ()
        if weight - sum(book.standing[code] for code in standing(message, found)) < book.enough:
            return ()
    return tuple(sorted(found, key=lambda code: -book.weights[code]))


def _answerable(message: Message, seen: Signs) -> bool:
    """Return whether somebody stands behind a mail whose words alone are bad: a vouched domain, a list, a way out."""
    lists = message.lists
    listed = lists.list_id or lists.post or seen.discussion_mark or seen.way_out_header
    return bool(listed) or message.authentication.aligned is True


def observed(message: Message, seen: Signs, carried: bool) -> tuple[str, ...]:
    """Return the codes of every suspicious sign that `message` bears, each once."""
    sending = _sending(message)
    signs = (
        *_disguises(message),
        *_identity(message, seen, sending, carried),
        *_authentication(message, seen, carried),
        *_transport(message, seen),
        *(("filter_sure",) if seen.spam_level >= _SURE else ("filter_unsure",) if seen.spam_level >= _UNSURE else ()),
        *_words(message, seen),
        *_links(message, sending, carried),
    )
    return tuple(dict.fromkeys(signs))


def standing(message: Message, found: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the signs of good standing that `message` bears, which bears the suspicious signs `found`.

    Links and a name of its own say little where nobody vouches for the domain: a threat to an account copies them.
    """
    sender = message.sender
    if sender is None:
        return ()
    signs = []
    if message.in_reply_to and (message.lists.post or not message.bulk):
        signs.append("conversation")
    vouched = message.authentication.aligned is True
    if under(sender.domain, _book().lent) or (not vouched and not _DOUBTED.isdisjoint(found)):
        return tuple(signs)  # a lent domain is nobody's own
    sending = _sending(message)
    hosts = map(_host, (link.url for link in message.links[:_MOST_LINKS]))
    if not message.lists.post and any(organisational(host) in sending for host in hosts):
        signs.append("own_links")
    if vouched and _named(sender, sending):
        signs.append("named_house")
    return tuple(signs)


def _sending(message: Message) -> frozenset[str | None]:
    """Return the organisational domains that speak in a mail: that of From, and those that are attested."""
    passed = (organisational(domain) for method, domain in message.authentication.passed if method in ("dkim", "spf"))
    ours = of_address(message.sender.address if message.sender else None)
    return frozenset(domain for domain in (ours, *passed) if domain)


def _disguises(message: Message) -> Iterable[str]:
    subject = message.subject[:300]
    name = message.sender.name[:100] if message.sender else ""
    text = (message.text or "")[:_LONGEST_TEXT]
    if disguise.mixed_script(subject) or disguise.mixed_script(name) or disguise.mixed_script(text) >= 3:
        yield "mixed_script"
    if disguise.fancy_letters(subject) or disguise.fancy_letters(name):
        yield "fancy_letters"
    if disguise.hidden_signs(subject) or disguise.hidden_signs(name):
        yield "hidden_signs"
    if disguise.spaced_word(subject):
        yield "spaced_word"
    if disguise.swapped_letters(subject, _book().swapped) or disguise.swapped_letters(name, _book().swapped):
        yield "swapped_letters"
    if disguise.random_tail(subject):
        yield "random_tail"
    if disguise.loud(subject):
        yield "loud_subject"


def _identity(message: Message, seen: Signs, sending: frozenset[str | None], carried: bool) -> Iterable[str]:
    sender = message.sender
    if sender is None:
        return
    book = _book()
    if seen.forged_name:
        yield "forged_name"
    elif _shows_domain(sender, sending):
        yield "other_domain_named"
    checked = message.authentication
    if checked.attested and message.bulk and sender.name and not message.lists.post and not _named(sender, sending):
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
    if under(sender.domain, book.free) or under(bounces_to[2], book.free):
        yield "free_host"
    elif ours.rpartition(".")[2] in book.cheap:
        yield "cheap_domain"
    if bounces_to[0].lower() in book.servers and bounce != ours:
        yield "server_user"
    if len(message.to) == 1 and message.to[0].address.lower() == sender.address.lower():
        yield "to_itself"
    answers = message.reply_to
    if answers is not None and answers.address.lower() != sender.address.lower():
        if carries(answers.domain) and of_address(answers.address) != ours:
            yield "private_reply"
        elif message.bulk and checked.attested and not carried and of_address(answers.address) not in sending:
            yield "reply_elsewhere"


def _shows_domain(sender: Address, sending: frozenset[str | None]) -> bool:
    """Return whether the display name is a domain that does not speak in the mail."""
    shown = _SHOWN.fullmatch(sender.name.strip())
    return shown is not None and organisational(shown[1]) not in (None, *sending)


def _borrowed(message: Message, sending: frozenset[str | None]) -> bool:
    """Return whether the text speaks for the name in From, which no domain bears, and is silent on who sends."""
    assert message.sender is not None
    names = [likeness(word) for word in _WORD.findall(message.sender.name[:80]) if word[0].isupper()]
    text = f"{message.subject} {(message.text or '')[:_LONGEST_TEXT]} {message.footer[-500:]}"
    bare = "".join(text.split()).lower()
    if not any(bare.count(name) >= _OFTEN for name in names):
        return False
    return not any(domain and likeness(domain.partition(".")[0]) in bare for domain in sending)


def _named(sender: Address, sending: frozenset[str | None]) -> bool:
    """Return whether a display name has a name in common with the domains that speak."""
    bare = likeness(sender.name)
    places = [likeness(domain.partition(".")[0]) for domain in sending if domain]
    places.append(likeness(sender.domain))
    words = [likeness(word) for word in sender.name.split()[:8]]
    if any(len(word) >= _NAME and any(word in place for place in places) for word in words):
        return True
    return any(len(place) > 2 and place in bare for place in places) or any(len(bare) > 2 and bare in p for p in places)


def _authentication(message: Message, seen: Signs, carried: bool) -> Iterable[str]:
    checked = message.authentication
    if checked.attested is None or seen.discussion_mark or message.lists.post or carried:
        return
    report = next((value for name, value in message.trail if name == "authentication-results"), "")
    if "compauth=fail" in report:
        yield "composite_failed"  # Microsoft's verdict from all it knows of the sender
    if checked.aligned is True:
        if message.bulk and not any(method == "dkim" for method, _ in checked.passed):
            yield "unsigned"
        return
    if not any(method in ("dkim", "spf") for method, _ in checked.passed):
        yield "nothing_vouched"
    else:
        yield "not_vouched"


def _transport(message: Message, seen: Signs) -> Iterable[str]:
    identifier = (message.message_id or "").strip("<>")
    if not identifier or _LENT_ID.match(identifier):
        yield "no_own_id"
    elif message.sender is not None and _foreign(identifier.rpartition("@")[2].lower(), message.sender):
        yield "foreign_id"
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
    hops = [value[:_LONGEST_HOP] for name, value in message.trail if name == "received"][:_MOST_HOPS]
    if any(map(_HOME.match, hops)):
        yield "home_computer"
    if any(map(_ODD_HOP.search, hops)):
        yield "odd_hop"


def _foreign(host: str, sender: Address) -> bool:
    """Return whether a Message-ID bears a mail service's name that From does not, or lacks the one that From has."""
    mailers = _book().mailers
    theirs, ours = organisational(host), of_address(sender.address)
    if theirs is None or theirs == ours or host.endswith(_EXCHANGE):
        return False
    return theirs in mailers or ours in mailers


def _words(message: Message, seen: Signs) -> Iterable[str]:
    subject, text = seen.subject, seen.text

    def said(name: str) -> int:
        return 2 * subject.get(name, 0) + text.get(name, 0)

    if _ADVERT.match(message.subject[:60]):
        yield "advert_marked"
    urgent, coin = said("urgency"), said("coin")
    if said("advance_fee") >= _ADVANCE:
        yield "advance_fee"
    elif said("advance_fee"):
        yield "fortune"
    if urgent:
        yield "urgency"
    if urgent and (said("threat") or coin):
        yield "lure"
    for code, more, many in _GRADES:
        if said(code):
            yield code
        if said(code) >= many:
            yield more
    if said("disclaimer"):
        yield "disclaimer"
    if said("stranger"):
        yield "strange_greeting"
    if said("scam") >= 2:
        yield "scam_words"
    own = {address for address in (message.delivered_to, *(one.address for one in message.to[:3])) if address}
    lower = message.subject[:300].lower()
    if any(len(address) > _NAME and address.lower() in lower for address in own):
        yield "names_reader"
    listed = message.lists.list_id or message.lists.post or seen.discussion_mark
    threaded = message.in_reply_to or message.references or listed
    if message.bulk and not threaded and _REPLY.match(message.subject[:40]):
        yield "false_reply"


def _links(message: Message, sending: frozenset[str | None], carried: bool) -> Iterable[str]:
    book = _book()
    found: set[str] = set()
    plain = own = 0
    for link in message.links[:_MOST_LINKS]:
        host = _host(link.url)
        if not host:
            continue
        house = organisational(host)
        plain += link.kind is LinkKind.PLAIN
        own += house in sending
        if house is None:
            if _NUMBERS.fullmatch(host):
                found.add("numeric_link")
            continue
        if house in sending:
            continue
        if house in book.short:
            found.add("short_link")
        elif under(host, book.free):
            found.add("free_host_link")
        elif house.rpartition(".")[2] in book.cheap:
            found.add("cheap_link")
        if disguise.gibberish(house.partition(".")[0]):
            found.add("random_link")
        shown = _SHOWN.fullmatch(link.text.strip()) if len(link.text) < 200 else None
        if shown is not None and not carried and organisational(shown[1]) not in (None, house, *sending):
            found.add("lying_link")
    if plain and not own and not carried:
        found.add("foreign_links")
    if message.opened and message.links and len(message.text or "") < _SHORT_TEXT:
        found.add("little_else")
    return found


def _host(url: str) -> str:
    """Return the host of a web address in lower case, "" for other links."""
    if url[:4].lower() != "http":
        return ""
    return url[:1000].partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0].lower()
