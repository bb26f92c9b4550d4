"""The folders of a mailbox: what they are for, what they are called, and in what state the server says they are."""

import re
from dataclasses import dataclass

from inboxguard.errors import MailboxError
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import shelves
from inboxguard.mailbox.commands import MAX_NUMBER, State, ask, decoded
from inboxguard.mailbox.connection import Connection, worded
from inboxguard.mailbox.fetching import unquoted

MOST_FOLDERS = 20_000

_DIGITS = 20
"""Of a number that is looked at; the greatest that IMAP knows has 19."""

_LISTED = re.compile(rb'\* LIST \(([^)]*)\) (NIL|"(?:\\.|[^"\\])*") (.+)$', re.IGNORECASE | re.DOTALL)
_STATUS = re.compile(rb'\* STATUS ("(?:\\.|[^"\\])*"|[^\s"]+) \(([^)]*)\)', re.IGNORECASE | re.DOTALL)
_KIND = re.compile(rb'NIL|\((?:\((?:"(?:\\.|[^"\\])*+"|[^"()]|\([^()]*\))*+\) ?)++\)', re.IGNORECASE)
_PREFIX = re.compile(rb'(?<!" )\(("(?:\\.|[^"\\])*+") (?:NIL|"\\?.")', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that mail can be read from: its name for people, its shelf, and its name on the wire.

    `wire` holds the octets of the name as the server told them, each as one character (Latin-1); `state` is None where
    the server does not tell states with the list (RFC 5819).
    """

    name: str
    shelf: Shelf
    wire: str
    flags: tuple[bytes, ...] = ()
    state: State | None = None


def listed(connection: Connection) -> tuple[Folder, ...]:
    """Return every folder that can be opened, with the shelf its SPECIAL-USE flag or else its name tells.

    Where the server can (LIST-STATUS), the state of each comes with the list, in one round trip.
    """
    with worded(connection.account):
        lines = _asked(connection)
    states = dict(told for line in lines if (told := _state(line)) is not None)
    rows = [row for line in lines if (row := _row(line)) is not None][:MOST_FOLDERS]
    flagged = {shelves.by_flags(flags) for flags, _, _ in rows}
    found: dict[bytes, Folder] = {}
    for flags, delimiter, name in rows:
        if {flag.lower() for flag in flags} & {b"\\noselect", b"\\nonexistent"}:
            continue
        shown = decoded(name)
        shelf = shelves.by_flags(flags)
        if shelf is Shelf.PLAIN and shown.upper() != "INBOX":
            between = delimiter.decode("ascii", "replace")
            guess = shelves.by_names(shown.split(between) if between else [shown])
            # Where the server marks its Drafts or Sent, another folder of that name is an ordinary one; a folder
            # called Spam is junk all the same, for acting on junk is what must not happen.
            shelf = guess if guess is Shelf.JUNK or guess not in flagged else Shelf.PLAIN
        found.setdefault(name, Folder(shown, shelf, name.decode("latin-1"), flags, states.get(name)))
    return tuple(found.values())


def folders(connection: Connection) -> tuple[Folder, ...]:
    """Return the folders to read: each message once, and none that is shared with others or another person's.

    What lies in those was not written to this person, so it tells nothing of who has their address.
    Gmail keeps every message in the folder flagged \\All, so there only that one, \\Junk and \\Trash are read;
    elsewhere \\All and \\Flagged are views of other folders and are left out (RFC 6154 section 2).
    """
    own, foreign = namespaces(connection)
    everything = tuple(
        folder
        for folder in listed(connection)
        if max(filter(folder.wire.startswith, own | foreign), key=len, default="") not in foreign - own - {""}
    )
    views = {b"\\all", b"\\flagged"}
    if connection.offers("X-GM-EXT-1") and any(_has(folder, {b"\\all"}) for folder in everything):
        return tuple(folder for folder in everything if _has(folder, {b"\\all", b"\\junk", b"\\trash"}))
    return tuple(folder for folder in everything if not _has(folder, views))


def namespaces(connection: Connection) -> tuple[set[str], set[str]]:
    """Return how names of the person's own folders begin, and those of other people's and shared ones (RFC 2342)."""
    if not connection.offers("NAMESPACE"):
        return set(), set()
    with worded(connection.account):
        lines = ask(connection.wire, b"NAMESPACE").lines
    kinds = [
        {unquoted(prefix[1]).decode("latin-1") for prefix in _PREFIX.finditer(kind[0])}
        for line in lines
        if line[:12].upper() == b"* NAMESPACE "
        for kind in _KIND.finditer(line, 12)
    ]
    own, others, shared = (*kinds, set[str](), set[str](), set[str]())[:3]
    return own, others | shared


def _asked(connection: Connection) -> tuple[bytes, ...]:
    """Return the lines of LIST, by the fullest form that the server knows and answers."""
    forms = []
    marks = b"SPECIAL-USE " if connection.offers("SPECIAL-USE") else b""
    if connection.offers("LIST-STATUS"):
        modseq = b" HIGHESTMODSEQ" if connection.offers("CONDSTORE") else b""
        forms.append(b'LIST "" "*" RETURN (%sSTATUS (MESSAGES UIDNEXT UIDVALIDITY%s))' % (marks, modseq))
    forms.append(b'LIST "" "*"')
    for form in forms:
        reply = ask(connection.wire, form)
        if reply.ok:
            return reply.lines
    raise MailboxError(f"{connection.account.host} does not tell its folders ({reply.status}); try again later.")


def _row(line: bytes) -> tuple[tuple[bytes, ...], bytes, bytes] | None:
    """Return (flags, delimiter, raw name) of a LIST line."""
    told = _LISTED.match(line)
    if told is None:
        return None
    name = told[3]
    if name.startswith(b'"'):
        quoted = re.match(rb'"(?:\\.|[^"\\])*"', name, re.DOTALL)
        name = unquoted(quoted[0]) if quoted else name
    else:
        name = name.partition(b" (")[0]  # extended items may follow an atom
    return (tuple(told[1].split()), unquoted(told[2]), name) if name else None


def _state(line: bytes) -> tuple[bytes, State] | None:
    told = _STATUS.match(line)
    if told is None:
        return None
    items = told[2].upper().split()
    told_of = zip(items[::2], items[1::2], strict=False)
    values = {name: min(int(value[:_DIGITS]), MAX_NUMBER) for name, value in told_of if value.isdigit()}
    name = unquoted(told[1]) if told[1].startswith(b'"') else told[1]
    if not {b"UIDVALIDITY", b"UIDNEXT", b"MESSAGES"} <= values.keys():
        return None
    return name, State(values[b"UIDVALIDITY"], values[b"UIDNEXT"], values[b"MESSAGES"], values.get(b"HIGHESTMODSEQ", 0))


def _has(folder: Folder, flags: set[bytes]) -> bool:
    return any(flag.lower() in flags for flag in folder.flags)
