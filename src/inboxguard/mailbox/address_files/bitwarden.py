"""Bitwarden's unencrypted JSON: {"encrypted": false, "folders": [...], "items": [...]}.

Shape: the types that other managers import it by (packages/pass/lib/import/providers/bitwarden of Proton) and
Bitwarden's help "Encrypted Exports". An item of type 1 is a log-in: {"login": {"uris": [{"uri": "..."}],
"username": "..."}}. Only these fields are decoded: what is not named below never becomes a value of this program.
"""

from collections.abc import Iterable

import msgspec

from inboxguard.mailbox.address_files.entry import Entry, account, sorted_out

SERVICE = "Bitwarden"


class _Place(msgspec.Struct):
    uri: str | None = None


class _Login(msgspec.Struct):
    username: str | None = None
    uris: list[_Place] | None = None


class _Item(msgspec.Struct):
    login: _Login | None = None


def read(items: Iterable[msgspec.Raw]) -> tuple[tuple[Entry, ...], int, int]:
    """Return (log-ins with a mail address, entries without, entries that could not be read)."""
    return sorted_out(items, _Item, _entry)


def _entry(item: _Item) -> Entry | None:
    login = item.login
    return account([login.username], [place.uri for place in login.uris or ()]) if login is not None else None
