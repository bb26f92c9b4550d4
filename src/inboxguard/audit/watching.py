"""Did it stop? Every opt-out that is known, watched with the grace that law and fairness give.

Opt-outs come from mail that the person sent, from letters of the ledger that they say they sent, and from clicks and
pages of which it is recorded that they were accepted. Only senders with one are looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import unsubscribing
from inboxguard.audit.bounces import bounced
from inboxguard.audit.clock import months_back
from inboxguard.audit.deciding import corrections, given
from inboxguard.audit.objections import objections
from inboxguard.audit.profiles import profile
from inboxguard.audit.views import SenderRow
from inboxguard.facts.message import MessageKey
from inboxguard.requests.regimes import opt_out_rule, regime
from inboxguard.requests.turning import Written
from inboxguard.requests.watch import OptOut, OptOutState, Terms, telling, watch
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.optout import Asked, standing
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, messages, search
from inboxguard.store.records import packed, unpacked

_LONGEST = 4000
"""Letters of a mail's text that are read."""


def beside_mail(db: Database, of: SenderId | None = None) -> dict[SenderId, tuple[Asked, ...]]:
    """Return the opt-outs that no sent mail shows, by organisation in order of time: letters, clicks and pages.

    With `of` letters to others are left out: of each it has to be looked whether it came back.
    """
    return _united(objections(db, of), _at_home(db, unsubscribing.asked(db)))


class Watches:
    """Judges the opt-outs of one sender after another; what is common is read once."""

    def __init__(self, db: Database, now: datetime, of: SenderId | None = None) -> None:
        """Read what all are judged by, or what one stored sender is (`of`) where no other is asked for."""
        self._db, self._now = db, now
        self.letters = beside_mail(db, of)
        """Opt-outs that no sent mail shows."""
        self._failed = _at_home(db, unsubscribing.failed(db))
        self._told = profile(db)
        rule = opt_out_rule(self._told.country, self._told.region)
        self._law = None if rule is None else regime(rule)
        self._unique = _unique(db)

    def asked_of(self, organisation: str) -> tuple[Asked, ...]:
        """Return every opt-out at one stored sender, also those of before a new sign-up."""
        record = findings.opt_out_record(self._db, organisation)
        kept = () if record is None else asked_in(record)
        # Letters and clicks count, or no longer do, at once; what analysis found knows of it from the next time on.
        return _in_order((*(one for one in kept if one.message is not None), *self._beside(organisation)))

    def of(self, organisation: str, mails: Sequence[Attribution]) -> tuple[OptOut, ...]:
        """Return what became of each opt-out at one stored sender; `mails` are all of its own."""
        return self.judged(organisation, self.asked_of(organisation), mails)

    def judged(self, organisation: str, asked: Iterable[Asked], mails: Sequence[Attribution]) -> tuple[OptOut, ...]:
        """Return what became of opt-outs after which the person did not sign up again.

        One that came back asked nobody, and one that is still to come has not been asked. One in Sent that is older
        than any mail of that sender bears the time of a clock that went wrong, or is not about this mail.
        """
        first = min((one.at for one in mails if one.at is not None and not one.outgoing), default=None)
        every = tuple(
            one
            for one in asked
            if one.at <= self._now
            and (one.message is None or (first is not None and first <= one.at))
            and not bounced(self._db, one)
        )
        if not every:  # most senders: their mail is not looked at
            return ()
        return tuple(self.one(organisation, one, mails, self._now) for one in standing(every, mails))

    def one(self, organisation: str, asked: Asked, mails: Iterable[Attribution], until: datetime) -> OptOut:
        """Return what one opt-out had become by `until`."""
        terms = Terms(self._law, self._told.timezone, self._unique.get(organisation, frozenset()))
        failed = any(
            other.at > asked.at and (not other.address or not asked.address or other.address == asked.address)
            for other in self._failed.get(SenderId(organisation), ())
        )
        return watch(asked, mails, until, terms, self._written, failed)

    def _beside(self, organisation: str) -> tuple[Asked, ...]:
        return self.letters.get(SenderId(organisation), ())

    def _written(self, keys: Sequence[MessageKey]) -> Mapping[MessageKey, Written]:
        if not keys:
            return {}
        return {
            one.key: Written(
                one.sent,
                tuple(address.address for address in one.to),
                (one.text or "")[:_LONGEST],
                len(one.links),
                (one.in_reply_to or "", *one.references),
            )
            for one in messages.among(self._db, keys)
        }


def opt_out(
    db: Database,
    organisation: str,
    attributions: Sequence[Attribution],
    now: datetime,
    watches: Watches | None = None,
) -> OptOut | None:
    """Return the opt-out at one stored sender that tells most, as of `now`; None where none was asked.

    `watches` are for callers that ask for one sender after another.
    """
    return telling((watches or Watches(db, now)).of(organisation, attributions))


