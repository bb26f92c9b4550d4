"""Who wrote a mail that an alias relay forwarded: the relay puts an address of its own into From and keeps the old one.

Nothing here is vouched for. It tells whether a program wrote the mail, in which a liar could only deceive about itself;
who speaks is believed where the relay's own signature passed (senders.lending).
"""

import re
import tomllib
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.facts import addresses, decoding
from inboxguard.facts.message import Address
from inboxguard.facts.recipient import under

_ADDRESS = re.compile(r"[^\s<>\"',;@]{1,64}@[^\s<>\"',;@]{1,253}")
_TARGET = re.compile(r"<\s{0,8}(?:mailto:[^\s<>@]{1,200}@|https?://)([\w.-]{1,253})", re.IGNORECASE)
_LONGEST = 1000
_LONGEST_NAME = 300
_BEFORE, _AFTER = " \t\"'“”<([-–|,", " \t\"'“”>)]"

First = Callable[[str], str | None]
"""Returns the topmost value of a field by its lower-case name."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One place where an alias service keeps the original From, and what else of a mail is its own doing."""

    where: str
    """ "header": in the field `header`; "name": in the name of From; "local": in the local part of From."""
    header: str
    domains: frozenset[str]
    marker: str
    """A field that must be there as well; "" where none is asked for."""
    bounce: str
    """The field that keeps the original return path; "" where it is lost."""
    writes: frozenset[str]
    """Marks of bulk mail that the service leaves on every mail."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail as it was before the relay."""

    sender: Address
    bounce: str | None
    """The original return path, None where the relay keeps none."""
    writes: frozenset[str]


@cache
def relays() -> tuple[Relay, ...]:
    """Return the places where relays keep the original From, the surest of each first (resources/facts/relays.toml)."""
    tables = tomllib.loads(resources.read("facts/relays.toml"))["origin"]
    return tuple(
        Relay(
            where=entry["where"],
            header=entry.get("header", ""),
            domains=frozenset(entry["domains"]),
            marker=entry.get("marker", ""),
            bounce=entry.get("bounce", ""),
            writes=frozenset(entry.get("writes", ())),
        )
        for entry in tables
    )


@cache
def _domains() -> frozenset[str]:
    return frozenset(domain for relay in relays() for domain in relay.domains)


@lru_cache(maxsize=4096)
def _of_relay(host: str) -> bool:
    return under(host, _domains())


def kept(relay: Relay, sender: Address | None, first: First) -> Address | None:
    """Return whom `relay` names as the original sender, None where it names nobody; the address as it wrote it."""
    if relay.where == "header":
        value = first(relay.header)
        found = _ADDRESS.search(decoding.shown(value[:_LONGEST])) if value else None
        spec = found.group() if found else ""
        shown = value or ""
    else:
        if sender is None or not under(sender.domain, relay.domains) or (relay.marker and first(relay.marker) is None):
            return None
        spec = _in_name(sender) if relay.where == "name" else _in_local(sender)
        shown = ""
    if not spec:
        return None
    name = _bare(sender.name, spec) if sender is not None else ""
    if not name and shown:
        name = next((one.name for one in addresses.addresses(shown) if one.name), "")
    return Address(name, spec)


def forwarded(sender: Address | None, first: First) -> Forwarded | None:
    """Return the mail as it was before an alias relay; None where From is no address of one.

    An alias at the person's own domain is told by its local part, where addy.io writes the original address.
    """
    if sender is None:
        return None
    ours = _of_relay(sender.domain)
    if not ours and not ("+" in sender.address and "=" in sender.address):
        return None
    for relay in relays():
        if ours and not under(sender.domain, relay.domains):
            continue
        found = kept(relay, sender, first)
        if found is None or not (ours or _tagged(sender.address, found.address)):
            continue
        bounce = first(relay.bounce) if relay.bounce else None
        return Forwarded(found, None if bounce is None else addresses.address_spec(bounce), relay.writes)
    return None


def answered(reply_to: Address | None) -> Address | None:
    """Return to whom an answer through a relay goes, `reply_to` itself where it is no relay's, None where hidden."""
    if reply_to is None or not _of_relay(reply_to.domain):
        return reply_to
    spec = _in_local(reply_to)
    return Address(reply_to.name, spec) if spec else None


def own_way_out(sender: Address | None, value: str | None) -> bool:
    """Return whether List-Unsubscribe of forwarded mail only switches the alias off: the relay wrote it itself.

    SimpleLogin does so on every mail, letters of people too, where the person asked for it.
    """
    if sender is None or not value or not _of_relay(sender.domain):
        return False
    hosts = [found.lower() for found in _TARGET.findall(value[:_LONGEST])]
    return bool(hosts) and all(_of_relay(host) for host in hosts)


def without(names: Set[str], written: Set[str]) -> Set[str]:
    """Return `names` without what the relay wrote."""
    return names - written if written else names


def _in_name(sender: Address) -> str:
    """Return the address in the name of From ("news@shop.example [via Relay]"), "" for none."""
    found = _ADDRESS.search(sender.name[:_LONGEST])
    return found.group() if found else ""


def _in_local(sender: Address) -> str:
    """Return the address in the local part: "news_at_shop_example_ab12", "news_at_shop.example_me"; "" for none."""
    local, at, rest = sender.address.rpartition("@")[0].lower().partition("_at_")
    host = rest.rpartition("_")[0].replace("_", ".")
    return f"{local}@{host}" if at and local and "." in host.strip(".") else ""


def _tagged(relayed: str, original: str) -> bool:
    """Return whether the local part carries the original address as a tag: "alias+news=shop.example@"."""
    tag = relayed.rpartition("@")[0].lower().partition("+")[2]
    return tag == original.lower().replace("@", "=")


def _bare(name: str, spec: str) -> str:
    """Return the name of From without the address that the relay added ("Shop - news at shop.example" is "Shop")."""
    plain = name[:_LONGEST_NAME].strip()
    if plain.lower().endswith("[via relay]"):
        plain = plain[: -len("[via relay]")].rstrip()
    local, _, host = spec.lower().rpartition("@")
    bare = plain.rstrip(_AFTER)
    for between in ("@", " at ", "(a)", "[at]", " (a) "):
        if bare.lower().endswith(f"{local}{between}{host}"):
            return bare[: -len(local) - len(between) - len(host)].strip(_BEFORE)
    return plain
