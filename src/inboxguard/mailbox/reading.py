"""What is asked of messages: a few header fields of every one, and of mail that may be opened its header and its text.

Folders are opened with EXAMINE and parts are asked for with PEEK, so nothing is ever marked as read (RFC 9051
sections 6.3.3 and 6.4.5). ENVELOPE is never used: servers quote it wrongly, and it lacks the fields of lists.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from inboxguard.facts.message import Shelf
from inboxguard.mailbox import gathering
from inboxguard.mailbox.fetching import Asked, Row, sets
from inboxguard.mailbox.line import Line
from inboxguard.mailbox.listing import Folder
from inboxguard.mailbox.structure import NOTHING, TextPart

MAX_HEAD = 256 * 1024
"""Octets of a header block that are asked for."""

MAX_TEXT = 512 * 1024
"""Octets of a text part that are asked for, encoded."""

MAX_STRUCTURE = 256 * 1024

SET = 500
"""Messages whose header fields are asked for at once: at 1 kB each, two sets fill a line of 100 Mbit/s and 50 ms."""

_OPENED = 100
_HEADERS = 200
_OCTETS = 4_000_000
"""An opening set ends at so many octets of text."""

FIELDS = (
    "FROM TO REPLY-TO RETURN-PATH SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES DELIVERED-TO X-ORIGINAL-TO "
    "LIST-UNSUBSCRIBE LIST-ID PRECEDENCE AUTO-SUBMITTED FEEDBACK-ID"
)
OWN_FIELDS = "FROM TO CC REPLY-TO SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES"
"""Of mail that the person sent nothing more is ever asked for."""

_MONTHS = {name: number for number, name in enumerate(b"JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_INTERNALDATE = re.compile(rb"([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the header pass learns of a message: when the server got it, its size, its parts and some of its fields."""

    uid: int
    received: datetime | None
    size: int
    structure: bytes
    labels: bytes
    head: bytes


@dataclass(frozen=True, slots=True)
class Heads:
    """A finished set of the header pass, with the UIDs of messages that are gone by now, and of those refused.

    What was listed and is there, and does not come however it is asked for, is refused.
    """

    heads: tuple[Head, ...]
    absent: tuple[int, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message to open: its header, and the part that is its text (None = what the server calls its text)."""

    uid: int
    size: int
    header: bool
    text: bool
    part: TextPart | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of a wanted message: None for what was not asked for or not given."""

    uid: int
    head: bytes | None
    text: bytes | None


def items(shelf: Shelf, gmail: bool) -> str:
    """Return the items of the header pass for a folder: also what of it a benchmark may measure against."""
    fields = OWN_FIELDS if shelf is Shelf.SENT else FIELDS
    labels = ""
    if gmail:  # own mail lies between the other, and the label alone tells which it is
        fields, labels = f"{fields} CC", " X-GM-LABELS"
    return f"(UID INTERNALDATE RFC822.SIZE{labels} BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS ({fields})])"


def heads(line: Line, folder: Folder, uidvalidity: int, uids: Sequence[int]) -> Iterator[Heads]:
    """Yield what the header pass learns of the messages `uids`, a set at a time, in the order in which sets finish.

    Raises what gathering.gathered raises.
    """
    asked_for = items(folder.shelf, line.connection.offers("X-GM-EXT-1"))
    asked = (Asked(part, asked_for) for part in sets(uids, SET))
    for found in gathering.gathered(line, folder.wire, uidvalidity, asked):
        yield Heads(tuple(head for row in found.rows if (head := _head(row)) is not None), found.absent, found.refused)


def openings(line: Line, folder: Folder, uidvalidity: int, wanted: Iterable[Wanted]) -> Iterator[tuple[Opened, ...]]:
    """Yield what came of the wanted messages; of those that the server does not give, with nothing in it.

    Raises what gathering.gathered raises.
    """
    by_uid = {one.uid: one for one in wanted}
    for found in gathering.gathered(line, folder.wire, uidvalidity, _asked(by_uid.values())):
        opened = [Opened(row.uid, row.part(b"HEADER"), _text(row, by_uid[row.uid])) for row in found.rows]
        yield (*opened, *(Opened(uid, None, None) for uid in (*found.absent, *found.refused)))


def _asked(wanted: Iterable[Wanted]) -> Iterator[Asked]:
    """Group messages of which the same is asked, newest first, in sets of bounded size."""
    groups: dict[str, list[Wanted]] = {}
    for one in wanted:
        groups.setdefault(_items(one), []).append(one)
    for asked_for, group in groups.items():
        most = _OPENED if group[0].text else _HEADERS
        part: list[int] = []
        octets = 0
        for one in group:
            part.append(one.uid)
            octets += min(one.size, MAX_TEXT) if one.part is None else min(one.part.octets, MAX_TEXT)
            if len(part) == most or octets >= _OCTETS:
                yield from (Asked(some, asked_for) for some in sets(part, most))
                part, octets = [], 0
        yield from (Asked(some, asked_for) for some in sets(part, most))


def _items(one: Wanted) -> str:
    wanted = ["UID"]
    if one.header:
        # Servers differ on what lies behind the end of a part, so a part of one is only asked for where it must be.
        wanted.append("BODY.PEEK[HEADER]" + (f"<0.{MAX_HEAD}>" if one.size > MAX_HEAD else ""))
    if one.text and one.part is not NOTHING:
        name, octets = ("TEXT", one.size) if one.part is None else (one.part.section, one.part.octets)
        wanted.append(f"BODY.PEEK[{name}]" + (f"<0.{MAX_TEXT}>" if octets > MAX_TEXT else ""))
    return f"({' '.join(wanted)})"


def _text(row: Row, one: Wanted) -> bytes | None:
    if not one.text or one.part is NOTHING:
        return None
    return row.part(b"TEXT" if one.part is None else one.part.section.encode())


def _head(row: Row) -> Head | None:
    block = row.part(b"HEADER")
    if block is None:
        return None
    return Head(row.uid, _instant(row.received), row.size, row.structure[:MAX_STRUCTURE], row.labels, block[:MAX_HEAD])


def _instant(value: bytes) -> datetime | None:
    told = _INTERNALDATE.fullmatch(value)
    if told is None or (month := _MONTHS.get(told[2].upper())) is None:
        return None
    try:
        second = min(int(told[6]), 59)  # leap seconds are known to nobody else
        clock = datetime(int(told[3]), month, int(told[1]), int(told[4]), int(told[5]), second, tzinfo=UTC)
        away = timedelta(hours=int(told[8]), minutes=int(told[9]))
        return clock + away if told[7] == b"-" else clock - away
    except (ValueError, OverflowError):
        return None
