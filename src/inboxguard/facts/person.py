"""Whose mailbox it is: own addresses and own receiving servers."""

from dataclasses import dataclass
from functools import lru_cache

# Gmail delivers jane.doe and janedoe to one mailbox, under both of its domains.
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def untagged(address: str) -> str:
    """Return the address in lower case without its plus-tag: "me+shop@post.example" -> "me@post.example"."""
    local, at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


def same_mailbox(address: str) -> str:
    """Return a form that is equal for all spellings of one mailbox: untagged, without dots that mean nothing."""
    local, at, domain = untagged(address).rpartition("@")
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}{at}{domain}"


@dataclass(frozen=True, slots=True)
class Person:
    """The person's own addresses ("me@post.example", or "@mine.example" for a catch-all) and authserv-ids."""

    addresses: tuple[str, ...] = ()
    authserv_ids: tuple[str, ...] = ()

    def owns(self, address: str) -> bool:
        """Return whether `address` is one of the person's own; a plus-tag or dot variant of an own address is."""
        return _owns(self.addresses, address.lower())


@lru_cache(maxsize=1024)
def _owns(addresses: tuple[str, ...], address: str) -> bool:
    local, at, domain = address.rpartition("@")
    if not local or not at or not domain:
        return False
    mailbox = same_mailbox(address)
    for own in (item.lower() for item in addresses):
        if own.startswith("@"):
            if own[1:] == domain:
                return True
        elif own == address or ("+" not in own and same_mailbox(own) == mailbox):
            return True
    return False
