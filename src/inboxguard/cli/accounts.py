"""`account`: mailbox accounts."""

import dataclasses
import webbrowser
from contextlib import suppress

import click

from inboxguard.audit import accounts, finding_servers
from inboxguard.cli.command import Session, auditing, telling
from inboxguard.cli.finding import find
from inboxguard.cli.passwords import ask_password, read_password
from inboxguard.cli.printing import print_lines, print_table, say, utc


@click.group()
def account() -> None:
    """Mailbox accounts; the password goes to the system keyring."""


@account.command("add")
@click.argument("address")
@click.option("--host", help="The IMAP server; known for the large providers.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 993 with tls, else 143.")
@click.option("--security", type=click.Choice(["tls", "starttls", "none"]), help="none only on this computer.")
@click.option("--user", help="The name to sign in with, when it is not the address.")
@click.option(
    "--ca-file", type=click.Path(exists=True, dir_okay=False), help="Certificates to trust instead of the system's."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--oauth", is_flag=True, help="Sign in with the browser instead of a password.")
@click.option("--client-id", help="Your own client id at the provider; kept for the next time.")
@click.option("--client-secret-stdin", is_flag=True, help="Read the secret of the client id from standard input.")
@click.pass_obj
def add(
    session: Session,
    address: str,
    host: str | None,
    port: int | None,
    security: str | None,
    user: str | None,
    ca_file: str | None,
    password_stdin: bool,
    oauth: bool,
    client_id: str | None,
    client_secret_stdin: bool,
) -> None:
    """Add a mailbox; signs in once to check that it works."""
    if oauth and (password_stdin or ca_file):
        raise click.UsageError(
            "--oauth signs in with the browser, so --password-stdin and --ca-file do not go with it."
        )
    if not oauth and (client_id or client_secret_stdin):
        raise click.UsageError("--client-id and --client-secret-stdin belong to --oauth.")
    if oauth:
        secret = read_password("client secret", "--client-secret-stdin") if client_secret_stdin else None
        with auditing(session) as audit:
            kept = audit.sign_in(address, _open_browser, host, port, security, user, client_id, secret)
        say(f"{address} was added. Read it with: inboxguard sync")
        if not kept:
            say(
                "The system has no keyring that is fit to keep a sign-in, so it ended with this command: install or "
                "unlock one (GNOME Keyring, KWallet, the keychain) and add the account again.",
                err=True,
            )
        return
    accounts.reached(address, host, port, security, user, ca_file)  # before anybody types a password in vain
    if password_stdin:
        password = read_password()
    else:
        if host is None and (needed := finding_servers.needs(address)):
            say(needed, err=True)
        password = ask_password(address)
    with auditing(session) as audit, telling() as tell:
        kept = audit.add_account(address, host, port, security, user, password, ca_file, tell=tell)
    say(f"{address} was added. Read it with: inboxguard sync")
    if not kept:
        say(
            "The system has no keyring that is fit to keep a password, so it was not kept: "
            "give it again with sync --password-stdin.",
            err=True,
        )


def _open_browser(url: str) -> None:
    say("Sign in with your browser; Ctrl-C stops. If none opened, open this address on this computer:", err=True)
    say(url, err=True)
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(url)


@account.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """The accounts, without passwords."""
    with auditing(session) as audit:
        rows = audit.accounts()
    if as_json:
        print_lines({**dataclasses.asdict(row), "read_at": utc(row.read_at)} for row in rows)
        return
    print_table(
        ("Address", "Server", "Messages", "Last read"),
        (
            (
                row.address,
                f"{row.host}:{row.port} ({row.security})",
                str(row.messages),
                f"{row.read_at:%Y-%m-%d %H:%M} UTC" if row.read_at else "never",
            )
            for row in rows
        ),
    )


@account.command("remove", short_help="Remove an account with its password and mail.")
@click.argument("address")
@click.pass_obj
def remove(session: Session, address: str) -> None:
    """Remove an account, its password, and the mail that came from nowhere else."""
    with auditing(session) as audit, telling() as tell:
        audit.remove_account(address, tell)
    say(f"{address} was removed.")


account.add_command(find)

COMMANDS = (account,)
