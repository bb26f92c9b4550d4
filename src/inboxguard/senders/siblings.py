"""Senders on two domains that are one brand: such as one domain for newsletters beside the one where its shop is.

A name in common says nothing alone: anyone can bear it. It counts together with what a stranger cannot give itself, and
nothing here ever makes two senders one: a row too many is a smaller fault than mail shown as that of another company.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.domains import organisational
from inboxguard.senders.names import likeness
from inboxguard.senders.sender import SenderId

_LEAST = 4
"""Letters of a name from which two senders with it may be alike."""
_CROWD = 2
"""More organisations than these, each called otherwise, lead to an agency or a platform, not to a brand of theirs."""
_NEWEST = 60
_MOST = 12
"""Domains, marks and namesakes that are looked at."""


@dataclass(frozen=True, slots=True)
class Bonds:
    """What one sender's mail shows of other domains."""

    name: str = ""
    """Letters and digits of its name, "" where the name is nobody's own."""
    leads: tuple[str, ...] = ()
    """Organisational domains to which ways out or answers of most of its mail lead, its own left out."""
    wholly: str | None = None
    """The one domain to which those of all its mail lead, never to its own: it only sends."""
    marks: tuple[tuple[str, str], ...] = ()
    """(what, value) that the person's server vouches for: "signed" with a domain, "list" of one, "account" on a
    platform; and "entity", "number", "address" of the company."""


NO_BONDS = Bonds()


def bonds(organisation: str, name: str, messages: Sequence[Attribution]) -> Bonds:
    """Return what the messages of `organisation`, shown as `name`, show of other domains; only vouched mail counts.

    `messages` come in order of time, and the newest tell.
    """
    vouched = [one for one in messages if one.authenticated is True and one.hosted_for is None][-_NEWEST:]
    if not vouched or (shown := likeness(name)) in _everybodys() or len(shown) < _LEAST:
        return NO_BONDS
    leads = Counter(domain for one in vouched for domain in _out(one) - {organisation})
    answering = [_out(one) for one in vouched if _out(one)]
    common = frozenset.intersection(*answering) if answering else frozenset()
    only_sends = len(common) == 1 and organisation not in frozenset().union(*answering)
    marks = Counter(mark for one in vouched for mark in set(_marks(one)) if mark[1] != organisation)
    half = len(vouched) / 2
    return Bonds(
        shown,
        tuple(sorted(domain for domain, count in leads.items() if count > half))[:_MOST],
        min(common) if only_sends else None,
        tuple(sorted(mark for mark, count in marks.items() if count > half))[:_MOST],
    )


def _out(one: Attribution) -> frozenset[str]:
    return frozenset((*one.out_domains, *((one.reply_domain,) if one.reply_domain else ())))


def _marks(one: Attribution) -> Iterator[tuple[str, str]]:
    yield from (("signed", domain) for domain in one.sending_domains)
    if (base := organisational(one.list_id or "")) is not None:
        yield "list", base
    if one.platform and one.account:
        yield "account", f"{one.platform} {one.account}"
    if one.legal.entity:
        yield "entity", likeness(one.legal.entity)
    if one.legal.number:
        yield "number", one.legal.number
    if one.legal.address:
        yield "address", likeness(one.legal.address)


def only_sending(known: Mapping[str, Bonds]) -> Iterator[tuple[str, str]]:
    """Yield (sender, brand) where a domain only sends for the brand of the same name, to which all its mail leads."""
    crowded = _crowded(known)
    for organisation, one in known.items():
        main, brand = one.wholly, known.get(one.wholly or "")
        if main and brand and main not in crowded and brand.name == one.name and not _parted(one, brand):
            yield organisation, main


def likely_same(known: Mapping[str, Bonds]) -> dict[str, tuple[SenderId, ...]]:
    """Return for each sender those that look like the same brand: the same name, and a tie that a namesake has not."""
    crowded = _crowded(known)
    named: dict[str, list[str]] = {}
    for organisation, one in known.items():
        if one.name:
            named.setdefault(one.name, []).append(organisation)
    found: dict[str, set[str]] = {}
    for names in named.values():
        for first, second in _pairs(names[:_MOST]):
            if _tied(first, second, known, crowded):
                found.setdefault(first, set()).add(second)
                found.setdefault(second, set()).add(first)
    return {one: tuple(SenderId(other) for other in sorted(others)) for one, others in found.items()}


def _tied(first: str, second: str, known: Mapping[str, Bonds], crowded: frozenset[str]) -> bool:
    one, other = known[first], known[second]
    if _parted(one, other):
        return False
    for here, there, domain in ((one, other, second), (other, one, first)):
        if domain not in crowded and (domain in here.leads or {("signed", domain), ("list", domain)} & {*here.marks}):
            return True
        if any(what in ("account", "number", "address") and (what, value) in there.marks for what, value in here.marks):
            return True
    return False


def _parted(one: Bonds, other: Bonds) -> bool:
    """Return whether two state other companies, or other numbers of one: namesakes, or a franchise."""
    for stated in ("entity", "number"):
        here, there = ({value for what, value in bound.marks if what == stated} for bound in (one, other))
        if here and there and not here & there:
            return True
    return False


def _crowded(known: Mapping[str, Bonds]) -> frozenset[str]:
    """Return the domains to which several differently named organisations lead: agencies, platforms, portals."""
    leading: dict[str, set[str]] = {}
    for organisation, one in known.items():
        for domain in {*one.leads, *(value for what, value in one.marks if what in ("signed", "list"))}:
            if domain in known and known[domain].name != one.name:
                leading.setdefault(domain, set()).add(one.name or organisation)
    return frozenset(domain for domain, names in leading.items() if len(names) >= _CROWD)


def _pairs(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((first, second) for at, first in enumerate(names) for second in names[at + 1 :])


@cache
def _everybodys() -> frozenset[str]:
    return frozenset(map(likeness, tomllib.loads(resources.read("senders/siblings.toml"))["everybodys"]))
