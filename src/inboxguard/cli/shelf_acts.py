"""`shelf act`: letters and unsubscribe mails to all that stand behind a shelf; nobody is named unless asked for."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from inboxguard.audit.batches import Drafted, Outcome
from inboxguard.audit.shelf_letters import ActPlan, ShelfAct
from inboxguard.cli.command import Session, reading, telling
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import print_json, say
from inboxguard.errors import Refused

_ACTS = {
    "unsubscribe": ShelfAct.UNSUBSCRIBE,
    "ask-for-less": ShelfAct.ASK_FOR_LESS,
    "object": ShelfAct.OBJECTION,
}


@click.command()
@click.argument("shelf_id", metavar="SHELF")
@click.argument("what", type=click.Choice(tuple(_ACTS)), metavar="unsubscribe|ask-for-less|object")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write the drafts as files there.")
@click.option("--to-drafts", is_flag=True, help="Put the drafts into the mailbox's Drafts.")
@click.option(
    "--topic", "topics", multiple=True, metavar="WORDS", help="With ask-for-less: your own words for the subject."
)
@click.option("--names", is_flag=True, help="Also say who they are.")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def act(
    session: Session,
    shelf_id: str,
    what: str,
    out: Path | None,
    to_drafts: bool,
    topics: tuple[str, ...],
    names: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Make a draft for each sender behind a shelf, without a look at its mail. Nothing is sent.

    Without --out or --to-drafts it is only said what would happen. A letter that asks for less names the subject that
    you set aside, in plain words, unless you give your own with --topic.
    """
    wanted = _ACTS[what]
    if out is not None and to_drafts:
        raise click.UsageError("--out and --to-drafts exclude each other.")
    if topics and wanted is not ShelfAct.ASK_FOR_LESS:
        raise click.UsageError("--topic belongs to ask-for-less.")
    password = read_password() if password_stdin else None
    doing = out is not None or to_drafts
    made: tuple[Drafted, ...] = ()
    with reading(session) as audit, telling() as tell:
        audit.shelf_settings(shelf_id)  # refuses a shelf that is none
        keys = [row.key for row in audit.shelf(shelf_id)]
        plan = audit.act_preview(keys, wanted, topics, tell)
        if doing:
            if out is not None:
                out.mkdir(parents=True, exist_ok=True)
            made = audit.act(keys, wanted, out, password, tell, topics)
    if as_json:
        print_json(_json(plan, made, names, doing))
    elif doing:
        _say_made(made, names)
    else:
        _say_plan(plan, names)
    if doing and not any(one.made for one in made):
        raise Refused("No draft was made. Without --out and --to-drafts this command says why.")


def _say_plan(plan: ActPlan, names: bool) -> None:
    """Say what would happen, without a number: shelves are not counted."""
    if not plan.named:
        say("No sender is known behind this shelf, so there is nothing to do.")
        return
    if plan.drafts:
        say("A draft would be made for each sender that takes one. Give --out FOLDER or --to-drafts to make them.")
    if plan.later:
        say("There are too many for one go: the command is to be given again for the rest.")
    if plan.one_click or plan.links:
        say("Some offer only a button or a page, which you press yourself. “unsubscribe” says which, one by one.")
    if plan.names_subject:
        say("The letters name the subject in plain words. Give --topic with your own words to put it otherwise.")
    for reason in plan.refused:
        say(f"For some there is none: {reason}")
    if names:
        _say_names((one.name, one.id, one.outcome is Outcome.DRAFT, one.reason) for one in plan.named)


def _say_made(made: tuple[Drafted, ...], names: bool) -> None:
    if any(one.made for one in made):
        say("The drafts are made. Nothing was sent: read them, change them, send them yourself.")
    for reason in dict.fromkeys(one.words for one in made if not one.made):
        say(f"For some there is none: {reason}")
    if names:
        _say_names((one.name, one.id, one.made, one.words) for one in made)


def _say_names(rows: Iterable[tuple[str, str, bool, str]]) -> None:
    for name, organisation, drafted, words in rows:
        say(f"{'draft' if drafted else 'none '}  {name} ({organisation})  {words}".rstrip())


def _json(plan: ActPlan, made: tuple[Drafted, ...], names: bool, doing: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "act": plan.act,
        "drafts": plan.drafts,
        "one_click": plan.one_click,
        "links": plan.links,
        "refused": list(plan.refused),
        "later": plan.later,
        "wants_words": plan.wants_words,
        "names_subject": plan.names_subject,
        "done": doing,
        "made": sum(one.made for one in made),
    }
    if names:
        told["senders"] = [
            {"organisation": one.id, "name": one.name, "outcome": one.outcome, "reason": one.reason}
            for one in plan.named
        ]
    return told
