"""Acts on several senders at once: what would happen to each is told before anything happens to any of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit import asking, reporting, sender_pages
from inboxguard.audit.deciding import theme_decisions
from inboxguard.audit.leave_plans import leaves
from inboxguard.audit.pace import Pace
from inboxguard.audit.progress import Tell
from inboxguard.audit.views import SenderRow
from inboxguard.errors import InboxGuardError, Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, search, shelves
from inboxguard.store.shelves import FIRST

MOST_DRAFTS = 100
"""Drafts made in one go: more than a person reads through and sends."""

_UNSAFE = re.compile(r"[^a-z0-9.-]")
_LONGEST_NAME = 100


class Act(StrEnum):
    """What can be done with several senders."""

    SET_ASIDE = "aside"
    KEEP = "keep"
    NOT_MARKETING = "not_marketing"
    MARKETING = "marketing"
    UNSUBSCRIBE = "unsubscribe"


class Outcome(StrEnum):
    """What would happen to one sender."""

    ASIDE = "aside"
    KEPT = "kept"
    NOT_MARKETING = "not_marketing"
    MARKETING = "marketing"
    DRAFT = "draft"
    ONE_CLICK = "one_click"
    """One request leaves this computer if the person says so (audit.leaving); nothing is sent from a preview."""
    LINK = "link"
    """The person opens a page."""
    REFUSED = "refused"
    NOTHING = "nothing"
    """Nothing would change; of an unsubscribe: the sender was asked already."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one act would do to one sender."""

    id: SenderId
    name: str
    outcome: Outcome
    mails: int = 0
    """Mails concerned: its marketing, or for marketing what is none yet."""
    host: str = ""
    """Who would learn of an unsubscribe."""
    url: str = ""
    """The page to open, only of a link."""
    reason: str = ""
    """Why an unsubscribe is refused or goes this way, as a sentence."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one draft: where it lies, or why there is none."""

    id: SenderId
    name: str
    made: bool
    words: str


Shelved = tuple[tuple[SenderId, str], ...]
"""(sender, "aside", "keep" or "") as it stood before an act, to be put back."""


def preview(db: Database, act: Act, ids: Sequence[SenderId], now: datetime, tell: Tell) -> tuple[Planned, ...]:
    """Return what `act` would do to each of these senders, in their order; nothing happens.

    Nobody is asked twice: of a sender that was asked to stop before `now` the outcome is "nothing", with the reason.
    """
    rows = sender_pages.rows(db, ids)
    if act is Act.UNSUBSCRIBE:
        return tuple(_ways_out(db, rows, now, tell))
    marketing = search.marketing_of(db, tuple(row.id for row in rows))
    told = theme_decisions(db)
    return tuple(
        _planned(act, row, marketing.get(row.id, 0), row.id in told.accepted, row.id in told.kept_senders)
        for row in rows
    )


def _planned(act: Act, row: SenderRow, marketing: int, aside: bool, kept: bool) -> Planned:
    rest = row.mails - marketing
    outcome, mails = {
        Act.SET_ASIDE: (Outcome.NOTHING if aside else Outcome.ASIDE, marketing),
        Act.KEEP: (Outcome.NOTHING if kept else Outcome.KEPT, row.mails),
        Act.NOT_MARKETING: (Outcome.NOT_MARKETING if marketing else Outcome.NOTHING, marketing),
        Act.MARKETING: (Outcome.MARKETING if rest else Outcome.NOTHING, rest),
    }[act]
    return Planned(row.id, row.name, outcome, mails)


def _ways_out(db: Database, rows: Sequence[SenderRow], now: datetime, tell: Tell) -> Iterator[Planned]:
    pace = Pace("ways_out", len(rows), tell)
    for number, one in enumerate(leaves(db, [row.id for row in rows], now), 1):
        way = one.way
        outcome = {"one_click": Outcome.ONE_CLICK, "mailto": Outcome.DRAFT, "link": Outcome.LINK}.get(way.route)
        if outcome is None or not way.allowed:
            outcome = Outcome.REFUSED
        elif one.held:
            outcome = Outcome.NOTHING
        url = way.url if outcome is Outcome.LINK else None
        reason = one.before.words if outcome is Outcome.NOTHING and one.before is not None else way.reason
        yield Planned(one.id, one.name, outcome, host=way.host or "", url=url or "", reason=reason)
        pace.at(number, len(rows))


def shelve(db: Database, ids: Sequence[str], decision: str, now: datetime, shelf: str = FIRST) -> Shelved:
    """Remember "aside" or "keep" of several senders; Refused for an unknown one before any is; return what stood."""
    known = [sender_pages.known(db, one).id for one in ids]
    aside, kept = decisions.shelved(db)
    before = tuple((one, "aside" if one in aside else "keep" if one in kept else "") for one in known)
    if decision == "aside":
        shelves.put(db, known, shelf, now)
    else:
        for one in known:
            decisions.shelve(db, one, decision, now)
    return before


def put_back(db: Database, before: Shelved, now: datetime) -> None:
    """Make the shelf of these senders what it was before."""
    for one, decision in before:
        if decision:
            decisions.shelve(db, one, decision, now)
        else:
            decisions.unshelve(db, one)


def drafts(
    db: Database, ids: Sequence[str], put: Callable[[str, asking.Composed], str], now: datetime, tell: Tell
) -> tuple[Drafted, ...]:
    """Make the unsubscribe mail of each sender and hand it to `put`, which returns where it lies; nothing is sent.

    What one of them refuses does not stop the others. Raises Refused for more than MOST_DRAFTS.
    """
    if len(ids) > MOST_DRAFTS:
        raise Refused(f"At most {MOST_DRAFTS} drafts are made at once. Choose fewer senders.")
    made = []
    pace = Pace("drafting", len(ids), tell)
    for number, one in enumerate(ids, 1):
        sender = sender_pages.known(db, one)
        try:
            where = put(sender.id, asking.composed(db, f"{asking.UNSUBSCRIBE}{sender.id}", now))
        except InboxGuardError as error:
            made.append(Drafted(sender.id, sender.name, False, str(error)))
        else:
            made.append(Drafted(sender.id, sender.name, True, where))
        pace.at(number, len(ids))
    return tuple(made)


def into_folder(folder: Path) -> Callable[[str, asking.Composed], str]:
    """Return what saves each draft as a file of its own in `folder`; a file that is there already is kept."""

    def put(organisation: str, draft: asking.Composed) -> str:
        stem = _UNSAFE.sub("_", f"unsubscribe-{organisation}".lower())[:_LONGEST_NAME]
        names = (f"{stem}{'' if number == 1 else f'-{number}'}.eml" for number in range(1, MOST_DRAFTS + 2))
        path = next((folder / name for name in names if not (folder / name).exists()), None)
        if path is None:
            raise Refused(f"There are too many drafts of {organisation} in this folder already.")
        reporting.save_eml(path, draft.content)
        return path.name

    return put
