"""The header block: bytes in, unfolded fields out, bounded in every direction."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from inboxguard.facts import decoding

MOST_OCTETS = 512_000
"""A header block is read up to here; real ones stay below 60,000 octets."""
MOST_FIELDS = 1_000
LONGEST = 64_000
"""A field value is cut here (octets)."""

_NAME = re.compile(rb"([!-9;-~]{1,120})[ \t]*:")
# A field with its continuation lines; the names of fields hold no colon, so nothing is read twice.
_FIELD = re.compile(rb"^([!-9;-~]{1,120}[ \t]{0,20}:)([^\n]*\n(?:[ \t][^\n]*\n)*)", re.M)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")


@lru_cache(maxsize=2_048)
def _name(octets: bytes) -> str:
    """Return the name of a field in lower case."""
    return octets.rstrip(b": \t").decode("ascii").lower()


class Head:
    """The fields of one header block, from the top, names in lower case and values without control characters.

    Values are decoded when they are asked for: of most fields nobody ever asks.
    """

    __slots__ = ("_names", "_octets", "_places", "_values", "defects")

    def __init__(self, head: bytes) -> None:
        self.defects: list[str] = []
        if len(head) > MOST_OCTETS:
            head = head[:MOST_OCTETS]
            self.defects.append("long_header")
        found = _whole(head)
        fields = self._split(head) if found is None else found
        if len(fields) > MOST_FIELDS:
            del fields[MOST_FIELDS:]
            self.defects.append("many_fields")
        self._names = [_name(name) for name, _ in fields]
        self._octets = [octets for _, octets in fields]
        self._values: dict[int, str] = {}
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(self._names):
            self._places.setdefault(name, []).append(place)

    def _split(self, head: bytes) -> list[tuple[bytes, bytes]]:
        """Return the fields of a block that is not by the book, line by line, and note what is wrong."""
        # A bare CR separates fields only in files that know no LF; elsewhere it is noise inside a value.
        lines = [line.rstrip(b"\r") for line in head.split(b"\n")] if b"\n" in head else head.split(b"\r")
        fields: list[tuple[bytes, list[bytes]]] = []
        for number, line in enumerate(lines):
            if not line:
                if not fields:
                    continue  # empty lines before the first field
                break
            if line[:1] in b" \t":
                if fields:
                    fields[-1][1].append(line)
                continue
            match = _NAME.match(line)
            if match is not None:
                fields.append((match[1], [line[match.end() :]]))
                if len(fields) > MOST_FIELDS:
                    break
            elif not (number == 0 and line.startswith((b"From ", b">From "))) and "bad_line" not in self.defects:
                self.defects.append("bad_line")
        return [(name, b"".join(parts)) for name, parts in fields]

    def at(self, place: int) -> str:
        """Return the unfolded value of the field at a place of `order`, encoded words undecoded."""
        value = self._values.get(place)
        if value is None:
            octets = self._octets[place].replace(b"\n", b"")[:LONGEST]
            value = self._values[place] = decoding.clean(decoding.text(octets))
        return value

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield (name, unfolded value) from the top; encoded words stay as they are, control characters are gone."""
        return ((name, self.at(place)) for place, name in enumerate(self._names))

    def order(self) -> Sequence[str]:
        """Return the name of every field, from the top."""
        return self._names

    def names(self) -> Set[str]:
        """Return the names that occur."""
        return self._places.keys()

    def all(self, name: str) -> tuple[str, ...]:
        """Return the unfolded values of every field `name`, from the top, encoded words undecoded."""
        return tuple(self.at(place) for place in self._places[name]) if name in self._places else ()

    def first(self, name: str) -> str | None:
        """Return the topmost unfolded value of `name`, encoded words undecoded; None where the field is missing."""
        places = self._places.get(name)
        return self.at(places[0]) if places else None

    def topmost(self, *names: str) -> str | None:
        """Return the value of the topmost field that has one of the names; None where there is none."""
        places = [self._places[name][0] for name in names if name in self._places]
        return self.at(min(places)) if places else None

    def legible(self, name: str) -> str | None:
        """Return the topmost value of `name` as `first` does; octets of no told charset are read in the body's.

        Old software writes the header in it. By this value nothing is known again: the body's field may be missing.
        """
        value = self.first(name)
        if value is None or value.isascii():
            return value
        octets = self._octets[self._places[name][0]].replace(b"\n", b"")[:LONGEST]
        try:
            octets.decode()
        except UnicodeDecodeError:
            told = content_type(self.first("content-type"))[1].get("charset")
            return decoding.clean(decoding.text(octets, told))
        return value

    def shown(self, name: str) -> str | None:
        """Return the topmost value of `name` as people read it, encoded words decoded."""
        value = self.legible(name)
        return None if value is None else decoding.shown(value)


def _whole(head: bytes) -> list[tuple[bytes, bytes]] | None:
    """Return the fields of a block that is by the book (RFC 5322 section 2.2), at once; None for any other."""
    block = head.replace(b"\r\n", b"\n")
    if b"\r" in block:
        return None
    end = block.find(b"\n\n")
    block = block[: end + 1] if end >= 0 else block if block.endswith(b"\n") else block + b"\n"
    fields: list[tuple[bytes, bytes]] = _FIELD.findall(block)
    return fields if sum(len(name) + len(value) for name, value in fields) == len(block) else None


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
