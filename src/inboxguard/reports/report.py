"""Report: what the person shows others; it hides the person unless told otherwise and never names a theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.reports.hiding import PARTS, Hiding
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.naming import told_apart
from inboxguard.trace.trail import Level, Relation, Trail

SCHEMA = 1
FIRM = (Level.DOCUMENTED, Level.STRONG)
"""What leaves the house is firm: weaker trails stay on the screen (trace.md section 3)."""


@dataclass(frozen=True, slots=True)
class OptOutLine:
    """What became of an opt-out: when and how it was asked, until when it had to be honoured, and its state."""

    requested: datetime
    method: str
    honour_by: str
    state: str
    mails_after: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What the mail of one sender that is not set aside shows; the default where there is none."""

    marketing: int = 0
    mails: int = 0
    first: datetime | None = None
    last: datetime | None = None
    recipients: tuple[str, ...] = ()


NOTHING_SEEN = Seen()


@dataclass(frozen=True, slots=True)
class SenderLine:
    """One sender: how much it mails, since when, on what footing, and whether a wish to leave was honoured."""

    organisation: str
    name: str
    marketing: int
    mails: int
    first: datetime | None
    last: datetime | None
    basis: str
    recipients: tuple[str, ...]
    opt_out: OptOutLine | None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One observation: its signal, what it shows in words, and a quote with the person's data hidden."""

    signal: str
    title: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One claim with its ground: the only sentence that may be said, the evidence, and the two best rivals."""

    recipient: str
    recipient_name: str
    source: str
    source_name: str
    address: str
    level: Level
    relation: Relation
    p_copy: float
    sentence: str
    evidence: tuple[EvidenceLine, ...]
    rivals: tuple[tuple[str, int], ...]
    """(words, per cent rounded to 5)."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything in a report, ready to be rendered; nothing in it needs hiding any more."""

    schema: int
    software: str
    created: datetime
    language: str
    first: datetime | None
    last: datetime | None
    coverage: float
    """Share of weeks of the period that hold any mail."""
    mails: int
    senders: tuple[SenderLine, ...]
    trails: tuple[TrailLine, ...]
    weaker: int
    """How many trails are probable only and therefore left out."""
    revealed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """A trail with its words in the reader's language, as trace.wording gives them."""

    trail: Trail
    sentence: str
    titles: tuple[str, ...]
    rivals: tuple[tuple[str, int], ...]


def assemble(
    *,
    senders: Sequence[Sender],
    seen: Mapping[SenderId, Seen],
    worded: Sequence[Worded],
    opt_outs: Mapping[SenderId, OptOutLine],
    aside: frozenset[MessageKey],
    own: Sequence[str],
    person_names: Sequence[str],
    period: tuple[datetime | None, datetime | None, float],
    software: str,
    now: datetime,
    language: str,
    reveal: frozenset[str] = frozenset(),
) -> Report:
    """Return the report; `seen` and `period` are without set-aside mail, `aside` are the keys of that.

    A sender of whom no marketing is seen has no line; one of whom nothing is seen is left out as a source too, and
    set-aside mail is never quoted.
    Only Documented and Strong trails are in it. Raises ValueError for a part of `reveal` that does not exist.
    """
    if reveal - PARTS:
        raise ValueError(f"no such part: {', '.join(sorted(reveal - PARTS))}")
    hiding = Hiding(own, person_names, reveal)
    lines = tuple(
        SenderLine(
            sender.id,
            hiding.text(sender.name),
            there.marketing,
            there.mails,
            there.first,
            there.last,
            sender.consent.basis,
            tuple(hiding.address(address) for address in there.recipients),
            opt_outs.get(sender.id),
        )
        for sender in senders
        if (there := seen.get(sender.id, NOTHING_SEEN)).marketing
    )
    shown = {line.organisation for line in lines}
    quiet = {sender.id for sender in senders if not seen.get(sender.id, NOTHING_SEEN).mails}
    names = told_apart({sender.id: sender.name for sender in senders}, quiet)
    told = [one for one in worded if one.trail.recipient in shown and one.trail.source not in quiet]
    firm = [one for one in told if one.trail.level in FIRM]
    return Report(
        SCHEMA,
        software,
        now,
        language,
        period[0],
        period[1],
        period[2],
        sum(line.mails for line in lines),
        lines,
        tuple(_line(one, names, aside, hiding) for one in firm),
        sum(1 for one in told if one.trail.level is Level.PROBABLE),
        tuple(sorted(reveal)),
    )


def _line(one: Worded, names: Mapping[SenderId, str], aside: frozenset[MessageKey], hiding: Hiding) -> TrailLine:
    trail = one.trail
    assert trail.source is not None, "a firm trail has a source"
    return TrailLine(
        trail.recipient,
        hiding.text(names.get(trail.recipient, trail.recipient)),
        trail.source,
        hiding.text(names.get(trail.source, trail.source)),
        ", ".join(hiding.address(address) for address in trail.addresses),
        trail.level,
        trail.relation,
        trail.p_copy,
        hiding.text(one.sentence),
        tuple(
            EvidenceLine(
                evidence.signal,
                hiding.text(title),
                None if not evidence.quote or aside.intersection(evidence.messages) else hiding.text(evidence.quote),
            )
            for evidence, title in zip(trail.evidence, one.titles, strict=True)
        ),
        tuple((hiding.text(words), percent) for words, percent in one.rivals),
    )
