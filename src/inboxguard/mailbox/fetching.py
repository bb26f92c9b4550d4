"""The bulk FETCH reader: literal-aware and pipelined, many times faster than a general parser of IMAP answers.

What is known of each message is told by its UID, never by the order of answers: servers send the answers of the next
command before the tagged OK of the last, and reports about other messages in between (RFC 9051 sections 5.5 and 7).
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from inboxguard.mailbox.wire import Wire

MAX_PART = 1024 * 1024
"""Octets kept of one string of the server; the rest of it is read past."""

MAX_ANNOUNCED = 1 << 30
"""Octets that a string may be announced with; no message is longer, and more is not waited for."""

MAX_STRINGS = 200
"""Strings in one answer; more is no answer to what was asked."""

MOST_BETWEEN = 1_000_000
"""Lines that are no answer to what was asked, one after the other; a folder emptied meanwhile takes one a message."""

_tags = itertools.count(1)
_LITERAL = re.compile(rb"\{(\d{1,12})\+?\}$")
# A name ends at the next bracket, so that text full of half ones is looked at once and not once for each of them.
_NAME = re.compile(rb"BODY\[([^\[\]]*)\](?:<\d+>)? \{\d+\+?\}$")
_GOES_ON = re.compile(rb"\)$| (?:UID|FLAGS|INTERNALDATE|RFC822|BODY|MODSEQ|X-GM-|EMAILID|THREADID|SAVEDATE|PREVIEW)")
# In the order in which it was asked for, as most servers answer; others go through _attributes.
_AS_ASKED = re.compile(
    rb'\* \d+ FETCH \(UID (\d+) INTERNALDATE "([^"]*)" RFC822\.SIZE (\d+) BODYSTRUCTURE (.*) '
    rb"BODY\[HEADER[^\[\]]*\] \{\d+\}$"
)
_FIRST_UID = re.compile(rb"\* \d+ FETCH \(UID (\d+)[ )]")
_BARE = rb'BODY\[[^\[\]]*\](?:<\d+>)?|[()]|[^\s()"]+|"'
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|' + _BARE, re.IGNORECASE)
_TOKEN_WITHOUT_STRINGS = re.compile(_BARE, re.IGNORECASE)


class Row(NamedTuple):
    """What one FETCH answer says of a message; what was not said is empty."""

    uid: int
    received: bytes
    """INTERNALDATE as it stands on the wire, without quotes."""
    size: int
    structure: bytes
    """The BODYSTRUCTURE as it stands on the wire; strings inside it that came as literals are quoted."""
    labels: bytes
    """X-GM-LABELS as they stand on the wire, with their parentheses."""
    parts: tuple[tuple[bytes, bytes], ...]
    """(name, octets) of each BODY[name]; the name is "HEADER" for chosen fields too."""

    def part(self, name: bytes) -> bytes | None:
        """Return the octets of BODY[name], None where the answer has none."""
        return next((octets for said, octets in self.parts if said == name), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """One UID FETCH: of which messages, and what of each ("(UID INTERNALDATE ...)")."""

    uids: tuple[int, ...]
    items: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The tagged answer that ends one command: only with `ok` is its set complete."""

    asked: Asked
    ok: bool
    status: str


class Broken(EOFError):
    """The stream of answers no longer makes sense (a string longer or shorter than announced) or was ended by BYE."""


def fetch(wire: Wire, asked: Iterable[Asked], depth: Callable[[], int] = lambda: 2) -> Iterator[Row | Answered]:
    """Run UID FETCH commands with as many of them in flight as `depth` says; yield what comes as it comes.

    Raises Broken, and EOFError, OSError, ValueError or zlib.error as the wire does; the commands that had no Answered
    by then are not complete.
    """
    coming = iter(asked)
    waiting: dict[bytes, Asked] = {}

    def push() -> None:
        while len(waiting) < max(1, depth()) and (command := next(coming, None)) is not None:
            tag = b"F%d" % next(_tags)
            waiting[tag] = command
            wire.send(b"%s UID FETCH %s %s\r\n" % (tag, uid_set(command.uids).encode(), command.items.encode()))

    push()
    between = 0
    while waiting:
        line = wire.line()
        between += 1
        if between > MOST_BETWEEN:
            raise Broken("the server does not come to an end")
        if line.startswith(b"* "):
            row = _row(wire, line)
            if row is not None:
                between = 0
                yield row
            continue
        name, _, status = line.partition(b" ")
        done = waiting.pop(name, None)
        if done is not None:
            between = 0
            push()  # first, so that the line is never idle while the caller works
            yield Answered(done, status[:3].upper() in (b"OK ", b"OK"), status[:500].decode("utf-8", "replace"))
        elif not line.startswith(b"+"):
            raise Broken("the server sent an answer to nothing")


def _row(wire: Wire, line: bytes) -> Row | None:
    """Return the row that begins with `line`; None for what is no FETCH answer or does not name its message."""
    if b" FETCH (" not in line[:32]:
        if line[:5].upper() == b"* BYE":
            raise Broken(f"the server said {line[2:300].decode('utf-8', 'replace')}")
        if line.endswith(b"}") and _LITERAL.search(line):
            strings(wire, line)
        return None
    if not line.endswith(b"}"):
        return _without_strings(line)
    first = line
    pieces: list[bytes] = []
    parts: list[tuple[bytes, bytes]] = []
    for _ in range(MAX_STRINGS):
        announced = _LITERAL.search(line) if line.endswith(b"}") else None
        if announced is None:
            pieces.append(line)
            return _read(first, b"".join(pieces), parts)
        octets = _string(wire, announced)
        named = _NAME.search(line)
        line_before, line = line, wire.line()
        if named is None:  # inside BODYSTRUCTURE or a label
            pieces.append(line_before[: announced.start()] + quoted(octets))
            continue
        pieces.append(line_before[: named.start()])
        parts.append((_section(named[1]), octets))
        if not _GOES_ON.match(line):
            raise Broken("a string of the server was not as long as announced")
    raise Broken("an answer of the server has no end")


