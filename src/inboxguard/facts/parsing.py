"""The one door: raw octets in, a Message out. Pure, picklable, and never raising on any octets."""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.facts import addresses, bulk, dates, decoding, lists, mime
from inboxguard.facts.body import body
from inboxguard.facts.headers import Head, message_ids
from inboxguard.facts.identity import identity
from inboxguard.facts.instructions import instructions
from inboxguard.facts.language import language
from inboxguard.facts.message import (
    Address,
    Link,
    LinkKind,
    ListHeaders,
    Message,
    MessageKey,
    RawMessage,
    Shelf,
    Signature,
)

MOST_TRAIL = 250
LONGEST_TRAIL = 4_000
MOST_MARKS = 100
LONGEST_MARK = 1_000
_MOST_SIGNATURES = 20
_REPORT = "authentication-results"
_MOVED = timedelta(days=3)


@cache
def _names() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the names of the trail, of further kept fields, and the beginnings of names that are noise."""
    data = tomllib.loads(resources.read("facts/marks.toml"))
    return frozenset(data["trail"]["names"]), frozenset(data["kept"]["names"]), tuple(data["kept"]["noise"])


@cache
def _author() -> frozenset[str]:
    """Return the names of the fields that the author, or the author's server, writes."""
    return frozenset(tomllib.loads(resources.read("facts/marks.toml"))["trail"]["author"])


def _trail(head: Head) -> tuple[tuple[str, str], ...]:
    """Return the fields from which delivery and trust are settled; a "gap" parts reports that are not neighbours.

    Servers write their report above what was there (RFC 8601, 4.1): one below the author's fields is the author's.
    """
    wanted, author = _names()[0], _author()
    found: list[tuple[str, str]] = []
    last = -1
    authors = False
    for place, name in enumerate(head.order()):
        authors = authors or name in author
        if name not in wanted:
            continue
        if name == _REPORT:
            if authors:
                continue
            if place > last + 1 and found and found[-1][0] == name:
                found.append(("gap", ""))
        found.append((name, head.at(place)[:LONGEST_TRAIL]))
        last = place
        if len(found) >= MOST_TRAIL:
            break
    return tuple(found)


@lru_cache(maxsize=2_048)
def _is_mark(name: str) -> bool:
    """Return whether a field may tell a platform or a robot."""
    trail, kept, noise = _names()
    return name in kept or (name.startswith("x-") and name not in trail and not name.startswith(noise))


def _marks(head: Head) -> tuple[tuple[str, str], ...]:
    """Return further fields that tell a platform or a robot, decoded."""
    places = [place for place, name in enumerate(head.order()) if _is_mark(name)][:MOST_MARKS]
    return tuple((head.order()[place], decoding.shown(head.at(place)[:LONGEST_MARK])) for place in places)


def _signatures(head: Head) -> tuple[Signature, ...]:
    """Return the DKIM-Signature fields that name a domain (RFC 6376 section 3.5), unverified."""
    found: list[Signature] = []
    for value in head.all("dkim-signature")[:_MOST_SIGNATURES]:
        tags: dict[str, str] = {}
        for part in value[:8000].split(";"):
            name, equals, content = part.partition("=")
            if equals and (name := name.strip().lower()) in ("d", "s", "h"):
                tags.setdefault(name, "".join(content.split()))
        domain = addresses.domain(tags.get("d", "")[:255])
        if domain:
            names = tuple(name.lower() for name in tags.get("h", "").split(":") if name)[:100]
            found.append(Signature(domain, tags.get("s", "")[:255].lower(), names))
    return tuple(found)


def _return_path(head: Head) -> str | None:
    """Return the address of Return-Path, "" for the empty one of reports, None where the field is missing."""
    value = head.first("return-path")
    if value is None:
        return None
    inner = value[value.find("<") + 1 :].partition(">")[0] if "<" in value else value
    return addresses.address_spec(inner)


