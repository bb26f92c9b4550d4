"""Letters of the ledger that ask an organisation to stop, as far as the person says that they were sent."""

from sqlite_utils import Database

from inboxguard.audit.bounces import came_back
from inboxguard.audit.deciding import requests
from inboxguard.requests.replies import draft_id
from inboxguard.requests.request import RequestKind
from inboxguard.senders.optout import LETTER, Asked
from inboxguard.senders.sender import SenderId

STOPPING = frozenset((RequestKind.OBJECTION, RequestKind.WITHDRAWAL, RequestKind.ERASURE))
"""Letters that end marketing; that of an erasure objects to it too."""
_UNDONE = frozenset(("bounced", "wrong_entity", "withdrawn"))
"""Events after which the letter has reached nobody whom it binds."""


def objections(db: Database, of: SenderId | None = None) -> dict[SenderId, tuple[Asked, ...]]:
    """Return the letters by the organisation that they went to, in order of time; only those to `of` where told."""
    found: dict[SenderId, list[Asked]] = {}
    for one, events in requests(db):
        if one.kind not in STOPPING or of not in (None, one.organisation):
            continue
        at = None
        for event in events:
            if event.event == "sent":
                at = at or event.at
            elif event.event in _UNDONE:
                at = None
        # A report that is not looked at yet counts as one: what may have reached nobody binds nobody.
        if at is not None and not came_back(db, at, draft_id(one), one.draft.to):
            address = one.draft.from_alias.lower() or None
            found.setdefault(one.organisation, []).append(Asked(at, LETTER, address))
    return {key: tuple(sorted(ones, key=lambda one: one.at)) for key, ones in found.items()}
