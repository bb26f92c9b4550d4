"""What stands between the person and one sender: the consent register by address, and what passed between them.

Everything is read from stored findings when it is asked for. Set-aside mail, and mail that names a marked theme, shows
no words here, and nothing of what it tells of the person.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from inboxguard.audit import analysing
from inboxguard.audit.sender_pages import known, line
from inboxguard.audit.views import Line
from inboxguard.audit.visible_watch import as_shown
from inboxguard.audit.watching import Watches
from inboxguard.facts.message import MessageKey, Shelf
from inboxguard.requests.watch import OptOut
from inboxguard.senders.attribution import Attribution, Role
from inboxguard.senders.domains import of_address
from inboxguard.senders.exchange import Exchange, exchange
from inboxguard.senders.lending import lent
from inboxguard.senders.optout import Asked, asked, written_to
from inboxguard.senders.personal import NAME, quote
from inboxguard.senders.register import Entry, Reach, Stop, register
from inboxguard.senders.sender import Basis, Sender, SenderId
from inboxguard.store import findings, judgements, messages, reach
from inboxguard.store.findings import Attributed
from inboxguard.store.records import instant

SIGNED_UP_AGAIN = "signed_up_again"
UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class OptOutLine:
    """One opt-out at one address, and what followed."""

    requested: datetime
    method: str
    """ "one_click", "mailto", "link" or "letter"."""
    line: Line | None
    """The person's own mail, or the sender's that shows it; None for a letter known by the person's word."""
    confirmed: Line | None
    """The sender's own confirmation."""
    honour_by: date
    state: str
    """ "watching", "honoured", "not_honoured", "signed_up_again", or "unclear" where nothing may be said."""
    mails_after: int
    mails_beside: int
    """Adverts after it from other lists of the same sender, which it may not be about."""
    signed_up_again: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """The consent register of one address."""

    address: str | None
    """None where the mail does not say to which address it came."""
    basis: Basis
    date: datetime | None
    lines: tuple[Line, ...]
    first_advert: datetime | None
    older: bool | None
    """Whether the evidence is older than the first advert; None where there is none, or no date."""
    elsewhere: tuple[str, ...]
    """Other addresses at which the footing is firmer; it does not cover this one."""
    opt_outs: tuple[OptOutLine, ...]
    trust: str
    """ "high", "some" or "little"."""
    limits: tuple[str, ...]
    """Codes of senders.register.Limit."""


@dataclass(frozen=True, slots=True)
class PersonalRow:
    """One thing that the sender's mails show of the person: a code, never counted anywhere, shown on request."""

    what: str
    """A code of senders.personal.CODES."""
    told: bool | None
    """Whether it was told to them in this mailbox before; None where that cannot be said."""
    told_line: Line | None
    quote: str | None
    """Their words, at most 160 characters; None for a name, and where the text is not kept."""
    mails: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RelationView:
    """What the relation with one sender gives and takes; set-aside mail is in none of the figures."""

    orders: int
    """At least so many."""
    order_lines: tuple[Line, ...]
    adverts: int
    mails: int
    months: tuple[int, ...]
    """Mails in each of the last months of thirty days up to the mailbox's last mail, oldest first."""
    mails_a_month: float
    trend: str
    """ "rising", "steady", "falling", "stopped", or "unclear" where there are too few mails."""
    last: datetime | None
    trackers: tuple[tuple[str, int], ...]
    """(organisational domain, mails): who else is told when a mail is opened or clicked."""
    address_to: tuple[tuple[str, int], ...]
    """(organisational domain, mails): who of them gets the address or a digest of it."""
    personal: tuple[PersonalRow, ...]


