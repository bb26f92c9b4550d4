"""The MIME body: the first readable HTML and plain text of a message, bounded in depth, number and size."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from inboxguard.facts import decoding
from inboxguard.facts.headers import Head, content_type
from inboxguard.facts.message import Part

MOST_DEPTH = 12
MOST_PARTS = 200
MOST_OCTETS = 8_000_000
"""Of a body, more is not looked at: texts come before attachments."""
_MOST_LIKELY = 20_000
"""Lines that begin like a boundary line of one body."""
_LONGEST_HEAD = 64_000
"""Octets of the header of a part."""
MOST_HTML = 512_000
MOST_PLAIN = 256_000

_EMPTY_LINE = re.compile(rb"\r?\n\r?\n|\A\r?\n")


@dataclass(frozen=True, slots=True)
class Texts:
    """The readable parts of a body; None where there is no such part."""

    html: str | None
    plain: str | None


@dataclass(slots=True)
class _Walk:
    """Collects texts over a tree of parts and counts what it costs."""

    html: list[str]
    plain: list[str]
    parts: int = 0

    def visit(self, kind: str, parameters: dict[str, str], encoding: str, body: bytes, depth: int) -> None:
        """Read one part or, for multiparts and attached forwards, the parts inside."""
        self.parts += 1
        if self.parts > MOST_PARTS or depth > MOST_DEPTH:
            return
        if kind.startswith("multipart/"):
            boundary = parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
            if boundary:
                for start, end in _split(body, boundary):
                    self._enter(body, start, end, depth + 1)
                return
            kind = "text/plain"  # no boundary: whatever it is, it reads as one text
        self.take(kind, parameters.get("charset"), encoding, body)

    def take(self, kind: str, charset: str | None, encoding: str, body: bytes) -> None:
        """Keep the text of a part, unless it is none or there is enough."""
        if kind == "text/html" and sum(map(len, self.html)) < MOST_HTML:
            self.html.append(_decoded(body, encoding, charset, MOST_HTML))
        elif kind in ("text/plain", "text") and sum(map(len, self.plain)) < MOST_PLAIN:
            self.plain.append(_decoded(body, encoding, charset, MOST_PLAIN))

    def texts(self) -> Texts:
        """Return what was kept."""
        return Texts(
            html="\n".join(self.html)[:MOST_HTML] if self.html else None,
            plain="\n".join(self.plain)[:MOST_PLAIN] if self.plain else None,
        )

    def _enter(self, whole: bytes, start: int, end: int, depth: int) -> None:
        top = whole[start : min(end, start + _LONGEST_HEAD)]
        match = _EMPTY_LINE.search(top)
        fields = Head(top[: match.start()] if match else top)
        body = whole[start + match.end() : end] if match else b""
        if (fields.first("content-disposition") or "").strip().lower().startswith("attachment"):
            return
        kind, parameters = content_type(fields.first("content-type"))
        self.visit(kind, parameters, fields.first("content-transfer-encoding") or "", body, depth)


def _split(body: bytes, boundary: bytes) -> list[tuple[int, int]]:
    """Return where the parts between the boundary lines begin and end (RFC 2046 section 5.1.1).

    A missing last line is forgiven.
    """
    delimiter = b"\n--" + boundary
    parts: list[tuple[int, int]] = []
    start: int | None = None
    for at in islice(_likely(body, delimiter), _MOST_LIKELY):
        after = at + len(delimiter)
        line_end = body.find(b"\n", after)
        tail = body[after : min(line_end if line_end != -1 else len(body), after + 200)].strip()
        if tail in (b"", b"--"):
            if start is not None:
                parts.append((start, at - (start < at and body[at - 1 : at] == b"\r")))
            start = None if tail or line_end == -1 else line_end + 1
            if start is None or len(parts) == MOST_PARTS:
                break
    if start is not None and start < len(body):
        parts.append((start, len(body)))
    return parts


def _likely(body: bytes, delimiter: bytes) -> Iterator[int]:
    """Yield where the line feed lies before each line that begins like a boundary line, -1 for the first line."""
    # At the start of a line only, or the search would cost quadratic time.
    if body.startswith(delimiter[1:]):
        yield -1
    at = body.find(delimiter)
    while at != -1:
        yield at
        at = body.find(delimiter, at + 1)


def _decoded(body: bytes, encoding: str, charset: str | None, most: int) -> str:
    """Return a part as text; encoded octets are cut so that at most about `most` octets are decoded."""
    encoding = encoding.strip().lower()
    if encoding == "base64":
        octets = decoding.base64(body[: most * 3 // 2])
    elif encoding == "quoted-printable":
        octets = decoding.quoted_printable(body[: most * 3])
    else:
        octets = body
    return decoding.text(octets[:most], charset)


def texts(head: Head, body: bytes) -> Texts:
    """Return the HTML and the plain text of a message body; attachments are not read and nothing is fetched."""
    walk = _Walk([], [])
    kind, parameters = content_type(head.first("content-type"))
    walk.visit(kind, parameters, head.first("content-transfer-encoding") or "", body[:MOST_OCTETS], 0)
    return walk.texts()


def part_texts(parts: Iterable[Part]) -> Texts:
    """Return the HTML and the plain text of parts that were fetched one by one."""
    walk = _Walk([], [])
    for part in list(parts)[:MOST_PARTS]:
        walk.take(part.media.lower(), part.charset, part.encoding, part.content)
    return walk.texts()
