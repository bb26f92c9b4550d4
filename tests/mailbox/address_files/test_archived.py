"""Zip archives of password managers, whole, sealed, damaged and hostile."""

import zipfile
from pathlib import Path

import pytest

from inboxguard.errors import Refused, UnreadableFile
from inboxguard.mailbox.address_files import archived
from tests.mailbox.address_files import exports

LARGEST = 1_000_000


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path


def test_the_file_that_counts_is_found_beside_attachments(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.1pux", **{"export.attributes": "{}", "files/photo.jpg": "x", "export.data": "{}"})
    assert archived.member(path, LARGEST) == b"{}"
    path = archive(tmp_path / "b.zip", **{"Proton Pass/data.json": exports.PROTON_JSON})
    assert archived.member(path, LARGEST) == exports.PROTON_JSON.encode()


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no export"):
        archived.member(archive(tmp_path / "a.zip", **{"letter.txt": "x"}), LARGEST)


def test_a_sealed_archive_says_how_to_export_otherwise(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="without encryption"):
        archived.member(archive(tmp_path / "a.zip", **{"Proton Pass/data.pgp": "x"}), LARGEST)


def test_a_member_with_a_password(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", **{"data.json": "{}"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # general purpose bit 0: encrypted
    path.write_bytes(data)
    with pytest.raises(Refused, match="encrypted"):
        archived.member(path, LARGEST)


def test_a_bomb_is_unpacked_no_further_than_an_export_is_large(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        archived.member(archive(tmp_path / "a.zip", **{"export.data": "0" * 50_000_000}), LARGEST)


@pytest.mark.parametrize("cut", [4, 30, 100, -10])
def test_half_an_archive(tmp_path: Path, cut: int) -> None:
    path = archive(tmp_path / "a.zip", **{"export.data": exports.ONEPUX})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableFile, match="damaged"):
        archived.member(path, LARGEST)
