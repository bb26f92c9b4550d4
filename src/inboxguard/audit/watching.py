"""Did it stop? An opt-out found in the mailbox, watched with the grace that law and fairness give."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit.clock import months_back
from inboxguard.audit.objections import objections
from inboxguard.audit.profiles import profile
from inboxguard.audit.views import Profile, SenderRow
from inboxguard.requests.regimes import opt_out_rule, regime
from inboxguard.requests.watch import OptOut, OptOutMethod, watch
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.optout import Asked, about, signs_up
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings
from inboxguard.store.records import packed, unpacked


def watched(asked: Asked | None, attributions: Sequence[Attribution], now: datetime, told: Profile) -> OptOut | None:
    """Return what became of an opt-out: only authenticated marketing that it is about counts as mail after it."""
    if asked is None:
        return None
    adverts = [
        one
        for one in attributions
        if one.at is not None and one.kind is Kind.MARKETING and not one.outgoing and one.authenticated is True
    ]
    marketing = [one.at for one in about(asked, adverts) if one.at is not None]
    rule = opt_out_rule(told.country, told.region)
    law = None if rule is None else regime(rule)
    return watch(asked.at, OptOutMethod(asked.method), marketing, now, law, told.timezone)


def opt_out(
    db: Database,
    organisation: str,
    attributions: Sequence[Attribution],
    now: datetime,
    letters: Mapping[SenderId, Sequence[Asked]] | None = None,
) -> OptOut | None:
    """Return what became of the opt-out at one stored sender as of `now`, None where none was asked.

    `letters` are those of the ledger (audit.objections), for callers that ask for one sender after another.
    """
    record = findings.opt_out_record(db, organisation)
    asked = [] if record is None else [unpacked(record, Asked)]
    # A letter that the person says they sent counts at once; what analysis found knows it from the next time on.
    signed = max((one.at for one in attributions if signs_up(one) and one.at is not None), default=None)
    sent = (objections(db) if letters is None else letters).get(SenderId(organisation), ())
    asked += [one for one in sent if signed is None or one.at >= signed]
    return watched(min(asked, key=lambda one: one.at, default=None), attributions, now, profile(db))


def judge_opt_outs(db: Database, now: datetime) -> None:
    """Judge anew what became of each opt-out: time passes, and the law changes with the person's country."""
    told = profile(db)
    changed = []
    for organisation, record, stored in findings.opted_out(db):
        attributions = [one.attribution for one in findings.attributed_to(db, organisation)]
        watch = watched(unpacked(record, Asked), attributions, now, told)
        shown = unpacked(stored, SenderRow)
        if watch is not None and watch.state != shown.opt_out:
            late = watch.state == "not_honoured"
            last = findings.last(db)
            months = months_back(last, 12) if last is not None else ()
            after = tuple(late and month >= watch.honour_by.replace(day=1) for month in months)
            changed.append(
                (organisation, watch.state, packed(replace(shown, opt_out=watch.state, after_opt_out=after)))
            )
    findings.judged(db, changed, now.date())


def keep_up(db: Database, now: datetime) -> None:
    """Judge the opt-outs once a day, when the home is opened."""
    if findings.value(db, "judged", date) not in (None, now.date()):
        judge_opt_outs(db, now)
