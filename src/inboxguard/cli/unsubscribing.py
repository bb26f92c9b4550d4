"""`unsubscribe`: the safest way out of a sender's mail, or of many; nothing leaves without --yes."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.leave_plans import Leave
from inboxguard.audit.leaving import Left
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.views import RequestDetail
from inboxguard.cli.command import Session, reading, telling
from inboxguard.cli.letters import letter_json, placed_in, say_letter
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import print_json, print_lines, print_table, say, utc
from inboxguard.cli.typed import instant
from inboxguard.errors import Cancelled, Refused

_ACTS = {"one_click": "one request is sent", "mailto": "a draft is made", "link": "you open a page"}
_STATES = {
    "accepted": "taken",
    "refused": "not taken",
    "unreached": "nothing was sent",
    "unknown": "no answer",
    "not_asked": "not asked",
    "waiting": "not begun",
    "leaving": "no answer yet",
}


@click.command(short_help="The safest way out of a sender's mail, or of many.")
@click.argument("organisations", nargs=-1, metavar="ORGANISATION...")
@click.option("--all-in", type=click.Path(path_type=Path, dir_okay=False), help="A file with one organisation a line.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done (the default).")
@click.option("--yes", is_flag=True, help="Do it: one-click is sent, a mailto becomes a draft, a link is printed.")
@click.option("--again", is_flag=True, help="With --yes: also senders that you asked before.")
@click.option("--resume", is_flag=True, help="Go on with what an earlier batch did not begin.")
@click.option("--drop", is_flag=True, help="Give up what an earlier batch did not begin.")
@click.option("--done-in-browser", is_flag=True, help="Record that you left the sender on its page.")
@click.option("--at", type=instant, metavar="INSTANT", help="With --done-in-browser: when; by default now.")
@click.option("--third-party", is_flag=True, help="With --yes: the draft may go to an address of another company.")
@click.option("--eml", type=click.Path(path_type=Path, dir_okay=False), help="Write that draft as an .eml file.")
@click.option("--to-drafts", is_flag=True, help="Put drafts into the mailbox's Drafts.")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option(
    "--trust-local-server", "local", type=(click.IntRange(1, 65535), click.Path(path_type=Path, dir_okay=False)),
    metavar="PORT CA.pem", hidden=True, help="To try things out: one server on this computer stands for every sender.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout; JSON Lines for several.")
@click.pass_obj
def unsubscribe(
    session: Session,
    organisations: tuple[str, ...],
    all_in: Path | None,
    dry_run: bool,
    yes: bool,
    again: bool,
    resume: bool,
    drop: bool,
    done_in_browser: bool,
    at: datetime | None,
    third_party: bool,
    eml: Path | None,
    to_drafts: bool,
    password_stdin: bool,
    local: tuple[int, Path] | None,
    as_json: bool,
) -> None:
    """The safest way out that a sender offers, or each of several.

    One-click is one request that tells the sender's server to stop, sent only with --yes. Nobody is asked twice without
    --again, also not after a crash: a request that may have left is told as “no answer” and not repeated.
    """
    several = all_in is not None or len(organisations) > 1
    _check(
        organisations, several, resume or drop, dry_run, yes, again, done_in_browser, at, third_party, eml, to_drafts
    )
    password = read_password() if password_stdin else None
    with reading(session) as audit:
        if drop:
            say(f"Not begun and given up: {audit.drop_one_clicks()}.")
            return
        if local is not None:
            say(
                "A server on this computer stands for every sender: nobody is asked, nothing recorded is real.",
                err=True,
            )
            audit.use_local_server(*local)
        if resume:
            _results(audit, audit.resume_one_clicks, (), as_json)
            return
        if done_in_browser:
            audit.left_in_browser(organisations[0], at)
            say("Recorded. Whether mail stops is watched from now on.")
            return
        if several:
            _several(audit, (*organisations, *_listed(all_in)), yes, again, to_drafts, password, as_json)
            return
        _one(audit, organisations[0], yes, again, third_party, eml, to_drafts, password, as_json)


def _check(
    organisations: Sequence[str], several: bool, alone: bool, dry_run: bool, yes: bool, again: bool,
    done_in_browser: bool, at: datetime | None, third_party: bool, eml: Path | None, to_drafts: bool,
) -> None:  # fmt: skip
    """Refuse words that contradict each other."""
    if dry_run and yes:
        raise click.UsageError("--dry-run and --yes exclude each other.")
    for given, name in ((again, "--again"), (eml is not None, "--eml"), (to_drafts, "--to-drafts"),
                        (third_party, "--third-party")):  # fmt: skip
        if given and not yes:
            raise click.UsageError(f"{name} needs --yes.")
    if several and (eml is not None or third_party or done_in_browser):
        raise click.UsageError("--eml, --third-party and --done-in-browser are for one sender.")
    if at is not None and not done_in_browser:
        raise click.UsageError("--at needs --done-in-browser.")
    if done_in_browser and yes:
        raise click.UsageError("--done-in-browser and --yes exclude each other.")
    if alone and (organisations or several or yes or done_in_browser):
        raise click.UsageError("--resume and --drop stand alone.")
    if not organisations and not several and not alone:
        raise click.UsageError("Missing argument “ORGANISATION...”.")


def _listed(path: Path | None) -> tuple[str, ...]:
    """Return the organisations that a file names, one a line; what follows # is a remark."""
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The file {path} cannot be read as text; give one organisation a line.") from error
    found = tuple(name for line in lines if (name := line.partition("#")[0].strip()))
    if not found:
        raise Refused(f"The file {path} names no organisation; give one a line.")
    return found


