"""Whose mailbox it is: own addresses and own receiving servers."""

from dataclasses import dataclass, field

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
    # Exports bring thousands of addresses, and every mail asks several times.
    _whole: frozenset[str] = field(init=False, repr=False, compare=False)
    """Own addresses and catch-alls in lower case."""
    _mailboxes: frozenset[str] = field(init=False, repr=False, compare=False)
    """The mailboxes of own addresses; one with a plus-tag is only itself."""

    def __post_init__(self) -> None:
        whole = frozenset(one.lower() for one in self.addresses)
        mailboxes = frozenset(same_mailbox(one) for one in whole if one[:1] != "@" and "+" not in one)
        object.__setattr__(self, "_whole", whole)
        object.__setattr__(self, "_mailboxes", mailboxes)

    def owns(self, address: str) -> bool:
        """Return whether `address` is one of the person's own; a plus-tag or dot variant of an own address is."""
        wanted = address.lower()
        local, at, domain = wanted.rpartition("@")
        if not local or not domain:
            return False
        if wanted in self._whole and wanted[0] != "@":
            return True
        return f"{at}{domain}" in self._whole or same_mailbox(wanted) in self._mailboxes
