"""Move mail into a folder and back: never a message that is not the one meant, and never so that one is lost.

Before anything moves, the folder's UIDVALIDITY and every Message-ID are asked for anew: a UID alone may name another
message by now. MOVE (RFC 6851) moves message by message or not at all; without it a message is copied, and the
original goes only after the server has said where the copy is (UIDPLUS, RFC 4315).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from inboxguard.errors import MailboxError, NoFolder, Refused
from inboxguard.facts.headers import Head, message_ids
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import listing
from inboxguard.mailbox.commands import Reply, ask, decoded, expanded, mailbox, ranges
from inboxguard.mailbox.connection import Connection, told, worded
from inboxguard.mailbox.fetching import Answered, Asked, fetch, quoted, sets, uid_set

MOST = 100
"""Messages moved by one command: few enough that a broken line leaves little to settle."""

_SHORT = 180
"""Octets of a set of UIDs: an answer that names it twice is read whole."""

_COPYUID = re.compile(rb"\[COPYUID (\d{1,10}) ([\d:,]+) ([\d:,]+)\]", re.IGNORECASE)
_CODE = re.compile(rb"\[(UIDVALIDITY|UIDNEXT) (\d{1,10})\]", re.IGNORECASE)
_HEADER = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
_FETCHED = b"HEADER"
_LONGEST_ID = 900
_GMAIL = "X-GM-EXT-1"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message by what names it: its UID in the folder where it lies, and its Message-ID, brackets included."""

    uid: int
    message_id: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder that is open for changes, by its name on the wire: its generation, and the UID that comes next."""

    wire: str
    uidvalidity: int
    uidnext: int


def demand(connection: Connection) -> None:
    """Raise Refused where mail cannot be moved safely on this server."""
    host = connection.account.host
    if connection.offers(_GMAIL):
        raise Refused(
            f"{host} keeps every mail in one place under labels, so nothing is moved there. "
            "Make filters for it: inboxguard filters --format gmail --out FILE"
        )
    if not connection.offers("MOVE") and not connection.offers("UIDPLUS"):
        raise Refused(f"{host} offers no safe way to move mail (MOVE or UIDPLUS), so nothing was moved.")


def prefix(connection: Connection) -> str:
    """Return how the names of the person's own folders begin on this server, mostly "" or "INBOX."."""
    own, _ = listing.namespaces(connection)
    return min(own, key=len, default="")


def folder(connection: Connection, name: str) -> listing.Folder:
    """Return the folder called `name` among the person's own, made and subscribed when missing.

    Raises NoFolder where the server does not make it.
    """
    from imapclient.imap_utf7 import encode

    begins = prefix(connection)
    wire = begins + encode(name).decode("ascii")
    there = {one.wire: one for one in listing.listed(connection)}
    if wire in there:
        return there[wire]
    with worded(connection.account):
        made = ask(connection.wire, b"CREATE " + mailbox(wire))
        if not made.ok:
            raise NoFolder(
                f"{connection.account.host} did not make the folder “{name}” ({told(made.status)}). "
                "Choose another name with --folder, or make it yourself."
            )
        ask(connection.wire, b"SUBSCRIBE " + mailbox(wire))
    return listing.Folder(begins + name, Shelf.PLAIN, wire)


def opened(connection: Connection, wire: str) -> Opened:
    """Open a folder for changes; raises NoFolder where it is gone and Refused where it cannot be changed."""
    with worded(connection.account):
        reply = ask(connection.wire, b"SELECT " + mailbox(wire), lambda line: b" FETCH " not in line[:32])
    shown = decoded(wire.encode("latin-1", "replace"))
    if not reply.ok:
        raise NoFolder(f"{connection.account.host} does not open the folder {shown} ({told(reply.status)}).")
    if b"[READ-ONLY]" in reply.status.upper().encode():
        raise Refused(f"{connection.account.host} lets nothing be changed in the folder {shown}, so nothing was moved.")
    codes = {one[1].upper(): int(one[2]) for line in _lines(reply) for one in _CODE.finditer(line)}
    return Opened(wire, codes.get(b"UIDVALIDITY", 0), codes.get(b"UIDNEXT", 0))


