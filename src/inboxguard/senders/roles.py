"""What a mail shows of the person's own doings: signing up, buying, leaving, objecting."""

import re
import tomllib
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders import stems
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.signs import mailbox

_INCOMING = (Role.LEFT, Role.CONFIRMED, Role.SIGN_UP, Role.PURCHASE, Role.ACCOUNT, Role.WELCOME)
"""In this order: the rarer statement first."""
_BY_TEXT = (Role.LEFT, Role.CONFIRMED, Role.SIGN_UP, Role.PURCHASE, Role.ACCOUNT)
_DEALS = (Role.PURCHASE, Role.ACCOUNT)
_OPENING = 1200
_SHORT = 5
_ANSWER = re.compile(r"^\s*(?:re|aw|antw|sv|fwd?|wg|tr)\s*:", re.IGNORECASE)
_UNSUBSCRIBE_BOX = re.compile(r"^([a-z-]{3,20})[-+_.=]")


def role(message: Message, kind: Kind, outgoing: bool) -> Role | None:
    """Return what `message` shows of the person's own doings; None where it shows nothing.

    An advert shows it by its subject only, since its text speaks of everything; a receipt also by its first words.
    """
    if outgoing:
        return Role.OPT_OUT if _opts_out(message) else Role.WROTE
    if kind not in (Kind.MARKETING, Kind.TRANSACTIONAL):
        return None
    words = stems.table("roles", message.language)
    dealing = kind is Kind.TRANSACTIONAL
    subject = words.found(stems.tokens(message.subject, 400))
    for one in _INCOMING:
        if subject.get(one.value) and (dealing or one not in _DEALS):
            return one
    if dealing and message.text:
        text = words.found(stems.tokens(message.text, _OPENING))
        for one in _BY_TEXT:
            if text.get(one.value):
                return one
    return None


def asks_to_confirm(subject: str) -> bool:
    """Return whether a subject asks to confirm a sign-up, the first half of a double opt-in."""
    return bool(stems.table("roles", None).found(stems.tokens(subject, 400)).get("asks"))


def objects(subject: str) -> bool:
    """Return whether a subject is that of an objection or of a consent withdrawn, rather than a bare unsubscribe."""
    return bool(stems.table("roles", None).found(stems.tokens(subject, 400)).get("objection"))


def leaves(subject: str) -> bool:
    """Return whether a subject says by itself that the reader left a list of mailings.

    A contract that ended is none, nor is a course, a waiting list or a device: the mailing must be named, or the word
    be one that is said of mailings only.
    """
    words = stems.tokens(subject, 400)
    if not stems.table("roles", None).found(words).get("left") or _registered("cancelled").found(words):
        return False
    return bool(_registered("leaves_lists").found(words)) or not _listed("mailings").isdisjoint(words)


def unsubscribe_mailbox(address: str) -> bool:
    """Return whether `address` is one to which lists are left ("unsubscribe-77@...", "leave+abc@...")."""
    local = address.rpartition("@")[0].lower()
    begun = _UNSUBSCRIBE_BOX.match(local)
    return "unsubscribe" in mailbox(address) or (begun is not None and "unsubscribe" in mailbox(f"{begun.group(1)}@"))


def _opts_out(message: Message) -> bool:
    """Return whether the person's own mail leaves a list or objects; an answer that quotes such words does not."""
    if any(unsubscribe_mailbox(address.address) for address in message.to[:1]):
        return True
    if _ANSWER.match(message.subject) or len(message.to) != 1:
        return False
    subject = stems.tokens(message.subject, 400)
    found = stems.table("roles", None).found(subject)
    if found.get("objection"):
        return True
    return bool(found.get("opt_out")) and len(subject) <= _SHORT and _about_lists(subject)


def _about_lists(subject: tuple[str, ...]) -> bool:
    """Return whether words of leaving are about a list: a course or a booking is left in the same words."""
    if _registered("leaves_lists").found(subject) or not _listed("mailings").isdisjoint(subject):
        return True
    return all(word in _listed("beside") or word in _leaving() for word in subject)


@cache
def _registered(name: str) -> stems.Stems:
    return stems.stems({name: tomllib.loads(resources.read("senders/register.toml"))[name]})


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("senders/register.toml"))[name])


@cache
def _leaving() -> frozenset[str]:
    """Return the words of the phrases with which lists are left."""
    named = stems.table("roles", None).lists.items()
    return frozenset(word for phrase, lists in named if "opt_out" in lists for word in phrase)
