"""Archives as Google Takeout gives them are read without unpacking; hostile ones end in a sentence."""

import gzip
import hashlib
import io
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.errors import Cancelled, UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import archives, packed

FROM = b"From 1822@xxx Tue Nov 24 09:30:00 +0000 2026\r\n"
MAIL = "Takeout/Mail/Alle E-Mails.mbox"


def letter(number: int, labels: str = "Posteingang") -> bytes:
    noise = hashlib.sha512(b"%d" % number).hexdigest()
    return (
        f"X-Gmail-Labels: {labels}\r\nFrom: a@shop.example\r\nMessage-ID: <{number}@shop.example>\r\n"
        f"Subject: {number}\r\n\r\nHallo {noise}\r\n"
    ).encode()


def mbox(*letters: bytes) -> bytes:
    return b"".join(FROM + one + b"\r\n" for one in letters)


def zipped(path: Path, members: Iterable[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def taped(path: Path, members: Iterable[tuple[str | tarfile.TarInfo, bytes]], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(content))
    return path


def read(path: Path) -> tuple[list[RawMessage], list[str]]:
    told: list[UnreadableFile] = []
    found = [message for message, _ in archives.messages(path, path.suffix == ".zip", told.append)]
    for error in told:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
    return found, [str(error) for error in told]


def packs(path: Path, members: list[tuple[str, bytes]]) -> list[Path]:
    return [
        zipped(path / "t.zip", members),
        zipped(path / "stored.zip", members, zipfile.ZIP_STORED),
        taped(path / "t.tgz", members),
        taped(path / "t.tar", members, "w:"),
    ]


# ---- what a Takeout holds


def test_a_takeout_gives_its_mail_and_nothing_else(tmp_path: Path) -> None:
    letters = [letter(1), letter(2, "Gesendet,Wichtig"), letter(3, "Spam"), letter(4, "Entwürfe")]
    members = [
        ("Takeout/archive_browser.html", b"<html>From: x</html>"),
        (MAIL, mbox(*letters)),
        ("Takeout/Drive/notes.txt", b"From: me\nSubject: no mail\n"),
        ("Takeout/Drive/letter.eml", letter(5)),
    ]
    for path in packs(tmp_path, members):
        found, told = read(path)
        assert told == []
        assert [message.sha256 for message in found] == [
            hashlib.sha256(one).hexdigest() for one in (*letters, letter(5))
        ]
        assert [message.shelf for message in found] == [
            Shelf.PLAIN, Shelf.SENT, Shelf.JUNK, Shelf.DRAFTS, Shelf.PLAIN
        ]  # fmt: skip
        assert [(message.place.folder, message.place.uid) for message in found] == [
            *((MAIL, number) for number in (1, 2, 3, 4)), ("Takeout/Drive/letter.eml", 1)
        ]  # fmt: skip


def test_mailboxes_of_other_programs_in_an_archive(tmp_path: Path) -> None:
    apple = b"%d\n" % len(letter(3)) + letter(3) + b"<plist/>"
    members = [
        ("Maildir/cur/1.a:2,S", letter(1)),
        ("Maildir/.Gesendet/new/2.a", letter(2, "")),
        ("Maildir/dovecot-uidlist", b"3 V1\n"),
        ("V10/INBOX.mbox/Messages/7.emlx", apple),
        ("profile/Mail/Local Folders/Inbox", mbox(letter(4))),
    ]
    for path in packs(tmp_path, members):
        found, told = read(path)
        assert told == []
        assert [message.place.folder for message in found] == [
            "Maildir", "Maildir/Gesendet", "V10/INBOX.mbox/Messages/7.emlx", "profile/Mail/Local Folders/Inbox"
        ]  # fmt: skip
        assert [message.sha256 for message in found] == [
            hashlib.sha256(letter(1)).hexdigest(), hashlib.sha256(letter(2, "")).hexdigest(),
            hashlib.sha256(letter(3)).hexdigest(), hashlib.sha256(letter(4)).hexdigest(),
        ]  # fmt: skip
        assert found[1].shelf is Shelf.SENT


@pytest.mark.parametrize("members", [[], [("Takeout/photo.jpg", b"\xff\xd8")], [("a.mbox", b"\x00" * 99)]])
def test_an_archive_without_mail_says_so(tmp_path: Path, members: list[tuple[str, bytes]]) -> None:
    for path in packs(tmp_path, members):
        assert read(path) == ([], [f"The archive {path.name} holds no mail that inboxguard can read."])


def test_hours_of_other_files_can_be_stopped(tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled("Stopped.")

    path = taped(tmp_path / "t.tgz", [("photo.jpg", bytes(2**20)), (MAIL, mbox(letter(1)))])
    with pytest.raises(Cancelled):
        list(archives.messages(path, False, print, stop))


def test_each_message_comes_with_how_far_the_archive_is_read(tmp_path: Path) -> None:
    for path in packs(tmp_path, [("a.mbox", mbox(*map(letter, range(2000)))), ("b.mbox", mbox(letter(9)))]):
        reached = [at for _, at in archives.messages(path, path.suffix == ".zip", print)]
        assert reached == sorted(reached)
        assert len(set(reached)) >= 3
        assert path.stat().st_size / 2 < reached[-1] <= path.stat().st_size


# ---- tricks


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cron.d/x.mbox", "etc/cron.d/x.mbox"),
        ("/etc/x.mbox", "etc/x.mbox"),
        ("..\\..\\Windows\\x.mbox", "Windows/x.mbox"),
        ("a/./b//x.mbox", "a/b/x.mbox"),
        ("a\n\x1b[31m.mbox", "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m.mbox"),
    ],
)
def test_names_lead_nowhere(tmp_path: Path, name: str, shown: str) -> None:
    before = sorted(tmp_path.parent.rglob("*"))
    for path in packs(tmp_path, [(name, mbox(letter(1)))]):
        assert [message.place.folder for message in read(path)[0]] == [shown]
        path.unlink()
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_links_and_devices_in_a_tape_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.mbox").write_bytes(mbox(letter(9)))

    def special(kind: bytes, target: str = "") -> tarfile.TarInfo:
        info = tarfile.TarInfo("Mail/Inbox.mbox")
        info.type, info.linkname = kind, target
        return info

    members = [
        (special(tarfile.SYMTYPE, str(tmp_path / "secret.mbox")), b""),
        (special(tarfile.LNKTYPE, "Mail/later.mbox"), b""),
        (special(tarfile.CHRTYPE), b""),
        (special(tarfile.FIFOTYPE), b""),
        (special(tarfile.DIRTYPE), b""),
        ("Mail/later.mbox", mbox(letter(1))),
    ]
    found, told = read(taped(tmp_path / "t.tgz", members))
    assert told == []
    assert [message.head for message in found] == [letter(1).partition(b"\r\n\r\n")[0] + b"\r\n"]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", [(MAIL, mbox(letter(1)))]).read_bytes()
    for path in packs(tmp_path, [("Takeout/inner.zip", inner), (MAIL, mbox(letter(2)))]):
        found, [told] = read(path)
        assert len(found) == 1
        assert "inner.zip" in told
        assert "archive in an archive" in told


def test_a_locked_file_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "t.zip", [("locked.mbox", mbox(letter(1))), ("open.mbox", mbox(letter(2)))])
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    found, [told] = read(path)
    assert [message.place.folder for message in found] == ["open.mbox"]
    assert "locked.mbox" in told
    assert "password" in told


