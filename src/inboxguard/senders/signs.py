"""What a message shows of its kind: its words, its fields and the mailbox it comes from, before anything is judged."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.bulk import automatic_local_part, of_a_mailbox
from inboxguard.facts.message import LinkKind, Message, Shelf
from inboxguard.facts.person import Person
from inboxguard.senders import stems
from inboxguard.senders.domains import carries, of_address
from inboxguard.senders.footing import borrowed

_TAG = re.compile(r"[+=].*$|[.\-_]?\d+$")
_OTHER_ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
_NEWSLETTERS = ("newsletter", "newsletters", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "infolettre")
_ANSWER = re.compile(r"^\s*(?:re|aw|antw|sv|rv|rif|fwd?|wg|tr)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_TAGGED = re.compile(r"^\s*(?:\w{2,4}\s*:\s*)?\[([^\]]{2,40})\]")


@dataclass(frozen=True, slots=True)
class Signs:
    """Counts of phrases in subject and text, and what address, header and links say."""

    subject: Mapping[str, int]
    text: Mapping[str, int]
    steps: Mapping[str, int]
    """Phrases of roles in the subject: signing up, confirming, leaving."""
    registry: bool
    """The subject says that a list of the reader's own wishes was made, shown or deleted, and sells nothing."""
    sells_subject: bool
    """The subject sells, the name of a list of wishes aside where it is the reader's own."""
    mailbox: frozenset[str]
    """Which lists of mailboxes.toml the local part of From is in."""
    robot: bool
    """The local part of From is one that programs write from, or the header says that a program answered."""
    freemail: bool
    way_out_header: bool
    way_out_link: bool
    """A link by which to leave, or to say what one wants to get."""
    settings_alone: bool
    """The only such link is one to settings, which mail about an account has too."""
    bulk_mark: bool
    discussion_mark: bool
    spam_mark: bool
    spam_level: int
    """The confidence level of the own server's filter, 0 to 9; 0 where it does not say."""
    answer: bool
    """It answers, or its subject is that of an answer."""
    tag: str
    """The name in brackets with which the subject begins, as lists write theirs; "" for none."""
    forged_name: bool
    borrowed_footing: bool
    """It says that the reader is somebody else's customer, or that an address was passed on."""


def signs(message: Message) -> Signs:
    """Return what `message` shows; texts are read up to a bound."""
    # In one table, so that a text is looked through once.
    words = stems.table("kinds", message.language, "scams")
    subject = stems.tokens(message.subject, 400)
    beginning = (message.text or "")[:4000]
    body = stems.tokens(beginning)
    if message.footer not in beginning:
        body += stems.tokens(message.footer, 1500)
    text = words.found(body)
    fields = {name: value.strip().lower() for name, value in reversed(message.marks)}
    lists = message.lists
    sender = message.sender
    sold = words.found(subject)
    steps = stems.table("roles", message.language).found(subject)
    listed = steps.get("registries", 0) if steps.get("made") else 0
    sells = sold.get("marketing_subject", 0) > listed
    ways = {link.kind for link in message.links} - {LinkKind.PLAIN}
    return Signs(
        subject=sold,
        text=text,
        steps=steps,
        registry=listed > 0 and not sells,
        sells_subject=sells,
        mailbox=_mailbox(sender.address if sender else ""),
        robot=(sender is not None and automatic_local_part(sender.address))
        or (lists.auto_submitted or "no") not in ("", "no"),
        freemail=sender is not None and carries(sender.domain),
        # That of a mail which its header leaves a letter was written by a relay or carrier, as on every mail.
        way_out_header=message.bulk
        and bool(lists.unsubscribe_https or lists.unsubscribe_http or lists.unsubscribe_mailto),
        way_out_link=bool(ways),
        settings_alone=ways == {LinkKind.PREFERENCES},
        bulk_mark=(lists.precedence or "") in ("bulk", "junk", "list") or _is_bulk(fields),
        discussion_mark=not _marks()[0].isdisjoint(fields),
        spam_mark=any(fields.get(name, "").startswith(begin) for name, begin in _spam()),
        spam_level=int(level) if (level := fields.get(_level(), "")[:1]).isdecimal() else 0,
        answer=bool(message.in_reply_to) or bool(_ANSWER.match(message.subject[:200])),
        tag=tag[1] if (tag := _TAGGED.match(message.subject[:200])) else "",
        forged_name=_forged_name(message),
        borrowed_footing=bool(text.get("says_signed_up") or text.get("says_customer")) and borrowed(message),
    )


def mailbox(address: str) -> frozenset[str]:
    """Return which lists of mailboxes.toml the local part of `address` is in ("orders+77@..." is in transactional)."""
    local = _TAG.sub("", address.rpartition("@")[0].lower()[:100])
    return frozenset(name for name, locals_ in _mailboxes().items() if local in locals_)


def _mailbox(address: str) -> frozenset[str]:
    """Return the lists of an address, of which one may also be called after its newsletter ("lampnewsletter@...")."""
    found = mailbox(address)
    return found | {"marketing"} if address.rpartition("@")[0].lower().endswith(_NEWSLETTERS) else found


def outgoing(message: Message, person: Person) -> bool:
    """Return whether the person wrote `message`: it lies in Sent, or names them as author and nothing denies it.

    Junk often forges the reader's own address, so a failed authentication or a way to unsubscribe speaks against it.
    """
    if message.shelf is Shelf.SENT:
        return True
    if message.sender is None or message.shelf is Shelf.JUNK or not person.owns(message.sender.address):
        return False
    checked = message.authentication
    lists = message.lists
    return (
        checked.aligned is not False
        and checked.dmarc is not False
        and not (lists.list_id or lists.unsubscribe_https or lists.unsubscribe_http or lists.unsubscribe_mailto)
    )


def _forged_name(message: Message) -> bool:
    """Return whether the display name shows an address of another organisation than the one that writes.

    "X via Y" is how platforms honestly write for somebody.
    """
    if message.sender is None or " via " in message.sender.name.lower():
        return False
    shown = _OTHER_ADDRESS.search(message.sender.name[:200])
    if shown is None:
        return False
    theirs, ours = of_address(f"x@{shown.group(1)}"), of_address(message.sender.address)
    return theirs is not None and theirs != ours


def _is_bulk(fields: Mapping[str, str]) -> bool:
    """Return whether a field announces bulk; what is put on the mail of all customers announces none."""
    found = _marks()[1].intersection(fields)
    return any(not _carriers_own().fullmatch(fields[name]) and not of_a_mailbox(name, fields[name]) for name in found)


@cache
def _carriers_own() -> re.Pattern[str]:
    """Return what finds a value that a carrier writes by itself, in lower case."""
    return re.compile(tomllib.loads(resources.read("senders/marks.toml"))["carriers_own"])


@cache
def _mailboxes() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(entries) for name, entries in tomllib.loads(resources.read("senders/mailboxes.toml")).items()
    }


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(resources.read("senders/marks.toml"))
    return frozenset(table["discussion"]), frozenset(table["bulk"])


@cache
def _level() -> str:
    return str(tomllib.loads(resources.read("senders/marks.toml"))["level"])


@cache
def house_words() -> frozenset[str]:
    """Return the words that a house adds to the name of its list ("Garden News")."""
    return frozenset(tomllib.loads(resources.read("senders/marks.toml"))["house_words"])


@cache
def _spam() -> tuple[tuple[str, str], ...]:
    return tuple((name, begin) for name, begin in tomllib.loads(resources.read("senders/marks.toml"))["spam"])