def _people(head: Head, defects: list[str]) -> tuple[Address | None, Address | None, tuple[Address, ...]]:
    """Return From, Reply-To and the addresses of To and Cc, noting what is wrong with From."""
    values = head.all("from")
    named = addresses.addresses(values[0]) if values else ()
    if values and not values[0].isascii():
        # A charset tells names, and never another address than everybody reads.
        legible = addresses.addresses(head.legible("from"))
        named = legible if [one.address for one in legible] == [one.address for one in named] else named
    if not values:
        defects.append("no_from")
    elif not named:
        defects.append("bad_from")
    if len(values) > 1 or len({address.address.lower() for address in named}) > 1:
        defects.append("two_from")
    replies = addresses.addresses(head.first("reply-to"))
    to = [address for name in ("to", "cc") for value in head.all(name)[:5] for address in addresses.addresses(value)]
    return (
        named[0] if named else None,
        replies[0] if replies else None,
        tuple(to[: addresses.MOST]),
    )


def _received(raw: RawMessage, head: Head) -> datetime | None:
    """Return when a message came: the mailbox's word, unless the server that took it in wrote so much earlier a date.

    Mail that was moved between mailboxes or accounts often bears the day of the move (INTERNALDATE, RFC 9051 section
    2.3.3), and old adverts would seem to have come after an opt-out.
    """
    topmost = head.first("received")
    delivered = dates.instant(topmost.rpartition(";")[2]) if topmost else None
    if raw.received is None or (delivered is not None and raw.received - delivered > _MOVED):
        return delivered
    return raw.received


def _from_header(raw: RawMessage, head: Head) -> Message:
    """Return what the header block says; the body stays closed."""
    defects = list(head.defects)
    sender, reply_to, to = _people(head, defects)
    list_headers, list_defects = lists.list_headers(head)
    defects += list_defects
    ids = message_ids(head.first("message-id"))
    if not ids:
        defects.append("no_message_id")
    date = head.first("date")
    sent = dates.instant(date)
    if sent is None:
        defects.append("bad_date" if date else "no_date")
    return_path = _return_path(head)
    key, twin = identity(raw, head, ids[0] if ids else None)
    if not head.names():
        defects.append("unreadable")
    subject = (head.shown("subject") or "")[:2000]
    is_bulk = bulk.is_bulk(head, sender, reply_to, return_path)
    return Message(
        key=key,
        place=raw.place,
        twin=twin,
        sha256=raw.sha256,
        shelf=raw.shelf,
        message_id=ids[0] if ids else None,
        in_reply_to=next(iter(message_ids(head.first("in-reply-to"))), None),
        references=message_ids(head.first("references")),
        sent=sent,
        received=_received(raw, head),
        sender=sender,
        reply_to=reply_to,
        return_path=return_path,
        to=to,
        subject=subject,
        lists=list_headers,
        signatures=_signatures(head),
        trail=_trail(head),
        marks=_marks(head),
        bulk=is_bulk,
        opened=False,
        language=None if is_bulk else language(subject),
        defects=tuple(dict.fromkeys(defects)),
    )


def bare(raw: RawMessage) -> Message:
    """Return the message of which nothing could be read."""
    key, twin = identity(raw, Head(b""), None)
    return Message(
        key=key, place=raw.place, twin=twin, sha256=raw.sha256, shelf=raw.shelf, message_id=None,
        in_reply_to=None, references=(), sent=None, received=raw.received, sender=None, reply_to=None,
        return_path=None, to=(), subject="", lists=ListHeaders(), signatures=(), trail=(), marks=(), bulk=False,
        opened=False, defects=("unreadable",),
    )  # fmt: skip


def _told_in_words(message: Message, text: str) -> tuple[Link, ...]:
    """Return the ways out that a text tells in words where it has no link for it."""
    own = {address.address.lower() for address in message.to}
    answered = message.reply_to or message.sender
    return instructions(text, own, answered.address if answered else None)


