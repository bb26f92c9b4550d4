"""Bitwarden's JSON: log-ins by mail address, at the sites they are kept for."""

import msgspec

from inboxguard.mailbox.address_files import bitwarden
from inboxguard.mailbox.address_files.entry import Entry
from tests.mailbox.address_files import exports


def items(text: str) -> list[msgspec.Raw]:
    there = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    return msgspec.json.decode(there["items"], type=list[msgspec.Raw])


def test_log_ins_are_taken_and_all_else_is_counted() -> None:
    entries, without, broken = bitwarden.read(items(exports.BITWARDEN_JSON))
    assert entries == (
        Entry("anna@post.example", ("teahouse.example",), "", True),
        Entry("b@post.example", (), "", True),
    )
    assert (without, broken) == (1, 1)
    assert exports.SECRET not in repr(entries)


def test_items_that_are_none_are_broken() -> None:
    odd = items('{"items": [1, "x", null, [], {"login": "x"}, {"login": {"uris": [3]}}, {}]}')
    assert bitwarden.read(odd) == ((), 1, 6)
