"""What the person's own receiving server attested: RFC 8601 fields and the boundary up to which they are believed."""

from functools import lru_cache

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
from inboxguard.facts.message import Authentication, Message
from inboxguard.facts.reports import FIELD, Report, Result, report

_BAD = frozenset({"fail", "hardfail", "softfail", "permerror", "policy"})
_DENIALS = frozenset({"fail", "hardfail"})
_UNCHECKED = frozenset({"temperror", "permerror"})
"""The server could not check: a name server that was away, a record or signature that cannot be read (RFC 8601 2.7)."""
_COMPOSITE, _FORWARDED = "compauth", "arc"
_VERDICTS = {"pass": True, "fail": False}


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
    places = [place for place, field in enumerate(fields) if field[0] == FIELD]
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
        if found is not None and fields[place - 1][0] == FIELD:
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
        if name != FIELD:
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

    One forgery passes: a field with the own id right under the border line, of a mail on which the own server wrote no
    report, where that server leaves strangers' fields with its id in place, against RFC 8601 section 5. One mail does
    not show it; that a server always writes above its line could be learnt, but ids alone are kept of what was learnt.
    """
    found = _believed(message, _lower(authserv_ids), organisational)
    if found is None or all(result.method in (_COMPOSITE, _FORWARDED) for result in found[1]):
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
    if any(result.verdict in _DENIALS for result in policies):
        dmarc = False
    elif any(result.verdict == "pass" and _of_sender(result, message, organisational) for result in policies):
        dmarc = True
    return Authentication(
        attested="imported" if imported else "server",
        authserv_id=authserv_id,
        passed=passed,
        failed=failed,
        dmarc=dmarc,
        aligned=None if _unchecked(results) else _aligned(message, passed, policies, dmarc, organisational),
        composite=next((_VERDICTS.get(result.verdict) for result in results if result.method == _COMPOSITE), None),
        denied=_denied(results),
    )


def _unchecked(results: list[Result]) -> bool:
    """Return whether the server checked nothing."""
    return all(result.verdict in _UNCHECKED for result in results if result.method not in (_COMPOSITE, _FORWARDED))


def _denied(results: list[Result]) -> bool:
    """Return whether the results deny the sender, rather than leave open who it is.

    DMARC failed, unless a chain of forwarders holds (RFC 8617); or nothing passed, and the domain's own SPF record
    excludes the host or signature and SPF both fail. A signature that fails is as none (RFC 6376 section 6.1), and
    "softfail" is a weak statement (RFC 7208 section 2.6.5).
    """
    of = {method: {result.verdict for result in results if result.method == method} for method in ("dkim", "spf")}
    if any(result.method == "dmarc" and result.verdict in _DENIALS for result in results):
        return not any(result.method == _FORWARDED and result.verdict == "pass" for result in results)
    if "pass" in of["dkim"] | of["spf"]:
        return False
    return not of["spf"].isdisjoint(_DENIALS) or ("softfail" in of["spf"] and not of["dkim"].isdisjoint(_DENIALS))


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


def _of_sender(result: Result, message: Message, organisational: Organisational) -> bool:
    """Return whether a result is about the From that is read here: of an odd field a server may read another one."""
    if not result.domain:
        return True
    mine = message.sender.domain if message.sender is not None else ""
    return (organisational(result.domain) or result.domain) == (organisational(mine) or mine)


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
    if dmarc and all(_of_sender(result, message, organisational) for result in policies):
        return True
    return any((organisational(told) or told) == mine for _, told in passed)
