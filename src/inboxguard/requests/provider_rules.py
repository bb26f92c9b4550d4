"""What mailbox providers ask of senders to personal mailboxes."""

import tomllib
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.requests.regimes import Regime, regime


def provider_rule(address: str | None) -> Regime | None:
    """Return the rule of the provider of a personal mailbox; None for any other address, a company's at Google too."""
    domain = (address or "").rpartition("@")[2].lower()
    return next((regime(name) for name, domains in _table()["providers"].items() if domain in domains), None)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.read("requests/watch.toml"))
