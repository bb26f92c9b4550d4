"""What mail that comes after an opt-out is: advertising that counts, or a notice, a receipt, a new beginning.

Stricter than the kind of a mail, which also decides what stands in a list: here somebody is held to it.
"""

from collections.abc import Iterable
from datetime import datetime

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
_OLDER = frozenset(("handled", "notices", "ratings"))


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


def anew(mails: Iterable[Attribution], since: datetime, address: str | None, purchases: bool) -> datetime | None:
    """Return when, after `since`, the person first gave an organisation a new footing at `address`; None for never.

    A sign-up, a welcome or an account at their doing, a prize draw they entered; where `purchases` an order too, not
    what tells of one that was placed before. A mail that names no address counts for every one.
    """
    times = [
        one.at
        for one in mails
        if one.at is not None and one.at > since and _there(one, address) and _gives(one, purchases)
    ]
    return min(times, default=None)


def unsettled(mails: Iterable[Attribution], since: datetime, address: str | None) -> datetime | None:
    """Return when, after `since`, first came what may show a new relation at `address`, or that nobody left; or None.

    A mail without a way out that sells nothing and of which not a single word is known need not be a new beginning, but
    nobody can say that it is none. It is none where it tells of an order or an account that was there before, confirms
    that the person left, or came in the same words before. What says that a request failed speaks in any kind of mail.
    """
    every = [one for one in mails if one.at is not None and not one.outgoing and one.authenticated is not False]
    usual = {_alike(one) for one in every if one.at is not None and one.at <= since}
    times = [
        one.at
        for one in every
        if one.at is not None and one.at > since and _there(one, address) and (_stays(one) or _may_give(one, usual))
    ]
    return min(times, default=None)


def _stays(one: Attribution) -> bool:
    return one.kind is not Kind.SPAM and not sells(one) and "stays" in _words(one)


def _may_give(one: Attribution, usual: set[tuple[str, ...]]) -> bool:
    if not counts(one) or one.way_out or one.list_id or sells(one) or one.role in _ENDS or _alike(one) in usual:
        return False
    return _words(one).isdisjoint(_OLDER) and not (one.role is Role.ACCOUNT and _deals(one))


def _alike(one: Attribution) -> tuple[str, ...]:
    """Return what mails of one series share: who sends them and their subject without its numbers."""
    words = (word for word in stems.tokens(one.subject, 400) if not any(sign.isdigit() for sign in word))
    return ((one.address or "").lower(), *words)


def _there(one: Attribution, address: str | None) -> bool:
    return not address or not one.recipient or one.recipient.lower() == address.lower()


def _gives(one: Attribution, purchases: bool) -> bool:
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
    return purchases and one.kind is Kind.TRANSACTIONAL and one.role is Role.PURCHASE and "handled" not in found


def _deals(one: Attribution) -> bool:
    """Return whether a subject speaks of an order, a payment, a password: mail of that kind never counts."""
    words = stems.tokens(one.subject, 400)
    if "transactional_subject" in stems.table("kinds", one.language, "scams").found(words):
        return True
    return "account" in stems.table("roles", one.language).found(words)


def _words(one: Attribution) -> frozenset[str]:
    return frozenset(stems.table("afterwards", one.language).found(stems.tokens(one.subject, 400)))
