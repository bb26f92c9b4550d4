"""A mailbox into the store: what changed in each folder, the header pass over all of them, then the opening pass.

Nothing but the database holds state, and every transaction leaves it whole: what is stored stays stored whatever the
server, the network or the power does, and the next sync goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from inboxguard.audit.changes import Changes, noticed, unchanged
from inboxguard.audit.opening import opened
from inboxguard.audit.pace import Pace
from inboxguard.audit.parsing_processes import Mapped
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.reading_rows import Look
from inboxguard.errors import HeldBack, MailboxError, NoFolder, Unreachable
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import listing, reading
from inboxguard.mailbox.line import Line, Renewed, Spent
from inboxguard.store import folders
from inboxguard.store.folders import Folder, StagedHead

_UNREAD = frozenset({Shelf.DRAFTS, Shelf.TRASH})
"""Drafts are not mail that came, and what was thrown away is left alone."""

_OF_A_FOLDER = (MailboxError, Unreachable, HeldBack)
"""Kinds of errors that may be due to one folder."""


@dataclass(slots=True)
class Synced:
    """What a sync did: new messages, messages that are gone from a folder, the folders read, and why it ended early."""

    added: int = 0
    gone: int = 0
    refused: int = 0
    folders: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    """A folder on its way: as it is remembered, as the server lists it, and what changed in it."""

    stored: Folder
    listed: listing.Folder
    changes: Changes | None = None
    """None where the list of folders showed already that nothing changed."""
    lost: bool = False
    """Gone or numbered anew meanwhile: what is known of it waits for the next time."""


def sync(db: Database, line: Line, only: Sequence[str], look: Look, mapped: Mapped, tell: Tell, done: Synced) -> None:
    """Store what is new in the account's folders and take note of what is gone; what was done is told in `done`.

    A folder that is gone or numbered anew meanwhile is left for the next time. Raises NoFolder for a folder that is
    not there, Spent, and MailboxError kinds when the server gives no more; what was read until then is stored.
    """
    tell(Step("listing"))
    found = listing.folders(line.connection)
    if missing := set(only) - {folder.name for folder in found}:
        raise NoFolder(
            f"The mailbox has no folder {', '.join(sorted(missing))}. It has: {', '.join(f.name for f in found)}."
        )
    if not found:  # an INBOX there always is, so this says nothing of what is gone
        raise MailboxError(f"{line.connection.account.host} names no folder just now; try again later.")
    listed = [one for one in found if (one.name in only if only else one.shelf not in _UNREAD)]
    listed.sort(key=lambda one: one.name.upper() != "INBOX")
    done.folders += tuple(one.name for one in listed)
    account = line.connection.account.address
    folders.drop_folders(db, account, {one.wire for one in found})
    wanted = [_Folder(folders.folder(db, account, one.wire, one.name, one.shelf), one) for one in listed]
    course = _Course(done)
    for one in wanted:
        if not unchanged(one.stored.state, one.listed.state):
            course.each(one, lambda one: _notice(db, line, one, done))
    pace = Pace("reading", sum(len(one.changes.new) for one in wanted if one.changes is not None), tell)
    for one in wanted:
        if one.changes is not None and one.changes.new:
            course.each(one, lambda one: _stage(db, line, one, done, pace))
    pace = Pace("opening", sum(folders.staged_count(db, one.stored.id) for one in wanted if not one.lost), tell)
    try:
        for one in wanted:
            if folders.staged_count(db, one.stored.id):
                course.each(one, lambda one: _open(db, line, one, look, mapped, pace, done))
    except Spent:
        if any(folders.staged_count(db, one.stored.id) for one in wanted):
            raise  # else the last message of all used it up, and nothing is left for another day
    course.end()


@dataclass(slots=True)
class _Course:
    """Work on one folder after the other: one that the server cannot give does not keep the others from being read.

    Where the next one fails too, it is the server and not the folder.
    """

    done: Synced
    failure: MailboxError | None = None
    """What the folder before failed with, until another one is read."""

    def each(self, one: _Folder, work: Callable[[_Folder], None]) -> None:
        """Do the work on a folder that is not lost; raises what ends the sync."""
        if one.lost:
            return
        try:
            work(one)
        except (NoFolder, Renewed) as error:
            self._leave(one, error)
        except MailboxError as error:
            if self.failure is not None or type(error) not in _OF_A_FOLDER:
                raise
            self.failure = error
            self._leave(one, MailboxError(f"{one.listed.name}: {error}"))
        else:
            self.failure = None

    def _leave(self, one: _Folder, error: MailboxError) -> None:
        one.lost = True
        self.done.notes.append(str(error))

    def end(self) -> None:
        """Raise what the last folder failed with."""
        if self.failure is not None:
            self.done.notes.pop()
            raise self.failure


def _notice(db: Database, line: Line, one: _Folder, done: Synced) -> None:
    while one.changes is None:
        line.beat()
        try:
            one.changes = noticed(db, line, one.stored)
        except Unreachable as error:  # in the middle of a list
            line.failed(error)
    line.forgive()
    done.gone += one.changes.gone
    if not one.changes.new:
        folders.complete(db, one.stored.id, one.changes.state)


def _stage(db: Database, line: Line, one: _Folder, done: Synced, pace: Pace) -> None:
    """Stage the header fields of what is new, a finished set in one transaction."""
    assert one.changes is not None
    folder, found = one.stored.id, one.changes
    validity = found.state.uidvalidity
    for heads in reading.heads(line, one.listed, validity, found.new):
        if heads.heads:
            folders.stage(
                db, folder, validity,
                [StagedHead(h.uid, h.received, h.size, h.structure, h.labels, h.head) for h in heads.heads],
            )  # fmt: skip
        done.refused += len(heads.refused)
        if passed := (*heads.absent, *heads.refused):
            folders.settle(db, folder, validity, (), (), passed)
        pace.on(len(heads.heads) + len(passed))
    # Only now: what changed while the pass ran is noticed by the next one.
    folders.complete(db, folder, found.state)


def _open(db: Database, line: Line, one: _Folder, look: Look, mapped: Mapped, pace: Pace, done: Synced) -> None:
    # Of the generation that was staged, not of the one that the server may have by now: UIDs would name other mail.
    state = one.stored.state if one.changes is None else one.changes.state
    assert state is not None  # else the folder could not have been found unchanged
    for added in opened(db, line, one.stored, one.listed, state.uidvalidity, look, mapped):
        done.added += added.new
        pace.on(added.read)
