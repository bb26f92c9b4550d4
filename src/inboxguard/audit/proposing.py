"""Senders that are proposed for a shelf: found by the analysis, shown once, quietly, and never set aside unasked."""

from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import batches
from inboxguard.audit.shelf_views import Proposal
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, shelves
from inboxguard.store.records import unpacked
from inboxguard.themes.leaning import Leaning, proposed
from inboxguard.themes.own import shelf_of_theme


def leanings(db: Database) -> dict[str, tuple[Leaning, ...]]:
    """Return on which marked themes senders were found to be, those that are proposed only, by organisation."""
    found = {one: unpacked(record, tuple[Leaning, ...]) for one, record in shelves.leanings(db).items()}
    return {one: kept for one, told in found.items() if (kept := tuple(filter(proposed, told)))}


def proposals(db: Database) -> tuple[Proposal, ...]:
    """Return the proposals that stand, the surest first; one for each sender."""
    marked, said, declined = shelves.marked(db), shelves.shelved(db), shelves.declined(db)
    standing: list[tuple[float, str, Leaning]] = []
    for organisation, told in leanings(db).items():
        if organisation in said.aside or organisation in said.kept:
            continue
        open_ones = [
            one
            for one in told
            if (one.theme in marked or shelf_of_theme(one.theme) is not None)
            and (organisation, one.theme) not in declined
            and not (one.lists and all(f"<{name}>" in said.aside for name in one.lists))
        ]
        if open_ones:
            best = max(open_ones, key=lambda one: one.p)
            standing.append((best.p, organisation, best))
    names = findings.names_of(db, [organisation for _, organisation, _ in standing])
    return tuple(
        Proposal(
            SenderId(organisation),
            names.get(SenderId(organisation), organisation),
            shelf_of_theme(one.theme) or marked[one.theme],
            one.lists,
            one.theme,
            tuple(reason.code for reason in one.because),
        )
        for _, organisation, one in sorted(standing, key=lambda item: (-item[0], item[1]))
    )


def accept(db: Database, organisation: str, now: datetime) -> None:
    """Put the proposed sender, or its proposed lists, on the shelf; raises Refused where nothing is proposed."""
    one = _standing(db, organisation)
    if one.lists:
        shelves.put(db, [f"<{name}>" for name in one.lists], one.shelf, now)
    else:
        batches.shelve(db, (one.organisation,), "aside", now, one.shelf)


def decline(db: Database, organisation: str, now: datetime) -> None:
    """Remember that the proposal was turned down; raises Refused where nothing is proposed."""
    one = _standing(db, organisation)
    shelves.decline(db, one.organisation, one.theme, now)


def _standing(db: Database, organisation: str) -> Proposal:
    wanted = organisation.strip().lower()
    found = next((one for one in proposals(db) if one.organisation == wanted), None)
    if found is None:
        raise Refused("Nothing is proposed about this sender now. “themes accept” sets any sender aside.")
    return found
