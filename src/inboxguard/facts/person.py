"""Whose mailbox it is: own addresses and own receiving servers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """The person's own addresses ("me@post.example", or "@mine.example" for a catch-all) and authserv-ids."""

    addresses: tuple[str, ...] = ()
    authserv_ids: tuple[str, ...] = ()

    def owns(self, address: str) -> bool:
        """Return whether `address` is one of the person's own; a plus-tag of an own address is."""
        local, _, domain = address.lower().rpartition("@")
        base = f"{local.partition('+')[0]}@{domain}"
        return any(
            own == base or own == f"{local}@{domain}" or (own.startswith("@") and own[1:] == domain)
            for own in (item.lower() for item in self.addresses)
        )
