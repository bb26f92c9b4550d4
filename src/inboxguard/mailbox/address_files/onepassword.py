"""1Password's .1pux: a zip archive whose "export.data" is JSON, {"accounts": [{"vaults": [{"items": [...]}]}]}.

Shape: 1Password's "1PUX format" as other managers read it (1pux.types.ts of Proton Pass, OPUXReader of KeePassXC). The
user name is the field in details.loginFields whose designation is "username"; sites are overview.url and overview.urls.
The fields of a log-in hold the password too, each as one value, so they are decoded and only the user name is kept.
"""

from collections.abc import Iterable

import msgspec

from inboxguard.mailbox.address_files.entry import Entry, account, sorted_out

SERVICE = "1Password"
MEMBER = "export.data"


class _Place(msgspec.Struct):
    url: str | None = None


class _Overview(msgspec.Struct):
    url: str | None = None
    urls: list[_Place] | None = None


class _Field(msgspec.Struct):
    value: msgspec.Raw = msgspec.Raw(b"null")
    designation: str | None = None


class _Details(msgspec.Struct):
    fields: list[_Field] | None = msgspec.field(default=None, name="loginFields")


class _Item(msgspec.Struct):
    overview: _Overview | None = None
    details: _Details | None = None


class _Vault(msgspec.Struct):
    items: list[msgspec.Raw] = []


class _Account(msgspec.Struct):
    vaults: list[_Vault] = []


def read(accounts: msgspec.Raw) -> tuple[tuple[Entry, ...], int, int]:
    """Return (log-ins with a mail address, entries without, entries that could not be read).

    Raises msgspec.DecodeError where `accounts` is no list of accounts.
    """
    return sorted_out(_items(msgspec.json.decode(accounts, type=list[_Account])), _Item, _entry)


def _items(accounts: Iterable[_Account]) -> Iterable[msgspec.Raw]:
    return (item for one in accounts for vault in one.vaults for item in vault.items)


def _entry(item: _Item) -> Entry | None:
    named = [one for one in (item.details.fields if item.details else None) or () if one.designation == "username"]
    names = [msgspec.json.decode(one.value, type=str | None) for one in named]
    overview = item.overview or _Overview()
    return account(names, [overview.url, *(place.url for place in overview.urls or ())])
