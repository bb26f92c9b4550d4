"""The figures of the Overview, computed once by the analysis so that the page opens at once."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from inboxguard.audit.clock import months_back
from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.audit.views import MonthBar
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import Basis, Sender
from inboxguard.trace.trail import Trail

_BAR = {Basis.CONFIRMED: 0, Basis.SIGNED_UP: 0, Basis.STATED: 2, Basis.PURCHASE: 1, Basis.NONE_FOUND: 2}
"""Which part of a month's bar a footing belongs to; their own word that one signed up is no sign-up found."""


@dataclass(frozen=True, slots=True)
class Exclusive:
    """Mails that came to an address which, as far as known, only one source had."""

    source: str
    mails: int
    senders: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures over incoming mail that is not set aside."""

    mails: int
    kinds: tuple[tuple[Kind, int], ...]
    first: datetime | None
    last: datetime | None
    months: tuple[MonthBar, ...]
    exclusive: Exclusive | None


def figures(
    attributions: Iterable[Attribution], aside: Set[MessageKey], senders: Sequence[Sender], trails: Iterable[Trail]
) -> Figures:
    """Return the figures of one analysis, of whose messages those in `aside` are set aside; pure."""
    visible = [one for one in attributions if one.message not in aside and not one.outgoing]
    kinds = Counter(one.kind for one in visible)
    times = [one.at for one in visible if one.at is not None]
    return Figures(
        len(visible),
        tuple((kind, kinds[kind]) for kind in Kind),
        min(times, default=None),
        max(times, default=None),
        _months(visible, senders, max(times, default=None)),
        _exclusive(visible, trails),
    )


def _months(visible: Sequence[Attribution], senders: Sequence[Sender], last: datetime | None) -> tuple[MonthBar, ...]:
    if last is None:
        return ()
    part = {str(sender.id): _BAR[sender.consent.basis] for sender in senders}
    bars: dict[date, list[int]] = {month: [0, 0, 0] for month in months_back(last, 12)}
    for one in visible:
        if one.kind is Kind.MARKETING and one.at is not None and one.organisation in part:
            bar = bars.get(one.at.date().replace(day=1))
            if bar is not None:
                bar[part[one.organisation]] += 1
    return tuple(MonthBar(month, *bar) for month, bar in bars.items())


def _exclusive(visible: Sequence[Attribution], trails: Iterable[Trail]) -> Exclusive | None:
    """The source whose own address most other senders use: shown trails that rest on the recipient address."""
    by_source: dict[str, list[Trail]] = {}
    senders = {one.organisation for one in visible}
    for trail in trails:
        if (
            trail.source is not None
            and trail.level in SHOWN
            and trail.relation in THIRD_PARTY
            and trail.recipient in senders
            and any(evidence.group == "A" for evidence in trail.evidence)
        ):
            by_source.setdefault(trail.source, []).append(trail)
    if not by_source:
        return None
    source, found = max(by_source.items(), key=lambda item: (len(item[1]), item[0]))
    recipients = {str(trail.recipient) for trail in found}
    addresses = {address for trail in found for address in trail.addresses}
    mails = [
        one.at
        for one in visible
        if one.organisation in recipients and one.recipient in addresses and one.kind is Kind.MARKETING
    ]
    return Exclusive(source, len(mails), len(found), min((at for at in mails if at is not None), default=None))
