"""An export as a file: told by what is in it, refused in one sentence where it is sealed, broken or something else."""

import codecs
import contextlib
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxguard.errors import InboxGuardError, Refused, UnreadableFile
from inboxguard.mailbox.address_files.reading import LARGEST, is_of_aliases, read
from tests.mailbox.address_files import exports


def kept(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("service", "content"),
    [
        ("SimpleLogin", exports.SIMPLELOGIN),
        ("SimpleLogin", codecs.BOM_UTF16_LE + exports.SIMPLELOGIN.encode("utf-16-le")),
        ("KeePassXC", codecs.BOM_UTF8 + exports.KEEPASSXC.encode()),
        ("Bitwarden", exports.BITWARDEN),
        ("Bitwarden", "\n " + exports.BITWARDEN_JSON),
        ("Proton Pass", exports.PROTON_JSON),
        ("1Password", exports.ONEPUX),
    ],
)
def test_an_export_is_told_by_what_is_in_it(tmp_path: Path, service: str, content: str | bytes) -> None:
    found = read(kept(tmp_path / "letter.txt", content))
    assert found.service == service
    assert found.entries
    assert exports.SECRET not in repr(found)


@pytest.mark.parametrize(("member", "content"), [("export.data", exports.ONEPUX), ("P/data.json", exports.PROTON_JSON)])
def test_archives(tmp_path: Path, member: str, content: str) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as made:
        made.writestr(member, content)
    assert read(tmp_path / "a").entries


@pytest.mark.parametrize(
    "content",
    [
        exports.BITWARDEN_SEALED,
        '{"encrypted": true, "vaults": {}}',
        "-----BEGIN PGP MESSAGE-----\n\nabc\n",
        b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\x01\x00\x04\x00" + b"x" * 200,
    ],
)
def test_an_encrypted_export_says_how_to_export_otherwise(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(Refused, match="CSV"):
        read(kept(tmp_path / "a", content))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "hello",
        "{}",
        "{",
        "[1]",
        '{"items": 3}',
        '{"items": ' + "[" * 100_000,
        '{"items": [' + '{"login":' * 50_000,
        '{"vaults": []}',
        '{"accounts": {}}',
        b"\xff\xfe\x00",
        b"\x00" * 5_000,
        b"PK\x03\x04 half",
        "From - Mon\nFrom: a@b.example\n\nhello\n",
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(kept(tmp_path / "a", content))
    assert str(refused.value).endswith(".")


def test_a_folder_a_missing_file_and_a_huge_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="folder"):
        read(tmp_path)
    with pytest.raises(UnreadableFile, match=r"no file .*none\.csv"):
        read(tmp_path / "none.csv")
    os.mkfifo(tmp_path / "pipe")  # nobody writes to it
    with pytest.raises(UnreadableFile, match="no file"):
        read(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(UnreadableFile, match="20 MB"):
        read(tmp_path / "huge")


def test_more_entries_than_a_person_has(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="50,000"):
        read(kept(tmp_path / "a", '{"items": [' + "{}," * 50_001 + "{}]}"))


def test_services_that_forward_and_services_that_keep_passwords() -> None:
    assert is_of_aliases("SimpleLogin")
    assert not is_of_aliases("Bitwarden")
    assert not is_of_aliases("a file of the person")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_file_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = kept(tmp_path / "any", data)
    with contextlib.suppress(InboxGuardError):
        read(path)
