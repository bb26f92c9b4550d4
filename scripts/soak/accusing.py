"""Mailboxes without any true share, one after the other: nobody may be accused firmly, and no family called sharing."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.trace_figures import Edge, in_words
from benchmarks.trace_runs import Task, run
from tests.worlds.running import mbox

Tell = Callable[[str], None]
MIX = "confounders"


def accused(book: str, mailboxes: int, seed: int, folder: Path, tell: Tell = print) -> list[str]:
    """Trace so many mailboxes of a book; return every fault in words, [] = none.

    A mailbox with a fault is left in `folder` as a mail file, with what is true of it and what was said beside it.
    """
    faults: list[str] = []
    tasks = [Task(book, MIX, seed + number) for number in range(mailboxes)]
    mails = shown = 0
    for done, (task, (mailbox,)) in enumerate(zip(tasks, run(tasks), strict=True), 1):
        mails += mailbox.mails
        shown += sum(edge.level != "not_shown" for edge in mailbox.edges)
        if wrong := [edge for edge in mailbox.edges if is_fault(edge)]:
            path = keep(task, wrong, folder)
            faults += [f"{book} {task.seed}: {in_words(edge)}; the mail is {path}" for edge in wrong]
            tell(f"seed {task.seed}: {'; '.join(in_words(edge) for edge in wrong)}")
        if done % 20 == 0 or done == mailboxes:
            tell(f"{done} of {mailboxes} mailboxes, {mails} mails, {shown} trails with a source, {len(faults)} faults")
    return faults


def is_fault(edge: Edge) -> bool:
    """Return whether an edge must never be: firmly wrong, or a host, group or service shown as sharing."""
    return edge.is_wrongly_firm or edge.calls_family_share


def keep(task: Task, wrong: list[Edge], folder: Path) -> Path:
    """Write the mail of a mailbox, and beside it what is true and what was said wrongly; return where the mail is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"accuse-{task.book}-{task.seed}.mbox"
    made = task.made()
    path.write_bytes(mbox(made))
    truth = {
        "me": made.me,
        "server": made.server,
        "said": made.said,
        "fates": [asdict(fate) for fate in made.fates],
        "wrong": [in_words(edge) for edge in wrong],
    }
    path.with_suffix(".json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
    return path
