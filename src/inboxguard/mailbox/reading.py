"""Read a mailbox over IMAP: folders, headers that are new since last time, and bodies of the mail that is named.

Folders are opened with EXAMINE and parts are asked for with PEEK, so nothing is ever marked as read (RFC 9051
sections 6.3.3 and 6.4.5). Headers come oldest unknown first, in batches, each with the checkpoint that it reaches.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from inboxguard.errors import MailboxError, Unreachable
from inboxguard.facts.message import Place, RawMessage, Shelf
from inboxguard.mailbox import shelves
from inboxguard.mailbox.connection import Connection, worded

MAX_HEAD = 256 * 1024
"""Bytes of a header block that are kept."""

MAX_UID = 2**32 - 1

_WINDOW = 80_000
"""UIDs asked for in one SEARCH: at 11 bytes each the answer stays under imaplib's line limit of 1,000,000."""

_BODIES = 20
"""Bodies in one FETCH: with the limit of 512 kB each about 10 MB."""

_PATIENCE = 40
"""Failed FETCH commands while looking for the messages of one batch that the server cannot give."""

_HEADER_ITEMS = ("UID", "INTERNALDATE", "RFC822.SIZE", "FLAGS", "BODY.PEEK[HEADER]")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that mail can be read from: its name for people, its shelf, its name on the wire (modified UTF-7)."""

    name: str
    shelf: Shelf
    wire: str
    flags: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a folder was read: every message of this generation up to `last_uid` is known."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Some new messages (header only) and the checkpoint to store with them in one transaction.

    `done` of `total` counts the new messages of the folder. `renewed` says that the folder is a new generation
    (its UIDVALIDITY changed), so what was stored under the old one has other UIDs now. `skipped` holds UIDs of
    messages that the server could not give.
    """

    messages: tuple[RawMessage, ...]
    checkpoint: Checkpoint
    done: int
    total: int
    renewed: bool = False
    skipped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The MIME body of one message, as bytes; not `complete` where it was cut at the limit."""

    uid: int
    content: bytes
    complete: bool


def listed(connection: Connection) -> tuple[Folder, ...]:
    """Return every folder that can be opened, with the shelf its SPECIAL-USE flag or else its name tells."""
    with worded(connection.account):
        rows = [
            (tuple(flags), delimiter or b"", name if isinstance(name, bytes) else str(name).encode())
            for flags, delimiter, name in connection.client.list_folders()
            if name is not None
        ]
    flagged = {shelves.by_flags(flags) for flags, _, _ in rows}
    found: list[Folder] = []
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
        found.append(Folder(shown, shelf, name.decode("latin-1"), flags))
    return tuple(found)


def folders(connection: Connection) -> tuple[Folder, ...]:
    """Return the folders to read: each message once.

    Gmail keeps every message in the folder flagged \\All, so there only that one, \\Junk and \\Trash are read;
    elsewhere \\All and \\Flagged are views of other folders and are left out (RFC 6154 section 2).
    """
    everything = listed(connection)
    views = {b"\\all", b"\\flagged"}
    if connection.offers("X-GM-EXT-1") and any(_has(folder, {b"\\all"}) for folder in everything):
        return tuple(folder for folder in everything if _has(folder, {b"\\all", b"\\junk", b"\\trash"}))
    return tuple(folder for folder in everything if not _has(folder, views))


def _has(folder: Folder, flags: set[bytes]) -> bool:
    return any(flag.lower() in flags for flag in folder.flags)


def decoded(name: bytes) -> str:
    """Return a folder's name for people from modified UTF-7 (RFC 3501 section 5.1.3), or else as it is."""
    from imapclient.imap_utf7 import decode

    try:
        text = name.decode("utf-8") if any(byte > 127 for byte in name) else decode(name)
    except UnicodeError:
        text = name.decode("latin-1")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def read(connection: Connection, folder: Folder, since: Checkpoint | None, batch: int = 200) -> Iterator[Batch]:
    """Yield what is new in `folder` since the checkpoint, headers only, at most `batch` messages at a time.

    Yields nothing where nothing changed; a folder without new mail but with a new checkpoint yields one empty batch.
    Raises NoFolder, Unreachable or MailboxError.
    """
    state = connection.examine(folder.wire, again=True)
    renewed = since is not None and since.uidvalidity != state.uidvalidity
    known = since.last_uid if since is not None and not renewed else 0
    highest = state.uidnext - 1 if state.uidnext else MAX_UID
    uids = _uids(connection, known + 1, highest, state.exists)
    items = (*_HEADER_ITEMS, "X-GM-LABELS") if connection.offers("X-GM-EXT-1") else _HEADER_ITEMS
    for start in range(0, len(uids), batch):
        wanted = uids[start : start + batch]
        connection.examine(folder.wire)
        rows, skipped = _fetched(connection, wanted, items, b"BODY[HEADER]")
        messages = tuple(
            _message(connection.account.address, folder, state.uidvalidity, uid, rows[uid])
            for uid in wanted
            if uid in rows
        )
        done = start + len(wanted)
        yield Batch(
            messages, Checkpoint(state.uidvalidity, wanted[-1]), done, len(uids), renewed and start == 0, skipped
        )
    reached = Checkpoint(state.uidvalidity, max(highest if state.uidnext else 0, known, *uids[-1:]))
    if reached != (Checkpoint(state.uidvalidity, uids[-1]) if uids else since):
        yield Batch((), reached, len(uids), len(uids), renewed and not uids)