def _string(wire: Wire, announced: re.Match[bytes]) -> bytes:
    size = int(announced[1])
    if size > MAX_ANNOUNCED:
        raise Broken("the server announced a string of absurd length")
    return wire.take(size, MAX_PART)


def _section(name: bytes) -> bytes:
    name = name.upper()
    return b"HEADER" if name.startswith(b"HEADER") else name


def _without_strings(line: bytes) -> Row | None:
    """Return the row of an answer without a literal: a part that is short may come as a quoted string or NIL."""
    return _read(line, line, [])


def _read(first: bytes, text: bytes, parts: list[tuple[bytes, bytes]]) -> Row | None:
    plain = _AS_ASKED.match(first)
    if plain is not None and len(parts) == 1:
        return Row(int(plain[1]), plain[2], int(plain[3]), plain[4], b"", tuple(parts))
    begun = _FIRST_UID.match(first)
    if begun is not None and parts and b"BODY" not in text and b" X-GM-" not in text:
        return Row(int(begun[1]), b"", 0, b"", b"", tuple(parts))
    return _attributes(text, parts)


def _attributes(text: bytes, parts: list[tuple[bytes, bytes]]) -> Row | None:
    """Read an answer in whatever order its items come, quoted strings and lists kept apart from names."""
    start = text.find(b"FETCH (") + len(b"FETCH (")
    found: dict[bytes, bytes] = {}
    name = b""
    depth = begun = 0
    for match in _tokens(text, start):
        token = match[0]
        if token == b"(":
            if depth == 0:
                begun = match.start()
            depth += 1
            continue
        if token == b")":
            depth -= 1
            if depth < 0:
                break
            if depth == 0 and name:
                found.setdefault(name, text[begun : match.end()])
                name = b""
            continue
        if depth:
            continue
        if not name:
            name = token.upper()
            continue
        if found.setdefault(name, token) != token and name == b"UID":
            return None  # a file name whose quotes the server did not escape speaks of another message
        name = b""
    said = list(parts)
    for item, value in found.items():
        if not item.startswith(b"BODY["):
            continue
        section = _section(item[5:].partition(b"]")[0])
        # Every message has a header, so one without fields is meant; another part that is NIL is not there.
        if value.startswith(b'"') or (section == b"HEADER" and value.upper() == b"NIL"):
            said.append((section, unquoted(value)))
    uid = found.get(b"UID", b"")
    if not uid.isdigit():
        return None
    size = found.get(b"RFC822.SIZE", b"")
    return Row(
        int(uid), unquoted(found.get(b"INTERNALDATE", b"")), int(size) if size.isdigit() else 0,
        found.get(b"BODYSTRUCTURE", b""), found.get(b"X-GM-LABELS", b""), tuple(said),
    )  # fmt: skip


def _tokens(text: bytes, start: int) -> Iterator[re.Match[bytes]]:
    """Yield the tokens of an answer; behind a quote that no other one closes, quotes mean nothing any more."""
    for match in _TOKEN.finditer(text, start):
        yield match
        if match[0] == b'"':
            yield from _TOKEN_WITHOUT_STRINGS.finditer(text, match.end())
            return


def strings(wire: Wire, line: bytes) -> bytes:
    """Return a whole answer that begins with `line`, its literals as quoted strings; raises Broken without an end."""
    pieces: list[bytes] = []
    for _ in range(MAX_STRINGS):
        announced = _LITERAL.search(line) if line.endswith(b"}") else None
        if announced is None:
            return b"".join((*pieces, line))
        pieces.append(line[: announced.start()] + quoted(_string(wire, announced)))
        line = wire.line()
    raise Broken("an answer of the server has no end")


def quoted(octets: bytes) -> bytes:
    """Return octets as a quoted string (RFC 9051 section 9); line ends, which have no place in one, become blanks."""
    inner = octets.replace(b"\r", b" ").replace(b"\n", b" ").replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'"' + inner + b'"'


def unquoted(value: bytes) -> bytes:
    """Return the octets of a quoted string, or of an atom as it is; b"" for NIL."""
    if value.startswith(b'"'):
        return re.sub(rb"\\(.)", rb"\1", value[1:-1] if value.endswith(b'"') and len(value) > 1 else value[1:])
    return b"" if value.upper() == b"NIL" else value


def uid_set(uids: Iterable[int]) -> str:
    """Return UIDs as a compact set ("4:9,12"), whatever their order."""
    runs: list[list[int]] = []
    for uid in sorted(set(uids)):
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(f"{low}:{high}" if low != high else str(low) for low, high in runs)


def sets(uids: Iterable[int], most: int, longest: int = 7_000) -> Iterator[tuple[int, ...]]:
    """Yield the UIDs in their order as groups of at most `most` whose set stays under `longest` octets.

    Servers refuse command lines of more than about 8,000 octets (RFC 7162 section 4 advises 8,192).
    """
    group: list[int] = []
    length = 0
    for uid in uids:
        if group and (len(group) >= most or length > longest):
            yield tuple(group)
            group, length = [], 0
        # Neighbours share one run; counted as if they never did, a scattered set stays short enough.
        length += 0 if group and abs(uid - group[-1]) == 1 else len(str(uid)) * 2 + 2
        group.append(uid)
    if group:
        yield tuple(group)
