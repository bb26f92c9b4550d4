"""Put a draft into the Drafts folder, for the person to read and send. There is no send here."""

import imaplib
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32
from enum import StrEnum

from inboxguard.errors import MailboxError, NoFolder, Refused, Unreachable
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.connection import Connection, told, worded
from inboxguard.mailbox.listing import Folder, listed

_APPENDUID = re.compile(rb"\[APPENDUID (\d{1,10}) (\d{1,10})\]", re.IGNORECASE)
_CODE = re.compile(r"\[(OVERQUOTA|TOOBIG|LIMIT|NOPERM|TRYCREATE|UNAVAILABLE|INUSE)\b", re.IGNORECASE)
_LIMIT = re.compile(r"APPENDLIMIT=(\d{1,12})")
_REFUSALS = {
    "OVERQUOTA": "the mailbox is full; make room in it",
    "TOOBIG": "it takes no message of this size",
    "LIMIT": "a limit of the server is reached; try again later",
    "NOPERM": "this folder may not be written to",
    "TRYCREATE": "the folder is gone; make one called Drafts",
    "UNAVAILABLE": "it is not available just now; try again later",
    "INUSE": "the folder is in use just now; try again in a moment",
}
"""What response codes of RFC 5530, 9051 and 7889 say of an APPEND."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a draft lies; the numbers are None where the server did not tell and the draft was not found again."""

    folder: str
    uidvalidity: int | None
    uid: int | None


class Found(StrEnum):
    """What became of a draft, as far as the folder tells."""

    THERE = "there"
    CHANGED = "changed"
    """Saved anew by a mail program, perhaps with other words: it lies under another number."""
    GONE = "gone"
    """Sent, deleted or moved; which of them only Sent and the person can say."""


def put(connection: Connection, draft_bytes: bytes) -> Placed:
    """Append the draft to the folder flagged \\Drafts, else to one with such a name, marked as a read draft.

    The place is read from APPENDUID (RFC 4315), else looked up by Message-ID. Raises NoFolder where there is no such
    folder, and Unreachable or MailboxError.
    """
    return _put(connection, _drafts(connection), draft_bytes)


def put_once(opened: Callable[[], Connection], draft_bytes: bytes) -> Placed:
    """Put a draft there unless one with its Message-ID lies there already; `opened` connects, at most twice.

    Where the server falls silent over the draft nobody knows whether it came: it is looked for on a new connection,
    and put again only where it is not there. Raises what `put` raises.
    """
    try:
        with opened() as connection:
            return _unless_there(connection, draft_bytes)
    except _Unsure:
        with opened() as connection:
            return _unless_there(connection, draft_bytes)


def look(connection: Connection, placed: Placed, message_id: str, reference: str) -> tuple[Found, Placed]:
    """Return what became of a draft, and where it lies now; nothing is changed (EXAMINE).

    Mail programs save a draft under a new number and often with a new Message-ID, so one that bears the reference in
    its subject is taken for it too. Raises NoFolder where the folder is gone, and MailboxError kinds.
    """
    folder = next((one for one in listed(connection) if one.name == placed.folder), None)
    if folder is None:
        raise NoFolder(f"The mailbox of {connection.account.address} has no folder {placed.folder} any more.")
    state = connection.examine(folder.wire).state
    same = _searched(connection, "HEADER", "Message-ID", message_id)
    if placed.uid is not None and placed.uid in same and placed.uidvalidity in (None, state.uidvalidity):
        return Found.THERE, placed
    every = same or (_searched(connection, "SUBJECT", reference) if reference else [])
    if not every:
        return Found.GONE, placed
    now = Placed(placed.folder, state.uidvalidity, max(every))
    # Numbered anew as a whole, or placed without a number: the same draft, and nobody touched it.
    untouched = bool(same) and (placed.uid is None or placed.uidvalidity != state.uidvalidity)
    return Found.THERE if untouched else Found.CHANGED, now


class _Unsure(Unreachable):
    """The connection broke while the draft was under way: it may have come."""


def _drafts(connection: Connection) -> Folder:
    drafts = [folder for folder in listed(connection) if folder.shelf is Shelf.DRAFTS]
    if not drafts:
        raise NoFolder(
            f"The mailbox of {connection.account.address} has no folder for drafts; make one called Drafts, "
            "or save the letter as a file."
        )
    return min(drafts, key=lambda one: len(one.wire))


def _unless_there(connection: Connection, draft_bytes: bytes) -> Placed:
    folder = _drafts(connection)
    there = _looked_up(connection, folder, draft_bytes)
    return there if there.uid is not None else _put(connection, folder, draft_bytes)


def _put(connection: Connection, folder: Folder, draft_bytes: bytes) -> Placed:
    host = connection.account.host
    words = (word.decode("ascii", "replace") for word in connection.client.capabilities())
    limit = next((int(one[1]) for word in words if (one := _LIMIT.fullmatch(word.upper()))), None)
    if limit is not None and len(draft_bytes) > limit:  # RFC 7889 section 3
        raise Refused(f"{host} takes no draft of more than {limit} octets, and this one is longer; save it as a file.")
    try:
        with worded(connection.account):
            answer = _appended(connection, folder, draft_bytes)
    except Unreachable as error:
        raise _Unsure(str(error)) from error
    if isinstance(answer, str):
        code = _CODE.search(answer)
        why = _REFUSALS[code[1].upper()] if code else told(answer)
        raise MailboxError(f"{host} did not take the draft: {why}. The letter can also be saved as a file.")
    place = _APPENDUID.search(answer or b"")
    if place:
        return Placed(folder.name, int(place[1]), int(place[2]))
    return _looked_up(connection, folder, draft_bytes)


def _appended(connection: Connection, folder: Folder, draft_bytes: bytes) -> bytes | str | None:
    """Return the server's answer, or as str the words with which it refuses."""
    try:
        # A literal whose length is told in octets and waited for: drafts outgrow LITERAL- (RFC 7888 section 4).
        answer = connection.client.append(folder.wire, draft_bytes, flags=(b"\\Draft", b"\\Seen"))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        return str(error)
    return answer if isinstance(answer, bytes) else None


def _looked_up(connection: Connection, folder: Folder, draft_bytes: bytes) -> Placed:
    """Find a draft by its Message-ID; where that fails its number stays unknown."""
    message_id = str(BytesHeaderParser(policy=compat32).parsebytes(draft_bytes).get("Message-ID", ""))
    try:
        state = connection.examine(folder.wire).state
        uids = _searched(connection, "HEADER", "Message-ID", message_id) if message_id else []
    except MailboxError:
        return Placed(folder.name, None, None)
    return Placed(folder.name, state.uidvalidity, max(uids)) if uids else Placed(folder.name, None, None)


def _searched(connection: Connection, *criteria: str) -> list[int]:
    with worded(connection.account):
        return [int(uid) for uid in connection.client.search([*criteria, "UNDELETED"])]
