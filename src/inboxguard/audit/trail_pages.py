"""The page Sharing: trails in words, with what is set aside masked until the person asks to see it."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from sqlite_utils import Database

from inboxguard import resources
from inboxguard.audit import analysing
from inboxguard.audit.profiles import language
from inboxguard.audit.sender_pages import line
from inboxguard.audit.shown import SHOWN
from inboxguard.audit.views import Card, RivalRow, TrailDetail, TrailRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, messages, search
from inboxguard.store.findings import Attributed
from inboxguard.trace import wording
from inboxguard.trace.trail import Level, Relation, Trail

_NUMBER = {Level.DOCUMENTED: 4, Level.STRONG: 3, Level.PROBABLE: 2, Level.POSSIBLE: 1, Level.NOT_SHOWN: 0}


def rows(db: Database, all_rows: bool = False) -> tuple[TrailRow, ...]:
    """Return the trails that are shown, by source and the surest first; with `all_rows` also what is not claimed."""
    names = findings.names(db)
    masked, hidden = search.with_set_aside(db), search.wholly_set_aside(db)
    spans = findings.marketing_spans(db)
    spoken = language(db, wording.languages())
    return tuple(
        _row(trail, names, masked, hidden, spans, spoken)
        for trail in findings.trails(db)
        if all_rows or trail.level in SHOWN
    )


def detail(db: Database, recipient: str, reveal: bool = False) -> TrailDetail:
    """Return one trail opened; `reveal` is the person's deliberate wish to see what is set aside.

    Raises Refused where there is no such trail.
    """
    trail = findings.trail(db, recipient)
    if trail is None:
        raise Refused(f"There is no trail for “{recipient}”. See “trails” for the senders that have one.")
    spoken = language(db, wording.languages())
    names = dict(findings.names(db))
    masked = frozenset() if reveal else search.with_set_aside(db)
    hidden = frozenset() if reveal else search.wholly_set_aside(db)
    row = _row(trail, names, masked, hidden, findings.marketing_spans(db), spoken)
    # A source is what she came for and keeps its name, as long as she sees anything of it elsewhere.
    quiet = hidden | ({trail.recipient} if row.name is None else frozenset())
    names.update((SenderId(one), masked_name(spoken)) for one in quiet)
    lines = findings.attributed_among(db, [key for evidence in trail.evidence for key in evidence.messages])
    aside = frozenset(key for key, one in lines.items() if one.aside and not reveal)
    trail = unquoted(trail, aside)
    coverage = analysing.covered(db)
    return TrailDetail(
        row=row,
        sentence=wording.sentence(trail, names, spoken, said_on(trail, lines)),
        level_number=_NUMBER[trail.level],
        cards=tuple(
            Card(
                _capital(wording.evidence_title(evidence, trail, names, spoken)),
                evidence.quote,
                next(
                    (
                        line(replace(lines[key], aside=False, mentions=()) if reveal else lines[key])
                        for key in evidence.messages
                        if key in lines
                    ),
                    None,
                ),
            )
            for evidence in trail.evidence
        ),
        rivals=tuple(RivalRow(wording.rival_words(rival, trail, names, spoken), rival.p) for rival in trail.rivals),
        limits=tuple(wording.gate_words(gate, spoken) for gate in trail.gates),
        absent=wording.absent_words(trail, spoken),
        searched=messages.count(db),
        since=coverage.first if coverage is not None else None,
        coverage=coverage.share if coverage is not None else 0.0,
        may_ask_recipient=trail.relation is not Relation.OWN,
        may_ask_source=trail.source is not None,
    )


def said_on(trail: Trail, lines: Mapping[MessageKey, Attributed]) -> date | None:
    """Return the day of the mail whose words the sentence quotes; None where nothing is quoted."""
    quoted = (key for evidence in trail.evidence if evidence.quote for key in evidence.messages)
    times = [at for key in quoted if key in lines and (at := lines[key].attribution.at) is not None]
    return min(times).date() if times else None


def unquoted(trail: Trail, aside: frozenset[MessageKey]) -> Trail:
    """Return the trail without quotes from set-aside mail."""
    return replace(
        trail,
        evidence=tuple(
            replace(evidence, quote=None) if aside.intersection(evidence.messages) else evidence
            for evidence in trail.evidence
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@cache
def masked_name(spoken: str) -> str:
    """Return how a sender is named of whom mail is set aside."""
    words: Mapping[str, str] = tomllib.loads(resources.read("shelves/words.toml"))["sender"]
    return words.get(spoken, words["en"])


def _row(
    trail: Trail,
    names: Mapping[SenderId, str],
    masked: frozenset[str],
    hidden: frozenset[str],
    spans: Mapping[str, findings.Span],
    spoken: str,
) -> TrailRow:
    span = spans.get(trail.recipient, findings.Span(0, None))
    source = names.get(trail.source, trail.source) if trail.source is not None else None
    return TrailRow(
        trail.recipient,
        None if trail.recipient in masked else names.get(trail.recipient, trail.recipient),
        trail.source,
        masked_name(spoken) if trail.source in hidden else source,
        trail.addresses[0] if trail.addresses else "",
        trail.level,
        wording.level_words(trail.level, spoken),
        trail.relation,
        wording.relation_words(trail, spoken),
        span.mails,
        span.first,
        trail.source in hidden,
    )
