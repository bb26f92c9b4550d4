"""What a path holds is told by what is in it; anything that is no mail is refused in one sentence."""

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox.kinds import Kind, found, of_content
from tests.mailbox.test_maildir import maildir

LETTER = b"From: a@shop.example\nSubject: x\n\nHallo\n"
MBOX = b"From mara@post.example Tue Nov 24 09:30:00 2026\n" + LETTER + b"\n"


def archive_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Takeout/Mail/Alle.mbox", MBOX)
    return file.getvalue()


def archive_tar(mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        member = tarfile.TarInfo("Takeout/Mail/Alle.mbox")
        member.size = len(MBOX)
        archive.addfile(member, io.BytesIO(MBOX))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("move.mbox", MBOX, Kind.MBOX),
        ("Inbox", MBOX, Kind.MBOX),
        ("old.eml", MBOX, Kind.MBOX),
        ("thunderbird", b"From \r\n" + LETTER, Kind.MBOX),
        ("dashed", b"From - Tue Nov 24 09:30:00 2026\r\n" + LETTER, Kind.MBOX),
        ("spaced.mbox", b"\r\n\n" + MBOX, Kind.MBOX),
        ("move.mbox.gz", gzip.compress(MBOX, mtime=0), Kind.GZIP),
        ("empty.mbox", b"", Kind.MBOX),
        ("marked.mbox", b"\xef\xbb\xbf" + MBOX, Kind.MBOX),
        ("marked", b"\xef\xbb\xbf" + LETTER, Kind.EML),
        ("cut.mbox", b"the end of a letter\n\n" + MBOX, Kind.MBOX),
        ("a.eml", LETTER, Kind.EML),
        ("a.EML", b"\xff\xfe junk", Kind.EML),
        ("12.emlx", b"39\n" + LETTER + b"<plist/>", Kind.EML),
        ("message", LETTER, Kind.EML),
        ("takeout.zip", archive_zip(), Kind.ZIP),
        ("renamed.mbox", archive_zip(), Kind.ZIP),
        ("takeout.tgz", archive_tar("w:gz"), Kind.TAR),
        ("takeout.tar", archive_tar("w"), Kind.TAR),
    ],
)
def test_mail_is_known(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    (tmp_path / name).write_bytes(content)
    assert found(tmp_path / name) is kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(1000)),
        ("notes.txt", b"From now on I will write a diary.\n"),
        ("config.yaml", b"name: x\nport: 993\n"),
        ("broken.mbox", b"\x00\x01\x02" * 5000),
        ("broken.gz", b"\x1f\x8b\x08\x00broken broken broken"),
        ("diary.txt", b"the end of a letter\n\n" + MBOX),
        ("text.gz", gzip.compress(b"no mail", mtime=0)),
        ("letter.gz", gzip.compress(LETTER, mtime=0)),
        ("page.html", b"<html><body>From: Subject:</body></html>"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        found(tmp_path / name)
    assert name in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "profile" / "ImapMail").mkdir(parents=True)
    assert found(tmp_path / "profile") is Kind.FOLDER
    (tmp_path / "profile" / "prefs.js").write_bytes(b"")
    assert found(tmp_path / "profile") is Kind.PROFILE
    assert found(maildir(tmp_path / "box")) is Kind.MAILDIR
    assert found(tmp_path) is Kind.FOLDER


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no file"):
        found(tmp_path / "missing.mbox")


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mbox")
    with pytest.raises(UnreadableFile, match="pipe"):
        found(tmp_path / "pipe.mbox")


@pytest.mark.parametrize(
    ("name", "start", "kind"), [("x", LETTER, Kind.EML), ("x", b"\x00", None), ("x.eml", b"", Kind.EML)]
)
def test_the_first_octets_of_a_file_in_an_archive(name: str, start: bytes, kind: Kind | None) -> None:
    assert of_content(name, start) is kind
