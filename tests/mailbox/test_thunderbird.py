"""Thunderbird and Betterbird profiles are found where each system keeps them, and read folder by folder."""

from pathlib import Path

import pytest

from inboxguard.facts.message import Shelf
from inboxguard.mailbox import files, thunderbird
from tests.mailbox.test_maildir import maildir

LETTER = b"From: a@shop.example\r\nMessage-ID: <%d@shop.example>\r\nSubject: x\r\n\r\nHallo\r\n"


def store(path: Path, *letters: bytes, status: bytes = b"0001") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    notes = b"X-Mozilla-Status: %s\r\nX-Mozilla-Status2: 00000000\r\n" % status
    path.write_bytes(b"".join(b"From - Tue Nov 24 09:30:00 2026\r\n" + notes + one + b"\r\n" for one in letters))
    path.with_name(path.name + ".msf").write_bytes(b'// <!-- <mdb:mork:z v="1.4"/> -->')


def profile(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "prefs.js").write_text('user_pref("mail.accountmanager.accounts", "account1");')
    (path / "Mail").mkdir()
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path / "AppData" / "Roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "AppData" / "Local"))
    return tmp_path


@pytest.mark.parametrize(
    ("platform", "place", "program"),
    [
        ("linux", ".thunderbird", "Thunderbird"),
        ("linux", "snap/thunderbird/common/.thunderbird", "Thunderbird"),
        ("linux", ".var/app/org.mozilla.Thunderbird/.thunderbird", "Thunderbird"),
        ("linux", ".var/app/eu.betterbird.Betterbird/.thunderbird", "Betterbird"),
        ("darwin", "Library/Thunderbird", "Thunderbird"),
        ("win32", "AppData/Roaming/Thunderbird", "Thunderbird"),
        ("win32", "AppData/Roaming/Betterbird", "Betterbird"),
        (
            "win32",
            "AppData/Local/Packages/MozillaThunderbird.MZLA_h5892qc0xkpca/LocalCache/Roaming/Thunderbird",
            "Thunderbird",
        ),
    ],
)
def test_profiles_are_found_by_themselves(home: Path, platform: str, place: str, program: str) -> None:
    own = profile(home / place / "Profiles" / "abc.default-release")
    (home / place / "Profiles" / "new.empty").mkdir()
    (home / place / "profiles.ini").write_text(
        "[Install1]\nDefault=Profiles/abc.default-release\nLocked=1\n\n"
        "[Profile1]\nName=default\nIsRelative=1\nPath=Profiles/new.empty\nDefault=1\n\n"
        "[Profile0]\nName=Anna 100%\nIsRelative=1\nPath=Profiles/abc.default-release\n\n"
        "[General]\nStartWithLastProfile=1\n"
    )
    assert thunderbird.profiles(platform) == (thunderbird.Profile("Anna 100%", own, program),)


def test_a_profile_elsewhere_is_found_once(home: Path) -> None:
    own = profile(home / "Data" / "Mail profile")
    for place in (".thunderbird", ".betterbird"):
        (home / place).mkdir()
        (home / place / "profiles.ini").write_text(f"[Profile0]\nName=mine\nIsRelative=0\nPath={own}\n")
    assert thunderbird.profiles("linux") == (thunderbird.Profile("mine", own, "Thunderbird"),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no ini file",
        b"[Profile0]\nName=x\n",
        b"[Profile0]\nPath=\0\n",
        b"\xff\xfe[\0",
        b"[Profile0\nPath=x",
        b"Path=x\n",
    ],
)
def test_a_list_that_makes_no_sense_lists_nothing(home: Path, content: bytes) -> None:
    (home / ".thunderbird").mkdir()
    (home / ".thunderbird" / "profiles.ini").write_bytes(content)
    assert thunderbird.profiles("linux") == ()


def test_without_thunderbird_there_is_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPDATA")
    assert [thunderbird.profiles(platform) for platform in ("linux", "darwin", "win32", "freebsd")] == [()] * 4