def opened(message: Message, raw: RawMessage) -> Message:
    """Return the message with its body read, where it was fetched; `read` asks for it of bulk mail only."""
    if raw.body is None and raw.parts is None:
        return message
    try:
        found = mime.part_texts(raw.parts or ()) if raw.body is None else mime.texts(Head(raw.head), raw.body)
        read_body = body(found)
        links = read_body.links
        if not any(link.kind is LinkKind.UNSUBSCRIBE for link in links):
            links += _told_in_words(message, read_body.text)
    except Exception:  # the door: whatever a hostile body breaks, the header stays readable
        return replace(message, defects=(*message.defects, "unreadable_body"))
    return replace(
        message,
        opened=True,
        text=read_body.text,
        preheader=read_body.preheader,
        footer=read_body.footer,
        links=links,
        images=read_body.images,
        remote=read_body.remote,
        language=language(f"{message.subject}\n{read_body.text}"),
        defects=message.defects if raw.complete else (*message.defects, "cut_body"),
    )


def read(raw: RawMessage) -> Message:
    """Return the facts of a raw message; never raises. A letter from a person keeps its body closed, always.

    Everything but `authentication` and `delivered_to` is filled (see facts.settling). `to` holds To and Cc. What
    could not be read is named in `defects`; a message of which nothing could be read is still a Message.
    """
    try:
        message = _from_header(raw, Head(raw.head))
    except Exception:  # the door: a bug or a hostile header must not stop the reading of a mailbox
        return bare(raw)
    return opened(message, raw) if message.bulk else message


class Reading(StrEnum):
    """What else of a message must be asked for, judged by a few fields of its header."""

    OPEN = "open"
    """Bulk or automatic whatever its other fields say: the whole header and the text."""
    HEADER = "header"
    """The whole header must tell."""
    CLOSED = "closed"
    """Nothing more: the person's own mail, and answers that nothing shows to be a program's."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the first look at a message tells; key and twin are those of `read` on the whole header."""

    key: MessageKey
    twin: str
    reading: Reading
    message_id: str | None
    references: tuple[str, ...]
    """The message ids of References, then of In-Reply-To, each once."""
    subject: str


def _reading(raw: RawMessage, head: Head) -> Reading:
    """Return what a few fields leave open; see `look`."""
    if raw.shelf in (Shelf.SENT, Shelf.DRAFTS):
        return Reading.CLOSED
    named = addresses.addresses(head.first("from"))
    sender, return_path = named[0] if named else None, _return_path(head)
    if bulk.marked(head, sender, return_path):
        return Reading.OPEN
    if "in-reply-to" in head.names() and not bulk.like_a_program(head, sender, return_path):
        return Reading.CLOSED
    return Reading.HEADER


def look(raw: RawMessage) -> Look:
    """Return what a few fields of a header tell, so that no more is fetched than is needed; never raises.

    The fields are FROM TO REPLY-TO RETURN-PATH SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES DELIVERED-TO
    X-ORIGINAL-TO LIST-UNSUBSCRIBE LIST-ID PRECEDENCE AUTO-SUBMITTED FEEDBACK-ID. OPEN promises that `read` of the
    whole header says bulk. An answer (In-Reply-To) is CLOSED unless something says that a program wrote it: a robot
    that answers under a person's name and marks its answer in other fields only is taken for that person. Key and
    twin are those of `read` as long as the whole header has the fields they need in its first 512,000 octets.
    """
    try:
        head = Head(raw.head)
        ids = message_ids(head.first("message-id"))
        message_id = ids[0] if ids else None
        key, twin = identity(raw, head, message_id)
        references = (*message_ids(head.first("references")), *message_ids(head.first("in-reply-to"))[:1])
        subject = (head.shown("subject") or "")[:2000]
        return Look(key, twin, _reading(raw, head), message_id, tuple(dict.fromkeys(references)), subject)
    except Exception:  # the door, as in `read`
        key, twin = identity(raw, Head(b""), None)
        return Look(key, twin, Reading.HEADER, None, (), "")
