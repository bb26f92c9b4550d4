"""What the person's own receiving server attested: RFC 8601 fields and the boundary up to which they are believed."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from inboxguard.facts import addresses
from inboxguard.facts.hops import (
    Organisational,
    Stretch,
    delivering_host,
    kin,
    leaves_out_id,
    nearest,
    private,
    stretch,
    writes_one_report,
)
from inboxguard.facts.message import Authentication, Message, Shelf

_FIELD = "authentication-results"
_MOST_OF_ALL = 2 / 3
"""Of its deliveries a server must report so many before reports under its border line count as its own."""
_RESULTS = frozenset({"pass", "fail", "hardfail", "softfail", "none", "neutral", "temperror", "permerror", "policy"})
_BAD = frozenset({"fail", "hardfail", "softfail", "permerror", "policy"})
# Which property tells the domain of a method, best first (RFC 8601 section 2.7, RFC 9989); others must not matter.
_PROPERTIES = {
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom", "smtp.mfrom", "smtp.helo"),
    "dmarc": ("header.from",),
}
_RUN = re.compile(r'[^\\"()]+|[\\"()]')
_EQUALS = re.compile(r"\s*=\s*")
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


def _known(authserv_id: str, own: tuple[str, ...]) -> bool:
    """Return whether an id is one of the own, or a machine under one ("mx6.post.example" under "post.example")."""
    return any(authserv_id == item or authserv_id.endswith(f".{item}") for item in own)


@lru_cache(maxsize=64)
def _may_leave_out_id(own: tuple[str, ...], organisational: Organisational) -> bool:
    """Return whether one of the person's services writes its reports without an id."""
    return any(leaves_out_id(organisational(item) or item) for item in own)


@lru_cache(maxsize=64)
def _lower(authserv_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item.lower() for item in authserv_ids)


def _writers(reach: Stretch, organisational: Organisational) -> list[frozenset[str]]:
    """Return for every part of the own stretch, parted by its Received lines, the services that may report there.

    A server writes its report right above its own line or right under it; machines with inner names stand for the
    service around them. Under the border line only the server that took the message from outside may report.
    """
    houses = [
        kin(organisational(step.by) or step.by) if step.by and "." in step.by and not private(step.by) else None
        for step in reach.hops
    ]
    named = [house for house in houses if house is not None]
    last = named[-1] if named else frozenset[str]()
    above: list[frozenset[str]] = []
    seen = frozenset[str]()
    for house in houses:
        seen = house or seen
        above.append(seen)
    below = last
    parts = [last]
    for place in range(len(houses) - 1, -1, -1):
        below = houses[place] or below
        parts.insert(0, below | (above[place - 1] if place else frozenset()))
    return parts


def _agrees(authserv_id: str, house: frozenset[str], organisational: Organisational) -> bool:
    """Return whether an id names a service; one without a dot ("mailserver") names no other."""
    return "." not in authserv_id or (organisational(authserv_id) or authserv_id) in house


def _is_own(one: Report, own: tuple[str, ...], house: frozenset[str], organisational: Organisational) -> bool:
    """Return whether a report bears an own id, and that of the service at whose place it stands."""
    return bool(one.authserv_id) and _known(one.authserv_id, own) and _agrees(one.authserv_id, house, organisational)


def _believed(
    message: Message, own: tuple[str, ...], organisational: Organisational
) -> tuple[str, list[Result]] | None:
    """Return the id and results of the own server's report: its topmost field and the unbroken run under it.

    Where the person's mailboxes forward to each other, the one that took the message from outside knows best.
    """
    reach = stretch(message.trail, own, organisational)
    fields = message.trail[: reach.end]
    places = [place for place, field in enumerate(fields) if field[0] == _FIELD]
    if not places:
        return None
    id_less = _may_leave_out_id(own, organisational) and bool(reach.hops)
    if reach.hops:
        parts = _writers(reach, organisational)
    else:
        # Every own machine has an inner name; what stands above all Received lines is theirs all the same.
        first = next((place for place, field in enumerate(fields) if field[0] == "received"), len(fields))
        places = [place for place in places if place < first and first < len(message.trail)]
        parts = [frozenset[str]().union(*(kin(organisational(item) or item) for item in own))]
    found: tuple[str, list[Result]] | None = None
    for place in places:
        if found is not None and fields[place - 1][0] == _FIELD:
            continue
        house = parts[sum(name == "received" for name, _ in fields[: min(place, reach.border)])]
        top = report(fields[place][1])
        if top.authserv_id == "" and id_less and any(leaves_out_id(one) for one in house):
            # Accepted only as the topmost field of a service that is known to write it so.
            by = delivering_host(message.trail)
            found = found or (organisational(by) or by, list(top.results))
        elif _is_own(top, own, house, organisational) and (
            found is None or not _agrees(found[0], parts[-1], organisational)
        ):
            found = top.authserv_id, _run(fields[place:], own, house, organisational)
    return found


def _run(
    fields: tuple[tuple[str, str], ...], own: tuple[str, ...], house: frozenset[str], organisational: Organisational
) -> list[Result]:
    """Return the results of a report and of those that stand directly under it, of the same service."""
    results: list[Result] = []
    for name, value in fields:
        if name != _FIELD:
            break
        one = report(value)
        if not _is_own(one, own, house, organisational):
            break
        # A field that the sender slipped in under the own one must not overrule it: a method is heard once.
        heard = {result.method for result in results}
        results += [result for result in one.results if result.method not in heard]
        if any(writes_one_report(domain) for domain in house):
            break
    return results


