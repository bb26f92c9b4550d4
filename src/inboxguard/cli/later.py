"""Commands of the contract that a later version brings: each says so in one sentence and ends with status 1."""

import click

from inboxguard.errors import NotYet


def not_yet(name: str, told_as: str) -> click.Command:
    """Return a command that takes anything and says that `told_as` comes later."""

    @click.command(
        name,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        help=f"“{told_as}” comes with a later version.",
        short_help="Comes with a later version.",
    )
    @click.argument("anything", nargs=-1, type=click.UNPROCESSED)
    def command(anything: tuple[str, ...]) -> None:
        raise NotYet(f"“{told_as}” comes with a later version of inboxguard; “inboxguard --help” shows what there is.")

    return command


COMMANDS = (not_yet("verify", "verify"),)
