"""`import`, `sync`, `analyse`, and the findings: `senders`, `trails`, `messages`."""

from pathlib import Path

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.trail_views import TrailRow
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.demo import print_summary
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import counted, print_json, print_lines, print_table, say
from inboxguard.cli.typed import given_path, own_address, server
from inboxguard.errors import Refused
from inboxguard.senders.sender import Basis
from inboxguard.trace.trail import Level


@click.command("import", short_help="Read mail files, then analyse.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=given_path)
@click.option(
    "--me", multiple=True, type=own_address, metavar="ADDRESS", help="An address of yours; @domain for all of a domain."
)
@click.option("--authserv", multiple=True, type=server, metavar="ID", help="The name of your own receiving server.")
@click.option(
    "--check-signatures",
    is_flag=True,
    help="Check the signatures of new mail from shops and programs, for which the senders' keys are asked of DNS: your "
    "computer's own name server, and those behind it, learn which companies write to you, not your address or a word "
    "of the mail. Off unless you ask.",
)
@click.pass_obj
def import_(
    session: Session, paths: tuple[Path, ...], me: tuple[str, ...], authserv: tuple[str, ...], check_signatures: bool
) -> None:
    """Read mail files, then analyse: mbox (also gzip), Maildir, .eml and .emlx files, Google Takeout (.zip, .tgz),
    a profile of Thunderbird or Betterbird, and folders of these.

    What is there already is not added again. Your addresses and your receiving server are learnt from the mail
    unless you say them.
    """
    with auditing(session) as audit, telling() as tell:
        if audit.is_demo():
            say("This home holds the sample mailbox, and what you import is added to it.", err=True)
        result = audit.import_files(paths, me, authserv, tell, check_signatures)
    for path, reason in result.unreadable:
        say(f"{click.format_filename(path)}: {reason}", err=True)
    say(f"{counted(result.added, 'new message')}, {result.known} known already.")
    if result.unreadable:
        say(f"{len(result.unreadable)} could not be read.", err=True)
    how = "inferred" if result.inferred else "as you said"
    say(f"Your addresses ({how}): {', '.join(result.addresses) or 'none found; say them with --me'}")
    say(f"Your receiving server: {', '.join(result.authserv_ids) or 'none found; say it with --authserv'}")
    # An empty mailbox that could be read is no failure.
    unread = {path for path, _ in result.unreadable}
    if not result.added and not result.known and unread.issuperset(map(str, paths)):
        raise SystemExit(1)


@click.command(short_help="Fetch new mail, then analyse.")
@click.argument("address", required=False)
@click.option("--folder", "folders", multiple=True, metavar="NAME", help="Only this folder; may be repeated.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, for this run only.")
@click.pass_obj
def sync(session: Session, address: str | None, folders: tuple[str, ...], password_stdin: bool) -> None:
    """Fetch what is new from one mailbox account or all, then analyse.

    Nothing is changed there, and personal letters are never opened.
    """
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling() as tell:
        if password is not None and address is None and len(audit.accounts()) > 1:
            raise Refused("There are several accounts, and one password is for one of them. Name its address.")
        result = audit.sync(address, folders, password, tell)
    for note in result.notes:
        say(note, err=True)
    moved = f", {result.gone} no longer where they were" if result.gone else ""
    say(f"{counted(result.added, 'new message')} from {counted(len(result.folders), 'folder')}{moved}.")


@click.command()
@click.option("--anew", is_flag=True, help="Judge every message again, too.")
@click.pass_obj
def analyse(session: Session, anew: bool) -> None:
    """Recompute every finding from stored facts and decisions.

    Messages that this version judged for the same person are not judged again unless you say --anew.
    """
    with auditing(session) as audit, telling() as tell:
        audit.analyse(tell, anew)
        summary = audit.summary()
    print_summary(summary)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def messages(session: Session, as_json: bool) -> None:
    """Every stored message and what it is taken to be."""
    with reading(session) as audit:
        if as_json:
            print_lines(audit.message_rows())
            return
        aside = audit.all_set_aside()
        rows = [
            (
                (row["received"] or row["sent"] or "")[:10],
                row["kind"],
                row["sender"]["organisation"] or "",
                row["recipient"] or "",
            )
            for row in audit.message_rows()
            if row["id"] not in aside
        ]
        _say_when_empty(audit)
    print_table(("Date", "Kind", "Sender", "Came to"), sorted(rows))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def senders(session: Session, as_json: bool) -> None:
    """Who mails you, since when, and on what footing."""
    with reading(session) as audit:
        if as_json:
            print_lines(audit.json_senders())
            return
        rows = audit.sender_rows(audit.sender_ids())
        _say_when_empty(audit)
    print_table(
        ("Sender", "Domain", "Mails", "Last", "Consent", "After opt-out"),
        (
            (
                row.name,
                row.id,
                str(row.mails),
                f"{row.last:%Y-%m-%d}" if row.last else "",
                "unproven sender" if row.unproven and row.basis is Basis.NONE_FOUND else row.basis,
                row.opt_out or "",
            )
            for row in rows
        ),
    )


@click.command(short_help="Whose copy of your address each sender uses.")
@click.option("--all", "every", is_flag=True, help="Also those that are too weak to rely on.")
@click.option("--json", "as_json", is_flag=True, help="All of them as one JSON object on stdout.")
@click.pass_obj
def trails(session: Session, every: bool, as_json: bool) -> None:
    """Whose copy of your address each sender uses, and how sure that is.

    “trail explain” tells of one why. A level says whose copy it is, never how it got there.
    """
    with reading(session) as audit:
        if as_json:
            print_json(audit.json_trails())
            return
        # Of whom nothing is seen there is nothing to say: a row without a name would only be counted.
        rows = [
            (row, row.name)
            for row in audit.trail_rows(every)
            if row.level is not Level.NOT_SHOWN and row.name is not None
        ]
        _say_when_empty(audit)
    if not rows:
        say("Of the senders that are seen nothing can be claimed on the evidence of this mailbox.")
        return
    firmest = list(Level)
    rows.sort(key=lambda one: firmest.index(one[0].level))  # within a level they stay by source
    print_table(
        ("Level", "Sender", "Domain", "Whose copy", "Way", "First mail", "Mails"), (_trail(*one) for one in rows)
    )
    say("\n“trail explain ORGANISATION” tells why. This is not proof of wrongdoing.")


def _trail(row: TrailRow, name: str) -> tuple[str, ...]:
    first = f"{row.first:%Y-%m-%d}" if row.first else ""
    whose = (row.source_name or "", row.relation_words)
    return (row.level_words, name, row.recipient, *whose, first, str(row.mails))


def _say_when_empty(audit: Audit) -> None:
    if audit.empty():
        say("No mail was read yet. Begin with: inboxguard import PATH, or inboxguard account add ADDRESS", err=True)


COMMANDS = (import_, sync, analyse, senders, trails, messages)
