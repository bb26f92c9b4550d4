"""What changed in a folder since it was last read whole: new messages, and messages that lie there no more."""

from dataclasses import dataclass

from sqlite_utils import Database

from inboxguard.errors import HeldBack, MailboxError
from inboxguard.mailbox import commands
from inboxguard.mailbox.commands import Examined, Ranges, State
from inboxguard.mailbox.connection import told, worded
from inboxguard.mailbox.line import Line
from inboxguard.mailbox.throttling import throttled
from inboxguard.store import folders
from inboxguard.store.folders import Folder

MUCH = 0.2
"""When more of a folder than this seems gone, a second source is asked: some servers report everything old as gone."""

_FEW = 10


@dataclass(frozen=True, slots=True)
class Changes:
    """The state of the folder as it was opened, and the UIDs that are new in it, the newest first."""

    state: folders.State
    new: tuple[int, ...]
    gone: int


def unchanged(before: folders.State | None, now: State | None) -> bool:
    """Return whether two states hold the same messages: none came, so as many as before are the same ones."""
    return (
        before is not None
        and now is not None
        and (before.uidvalidity, before.uidnext, before.messages) == (now.uidvalidity, now.uidnext, now.messages)
        and now.uidnext > 0
    )


def noticed(db: Database, line: Line, folder: Folder) -> Changes:
    """Return what changed in a folder, and let go of the places of messages that are gone from it.

    The folder is opened on the line. Messages and findings stay whatever is gone. Raises MailboxError kinds.
    """
    before = folder.state
    examined = line.examine(folder.wire, None if before is None else _asked(before))
    state = examined.state
    reached = folders.State(state.uidvalidity, state.uidnext, state.messages, state.modseq)
    if unchanged(before, state):
        return Changes(reached, (), 0)
    known = folders.known_uids(db, folder.id, state.uidvalidity)
    added = _added(line, before, state)
    gone: set[int] | None = None
    if added is not None and before is not None:
        gone = _told(examined, known)
        if before.messages - len(gone or ()) + len(added) != state.messages:
            gone = None  # the numbers do not agree, so the whole list decides
        elif _much(gone or (), known):
            gone = None
    if added is None or gone is None:
        added, gone = _listed(line, state, known)
    if gone:
        folders.vanished(db, folder.id, state.uidvalidity, gone)
    return Changes(reached, tuple(sorted(set(added) - known, reverse=True)), len(gone))


def _asked(before: folders.State) -> State:
    return State(before.uidvalidity, before.uidnext, before.messages, before.modseq)


def _added(line: Line, before: folders.State | None, state: State) -> list[int] | None:
    """Return the UIDs from the last known one on; None where the folder has to be listed whole."""
    if before is None or before.uidvalidity != state.uidvalidity or not before.uidnext:
        return None
    return _uids(line, before.uidnext, state)


def _told(examined: Examined, known: set[int]) -> set[int] | None:
    """Return which of the known messages QRESYNC says are gone; without it none, which the numbers must bear out."""
    return set() if examined.vanished is None else _inside(examined.vanished, known)


def _inside(ranges: Ranges, known: set[int]) -> set[int]:
    found: set[int] = set()
    for low, high in ranges:
        if high - low < len(known):
            found.update(uid for uid in range(low, high + 1) if uid in known)
        else:
            found.update(uid for uid in known if low <= uid <= high)
    return found


def _listed(line: Line, state: State, known: set[int]) -> tuple[list[int], set[int]]:
    """Return all UIDs of the folder and which known ones are not among them."""
    listed = _uids(line, 1, state)
    gone = known - set(listed)
    if _much(gone, known):
        listed = _uids(line, 1, state, doubt=True)
        gone = known - set(listed)
    return listed, gone


def _much(gone: "set[int] | tuple[()]", known: set[int]) -> bool:
    return len(gone) > max(_FEW, MUCH * len(known))


def _uids(line: Line, low: int, state: State, doubt: bool = False) -> list[int]:
    connection = line.connection
    with worded(connection.account):
        try:
            return commands.uids(connection.wire, low, state, connection.offers("ESEARCH"), doubt)
        except LookupError as error:
            kind = HeldBack if throttled(str(error)) else MailboxError
            raise kind(f"{connection.account.host} does not list the messages of a folder ({told(error)}).") from error