def opt_out_of(db: Database, organisation: str, now: datetime) -> OptOut | None:
    """Return as `opt_out`; the sender's mail is read only where anything was asked."""
    watches = Watches(db, now, SenderId(organisation))
    if not watches.asked_of(organisation):
        return None
    return telling(watches.of(organisation, [one.attribution for one in findings.attributed_to(db, organisation)]))


def not_honoured(db: Database, now: datetime) -> dict[SenderId, OptOut]:
    """Return the stored senders that went on, each with the opt-out that tells most, as of `now` and in their order.

    Judged anew: a letter may have come back, and a page been left, since the last analysis.
    """
    watches, names = Watches(db, now), findings.names(db)
    asked = {organisation for organisation, _, _ in findings.opted_out(db)} | set(watches.letters)
    found: dict[SenderId, OptOut] = {}
    for organisation in sorted(asked):
        sender = SenderId(organisation)
        if sender in names:
            one = opt_out(db, sender, _mails(db, sender), now, watches)
            if one is not None and one.state is OptOutState.NOT_HONOURED:
                found[sender] = one
    return found


def judge_opt_outs(db: Database, now: datetime, taken_back: Sequence[str] = ()) -> None:
    """Judge anew what became of each opt-out: time passes, the law changes with the person's country, more is asked.

    `taken_back`: senders of which the person says that they were not asked after all.
    """
    watches = Watches(db, now)
    rows = {organisation: row for organisation, _, row in findings.opted_out(db)}
    rows |= search.sender_rows(db, tuple(one for one in (*watches.letters, *taken_back) if one not in rows))
    last = findings.last(db)
    months = months_back(last, 12) if last is not None else ()
    changed: list[tuple[str, str | None, bytes]] = []
    for organisation, stored in sorted(rows.items()):
        found = opt_out(db, organisation, _mails(db, organisation), now, watches)
        shown = unpacked(stored, SenderRow)
        state = None if found is None else found.state.value
        known = state is not None or organisation in taken_back
        if known and state != shown.opt_out:
            row = replace(shown, opt_out=state, after_opt_out=late_months(found, months))
            changed.append((organisation, state, packed(row)))
    findings.judged(db, changed, now.date())


def keep_up(db: Database, now: datetime) -> None:
    """Judge the opt-outs once a day, when the home is opened."""
    if findings.value(db, "judged", date) not in (None, now.date()):
        judge_opt_outs(db, now)


def late_months(found: OptOut | None, months: Sequence[date]) -> tuple[bool, ...]:
    """Return of each month whether it lies after an opt-out that was not honoured."""
    late = found is not None and found.state is OptOutState.NOT_HONOURED
    return tuple(late and found is not None and month >= found.honour_by.replace(day=1) for month in months)


def asked_in(record: bytes) -> tuple[Asked, ...]:
    """Return the opt-outs that analysis kept of a sender; of older homes only the first."""
    return unpacked(record, tuple[Asked, ...]) if record.startswith(b"[") else (unpacked(record, Asked),)


def _mails(db: Database, organisation: str) -> list[Attribution]:
    return [one.attribution for one in findings.attributed_to(db, organisation)]


def _unique(db: Database) -> dict[str, frozenset[str]]:
    """Return by organisation the addresses that the person gave to it and to nobody else."""
    words = given(db)
    holders: dict[str, set[str]] = {}
    for one in words:
        holders.setdefault(one.address.lower(), set()).add(one.organisation)
    found: dict[str, set[str]] = {}
    for one in words:
        if (one.only or one.made) and len(holders[one.address.lower()]) == 1:
            found.setdefault(one.organisation, set()).add(one.address.lower())
    return {key: frozenset(addresses) for key, addresses in found.items()}


def _at_home(db: Database, found: Mapping[SenderId, Sequence[Asked]]) -> dict[SenderId, tuple[Asked, ...]]:
    """Return opt-outs by the organisation to which that of the time belongs now."""
    told = corrections(db)
    homes: dict[SenderId, list[Asked]] = {}
    for organisation, every in found.items():
        homes.setdefault(SenderId(told.home(organisation)), []).extend(every)
    return {key: _in_order(every) for key, every in homes.items()}


def _united(*found: Mapping[SenderId, Sequence[Asked]]) -> dict[SenderId, tuple[Asked, ...]]:
    keys = dict.fromkeys(key for every in found for key in every)
    return {key: _in_order(one for every in found for one in every.get(key, ())) for key in keys}


def _in_order(every: Iterable[Asked]) -> tuple[Asked, ...]:
    return tuple(sorted(dict.fromkeys(every), key=lambda one: (one.at, one.message or "")))
