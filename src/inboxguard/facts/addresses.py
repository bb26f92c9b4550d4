"""Mail addresses as they stand in real headers: quoted, commented, unbracketed, grouped, international."""

import re
import unicodedata
from functools import lru_cache

from inboxguard.facts import decoding
from inboxguard.facts.message import Address

MOST = 500
LONGEST = 64_000
_SHORT = 300
"""Characters up to which a value is remembered."""
_LONGEST_PHRASE = 60
"""Pieces of a name before its address; what goes on longer is no name."""
_LONGEST_NAME = 4_000
"""Characters of a name that are decoded, half from its beginning and half from its end; real ones are below 300."""
_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,1500}\?=)   # an encoded word is one piece, commas and all
      | "(?P<quoted>(?:[^"\\]|\\.){0,500})"
      | \((?P<comment>[^()]*)\)
      | <(?P<angle>[^<>]*)>?
      | (?P<mark>[,;:])
      | (?P<plain>(?:[^\s"(<,;:=\\]|\\["\\]?)+|=|"|\()  # an escaped quote opens no quoted string
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(
    r"<?([\w.+=!#$%&*/?^`{|}~-]{1,200})@([a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)>?", re.ASCII | re.I
).fullmatch
"""An address as nearly all are."""
_SPEC = re.compile(r"[^\s<>,;:\"()@]{1,200}@[^\s<>,;:\"()@]{1,253}")

_ENDS = "." + "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())

def domain(value: str) -> str:
    """Return a host name in lower case as A-labels (RFC 5890), without the trailing dot; junk is only lower-cased."""
    name = value.strip(_ENDS).lower()
    if name.isascii():
        return name
    name = unicodedata.normalize("NFKC", name).lower().replace("。", ".").strip(_ENDS)
    labels = []
    for label in name.split("."):
        if label.isascii():
            labels.append(label)
        elif len(label) > 63:
            return name
        else:
            # Not encodings.idna: that is IDNA 2003 and turns straße.example into another domain.
            labels.append("xn--" + label.encode("punycode", "replace").decode("ascii"))
    return ".".join(labels)


def address_spec(value: str) -> str:
    """Return local@domain with the local part as written and the domain normalised; "" where there is no address."""
    plain = _PLAIN(value)
    if plain is not None:
        return f"{plain[1]}@{plain[2].lower()}"
    value = "".join(decoding.clean(value).strip("<>'\" ").split())[:500]
    if value[:7].lower() == "mailto:":
        value = value[7:]
    if value.startswith("@") and ":" in value:  # an obsolete route (RFC 5322 section 4.4)
        value = value.rpartition(":")[2]
    local, at, host = value.rpartition("@")
    host = domain(host)
    if not at or not local or not host or len(host) > 253 or any(c in host for c in "<>()[],;:\\\"'/?"):
        return ""
    return f"{local}@{host}"


def _built(names: list[str], comments: list[str], angle: str | None) -> Address | None:
    """Return the address that the collected pieces make; None where they hold none."""
    phrase = "".join(names)
    if len(phrase) > _LONGEST_NAME:
        phrase = f"{phrase[: _LONGEST_NAME // 2]} {phrase[-_LONGEST_NAME // 2 :]}"
    phrase = decoding.unworded(phrase)
    if angle is not None:
        spec = address_spec(decoding.unworded(angle))
    elif spot := _SPEC.search(phrase):
        # No brackets: the piece with the @ is the address, the rest the name.
        spec = address_spec(spot[0])
        phrase = phrase[: spot.start()] + phrase[spot.end() :]
    else:
        spec = ""
    if not spec:
        spot = _SPEC.search(phrase)
        if spot is None:
            return None
        spec, phrase = address_spec(spot[0]), phrase[: spot.start()] + phrase[spot.end() :]
    name = " ".join(decoding.clean(phrase).split()).strip("'\" ,;:<>")
    if not name and comments:
        name = decoding.shown(" ".join(comments))
    return Address(name[:300], spec) if spec else None


def addresses(value: str | None) -> tuple[Address, ...]:
    """Return the addresses of an undecoded To, From or Cc value in order, groups flattened; never raises."""
    if not value:
        return ()
    return _remembered(value) if len(value) <= _SHORT else _read(value)


@lru_cache(maxsize=1_024)
def _remembered(value: str) -> tuple[Address, ...]:
    """Return the addresses of a short value; cached because the same people and shops write and are written to."""
    return _read(value)


def _read(value: str) -> tuple[Address, ...]:
    found: list[Address] = []
    names: list[str] = []
    comments: list[str] = []
    angle: str | None = None
    likely = False  # whether what was gathered may hold an address
    for match in _TOKEN.finditer(value[:LONGEST]):
        kind, piece = match.lastgroup, match[match.lastgroup or 0] or ""
        if kind == "mark":
            if piece == ":" and angle is None and not any("@" in name for name in names):
                names, comments = [], []  # the name of a group, or "mailto"
                continue
            built = _built(names, comments, angle) if likely else None
            if built is not None:
                found.append(built)
                names, comments, angle = [], [], None
            elif piece == ";" or angle is not None or len(names) > _LONGEST_PHRASE:
                names, comments, angle = [], [], None
            else:
                names.append(piece + " ")  # "Doe, Jane <jane@shop.example>" without quotes
                continue
            likely = False
            if len(found) >= MOST:
                return tuple(found)
        elif kind == "comment":
            comments.append(piece)
        elif kind == "angle":
            likely = True
            if angle is None or "@" not in angle:
                angle = piece
        elif kind == "space":
            names.append(" ")
        else:
            likely = likely or "@" in piece or "=?" in piece
            names.append(re.sub(r"\\(.)", r"\1", piece) if "\\" in piece and kind == "quoted" else piece)
    built = _built(names, comments, angle)
    if built is not None:
        found.append(built)
    return tuple(found)
