"""What is looked up beside the window for one open request: their replies, what these seem to say, and their mail."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import RequestDetail
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

SETTING = "replies_not_meant"
"""Window setting: keys of the replies to which the person said that they do not say what they seem to."""
MOST = 500
"""Mails that are counted at most; more are called more."""
_KEPT = 500
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found in the mailbox about one request; nothing of it is set aside."""

    replies: tuple[ReplyRow, ...] = ()
    proposals: tuple[ReplyRow, ...] = ()
    """Those of them of which an event may be recorded now, oldest first, without the ones that the person denied."""
    meanwhile: tuple[int, bool] = (0, False)
    """How many other mails the sender wrote since the letter, and whether there are more than were counted."""

    @property
    def by_note(self) -> Mapping[str, ReplyRow]:
        """Return the replies by what the ledger notes of a mail: its Message-ID, else its key."""
        return {one.message_id or one.line.key: one for one in self.replies}


NOTHING = Beside()


def look(audit: "Audit", request: RequestDetail) -> Beside:
    """Return what the mailbox has about `request`; a moment's work in a large mailbox."""
    row = request.row
    if row.sent is None and row.state == "drafted":
        return NOTHING
    replies = audit.replies(row.id)
    no = denied(audit)
    told = {(moment.what, moment.at) for moment in request.timeline}  # an answer that was filed is noted by its time
    proposals = tuple(
        one
        for one in audit.reply_proposals(row.id)
        if not one.line.aside and one.line.key not in no and (one.proposed, one.line.at) not in told
    )
    since = row.sent
    counted = (0, False)
    if row.name and since is not None and row.state in ("overdue", "escalatable"):
        counted = _meanwhile(audit, SenderId(row.organisation), since, {one.line.key for one in replies})
    return Beside(tuple(one for one in replies if not one.line.aside), proposals, counted)


def denied(audit: "Audit") -> frozenset[str]:
    """Return the keys of the replies that do not say what they seem to."""
    try:
        kept = json.loads(audit.setting(SETTING, "[]"))
    except ValueError:
        return frozenset()
    return frozenset(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else frozenset()


def deny(audit: "Audit", message: MessageKey) -> None:
    """Remember that a reply does not say what it seems to; it is not proposed again."""
    kept = [one for one in (*denied(audit), message) if one]
    audit.set_setting(SETTING, json.dumps(sorted(set(kept))[-_KEPT:]))


def _meanwhile(audit: "Audit", organisation: SenderId, since: datetime, but: Collection[str]) -> tuple[int, bool]:
    """Return how many mails came after `since`, besides those in `but`; newest first, so that few are read."""
    keys, found = audit.mail_ids(organisation), 0
    for at in range(0, len(keys), _AT_ONCE):
        for one in audit.mail_rows(keys[at : at + _AT_ONCE]):
            if one.at is None or one.key in but:
                continue
            if one.at < since:
                return found, False
            if found == MOST:
                return found, True
            found += 1
    return found, False
