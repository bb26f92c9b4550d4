"""From bytes to clean text: charsets as mail really names them, and RFC 2047 encoded words."""

import binascii
import codecs
import re
from collections.abc import Iterable
from functools import lru_cache

_SPOKEN = {
    # Senders say one charset and write its larger sister; mapped as in the WHATWG Encoding Standard, section 4.2.
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "iso-8859-8-i": "iso8859-8", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "macintosh": "mac-roman", "x-mac-roman": "mac-roman",
}  # fmt: skip
# Python codecs that are no charset of mail: quadratic, escaping or depending on the machine.
_NEVER = frozenset(
    {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "charmap", "palmos"}
)
_CHARSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}\Z")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL_IN_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]+")
# Bidirectional overrides make a shown name lie; lone surrogates cannot be stored.
_DECEIVING = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# Soft hyphens and zero-width fillers, with which senders pad previews and hide words from filters.
_FILLER = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u2800\ufeff]")
_PRINTABLE_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800"
# Bounded, so that unfinished words cost no quadratic time; a "?" inside is wrong and real.
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?\r\n]|\?(?!=)){0,1500})\?=")


@lru_cache(maxsize=256)
def _codec(charset: str) -> str | None:
    """Return the Python codec for a charset as mail names it; None for unknown or unfit ones."""
    name = charset.strip().strip("\"'").lower().partition("*")[0]
    name = _SPOKEN.get(name, name)
    if not _CHARSET_NAME.match(name):
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError, ImportError):
        return None
    if info.name.replace("_", "-") in _NEVER or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name


def text(data: bytes, charset: str | None = None) -> str:
    """Return `data` as text: by its declared charset, else UTF-8, else windows-1252 with replacements; never raises."""
    if charset is None and data.isascii():
        return data.decode("ascii")
    codec = _codec(charset[:60]) if charset else None
    # Many senders declare Latin-1 and write UTF-8; the reverse never decodes by accident.
    for name in ("utf-8", codec) if codec in (None, "cp1252") else (codec, "utf-8"):
        if name is None:
            continue
        try:
            return data.decode(name)
        except (UnicodeError, ValueError, LookupError):
            continue
    if codec not in (None, "cp1252"):
        try:
            replaced = data.decode(codec or "utf-8", "replace")
        except (UnicodeError, ValueError, LookupError):
            replaced = ""
        # One bad octet in a hundred is a slip or a cut end; more means that the charset was a lie.
        if replaced and replaced.count("\ufffd") * 100 <= len(replaced) + 100:
            return replaced
    return data.decode("cp1252", "replace")


def clean(value: str) -> str:
    """Return a one-line text: control characters become one space, deceiving ones vanish, the ends are trimmed."""
    if value.isascii():
        # Most fields are plain, or plain but for the tabs with which they were folded.
        plain = value if "\t\t" in value else value.replace("\t", " ")
        if plain.isprintable():
            return plain.strip(" ")
    value = _CONTROL.sub(" ", value)
    return value.strip() if value.isascii() else _DECEIVING.sub("", value).strip()


def unfilled(value: str) -> str:
    """Return a text without fillers."""
    return _FILLER.sub("", value)


def is_plain(value: str) -> bool:
    """Return whether a text has neither fillers nor control characters: few have."""
    return value.isprintable() and (value.isascii() or not any(filler in value for filler in _PRINTABLE_FILLERS))


def tidy(value: str) -> str:
    """Return a text of several lines without control characters other than line feeds."""
    return _DECEIVING.sub("", _CONTROL_IN_LINES.sub(" ", value))


def quoted_printable(data: bytes, *, header: bool = False) -> bytes:
    """Return the octets of a quoted-printable text (RFC 2045 section 6.7), broken escapes left as they stand."""
    return binascii.a2b_qp(data, header=header)


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def base64(data: bytes) -> bytes:
    """Return the octets of a base64 text; noise is skipped, missing padding and a cut end are forgiven."""
    try:
        bare = data.translate(None, b"\r\n")
        octets = binascii.a2b_base64(bare)
        if len(bare) % 4 == 0 and len(octets) == len(bare) // 4 * 3 - bare[-2:].count(b"="):
            return octets  # nothing was skipped
    except binascii.Error:
        pass
    letters = _NOT_BASE64.sub(b"", data.partition(b"=")[0] if data.count(b"=") <= 2 else data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def _word(encoding: str, payload: str) -> bytes:
    """Return the octets of the payload of one encoded word."""
    octets = payload.encode("utf-8", "replace")
    return base64(octets) if encoding in "bB" else quoted_printable(octets, header=True)


def _joined(runs: Iterable[tuple[str, bytes]]) -> str:
    """Return adjacent encoded words as text, those of one charset joined first (a character may be cut in two)."""
    pending: list[tuple[str, bytes]] = []
    for charset, octets in runs:
        if pending and pending[-1][0] == charset:
            pending[-1] = (charset, pending[-1][1] + octets)
        else:
            pending.append((charset, octets))
    return "".join(text(octets, charset) for charset, octets in pending)


def unworded(value: str) -> str:
    """Return `value` with its RFC 2047 encoded words decoded (leniently: also inside quotes, also with spaces)."""
    if "=?" not in value:
        return value
    pieces: list[str] = []
    words: list[tuple[str, bytes]] = []
    end = 0
    for match in _WORD.finditer(value):
        gap = value[end : match.start()]
        if not words or gap.strip():
            # White space between two encoded words is not part of the text (RFC 2047 section 6.2).
            pieces.append(_joined(words))
            words = []
            pieces.append(gap)
        words.append((match[1].lower().partition("*")[0], _word(match[2], match[3])))
        end = match.end()
    pieces.append(_joined(words))
    pieces.append(value[end:])
    return "".join(pieces)


def shown(value: str) -> str:
    """Return a header value as people read it: decoded, on one line, white space collapsed."""
    words = " ".join(unworded(value[:8000]).split())
    return words if words.isprintable() else " ".join(clean(words).split())
