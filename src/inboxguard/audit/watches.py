"""What a screen can ask of the watch over opt-outs: one sender's mails and next step, and which senders need a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlite_utils import Database

from inboxguard.audit import profiles
from inboxguard.audit.answers import Answers
from inboxguard.audit.sender_pages import known, line
from inboxguard.audit.standing import standings
from inboxguard.audit.views import Line
from inboxguard.audit.visible_watch import as_shown
from inboxguard.audit.watching import Watches, not_honoured
from inboxguard.facts.message import Message, MessageKey
from inboxguard.facts.person import Person
from inboxguard.facts.settling import settle
from inboxguard.requests.hits import Because, Hit
from inboxguard.requests.next_step import Act, Letter, Step, next_step
from inboxguard.requests.watch import Grade, OptOut, OptOutState, Parallel, telling
from inboxguard.senders.domains import organisational
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, messages, search
from inboxguard.store.findings import Attributed

MOST_MAILS = 20
"""Mails shown of one opt-out, the newest."""
MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True)
class WatchedMail:
    """One mail after an opt-out; a set-aside one shows only its time."""

    line: Line
    because: Because
    """Why it counts or does not."""
    mixed: bool


@dataclass(frozen=True, slots=True)
class WatchView:
    """One opt-out of a sender as it stands."""

    requested: datetime
    method: str
    """ "one_click", "mailto", "link" or "letter"."""
    state: str
    """ "watching", "honoured" or "not_honoured"."""
    address: str | None
    lists: tuple[str, ...]
    """List-Ids that it is about; () for all mail."""
    honour_by: date
    rule: str | None
    """Id of law.toml; None where inboxguard's own days count."""
    earliest: date
    parallel: tuple[Parallel, ...]
    quiet_until: date | None
    grade: Grade | None
    failed: bool
    mails_after: int
    mails: tuple[WatchedMail, ...]
    """The newest of those after it that are not set aside as a whole sender's."""
    line: Line | None
    """The person's own mail that asked."""
    step: Step
    read_until: datetime | None
    """When the newest mail of the mailbox came: of what came later nothing is known."""


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A sender of which the watch needs a look."""

    organisation: SenderId
    name: str
    requested: datetime
    honour_by: date
    step: Step


@dataclass(frozen=True, slots=True)
class LateMail:
    """One mail as evidence for a letter: facts of the mailbox, without the token that names the person."""

    message: MessageKey
    message_id: str | None
    received: datetime | None
    """By the person's own server."""
    written: datetime | None
    """Its Date field, which its sender writes."""
    list_id: str | None
    subject: str | None
    """None where the mail is set aside."""
    way_out: str | None
    """Scheme and host of its way out, the rest redacted."""
    vouched: tuple[str, ...]
    """Domains that passed: "dkim shop.example"."""
    vouched_by: str | None
    """Who computed that: the server's name in Authentication-Results."""
    imported: bool
    """It was read from a file, so what vouches for it is historic."""
    sha256: str | None


class Watching(Answers):
    """What a screen can ask of the watch; a part of Audit."""

    def watches_of(self, organisation: str) -> tuple[WatchView, ...]:
        """Return every opt-out at one sender, the one that tells most first; () where none was asked.

        Raises Refused where there is no such sender.
        """
        return views(self._db, organisation, self._now())

    def watches_to_look_at(self) -> tuple[WatchRow, ...]:
        """Return the senders after whose opt-out something can be done; who is set aside as a whole is left out."""
        return to_look_at(self._db, self._now())

    def late_mails(self, organisation: str) -> tuple[LateMail, ...]:
        """Return the mails that a letter about one sender can state, oldest first; raises as `watches_of`."""
        return late_mails(self._db, organisation, self._now())


def views(db: Database, organisation: str, now: datetime) -> tuple[WatchView, ...]:
    """Return every opt-out at one sender (see Watching.watches_of)."""
    sender = known(db, organisation)
    watches = Watches(db, now, sender.id)
    if not watches.asked_of(sender.id):
        return ()
    every = {one.attribution.message: one for one in findings.attributed_to(db, sender.id)}
    found = list(watches.of(sender.id, [one.attribution for one in every.values()]))
    asked = [one.message for one in found if one.message is not None and one.message not in every]
    every |= findings.attributed_among(db, asked)
    first = telling(found)
    found.sort(key=lambda one: one is not first)
    letters = _letters(db, now).get(sender.id, ())
    return tuple(_view(db, one, as_shown(db, sender.id, one), every, letters, now) for one in found)


