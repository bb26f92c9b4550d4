"""1Password's export.data: user names that are mail addresses, and nothing of the other fields."""

import msgspec
import pytest

from inboxguard.mailbox.address_files import onepassword
from inboxguard.mailbox.address_files.entry import Entry
from tests.mailbox.address_files import exports


def accounts(text: str) -> msgspec.Raw:
    return msgspec.json.decode(text, type=dict[str, msgspec.Raw])["accounts"]


def test_log_ins_are_taken_and_all_else_is_counted() -> None:
    entries, without, broken = onepassword.read(accounts(exports.ONEPUX))
    assert entries == (Entry("anna@post.example", ("teahouse.example",), "", True),)
    assert (without, broken) == (1, 1)
    assert exports.SECRET not in repr(entries)


@pytest.mark.parametrize("odd", ["3", "{}", '[{"vaults": 3}]', '[{"vaults": [{"items": {}}]}]'])
def test_what_holds_no_accounts(odd: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        onepassword.read(msgspec.Raw(odd.encode()))
