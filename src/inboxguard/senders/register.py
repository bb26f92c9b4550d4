"""The consent register: for each address that an organisation mails to, the footing, the opt-outs and what followed.

A purchase or sign-up at one address says nothing of another. Evidence that names no address counts for every one, so
that nobody is said to have none because of what a mail leaves out. How far "none found" can be trusted is told too.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.consent import consent, counts
from inboxguard.senders.optout import LINK, Asked, about, claims, signs_up
from inboxguard.senders.roles import asks_to_confirm, leaves
from inboxguard.senders.sender import Basis, Consent

MOST_ADDRESSES = 50
MOST_OPT_OUTS = 20
_EVER = datetime.max.replace(tzinfo=UTC)
_BEGINNING = timedelta(days=30)
"""A sender that mails so soon after the mailbox begins may have mailed before."""
_ANSWERED = timedelta(days=14)
"""How long after an opt-out its confirmation comes."""
_WELL_COVERED = 0.9
_COVERED = 0.6
"""Shares of weeks that hold any mail (trace.md 3, gate 9)."""


class Trust(StrEnum):
    """How far a line of the register can be trusted."""

    HIGH = "high"
    SOME = "some"
    LITTLE = "little"


class Limit(StrEnum):
    """What limits the trust in a line."""

    BEGINS_LATE = "begins_late"
    """The mailbox begins about when the sender's mail does: what came before is not known."""
    GAPS = "gaps"
    """Weeks without any mail lie before the first advert."""
    NO_SENT = "no_sent"
    """The folder of sent mail was not read."""
    NO_TRASH = "no_trash"
    """The folder of deleted mail was not read."""
    UNOPENED = "unopened"
    """Mail of the sender was never opened."""
    WELCOME = "welcome"
    """There is a welcome mail, which lists that were bought send too."""
    DEALINGS = "dealings"
    """There are other mails than adverts before: the two deal with each other, a contract or an account perhaps."""
    OTHER_ADDRESS = "other_address"
    """There is a firmer footing at another address, which does not cover this one."""
    ADDRESS_UNKNOWN = "address_unknown"
    """The evidence does not say to which address it belongs."""
    NOT_CONFIRMED = "not_confirmed"
    """A request to confirm was never answered, as far as the mailbox shows: anybody may have typed the address."""
    NOT_ATTESTED = "not_attested"
    """No server vouches for the mail that shows it."""
    ONLY_STATED = "only_stated"
    """It is the sender's own word."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What of the mailbox was read, as far as it matters for what was not found."""

    first: datetime | None = None
    """When the oldest mail came."""
    share_between: Callable[[datetime, datetime], float] = lambda start, end: 1.0
    """Share of the weeks between two moments that hold any mail."""
    sent: bool = True
    trash: bool = True


@dataclass(frozen=True, slots=True)
class Stop:
    """One opt-out and the mail around it, from which it can be told whether it was honoured."""

    asked: Asked
    confirmed: MessageKey | None
    """The sender's own mail that confirms it."""
    adverts: tuple[datetime, ...]
    """Times of the authenticated adverts that it is about, those before it too, up to a new sign-up."""
    beside: int
    """Adverts after it from other lists, which it may not be about."""
    anew: datetime | None
    """When the person signed up again."""
    unclear: bool = False
    """What it is about is not known, so nothing may be said about what followed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one address."""

    address: str | None
    """One of the person's addresses; None where the mail does not say to which it came."""
    consent: Consent
    adverts: int
    first_advert: datetime | None
    older: bool | None
    """Whether the evidence is older than the first advert; None where there is none, or no date."""
    elsewhere: tuple[str, ...]
    """Other addresses at which the footing is firmer."""
    stops: tuple[Stop, ...]
    trust: Trust
    limits: tuple[Limit, ...]


def register(
    attributions: Sequence[Attribution], asked: Sequence[Asked] = (), reach: Reach | None = None
) -> tuple[Entry, ...]:
    """Return an entry for each address that one organisation's mail came to, in order of its first mail there.

    `asked` are the opt-outs that the person wrote (see optout.asked); the sender's own confirmations are found here.
    The strongest entry is what `consent` says of the whole sender.
    """
    reach = reach or Reach()
    heard = sorted((one for one in attributions if counts(one)), key=lambda one: (one.at or _EVER, one.message))
    # What only some customer of a platform claims shows no further address that this organisation mails to.
    sure = [one for one in heard if not claims(one)] or heard
    known = tuple(dict.fromkeys(one.recipient.lower() for one in sure if one.recipient))
    addresses: tuple[str | None, ...] = known[:MOST_ADDRESSES] or ((None,) if heard else ())
    footings = {address: consent(_at(heard, address)) for address in addresses}
    return tuple(_entry(address, heard, footings, asked, reach) for address in addresses)


def strength(basis: Basis) -> int:
    """Return how firm a basis is: the greater the firmer."""
    return len(Basis) - list(Basis).index(basis)


def _entry(
    address: str | None,
    heard: Sequence[Attribution],
    footings: dict[str | None, Consent],
    asked: Sequence[Asked],
    reach: Reach,
) -> Entry:
    here = _at(heard, address)
    footing = footings[address]
    adverts = [one for one in here if one.kind is Kind.MARKETING]
    first = next((one.at for one in adverts if one.at is not None), None)
    firmer = (
        other
        for other, one in footings.items()
        if other is not None and strength(one.basis) > strength(footing.basis) and one.basis is not Basis.STATED
    )
    elsewhere = tuple(firmer)
    trust, limits = _trust(footing, heard, here, first, elsewhere, reach)
    return Entry(
        address=address,
        consent=footing,
        adverts=len(adverts),
        first_advert=first,
        older=None if footing.date is None or first is None else footing.date <= first,
        elsewhere=elsewhere,
        stops=_stops(here, adverts, [one for one in asked if _concerns(one, address, footings)]),
        trust=trust,
        limits=limits,
    )


