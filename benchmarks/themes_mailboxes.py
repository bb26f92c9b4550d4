"""Whole mailboxes of themes through the real product: its person marks themes and accepts exactly what is proposed."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.themes_labelled import ME, SERVER, mbox
from benchmarks.themes_town import mailbox
from benchmarks.themes_truth import (
    HELP,
    HINTED,
    LETTER,
    NAMED,
    OFF,
    ON_THEME,
    ONE_LIST,
    ORDER,
    UNSAID,
    Mail,
    Mailbox,
    Sender,
)
from benchmarks.trace_figures import Count

from inboxguard.audit.audit import Audit

CORES = 2
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sender, or some lists of it, that the program proposes to set aside."""

    organisation: str
    lists: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one mailbox: the ids set aside by words alone and after the yes, and what was proposed."""

    truth: Mailbox
    before: frozenset[str]
    after: frozenset[str]
    proposed: tuple[Proposed, ...]


def runs(seeds: Sequence[int], by_senders: bool = False) -> Iterator[Run]:
    """Yield a run for each seed; `by_senders` takes for proposed what `senders` says, not `themes proposals`."""
    with ProcessPoolExecutor(CORES) as pool:
        yield from pool.map(partial(run, by_senders=by_senders), seeds)


def run(seed: int, by_senders: bool = False) -> Run:
    """Import one mailbox into a fresh home, mark its themes, accept what is proposed; return what became of it."""
    truth = mailbox(seed)
    with tempfile.TemporaryDirectory(prefix="inboxguard-themes-") as place:
        file = Path(place) / "world.mbox"
        file.write_bytes(mbox([(mail.at, mail.octets) for mail in truth.mails]))
        with Audit.open(Path(place) / "home", lambda: NOW) as audit:
            audit.import_files([file], me=(ME,), authserv=[SERVER])
            audit.mark_themes(truth.marked)
            before = aside(audit.message_rows())
            proposed = _proposed(audit, truth.marked, by_senders)
            audit.set_aside_senders([one.organisation for one in proposed if not one.lists])
            for one in proposed:
                if one.lists:
                    audit.accept_proposal(one.organisation)
            return Run(truth, before, aside(audit.message_rows()), proposed)


def is_aside(row: dict[str, Any]) -> bool:
    """Return whether a row of `messages` is set aside."""
    return bool(row.get("set_aside")) or any(theme["set_aside"] for theme in row["themes"])


def aside(rows: Iterable[dict[str, Any]], only: Callable[[dict[str, Any]], bool] = is_aside) -> frozenset[str]:
    """Return the ids of the mails whose rows of `messages` are set aside (or what else is asked)."""
    return frozenset(row["message_id"].strip("<>").partition("@")[0] for row in rows if only(row))


def _proposed(audit: Audit, marked: Sequence[str], by_senders: bool) -> tuple[Proposed, ...]:
    proposed = tuple(Proposed(row.organisation, row.lists, row.because) for row in audit.proposals())
    if not by_senders:
        return proposed
    # Where only lists of a sender are proposed, `themes accept` takes those.
    lists = {one.organisation: one.lists for one in proposed}
    on = (row["organisation"] for row in audit.json_senders() if set(row["themes"]) & set(marked))
    return tuple(Proposed(one, lists.get(one, ())) for one in on)


def adverts(some: Iterable[Run], *hows: str) -> Iterator[tuple[Run, Mail, Sender]]:
    """Yield the adverts that speak in these ways, of senders that are no help organisations."""
    for run in some:
        for mail in run.truth.mails:
            if mail.sender is not None and mail.how in hows and mail.sender.sort != HELP:
                yield run, mail, mail.sender


def recall(some: Iterable[Run], how: str, after: bool, only: Callable[[Sender], bool] = lambda _: True) -> Count:
    """Return how many adverts on marked themes that speak in this way are set aside."""
    on = [(run, mail) for run, mail, sender in adverts(some, how) if mail.theme in run.truth.marked and only(sender)]
    return Count(sum(mail.id in (run.after if after else run.before) for run, mail in on), len(on))


def precision(some: Iterable[Run], after: bool) -> Count:
    """Return how many of the adverts that are set aside are on a marked theme."""
    aside = [
        mail.theme in run.truth.marked
        for run, mail, _ in adverts(some, NAMED, HINTED, UNSAID, OFF)
        if mail.id in (run.after if after else run.before)
    ]
    return Count(sum(aside), len(aside))


def strays(some: Iterable[Run]) -> Count:
    """Return how many mails that are no adverts are set aside."""
    some = list(some)
    stay = [(run, mail) for run in some for mail in run.truth.mails if mail.how in (ORDER, LETTER)]
    return Count(sum(mail.id in run.after for run, mail in stay), len(stay))


def is_right(run: Run, one: Proposed) -> bool:
    """Return whether what is proposed is on a marked theme wholly."""
    sender = sender_of(run, one)
    if sender is None or sender.theme not in run.truth.marked:
        return False
    return sender.sort in (*ON_THEME, HELP) or (sender.sort == ONE_LIST and one.lists == (sender.theme_list,))


def sender_of(run: Run, one: Proposed) -> Sender | None:
    """Return the sender that is proposed, None for one that the mailbox does not know."""
    return next((sender for sender in run.truth.senders if sender.organisation == one.organisation), None)


def wrongly_proposed(some: Iterable[Run]) -> Counter[str]:
    """Return how many proposals are wrong, by the sort of sender."""
    wrong: Counter[str] = Counter()
    for run in some:
        for one in run.proposed:
            if not is_right(run, one):
                sender = sender_of(run, one)
                whole = " (whole sender)" if sender and sender.sort == ONE_LIST and not one.lists else ""
                wrong[(sender.sort if sender else "unknown") + whole] += 1
    return wrong


LENGTHS = ((2, 2), (3, 4), (5, 7), (8, 12), (13, 50))


def caught(some: Iterable[Run], sort: str) -> list[tuple[str, Count]]:
    """Return, by number of adverts, how many senders of a sort that are on a marked theme were proposed."""
    some = list(some)
    table = []
    for least, most in LENGTHS:
        hits = []
        for run in some:
            sizes = Counter(mail.sender.organisation for mail in run.truth.mails if mail.sender and mail.how != ORDER)
            asked = {one.organisation for one in run.proposed}
            hits += [
                sender.organisation in asked
                for sender in run.truth.senders
                if sender.sort == sort
                and sender.theme in run.truth.marked
                and least <= sizes[sender.organisation] <= most
            ]
        table.append((f"{least}-{most}", Count(sum(hits), len(hits))))
    return table
