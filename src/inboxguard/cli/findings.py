"""`import`, `sync`, `analyse`, and the findings: `messages`, `senders`, `trails`."""

from pathlib import Path

import click

from inboxguard.cli.command import Session, auditing, print_json, print_lines, telling
from inboxguard.cli.demo import print_summary
from inboxguard.cli.passwords import read_password
from inboxguard.cli.tables import print_table


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--me", multiple=True, metavar="ADDRESS", help="An address of yours; @domain for a catch-all.")
@click.option("--authserv", multiple=True, metavar="ID", help="The id of your own receiving server.")
@click.pass_obj
def import_(session: Session, paths: tuple[Path, ...], me: tuple[str, ...], authserv: tuple[str, ...]) -> None:
    """Read mail files: mbox (also gzip), Maildir, .eml files and folders."""
    with auditing(session) as audit, telling() as tell:
        result = audit.import_files(paths, me, authserv, tell)
    for path, reason in result.unreadable:
        click.echo(f"{path}: {reason}", err=True)
    click.echo(f"{result.added} new messages, {result.known} known already.")
    if result.unreadable:
        click.echo(f"{len(result.unreadable)} could not be read.", err=True)
    how = "inferred" if result.inferred else "as you said"
    click.echo(f"Your addresses ({how}): {', '.join(result.addresses) or 'none found; say them with --me'}")
    click.echo(f"Your receiving server: {', '.join(result.authserv_ids) or 'none found; say it with --authserv'}")
    if not result.added and not result.known:
        raise SystemExit(1)


@click.command()
@click.argument("address", required=False)
@click.option("--folder", "folders", multiple=True, metavar="NAME", help="Only this folder; may be repeated.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, for this run only.")
@click.pass_obj
def sync(session: Session, address: str | None, folders: tuple[str, ...], password_stdin: bool) -> None:
    """Fetch what is new from the mailbox, then analyse."""
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling() as tell:
        result = audit.sync(address, folders, password, tell)
    click.echo(f"{result.added} new messages from {len(result.folders)} folders.")


@click.command()
@click.pass_obj
def analyse(session: Session) -> None:
    """Recompute every finding from stored facts and decisions."""
    with auditing(session) as audit, telling() as tell:
        audit.analyse(tell)
        summary = audit.summary()
    print_summary(summary)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def messages(session: Session, as_json: bool) -> None:
    """Every stored message and what it is taken to be."""
    with auditing(session) as audit:
        if as_json:
            print_lines(audit.message_rows())
            return
        print_table(
            ("Date", "Kind", "Sender", "Came to"),
            (
                (
                    (row["received"] or row["sent"] or "")[:10],
                    row["kind"],
                    row["sender"]["organisation"] or "",
                    row["recipient"] or "",
                )
                for row in audit.message_rows()
                if not any(theme["set_aside"] for theme in row["themes"])
            ),
        )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def senders(session: Session, as_json: bool) -> None:
    """Who mails you, since when, and on what footing."""
    with auditing(session) as audit:
        if as_json:
            print_lines(audit.json_senders())
            return
        rows = audit.sender_rows(audit.sender_ids())
    print_table(
        ("Sender", "Domain", "Mails", "Last", "Consent", "After opt-out"),
        (
            (row.name, row.id, str(row.mails), f"{row.last:%Y-%m-%d}" if row.last else "", row.basis, row.opt_out or "")
            for row in rows
        ),
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def trails(session: Session, as_json: bool) -> None:
    """Whose copy of your address each sender uses, and how sure that is."""
    with auditing(session) as audit:
        if as_json:
            print_json(audit.json_trails())
            return
        rows = audit.trail_rows()
        sentences = [audit.trail(row.recipient).sentence for row in rows]
    if not rows:
        click.echo("Nothing can be claimed on the evidence of this mailbox.")
        return
    for row, sentence in zip(rows, sentences, strict=True):
        click.echo(f"{row.level_words}: {sentence}")


COMMANDS = (import_, sync, analyse, messages, senders, trails)
