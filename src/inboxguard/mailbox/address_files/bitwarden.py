"""Bitwarden's unencrypted JSON: {"encrypted": false, "folders": [...], "items": [...]}.

Shape: the types that other managers import it by (packages/pass/lib/import/providers/bitwarden of Proton) and
Bitwarden's help "Encrypted Exports". An item of type 1 is a log-in: {"login": {"uris": [{"uri": "..."}],
"username": "..."}}. Only these fields are decoded: what is not named below never becomes a value of this program.
"""

from collections.abc import Iterable

import msgspec

from inboxguard.mailbox.address_files.entry import Entry, account

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
    found: list[Entry] = []
    without = broken = 0
    for packed in items:
        try:
            login = msgspec.json.decode(packed, type=_Item).login
        except msgspec.DecodeError:
            broken += 1
            continue
        entry = account([login.username], [place.uri for place in login.uris or ()]) if login is not None else None
        if entry is None:
            without += 1
        else:
            found.append(entry)
    return tuple(found), without, broken
