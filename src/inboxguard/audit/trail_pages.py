"""The page Sharing: trails in words, with what is set aside masked until the person asks to see it."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import cache

from sqlite_utils import Database

from inboxguard import resources
from inboxguard.audit import analysing, deciding
from inboxguard.audit.papers import paper
from inboxguard.audit.profiles import language, profile
from inboxguard.audit.sender_pages import line
from inboxguard.audit.shown import SHOWN
from inboxguard.audit.trail_views import Card, RivalRow, TrailDetail, TrailRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.requests import regimes
from inboxguard.requests.regimes import Period, Right
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.store import findings, search
from inboxguard.store.decisions import HandedOut
from inboxguard.store.findings import Attributed
from inboxguard.trace import explaining, wording
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.naming import told_apart
from inboxguard.trace.trail import Evidence, Level, Relation, Trail

_ADDRESS = "A"
"""The dependence group of evidence that lies in the address itself (weights.toml)."""
_ONLY_BY_WORD = (Basis.NONE_FOUND, Basis.STATED)
"""Footings under which nothing in the mailbox shows a relation of the person's own."""
_NAMED_NONE = "answered_none"
"""The gate that shuts where the recipient's filed answer names no source."""
_NUMBER = {Level.DOCUMENTED: 4, Level.STRONG: 3, Level.PROBABLE: 2, Level.POSSIBLE: 1, Level.NOT_SHOWN: 0}


def rows(db: Database, all_rows: bool = False) -> tuple[TrailRow, ...]:
    """Return the trails that are shown, by source and the surest first; with `all_rows` also what is not claimed."""
    return _rows(db, findings.trails(db) if all_rows else findings.trails_among(db, SHOWN, ()))


def page_rows(db: Database) -> tuple[TrailRow, ...]:
    """Return what the page Sharing may list: trails that are shown, too weak ones, and those the person settled.

    Which of them it lists, and that too weak ones are listed only at the person's wish, is for the page to keep to.
    """
    settled = _settled_by_anything(db)
    found = findings.trails_among(db, (*SHOWN, Level.POSSIBLE), settled)
    return tuple(row for row in _rows(db, found, settled) if row.settled or row.level is not Level.NOT_SHOWN)


def _rows(db: Database, found: Sequence[Trail], settled: Mapping[str, str] | None = None) -> tuple[TrailRow, ...]:
    told = _settled_by_anything(db) if settled is None else settled
    hidden, spans = search.wholly_set_aside(db), search.marketing_seen(db, [trail.recipient for trail in found])
    names = told_apart(findings.names(db), hidden)
    spoken = language(db, wording.languages())
    return tuple(_row(trail, names, hidden, spans, spoken, told) for trail in found)


def detail(db: Database, recipient: str, reveal: bool = False) -> TrailDetail:
    """Return one trail opened; `reveal` is the person's deliberate wish to see what is set aside.

    Raises Refused where there is no such trail.
    """
    trail = findings.trail(db, recipient)
    if trail is None:
        raise Refused(f"There is no trail for “{recipient}”. See “trails” for the senders that have one.")
    spoken = language(db, wording.languages())
    spans = (findings.marketing_spans_of if reveal else search.marketing_seen)(db, [recipient])
    hidden = frozenset() if reveal else search.wholly_set_aside(db)
    called = findings.names(db)
    names = told_apart(called, hidden)
    words = deciding.given_to(db, trail.recipient)
    said = deciding.trace_decisions(db, words)
    settled = _settled(db, said, [one for one in words if not one.by and not one.made])
    row = _row(trail, names, hidden, spans, spoken, settled)
    # A source is what she came for and keeps its name, as long as she sees anything of it elsewhere.
    quiet = hidden | ({trail.recipient} if row.name is None else frozenset())
    names.update((SenderId(one), masked_name(spoken)) for one in quiet)
    lines = _lines(db, (trail,))
    if not reveal:
        trail = unquoted(trail, _aside(lines), Unseen(called, hidden))
    coverage = analysing.covered_seen(db)
    return TrailDetail(
        row=row,
        sentence=wording.sentence(trail, names, spoken, said_on(trail, lines)),
        level_number=_NUMBER[trail.level],
        cards=tuple(
            _card(evidence, trail, wording.evidence_title(evidence, trail, names, spoken), lines, reveal, said, quiet)
            for evidence in trail.evidence
        ),
        rivals=tuple(RivalRow(wording.rival_words(rival, trail, names, spoken), rival.p) for rival in trail.rivals),
        limits=tuple(wording.gate_words(gate, spoken) for gate in trail.gates),
        absent=wording.absent_words(trail, spoken),
        searched=search.mails_seen(db),
        since=coverage.first if coverage is not None else None,
        coverage=coverage.share if coverage is not None else 0.0,
        may_ask_recipient=trail.relation is not Relation.OWN,
        may_ask_source=trail.source is not None,
        why=wording.why_words(trail, names, spoken),
        changes=tuple(wording.change_words(key, trail, names, spoken) for key in explaining.changes(trail)),
        answer_within=_answer_within(db),
        given=tuple((one.address, one.only) for one in said.given if one.organisation == trail.recipient),
    )


