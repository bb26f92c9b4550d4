"""Which part of a message is its text, read from the BODYSTRUCTURE that the server sent (RFC 9051 section 7.5.2).

Servers build it from mail that anybody may have written, and some build it wrongly: whatever stands there, reading it
takes a bounded time, raises nothing and names no part that it is not sure of.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

MOST_OCTETS = 256 * 1024
"""Of a structure, more is not looked at: texts come before attachments."""
MOST_DEPTH = 40
"""Lists in lists; a part inside 12 multiparts, the most that is ever read, needs 15."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part to fetch: its section number, "text/html" or "text/plain", and how its `octets` are encoded.

    `octets` is what the server says, encoded; `charset` is None where the part names none, or US-ASCII, which servers
    say of all parts that name none (RFC 2045 section 5.2) and UTF-8 contains.
    """

    section: str
    media: str
    charset: str | None
    encoding: str
    octets: int

    def __reduce__(self) -> str | tuple[object, ...]:
        """Let NOTHING stay the one NOTHING on its way between processes, as `is NOTHING` expects."""
        if self is NOTHING:
            return "NOTHING"
        return TextPart, (self.section, self.media, self.charset, self.encoding, self.octets)


NOTHING = TextPart("", "", None, "", 0)
"""The message certainly has no text, such as one that is only a PDF; there is nothing to fetch."""

_Items: TypeAlias = "list[bytes | _Items]"

# Possessive, and a string that never ends runs to the end: every octet is looked at once.
_TOKEN = re.compile(rb'[()]|"(?:[^"\\]++|\\.)*+"?|[^\s()"]++', re.DOTALL)
_LITERAL = re.compile(rb"\{([0-9]{1,9})\+?\}\r\n")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_DIGITS = 15


def text_part(structure: bytes) -> TextPart | None:
    """Return the part to read: the first HTML text that is no attachment, else the first such plain text.

    Attached messages are not entered. Returns NOTHING where there is certainly no text, None where the structure does
    not tell.
    """
    root, sound = _tree(structure)
    plain: TextPart | None = None
    # Parts still to be visited, the next one last, each with its section number ("" for the message itself).
    waiting: list[tuple[_Items, str]] = [(root, "")]
    while waiting:
        items, section = waiting.pop()
        children = _children(items)
        if children:
            if section and _attached(items, len(children)):
                continue
            prefix = section and section + "."
            for number in range(len(children), 0, -1):
                waiting.append((children[number - 1], f"{prefix}{number}"))
            continue
        media = _media(items)
        if media is None:
            sound = False
        elif media in ("text/html", "text/plain"):
            found = _text(items, section, media)
            if found is None:
                sound = False
            elif found is not NOTHING:
                if media == "text/html":
                    return found
                plain = plain or found
    if not sound:
        # HTML may hide in what could not be understood.
        return None
    return plain or NOTHING


def _tree(structure: bytes) -> tuple[_Items, bool]:
    """Return the outermost list, and whether it was whole; where it was not, what came before the break is there."""
    cut = structure[:MOST_OCTETS]
    if b"}\r\n" in cut:
        cut = _without_literals(cut)
    tokens = _TOKEN.findall(cut)
    if not tokens or tokens[0] != b"(":
        return [], False
    items: _Items = []
    root: _Items = items
    above: list[_Items] = []
    for number, token in enumerate(tokens[1:], 2):
        if token == b"(":
            if len(above) == MOST_DEPTH:
                break
            inner: _Items = []
            items.append(inner)
            above.append(items)
            items = inner
        elif token == b")":
            if not above:
                return root, number == len(tokens)
            items = above.pop()
        else:
            items.append(token)
    if items and isinstance(items[-1], bytes):
        items.pop()  # half of it may be missing
    return root, False


def _without_literals(structure: bytes) -> bytes:
    """Return the structure with literals (RFC 9051 section 4.3) made quoted strings."""
    pieces: list[bytes] = []
    at = 0
    while (match := _LITERAL.search(structure, at)) is not None:
        end = match.end() + int(match[1])
        content = structure[match.end() : end]
        pieces += [structure[at : match.start()], b'"', content.replace(b"\\", b"\\\\").replace(b'"', b'\\"'), b'"']
        at = end
    return b"".join((*pieces, structure[at:]))


def _children(items: _Items) -> list[_Items]:
    """Return the parts of a multipart, which stand at its beginning; none for any other part.

    Exchange writes NIL for a part that it cannot describe; it counts, or the numbers behind it would be wrong.
    """
    children: list[_Items] = []
    for at, item in enumerate(items):
        if isinstance(item, list):
            children.append(item)
        elif item.upper() == b"NIL" and _is_part(items[at + 1 : at + 2]):
            children.append([])
        else:
            break
    return children


def _is_part(following: _Items) -> bool:
    """Return whether the item behind a NIL is a part; parameters, the other list at that place, have no numbers."""
    return any(
        isinstance(item, list)
        and bool(item)
        and (isinstance(item[0], list) or any(isinstance(value, bytes) and value.isdigit() for value in item))
        for item in following
    )


def _media(items: _Items) -> str | None:
    """Return type and subtype in lower case; None where they are not told or may hide other parts."""
    first = _string(items, 0)
    second = _string(items, 1)
    if first is None or first == b"multipart":
        return None  # GMX describes the broken multiparts of some spam as if they were single parts
    if second is None:
        # RFC 2045 section 5.2: what says no more than text is plain text. Other words alone are the subtype of a
        # multipart without parts: Gmail's ("ALTERNATIVE").
        return "text/plain" if first == b"text" else None
    return f"{first.decode('ascii', 'replace')}/{second.decode('ascii', 'replace')}"


def _text(items: _Items, section: str, media: str) -> TextPart | None:
    """Return a part of text, NOTHING for an attachment and None where its encoding and size are not told."""
    start = 1 if _string(items, 1) is None and len(items) > 1 and isinstance(items[1], list) else 2
    # Octets are the first number; a description with quotes that the server did not escape moves its place.
    for at in range(start + 1, len(items)):
        value = items[at]
        if isinstance(value, bytes) and value.isdigit():
            break
    else:
        return None
    encoding = _string(items, at - 1)
    if encoding is None and at != start + 4:
        return None
    if section and _attached(items, at + 1):
        return NOTHING
    return TextPart(
        section or "1",
        media,
        _charset(items[start]),
        (encoding or b"7bit").decode("ascii", "replace"),
        int(value[:_DIGITS]),
    )


def _attached(items: _Items, start: int) -> bool:
    """Return whether the disposition, which stands somewhere behind `start`, says attachment (RFC 2183)."""
    return any(_string(item if isinstance(item, list) else [item], 0) == b"attachment" for item in items[start:])


def _charset(parameters: "bytes | _Items") -> str | None:
    if isinstance(parameters, bytes):
        return None
    # Names stand at the even places, unless a quote that the server did not escape moved them.
    for start in (0, 1):
        for at in range(start, len(parameters) - 1, 2):
            if _string(parameters, at) == b"charset":
                value = _string(parameters, at + 1)
                return value[:60].decode("ascii", "replace") if value and value != b"us-ascii" else None
    return None


def _string(items: _Items, at: int) -> bytes | None:
    """Return the string at a place in lower case and without its quotes; None for NIL, a list and nothing at all."""
    if at >= len(items):
        return None
    value = items[at]
    if isinstance(value, list):
        return None
    if value[:1] != b'"':
        return None if value.upper() == b"NIL" else value.lower()
    value = value[1:-1] if value.endswith(b'"') and len(value) > 1 else value[1:]
    if b"\\" in value:
        value = _ESCAPED.sub(rb"\1", value)
    return value.strip().lower()
