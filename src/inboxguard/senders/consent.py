"""Where the person's consent stands with one organisation, as far as the mailbox shows, with its evidence."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.roles import asks_to_confirm
from inboxguard.senders.sender import Basis, Consent

STATEMENTS = frozenset(("says_signed_up", "says_customer"))
"""Reasons that merely repeat what the sender says of the person; the weakest footing."""

_MOST = 5
_ANSWERED = timedelta(days=30)
_EVER = datetime.max.replace(tzinfo=UTC)


def consent(attributions: Sequence[Attribution]) -> Consent:
    """Return the strongest footing that the messages of one organisation show, its earliest date and messages.

    A confirmed sign-up is stronger than a sign-up, that than a purchase, that than the sender's own word. Spam and mail
    that failed authentication show nothing. What came after the first advert still counts, with its date: the reader
    sees which was first.
    """
    heard = sorted((one for one in attributions if counts(one)), key=lambda one: (one.at or _EVER, one.message))
    confirmed = [one for one in _of(heard, Role.CONFIRMED) if not _plays(one)]
    signed_up = [one for one in heard if one.role is Role.SIGN_UP or (one.role is Role.CONFIRMED and _plays(one))]
    ladder = (
        (Basis.CONFIRMED, min(confirmed, _answered(heard, signed_up), key=_begun)),
        (Basis.SIGNED_UP, signed_up),
        (Basis.PURCHASE, _of(heard, Role.PURCHASE)),
        (Basis.STATED, [one for one in heard if not STATEMENTS.isdisjoint(one.reasons)]),
    )
    for basis, shown in ladder:
        if shown:
            return Consent(basis, shown[0].at, tuple(one.message for one in shown[:_MOST]))
    return Consent(Basis.NONE_FOUND)


def _plays(one: Attribution) -> bool:
    """Return whether an advert's subject plays with such words ("Email verified for 20% off"): a sign-up at most."""
    return one.kind is Kind.MARKETING and "marketing_subject" in one.reasons


def counts(one: Attribution) -> bool:
    """Return whether a mail may show a footing: spam, letters and what failed authentication show nothing."""
    return not one.outgoing and one.kind in (Kind.MARKETING, Kind.TRANSACTIONAL) and one.authenticated is not False


def _begun(shown: Sequence[Attribution]) -> datetime:
    """Return when evidence begins; none, or one without a date, comes after all other."""
    return (shown[0].at or _EVER - timedelta(days=1)) if shown else _EVER


def _of(heard: Sequence[Attribution], role: Role) -> list[Attribution]:
    return [one for one in heard if one.role is role]


def _answered(heard: Sequence[Attribution], signed_up: Sequence[Attribution]) -> list[Attribution]:
    """Return a request to confirm and the welcome that soon followed it: the click lay between them."""
    for request in signed_up:
        if request.at is None or not asks_to_confirm(request.subject):
            continue
        for welcome in _of(heard, Role.WELCOME):
            soon = welcome.at is not None and request.at <= welcome.at <= request.at + _ANSWERED
            if soon and _one_address(request, welcome):
                return [request, welcome]
    return []


def _one_address(request: Attribution, answer: Attribution) -> bool:
    """Return whether two mails came to one of the person's addresses, as far as they tell."""
    return not (request.recipient and answer.recipient) or request.recipient.lower() == answer.recipient.lower()
