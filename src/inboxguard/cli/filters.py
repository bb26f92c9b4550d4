"""`filters`: rules for the mail server, so that what is set aside is set aside on every device."""

from pathlib import Path

import click

from inboxguard.audit.filtering import FORMATS
from inboxguard.cli.command import Session, auditing
from inboxguard.cli.printing import say
from inboxguard.themes.filters import FOLDER

_READ_BY_PROVIDER = "Your mail provider can read these rules. They name whole senders and lists, and a folder."
_WORDS_READ = (
    "Your mail provider can read these rules, and with --words they hold the words of your subjects in plain text. "
    "Without --words they name whole senders and lists only."
)


@click.group(invoke_without_command=True)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="sieve for most providers, or gmail.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--words", is_flag=True, help="Rules for subject phrases too; your provider can read them.")
@click.option("--folder", default=FOLDER, show_default=True, help="Where the mail goes.")
@click.pass_context
def filters(context: click.Context, format_: str | None, out: Path | None, words: bool, folder: str) -> None:
    """Rules for your mail server, made of what you set aside."""
    if context.invoked_subcommand is not None:
        if out is not None or format_ is not None or words or folder != FOLDER:
            raise click.UsageError("Options in front of the second word do nothing there; put them behind it.")
        return
    if out is None or format_ is None:
        raise click.UsageError("Say --format sieve or --format gmail, and --out FILE.")
    session: Session = context.obj
    _notice(words)
    with auditing(session) as audit:
        left_out = audit.filters_to_file(out, format_, words, folder)
    say(f"The rules are in {out}.")
    _without_dates(left_out)
    if format_ == "gmail":
        say("In Gmail: Settings, Filters and blocked addresses, Import filters. An import adds to what is there.")


def _notice(words: bool) -> None:
    """Say, before anything is written, who can read it."""
    say(_WORDS_READ if words else _READ_BY_PROVIDER, err=True)


def _without_dates(left_out: int) -> None:
    if left_out:
        say("Rules that hold on certain days only are not among them: there they cannot be said.", err=True)


COMMANDS = (filters,)
