"""The page Senders: rows to page through and the one sender that is opened, with set-aside mail left out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from sqlite_utils import Database

from inboxguard.audit.shown import SHOWN
from inboxguard.audit.views import Line, Moment, SenderDetail, SenderRow
from inboxguard.audit.watching import opt_out
from inboxguard.audit.ways import way_out
from inboxguard.errors import Refused
from inboxguard.requests.watch import OptOut
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import decisions, findings, messages, search
from inboxguard.store.findings import Attributed
from inboxguard.store.records import unpacked
from inboxguard.trace.trail import Trail

_TELLING = {
    Role.SIGN_UP: "signed_up",
    Role.CONFIRMED: "confirmed",
    Role.WELCOME: "welcomed",
    Role.PURCHASE: "bought",
    Role.LEFT: "left",
    Role.OPT_OUT: "asked_to_stop",
}
"""Roles that make a point of the timeline, with its code; an account mail or a letter does not."""


def rows(db: Database, ids: Sequence[SenderId]) -> tuple[SenderRow, ...]:
    """Return the rows of the named senders, in the same order."""
    found = search.sender_rows(db, tuple(ids))
    return tuple(unpacked(found[one], SenderRow) for one in ids if one in found)


def known(db: Database, organisation: str) -> Sender:
    """Return the sender of an organisational domain; raises Refused with a sentence where there is none."""
    sender = findings.sender(db, organisation.strip().lower())
    if sender is None:
        raise Refused(
            f"No sender “{organisation}” was found in the mail read so far. "
            "Use an organisational domain as “senders” prints it, such as shop.example."
        )
    return sender


def detail(db: Database, organisation: str, now: datetime) -> SenderDetail:
    """Return everything about one sender; raises Refused where there is none."""
    sender = known(db, organisation)
    row = rows(db, (sender.id,))[0]
    every = findings.attributed_to(db, sender.id)
    seen = [one for one in every if not one.aside]
    # A receipt never leaves by its words, but the words of a marked theme need not be read here either.
    visible = [replace(one.attribution, subject="") if _names_a_theme(one) else one.attribution for one in seen]
    incoming = [one for one in visible if not one.outgoing]
    trail = findings.trail(db, sender.id)
    hidden = search.wholly_set_aside(db)
    shown = trail is not None and trail.level in SHOWN and trail.source not in hidden
    names = findings.names(db)
    evidence = findings.attributed_among(db, sender.consent.messages)
    watch = opt_out(db, sender.id, [one.attribution for one in every], now)
    return SenderDetail(
        row=row,
        domains=sender.domains,
        platforms=sender.platforms,
        recipients=sender.recipients,
        group=()
        if sender.group is None
        else tuple(name for key, name in findings.company(db, sender.group) if key != sender.id and key not in hidden),
        consent_at=sender.consent.date,
        consent_lines=tuple(line(one) for key in sender.consent.messages if (one := evidence.get(key)) is not None),
        timeline=_timeline(visible, incoming, watch, _source_first(db, trail, names) if shown else None),
        copy_source=names.get(trail.source, trail.source) if trail is not None and trail.source and shown else None,
        copy_level=trail.level if trail is not None and shown else None,
        way_out=way_out(db, sender.id),
        last_lines=tuple(line(one) for one in [one for one in seen if not one.attribution.outgoing][:-6:-1]),
        searched=messages.count(db),
        said=decisions.said(db, sender.id),
    )


def line(one: Attributed) -> Line:
    """Return a message as a line; a set-aside one, or one that names a marked theme, shows nothing but its time."""
    attribution = one.attribution
    if one.aside or _names_a_theme(one):
        return Line(attribution.message, attribution.at, None, None, aside=True)
    return Line(attribution.message, attribution.at, attribution.subject, attribution.name)


def _names_a_theme(one: Attributed) -> bool:
    return any(mention.named for mention in one.mentions)


def _source_first(db: Database, trail: Trail | None, names: Mapping[SenderId, str]) -> Moment | None:
    """When the source of a shown trail is first seen using the address concerned."""
    if trail is None or trail.source is None or not trail.addresses:
        return None
    for one in findings.attributed_to(db, trail.source):
        if one.attribution.recipient == trail.addresses[0] and not one.aside:
            name = names.get(trail.source, trail.source)
            return Moment(one.attribution.at, "source_first", name, one.attribution.message)
    return None


def _timeline(
    visible: Sequence[Attribution],
    incoming: Sequence[Attribution],
    watch: OptOut | None,
    source: Moment | None,
) -> tuple[Moment, ...]:
    moments: list[Moment] = [] if source is None else [source]
    told: set[Role] = set()
    for one in visible:
        # Of each role the first mail tells the story; twenty receipts would bury it.
        if one.role in _TELLING and one.role not in told:
            told.add(one.role)
            moments.append(Moment(one.at, _TELLING[one.role], "" if one.outgoing else one.subject, one.message))
    marketing = [one for one in incoming if one.kind is Kind.MARKETING]
    if marketing:
        first, last = marketing[0], marketing[-1]
        moments.append(Moment(first.at, "first_marketing", first.recipient or "", first.message))
        if last is not first:
            moments.append(Moment(last.at, "last_marketing", last.subject, last.message))
    if watch is not None:
        ends = datetime.combine(watch.honour_by, time(), UTC)
        mails = watch.mails_late if watch.state == "not_honoured" else watch.mails_after
        moments.append(Moment(ends, f"opt_out_{watch.state}", str(mails)))
    moments.sort(key=lambda moment: (moment.at is None, moment.at))
    return tuple(moments)
