"""Mail moved on its server and back, with our own record of where it lies kept right.

Every batch is written down before it moves. Whatever ends the program in between, the next act asks the server what
became of the batch before it does anything else.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import NoFolder, Refused
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import listing, moving
from inboxguard.mailbox.commands import decoded
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.moving import Mail, Opened
from inboxguard.store import folders, moved
from inboxguard.store.moved import Batch, Entry, Item, Lying, State

MOVING = "moving"
"""The step that is told while mail moves."""


@dataclass(slots=True)
class Tally:
    """What one act did so far: its id, messages moved, messages left where they were, and why, as sentences."""

    act: int = 0
    moved: int = 0
    skipped: int = 0
    notes: tuple[str, ...] = ()

    def skip(self, number: int, why: str) -> None:
        """Count messages that stay, and remember why."""
        self.skipped += number
        if number and why not in self.notes:
            self.notes = (*self.notes, why)


_OTHER = "Some mail is no longer where it was when it was read, so it was left alone. Read new mail, and try again."


def move(
    db: Database,
    connection: Connection,
    lying: Sequence[tuple[Lying, str]],
    folder: str,
    at: datetime,
    done: Tally,
    tell: Tell,
) -> None:
    """Move mail of one account, given as (place, Message-ID), into its folder called `folder`.

    Raises Refused where this server cannot do it safely, and what the line raises; `done` tells what was done by then.
    """
    moving.demand(connection)
    settle(db, connection)
    target = moving.folder(connection, folder)
    total = len(lying)
    told = 0
    for (wire, validity), group in _by_folder(lying):
        if wire == target.wire:
            told += len(group)
            continue
        for first in range(0, len(group), moving.MOST):
            some = group[first : first + moving.MOST]
            tell(Step(MOVING, told, total))
            told += len(some)
            goal = moving.opened(connection, target.wire)
            try:
                source = moving.opened(connection, wire)
            except (NoFolder, Refused) as error:
                done.skip(len(some), str(error))
                continue
            if source.uidvalidity != validity:
                done.skip(len(some), _OTHER)
                continue
            _move(db, connection, some, source, goal, target, at, done)


def settle(db: Database, connection: Connection) -> None:
    """Find out what became of batches of this account during which the program ended, and write it down."""
    for entry in moved.entries(db):
        if entry.account == connection.account.address:
            if entry.batch.state is State.MOVING:
                _settle(db, connection, entry)
            elif entry.batch.state is State.UNDOING:
                left = _present(connection, entry.batch.target, entry.batch.target_uidvalidity, _moved(entry.batch))
                items = tuple(item for item in entry.batch.items if item.new in left)
                moved.note(db, entry.id, _with(entry.batch, items))


def undo(db: Database, connection: Connection, act: int, done: Tally, tell: Tell) -> None:
    """Move back what an act moved in the account of `connection`, as far as it still lies where it was put."""
    settle(db, connection)
    own = [one for one in moved.act(db, act) if one.account == connection.account.address]
    waiting = [one for one in own if one.batch.state is State.MOVED]
    for number, entry in enumerate(reversed(waiting)):
        tell(Step(MOVING, number, len(waiting)))
        try:
            _undo(db, connection, entry, done)
        except (NoFolder, Refused) as error:
            done.skip(len(entry.batch.items), str(error))


def _move(
    db: Database,
    connection: Connection,
    some: Sequence[tuple[Lying, str]],
    source: Opened,
    goal: Opened,
    target: listing.Folder,
    at: datetime,
    done: Tally,
) -> None:
    there = {mail.uid for mail in moving.present(connection, [Mail(one.uid, named) for one, named in some])}
    done.skip(len(some) - len(there), _OTHER)
    items = tuple(Item(one.key, named, one.uid) for one, named in some if one.uid in there)
    if not items:
        return
    batch = Batch(
        act=done.act,
        source=source.wire,
        source_name=some[0][0].name,
        uidvalidity=source.uidvalidity,
        target=target.wire,
        target_uidvalidity=goal.uidvalidity,
        uidnext=goal.uidnext,
        items=items,
        state=State.MOVING,
    )
    number = moved.begin(db, connection.account.address, target.name, batch, at)
    done.act = done.act or number
    try:
        told = moving.move(connection, _mails(items), target.wire)
    except Refused as error:
        _settle(db, connection, Entry(number, connection.account.address, target.name, batch))
        gone = next(one for one in moved.entries(db) if one.id == number).batch.items
        done.moved += len(gone)
        done.skip(len(items) - len(gone), str(error))
        return
    if told.keys() != {item.uid for item in items}:  # without COPYUID only a search tells
        _settle(db, connection, Entry(number, connection.account.address, target.name, batch))
    else:
        items = tuple(replace(item, new=told[item.uid]) for item in items)
        _note(db, number, connection.account.address, _with(batch, items))
    done.moved += len(items)


def _settle(db: Database, connection: Connection, entry: Entry) -> None:
    """Ask the server what became of a batch that was under way, and write it down."""
    batch = entry.batch
    still = _present(connection, batch.source, batch.uidvalidity, _mails(batch.items))
    new: dict[str, int] = {}
    goal = _opened(connection, batch.target, batch.target_uidvalidity)
    if goal is not None:
        new = moving.arrived(connection, batch.uidnext, {item.message_id for item in batch.items})
    twice = [item for item in batch.items if item.uid in still and item.message_id in new]
    if twice and not connection.offers("MOVE") and _opened(connection, batch.source, batch.uidvalidity):
        # The copy is there and the original has not gone yet: the line broke between the two.
        moving.finish(connection, _mails(twice))
        still = still - {item.uid for item in twice}
    gone = tuple(replace(item, new=new.pop(item.message_id, 0)) for item in batch.items if item.uid not in still)
    _note(db, entry.id, entry.account, _with(batch, gone))


def _undo(db: Database, connection: Connection, entry: Entry, done: Tally) -> None:
    batch = entry.batch
    home = moving.opened(connection, batch.source)
    there = _present(connection, batch.target, batch.target_uidvalidity, _moved(batch))
    items = tuple(item for item in batch.items if item.new in there)
    done.skip(len(batch.items) - len(items), "Some mail lies elsewhere by now, so it was left alone.")
    if items:
        moved.note(db, entry.id, replace(batch, items=items, state=State.UNDOING))
        moving.opened(connection, batch.target)
        back = moving.move(connection, [Mail(item.new, item.message_id) for item in items], batch.source)
        done.moved += len(items)
        folder = moved.folder_number(db, entry.account, batch.source)
        goal = moved.folder_number(db, entry.account, batch.target)
        if folder is not None:
            folders.settle(
                db, folder, home.uidvalidity, (), [(back[item.new], item.key) for item in items if item.new in back]
            )
        if goal is not None:
            folders.vanished(db, goal, batch.target_uidvalidity, [item.new for item in items])
    moved.note(db, entry.id, replace(batch, state=State.UNDONE))


def _note(db: Database, number: int, account: str, batch: Batch) -> None:
    """Write down that a batch moved, and where its messages lie now; reading mail would find the same."""
    moved.note(db, number, batch)
    if not batch.items:
        return
    name = decoded(batch.target.encode("latin-1", "replace"))
    goal = folders.folder(db, account, batch.target, name, Shelf.PLAIN)
    placed = [(item.new, item.key) for item in batch.items if item.new]
    folders.settle(db, goal.id, batch.target_uidvalidity, (), placed)
    source = moved.folder_number(db, account, batch.source)
    if source is not None:
        folders.vanished(db, source, batch.uidvalidity, [item.uid for item in batch.items])


def _with(batch: Batch, items: tuple[Item, ...]) -> Batch:
    return replace(batch, items=items, state=State.MOVED if items else State.UNDONE)


def _present(connection: Connection, wire: str, validity: int, mails: Sequence[Mail]) -> set[int]:
    """Return the UIDs under which these messages still lie in a folder."""
    if _opened(connection, wire, validity) is None:
        return set()
    return {mail.uid for mail in moving.present(connection, mails)}


def _opened(connection: Connection, wire: str, validity: int) -> Opened | None:
    """Open a folder; None where it is gone, or is another one of the same name."""
    try:
        found = moving.opened(connection, wire)
    except NoFolder:
        return None
    return found if found.uidvalidity == validity else None


def _mails(items: Sequence[Item]) -> list[Mail]:
    return [Mail(item.uid, item.message_id) for item in items]


def _moved(batch: Batch) -> list[Mail]:
    return [Mail(item.new, item.message_id) for item in batch.items if item.new]


def _by_folder(
    lying: Sequence[tuple[Lying, str]],
) -> Iterator[tuple[tuple[str, int], list[tuple[Lying, str]]]]:
    def where(one: tuple[Lying, str]) -> tuple[str, int]:
        return (one[0].wire, one[0].uidvalidity)

    for place, group in itertools.groupby(sorted(lying, key=where), key=where):
        yield place, list(group)
