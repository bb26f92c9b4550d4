"""What a mail shows of the person's own doings: signing up, buying, leaving, objecting."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message, Shelf
from inboxguard.senders import stems
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.signs import mailbox

_OPENING = 1200
_SHORT = 5
_SENTENCE = 10
"""Words of a subject up to which it says nothing else where it names a mailing ("remove me from your mailing list")."""
_ANSWER = re.compile(r"^\s*(?:re|aw|antw|sv|fwd?|wg|tr)\s*:", re.IGNORECASE)
_UNSUBSCRIBE_BOX = re.compile(r"^([a-z-]{3,20})[-+_.=]")


def role(message: Message, kind: Kind, outgoing: bool) -> Role | None:
    """Return what `message` shows of the person's own doings; None where it shows nothing.

    An advert shows it by its subject only, since its text speaks of everything; a receipt also by its first words.
    """
    if outgoing:
        return Role.OPT_OUT if _left_here(message) and _opts_out(message) else Role.WROTE
    if kind not in (Kind.MARKETING, Kind.TRANSACTIONAL):
        return None
    words = stems.table("roles", message.language)
    subject = words.found(stems.tokens(message.subject, 400))
    if kind is Kind.MARKETING:
        return _advertised(subject)
    text = opening(message)
    return _by_subject(subject, text) or _by_text(text)


def opening(message: Message) -> Mapping[str, int]:
    """Return the phrases in the first words of a mail."""
    return stems.table("roles", message.language).found(stems.tokens(message.text or "", _OPENING))


def _advertised(subject: Mapping[str, int]) -> Role | None:
    """Return what an advert's subject shows: a sign-up only where it names a list or asks to confirm a subscription."""
    if _confirms(subject):
        return Role.CONFIRMED
    if "sign_up" in subject and "events" not in subject and ("lists" in subject or "asks" in subject):
        return Role.SIGN_UP
    greets = subject.get("welcome", 0) > (1 if "welcome_offer" in subject else 0)
    return Role.WELCOME if greets else None


def _by_subject(subject: Mapping[str, int], text: Mapping[str, int]) -> Role | None:
    """Return what a service mail's subject shows, the rarer statement first; of an address its first words say more."""
    listed = "lists" in text or "lists" in subject
    shown = (
        # A list of the reader's own wishes, made or deleted; it is no list of mailings.
        (Role.ACCOUNT, "registries" in subject and "made" in subject),
        (Role.LEFT, "left" in subject),
        (Role.CONFIRMED, _confirms(subject) or ("lists" in text and _is_of_a_list(subject, text))),
        (Role.SIGN_UP, "sign_up" in subject or "registered" in subject),
        (Role.SIGN_UP, listed and ("verify" in subject or "hints" in subject)),
        (Role.SIGN_UP, "hints" in subject and "sign_up" in text and "events" not in text and "events" not in subject),
        # Somebody just entered the address there.
        (Role.SIGN_UP, "asks" in subject and "verify" in subject and "account" not in text),
        (Role.PURCHASE, "purchase" in subject),
        (Role.ACCOUNT, "account" in subject or "verify" in subject),
        (Role.WELCOME, "welcome" in subject),
    )
    return next((one for one, holds in shown if holds), None)


def _by_text(text: Mapping[str, int]) -> Role | None:
    """Return what a service mail's first words show; they speak of a sign-up to a list only where they name one."""
    shown = (
        (Role.LEFT, "left" in text),
        (Role.CONFIRMED, _is_confirmed(text)),
        (Role.SIGN_UP, "lists" in text and not text.keys().isdisjoint(("confirmed", "sign_up", "verify"))),
        (Role.PURCHASE, "purchase" in text),
        (Role.ACCOUNT, "account" in text or "verify" in text or ("registries" in text and "made" in text)),
    )
    return next((one for one, holds in shown if holds), None)


def _is_of_a_list(subject: Mapping[str, int], text: Mapping[str, int]) -> bool:
    """Return whether what a subject confirms without saying of what is a sign-up to the list that the text names."""
    if "events" in subject or "events" in text or "purchase" in text:
        return False
    return "registered" in subject or ("verify" in subject and _is_confirmed(text))


def _is_confirmed(text: Mapping[str, int]) -> bool:
    """Return whether the first words of a mail confirm a sign-up, and no order or event."""
    return "confirmed" in text and text.keys().isdisjoint(("events", "purchase"))


def _confirms(subject: Mapping[str, int]) -> bool:
    """Return whether a subject confirms a sign-up to a list of mailings, not to an event or of an account."""
    named = "confirmed" in subject or ("registered" in subject and "lists" in subject)
    return named and "events" not in subject


def asks_to_confirm(subject: str) -> bool:
    """Return whether a subject asks to confirm a sign-up to a list, the first half of a double opt-in.

    Accounts ask to confirm an address too, and events take place: there the list must be named.
    """
    found = stems.table("roles", None).found(stems.tokens(subject, 400))
    return "asks" in found and "events" not in found and ("verify" not in found or "lists" in found)


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


def _left_here(message: Message) -> bool:
    """Return whether the person's mail went out as far as its place tells.

    A draft and what waits in the outbox or lies in the bin did not; elsewhere than in Sent anybody's mail may bear the
    person's address, so what came from outside has to be vouched for by their own server.
    """
    if message.shelf is Shelf.SENT:
        return True
    if message.shelf is not Shelf.PLAIN:
        return False
    travelled = any(name.lower() == "received" for name, _ in message.trail)
    return not travelled or message.authentication.aligned is True


def _opts_out(message: Message) -> bool:
    """Return whether the person's own mail leaves a list or objects; an answer that quotes such words does not."""
    if any(unsubscribe_mailbox(address.address) for address in message.to[:1]):
        return True
    if _ANSWER.match(message.subject) or len(message.to) != 1:
        return False
    subject = stems.tokens(message.subject, 400)
    found = stems.table("roles", None).found(subject)
    if _other_channel(subject):
        return False
    if found.get("objection"):
        return True
    longest = _SHORT if _listed("mailings").isdisjoint(subject) else _SENTENCE
    return bool(found.get("opt_out")) and len(subject) <= longest and _about_lists(subject)


def _other_channel(subject: tuple[str, ...]) -> bool:
    """Return whether a subject is about calls, letters or messages on a phone, and not about e-mail."""
    return bool(_registered("other_channels").found(subject)) and not _registered("by_mail").found(subject)


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
