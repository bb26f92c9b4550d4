"""Tables are told by their columns; of password managers nothing but site and address is taken."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox.address_files import tables
from inboxguard.mailbox.address_files.entry import MOST_ENTRIES, Entry
from tests.mailbox.address_files import exports

TEA = Entry("anna@post.example", ("teahouse.example",), "", True)


@pytest.mark.parametrize(
    ("service", "text"),
    [
        ("Bitwarden", exports.BITWARDEN),
        ("KeePassXC", exports.KEEPASSXC),
        ("1Password", exports.ONEPASSWORD),
        ("Apple Passwords", exports.APPLE),
        ("Chrome", exports.CHROME),
        ("Firefox", exports.FIREFOX),
        ("LastPass", exports.LASTPASS),
    ],
)
def test_a_password_manager_gives_sites_and_addresses_and_nothing_else(service: str, text: str) -> None:
    found = tables.read(text)
    assert found is not None
    assert (found.service, found.entries) == (service, (TEA,))
    assert exports.SECRET not in repr(found)
    assert not tables.is_of_aliases(service)


def test_bitwardens_notes_and_nameless_log_ins_are_counted_only() -> None:
    found = tables.read(exports.BITWARDEN)
    assert found is not None
    assert (found.without, found.broken) == (2, 0)


def test_proton_pass_holds_log_ins_and_aliases() -> None:
    found = tables.read(exports.PROTON)
    assert found is not None
    assert found.entries == (
        Entry("anna@post.example", ("teahouse.example", "tea.example"), "", True),
        Entry("anna+sofa@post.example", ("sofatown.example",), "", True),
        Entry("curtain.x7@pass.example", (), "Curtain Lane", False),
    )
    assert exports.SECRET not in repr(found)


@pytest.mark.parametrize("text", [exports.ADDY, exports.ADDY_TO_IMPORT])
def test_addy(text: str) -> None:
    found = tables.read(text)
    assert found is not None
    assert (found.service, found.entries) == ("addy.io", (Entry("tea@anna.alias.example", (), "Tea House", False),))


def test_simplelogin_with_notes_over_two_lines() -> None:
    found = tables.read(exports.SIMPLELOGIN)
    assert found is not None
    labels = [entry.label for entry in found.entries]
    assert labels == ["Tea House", "Used on https://shop.sofatown.example/sign-up", ""]
    assert tables.is_of_aliases(found.service)


def test_firefox_relay_says_for_which_site() -> None:
    found = tables.read(exports.RELAY)
    assert found is not None
    assert found.entries == (Entry("x7kd93@mask.example", ("sofatown.example",), "", False),)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(exports.SIMPLELOGIN, newline="")))
    assert tables.read(out.getvalue()) == tables.read(exports.SIMPLELOGIN)


@pytest.mark.parametrize(
    "text", ["", "\n", "name,phone\nAnna,1\n", "alias\nx@alias.example\n", "From: a@b.example\n\nhi"]
)
def test_other_tables_are_none_of_ours(text: str) -> None:
    assert tables.read(text) is None


@pytest.mark.parametrize(
    "row",
    ['"open,x,y,z\n', 'a@alias.example,"half" quoted,True,x\n',
     "a@alias.example," + "x" * 200_000 + ",True,x\n"],
)  # fmt: skip
def test_a_broken_table_is_refused_as_a_whole(row: str) -> None:
    with pytest.raises(UnreadableFile, match=r"broken at line \d"):
        tables.read(exports.SIMPLELOGIN + row)


def test_a_row_of_another_length_is_left_out_since_its_cells_may_have_slipped() -> None:
    slipped = "Sofa,https://sofatown.example,b@post.example\n\n"
    found = tables.read(exports.CHROME + slipped + exports.CHROME.splitlines()[1] + ",\n")
    assert found is not None
    assert (found.entries, found.broken) == ((TEA, TEA), 1)


def test_more_entries_than_a_person_has_are_refused() -> None:
    text = "alias,note,enabled,mailboxes\n" + "x@alias.example,,,\n" * (MOST_ENTRIES + 1)
    with pytest.raises(UnreadableFile, match="50,000"):
        tables.read(text)


@given(st.text(alphabet=',;"\n\tax@.', max_size=300))
def test_any_rows_are_read_or_refused(rows: str) -> None:
    try:
        found = tables.read("alias,note,enabled,mailboxes\n" + rows)
    except UnreadableFile:
        return
    assert found is not None
