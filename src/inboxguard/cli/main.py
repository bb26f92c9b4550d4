"""The command `inboxguard`: without a word it opens the window."""

from collections.abc import Callable
from pathlib import Path

import click

from inboxguard import __version__
from inboxguard.audit.audit import Audit
from inboxguard.cli import (
    accepting,
    accounts,
    addresses,
    asking,
    breaches,
    companies,
    correcting,
    demo,
    filters,
    findings,
    forgetting,
    handing_over,
    later,
    placing,
    profile,
    repeated,
    settling,
    shelf,
    themes,
    unsubscribing,
)
from inboxguard.cli.command import Commands, Session
from inboxguard.cli.screens import has_screen
from inboxguard.errors import Refused


def build(opened: Callable[[Path], Audit], window: Callable[[Path], int]) -> click.Group:
    """Return the whole command line; `opened` makes the audit of a home, `window` opens the window on it."""

    @click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    @click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="INBOXGUARD_HOME",
        show_envvar=True,
        help="Folder of database, settings and logs; by default the platform's folder for your data.",
    )
    @click.version_option(__version__, prog_name="inboxguard")
    @click.pass_context
    def inboxguard(context: click.Context, home: Path | None) -> None:
        """Who markets to you, whose copy of your address they got, and how to make it stop.

        Nothing leaves this computer unasked. Without a command the window opens.
        """
        context.obj = Session(home=(home or _default_home()).absolute(), opened=opened, window=window)
        if context.invoked_subcommand is None:
            if not has_screen():
                raise Refused(
                    "There is no screen here to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). "
                    "“inboxguard --help” shows what can be done without one."
                )
            raise SystemExit(window(context.obj.home))

    # The order of the help.
    first = (demo, profile, findings, correcting, accounts, addresses, settling, breaches, companies, themes, shelf)
    for module in (*first, filters, repeated, asking, unsubscribing, handing_over, forgetting, later):
        for command in module.COMMANDS:
            inboxguard.add_command(command)
    for command in (*placing.COMMANDS, *accepting.COMMANDS):
        asking.requests.add_command(command)
    return inboxguard


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("inboxguard", appauthor=False)
