"""`requests place`: takes a letter of the ledger where the person sends it from. Nothing is sent here."""

from pathlib import Path
from typing import Any

import click

from inboxguard.cli.command import Session, reading
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import print_json, say, utc
from inboxguard.errors import Refused


@click.command(short_help="Take a letter to Drafts, a file, paper or your mail program.")
@click.argument("id_", metavar="ID")
@click.option("--to-drafts", is_flag=True, help="Put the draft into the mailbox's Drafts.")
@click.option("--eml", type=click.Path(path_type=Path, dir_okay=False), help="Write the draft as an .eml file.")
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Write the letter for the post.")
@click.option("--my-address", metavar="LINES", default="", help="With --pdf: your postal address, \\n between lines.")
@click.option("--their-address", metavar="LINES", default="", help="With --pdf: theirs, \\n between lines.")
@click.option("--mailto", is_flag=True, help="Print the address that opens it in the default mail program.")
@click.option("--print", "print_", is_flag=True, help="Print subject and body, to be copied (the default).")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def place(
    session: Session,
    id_: str,
    to_drafts: bool,
    eml: Path | None,
    pdf: Path | None,
    my_address: str,
    their_address: str,
    mailto: bool,
    print_: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Take the letter ID where you send it from: as many places as you name. Nothing is sent.

    Without any it is printed, and it is said where its draft lies.
    """
    if (my_address or their_address) and pdf is None:
        raise click.UsageError("--my-address and --their-address belong to --pdf.")
    password = read_password() if password_stdin else None
    with reading(session) as audit:
        wanted = audit.as_text(id_)
        sender = audit.sends_from(id_)
        handed = audit.as_mailto(id_) if mailto or as_json else None
        if eml is not None:
            audit.save_eml(id_, eml)
        if pdf is not None:
            audit.save_pdf(id_, pdf, _lines(my_address), _lines(their_address))
        folder = audit.put_in_drafts(id_, password) if to_drafts else None
        lying = audit.lies(id_)
    files = [click.format_filename(one) for one in (eml, pdf) if one is not None]
    if as_json:
        told: dict[str, Any] = {
            "from": sender.address,
            "from_is": sender.sending,
            "text": wanted,
            "mailto": handed.url if handed else None,
            "files": files,
            "folder": folder,
            "draft": None
            if lying is None
            else {"account": lying.account, "folder": lying.folder, "at": utc(lying.at), "found": lying.found},
        }
        print_json(told)
        return
    for one in files:
        say(f"The letter is in {one}. Nothing was sent: read it, change it, send it yourself.")
    if lying is not None:
        say(lying.words)
    if sender.words:
        say(sender.words, err=True)
    if mailto and handed is not None:
        if handed.url is None:
            raise Refused(handed.words)
        say(handed.words, err=True)
        say(handed.url)
    if print_ or not (files or folder or mailto):
        say(wanted)


def _lines(typed: str) -> str:
    """Return lines as they were typed on a command line, where a line end is hard to type."""
    return typed.replace("\\n", "\n")


COMMANDS = (place,)
"""Of the group `requests`."""