def _at(heard: Sequence[Attribution], address: str | None) -> list[Attribution]:
    """Return the mail that came to an address, with that of which it is not known."""
    return [one for one in heard if not one.recipient or address is None or one.recipient.lower() == address]


def _concerns(asked: Asked, address: str | None, known: Collection[str | None]) -> bool:
    """Return whether an opt-out is about an address; one from an address that gets no mail is about all."""
    whose = None if asked.address is None else asked.address.lower()
    return address is None or whose == address or whose not in known


def _trust(
    footing: Consent,
    heard: Sequence[Attribution],
    here: Sequence[Attribution],
    first_advert: datetime | None,
    elsewhere: tuple[str, ...],
    reach: Reach,
) -> tuple[Trust, tuple[Limit, ...]]:
    if footing.basis is Basis.NONE_FOUND:
        return _trust_in_none(heard, here, first_advert, elsewhere, reach)
    if footing.basis is Basis.STATED:
        return Trust.LITTLE, (Limit.ONLY_STATED,)
    showing = set(footing.messages)
    shown = [one for one in here if one.message in showing]
    limits = []
    if footing.basis is Basis.SIGNED_UP and all(asks_to_confirm(one.subject) for one in shown):
        limits.append(Limit.NOT_CONFIRMED)
    if any(not one.recipient for one in shown):
        limits.append(Limit.ADDRESS_UNKNOWN)
    if not any(one.authenticated for one in shown):
        limits.append(Limit.NOT_ATTESTED)
    return (Trust.SOME if limits else Trust.HIGH), tuple(limits)


def _trust_in_none(
    heard: Sequence[Attribution],
    here: Sequence[Attribution],
    first_advert: datetime | None,
    elsewhere: tuple[str, ...],
    reach: Reach,
) -> tuple[Trust, tuple[Limit, ...]]:
    """Return how far it can be trusted that there was no footing before the first advert."""
    begun = next((one.at for one in heard if one.at is not None), None)
    until = first_advert or begun
    late = begun is None or reach.first is None or begun - reach.first < _BEGINNING
    share = reach.share_between(reach.first, until) if reach.first is not None and until is not None else 0.0
    found = (
        (Limit.BEGINS_LATE, late),
        (Limit.GAPS, share < _WELL_COVERED),
        (Limit.NO_SENT, not reach.sent),
        (Limit.NO_TRASH, not reach.trash),
        (Limit.UNOPENED, any(one.unopened for one in here)),
        (Limit.WELCOME, any(one.role is Role.WELCOME for one in here)),
        (Limit.DEALINGS, any(_deals(one) and (until is None or (one.at or _EVER) <= until) for one in here)),
        (Limit.OTHER_ADDRESS, bool(elsewhere)),
    )
    limits = tuple(limit for limit, holds in found if holds)
    if late or share < _COVERED:
        return Trust.LITTLE, limits
    return (Trust.SOME if limits else Trust.HIGH), limits


def shows_leaving(one: Attribution) -> bool:
    """Return whether a mail of the sender shows by itself that the person left its list.

    An advert may say anything in its subject ("You have been unsubscribed ... from high prices"), and who offers a way
    out has not let the reader go.
    """
    if one.role is not Role.LEFT or one.kind is Kind.MARKETING or one.way_out:
        return False
    return counts(one) and not claims(one) and leaves(one.subject)


def _deals(one: Attribution) -> bool:
    """Return whether a mail shows that the two deal with each other; a welcome or a farewell shows the list only."""
    return one.kind is Kind.TRANSACTIONAL and one.role not in (Role.WELCOME, Role.LEFT)


def _stops(here: Sequence[Attribution], adverts: Sequence[Attribution], asked: Sequence[Asked]) -> tuple[Stop, ...]:
    """Return every opt-out in order of time: what the person wrote, and what only the sender's answer shows."""
    answers = [one for one in here if one.role is Role.LEFT and one.at is not None and not claims(one)]
    found: list[tuple[Asked, MessageKey | None]] = []
    for one in asked:
        answer = next((left for left in answers if left.at and one.at <= left.at <= one.at + _ANSWERED), None)
        if answer is not None:
            answers.remove(answer)
        found.append((one, answer.message if answer else None))
    for left in answers:
        assert left.at is not None
        if not shows_leaving(left):
            continue
        lists = (left.list_id,) if left.list_id else ()
        found.append((Asked(left.at, LINK, left.recipient, left.message, lists), left.message))
    found.sort(key=lambda pair: (pair[0].at, pair[0].message or ""))
    signed = [one.at for one in here if signs_up(one) and one.at is not None]
    sure = [one for one in adverts if one.authenticated is True and one.at is not None]
    return tuple(_stop(one, answer, sure, signed) for one, answer in found[:MOST_OPT_OUTS])


def _stop(
    asked: Asked, confirmed: MessageKey | None, adverts: Sequence[Attribution], signed: Sequence[datetime]
) -> Stop:
    anew = min((at for at in signed if at > asked.at), default=None)
    counted = [one for one in adverts if one.at is not None and (anew is None or one.at < anew)]
    before = {one.list_id for one in counted if one.at is not None and one.at <= asked.at}
    after = sum(1 for one in counted if one.at is not None and one.at > asked.at)
    times = tuple(one.at for one in about(asked, counted) if one.at is not None)
    return Stop(
        asked=asked,
        confirmed=confirmed,
        adverts=times,
        beside=after - sum(1 for at in times if at > asked.at),
        anew=anew,
        unclear=asked.method == LINK and len(before) > 1 and before.isdisjoint(asked.lists),
    )