def register_of(db: Database, organisation: str, now: datetime) -> tuple[RegisterLine, ...]:
    """Return the consent register of one sender, an entry an address; raises Refused where there is no such sender."""
    sender = known(db, organisation)
    every = findings.attributed_to(db, sender.id)
    watches = Watches(db, now, sender.id)
    mails = [one.attribution for one in every]
    wrote = _asked_of(db, sender.id, mails, watches.letters)
    entries = register(mails, wrote, _read(db)[0])
    lines = {one.attribution.message: line(one) for one in every}
    missing = {one.message for one in wrote if one.message is not None} - set(lines)
    lines |= {key: line(one) for key, one in findings.attributed_among(db, sorted(missing)).items()}
    return tuple(
        RegisterLine(
            address=entry.address,
            basis=entry.consent.basis,
            date=entry.consent.date,
            lines=tuple(lines[key] for key in entry.consent.messages if key in lines),
            first_advert=entry.first_advert,
            older=entry.older,
            elsewhere=entry.elsewhere,
            opt_outs=tuple(
                _opt_out(stop, lines, as_shown(db, sender.id, _until(stop, sender.id, mails, watches, now)))
                for stop in entry.stops
            ),
            trust=entry.trust,
            limits=entry.limits,
        )
        for entry in entries
    )


def relation_of(db: Database, organisation: str) -> RelationView:
    """Return what the relation with one sender gives and takes; raises Refused where there is no such sender."""
    sender = known(db, organisation)
    seen = [one for one in findings.attributed_to(db, sender.id) if not one.aside]
    lines = {one.attribution.message: line(one) for one in seen}
    found = _exchange(seen, *_read(db), _alone(sender, _above(findings.names(db))))
    return RelationView(
        orders=found.orders,
        order_lines=tuple(lines[key] for key in found.order_mails),
        adverts=found.adverts,
        mails=found.mails,
        months=found.months,
        mails_a_month=found.mails_a_month,
        trend=found.trend,
        last=found.last,
        trackers=found.trackers,
        address_to=found.address_to,
        personal=tuple(
            PersonalRow(
                one.code,
                one.told,
                None if one.by is None else lines[one.by],
                None if one.code == NAME else _quote(db, one.messages[0], one.code),
                one.mails,
                tuple(lines[key] for key in one.messages),
            )
            for one in found.known
        ),
    )


class Told:
    """Tells both for one sender after another, for the rows of a whole mailbox: what is common is read once."""

    def __init__(self, db: Database, now: datetime) -> None:
        self._now = now
        self._reach, self._until = _read(db)
        self.watches = Watches(db, now)
        self._asked = _asked(db, self.watches.letters)
        keys = sorted({one.message for every in self._asked.values() for one in every if one.message is not None})
        self._above = _above(findings.names(db))
        self._ids = {key: one.attribution.message_id for key, one in findings.attributed_among(db, keys).items()}

    def keys(self, sender: Sender, every: Sequence[Attributed]) -> dict[str, Any]:
        """Return `consent_by_address` and `relation` of `senders --json`; set-aside mail tells nothing personal."""
        attributions = [one.attribution for one in every]
        ids = self._ids | {one.message: one.message_id for one in attributions}
        entries = register(attributions, self._asked.get(sender.id, ()), self._reach)
        found = _exchange(every, self._reach, self._until, _alone(sender, self._above))
        return {
            "consent_by_address": [self._entry(sender.id, entry, attributions, ids) for entry in entries],
            "relation": {
                "orders": found.orders,
                "adverts": found.adverts,
                "mails_a_month": found.mails_a_month,
                "trend": found.trend,
                "trackers": [domain for domain, _ in found.trackers],
                "address_to": [domain for domain, _ in found.address_to],
                "personal": [
                    {"what": one.code, "told": one.told, "message_ids": _ids(one.messages, ids)} for one in found.known
                ],
            },
        }

    def _entry(
        self,
        organisation: SenderId,
        entry: Entry,
        mails: Sequence[Attribution],
        ids: Mapping[MessageKey, str | None],
    ) -> dict[str, Any]:
        return {
            "address": entry.address,
            "basis": entry.consent.basis,
            "date": instant(entry.consent.date),
            "message_ids": _ids(entry.consent.messages, ids),
            "before_first_advert": entry.older,
            "elsewhere": list(entry.elsewhere),
            "trust": entry.trust,
            "limits": list(entry.limits),
            "opt_outs": [self._stop(organisation, stop, mails, ids) for stop in entry.stops],
        }

    def _stop(
        self, organisation: SenderId, stop: Stop, mails: Sequence[Attribution], ids: Mapping[MessageKey, str | None]
    ) -> dict[str, Any]:
        shown = _opt_out(stop, {}, _until(stop, organisation, mails, self.watches, self._now))
        return {
            "requested": instant(shown.requested),
            "method": shown.method,
            "message_ids": _ids([key for key in (stop.asked.message, stop.confirmed) if key is not None], ids),
            "honour_by": shown.honour_by.isoformat(),
            "state": shown.state,
            "mails_after": shown.mails_after,
            "signed_up_again": instant(shown.signed_up_again),
        }


