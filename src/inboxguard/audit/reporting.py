"""Reports and letters as files, with what is set aside left out and the person hidden unless they reveal themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from inboxguard import __version__
from inboxguard.audit import analysing
from inboxguard.audit.profiles import language, profile
from inboxguard.audit.trail_pages import Unseen, masked_name, said_on, unquoted
from inboxguard.audit.visible_watch import as_shown
from inboxguard.audit.watching import Watches, opt_out
from inboxguard.errors import Refused
from inboxguard.exports import files
from inboxguard.mailbox.composing import unsent
from inboxguard.reports import rendering
from inboxguard.reports.report import OptOutLine, Report, Seen, Worded, assemble
from inboxguard.requests.watch import OptOut
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import decisions, findings, search
from inboxguard.store.findings import Attributed
from inboxguard.trace import wording
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.naming import told_apart

_RENDERED: dict[str, Callable[[Report], str]] = {
    "html": rendering.html,
    "json": rendering.json,
    "csv": rendering.csv_table,
}


def rendered(db: Database, kind: str, reveal: frozenset[str], now: datetime) -> str:
    """Return the report as "html", "json" or "csv"; raises Refused for another kind."""
    if kind not in _RENDERED:
        raise Refused(f"There are no reports as {kind}. Choose {', '.join(_RENDERED)}.")
    return _RENDERED[kind](_report(db, reveal, now))


def export(db: Database, path: Path, kind: str, reveal: frozenset[str], now: datetime) -> None:
    """Write the report to `path`; raises InboxGuardError where it cannot be written."""
    files.write(path, rendered(db, kind, reveal, now))


def save_eml(path: Path, content: bytes) -> None:
    """Write a letter as an .eml file that mail programs open as a draft."""
    files.write(path, unsent(content))


def _report(db: Database, reveal: frozenset[str], now: datetime) -> Report:
    spoken = language(db, rendering.languages())
    hidden = search.wholly_set_aside(db)
    called = findings.names(db)
    names, unseen = told_apart(called, hidden), Unseen(called, hidden)
    names.update((SenderId(one), masked_name(spoken)) for one in hidden)
    senders = findings.senders(db)
    aside = findings.set_aside_keys(db)
    seen: dict[SenderId, Seen] = {}
    opt_outs: dict[SenderId, OptOutLine] = {}
    watches = Watches(db, now)
    for sender in senders:
        every = findings.attributed_to(db, sender.id)
        seen[sender.id] = _seen(sender, every)
        watch = opt_out(db, sender.id, [one.attribution for one in every], now, watches)
        if watch is not None:
            opt_outs[sender.id] = _line(as_shown(db, sender.id, watch))
    found = findings.trails(db)
    lines = findings.attributed_among(
        db, [key for trail in found for evidence in trail.evidence for key in evidence.messages]
    )
    worded = []
    for trail in found:
        quiet = unquoted(trail, aside, unseen)
        worded.append(
            Worded(
                quiet,
                wording.sentence(quiet, names, spoken, said_on(quiet, lines)),
                tuple(wording.evidence_title(evidence, quiet, names, spoken) for evidence in quiet.evidence),
                tuple(
                    (wording.rival_words(rival, quiet, names, spoken), wording.rounded(rival.p))
                    for rival in quiet.rivals
                ),
            )
        )
    covered = analysing.covered_seen(db) or Coverage()
    return assemble(
        senders=senders,
        seen=seen,
        worded=worded,
        opt_outs=opt_outs,
        aside=aside,
        own=decisions.own_addresses(db)[0],
        person_names=(profile(db).name, *(findings.value(db, "names", tuple[str, ...]) or ())),
        period=(covered.first, covered.last, covered.share),
        software=__version__,
        now=now,
        language=spoken,
        reveal=reveal,
    )


def _seen(sender: Sender, every: Sequence[Attributed]) -> Seen:
    """Return what is seen of a sender, without mail that nobody confirms to be from there."""
    counted = set(sender.messages)
    mails = [one.attribution for one in every if not one.aside and one.attribution.message in counted]
    visible = [one for one in mails if one.proven]
    times = [one.at for one in visible if one.at is not None]
    return Seen(
        sum(one.kind is Kind.MARKETING for one in visible),
        len(visible),
        min(times, default=None),
        max(times, default=None),
        tuple(dict.fromkeys(one.recipient for one in visible if one.recipient)),
    )


def _line(watch: OptOut) -> OptOutLine:
    return OptOutLine(watch.requested, watch.method, watch.honour_by.isoformat(), watch.state, watch.mails_after)
