"""Commands that IMAPClient does not speak or does not speak sparingly: EXAMINE with QRESYNC, ESEARCH, LIST-STATUS."""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from inboxguard.mailbox.fetching import Broken, quoted, strings, uid_set
from inboxguard.mailbox.wire import Wire

MAX_UID = 2**32 - 1
MAX_NUMBER = 2**63 - 1
"""The greatest number of IMAP (RFC 9051 section 9); servers may say greater ones, which no database takes."""

MOST_UIDS = 20_000_000
"""UIDs of one folder; more is no list of messages."""

MAX_ANSWER = 64 * 1024 * 1024
"""Octets of one answer that are kept; the list of the UIDs of a huge folder needs 20 million."""

_WINDOW = 10_000
_CODE = re.compile(rb"\[(UIDVALIDITY|UIDNEXT|HIGHESTMODSEQ) (\d{1,20})\]", re.IGNORECASE)
_EXISTS = re.compile(rb"\* (\d{1,10}) EXISTS", re.IGNORECASE)
_VANISHED = re.compile(rb"\* VANISHED (?:\(EARLIER\) )?([\d:,]+)", re.IGNORECASE)
_ALL = re.compile(rb" ALL ([\d:,]+)", re.IGNORECASE)
_FETCHED = re.compile(rb"\* \d+ FETCH \(.*?\bUID (\d{1,10})")
_tags = itertools.count(1)

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The untagged lines of an answer (strings quoted), whether it is OK, and what the tagged line says."""

    lines: tuple[bytes, ...]
    ok: bool
    status: str


@dataclass(frozen=True, slots=True)
class State:
    """What a server says of a folder: its generation, next UID, messages, and HIGHESTMODSEQ (0 = unsaid)."""

    uidvalidity: int
    uidnext: int
    messages: int
    modseq: int


@dataclass(frozen=True, slots=True)
class Examined:
    """A folder opened for reading; `vanished` is what QRESYNC says is gone, None where it was not asked."""

    state: State
    vanished: Ranges | None = None


def ask(wire: Wire, command: bytes, keep: Callable[[bytes], bool] | None = None) -> Reply:
    """Return the answer to one command, only the lines that `keep` wants.

    Raises Broken, ValueError where the answer is absurdly long, and what the wire raises.
    """
    tag = b"G%d" % next(_tags)
    wire.send(tag + b" " + command + b"\r\n")
    lines: list[bytes] = []
    octets = 0
    while True:
        line = wire.line()
        if line.startswith(tag + b" "):
            status = line[len(tag) + 1 :]
            return Reply(tuple(lines), status[:3].upper() in (b"OK ", b"OK"), status[:500].decode("utf-8", "replace"))
        if line[:5].upper() == b"* BYE" and not command.upper().startswith(b"LOGOUT"):
            raise Broken(f"the server said {line[2:300].decode('utf-8', 'replace')}")
        if line.endswith(b"}"):
            line = strings(wire, line)
        if keep is None or keep(line):
            lines.append(line)
            octets += len(line) + 50  # with what an object of its own takes
            if octets > MAX_ANSWER:
                raise ValueError("an answer of absurd length")


def examine(wire: Wire, name: str, condstore: bool, known: State | None) -> Examined | str:
    """Open a folder with EXAMINE (RFC 9051 section 6.3.3), which changes nothing, or return the server's refusal.

    With `known`, a state of earlier under QRESYNC, the server also tells what vanished since (RFC 7162 section 3.2.5).
    """
    extra = b""
    if known is not None:
        extra = b" (QRESYNC (%d %d))" % (known.uidvalidity, known.modseq)
    elif condstore:
        extra = b" (CONDSTORE)"
    reply = ask(wire, b"EXAMINE " + mailbox(name) + extra, lambda line: b" FETCH " not in line[:32])
    if not reply.ok:
        return reply.status
    codes: dict[bytes, int] = {}
    exists = 0
    gone: list[tuple[int, int]] = []
    for line in (*reply.lines, reply.status.encode()):
        for code in _CODE.finditer(line):
            codes[code[1].upper()] = min(int(code[2]), MAX_NUMBER)
        if told := _EXISTS.match(line):
            exists = int(told[1])
        elif vanished := _VANISHED.match(line):
            gone += ranges(vanished[1])
    validity, following = codes.get(b"UIDVALIDITY", 0), codes.get(b"UIDNEXT", 0)
    state = State(validity, following, exists, codes.get(b"HIGHESTMODSEQ", 0))
    return Examined(state, tuple(gone) if known is not None and known.uidvalidity == validity else None)


def uids(wire: Wire, low: int, state: State, esearch: bool, doubt: bool = False) -> list[int]:
    """Return the UIDs of the open folder from `low` on, ascending, by the cheapest way that this server answers.

    ESEARCH (RFC 4731) where it is offered and answers ALL (iCloud answers COUNT), else SEARCH, else FETCH by message
    number. With `doubt` only the last is believed; so it is where a whole list does not hold as many UIDs as the folder
    has messages. Raises LookupError where none is answered.
    """
    high = state.uidnext - 1 if state.uidnext else MAX_UID
    if not state.messages or low > high:
        return []
    found = None if doubt else _searched(wire, low, high, esearch)
    if found is None or (low <= 1 and len(found) != state.messages):
        found = _windows(wire, low, high, state.messages)
    return found


def _searched(wire: Wire, low: int, high: int, esearch: bool) -> list[int] | None:
    which = b"UID %d:%d" % (low, high)
    if esearch:
        reply = ask(wire, b"UID SEARCH RETURN (ALL) " + which)
        told = [line for line in reply.lines if line[:9].upper() == b"* ESEARCH"]
        if reply.ok and told and b" COUNT " not in told[0].upper():
            found = [_ALL.search(line) for line in told]
            return _within((each for one in found if one for each in expanded(ranges(one[1]))), low, high)
    reply = ask(wire, b"UID SEARCH " + which)
    if not reply.ok:
        return None
    numbers = (number for line in reply.lines if line[:8].upper() == b"* SEARCH" for number in line[8:].split())
    return _within((int(number) for number in numbers if number.isdigit()), low, high)


def _windows(wire: Wire, low: int, high: int, messages: int) -> list[int]:
    """Ask for the UIDs themselves, by message number from the newest down, until they are below `low`."""
    found: set[int] = set()
    for last in range(messages, 0, -_WINDOW):
        reply = ask(wire, b"FETCH %d:%d (UID)" % (max(1, last - _WINDOW + 1), last))
        if not reply.ok:
            raise LookupError(reply.status)
        told = _fetched(reply)
        found |= told
        if told and min(told) < low:
            break
    return _within(found, low, high)


def present(wire: Wire, wanted: Collection[int]) -> set[int] | str:
    """Return which of the UIDs the open folder holds, by asking nothing but that, or else the server's refusal."""
    reply = ask(wire, b"UID FETCH %s (UID)" % uid_set(wanted).encode())
    return _fetched(reply).intersection(wanted) if reply.ok else reply.status


