"""Proton Pass's unencrypted export: a zip archive whose "data.json" is {"encrypted": false, "vaults": {id: {"items"}}}.

Shape: packages/pass/lib/export/export.ts of Proton and the reader of KeePassXC. An item is {"aliasEmail": "..." or
null, "data": {"type": "login" or "alias", "metadata": {"name"}, "content": {"itemEmail", "itemUsername", "urls"}}};
before format 5 the content has "username". The name of an alias is what the person called it; notes stay in the file.
"""

import msgspec

from inboxguard.mailbox.address_files.entry import Entry, account, alias, sorted_out

SERVICE = "Proton Pass"
MEMBER = "data.json"


class _Content(msgspec.Struct):
    email: str | None = msgspec.field(default=None, name="itemEmail")
    username: str | None = msgspec.field(default=None, name="itemUsername")
    former: str | None = msgspec.field(default=None, name="username")
    urls: list[str] | None = None


class _Metadata(msgspec.Struct):
    name: str | None = None


class _Data(msgspec.Struct):
    type: str = ""
    metadata: _Metadata | None = None
    content: _Content | None = None


class _Item(msgspec.Struct):
    alias: str | None = msgspec.field(default=None, name="aliasEmail")
    data: _Data | None = None


class _Vault(msgspec.Struct):
    items: list[msgspec.Raw] = []


def read(vaults: msgspec.Raw) -> tuple[tuple[Entry, ...], int, int]:
    """Return (aliases and log-ins with a mail address, entries without, entries that could not be read).

    Raises msgspec.DecodeError where `vaults` are none.
    """
    vaulted = msgspec.json.decode(vaults, type=dict[str, _Vault]).values()
    return sorted_out((item for vault in vaulted for item in vault.items), _Item, _entry)


def _entry(item: _Item) -> Entry | None:
    data = item.data or _Data()
    if data.type == "alias":
        return alias(item.alias, (), (data.metadata.name if data.metadata else None,))
    if data.type != "login" or data.content is None:
        return None
    content = data.content
    return account((content.email, content.username, content.former), content.urls or ())
