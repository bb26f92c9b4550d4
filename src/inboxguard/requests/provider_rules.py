"""What mailbox providers ask of senders to personal mailboxes, and other things that the watch counts by."""

import tomllib
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.requests.regimes import Regime, regime


def provider_rule(address: str | None) -> Regime | None:
    """Return the rule of the provider of a personal mailbox; None for any other address, a company's at Google too."""
    domain = (address or "").rpartition("@")[2].lower()
    return next((regime(name) for name, domains in _table()["providers"].items() if domain in domains), None)


def purchase_renews(law: Regime | None) -> bool:
    """Return whether a purchase after an opt-out may be a new footing; where no law is known it is taken as one."""
    return law is None or law.id not in _table()["purchase_does_not_renew"]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.read("requests/watch.toml"))
