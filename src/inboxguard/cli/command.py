"""What every command shares: the group, the audit it opens, the progress it shows, and how errors end."""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from inboxguard import __version__
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import Cancelled, InboxGuardError


@dataclass(slots=True)
class Session:
    """One run of the command line: where the home is and how to open its audit or the window."""

    home: Path
    opened: Callable[[Path], Audit]
    window: Callable[[Path], int]
    now: Callable[[], Any] = field(default=lambda: None)


STEPS = {
    "counting": "Counting",
    "importing": "Importing",
    "connecting": "Connecting",
    "listing": "Listing folders",
    "reading": "Reading mail",
    "analysing": "Analysing",
}


class Commands(click.Group):
    """The group of commands; what a person can act on ends in one sentence and status 1, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and turn known errors into a sentence."""
        try:
            return super().invoke(ctx)
        except Cancelled:
            raise SystemExit(130) from None
        except InboxGuardError as error:
            fail(str(error))
        except sqlite3.DatabaseError as error:
            fail(
                f"The database could not be used ({error}). It is left as it is: if the file is broken, move it "
                "away to begin anew, or put back a backup."
            )
        except BrokenPipeError:
            # Whoever read our output has seen enough; closing stderr keeps Python from complaining about stdout.
            sys.stderr.close()
            raise SystemExit(0) from None


def fail(sentence: str) -> None:
    """Print one sentence on stderr and end with status 1."""
    click.echo(sentence, err=True)
    raise SystemExit(1)


@contextmanager
def auditing(session: Session) -> Iterator[Audit]:
    """Open the audit of the home for one command."""
    audit = session.opened(session.home)
    try:
        yield audit
    finally:
        audit.close()


@contextmanager
def telling() -> Iterator[Tell]:
    """Show progress on stderr when it is a terminal; otherwise say nothing."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        told = [0.0]

        def tell(step: Step) -> None:
            if time.monotonic() - told[0] > 0.05 or step.done >= step.total:
                told[0] = time.monotonic()
                label = STEPS.get(step.what, step.what)
                progress.update(task, description=label, completed=step.done, total=step.total or None)

        yield tell


def print_json(value: Mapping[str, Any]) -> None:
    """Print one object."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print JSON Lines."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False, default=str))


VERSION = __version__
