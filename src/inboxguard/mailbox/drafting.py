"""Put a draft into the Drafts folder, for the person to read and send. There is no send here."""

import re
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32

from inboxguard.errors import MailboxError, NoFolder
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.connection import Connection, worded
from inboxguard.mailbox.listing import listed

_APPENDUID = re.compile(rb"\[APPENDUID (\d{1,10}) (\d{1,10})\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a draft lies; the numbers are None where the server did not tell and the draft was not found again."""

    folder: str
    uidvalidity: int | None
    uid: int | None


def put(connection: Connection, draft_bytes: bytes) -> Placed:
    """Append the draft to the folder flagged \\Drafts, else to one with such a name, marked as a read draft.

    The place is read from APPENDUID (RFC 4315), else looked up by Message-ID. Raises NoFolder where there is no such
    folder, and Unreachable or MailboxError.
    """
    drafts = [folder for folder in listed(connection) if folder.shelf is Shelf.DRAFTS]
    if not drafts:
        raise NoFolder(
            f"The mailbox of {connection.account.address} has no folder for drafts; make one called Drafts, "
            "or save the letter as a file."
        )
    folder = min(drafts, key=lambda one: len(one.wire))
    with worded(connection.account):
        answer = connection.client.append(folder.wire, draft_bytes, flags=(b"\\Draft", b"\\Seen"))
    told = _APPENDUID.search(answer if isinstance(answer, bytes) else b"")
    if told:
        return Placed(folder.name, int(told[1]), int(told[2]))
    return _looked_up(connection, folder.name, folder.wire, draft_bytes)


def _looked_up(connection: Connection, name: str, wire: str, draft_bytes: bytes) -> Placed:
    """Find the draft again; it is already in place, so a failure here only leaves its number unknown."""
    message_id = str(BytesHeaderParser(policy=compat32).parsebytes(draft_bytes).get("Message-ID", ""))
    try:
        state = connection.examine(wire).state
        with worded(connection.account):
            uids = connection.client.search(["HEADER", "Message-ID", message_id]) if message_id else []
    except MailboxError:
        return Placed(name, None, None)
    return Placed(name, state.uidvalidity, max(uids)) if uids else Placed(name, None, None)
