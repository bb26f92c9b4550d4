"""`filters`: rules for the mail server, so that what is set aside is set aside on every device."""

from pathlib import Path

import click

from inboxguard.audit.archiving import ArchivePlan
from inboxguard.audit.filtering import FORMATS
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import say
from inboxguard.errors import Refused
from inboxguard.themes.filters import FOLDER

_READ_BY_PROVIDER = "Your mail provider can read these rules. They name whole senders and lists, and a folder."
_WORDS_READ = (
    "Your mail provider can read these rules, and with --words they hold the words of your subjects in plain text; "
    "without it they name whole senders and lists only."
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
    with auditing(session) as audit:
        done = audit.filters_to_file(out, format_, words, folder)
    say(f"The rules are in {out}.")
    say(_WORDS_READ if words else _READ_BY_PROVIDER, err=True)
    _without_dates(done.left_out)
    if done.is_large:
        say("The script is larger than some mail servers take; without --words it is small.", err=True)
    if format_ == "gmail":
        say("In Gmail: Settings, Filters and blocked addresses, Import filters. An import adds to what is there.")


@filters.command()
@click.argument("address")
@click.option("--host", help="The ManageSieve server, where it is not the mail server.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 4190.")
@click.option("--words", is_flag=True, help="Rules for subject phrases too; your provider can read them.")
@click.option("--folder", default=FOLDER, show_default=True, help="Where the mail goes.")
@click.option("--yes", is_flag=True, help="Send words too, after you were told who can read them.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def upload(
    session: Session,
    address: str,
    host: str | None,
    port: int | None,
    words: bool,
    folder: str,
    yes: bool,
    password_stdin: bool,
) -> None:
    """Put the rules on your mail server, among those that you have there."""
    if words and not yes:
        raise Refused(f"{_WORDS_READ} Nothing was sent: if that is well, add --yes.")
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling() as tell:
        done = audit.filters_upload(address, host, port, words, folder, password, tell)
    if not done.changed:
        say(f"These rules are on {done.host} already.")
        return
    say(f"The rules are on {done.host} now, in the script “{done.script}”.")
    if done.copy:
        say(f"Your own rules stay in force; as they were before they are kept as “{done.copy}” too.")
    say(f"To go back: inboxguard filters undo {address}")
    say(_WORDS_READ if words else _READ_BY_PROVIDER, err=True)
    _without_dates(done.left_out)


@filters.command()
@click.argument("address")
@click.option("--host", help="The ManageSieve server, where it is not the mail server.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 4190.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def remove(session: Session, address: str, host: str | None, port: int | None, password_stdin: bool) -> None:
    """Take the rules of inboxguard off your mail server; your own stay."""
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling() as tell:
        audit.filters_remove(address, host, port, password, tell)
    say("The rules of inboxguard are gone from the server; your own stayed as they were.")


@filters.command()
@click.argument("address")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def undo(session: Session, address: str, password_stdin: bool) -> None:
    """Put your rules on the server back as they were before the last change."""
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling() as tell:
        audit.filters_undo(address, password, tell)
    say("The rules on the server are as they were before.")


@filters.command()
@click.option("--shelf", help="Only what lies on this shelf.")
@click.option("--folder", default=FOLDER, show_default=True, help="Where the mail goes.")
@click.option("--yes", is_flag=True, help="Move it; without, only say what would happen.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def move(session: Session, shelf: str | None, folder: str, yes: bool, password_stdin: bool) -> None:
    """Move mail that is set aside into a folder on its server."""
    password = read_password() if password_stdin else None
    with reading(session) as audit, telling() as tell:
        keys = [row.key for row in audit.shelf(shelf)]
        plan = audit.archive_preview(keys)
        if not yes:
            _planned(plan, folder)
            return
        done = audit.archive(keys, folder, password, tell)
    for note in done.notes:
        say(note, err=True)
    if done.moved:
        say(f"What is set aside lies in “{folder}” now. To go back: inboxguard filters move-undo")
    else:
        say("Nothing had to be moved.")


@filters.command("move-undo")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def move_undo(session: Session, password_stdin: bool) -> None:
    """Move back what was moved the last time."""
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling() as tell:
        done = audit.archive_undo(None, password, tell)
    for note in done.notes:
        say(note, err=True)
    say("The mail is back where it was.")


def _planned(plan: ArchivePlan, folder: str) -> None:
    """Say what would be moved, without numbers: how much it is nobody needs to know."""
    if not plan.messages:
        say("Nothing that is set aside lies in a mailbox, so there is nothing to move.")
        return
    for address, _ in plan.accounts:
        say(f"In {address}, what is set aside would be moved into “{folder}”.")
    if plan.only_in_files:
        say("What was read from mail files stays where it is.")
    say("Do it with --yes; inboxguard filters move-undo takes it back.")


def _without_dates(left_out: int) -> None:
    if left_out:
        say("Rules that hold on certain days only are not among them: there they cannot be said.", err=True)


COMMANDS = (filters,)