def bodies(
    connection: Connection,
    folder: Folder,
    uids: Iterable[int],
    limit: int = 512 * 1024,
    uidvalidity: int | None = None,
) -> Iterator[Body]:
    """Yield the bodies of the messages named by `uids`, cut at `limit` bytes; no other message is opened.

    With `uidvalidity` nothing is yielded once the folder is of another generation. A message that is gone or that
    the server cannot give is left out. Raises NoFolder, Unreachable or MailboxError.
    """
    wanted = sorted(set(uids))
    for start in range(0, len(wanted), _BODIES):
        state = connection.examine(folder.wire)
        if uidvalidity is not None and state.uidvalidity != uidvalidity:
            return
        rows, _ = _fetched(
            connection, wanted[start : start + _BODIES], ("UID", f"BODY.PEEK[TEXT]<0.{limit}>"), b"BODY[TEXT]"
        )
        for uid, row in sorted(rows.items()):
            content = _part(row, b"BODY[TEXT]") or b""
            yield Body(uid, content[:limit], len(content) < limit)


def _uids(connection: Connection, low: int, high: int, exists: int) -> list[int]:
    """Return the UIDs between `low` and `high`, in ranges with an end: `*` would always match the newest message."""
    window = MAX_UID if exists < _WINDOW else _WINDOW
    found: set[int] = set()
    while low <= high and exists:
        top = min(low + window - 1, high)
        with worded(connection.account):
            answer = connection.client.search(["UID", f"{low}:{top}"])
        found.update(uid for uid in answer if low <= uid <= top)
        low = top + 1
    return sorted(found)


def _fetched(
    connection: Connection, uids: Sequence[int], items: Sequence[str], part: bytes
) -> tuple[dict[int, Mapping[bytes, Any]], tuple[int, ...]]:
    """Return the answers by UID that carry `part`, and the UIDs that the server cannot give.

    Some servers fail a whole FETCH for one bad message: the set is halved until that one is alone. Where too much
    fails it is not the messages, and the error is raised so that nothing is passed over.
    """
    rows: dict[int, Mapping[bytes, Any]] = {}
    skipped: list[int] = []
    failures = 0
    sets = [list(uids)]
    while sets:
        wanted = sets.pop()
        try:
            answer = _answers(connection, wanted, items, part)
            absent = [uid for uid in wanted if uid not in answer]
            if absent:  # gone meanwhile, or a reply without it: ask once more
                answer.update(_answers(connection, absent, items, part))
            rows.update(answer)
        except Unreachable:
            raise
        except MailboxError:
            failures += 1
            if failures > _PATIENCE:
                raise
            if len(wanted) == 1:
                skipped += wanted
            else:
                half = len(wanted) // 2
                sets += [wanted[half:], wanted[:half]]
    return rows, tuple(skipped)


def _answers(
    connection: Connection, uids: Sequence[int], items: Sequence[str], part: bytes
) -> dict[int, Mapping[bytes, Any]]:
    with worded(connection.account):
        answer = connection.client.fetch(uids, items)
        # What carries no part is an unsolicited report of changed flags; NIL is a message that was just deleted.
        return {uid: row for uid, row in answer.items() if _part(row, part) is not None}


def _part(row: Mapping[bytes, Any], part: bytes) -> bytes | None:
    content = next((value for key, value in row.items() if key.startswith(part)), None)
    # IMAPClient makes a number of what consists of digits.
    return str(content).encode() if isinstance(content, int) else content if isinstance(content, bytes) else None


def _message(account: str, folder: Folder, uidvalidity: int, uid: int, row: Mapping[bytes, Any]) -> RawMessage:
    block = _part(row, b"BODY[HEADER]") or b""
    for end in (b"\r\n", b"\n"):
        if block.endswith(end + end) or block == end:  # the empty line is not part of the head
            block = block[: -len(end)]
    size = row.get(b"RFC822.SIZE")
    labels = row.get(b"X-GM-LABELS")
    shelf = folder.shelf
    if shelf is Shelf.PLAIN and isinstance(labels, tuple):
        shelf = shelves.by_flags(label for label in labels if isinstance(label, bytes))
    return RawMessage(
        place=Place(account, folder.name, uidvalidity, uid),
        received=_instant(row.get(b"INTERNALDATE")),
        head=block[:MAX_HEAD],
        complete=len(block) <= MAX_HEAD,
        shelf=shelf,
        size=size if isinstance(size, int) else len(block),
    )


def _instant(value: object) -> datetime | None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
