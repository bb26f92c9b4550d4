"""The page Overview and the summary of a terminal: findings as sentences with their number and its ground."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit.cases import rows as request_rows
from inboxguard.audit.figures import Figures
from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.audit.views import Finding, NextStep, Overview, Summary
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, search
from inboxguard.store.records import moment
from inboxguard.trace.trail import Level, Trail

STEPS = 3
"""More proposals than this are a burden, not a help."""


def overview(db: Database, now: datetime) -> Overview:
    """Return the page Overview; set-aside mail is in none of its figures."""
    figures = _figures(db)
    counts = search.chip_counts(db)
    names = findings.names(db)
    copies = [trail for trail in shown(db) if trail.relation in THIRD_PARTY]
    levels = Counter(trail.level for trail in copies)
    found = [
        Finding("no_sign_up", counts["no_consent"], counts["marketing"]),
        Finding("copy", len(copies), counts["marketing"], tuple(str(levels[level]) for level in SHOWN)),
        Finding("ignored", counts["opt_out_ignored"], search.left(db)),
    ]
    hidden = search.wholly_set_aside(db)
    if (only := figures.exclusive) is not None and only.source not in hidden:
        since = only.since.date().isoformat() if only.since is not None else ""
        name = names.get(SenderId(only.source), only.source)
        found.append(Finding("exclusive", only.mails, only.senders, (name, since)))
    looked = moment(decisions.setting(db, "looked_at") or None)
    return Overview(
        mails=figures.mails,
        senders=counts["all"],
        first=figures.first,
        last=figures.last,
        findings=tuple(found),
        months=figures.months,
        steps=tuple(_steps(db, copies, names, now)[:STEPS]),
        since=looked,
        news=() if looked is None else _news(db, looked, names),
    )


def summary(db: Database, sentences: Sequence[str]) -> Summary:
    """Return the figures a terminal prints; `sentences` are the worded trails that are shown."""
    figures = _figures(db)
    counts = search.chip_counts(db)
    levels = Counter(trail.level for trail in shown(db))
    ignored = search.sender_ids(db, "opt_out_ignored", "", "name", False)
    names = findings.names(db)
    return Summary(
        mails=figures.mails,
        senders=counts["all"],
        first=figures.first,
        last=figures.last,
        kinds=tuple((kind.value, number) for kind, number in figures.kinds),
        no_sign_up=counts["no_consent"],
        marketing_senders=counts["marketing"],
        shown=tuple((level, levels[level]) for level in SHOWN),
        sentences=tuple(sentences),
        ignored=tuple(names[SenderId(one)] for one in ignored),
    )


def shown(db: Database) -> list[Trail]:
    """Return the trails that may be shown: of senders whose marketing is seen, to sources of which anything is."""
    found = findings.trails_among(db, SHOWN, ())
    seen, hidden = search.marketing_seen(db, [trail.recipient for trail in found]), search.wholly_set_aside(db)
    return [trail for trail in found if trail.recipient in seen and trail.source not in hidden]


def unasked(db: Database) -> list[Trail]:
    """Return those of them that a summary tells: nobody is named unasked of whom anything is set aside."""
    quiet = search.with_set_aside(db)
    return [trail for trail in shown(db) if trail.recipient not in quiet]


def _figures(db: Database) -> Figures:
    return findings.value(db, "figures", Figures) or Figures(0, (), None, None, (), None)


def _steps(db: Database, copies: Sequence[Trail], names: dict[SenderId, str], now: datetime) -> list[NextStep]:
    """What could be done next, the firmest evidence first; what was asked already is not proposed again."""
    requests = request_rows(db, now)
    # Nobody of whom anything is set aside is proposed: the page is the first thing that is seen.
    quiet, hidden = search.with_set_aside(db), search.wholly_set_aside(db)
    asked = {(row.organisation, row.kind) for row in requests}
    steps = [
        NextStep("remind", SenderId(row.organisation), row.name, (row.due.isoformat() if row.due else "", row.id))
        for row in requests
        if row.state == "overdue" and row.organisation not in quiet
    ]
    order = list(Level)
    for trail in sorted(copies, key=lambda trail: (order.index(trail.level), -trail.p_copy)):
        open_question = trail.recipient not in quiet and (trail.recipient, "where_from") not in asked
        if trail.source is not None and trail.source not in hidden and open_question:
            details = (names.get(trail.source, trail.source), trail.level.value)
            name = names.get(trail.recipient, trail.recipient)
            steps.append(NextStep("ask_where_from", trail.recipient, name, details))
    for one in search.sender_ids(db, "opt_out_ignored", "", "last", True):
        if one not in quiet and (one, "erasure") not in asked:
            steps.append(NextStep("erase", SenderId(one), names[SenderId(one)]))
    # One of each kind first: three questions of the same sort are one idea.
    seen: Counter[str] = Counter()
    ranked = []
    for position, step in enumerate(steps):
        ranked.append((seen[step.what], position, step))
        seen[step.what] += 1
    return [step for _, _, step in sorted(ranked, key=lambda item: item[:2])]


def _news(db: Database, since: datetime, names: dict[SenderId, str]) -> tuple[Finding, ...]:
    """What came since the person looked last."""
    mails, new, before = search.news(db, since)
    found = []
    if mails:
        found.append(Finding("new_mails", mails, _figures(db).mails))
    if new:
        known = sorted(names.get(SenderId(one), one) for one in new)
        found.append(Finding("new_senders", len(new), before, tuple(known[:3])))
    return tuple(found)
