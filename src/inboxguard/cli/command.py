"""What every command shares: the group, the audit it opens, the progress it shows, and how errors end."""

import os
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.failures import explained
from inboxguard.audit.progress import Step, Tell
from inboxguard.cli.printing import plain
from inboxguard.errors import Cancelled, InboxGuardError

INTERRUPTED = 130

STEPS = {
    "counting": "Counting",
    "importing": "Importing",
    "connecting": "Connecting",
    "listing": "Listing folders",
    "reading": "Reading mail",
    "analysing": "Analysing",
    "summing_up": "Summing up senders",
    "tracing": "Tracing",
    "moving": "Moving mail",
    "ways_out": "Looking for ways out",
    "unsubscribing": "Unsubscribing",
}


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line: where the home is and how to open its audit or the window."""

    home: Path
    opened: Callable[[Path], Audit]
    window: Callable[[Path], int]


class Commands(click.Group):
    """The group of commands; what a person can act on ends in one sentence and status 1, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added, which is that of use."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and turn errors into a sentence and an exit status."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, Cancelled):
            raise SystemExit(INTERRUPTED) from None
        except click.Abort as error:
            # Ctrl-C at a question is an interruption; "no" and the end of the input are answers.
            if isinstance(error.__context__, KeyboardInterrupt):
                raise SystemExit(INTERRUPTED) from None
            raise
        except InboxGuardError as error:
            fail(str(error))
        except sqlite3.DatabaseError as error:
            fail(str(explained(error, ctx.obj.home)))
        except BrokenPipeError:
            _leave_pipe()
        except (click.ClickException, click.exceptions.Exit):
            raise
        except OSError as error:
            fail(f"The computer refused ({error.strerror or type(error).__name__}). Mend that and try again.")
        except Exception as error:
            fail(
                f"Something went wrong in inboxguard ({_place(error)}). This is a fault of the program, not yours; "
                "your mail and your decisions are safe. Please report it with the words in brackets."
            )


def fail(sentence: str) -> NoReturn:
    """Print one sentence on stderr and end with status 1."""
    click.echo(plain(sentence), err=True)
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
def reading(session: Session) -> Iterator[Audit]:
    """Open the audit for a command that reads findings, which are made anew when other code made them."""
    with auditing(session) as audit:
        if audit.stale():
            with telling() as tell:
                audit.renew(tell)
        yield audit


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
        task = progress.add_task("Beginning", total=None)
        told = 0.0

        def tell(step: Step) -> None:
            nonlocal told
            if time.monotonic() - told > 0.05 or step.done >= step.total:
                told = time.monotonic()
                label = STEPS.get(step.what, step.what)
                progress.update(task, description=label, completed=step.done, total=step.total or None)

        yield tell


def _leave_pipe() -> NoReturn:
    """End quietly: whoever read our output has seen enough, and Python must not complain when it flushes the rest."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    raise SystemExit(0)


def _place(error: Exception) -> str:
    """The kind of an error and where it was raised in the program; its message might hold private words."""
    package = Path(__file__).parents[1]
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(package)
    ]
    kind = type(error).__name__
    if not frames:
        return kind
    path = Path(frames[-1].filename)
    return f"{kind} in {path.parent.name}/{path.name}, line {frames[-1].lineno}"
