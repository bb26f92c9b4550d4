"""The command `inboxguard`: without a word it opens the window."""

from collections.abc import Callable
from pathlib import Path

import click

from inboxguard.audit.audit import Audit
from inboxguard.cli import accounts, addresses, asking, demo, findings, handing_over, later, profile, themes
from inboxguard.cli.command import VERSION, Commands, Session


def build(opened: Callable[[Path], Audit], window: Callable[[Path], int]) -> click.Group:
    """Return the whole command line; `opened` makes the audit of a home, `window` opens the window on it."""

    @click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    @click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="INBOXGUARD_HOME",
        help="Folder of database, settings and logs (default: the platform's user-data folder).",
    )
    @click.version_option(VERSION, prog_name="inboxguard")
    @click.pass_context
    def inboxguard(context: click.Context, home: Path | None) -> None:
        """Who markets to you, whose copy of your address they got, and how to make it stop.

        Everything stays on this computer. Without a command the window opens.
        """
        context.obj = Session(home=(home or _default_home()).absolute(), opened=opened, window=window)
        if context.invoked_subcommand is None:
            raise SystemExit(window(context.obj.home))

    for module in (demo, profile, accounts, findings, addresses, themes, asking, handing_over, later):
        for command in module.COMMANDS:
            inboxguard.add_command(command)
    return inboxguard


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("inboxguard", appauthor=False)