def _until(stop: Stop, organisation: SenderId, mails: Sequence[Attribution], watches: Watches, now: datetime) -> OptOut:
    """Return an opt-out as it stands, up to a new sign-up."""
    return watches.one(organisation, stop.asked, mails, now if stop.anew is None else min(now, stop.anew))


def _opt_out(stop: Stop, lines: Mapping[MessageKey, Line], seen: OptOut) -> OptOutLine:
    """Return an opt-out as a line of the register."""
    state = str(seen.state)
    if stop.unclear:
        state = UNCLEAR
    elif stop.anew is not None and state == "watching":
        state = SIGNED_UP_AGAIN
    return OptOutLine(
        requested=stop.asked.at,
        method=seen.method,
        line=None if stop.asked.message is None else lines.get(stop.asked.message),
        confirmed=None if stop.confirmed is None else lines.get(stop.confirmed),
        honour_by=seen.honour_by,
        state=state,
        mails_after=seen.mails_after,
        mails_beside=stop.beside,
        signed_up_again=stop.anew,
    )


def _asked(db: Database, letters: Mapping[SenderId, Sequence[Asked]]) -> Mapping[SenderId, Sequence[Asked]]:
    """Return every time that the person asked each sender to stop, by mail or by the given letters."""
    wrote = judgements.of_roles(db, (Role.OPT_OUT,))
    return asked(wrote, judgements.leaving_at(db, written_to(wrote)), letters)


def _asked_of(
    db: Database, organisation: SenderId, mails: Sequence[Attribution], letters: Mapping[SenderId, Sequence[Asked]]
) -> Sequence[Asked]:
    """Return the same for one sender, of whom `mails` are all; only what may concern it is read.

    A mail of the person's does where one of these names its recipient as a way out, or where it went to that sender.
    """
    named = {address for one in mails for address in one.out_addresses}
    wrote = [
        one
        for one in judgements.of_roles(db, (Role.OPT_OUT,))
        if (one.address or "").lower() in named or organisation in (one.organisation, of_address(one.address))
    ]
    own = {organisation: letters[organisation]} if organisation in letters else {}
    return asked(wrote, judgements.leaving_at(db, written_to(wrote)), own).get(organisation, ())


def _alone(sender: Sender, above: Set[str]) -> bool:
    """Return whether only this sender can have been told: it has no company, no twin, and is on no lent domain.

    Nor does any sender belong to a host below it: `above` is what all of them are below.
    """
    return sender.group is None and not sender.likely_same and sender.id not in above and not lent(sender.id)


def _above(known: Iterable[SenderId]) -> frozenset[str]:
    """Return every domain that one of the senders is below."""
    return frozenset(one[at + 1 :] for one in known for at, sign in enumerate(one) if sign == ".")


def _exchange(every: Sequence[Attributed], read: Reach, until: datetime | None, alone: bool) -> Exchange:
    shown = [
        replace(one.attribution, personal=()) if one.aside or any(mention.named for mention in one.mentions)
        else one.attribution
        for one in every
    ]  # fmt: skip
    return exchange(shown, until, read, alone)


def _read(db: Database) -> tuple[Reach, datetime | None]:
    """Return what of the mailbox was read, and when its last mail came."""
    covered = analysing.covered(db)
    if covered is None:
        return Reach(), None
    sent, trash = reach.was_read(db, Shelf.SENT), reach.was_read(db, Shelf.TRASH)
    return Reach(covered.first, covered.share_between, sent, trash), covered.last


def _quote(db: Database, key: MessageKey, code: str) -> str | None:
    message = messages.get(db, key)
    return None if message is None else quote(message, code)


def _ids(keys: Sequence[MessageKey], ids: Mapping[MessageKey, str | None]) -> list[str]:
    return [named for key in keys if (named := ids.get(key)) is not None]