@pytest.mark.parametrize("name", ["t.zip", "t.tgz"])
def test_a_bomb_is_stopped_and_takes_no_memory(tmp_path: Path, name: str) -> None:
    content = mbox(letter(1)) + FROM + b"Subject: bomb\r\n\r\n" + bytes(5 * packed.GRACE)
    make = zipped if name == "t.zip" else taped
    path = make(tmp_path / name, [("bomb.mbox", content)])  # type: ignore[operator]
    del content
    tracemalloc.start()
    try:
        found, told = read(path)
        assert tracemalloc.get_traced_memory()[1] < 12 * 2**20
    finally:
        tracemalloc.stop()
    assert found[0].sha256 == hashlib.sha256(letter(1)).hexdigest()
    assert ["far more than mail would" in one for one in told] == [True]


def test_many_small_bombs_are_one_large_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "GRACE", 100_000)
    monkeypatch.setattr(archives, "GRACE", 100_000)
    members = [(f"{number}.mbox", mbox(letter(1)) + FROM + bytes(99_000)) for number in range(200)]
    found, told = read(zipped(tmp_path / "t.zip", members))
    assert 100 < len({message.place.folder for message in found}) < 200
    assert "far more than mail would" in told[-1]


def test_a_description_without_end_takes_no_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("Mail/x.mbox")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 4 * 2**30
    with gzip.open(tmp_path / "t.tgz", "wb") as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(64):
            file.write(bytes(2**20))
    tracemalloc.start()
    try:
        found, told = read(tmp_path / "t.tgz")
        assert tracemalloc.get_traced_memory()[1] < 12 * 2**20
    finally:
        tracemalloc.stop()
    assert found == []
    assert "damaged" in told[0]