@pytest.mark.parametrize(
    ("name", "imap", "shown"),
    [
        ("Archives.sbd", False, "Archives"),
        ("Entw&APw-rfe", True, "Entwürfe"),
        ("Tom & Jerry", False, "Tom & Jerry"),
        ("Tom & Jerry", True, "Tom & Jerry"),
        ("Größe & mehr", True, "Größe & mehr"),
        ("INBOX", True, "INBOX"),
    ],
)
def test_folder_names(name: str, imap: bool, shown: str) -> None:
    assert thunderbird.folder_name(name, imap) == shown


def test_a_profile_is_read_as_a_whole(tmp_path: Path) -> None:
    own = profile(tmp_path / "abc.default")
    local = own / "Mail" / "Local Folders"
    store(local / "Sent", LETTER % 1)
    store(local / "Archives.sbd" / "2019", LETTER % 2)
    (local / "Archives").write_bytes(b"")
    (local / "Unsent Messages").write_bytes(b"")
    gmail = own / "ImapMail" / "imap.gmail.com"
    store(gmail / "INBOX", LETTER % 3, LETTER % 4)
    store(gmail / "[Gmail].sbd" / "Alle Nachrichten", LETTER % 3, LETTER % 4, status=b"0000")
    store(gmail / "[Gmail].sbd" / "Entw&APw-rfe", LETTER % 5)
    store(gmail / "INBOX.mozmsgs" / "7.wdseml", LETTER % 6)
    box = maildir(own / "ImapMail" / "imap.post.example" / "Trash", "cur/1.eml")
    box.with_name("Trash.msf").write_bytes(b"")
    (box / "cur" / "1.eml").write_bytes(LETTER % 7)
    store(own / "Mail" / "Feeds" / "Blog", LETTER % 8)
    store(own / "News" / "group", LETTER % 9)
    (own / "global-messages-db.sqlite").write_bytes(b"SQLite format 3")
    (own / "calendar.eml").write_bytes(LETTER % 10)

    found = list(files.messages(own))
    assert [(message.place.folder, message.place.uid, message.shelf) for message in found] == [
        ("imap.gmail.com/INBOX", 1, Shelf.PLAIN),
        ("imap.gmail.com/INBOX", 2, Shelf.PLAIN),
        ("imap.gmail.com/[Gmail]/Alle Nachrichten", 1, Shelf.PLAIN),
        ("imap.gmail.com/[Gmail]/Alle Nachrichten", 2, Shelf.PLAIN),
        ("imap.gmail.com/[Gmail]/Entwürfe", 1, Shelf.DRAFTS),
        ("imap.post.example/Trash", 1, Shelf.TRASH),
        ("Local Folders/Sent", 1, Shelf.SENT),
        ("Local Folders/Archives/2019", 1, Shelf.PLAIN),
    ]
    assert len({message.sha256 for message in found}) == 6


def test_a_folder_of_profiles_and_a_single_file_of_one_are_read_the_same(tmp_path: Path) -> None:
    own = profile(tmp_path / "home" / "abc.default")
    store(own / "Mail" / "Local Folders" / "Sent", LETTER % 1)
    [whole] = files.messages(own)
    [inside] = files.messages(tmp_path / "home")
    [single] = files.messages(own / "Mail" / "Local Folders" / "Sent")
    assert whole.sha256 == inside.sha256 == single.sha256
    assert (whole.shelf, inside.shelf, single.shelf) == (Shelf.SENT,) * 3
    assert inside.place.folder == "abc.default/Local Folders/Sent"


def test_links_in_a_profile_are_not_followed(tmp_path: Path) -> None:
    own = profile(tmp_path / "abc.default")
    store(own / "Mail" / "Local Folders" / "Inbox", LETTER % 1)
    (own / "Mail" / "Local Folders" / "loop.sbd").symlink_to(own / "Mail", target_is_directory=True)
    assert len(list(files.messages(own))) == 1
