"""What is known of the big mail providers, so that an address is mostly all a person has to type."""

import tomllib
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.errors import MailboxError
from inboxguard.mailbox.account import Account, Security, default_port


@dataclass(frozen=True, slots=True)
class Preset:
    """How a provider is reached, and one sentence on what it wants from the person ("" = nothing special)."""

    name: str
    host: str
    port: int
    security: Security
    needs: str


@cache
def _presets() -> dict[str, Preset]:
    known: dict[str, Preset] = {}
    for row in tomllib.loads(resources.read("mailboxes/providers.toml"))["provider"]:
        preset = Preset(row["name"], row["host"], row["port"], Security(row["security"]), row.get("needs", ""))
        known.update(dict.fromkeys(row["domains"], preset))
    return known


def preset(address: str) -> Preset | None:
    """Return how the provider of `address` is reached, None where it is not a known one."""
    return _presets().get(address.rpartition("@")[2].strip().casefold())


def account_for(
    address: str,
    host: str | None = None,
    port: int | None = None,
    security: Security | None = None,
    user: str | None = None,
    ca_file: str | None = None,
) -> Account:
    """Return the account of `address`: what is given counts, the provider's preset fills the rest.

    Raises MailboxError where the server is neither given nor known, and whatever Account refuses.
    """
    known = preset(address) if host is None else None
    if host is None and known is None:
        raise MailboxError(
            f"inboxguard does not know the mail server of {address.rpartition('@')[2] or 'this address'}; "
            "give its name, as your provider's help pages tell it for IMAP."
        )
    chosen = security or (known.security if known else Security.TLS)
    if known and port is None and chosen is known.security:
        port = known.port
    return Account(
        address=address,
        host=host or (known.host if known else ""),
        port=default_port(chosen) if port is None else port,
        security=chosen,
        user=user or address,
        ca_file=ca_file,
    )
