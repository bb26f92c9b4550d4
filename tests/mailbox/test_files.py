"""Whatever a person points at is known for what it is, read without following traps, or refused in a sentence."""

import gzip
import hashlib
import io
import os
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from inboxguard.errors import NotYet, UnreadableFile
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.files import MAX_DEPTH, Kind, count, found, messages
from tests.mailbox.test_maildir import maildir

LETTER = b"From: a@shop.example\nSubject: x\n\nHallo\n"
MBOX = b"From mara@post.example Tue Nov 24 09:30:00 2026\n" + LETTER + b"\n"


def write(path: Path, content: bytes = LETTER) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def places(path: Path) -> list[tuple[str, int]]:
    return [(message.place.folder, message.place.uid) for message in messages(path)]


# ---- what it is


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("move.mbox", MBOX, Kind.MBOX),
        ("Inbox", MBOX, Kind.MBOX),
        ("old.eml", MBOX, Kind.MBOX),
        ("thunderbird", b"From \r\n" + LETTER, Kind.MBOX),
        ("spaced.mbox", b"\r\n\n" + MBOX, Kind.MBOX),
        ("move.mbox.gz", gzip.compress(MBOX), Kind.MBOX),
        ("empty.mbox", b"", Kind.MBOX),
        ("a.eml", LETTER, Kind.EML),
        ("a.EML", b"\xff\xfe junk", Kind.EML),
        ("message", LETTER, Kind.EML),
    ],
)
def test_mail_is_known(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    assert found(write(tmp_path / name, content)) is kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(1000)),
        ("notes.txt", b"From now on I will write a diary.\n"),
        ("config.yaml", b"name: x\nport: 993\n"),
        ("broken.mbox", b"\x00\x01\x02" * 5000),
        ("broken.gz", b"\x1f\x8b\x08\x00broken broken broken"),
        ("text.gz", gzip.compress(b"no mail")),
        ("page.html", b"<html><body>From: Subject:</body></html>"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(messages(write(tmp_path / name, content)))
    assert name in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


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
    ("name", "content"),
    [("takeout.zip", archive_zip()), ("takeout.tgz", archive_tar("w:gz")), ("takeout.tar", archive_tar("w"))],
)
def test_archives_come_later(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(NotYet, match="unpack it"):
        list(messages(write(tmp_path / name, content)))


def test_a_thunderbird_profile_comes_later(tmp_path: Path) -> None:
    write(tmp_path / "profile" / "prefs.js", b"")
    (tmp_path / "profile" / "Mail").mkdir()
    with pytest.raises(NotYet, match="Thunderbird"):
        list(messages(tmp_path / "profile"))


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no file"):
        found(tmp_path / "missing.mbox")


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mbox")
    with pytest.raises(UnreadableFile, match="pipe"):
        list(messages(tmp_path / "pipe.mbox"))


# ---- single files


def test_an_mbox_file(tmp_path: Path) -> None:
    path = write(tmp_path / "move.mbox", MBOX * 3)
    assert places(path) == [("move.mbox", 1), ("move.mbox", 2), ("move.mbox", 3)]
    assert {message.sha256 for message in messages(path)} == {hashlib.sha256(LETTER).hexdigest()}


def test_a_single_message(tmp_path: Path) -> None:
    assert places(write(tmp_path / "x.eml")) == [("x.eml", 1)]


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert places(write(tmp_path / "empty.mbox", b"")) == []


@pytest.mark.parametrize(("name", "shelf"), [("Sent", Shelf.SENT), ("Spam.mbox", Shelf.JUNK), ("x.mbox", Shelf.PLAIN)])
def test_the_name_of_an_mbox_tells_its_shelf(tmp_path: Path, name: str, shelf: Shelf) -> None:
    assert [message.shelf for message in messages(write(tmp_path / name, MBOX))] == [shelf]


# ---- folders


def test_a_folder_of_messages(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    write(mail / "b.eml")
    write(mail / "a.eml")
    write(mail / "shops" / "toys" / "c.eml")
    write(mail / "Sent" / "d.eml")
    write(mail / "12")
    write(mail / "old.mbox", MBOX)
    write(mail / "notes.txt", b"From: me\nSubject: no mail\n")
    write(mail / "old.mbox.msf", b"index")
    write(mail / ".Trash-1000" / "e.eml")
    assert places(mail) == [
        ("12", 1), ("Sent/d.eml", 1), ("a.eml", 1), ("b.eml", 1), ("old.mbox", 1), ("shops/toys/c.eml", 1)
    ]  # fmt: skip
    assert [message.place.folder for message in messages(mail) if message.shelf is Shelf.SENT] == ["Sent/d.eml"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    write(mail / "a.eml")
    secret = write(tmp_path / "secret.eml")
    (mail / "loop").symlink_to(mail, target_is_directory=True)
    (mail / "secret.eml").symlink_to(secret)
    assert places(mail) == [("a.eml", 1)]


def test_a_folder_given_by_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path / "mail" / "a.eml")
    (tmp_path / "link").symlink_to(tmp_path / "mail", target_is_directory=True)
    assert places(tmp_path / "link") == [("a.eml", 1)]


def test_depth_is_bounded(tmp_path: Path) -> None:
    deep = tmp_path / "mail"
    write(deep / "top.eml")
    for _ in range(MAX_DEPTH + 3):
        deep = deep / "d"
        write(deep / "x.eml")
    assert len(places(tmp_path / "mail")) == 1 + MAX_DEPTH


def test_a_folder_without_mail_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "photos" / "a.jpg", b"\xff\xd8")
    with pytest.raises(UnreadableFile, match="photos holds no mail"):
        list(messages(tmp_path / "photos"))


def test_one_unreadable_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    write(mail / "a.eml")
    write(mail / "b.mbox", bytes(5000))
    write(mail / "c.eml")
    told: list[UnreadableFile] = []
    read = [message.place.folder for message in messages(mail, complain=told.append)]
    assert read == ["a.eml", "c.eml"]
    assert ["b.mbox" in str(error) for error in told] == [True]

    source = messages(mail)
    assert [next(source).place.folder for _ in range(2)] == ["a.eml", "c.eml"]
    with pytest.raises(UnreadableFile, match=r"b\.mbox"):
        next(source)


def test_damage_inside_a_file_is_told_after_its_messages(tmp_path: Path) -> None:
    noise = b"".join(hashlib.sha512(b"%d" % number).hexdigest().encode() + b"\n" for number in range(2000))
    path = write(tmp_path / "m.mbox.gz", gzip.compress(MBOX + MBOX + noise)[:-500])
    told: list[UnreadableFile] = []
    assert len(list(messages(path, complain=told.append))) == 2
    assert ["damaged" in str(error) for error in told] == [True]
    with pytest.raises(UnreadableFile, match="damaged"):
        list(messages(path))


def test_what_vanishes_while_reading_is_told(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    write(mail / "a.eml")
    write(mail / "b.mbox", MBOX)
    write(mail / "c" / "d.eml")
    maildir(mail / "e", "cur/1.a", "cur/2.a")
    write(mail / "f.eml")
    told: list[UnreadableFile] = []
    source = messages(mail, complain=told.append)
    assert next(source).place.folder == "a.eml"
    (mail / "b.mbox").unlink()
    shutil.rmtree(mail / "c")
    next_one = next(source)
    assert (next_one.place.folder, next_one.place.uid) == ("e", 1)
    (mail / "e" / "cur" / "2.a").unlink()
    assert [message.place.folder for message in source] == ["f.eml"]
    assert len(told) == 3
    assert all(str(error).endswith(".") for error in told)


def test_names_that_are_no_text_are_shown_as_well_as_can_be(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff\n.eml")
    try:
        write(tmp_path / "mail" / name)
    except OSError:
        name = "a\n.eml"  # a file system that takes UTF-8 only
        write(tmp_path / "mail" / name)
    [(shown, _)] = places(tmp_path / "mail")
    shown.encode("utf-8")
    assert shown.isprintable()
    assert shown.endswith(".eml")


# ---- Maildir


def test_a_maildir_with_subfolders(tmp_path: Path) -> None:
    box = maildir(tmp_path / "Maildir", "cur/1.a:2,S", "new/2.a", "tmp/3.a")
    maildir(box / ".Shops.Toys", "cur/4.a:2,")
    maildir(box / ".Gesendet", "cur/5.a:2,")
    write(box / "dovecot-uidlist", b"3 V1\n")
    assert places(box) == [("Maildir", 1), ("Maildir", 2), ("Gesendet", 1), ("Shops/Toys", 1)]
    assert [message.shelf for message in messages(box)] == [Shelf.PLAIN, Shelf.PLAIN, Shelf.SENT, Shelf.PLAIN]
    assert {message.sha256 for message in messages(box)} == {hashlib.sha256(b"Subject: x\n\nx\n").hexdigest()}


def test_a_folder_of_maildirs(tmp_path: Path) -> None:
    maildir(tmp_path / "mail" / "Spam", "cur/1.a:2,S")
    maildir(tmp_path / "mail" / "lists" / "python", "new/1.a")
    assert places(tmp_path / "mail") == [("Spam", 1), ("lists/python", 1)]
    assert next(messages(tmp_path / "mail")).shelf is Shelf.JUNK


def test_an_empty_maildir_holds_nothing(tmp_path: Path) -> None:
    assert places(maildir(tmp_path / "Maildir")) == []


# ---- how much


def test_how_much_there_is(tmp_path: Path) -> None:
    assert count(write(tmp_path / "m.mbox", MBOX * 4)) == len(MBOX) * 4
    write(tmp_path / "mail" / "a.eml")
    maildir(tmp_path / "mail" / "box", "cur/1.a", "tmp/2.a")
    write(tmp_path / "mail" / "a.jpg", bytes(9999))
    assert count(tmp_path / "mail") == len(LETTER) + len(b"Subject: x\n\nx\n")


def test_how_much_is_unknown(tmp_path: Path) -> None:
    assert count(write(tmp_path / "m.mbox.gz", gzip.compress(MBOX))) is None
    assert count(tmp_path / "missing") is None
    assert count(write(tmp_path / "a.jpg", b"\xff\xd8")) is None
