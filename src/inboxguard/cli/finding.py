"""`account find`: the mail server of an address, asked of the address's own domain."""

import dataclasses
import shlex

import click

from inboxguard.audit import finding_servers
from inboxguard.audit.finding_servers import FoundServers, ServerRow
from inboxguard.cli.command import telling
from inboxguard.cli.printing import plain, print_json, print_table, say
from inboxguard.errors import Refused


@click.command("find")
@click.argument("address")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def find(address: str, as_json: bool) -> None:
    """Find the mail server of an address.

    The large providers are known. Otherwise the domain of the address is asked, in DNS and for the configuration file
    on its own web server; nothing that stands before the @ is sent, and nobody else is asked.
    """
    with telling() as tell:
        found = finding_servers.find(address, tell)
    if as_json:
        print_json(dataclasses.asdict(found))
    else:
        _print(found)
    if not found.servers:
        domain = found.address.rpartition("@")[2]
        raise Refused(
            f"No mail server of {domain} was found this way. Look for “IMAP” in the help of your provider, then: "
            f"inboxguard account add {_quoted(found.address)} --host NAME."
        )


def _print(found: FoundServers) -> None:
    if found.provider:
        say(f"{found.provider} is known, so nothing was asked.")
    else:
        print_table(("Asked", "For", "Answer"), ((one.how, one.what, one.answer) for one in found.asked))
    if found.needs:
        say(found.needs)
    if found.app_password_url:
        say(f"App password: {found.app_password_url}")
    if found.imap_switch_url:
        say(f"Switching IMAP on: {found.imap_switch_url}")
    for server in found.servers:
        say()
        say(f"{server.host}:{server.port} ({server.security})" + (f" - {server.name}" if server.name else ""))
        if server.note:
            say(server.note)
        if server.confirm:
            say(
                f"This server is outside {found.address.rpartition('@')[2]} or on an unusual port: "
                "use it only if you know that it is your provider's."
            )
        say(f"  {_typed(found, server)}")


def _typed(found: FoundServers, server: ServerRow) -> str:
    """The line to type that adds the account on this server."""
    words = ["inboxguard", "account", "add", found.address]
    if server.source != "preset" or server is not found.servers[0]:
        words += ["--host", server.host, "--port", str(server.port), "--security", server.security]
        if server.user != found.address:
            words += ["--user", server.user]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    return shlex.quote(plain(word))