def attest(
    message: Message,
    authserv_ids: tuple[str, ...],
    imported: bool,
    organisational: Organisational = nearest,
) -> Authentication:
    """Return what the person's own servers (`authserv_ids`, RFC 8601 section 2.5) attested about a message.

    Fields below the own servers' stretch of the header, of other ids, of unknown methods and property types are
    ignored; without a report of dkim, spf or dmarc nothing is attested.
    """
    found = _believed(message, _lower(authserv_ids), organisational)
    if found is None or not found[1]:
        return Authentication()
    authserv_id, results = found
    pairs = [(result.method, result.domain) for result in results if result.method != "dmarc" and result.domain]
    passed = tuple(
        dict.fromkeys((r.method, r.domain) for r in results if r.verdict == "pass" and (r.method, r.domain) in pairs)
    )
    failed = tuple(
        dict.fromkeys((r.method, r.domain) for r in results if r.verdict in _BAD and (r.method, r.domain) in pairs)
    )
    policies = [result for result in results if result.method == "dmarc"]
    dmarc = None
    if any(result.verdict in _BAD for result in policies):
        dmarc = False
    elif any(result.verdict == "pass" for result in policies):
        dmarc = True
    return Authentication(
        attested="imported" if imported else "server",
        authserv_id=authserv_id,
        passed=passed,
        failed=failed,
        dmarc=dmarc,
        aligned=_aligned(message, passed, policies, dmarc, organisational),
    )


def valid_signers(message: Message, organisational: Organisational = nearest) -> frozenset[str]:
    """Return the domains whose DKIM signature of a message holds: as the own server attested, or as was checked.

    A check counts for the From domain only (aligned, relaxed), and never against the own server's word.
    """
    own = message.authentication
    attested = frozenset(domain for method, domain in own.passed if method == "dkim")
    if not message.verified or message.sender is None or own.aligned is False or "two_from" in message.defects:
        return attested
    refused = {domain for method, domain in own.failed if method == "dkim"}
    mine = organisational(message.sender.domain) or message.sender.domain
    return attested | {
        domain
        for domain, result in message.verified
        if result == "pass" and domain not in refused and (organisational(domain) or domain) == mine
    }


def _aligned(
    message: Message,
    passed: tuple[tuple[str, str], ...],
    policies: list[Result],
    dmarc: bool | None,
    organisational: Organisational,
) -> bool:
    """Return whether what passed speaks for the From domain (RFC 9989: relaxed, on the organisational domain)."""
    if message.sender is None or "two_from" in message.defects or dmarc is False:
        return False
    domain = message.sender.domain
    mine = organisational(domain) or domain
    if dmarc and all((organisational(result.domain) or result.domain) in (mine, "") for result in policies):
        return True
    return any((organisational(told) or told) == mine for _, told in passed)


@dataclass(slots=True)
class Sightings:
    """Counts, message by message, which ids top Authentication-Results on the servers that delivered."""

    _seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    _unforgeable: set[tuple[str, str]] = field(default_factory=set)
    _since: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _deliveries: dict[str, list[datetime | None]] = field(default_factory=dict)

    def add(self, message: Message, organisational: Organisational = nearest) -> None:
        """Take a message into account; mail that the person sent, or that lies in Junk, says nothing."""
        if message.shelf in (Shelf.SENT, Shelf.DRAFTS, Shelf.JUNK):
            return
        host = delivering_host(message.trail)
        if not host:
            return
        house = organisational(host) or host
        self._deliveries.setdefault(house, []).append(message.at)
        reach = stretch(message.trail, (host,), organisational)
        top = next((at for at, (name, _) in enumerate(message.trail[: reach.end]) if name == _FIELD), None)
        if top is None:
            return
        for name, value in message.trail[top : reach.end]:
            if name != _FIELD:
                break
            told = report(value)
            identity = told.authserv_id or (house if leaves_out_id(house) else "")
            agrees = (organisational(identity) or identity) in kin(house)
            if not identity or not agrees:
                break
            if not told.results:
                continue  # iCloud reports BIMI first, under an id of its own
            key = (house, identity)
            self._seen[key] += 1
            if top < reach.border:
                self._unforgeable.add(key)
            if message.at is not None:
                self._since[key] = min(self._since.get(key, message.at), message.at)

    def ids(self) -> tuple[str, ...]:
        """Return the ids that top the field in several mails and in most since they first did, commonest first.

        A server that attests at all attests nearly everything; an id that a sender writes under the border line of a
        server that attests nothing stays rare among that server's deliveries.
        """
        learnt: list[str] = []
        houses = Counter(house for house, _ in self._seen)
        for (house, identity), count in self._seen.most_common():
            since = self._since.get((house, identity))
            deliveries = [at for at in self._deliveries[house] if since is None or at is None or at >= since]
            sure = (house, identity) in self._unforgeable
            enough = count >= 2 or (sure and len(self._deliveries[house]) == 1)
            # A service with many machines divides its mail among many ids.
            share = sum(n for (other, _), n in self._seen.items() if other == house) / len(deliveries)
            if enough and (sure or share >= _MOST_OF_ALL):
                learnt.append(house if houses[house] > 6 else identity)
        return tuple(dict.fromkeys(learnt))