def sentences(db: Database, found: Sequence[Trail]) -> tuple[str, ...]:
    """Return the sentence of each of many trails, as `detail` has it."""
    spoken = language(db, wording.languages())
    hidden, seen = search.wholly_set_aside(db), search.marketing_seen(db, [trail.recipient for trail in found])
    every = findings.names(db)
    names, unseen = told_apart(every, hidden), Unseen(every, hidden)
    names.update((SenderId(one), masked_name(spoken)) for one in hidden)
    lines, told = _lines(db, found), []
    aside = _aside(lines)
    for trail in found:
        called = names if trail.recipient in seen else names | {trail.recipient: masked_name(spoken)}
        shown = unquoted(trail, aside, unseen)
        told.append(wording.sentence(shown, called, spoken, said_on(shown, lines)))
    return tuple(told)


def _lines(db: Database, found: Iterable[Trail]) -> dict[MessageKey, Attributed]:
    """Return the findings of the messages that are evidence in some trails."""
    keys = (key for trail in found for evidence in trail.evidence for key in evidence.messages)
    return findings.attributed_among(db, list(dict.fromkeys(keys)))


def _aside(lines: Mapping[MessageKey, Attributed]) -> frozenset[MessageKey]:
    return frozenset(key for key, one in lines.items() if one.aside)


def _card(
    evidence: Evidence,
    trail: Trail,
    title: str,
    lines: Mapping[MessageKey, Attributed],
    reveal: bool,
    said: TraceDecisions,
    quiet: frozenset[str],
) -> Card:
    shown_by = next((lines[key] for key in evidence.messages if key in lines), None)
    if shown_by is not None and reveal:
        shown_by = replace(shown_by, aside=False, mentions=())
    name, on = paper(evidence.signal, trail, said, quiet)
    return Card(
        _capital(title),
        evidence.quote,
        None if shown_by is None else line(shown_by),
        # An address often bears the name of whom it was given to.
        address=trail.addresses[0] if evidence.group == _ADDRESS and trail.source not in quiet else "",
        document=name,
        on=on,
    )


def _answer_within(db: Database) -> Period | None:
    """Return in what time the person's law wants a letter answered, None where it gives no right or no number."""
    told = profile(db)
    law = regimes.default(told.country, told.region)
    if law is None:
        return None
    rules = regimes.regime(law)
    asked = any(rules.entitlement(right).available for right in (Right.SOURCE, Right.RECIPIENTS))
    return rules.response if asked and rules.response.numbered else None


def said_on(trail: Trail, lines: Mapping[MessageKey, Attributed]) -> date | None:
    """Return the day of the mail whose words the sentence quotes; None where nothing is quoted."""
    quoted = (key for evidence in trail.evidence if evidence.quote for key in evidence.messages)
    times = [at for key in quoted if key in lines and (at := lines[key].attribution.at) is not None]
    return min(times).date() if times else None


class Unseen:
    """Organisations of whom everything is set aside, and how a quote may name them."""

    def __init__(self, names: Mapping[SenderId, str], hidden: Set[str]) -> None:
        self._hidden = hidden
        called = {word for one in hidden for word in (names.get(SenderId(one), one), one.partition(".")[0]) if word}
        self._called = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(called)))})", re.IGNORECASE)

    def named(self, trail: Trail, quote: str) -> bool:
        """Return whether a quote of a trail names one; a statement may name the source in whatever form."""
        return bool(self._hidden) and (trail.source in self._hidden or self._called.search(quote) is not None)


def unquoted(trail: Trail, aside: frozenset[MessageKey], unseen: Unseen) -> Trail:
    """Return the trail without quotes from set-aside mail, and without those that name somebody `unseen`."""
    return replace(
        trail,
        evidence=tuple(
            replace(evidence, quote=None)
            if evidence.quote and (aside.intersection(evidence.messages) or unseen.named(trail, evidence.quote))
            else evidence
            for evidence in trail.evidence
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@cache
def masked_name(spoken: str) -> str:
    """Return how a sender is named of whom all marketing is set aside."""
    words: Mapping[str, str] = tomllib.loads(resources.read("shelves/words.toml"))["sender"]
    return words.get(spoken, words["en"])


def _row(
    trail: Trail,
    names: Mapping[SenderId, str],
    hidden: frozenset[str],
    spans: Mapping[str, findings.Span],
    spoken: str,
    settled: Mapping[str, str],
) -> TrailRow:
    # Of whom no marketing is seen it is not told that there is any: no name, no number, no day.
    aside = trail.recipient not in spans
    span = spans.get(trail.recipient, findings.Span(0, None))
    source = names.get(trail.source, trail.source) if trail.source is not None else None
    return TrailRow(
        trail.recipient,
        None if aside else names.get(trail.recipient, trail.recipient),
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
        _settles(trail, settled),
    )


def _settled_by_anything(db: Database) -> dict[str, str]:
    words = deciding.given_by_person(db)
    return _settled(db, deciding.trace_decisions(db, words), words)


def _settled(db: Database, said: TraceDecisions, words: Iterable[HandedOut]) -> dict[str, str]:
    """Return by what the person settled the trail of each organisation; see TrailRow.settled.

    `words` are the person's own about addresses: who has a relation of their own with an organisation by what the
    mailbox or an export shows has settled nothing by a word.
    """
    given = {one.organisation for one in words}
    bases = findings.bases(db) if given else {}
    return {
        **{str(answer.organisation): "answered" for answer in said.answers},
        **{one: "given" for one in given if bases.get(one) in _ONLY_BY_WORD},
        **{str(one): "mine" for one in said.mine},
    }


def _settles(trail: Trail, settled: Mapping[str, str]) -> str:
    """Return by what the person's word settled this very trail; "" where it claims something, or never would have."""
    word = settled.get(trail.recipient, "")
    if word == "answered":
        return word if trail.source is None and _NAMED_NONE in trail.gates else ""
    return word if trail.relation is Relation.OWN else ""
