"""Whatever a person points at is known for what it is, read without following traps, or refused in a sentence."""

import gzip
import hashlib
import os
import shutil
from pathlib import Path

import pytest

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.files import MAX_DEPTH, found, messages
from tests.mailbox.test_archives import taped, zipped
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
    ("name", "content"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(1000)),
        ("broken.mbox", b"\x00\x01\x02" * 5000),
        ("broken.gz", b"\x1f\x8b\x08\x00broken broken broken"),
        ("text.gz", gzip.compress(b"no mail", mtime=0)),
    ],
)
def test_what_is_no_mail_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(messages(write(tmp_path / name, content)))
    assert name in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


# ---- single files


def test_an_mbox_file(tmp_path: Path) -> None:
    path = write(tmp_path / "move.mbox", MBOX * 3)
    assert places(path) == [("move.mbox", 1), ("move.mbox", 2), ("move.mbox", 3)]
    assert {message.sha256 for message in messages(path)} == {hashlib.sha256(LETTER).hexdigest()}


def test_a_single_message(tmp_path: Path) -> None:
    assert places(write(tmp_path / "x.eml")) == [("x.eml", 1)]


def test_an_mbox_file_that_lost_its_beginning_is_read_and_said(tmp_path: Path) -> None:
    told: list[UnreadableFile] = []
    path = write(tmp_path / "move.mbox", b"the end of a letter\n\n" + MBOX)
    assert len(list(messages(path, told.append))) == 1
    assert [str(error) for error in told] == ["move.mbox has lost its beginning; what is whole in it was read."]


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
        ("12", 1), ("a.eml", 1), ("b.eml", 1), ("old.mbox", 1), ("Sent/d.eml", 1), ("shops/toys/c.eml", 1)
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
    told: list[UnreadableFile] = []
    assert len(list(messages(tmp_path / "mail", told.append))) == 1 + MAX_DEPTH
    assert [str(error) for error in told] == ["The folder d lies too deep to be looked into; give it by itself."]


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
    path = write(tmp_path / "m.mbox.gz", gzip.compress(MBOX + MBOX + noise, mtime=0)[:-500])
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
    (mail / "f.eml").unlink()
    (mail / "b.mbox").unlink()
    shutil.rmtree(mail / "c")
    next_one = next(source)
    assert (next_one.place.folder, next_one.place.uid) == ("e", 1)
    (mail / "e" / "cur" / "2.a").unlink()
    assert list(source) == []
    assert len(told) == 4
    for error, name in zip(told, ("f.eml", "b.mbox", "c", "2.a"), strict=True):
        assert name in str(error)
        assert str(error).endswith(".")


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


# ---- Apple Mail


def emlx(number: int) -> bytes:
    letter = LETTER + b"%d\n" % number
    return b"%-10d\n" % len(letter) + letter + b"<plist><dict/></plist>\n"


def test_apple_mail_is_read_by_its_mailboxes(tmp_path: Path) -> None:
    mail = tmp_path / "V10"
    inbox = mail / "ACCOUNT" / "INBOX.mbox" / "8F-UUID" / "Data"
    write(inbox / "Messages" / "7.emlx", emlx(7))
    write(inbox / "1" / "2" / "Messages" / "8.partial.emlx", emlx(8))
    write(inbox / "Attachments" / "7" / "2" / "forwarded.eml", emlx(9))
    write(mail / "ACCOUNT" / "Sent Messages.mbox" / "8F-UUID" / "Data" / "Messages" / "9.emlx", emlx(9))
    write(mail / "ACCOUNT" / "INBOX.mbox" / "Info.plist", b"<plist/>")
    write(mail / "MailData" / "Envelope Index", b"SQLite format 3\0")
    found = [(one.place.folder, one.place.uid, one.shelf) for one in messages(mail)]
    assert found == [
        ("ACCOUNT/INBOX.mbox", 8, Shelf.PLAIN),
        ("ACCOUNT/INBOX.mbox", 7, Shelf.PLAIN),
        ("ACCOUNT/Sent Messages.mbox", 9, Shelf.SENT),
    ]
    assert {one.sha256 for one in messages(mail)} == {
        hashlib.sha256(LETTER + b"%d\n" % number).hexdigest() for number in (7, 8, 9)
    }


def test_a_single_mailbox_of_apple_mail(tmp_path: Path) -> None:
    write(tmp_path / "Deleted Messages.mbox" / "Messages" / "7.emlx", emlx(7))
    [message] = messages(tmp_path / "Deleted Messages.mbox")
    assert (message.place.folder, message.place.uid, message.shelf) == ("Deleted Messages.mbox", 7, Shelf.TRASH)


def test_a_folder_that_apple_mail_exported(tmp_path: Path) -> None:
    write(tmp_path / "export" / "Sent.mbox" / "mbox", MBOX)
    write(tmp_path / "export" / "Sent.mbox" / "table_of_contents", b"\0\0")
    [message] = messages(tmp_path / "export")
    assert (message.place.folder, message.shelf) == ("Sent.mbox", Shelf.SENT)
    assert places(tmp_path / "export" / "Sent.mbox") == [("Sent.mbox", 1)]


def test_a_cut_emlx_file_is_read_and_said(tmp_path: Path) -> None:
    write(tmp_path / "mail" / "7.emlx", b"5000\n" + LETTER)
    told: list[UnreadableFile] = []
    [message] = messages(tmp_path / "mail", told.append)
    assert message.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert [str(error) for error in told] == ["7.emlx is cut off; what is there was read."]


# ---- archives


def test_archives_in_a_folder_are_read_where_they_hold_mail(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    zipped(folder / "takeout-001.zip", [("Takeout/Mail/a.mbox", MBOX)])
    taped(folder / "takeout-002.tgz", [("Takeout/Mail/b.mbox", MBOX)])
    zipped(folder / "holiday.zip", [("photo.jpg", b"\xff\xd8")])
    zipped(folder / "letter.docx", [("mimetype", LETTER)])
    assert places(folder) == [("Takeout/Mail/a.mbox", 1), ("Takeout/Mail/b.mbox", 1)]
    with pytest.raises(UnreadableFile, match=r"holiday\.zip holds no mail"):
        list(messages(folder / "holiday.zip"))


def test_a_file_that_may_not_be_read_is_said_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "mail" / "Inbox", MBOX)
    write(tmp_path / "mail" / "Other", MBOX)
    opened = Path.open

    def refused(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "Inbox":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refused)
    told: list[UnreadableFile] = []
    assert [message.place.folder for message in messages(tmp_path / "mail", told.append)] == ["Other"]
    assert [str(error) for error in told] == ["Inbox could not be read (Permission denied)."]


# ---- how much


def test_how_much_there_is(tmp_path: Path) -> None:
    def octets(path: Path) -> int:
        return sum(source.size for source in found(path, lambda error: None))

    assert octets(write(tmp_path / "m.mbox", MBOX * 4)) == len(MBOX) * 4
    write(tmp_path / "mail" / "a.eml")
    maildir(tmp_path / "mail" / "box", "cur/1.a", "tmp/2.a")
    write(tmp_path / "mail" / "a.jpg", bytes(9999))
    assert octets(tmp_path / "mail") == len(LETTER) + len(b"Subject: x\n\nx\n")
    assert octets(write(tmp_path / "m.mbox.gz", gzip.compress(MBOX, mtime=0))) == len(gzip.compress(MBOX, mtime=0))
    assert octets(tmp_path / "missing") == 0
    assert octets(write(tmp_path / "a.jpg", b"\xff\xd8")) == 0