def test_a_list_of_files_that_is_too_long_is_not_loaded(tmp_path: Path) -> None:
    path = zipped(tmp_path / "t.zip", [("photo.jpg", b"x"), (MAIL, mbox(letter(1))), ("notes.txt", letter(2))])
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.rindex(b"PK\x05\x06") + 12, 0xFFFFFFF0)
    path.write_bytes(content)
    found, told = read(path)
    assert [message.sha256 for message in found] == [hashlib.sha256(letter(1)).hexdigest()]
    assert told == []


def test_what_is_locked_in_an_archive_of_very_many_files_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_MAX_DIRECTORY", 10)
    path = zipped(tmp_path / "t.zip", [("a.mbox", mbox(letter(1))), ("b.mbox", mbox(letter(2)))])
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x03\x04", 10) + 6] |= 1
    path.write_bytes(content)
    found, [told] = read(path)
    assert [message.sha256 for message in found] == [hashlib.sha256(letter(1)).hexdigest()]
    assert "damaged or locked" in told


def test_many_small_bombs_in_an_archive_of_very_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "GRACE", 100_000)
    monkeypatch.setattr(archives, "GRACE", 100_000)
    monkeypatch.setattr(archives, "_MAX_DIRECTORY", 10)
    members = [(f"{number}.mbox", mbox(letter(1)) + FROM + bytes(99_000)) for number in range(200)]
    found, told = read(zipped(tmp_path / "t.zip", members))
    assert 100 < len({message.place.folder for message in found}) < 200
    assert "far more than mail would" in told[-1]


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_to_gigabytes_at_once_is_not_unpacked(tmp_path: Path, kind: int) -> None:
    path = zipped(tmp_path / "t.zip", [("bomb.mbox", mbox(letter(1)) + bytes(4 * packed.GRACE))], kind)
    tracemalloc.start()
    try:
        found, [told] = read(path)
        assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    finally:
        tracemalloc.stop()
    assert found == []
    assert "bomb.mbox in t.zip is packed in a way" in told


