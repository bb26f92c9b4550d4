"""What a message is known by: a key for itself and a twin for its copies, the same from few fields as from all."""

import hashlib

from inboxguard.facts import addresses, dates
from inboxguard.facts.headers import Head
from inboxguard.facts.message import MessageKey, RawMessage


def digest(*parts: str | bytes) -> str:
    """Return 24 hex digits that identify the parts in their order."""
    hashed = hashlib.blake2b(digest_size=12)
    for part in parts:
        octets = part.encode("utf-8", "replace") if isinstance(part, str) else part
        hashed.update(len(octets).to_bytes(8, "big") + octets)
    return hashed.hexdigest()


def _outermost(head: Head) -> str:
    """Return the recipient by which copies are told apart: topmost X-Original-To or Delivered-To, else To."""
    value = head.topmost("x-original-to", "delivered-to")
    if value is not None:
        return addresses.address_spec(value).lower()
    named = addresses.addresses(head.first("to"))
    return named[0].address.lower() if named else ""


def identity(raw: RawMessage, head: Head, message_id: str | None) -> tuple[MessageKey, str]:
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
            # Nothing tells such mails apart but their octets or where they lie: they are nobody's twin. The header
            # does not count: of one mail it is here all of it, there a few fields.
            place = raw.place
            stable = [raw.sha256 or f"{place.account}\n{place.folder}\n{place.uidvalidity}\n{place.uid}"]
        twin = digest("twin", "", *stable)
        key = digest("key", "", *stable)
    if raw.sha256:
        key = raw.sha256[:24].lower()
    return MessageKey(key), twin
