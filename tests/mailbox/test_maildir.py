"""A Maildir is known by its cur and new, and its files come in a settled order."""

from pathlib import Path

import pytest

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox import files
from inboxguard.mailbox.maildir import folder_name, is_maildir, message_files


def maildir(path: Path, *names: str) -> Path:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    for name in names:
        (path / name).write_bytes(b"Subject: x\n\nx\n")
    return path


def test_cur_and_new_make_a_maildir(tmp_path: Path) -> None:
    assert is_maildir(maildir(tmp_path / "box"))
    (tmp_path / "half" / "cur").mkdir(parents=True)
    assert not is_maildir(tmp_path / "half")
    assert not is_maildir(tmp_path / "missing")


def test_thunderbird_makes_maildirs_without_new(tmp_path: Path) -> None:
    box = maildir(tmp_path / "Inbox", "cur/2.eml", "cur/1.eml")
    (box / "new").rmdir()
    assert is_maildir(box)
    assert [file.name for file in message_files(box)] == ["1.eml", "2.eml"]


def test_files_come_by_name_and_unfinished_ones_do_not(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box", "new/3.a", "cur/2.a:2,S", "cur/1.a:2,", "tmp/4.a", "cur/.hidden")
    (box / "cur" / "folder").mkdir()
    (box / "cur" / "0.link").symlink_to(box / "tmp" / "4.a")
    assert [file.name for file in message_files(box)] == ["1.a:2,", "2.a:2,S", "3.a"]


@pytest.mark.parametrize(
    ("name", "shown"), [(".Shops", "Shops"), (".Shops.Toys", "Shops/Toys"), ("Shops", "Shops"), ("a.b", "a.b")]
)
def test_names_of_subfolders(name: str, shown: str) -> None:
    assert folder_name(Path("/mail") / name) == shown


@pytest.mark.parametrize("part", ["cur", "new"])
def test_a_maildir_that_leads_elsewhere_is_not_followed(tmp_path: Path, part: str) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "diary").write_bytes(b"Dear diary")
    box = tmp_path / "box"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
    (box / part).rmdir()
    (box / part).symlink_to(tmp_path / "documents")
    told: list[UnreadableFile] = []
    assert list(files.messages(box, told.append)) == []
