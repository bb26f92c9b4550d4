"""The header block: bytes in, unfolded fields out, bounded in every direction."""

import re
from collections.abc import Iterator

from inboxguard.facts import decoding

MOST_OCTETS = 512_000
"""A header block is read up to here; real ones stay below 60,000 octets."""
MOST_FIELDS = 1_000
LONGEST = 64_000
"""A field value is cut here (octets)."""

_NAME = re.compile(rb"([!-9;-~]{1,120})[ \t]*:")
_BREAK = re.compile(rb"\r*\n")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")


class Head:
    """The fields of one header block, from the top, names in lower case and values without control characters."""

    __slots__ = ("_by_name", "_fields", "defects")

    def __init__(self, head: bytes) -> None:
        self.defects: list[str] = []
        self._fields: list[tuple[str, str]] = []
        self._by_name: dict[str, list[str]] = {}
        self._split(head)

    def _split(self, head: bytes) -> None:
        if len(head) > MOST_OCTETS:
            head = head[:MOST_OCTETS]
            self.defects.append("long_header")
        # A bare CR separates fields only in files that know no LF; elsewhere it is noise inside a value.
        lines = _BREAK.split(head) if b"\n" in head else head.split(b"\r")
        name, parts = "", list[bytes]()
        for number, line in enumerate(lines):
            if not line:
                if not name and not self._fields:
                    continue  # empty lines before the first field
                break
            if line[:1] in b" \t":
                if name:
                    parts.append(line)
                continue
            match = _NAME.match(line)
            if match is None:
                if not (number == 0 and line.startswith((b"From ", b">From "))) and "bad_line" not in self.defects:
                    self.defects.append("bad_line")
                continue
            self._add(name, parts)
            if len(self._fields) >= MOST_FIELDS:
                self.defects.append("many_fields")
                name = ""
                break
            name, parts = match[1].decode("ascii").lower(), [line[match.end() :]]
        self._add(name, parts)

    def _add(self, name: str, parts: list[bytes]) -> None:
        if name:
            octets = parts[0] if len(parts) == 1 else b"".join(parts)
            value = decoding.clean(decoding.text(octets[:LONGEST]))
            self._fields.append((name, value))
            self._by_name.setdefault(name, []).append(value)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield (name, unfolded value) from the top; encoded words stay as they are, control characters are gone."""
        return iter(self._fields)

    def names(self) -> frozenset[str]:
        """Return the names that occur."""
        return frozenset(self._by_name)

    def all(self, name: str) -> tuple[str, ...]:
        """Return the unfolded values of every field `name`, from the top, encoded words undecoded."""
        return tuple(self._by_name.get(name, ()))

    def first(self, name: str) -> str | None:
        """Return the topmost unfolded value of `name`, encoded words undecoded; None where the field is missing."""
        values = self._by_name.get(name)
        return values[0] if values else None

    def shown(self, name: str) -> str | None:
        """Return the topmost value of `name` as people read it, encoded words decoded."""
        value = self.first(name)
        return None if value is None else decoding.shown(value)


def message_ids(value: str | None) -> tuple[str, ...]:
    """Return the message ids of a Message-ID, In-Reply-To or References value, with brackets, at most 100."""
    if not value:
        return ()
    found = tuple(f"<{inner}>" for inner in _MESSAGE_ID.findall(value))
    if not found:
        bare = value.strip("<> ")
        # Some senders forget the brackets; a phrase ("Your message of Monday") is no id.
        return (f"<{bare}>",) if "@" in bare and not any(c.isspace() for c in bare) and len(bare) <= 900 else ()
    return found[:1] + found[max(1, len(found) - 99) :]


_PARAMETER = re.compile(r';\s*([A-Za-z0-9*_-]{1,40})\s*=\s*(?:"((?:[^"\\]|\\.){0,1000})"|([^\s;"]{0,1000}))')


def content_type(value: str | None) -> tuple[str, dict[str, str]]:
    """Return the lower-case media type ("text/plain" by default) and the parameters of a Content-Type value."""
    if not value:
        return "text/plain", {}
    value = value[:4000]
    kind = value.partition(";")[0].strip().lower()
    parameters: dict[str, str] = {}
    for name, quoted, plain in _PARAMETER.findall(value):
        parameters.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) if quoted else plain)
    return (kind if "/" in kind else "text/plain"), parameters