def _one(
    audit: Audit, organisation: str, yes: bool, again: bool, third_party: bool, eml: Path | None,
    to_drafts: bool, password: str | None, as_json: bool,
) -> None:  # fmt: skip
    plan = audit.leave(organisation)
    way, written, left = plan.way, None, None
    placed: dict[str, str | None] = {"folder": None, "eml": None}
    stays = plan.held and not again
    if yes and not stays:
        if third_party or (way.allowed and way.route == "mailto"):
            written = audit.unsubscribe_draft(organisation, third_party)
            placed = placed_in(audit, written, eml, password, to_drafts)
        elif way.allowed and way.route == "one_click":
            (left,) = audit.one_click([organisation], again)
    if as_json:
        print_json(_json(plan, left, written, placed))
    elif written is not None:
        say_letter(written, placed)
    elif way.allowed and not (yes and stays):
        say(f"{way.route}: {way.reason if left is None else left.words}")
        if left is None or left.page:
            say(way.url or "")
        if not yes and plan.before is not None:
            say(plan.before.words)
    if not way.allowed and written is None:
        raise Refused(way.reason)
    if yes and stays and plan.before is not None:
        raise Refused(plan.before.words)
    if left is not None and left.state != "accepted":
        raise Refused(left.words)


def _several(
    audit: Audit, organisations: Sequence[str], yes: bool, again: bool, to_drafts: bool,
    password: str | None, as_json: bool,
) -> None:  # fmt: skip
    with telling() as tell:
        plans = audit.leaves(organisations, tell)
    if not yes:
        _preview(plans, as_json)
        return
    drafts: dict[str, tuple[RequestDetail, dict[str, str | None]]] = {}
    for plan in plans:
        if plan.way.allowed and plan.way.route == "mailto" and (again or not plan.held):
            written = audit.unsubscribe_draft(plan.id)
            drafts[plan.id] = written, placed_in(audit, written, None, password, to_drafts)
    posted = [plan.id for plan in plans if plan.way.allowed and plan.way.route == "one_click"]

    def run(tell: Tell) -> tuple[Left, ...]:
        return audit.one_click(posted, again, tell)

    _results(audit, run, plans, as_json, drafts)