def to_look_at(db: Database, now: datetime) -> tuple[WatchRow, ...]:
    """Return the senders of which something can be done (see Watching.watches_to_look_at), the longest asked first."""
    hidden = search.wholly_set_aside(db)
    names = findings.names(db)
    zone, today, letters = profiles.zone(db), profiles.today(db, now), _letters(db, now)
    found = []
    for sender, one in not_honoured(db, now).items():
        if sender in hidden:
            continue
        step = next_step(as_shown(db, sender, one), letters.get(sender, ()), today, zone)
        if step.act not in (Act.WAIT, Act.NOTHING):
            found.append(WatchRow(sender, names[sender], one.requested, one.honour_by, step))
    return tuple(sorted(found, key=lambda row: (row.requested, row.organisation)))


def late_mails(db: Database, organisation: str, now: datetime) -> tuple[LateMail, ...]:
    """Return the mails that a letter can state of the opt-out that tells most (see Watching.late_mails).

    Only those that advertise by their own words: a notice on the same list proves nothing.
    """
    sender = known(db, organisation)
    every = {one.attribution.message: one for one in findings.attributed_to(db, sender.id)}
    found = telling(Watches(db, now, sender.id).of(sender.id, [one.attribution for one in every.values()]))
    if found is None or found.state is not OptOutState.NOT_HONOURED:
        return ()
    keys = [one.message for one in found.late if one.sells][:MOST_EVIDENCE]
    person = Person(decisions.own_addresses(db)[0], decisions.own_servers(db)[0])
    read = {one.key: settle(one, person, organisational) for one in messages.among(db, keys)}
    return tuple(_late_mail(read[key], every[key]) for key in keys if key in read)


def _view(
    db: Database,
    judged: OptOut,
    one: OptOut,
    every: Mapping[MessageKey, Attributed],
    letters: Sequence[Letter],
    now: datetime,
) -> WatchView:
    # Of who stopped, the day after which nothing came would not be true without a last mail that is set aside.
    told = judged if judged.state is OptOutState.HONOURED else one
    return WatchView(
        requested=one.requested,
        method=one.method,
        state=one.state,
        address=one.address,
        lists=one.lists,
        honour_by=one.honour_by,
        rule=one.rule,
        earliest=one.earliest,
        parallel=one.parallel,
        quiet_until=one.quiet_until,
        grade=one.grade,
        failed=one.failed,
        mails_after=one.mails_after,
        mails=tuple(_mail(hit, every) for hit in reversed(one.hits[-MOST_MAILS:])),
        line=None if one.message is None or one.message not in every else line(every[one.message]),
        step=next_step(told, letters, profiles.today(db, now), profiles.zone(db)),
        read_until=findings.last(db),
    )


def _mail(hit: Hit, every: Mapping[MessageKey, Attributed]) -> WatchedMail:
    return WatchedMail(line(every[hit.message]), hit.because, hit.mixed)


def _letters(db: Database, now: datetime) -> Mapping[SenderId, Sequence[Letter]]:
    """Return the letters of the ledger by organisation, oldest first."""
    found: dict[SenderId, list[Letter]] = {}
    for one in standings(db, now):
        letter = Letter(
            one.request.id, one.request.kind, one.state, one.remind_from, one.complain_from, one.may_complain
        )
        found.setdefault(one.request.organisation, []).append(letter)
    return found


def _late_mail(message: Message, one: Attributed) -> LateMail:
    checked = message.authentication
    shown = line(one)
    ways = (*message.lists.unsubscribe_https, *message.lists.unsubscribe_http, *message.lists.unsubscribe_mailto)
    vouched = (f"{method} {domain}" for method, domain in checked.passed)
    return LateMail(
        message=message.key,
        message_id=message.message_id,
        received=message.received,
        written=message.sent,
        list_id=message.lists.list_id,
        subject=shown.subject,
        way_out=_redacted(ways[0]) if ways else None,
        vouched=tuple(vouched),
        vouched_by=checked.authserv_id,
        imported=checked.attested == "imported",
        sha256=message.sha256,
    )


def _redacted(url: str) -> str:
    """Return of a way out who is asked, not the token that tells whom it is about."""
    if url.lower().startswith("mailto:"):
        return f"mailto:…@{url.partition('?')[0].rpartition('@')[2]}"
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}/…"
