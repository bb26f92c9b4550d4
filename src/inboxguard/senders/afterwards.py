"""What mail that comes after an opt-out is: advertising that counts, or a notice, a receipt, a new beginning.

Stricter than the kind of a mail, which also decides what stands in a list: here somebody is held to it.
"""

import re
import tomllib
from collections.abc import Container, Iterable
from datetime import datetime
from enum import StrEnum
from functools import cache

from inboxguard import resources
from inboxguard.senders import stems
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.consent import counts
from inboxguard.senders.corrections import YOU_SAID
from inboxguard.senders.optout import signs_up

_SUBJECT = "marketing_subject"
_SELLING = frozenset((_SUBJECT, "marketing_text", "marketing_mailbox", "visited", "like_news", YOU_SAID))
"""Reasons of which one must speak for an advert of a list that was not seen before the opt-out."""
_OWN_WORDS = frozenset((_SUBJECT, "marketing_text", "visited", YOU_SAID))
"""Reasons by which a mail itself advertises; a way out, a list or a mailbox called "news" bring notices as well."""
_SPOKEN = frozenset(("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "no"))
"""Languages whose notices are known by their words (resources/senders/afterwards)."""

_STEPS = frozenset((Role.LEFT, Role.SIGN_UP, Role.CONFIRMED))
_DEALS = frozenset((Role.PURCHASE, Role.ACCOUNT))
_ENDS = frozenset((Role.LEFT, Role.PURCHASE))
_OWED = frozenset(("notices", "ratings"))
_DOINGS = frozenset(("handled", "opened", "entries"))
_BEGINS = frozenset((Role.SIGN_UP, Role.CONFIRMED, Role.WELCOME))
_BEGUN = frozenset(("deeds", "entries", "opened", "confirms"))
_PAST = frozenset(("handled", "ratings"))
_NOTICES = frozenset(("owed", "notices"))
_PRICE = re.compile(r"[€£$]\s?\d|\d\s?(?:[€£$%]|euros?\b|eur\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
OPENING = 1200
"""Letters of a mail's text that are read: what it is about stands at its beginning."""


class Sense(StrEnum):
    """What the own words of a mail make of it."""

    ADVERT = "advert"
    """It advertises, and nothing in it is about something else."""
    PERHAPS = "perhaps"
    """A single word of it advertises, or a price."""
    BARE = "bare"
    """Nothing in it tells."""
    OWED = "owed"
    """A notice that goes to many: terms, prices, a recall."""
    FAREWELL = "farewell"
    """It takes leave of who left."""
    UNSURE = "unsure"
    """Its text, not its subject, speaks of leaving, terms, prices: no plain advert, and perhaps something else."""
    DEALING = "dealing"
    """Also about an order, a payment, an account."""
    DEED = "deed"
    """Perhaps about something that the person did: signed up, bought, booked, asked for."""


def sense(one: Attribution, text: str, series: bool) -> Sense:
    """Return what subject and first words of a mail make of it; `text` is "" where they are not known.

    `series`: the same sender wrote under the same subject before, numbers aside. Whatever could be no advert is none:
    here somebody is held to it.
    """
    if YOU_SAID in one.reasons and one.kind is Kind.MARKETING:
        return Sense.ADVERT
    subject = _words(one)
    both = subject | _found(one, text)
    begins = one.role in _BEGINS or not subject.isdisjoint(_BEGUN) or "stays" in subject
    if one.role is Role.LEFT or "farewells" in subject:
        return Sense.DEED if one.role in _BEGINS or "stays" in subject else Sense.FAREWELL
    if "farewells" in both and not begins:
        return Sense.UNSURE
    if begins or not both.isdisjoint(_BEGUN):
        return Sense.DEED
    if "dealings" in both:
        return Sense.DEALING
    if not both.isdisjoint(_NOTICES):
        return Sense.UNSURE if subject.isdisjoint(_NOTICES) else Sense.OWED
    if one.role in _DEALS or not subject.isdisjoint(_PAST) or _deals(one):
        return Sense.DEALING
    if sells(one) or series or "offers" in both:
        return Sense.ADVERT
    said = stems.table("kinds", one.language, "scams").found(stems.tokens(f"{one.subject}\n{text}", OPENING))
    hints = "marketing_text" in said or "marketing_subject" in said or _PRICE.search(f"{one.subject} {text}")
    return Sense.PERHAPS if hints else Sense.BARE


def commercial(one: Attribution, known_list: bool) -> bool:
    """Return whether the main purpose of a mail is to advertise.

    Receipts and account mail mostly have another kind already. What confirms a step (also that of leaving), or has a
    subject about a notice that is owed, an order or an account, is none; and a mail that nothing but a way out makes an
    advert is one only on a list that mailed before (`known_list`). In a language whose notices are not known the
    subject has to sell.
    """
    if one.kind is not Kind.MARKETING or one.outgoing or one.role in _STEPS:
        return False
    if YOU_SAID in one.reasons:
        return True
    if not _words(one).isdisjoint(_OWED) or (_SUBJECT not in one.reasons and _deals(one)):
        return False
    if one.language not in _SPOKEN:
        return _SUBJECT in one.reasons
    return known_list or not _SELLING.isdisjoint(one.reasons)


def sells(one: Attribution) -> bool:
    """Return whether a mail advertises by its own words, not only by the list or the mailbox from which it came."""
    return not _OWN_WORDS.isdisjoint(one.reasons)


def mixed(one: Attribution) -> bool:
    """Return whether an advert is also about something that the reader did, by a subject that does not only sell."""
    return one.role in _DEALS or (_SUBJECT not in one.reasons and not _words(one).isdisjoint(_DOINGS))


def anew(mails: Iterable[Attribution], since: datetime, address: str | None) -> datetime | None:
    """Return when, after `since`, the person first gave an organisation a new footing at `address`; None for never.

    A sign-up, a welcome or an account at their doing, a prize draw they entered, an order too, not what
    tells of one that was placed before: where a law wants the person's express word, it may have been given with the
    order. A mail that names no address counts for every one.
    """
    times = [
        one.at
        for one in mails
        if one.at is not None and one.at > since and there(one, address) and _gives(one)
    ]
    return min(times, default=None)


def opening(one: Attribution, text: str, usual: Container[str]) -> str:
    """Return the first words of a mail's text that are its own: no sentence of `usual` (see `key`), and no footer.

    Every advert may say that the reader signed up, or how to leave. Such a line is left out, and of the longest line,
    which may be the whole text, such a sentence.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    longest = max(lines, key=len, default="")
    kept: list[str] = []
    for line in lines:
        if line is longest or not _footer(one, line):
            kept += (part for part in _SENTENCE.split(line) if key(part) not in usual and not _footer(one, part))
        if sum(map(len, kept)) > OPENING:
            break
    return "\n".join(kept)[:OPENING]


def sentences(text: str) -> Iterable[str]:
    """Return the sentences of a text as `key` tells them."""
    return map(key, _SENTENCE.split(text))


def key(sentence: str) -> str:
    """Return a sentence as its words alone."""
    return " ".join(stems.tokens(sentence, 300))


def _footer(one: Attribution, line: str) -> bool:
    words = stems.tokens(line, 2 * OPENING)
    if "footers" in stems.table("afterwards", one.language).found(words):
        return True
    return "way_out" in stems.table("kinds", one.language, "scams").found(words)


def alike(one: Attribution) -> tuple[str, ...]:
    """Return what mails of one series share: who sends them and their subject without numbers, months and seasons."""
    words = (word for word in stems.tokens(one.subject, 400) if not any(sign.isdigit() for sign in word))
    return ((one.address or "").lower(), *(word for word in words if word not in _times()))


@cache
def _times() -> frozenset[str]:
    listed = tomllib.loads(resources.read("senders/series.toml"))["times"]
    return frozenset(word for written in listed for word in stems.tokens(written))


def there(one: Attribution, address: str | None) -> bool:
    """Return whether a mail may have come to, or gone from, this address; any where none is named."""
    return not address or not one.recipient or one.recipient.lower() == address.lower()


def _gives(one: Attribution) -> bool:
    if not counts(one):
        return False
    if signs_up(one):
        return True
    found = _words(one)
    if "entries" in found or ("confirms" in found and not one.way_out and one.role not in _ENDS):
        return True
    if one.role is Role.WELCOME and not one.way_out:
        return True
    begins = one.role is Role.WELCOME or "opened" in found or ("account_step" in one.reasons and one.role not in _ENDS)
    if one.kind is Kind.TRANSACTIONAL and begins:
        return True
    return one.kind is Kind.TRANSACTIONAL and one.role is Role.PURCHASE and "handled" not in found


def _deals(one: Attribution) -> bool:
    """Return whether a subject speaks of an order, a payment, a password: mail of that kind never counts."""
    words = stems.tokens(one.subject, 400)
    if "transactional_subject" in stems.table("kinds", one.language, "scams").found(words):
        return True
    return "account" in stems.table("roles", one.language).found(words)


def _words(one: Attribution) -> frozenset[str]:
    return _found(one, one.subject[:400])


def _found(one: Attribution, text: str) -> frozenset[str]:
    return frozenset(stems.table("afterwards", one.language).found(stems.tokens(text, OPENING)))
