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
        wanted = address.lower()
        local, at, domain = wanted.rpartition("@")
        if not local or not domain:
            return False
        _, whole, mailboxes = _index(self.addresses)
        if wanted in whole and wanted[0] != "@":
            return True
        return f"{at}{domain}" in whole or same_mailbox(wanted) in mailboxes


_Index = tuple[tuple[str, ...], frozenset[str], frozenset[str]]
_asked: list[_Index] = []


def _index(addresses: tuple[str, ...]) -> _Index:
    """Return own addresses as given, in lower case with catch-alls, and as mailboxes where they have no plus-tag.

    Exports bring thousands of addresses, and every mail asks several times; a person is stored, so it keeps no index,
    and nearly always the same one is asked, whose addresses need not even be compared.
    """
    last = _asked[0] if _asked else None
    if last is None or last[0] is not addresses:
        last = (addresses, *_known(addresses))
        _asked[:] = [last]
    return last


@lru_cache(maxsize=8)
def _known(addresses: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    whole = frozenset(one.lower() for one in addresses)
    return whole, frozenset(same_mailbox(one) for one in whole if one[:1] != "@" and "+" not in one)
