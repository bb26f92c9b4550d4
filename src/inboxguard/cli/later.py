"""Commands of the contract that a later version brings: each says so in one sentence and ends with status 1."""

import click

from inboxguard.errors import NotYet


def not_yet(name: str, told_as: str | None = None) -> click.Command:
    """Return a command that takes anything and says that it comes later."""

    @click.command(
        name,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        short_help="Comes with a later version.",
    )
    @click.argument("anything", nargs=-1, type=click.UNPROCESSED)
    def command(anything: tuple[str, ...]) -> None:
        raise NotYet(
            f"“{told_as or name}” comes with a later version of inboxguard. "
            "This version imports, syncs, analyses, sets aside, drafts letters and writes reports."
        )

    return command


def _sender() -> click.Group:
    group = click.Group("sender", short_help="Correct a grouping or what is marketing (later).")
    for name in ("split", "merge", "rename", "kind"):
        group.add_command(not_yet(name, f"sender {name}"))
    return group


def _loads(name: str) -> click.Group:
    group = click.Group(name, short_help="Data that you bring (later).")
    group.add_command(not_yet("load", f"{name} load"))
    return group


COMMANDS = (_sender(), _loads("companies"), _loads("breaches"), not_yet("verify"), not_yet("filters"))