def present(connection: Connection, mails: Iterable[Mail]) -> tuple[Mail, ...]:
    """Return those that lie in the open folder under their UID and still have their Message-ID."""
    wanted = {mail.uid: mail for mail in mails}
    found = dict(_ids(connection, wanted))
    return tuple(mail for uid, mail in wanted.items() if found.get(uid) == mail.message_id)


def move(connection: Connection, mails: Sequence[Mail], to: str) -> dict[int, int]:
    """Move messages of the open folder to the folder `to`; return the new UID of each by its old one, as far as told.

    They have to be `present`. Raises Refused where the server says no; what it moved before that is moved.
    """
    moved: dict[int, int] = {}
    by_uid = {mail.uid: mail for mail in mails}
    for some in sets(by_uid, MOST, _SHORT):
        names = uid_set(some).encode()
        with worded(connection.account):
            if connection.offers("MOVE"):
                moved |= _copied(_agreed(connection, b"UID MOVE %s %s" % (names, mailbox(to))))
                continue
            copied = _copied(_agreed(connection, b"UID COPY %s %s" % (names, mailbox(to))))
        if copied.keys() != set(some):
            raise MailboxError(
                f"{connection.account.host} did not say where it copied mail to, so the originals stay as well."
            )
        finish(connection, [by_uid[uid] for uid in some])
        moved |= copied
    return moved


def finish(connection: Connection, mails: Sequence[Mail]) -> None:
    """Take messages out of the open folder of which a copy lies elsewhere; nothing else that is \\Deleted goes."""
    if mails:
        names = uid_set(mail.uid for mail in mails).encode()
        with worded(connection.account):
            _agreed(connection, b"UID STORE %s +FLAGS.SILENT (\\Deleted)" % names)
            _agreed(connection, b"UID EXPUNGE %s" % names)


def arrived(connection: Connection, since: int, wanted: Collection[str]) -> dict[str, int]:
    """Return the UIDs in the open folder, from `since` on, of the messages with these Message-IDs.

    For what was under way when the line broke: nobody said where it went.
    """
    found: dict[str, int] = {}
    for message_id in wanted:
        if len(message_id) > _LONGEST_ID or not message_id.isascii():
            continue
        with worded(connection.account):
            query = b"UID SEARCH UID %d:* HEADER Message-ID %s" % (max(1, since), quoted(message_id.encode()))
            reply = ask(connection.wire, query)
        numbers = (number for line in reply.lines if line[:8].upper() == b"* SEARCH" for number in line[8:].split())
        uids = [int(number) for number in numbers if number.isdigit() and int(number) >= since]
        # A search finds parts of ids too, and "*" the last message whatever its number.
        exact = [uid for uid, said in _ids(connection, uids) if said == message_id]
        if exact:
            found[message_id] = max(exact)
    return found


def under(mail: Mail, uid: int) -> Mail:
    """Return a message by the UID that it has elsewhere."""
    return replace(mail, uid=uid)


def _ids(connection: Connection, uids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield (UID, Message-ID) of the messages that the open folder holds under these UIDs."""
    asked = sorted(set(uids))
    groups = [Asked(tuple(asked[at : at + MOST]), _HEADER) for at in range(0, len(asked), MOST)]
    with worded(connection.account):
        for row in fetch(connection.wire, groups):
            if isinstance(row, Answered):
                if not row.ok:
                    raise MailboxError(f"{connection.account.host} does not show its mail ({told(row.status)}).")
                continue
            head = row.part(_FETCHED)
            ids = message_ids(Head(head).first("message-id")) if head else ()
            if ids:
                yield row.uid, ids[0]


def _agreed(connection: Connection, command: bytes) -> Reply:
    reply = ask(connection.wire, command)
    if not reply.ok:
        raise Refused(f"{connection.account.host} did not move the mail ({told(reply.status)}).")
    return reply


def _copied(reply: Reply) -> dict[int, int]:
    """Return old and new UIDs from COPYUID, which stands in the tagged answer or, of a MOVE, before it."""
    pairs: dict[int, int] = {}
    for line in _lines(reply):
        if said := _COPYUID.search(line):
            old, new = (tuple(expanded(ranges(one))) for one in (said[2], said[3]))
            if len(old) == len(new):
                pairs.update(zip(old, new, strict=True))
    return pairs


def _lines(reply: Reply) -> tuple[bytes, ...]:
    return (*reply.lines, reply.status.encode("utf-8", "replace"))