def _fetched(reply: Reply) -> set[int]:
    return {int(one[1]) for line in reply.lines if (one := _FETCHED.match(line))}


def _within(numbers: Iterable[int], low: int, high: int) -> list[int]:
    return sorted({number for number in numbers if low <= number <= high})


def ranges(text: bytes) -> list[tuple[int, int]]:
    """Return the (first, last) pairs of a UID set, each in order; what is no number or no UID is left out."""
    found = []
    for piece in text.split(b","):
        first, _, last = piece.partition(b":")
        if first.isdigit() and (last.isdigit() or not last):
            ends = int(first), int(last or first)
            if min(ends) <= MAX_UID:
                found.append((min(ends), min(max(ends), MAX_UID)))
    return found


def expanded(pairs: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield every UID of the ranges; raises ValueError where they hold more than a folder can."""
    room = MOST_UIDS
    for low, high in pairs:
        room -= high - low + 1
        if room < 0:
            raise ValueError("a list of more messages than a folder holds")
        yield from range(low, high + 1)


def mailbox(name: str) -> bytes:
    """Return a folder's raw name, octet by octet as the server told it, as a quoted string."""
    return quoted(name.encode("latin-1", "replace"))


def decoded(name: bytes) -> str:
    """Return a folder's name for people from modified UTF-7 (RFC 3501 section 5.1.3), or else as it is."""
    from imapclient.imap_utf7 import decode

    try:
        text = name.decode("utf-8") if any(byte > 127 for byte in name) else decode(name)
    except (UnicodeError, ValueError):  # neither UTF-8 nor base64 that is sound
        text = name.decode("latin-1")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
