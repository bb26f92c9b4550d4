"""Raw mail taken apart and put together again: fields, moments, and words in whatever encoding they are written."""

import base64
import binascii
import quopri
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.header import Header, decode_header
from email.utils import format_datetime, parsedate_to_datetime

Words = Callable[[str], str]
Field = tuple[str, str]
"""Name, and value with its line breaks."""

_MOMENT = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")
_STAMP = re.compile(r"\bt=(\d{10})\b")
_ENCODED = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=(?:\s+=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=)*")
_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_CHARSET = re.compile(r'charset="?([^";\s]+)"?', re.IGNORECASE)


def fields(mail: bytes) -> tuple[list[Field], bytes]:
    """Return the header fields, top first, and the octets after the blank line."""
    head, _, rest = mail.partition(b"\n\n")
    found: list[Field] = []
    for line in head.decode("latin-1").split("\n"):
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
        else:
            name, _, value = line.partition(": ")
            found.append((name, value))
    return found, rest


def joined(head: Iterable[Field], rest: bytes) -> bytes:
    """Return a mail of these fields and this body."""
    return "".join(f"{name}: {value}\n" for name, value in head).encode("latin-1") + b"\n" + rest


def value(mail: bytes, name: str) -> str:
    """Return the topmost field of that name, decoded and on one line; "" where there is none."""
    for named, raw in fields(mail)[0]:
        if named.lower() == name.lower():
            return " ".join(_decoded(raw).split())
    return ""


def arrived(mail: bytes) -> datetime:
    """Return when the mail came: what the topmost hop says, else its own date."""
    said = value(mail, "Received").rpartition(";")[2].strip() or value(mail, "Date")
    return parsedate_to_datetime(said).astimezone(UTC)


def moved(mail: bytes, by: timedelta) -> bytes:
    """Return the mail as if it had come so much later: every moment in its header moves, none in its text."""

    def later(found: re.Match[str]) -> str:
        return format_datetime(parsedate_to_datetime(found[0]) + by)

    def stamped(found: re.Match[str]) -> str:
        return f"t={int(found[1]) + int(by.total_seconds())}"

    head, rest = fields(mail)
    return joined([(name, _STAMP.sub(stamped, _MOMENT.sub(later, text))) for name, text in head], rest)


def reworded(mail: bytes, change: Words) -> bytes:
    """Return the mail with its words changed, in the fields and in every text part, each in its own encoding."""
    head, rest = fields(mail)
    told = {name.lower(): text for name, text in head}
    body = _part(told.get("content-type", ""), told.get("content-transfer-encoding", ""), rest, change)
    return joined([(name, _field(text, change)) for name, text in head], body)


def text(mail: bytes) -> str:
    """Return all words of the text parts, decoded."""
    seen: list[str] = []

    def look(words: str) -> str:
        seen.append(words)
        return words

    head, rest = fields(mail)
    told = {name.lower(): one for name, one in head}
    _part(told.get("content-type", ""), told.get("content-transfer-encoding", ""), rest, look)
    return "\n".join(seen)


def _decoded(raw: str) -> str:
    return _ENCODED.sub(lambda found: _word(found[0]), raw)


def _word(encoded: str) -> str:
    pieces = decode_header(encoded)
    return "".join(
        piece.decode(charset or "ascii", "replace") if isinstance(piece, bytes) else piece for piece, charset in pieces
    )


def _field(raw: str, change: Words) -> str:
    def again(found: re.Match[str]) -> str:
        words = change(_word(found[0]))
        return words if words.isascii() else Header(words, "utf-8", maxlinelen=70).encode(linesep="\n")

    if "=?" not in raw:
        return change(raw)
    pieces: list[str] = []
    end = 0
    for found in _ENCODED.finditer(raw):
        pieces += [change(raw[end : found.start()]), again(found)]
        end = found.end()
    return "".join([*pieces, change(raw[end:])])


def _part(content_type: str, encoding: str, octets: bytes, change: Words) -> bytes:
    seam = _BOUNDARY.search(content_type)
    if seam is not None and content_type.lower().startswith("multipart/"):
        mark = b"--" + seam[1].encode()
        first, *others = octets.split(mark)
        return mark.join([first, *(_inner(one, change) for one in others)])
    charset = _CHARSET.search(content_type)
    return _encoded(octets, encoding.strip().lower(), charset[1] if charset else "utf-8", change)


def _inner(one: bytes, change: Words) -> bytes:
    """Return what stands between two seams; what is no part stays as it is."""
    if b"\n\n" not in one or one.startswith(b"--"):
        return one
    break_, inside = one[:1], one[1:]
    head, rest = fields(inside)
    told = {name.lower(): text for name, text in head}
    body = _part(told.get("content-type", ""), told.get("content-transfer-encoding", ""), rest, change)
    return break_ + joined(head, body)


def _encoded(octets: bytes, encoding: str, charset: str, change: Words) -> bytes:
    try:
        plain = {"base64": base64.decodebytes, "quoted-printable": quopri.decodestring}.get(encoding, bytes)(octets)
    except binascii.Error:
        return octets
    words, codec = _read(plain, charset)
    anew = change(words)
    if anew == words:
        return octets
    try:
        written = anew.encode(codec)
    except UnicodeEncodeError:
        written = anew.encode(codec, "xmlcharrefreplace")
    if encoding == "base64":
        return base64.encodebytes(written)
    return quopri.encodestring(written) if encoding == "quoted-printable" else written


def _read(octets: bytes, charset: str) -> tuple[str, str]:
    """Return the words, and how they really are encoded: some mail says one thing and is another."""
    for codec in ("utf-8", charset, "latin-1"):
        try:
            return octets.decode(codec), codec
        except (UnicodeDecodeError, LookupError):
            continue
    raise AssertionError("latin-1 decodes everything")
