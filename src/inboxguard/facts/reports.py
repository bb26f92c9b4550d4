"""One Authentication-Results field as it reads (RFC 8601 section 2.2): the server's id and its results."""

import re
from dataclasses import dataclass
from functools import lru_cache

from inboxguard.facts import addresses

FIELD = "authentication-results"
_RESULTS = frozenset({"pass", "fail", "hardfail", "softfail", "none", "neutral", "temperror", "permerror", "policy"})
# Which property tells the domain of a method, best first (RFC 8601 section 2.7, RFC 9989); others must not matter.
_PROPERTIES = {
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom", "smtp.mfrom", "smtp.helo"),
    "dmarc": ("header.from",),
    "compauth": (),
    "arc": (),
}
_RUN = re.compile(r'[^\\"()]+|[\\"()]')
_EQUALS = re.compile(r"(?<!\s)\s*=\s*")  # from where blanks begin, or many of them would cost quadratic time
_PIECE = re.compile(r'"((?:[^"\\]|\\.){0,2000})"|([^"]+|")')
_RESULT = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,40})(?:/\d{1,3})?=([A-Za-z]{1,20})\b")
_PROPERTY = re.compile(r"(?<![\w.])([A-Za-z]{1,20}\.[A-Za-z0-9_-]{1,40})=([^\s;]{1,500})")


@dataclass(frozen=True, slots=True)
class Result:
    """One method's result: "dkim", "pass", and the domain that it speaks about ("" when it names none)."""

    method: str
    verdict: str
    domain: str


@dataclass(frozen=True, slots=True)
class Report:
    """One Authentication-Results field: the server's id ("" when left out) and the results of known methods."""

    authserv_id: str
    results: tuple[Result, ...]


def _uncommented(value: str) -> str:
    """Return a field value without its (nested) comments; quoted strings keep theirs."""
    if "(" not in value and "\\" not in value:
        return value
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for piece in _RUN.findall(value):
        if escaped:
            escaped = False
            if depth == 0:
                kept.append(piece[0])
            piece = piece[1:]
            if not piece:
                continue
        if piece == "\\" and (depth or quoted):
            escaped = True
            continue
        if piece == '"' and depth == 0:
            quoted = not quoted
        elif not quoted and piece == "(":
            depth += 1
            continue
        elif not quoted and piece == ")" and depth:
            depth -= 1
            kept.append(" ")
            continue
        if depth == 0:
            kept.append(piece)
    return "".join(kept)


def _sections(value: str) -> list[str]:
    """Return the parts between semicolons; a semicolon or blank inside quotes separates nothing."""
    if '"' not in value:
        return [part.strip() for part in _EQUALS.sub("=", value).split(";")]
    unquoted: list[str] = []
    for match in _PIECE.finditer(value):
        if match[1] is not None:
            unquoted.append(re.sub(r"[\s;=]", "_", match[1]) if not _is_plain(match[1]) else match[1])
        else:
            unquoted.append(_EQUALS.sub("=", match[2]))
    return [part.strip() for part in "".join(unquoted).split(";")]


def _is_plain(value: str) -> bool:
    """Return whether a quoted string could have stood without its quotes."""
    return not re.search(r"[\s;]", value)


@lru_cache(maxsize=16)  # the same field is asked about several times in a row
def report(value: str) -> Report:
    """Return what an unfolded Authentication-Results value says (RFC 8601 section 2.2); never raises."""
    parts = _sections(_uncommented(value[:8000]))
    first = parts[0] if parts else ""
    authserv_id = ""
    if not _RESULT.match(first):
        authserv_id = first.split(" ")[0].lower().strip("\"'")[:255]
        parts = parts[1:]
    results: list[Result] = []
    for part in parts[:60]:
        match = _RESULT.match(part)
        if match is None:
            continue
        method, verdict = match[1].lower(), match[2].lower()
        if method not in _PROPERTIES or verdict not in _RESULTS:
            continue
        properties: dict[str, str] = {}
        for name, content in _PROPERTY.findall(part):
            properties.setdefault(name.lower(), content)
        told = next((properties[name] for name in _PROPERTIES[method] if properties.get(name)), "")
        domain = addresses.domain(told.rpartition("@")[2].strip("<>\"',"))
        results.append(Result(method, verdict, domain if "." in domain else ""))
    return Report(authserv_id, tuple(results))