def _preview(plans: Sequence[Leave], as_json: bool) -> None:
    if as_json:
        print_lines(_json(plan) for plan in plans)
        return
    print_table(
        ("Organisation", "What happens with --yes", "Host", "Why"),
        (
            (
                plan.id,
                _ACTS[plan.way.route] if plan.way.allowed and not plan.held else "nothing",
                plan.way.host or "",
                plan.before.words if plan.before is not None and plan.held else plan.way.reason,
            )
            for plan in plans
        ),
    )


def _results(
    audit: Audit, run: Callable[[Tell], tuple[Left, ...]], plans: Sequence[Leave], as_json: bool,
    drafts: dict[str, tuple[RequestDetail, dict[str, str | None]]] | None = None,
) -> None:  # fmt: skip
    stopped = None
    try:
        with telling() as tell, _stopping(tell) as stoppable:
            results = {one.id: one for one in run(stoppable)}
    except Cancelled as error:
        results, stopped = {one.id: one for one in audit.last_one_clicks()}, error
    made = drafts or {}
    rows = [(plan, results.pop(plan.id, None)) for plan in plans]
    if as_json:
        print_lines(
            [_json(plan, left, *made.get(plan.id, (None, {}))) for plan, left in rows]
            + [_left_json(left) for left in results.values()]
        )
    else:
        print_table(
            ("Organisation", "Result", "Host", "What it means"),
            [_row(plan, left, plan.id in made) for plan, left in rows] + [_left_row(left) for left in results.values()],
        )
    if stopped is not None:
        waiting = len(audit.pending_one_clicks().waiting)
        say(f"Stopped. Not begun: {waiting}. “inboxguard unsubscribe --resume” goes on.", err=True)
        raise stopped


def _row(plan: Leave, left: Left | None, drafted: bool) -> tuple[str, str, str, str]:
    if left is not None:
        return _left_row(left)
    if drafted:
        return plan.id, "draft made", plan.way.host or "", "Read it, change it, send it yourself."
    if plan.before is not None and plan.held:
        return plan.id, "not asked", plan.way.host or "", plan.before.words
    return plan.id, "open the page" if plan.way.allowed else "not asked", plan.way.host or "", plan.way.reason


def _left_row(left: Left) -> tuple[str, str, str, str]:
    return left.id, _STATES[left.state], left.host, left.words


def _json(
    plan: Leave,
    left: Left | None = None,
    written: RequestDetail | None = None,
    placed: dict[str, str | None] | None = None,
) -> dict[str, Any]:
    way, before = plan.way, plan.before
    return {
        "organisation": plan.id,
        "route": way.route,
        "url": way.url,
        "host": way.host,
        "method": way.method,
        "allowed": way.allowed,
        "reason": way.reason if left is None else left.words,
        "done": written is not None or (left is not None and left.state == "accepted"),
        "status": None if left is None else left.status,
        "result": None if left is None else left.state,
        "asked": None if before is None else {"at": utc(before.at), "method": before.method, "state": before.state},
        "draft": None if written is None else letter_json(written),
        "folder": None,
        "eml": None,
        **(placed or {}),
    }


def _left_json(left: Left) -> dict[str, Any]:
    """What an earlier command planned, as far as it is known now."""
    return {
        "organisation": left.id,
        "route": "one_click",
        "url": left.page,
        "host": left.host or None,
        "method": "POST",
        "allowed": left.state != "not_asked",
        "reason": left.words,
        "done": left.state == "accepted",
        "status": left.status,
        "result": left.state,
        "asked": None,
        "draft": None,
        "folder": None,
        "eml": None,
    }


@contextmanager
def _stopping(tell: Tell) -> Iterator[Tell]:
    """Let the first Ctrl-C stop between senders, so that what is on its way is written down; the second interrupts."""
    if threading.current_thread() is not threading.main_thread():
        yield tell
        return
    pressed = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def press(*_: object) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, before)

    def stoppable(step: Step) -> None:
        if pressed.is_set():
            raise Cancelled("Stopped.")
        tell(step)

    signal.signal(signal.SIGINT, press)
    try:
        yield stoppable
    finally:
        signal.signal(signal.SIGINT, before)


COMMANDS = (unsubscribe,)
