"""The one door: raw octets in, a Message out. Pure, picklable, and never raising on any octets."""

import hashlib
import re
import tomllib
from dataclasses import replace
from functools import cache

from inboxguard import resources
from inboxguard.facts import addresses, dates, decoding, lists
from inboxguard.facts.body import body
from inboxguard.facts.bulk import is_bulk
from inboxguard.facts.headers import Head, message_ids
from inboxguard.facts.language import language
from inboxguard.facts.message import Address, ListHeaders, Message, MessageKey, RawMessage, Signature

MOST_TRAIL = 250
LONGEST_TRAIL = 4_000
MOST_MARKS = 100
LONGEST_MARK = 1_000
_MOST_SIGNATURES = 20
_REPORT = "authentication-results"


@cache
def _names() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the names of the trail, of further kept fields, and the beginnings of names that are noise."""
    data = tomllib.loads(resources.read("facts/marks.toml"))
    return frozenset(data["trail"]["names"]), frozenset(data["kept"]["names"]), tuple(data["kept"]["noise"])


@cache
def _author() -> frozenset[str]:
    """Return the names of the fields that the author, or the author's server, writes."""
    return frozenset(tomllib.loads(resources.read("facts/marks.toml"))["trail"]["author"])


def digest(*parts: str | bytes) -> str:
    """Return 24 hex digits that identify the parts in their order."""
    hashed = hashlib.blake2b(digest_size=12)
    for part in parts:
        octets = part.encode("utf-8", "replace") if isinstance(part, str) else part
        hashed.update(len(octets).to_bytes(8, "big") + octets)
    return hashed.hexdigest()


def _trail(head: Head) -> tuple[tuple[str, str], ...]:
    """Return the fields from which delivery and trust are settled; a "gap" parts reports that are not neighbours.

    Servers write their report above what was there (RFC 8601, 4.1): one below the author's fields is the author's.
    """
    wanted, author = _names()[0], _author()
    found: list[tuple[str, str]] = []
    since = 0
    authors = False
    for name, value in head:
        since += 1
        authors = authors or name in author
        if name not in wanted:
            continue
        if name == _REPORT:
            if authors:
                continue
            if since > 1 and found and found[-1][0] == name:
                found.append(("gap", ""))
        found.append((name, value[:LONGEST_TRAIL]))
        since = 0
        if len(found) >= MOST_TRAIL:
            break
    return tuple(found)


def _marks(head: Head) -> tuple[tuple[str, str], ...]:
    """Return further fields that tell a platform or a robot, decoded."""
    trail, kept, noise = _names()
    found = []
    for name, value in head:
        if name in kept or (name.startswith("x-") and name not in trail and not name.startswith(noise)):
            found.append((name, decoding.shown(value[:LONGEST_MARK])))
            if len(found) >= MOST_MARKS:
                break
    return tuple(found)


def _signatures(head: Head) -> tuple[Signature, ...]:
    """Return the DKIM-Signature fields that name a domain (RFC 6376 section 3.5), unverified."""
    found: list[Signature] = []
    for value in head.all("dkim-signature")[:_MOST_SIGNATURES]:
        tags: dict[str, str] = {}
        for part in value[:8000].split(";"):
            name, equals, content = part.partition("=")
            if equals:
                tags.setdefault(name.strip().lower(), re.sub(r"\s+", "", content))
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


def _outermost(head: Head) -> str:
    """Return the recipient by which copies are told apart: topmost X-Original-To or Delivered-To, else To."""
    for name, value in head:
        if name in ("x-original-to", "delivered-to"):
            return addresses.address_spec(value).lower()
    named = addresses.addresses(head.first("to"))
    return named[0].address.lower() if named else ""


def _identity(raw: RawMessage, head: Head, message_id: str | None) -> tuple[str, str]:
    """Return (key, twin). Fields that mail stores add do not count, so that a file and an IMAP copy agree."""
    date = head.first("date") or ""
    moment = dates.instant(date)
    when = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else " ".join(date.split())
    recipient = _outermost(head)
    if message_id is not None:
        twin = digest("twin", message_id, when, recipient)
        key = digest("key", message_id, " ".join(date.split()), recipient)
    else:
        stable = [head.first(name) or "" for name in ("from", "to", "date", "subject", "reply-to")]
        if not any(stable):
            # Nothing tells such mails apart but their octets or where they lie: they are nobody's twin.
            place = raw.place
            where = f"{place.account}\n{place.folder}\n{place.uidvalidity}\n{place.uid}"
            stable = [raw.sha256 or where, hashlib.sha256(raw.head).hexdigest()]
        twin = digest("twin", "", *stable)
        key = digest("key", "", *stable)
    if raw.sha256:
        key = raw.sha256[:24].lower()
    return key, twin


def _people(head: Head, defects: list[str]) -> tuple[Address | None, Address | None, tuple[Address, ...]]:
    """Return From, Reply-To and the addresses of To and Cc, noting what is wrong with From."""
    values = head.all("from")
    named = addresses.addresses(values[0]) if values else ()
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
    received = raw.received
    if received is None:
        topmost = head.first("received")
        received = dates.instant(topmost.rpartition(";")[2]) if topmost else None
    key, twin = _identity(raw, head, ids[0] if ids else None)
    if not head.names():
        defects.append("unreadable")
    return Message(
        key=MessageKey(key),
        place=raw.place,
        twin=twin,
        sha256=raw.sha256,
        shelf=raw.shelf,
        message_id=ids[0] if ids else None,
        in_reply_to=next(iter(message_ids(head.first("in-reply-to"))), None),
        references=message_ids(head.first("references")),
        sent=sent,
        received=received,
        sender=sender,
        reply_to=reply_to,
        return_path=return_path,
        to=to,
        subject=(head.shown("subject") or "")[:2000],
        lists=list_headers,
        signatures=_signatures(head),
        trail=_trail(head),
        marks=_marks(head),
        bulk=is_bulk(head, list_headers, sender, reply_to, return_path),
        opened=False,
        defects=tuple(dict.fromkeys(defects)),
    )


def bare(raw: RawMessage) -> Message:
    """Return the message of which nothing could be read."""
    key, twin = _identity(raw, Head(b""), None)
    return Message(
        key=MessageKey(key), place=raw.place, twin=twin, sha256=raw.sha256, shelf=raw.shelf, message_id=None,
        in_reply_to=None, references=(), sent=None, received=raw.received, sender=None, reply_to=None,
        return_path=None, to=(), subject="", lists=ListHeaders(), signatures=(), trail=(), marks=(), bulk=False,
        opened=False, defects=("unreadable",),
    )  # fmt: skip


def opened(message: Message, raw: RawMessage) -> Message:
    """Return the message with its body read, where it was fetched; `read` asks for it of bulk mail only."""
    if raw.body is None:
        return message
    try:
        said = body(Head(raw.head), raw.body)
    except Exception:  # the door: whatever a hostile body breaks, the header stays readable
        return replace(message, defects=(*message.defects, "unreadable_body"))
    return replace(
        message,
        opened=True,
        text=said.text,
        preheader=said.preheader,
        footer=said.footer,
        links=said.links,
        images=said.images,
        language=language(f"{message.subject}\n{said.text}"),
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
    return opened(message, raw) if message.bulk and raw.body is not None else message
