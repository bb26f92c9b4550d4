"""Drafts of letters that lie in a mailbox and wait for the person to send them.

It is remembered where each lies, and each time the mailbox is read what became of it: it lies there, it was saved anew,
or it is gone. That it was sent is said only by its copy in Sent, or by the person.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import cases, deciding
from inboxguard.errors import MailboxError
from inboxguard.mailbox import drafting
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.drafting import Found, Placed
from inboxguard.store import placing
from inboxguard.store.placing import Location

_MESSAGE_ID = re.compile(rb"^Message-ID: (<inboxguard-(20\d\d-[0-9a-z]{7})@[^>]+>)\r$", re.MULTILINE | re.IGNORECASE)
"""That of a letter of the ledger; unsubscribe mails, which are made anew each time, have others."""
_UNSENT = ("drafted",)
_WORDS = {
    Found.THERE: "The draft lies in {folder}. Nothing was sent: read it, change it, send it yourself.",
    Found.CHANGED: "The draft in {folder} was saved anew by your mail program, so its words may differ from these.",
    Found.GONE: "The draft is no longer in {folder}: it was sent, moved or deleted. If you sent it, write that down; "
    "where its copy lies in Sent this happens by itself.",
}


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a draft lies, and what was found there the last time the mailbox was read."""

    account: str
    folder: str
    at: datetime
    found: Found
    words: str


def put(db: Database, account: str, opened: Callable[[], Connection], content: bytes, now: datetime) -> str:
    """Put a draft into Drafts and remember where that of a letter lies; return the folder's name.

    A draft that lies there already is not put again. Raises NoFolder, Refused and MailboxError kinds.
    """
    placed = drafting.put_once(opened, content)
    named = _MESSAGE_ID.search(content.partition(b"\r\n\r\n")[0])
    if named is not None:
        request = named[2].decode("ascii").upper()
        where = Location(request, account, placed.folder, placed.uidvalidity, placed.uid, named[1].decode("ascii"), now)
        placing.keep(db, where)
    return placed.folder


def lies(db: Database, request: str) -> Lying | None:
    """Return where the draft of a request lies; None where it was put into no mailbox, or was sent."""
    letter, events = cases.found(db, request)
    one = placing.locations(db).get(letter.id)
    if one is None or any(event.event not in _UNSENT for event in events):
        return None
    found = Found(one.found)
    return Lying(one.account, one.folder, one.at, found, _WORDS[found].format(folder=one.folder))


def look(db: Database, account: str, opened: Callable[[], Connection]) -> None:
    """Notice what became of the drafts in one mailbox; it is opened only where a letter still waits to be sent.

    Where the mailbox does not answer, the next time tells.
    """
    waiting = _waiting(db, account)
    if not waiting:
        return
    with suppress(MailboxError), opened() as connection:
        for one in waiting:
            told, place = drafting.look(
                connection, Placed(one.folder, one.uidvalidity, one.uid), one.message_id, one.request
            )
            placing.keep(db, replace(one, uidvalidity=place.uidvalidity, uid=place.uid, found=told.value))


def _waiting(db: Database, account: str) -> list[Location]:
    """Return the drafts in a mailbox of letters of which the ledger says nothing but that they were written."""
    unsent = {one.id for one, events in deciding.requests(db) if all(event.event in _UNSENT for event in events)}
    return [
        one
        for one in placing.locations(db).values()
        if one.account == account and one.request in unsent and one.found != Found.GONE
    ]
