"""Whether a header marks its mail as bulk or automatic: only such mail is opened, a letter from a person never is.

When in doubt the answer is no: an advert that stays closed harms less than a letter that is opened.
"""

import re
import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts import lists, relaying, software
from inboxguard.facts.headers import Head
from inboxguard.facts.hops import nearest
from inboxguard.facts.message import Address, Message

_PARTS = re.compile(r"[-_+.=]")
_NUMBER = 6
_LONG_NUMBER = 11
_WAY_OUT = frozenset(("list-unsubscribe", "list-unsubscribe-post"))
_BY_CARRIERS = frozenset(("list-unsubscribe", "list-id"))
_LONGEST = 1000
_MAIL_TO = re.compile(r"<\s*mailto:[^<>?]{1,300}@([\w.-]{1,253})[^<>]{0,2000}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The words of resources/facts/marks.toml, ready to be looked up."""

    strong: frozenset[str]
    weak: frozenset[str]
    precedence: frozenset[str]
    carriers_ways_out: frozenset[str]
    local_parts: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    hosts: frozenset[str]
    lent: frozenset[str]
    bounces: tuple[str, ...]
    bounce_words: frozenset[str]
    innocent: tuple[str, ...]
    bulk_mailers: tuple[str, ...]
    shop_mailers: tuple[str, ...]
    people: tuple[str, ...]
    of_mailboxes: tuple[tuple[str, re.Pattern[str]], ...]
    own_address: frozenset[str]


@cache
def _marks() -> _Marks:
    data = tomllib.loads(resources.read("facts/marks.toml"))
    return _Marks(
        strong=frozenset(data["strong"]["fields"]),
        weak=frozenset(data["weak"]["fields"]),
        precedence=frozenset(data["strong"]["precedence"]),
        carriers_ways_out=frozenset(data["strong"]["carriers_ways_out"]),
        local_parts=frozenset(data["local_part"]["words"]),
        beginnings=tuple(data["local_part"]["beginnings"]),
        endings=tuple(data["local_part"]["endings"]),
        hosts=frozenset(data["host"]["labels"]),
        lent=frozenset(data["host"]["lent"]),
        bounces=tuple(data["return_path"]["beginnings"]),
        bounce_words=frozenset(data["return_path"]["words"]),
        innocent=tuple(data["return_path"]["innocent"]),
        bulk_mailers=tuple(data["mailer"]["bulk"]),
        shop_mailers=tuple(data["mailer"]["shop"]),
        people=tuple(data["mailer"]["people"]),
        of_mailboxes=tuple((name, re.compile(value, re.DOTALL)) for name, value in data["mailboxes"]["values"]),
        own_address=frozenset(data["mailboxes"]["own_address"]),
    )


def automatic_local_part(address: str) -> bool:
    """Return whether the part before the @ is one that programs write from (noreply, newsletter, orders ...)."""
    marks = _marks()
    local = re.sub(r"[._-]", "", address.rpartition("@")[0].lower().partition("+")[0])
    bare = local.rstrip("0123456789")
    return bare in marks.local_parts or local.startswith(marks.beginnings) or bare.endswith(marks.endings)


def _sending_host(sender: Address) -> bool:
    """Return whether From is on a host lent to programs, or one named for sending to many from which a house speaks.

    Ann writes from ann@marketing.college.example, or from the Netherlands as ann@nl.firm.example, herself; the house
    may leave its name out where its address says it (shop@alerts.shop.example).
    """
    own = nearest(sender.domain) or sender.domain
    if own in _marks().lent:
        return True
    named = not _marks().hosts.isdisjoint(sender.domain.removesuffix(own).split("."))
    itself = not sender.name and sender.address.partition("@")[0].lower() == own.partition(".")[0]
    return named and (itself or software.house(sender))


def foreign_bounce(return_path: str | None, sender: Address | None) -> bool:
    """Return whether bounces go to an address that a program made: a bounce box, or VERP at another organisation."""
    if not return_path or sender is None:
        return False
    marks = _marks()
    local, _, domain = return_path.lower().rpartition("@")
    if not domain or local.startswith(marks.innocent):
        return False
    if not marks.bounce_words.isdisjoint(_PARTS.split(local)[1:]):
        return True
    if any(local.startswith(word) and not local[len(word) : len(word) + 1].isalpha() for word in marks.bounces):
        return True
    digits = len(re.findall(r"\d", local))
    if (nearest(domain) or domain) != (nearest(sender.domain) or sender.domain):
        return "=" in local or digits >= _NUMBER or len(local) >= 24
    # A host beside that of From: people's boxes may be called by their numbers there, but by none so long.
    return domain != sender.domain and digits >= (_NUMBER if "=" in local else _LONG_NUMBER)


def of_a_mailbox(name: str, value: str) -> bool:
    """Return whether a provider of mailboxes writes this field (its name in lower case) on all mail of its users."""
    told = value.strip().lower()[:_LONGEST]
    return any(name == field and shape.fullmatch(told) for field, shape in _marks().of_mailboxes)


def _telling(head: Head, sender: Address | None) -> frozenset[str]:
    """Return the names of the fields of a header without those that a mailbox's provider or program wrote by itself.

    Beside the Message-ID of a person's mail program the fields of carriers are such: they stand on all that it sends.
    """
    marks = _marks()
    if software.numbered_by_hand(head):
        return frozenset(head.names() - marks.weak)
    idle = {name for name, _ in marks.of_mailboxes if all(of_a_mailbox(name, value) for value in head.all(name))}
    if sender is not None:
        own = {sender.address.lower(), f"<{sender.address.lower()}>"}
        idle |= {name for name in marks.own_address if {value.strip().lower() for value in head.all(name)} <= own}
    return frozenset(head.names() - idle)


def _weak(names: Set[str], sender: Address | None, return_path: str | None, mailer: str) -> bool:
    """Return whether a mark is there that letters of people sometimes carry too."""
    marks = _marks()
    return bool(
        names & marks.weak
        or foreign_bounce(return_path, sender)
        or any(word in mailer for word in marks.shop_mailers)
        or (sender is not None and _of_programs(sender))
    )


def _of_programs(sender: Address) -> bool:
    """Return whether From is such that programs write from it."""
    return automatic_local_part(sender.address) or _sending_host(sender) or software.mailing(sender)


def marked(head: Head, sender: Address | None, return_path: str | None) -> bool:
    """Return whether a mark is there that no other field can speak against, so that a few fields are enough."""
    marks = _marks()
    names = head.names()
    strong = names & marks.strong
    if strong and not _written_for_all(head, strong, sender):
        return True
    if lists.precedence(head) in marks.precedence or lists.auto_submitted(head) not in (None, "", "no"):
        return True
    if sender is not None and re.sub(r"[._-]", "", sender.address.lower()).startswith(marks.beginnings):
        return True
    # RFC 3834 section 2: an empty return path is for reports and automatic answers
    return return_path == "" and "in-reply-to" not in names


def _written_for_all(head: Head, strong: Set[str], sender: Address | None) -> bool:
    """Return whether a relay or carrier wrote all the marks of a mail, as it does on every mail, letters too."""
    way_out = head.first("list-unsubscribe")
    if not strong - _WAY_OUT and relaying.own_way_out(sender, way_out):
        return True
    if strong - _BY_CARRIERS or way_out is None or "." in (lists.list_id(head) or ""):
        return False
    hosts = _MAIL_TO.findall(way_out)
    ours = _marks().carriers_ways_out
    return way_out.count("<") == len(hosts) > 0 and all((nearest(host.lower()) or host) in ours for host in hosts)


def like_a_program(head: Head, sender: Address | None, return_path: str | None) -> bool:
    """Return whether a mark is there that letters of people sometimes carry too."""
    return _weak(_telling(head, sender), sender, return_path, "")


def only_carried(message: Message, carriers_own: Set[str]) -> bool:
    """Return whether carriers' own fields, and no other, mark `message`; what Feedback-ID says is left aside."""
    marks = _marks()
    sender = message.sender
    lists_ = message.lists
    if sender is None or automatic_local_part(sender.address) or _sending_host(sender):
        return False
    if lists_.list_id or lists_.post or lists_.precedence or lists_.auto_submitted not in (None, "", "no"):
        return False
    names = {name for name, value in message.marks if not of_a_mailbox(name, value)} - {"feedback-id"}
    page = any(name == "content-type" and value[:9].lower() == "text/html" for name, value in message.marks)
    carried = not names.isdisjoint(carriers_own) or (foreign_bounce(message.return_path, sender) and not page)
    if not carried or not names.isdisjoint(marks.strong | (marks.weak - carriers_own)):
        return False
    mailer = " ".join(value for name, value in message.marks if name in ("x-mailer", "user-agent"))[:400].lower()
    programs = (*marks.bulk_mailers, *marks.shop_mailers)
    return not any(word in mailer for word in programs)


def is_bulk(head: Head, sender: Address | None, reply_to: Address | None, return_path: str | None) -> bool:
    """Return whether a header says that a program sent the mail, to many or by itself (RFC 2369, 2919, 3834).

    Mail that an alias relay forwarded is judged by what the relay keeps of its first header: who wrote it and where
    bounces went, without the marks that the relay leaves on letters of people too.
    """
    if marked(head, sender, return_path):
        return True
    marks = _marks()
    names: Set[str] = _telling(head, sender)
    before = relaying.forwarded(sender, head.first)
    if before is not None:
        sender, reply_to, return_path = before.sender, relaying.answered(reply_to), before.bounce
        names = relaying.without(names, before.writes)
        if return_path == "" and "in-reply-to" not in names:
            return True
    mailer = " ".join((*head.all("x-mailer"), *head.all("user-agent")))[:400].lower()
    if any(word in mailer for word in marks.bulk_mailers) or software.list_software(head):
        return True
    if "in-reply-to" in names or any(word in mailer for word in marks.people):
        return False
    if reply_to is not None and sender is not None:
        answers_go = nearest(reply_to.domain) or reply_to.domain
        elsewhere = answers_go != (nearest(sender.domain) or sender.domain)
        if elsewhere and not names & marks.weak and not software.one_house(sender, reply_to):
            # A contact form: a person wrote it, the site's program passed it on, answers go to the person.
            return False
    return _weak(names, sender, return_path, mailer) or software.of_a_house(head, sender)
