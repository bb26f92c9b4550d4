"""Proton Pass's data.json: log-ins and aliases; the name of an alias is what the person called it."""

import msgspec
import pytest

from inboxguard.mailbox.address_files import proton
from inboxguard.mailbox.address_files.entry import Entry
from tests.mailbox.address_files import exports


def vaults(text: str) -> msgspec.Raw:
    return msgspec.json.decode(text, type=dict[str, msgspec.Raw])["vaults"]


def test_log_ins_and_aliases_are_taken_and_all_else_is_counted() -> None:
    entries, without, broken = proton.read(vaults(exports.PROTON_JSON))
    assert entries == (
        Entry("anna@post.example", ("teahouse.example",), "", True),
        Entry("curtain.x7@pass.example", (), "Curtain Lane", False),
        Entry("old@post.example", (), "", True),
    )
    assert (without, broken) == (1, 1)
    assert exports.SECRET not in repr(entries)


@pytest.mark.parametrize("odd", ["3", "[]", '{"v": 3}', '{"v": {"items": {}}}'])
def test_what_holds_no_vaults(odd: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        proton.read(msgspec.Raw(odd.encode()))
