"""Canary addresses: drawn for one organisation, so that mail to one can only come from that organisation's copy."""

import secrets
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from inboxguard import resources
from inboxguard.facts.person import Person, untagged
from inboxguard.senders.domains import under
from inboxguard.trace.addresses import guessable

LETTERS = "bcdfghjkmnpqrstvwxz"
"""Consonants without l (it looks like I and 1): no word comes of them, and they survive being read out and retyped."""
LENGTH = 10
"""Of 19 letters: 42 bits. A sender who tries a thousand addresses a second would need over a hundred years."""

_MOST_DRAWS = 20


def token(choice: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return LENGTH letters drawn at random (by the system's secure source unless told otherwise)."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


def canary(
    base: str,
    person: Person,
    names: Iterable[str] = (),
    taken: Iterable[str] = (),
    draw: Callable[[], str] = token,
) -> str:
    """Return a new address that nobody can have guessed: a plus-address of `base`, or a local part on "@domain".

    `names` are those of organisations, which are no secret, and `taken` addresses that are in use. Raises ValueError
    where `base` is no address of either kind.
    """
    local, at, domain = base.strip().lower().rpartition("@")
    if not at or not domain:
        raise ValueError(base)
    mailbox = untagged(local + at + domain).rpartition("@")[0]
    used, known = {one.lower() for one in taken}, tuple(names)
    for _ in range(_MOST_DRAWS):
        drawn = draw()
        address = f"{mailbox}+{drawn}@{domain}" if local else f"{drawn}@{domain}"
        if address not in used and not guessable(address, person, known):
            return address
    raise ValueError(base)  # the source of chance is broken; better no address than one that can be guessed


def bases(person: Person, busiest: Iterable[str]) -> tuple[str, ...]:
    """Return what canaries can be made from, the best first: catch-all domains, then plain addresses of the person.

    `busiest` are addresses by how much comes to them. An alias of a relay is left out: it forwards as it is, and
    nothing says that it takes a plus-tag.
    """
    own = [one.lower() for one in person.addresses]
    whole = [one for one in own if one.startswith("@")]
    plain = [one for one in own if not one.startswith("@") and "+" not in one]
    plain = [one for one in plain if under(one.rpartition("@")[2], _relays()) is None]
    order = {untagged(one): place for place, one in reversed(list(enumerate(busiest)))}
    plain.sort(key=lambda one: order.get(one, len(order)))
    return tuple(dict.fromkeys((*whole, *plain)))


@cache
def _relays() -> frozenset[str]:
    """Return the domains of alias services; one that is a usual mail provider too is told by a marker and left out."""
    listed = tomllib.loads(resources.read("facts/relays.toml"))["relay"]
    return frozenset(domain for one in listed if "marker" not in one for domain in one.get("masks", one["domains"]))