def test_what_a_tape_says_of_all_files_does_not_pile_up(tmp_path: Path) -> None:
    noise = hashlib.shake_256(b"x").hexdigest(100_000)
    with tarfile.open(tmp_path / "t.tgz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for number in range(60):
            archive.fileobj.write(tarfile.TarInfo.create_pax_global_header({f"k{number}": noise}))
            info = tarfile.TarInfo(f"{number}.eml")
            info.size = len(letter(number))
            archive.fileobj.write(info.tobuf(tarfile.USTAR_FORMAT) + letter(number).ljust(512, b"\0"))
    tracemalloc.start()
    try:
        found, told = read(tmp_path / "t.tgz")
        assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    finally:
        tracemalloc.stop()
    assert (len(found), told) == (60, [])


def test_more_files_on_a_tape_than_are_looked_at_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    found, [told] = read(taped(tmp_path / "t.tgz", [(f"{number}.eml", letter(number)) for number in range(5)]))
    assert len(found) == 3
    assert "more than 3 files" in told


@pytest.mark.parametrize("size", [10, 10**9])
def test_sizes_that_lie_cost_only_their_file(tmp_path: Path, size: int) -> None:
    path = zipped(tmp_path / "t.zip", [("lie.mbox", mbox(letter(1))), ("true.mbox", mbox(letter(2)))])
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.index(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, size)
    path.write_bytes(content)
    found, _ = read(path)
    assert found[-1].sha256 == hashlib.sha256(letter(2)).hexdigest()


def test_a_file_without_a_name_is_a_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "t.zip", [("a", mbox(letter(1)))])
    content = path.read_bytes().replace(b"\x01\x00\x00\x00a", b"\x01\x00\x00\x00\0")
    path.write_bytes(content.replace(b"aPK\x05\x06", b"\0PK\x05\x06"))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [""]
    assert len(read(path)[0]) == 1


def test_a_million_problems_are_told_as_a_few(tmp_path: Path) -> None:
    found, told = read(
        zipped(tmp_path / "t.zip", [*((f"{number}.zip", b"") for number in range(500)), ("a", letter(1))])
    )
    assert len(found) == 1
    assert len(told) == 20


# ---- damage


def test_a_cut_archive_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    letters = [letter(number) for number in range(400)]
    members = [("Mail/a.mbox", mbox(*letters[:200])), ("Mail/b.mbox", mbox(*letters[200:]))]
    digests = [hashlib.sha256(one).hexdigest() for one in letters]
    for path in packs(tmp_path, members):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) * 3 // 4])
        found, told = read(path)
        assert len(found) > 260
        assert [message.sha256 for message in found[:-1]] == digests[: len(found) - 1]
        assert ["damaged or cut off" in one for one in told] == [True]


def test_one_damaged_file_leaves_the_next_alone(tmp_path: Path) -> None:
    path = zipped(tmp_path / "t.zip", [("a.mbox", mbox(*map(letter, range(50)))), ("b.mbox", mbox(letter(99)))])
    content = bytearray(path.read_bytes())
    content[1000:1010] = bytes(10)
    path.write_bytes(content)
    found, told = read(path)
    assert found[-1].sha256 == hashlib.sha256(letter(99)).hexdigest()
    assert ["a.mbox in t.zip is damaged" in one for one in told] == [True]


WHOLE = {}
for suffix in ("zip", "tgz", "tar"):
    file = io.BytesIO()
    if suffix == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("Mail/a.mbox", mbox(letter(1), letter(2)))
            made.writestr("b.eml", letter(3))
    else:
        with tarfile.open(fileobj=file, mode="w:gz" if suffix == "tgz" else "w") as tape:
            for name, content in (("Mail/a.mbox", mbox(letter(1), letter(2))), ("b.eml", letter(3))):
                described = tarfile.TarInfo(name)
                described.size = len(content)
                tape.addfile(described, io.BytesIO(content))
    WHOLE[suffix] = file.getvalue()


@settings(max_examples=60)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 20_000), st.binary(max_size=8), st.integers(0, 20_000))
def test_any_damage_is_harmless(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, at: int, junk: bytes, end: int
) -> None:
    content = WHOLE[suffix]
    at %= len(content)
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    path.write_bytes((content[:at] + junk + content[at + len(junk) :])[: max(len(content) - end % 3000, 4)])
    found, told = read(path)
    assert len(found) <= 6
    assert len(told) <= 20
