"""`demo`: the shipped sample mailbox in a fresh home."""

import click

from inboxguard.audit.views import Summary
from inboxguard.cli.command import Session, auditing, telling
from inboxguard.cli.printing import counted, say
from inboxguard.cli.screens import has_screen


@click.command()
@click.option("--story", type=click.Choice(["move", "registry"]), default="move", show_default=True)
@click.option("--no-window", is_flag=True, help="Stop after the summary.")
@click.pass_obj
def demo(session: Session, story: str, no_window: bool) -> None:
    """Look at an invented mailbox: import, audit, summary, window."""
    with auditing(session) as audit, telling() as tell:
        audit.demo(story, tell)
        summary = audit.summary()
    print_summary(summary)
    if no_window:
        return
    if not has_screen():
        say("\nThere is no screen here (DISPLAY and WAYLAND_DISPLAY are not set), so this stops after the summary.")
        return
    raise SystemExit(session.window(session.home))


def print_summary(summary: Summary) -> None:
    """Print what an audit found, for people."""
    period = f"{summary.first:%B %Y} to {summary.last:%B %Y}" if summary.first and summary.last else "no dates"
    say(f"{counted(summary.mails, 'mail')} from {counted(summary.senders, 'sender')}, {period}")
    if kinds := ", ".join(f"{number} {kind}" for kind, number in summary.kinds if number):
        say(f"  {kinds}")
    say(f"{summary.no_sign_up} of {counted(summary.marketing_senders, 'marketing sender')} without a sign-up on record")
    shown = ", ".join(f"{number} {level}" for level, number in summary.shown if number)
    say(f"Whose copy of your address it was: {shown or 'nothing can be claimed'}")
    for sentence in summary.sentences:
        say(f"  - {sentence}")
    if summary.ignored:
        say(f"Still writing after you asked them to stop: {', '.join(summary.ignored)}")


COMMANDS = (demo,)
