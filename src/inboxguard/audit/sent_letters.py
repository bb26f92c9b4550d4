"""Letters found in Sent are recorded as sent, with the time of their copy and a note that says how they were found.

It runs after new mail was judged, whether it came from a server or from files, and before conclusions are drawn, so
that an objection that was sent begins its opt-out at once.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import cases, deciding
from inboxguard.errors import Refused
from inboxguard.facts.person import Person
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.request import Request
from inboxguard.requests.sending import Copy, How, copies
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, messages
from inboxguard.store.decisions import Recorded
from inboxguard.store.replies import written

_NOTES = {
    How.MESSAGE_ID: "Found in {folder} by the Message-ID of the draft.",
    How.REFERENCE: "Found in {folder} by its reference {reference}.",
    How.THREAD: "Found in {folder} as the answer to the draft.",
}
_UNSENT = (EventKind.DRAFTED, EventKind.BOUNCED)
"""Events after which a letter is still to be sent."""


def record(db: Database, now: datetime) -> tuple[SenderId, ...]:
    """Record every letter of which the copy lies in Sent; return to whom they went.

    Only a letter that is still a draft, or that came back, is looked for, so none is recorded twice.
    """
    waiting = [(one, events, since) for one, events in deciding.requests(db) if (since := _since(events))]
    if not waiting:
        return ()
    letters = [(one, since, frozenset(deciding.members(db, one.organisation))) for one, _, since in waiting]
    own = decisions.own_addresses(db)[0]
    keys = written(db, min(since for _, _, since in waiting))
    by_id = {one.id: one for one, _, _ in waiting}
    found = copies(letters, messages.among(db, keys), Person(addresses=own))
    return tuple(by_id[copy.request].organisation for copy in found if _recorded(db, by_id[copy.request], copy, now))


def _since(events: Sequence[Recorded]) -> datetime | None:
    """Return since when a letter waits to be sent; None for one that does not."""
    last = max(events, key=lambda event: event.at, default=None)
    return last.at if last is not None and last.event in _UNSENT else None


def _recorded(db: Database, one: Request, copy: Copy, now: datetime) -> bool:
    note = _NOTES[copy.how].format(folder=copy.folder, reference=one.reference)
    try:
        cases.mark(db, one.id, EventKind.SENT, copy.at, note, now)
    except Refused:  # of the future, by the clock of another computer, or a reminder that came too soon
        return False
    return True
