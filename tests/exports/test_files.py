"""Files that the person asked for are written whole, privately, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from inboxguard.errors import InboxGuardError
from inboxguard.exports import files


def test_a_file_is_written_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    files.write(path, "größer")
    assert path.read_text(encoding="utf-8") == "größer"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_a_file_that_is_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old and long")
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InboxGuardError, match="could not be written"):
        files.write(tmp_path / "nowhere" / "report.html", "x")


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    with pytest.raises(InboxGuardError, match="Choose another place"):
        files.write(path, "x")
    assert list(tmp_path.iterdir()) == [path]
