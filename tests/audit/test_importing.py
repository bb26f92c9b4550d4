"""Mail files become rows: once, in children, and after any interruption from where they stopped."""

import gzip
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.audit import importing, pace
from inboxguard.audit.audit import Audit
from inboxguard.audit.importing import import_paths
from inboxguard.audit.parsing_processes import Given, Got, Work, here, parsing_processes
from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.errors import Cancelled
from inboxguard.mailbox.signatures import Keys
from inboxguard.store import imports, messages
from inboxguard.store.database import open_database
from tests.audit.truth import NOW
from tests.mailbox.test_archives import MAIL, letter, mbox, taped, zipped
from tests.mailbox.test_maildir import maildir
from tests.mailbox.test_signatures import BODY, HEAD, names, publish, rsa_pair, signed
from tests.mailbox.test_thunderbird import LETTER, profile, store
from tests.servers.dns import Dns

__all__ = ["names"]

Result = tuple[int, int, tuple[tuple[str, str], ...]]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "home")
    yield opened
    opened.close()


class Counted:
    """Does the work here and counts it."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, work: Work[Given, Got], items: Iterable[Given], /) -> Iterable[Got]:
        given = list(items)
        self.read += len(given)
        return map(work, given)


def took(db: Database, *paths: Path, tell: Tell = silent) -> tuple[int, int, int]:
    """(added, known, letters that were read) of an import."""
    counted = Counted()
    added, known, unreadable = import_paths(db, paths, counted, tell, True)
    assert unreadable == ()
    return added, known, counted.read


def numbers(first: int, last: int) -> bytes:
    return mbox(*map(letter, range(first, last)))


def stop_after(batches: int) -> Tell:
    steps = iter(range(batches))

    def tell(step: Step) -> None:
        if step.what == "importing" and next(steps, None) is None:
            raise Cancelled("Stopped.")

    return tell


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    monkeypatch.setattr(pace, "_EVERY", 0)  # every batch is told, so that every one can be the last
    monkeypatch.setattr(importing._Import, "_pulse", lambda self: None)  # and nothing else is


SHAPES: dict[str, Callable[[Path], Path]] = {}


def shape(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    SHAPES[make.__name__] = make
    return make


@shape
def plain(path: Path) -> Path:
    (path / "m.mbox").write_bytes(numbers(0, 95))
    return path / "m.mbox"


@shape
def gzipped(path: Path) -> Path:
    (path / "m.mbox.gz").write_bytes(gzip.compress(numbers(0, 95)))
    return path / "m.mbox.gz"


@shape
def takeout_zip(path: Path) -> Path:
    return zipped(path / "t.zip", [("a.mbox", numbers(0, 60)), ("b.mbox", numbers(60, 95))])


@shape
def takeout_tgz(path: Path) -> Path:
    return taped(path / "t.tgz", [("a.mbox", numbers(0, 60)), ("b.mbox", numbers(60, 95))])


@shape
def maildir_folder(path: Path) -> Path:
    box = maildir(path / "box")
    for number in range(95):
        (box / "cur" / f"{number:03}:2,S").write_bytes(letter(number))
    return box


@shape
def folder_of_everything(path: Path) -> Path:
    (path / "mail").mkdir()
    for number in range(40):
        (path / "mail" / f"{number}.eml").write_bytes(letter(number))
    (path / "mail" / "old.mbox").write_bytes(numbers(40, 95))
    return path / "mail"


@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES)
def test_what_was_read_is_not_read_again(tmp_path: Path, db: Database, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    assert took(db, path) == (95, 0, 95)
    assert took(db, path) == (0, 95, 0)
    assert messages.count(db) == 95


@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES)
@pytest.mark.usefixtures("small")
def test_stopped_anywhere_it_goes_on_after_its_last_batch(
    tmp_path: Path, db: Database, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    kept = 0
    for batches in (1, 3):
        with pytest.raises(Cancelled):
            took(db, path, tell=stop_after(batches))
        kept += 10 * batches
        assert messages.count(db) == kept
    assert took(db, path) == (95 - kept, kept, 95 - kept)
    assert took(db, path) == (0, 95, 0)


def test_letters_of_one_folder_that_are_given_one_after_the_other_are_all_read(tmp_path: Path, db: Database) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.eml").write_bytes(letter(number))
        os.utime(tmp_path / f"{number}.eml", ns=(1, 1))  # and they are equally long
    assert took(db, tmp_path / "1.eml") == (1, 0, 1)
    assert took(db, tmp_path / "2.eml") == (1, 0, 1)


def test_a_letter_that_took_the_place_of_an_equally_long_one_is_read(tmp_path: Path, db: Database) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for number in (1, 2, 3):
        (box / f"{number}.eml").write_bytes(letter(number))
        os.utime(box / f"{number}.eml", ns=(number, number))
    assert took(db, box) == (3, 0, 3)
    (box / "1.eml").rename(tmp_path / "away.eml")
    (box / "4.eml").write_bytes(letter(4))
    os.utime(box / "4.eml", ns=(1, 1))
    assert took(db, box) == (1, 2, 1)


def test_files_whose_names_are_shown_alike_keep_their_places_apart(tmp_path: Path, db: Database) -> None:
    for number, name in enumerate((b"Inbox\xfe", b"Inbox\xff")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(numbers(number, number + 1))
    assert took(db, tmp_path)[0] == 2
    assert len(list(db.query("SELECT uid FROM places"))) == 2


def test_of_a_file_that_grew_only_what_is_new_is_read(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "Inbox"
    path.write_bytes(numbers(0, 20))
    assert took(db, path) == (20, 0, 20)
    path.write_bytes(numbers(0, 25))
    assert took(db, path) == (5, 20, 5)
    assert took(db, path) == (0, 25, 0)
    assert [place["uid"] for place in db.query("SELECT uid FROM places ORDER BY uid")] == list(range(1, 26))


def test_a_last_message_that_was_cut_is_read_again_when_it_is_whole(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "Inbox"
    path.write_bytes(numbers(0, 20)[:-30])
    assert took(db, path) == (20, 0, 20)
    path.write_bytes(numbers(0, 25))
    assert took(db, path) == (6, 19, 6)


def test_a_file_that_was_compacted_and_grew_is_read_anew(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "Inbox"
    path.write_bytes(numbers(10, 30))
    assert took(db, path) == (20, 0, 20)
    path.write_bytes(numbers(11, 35))  # one went, five came; all are equally long, so borders lie where they lay
    assert took(db, path) == (5, 19, 5)
    path.write_bytes(numbers(50, 53))
    assert took(db, path) == (3, 0, 3)
    os.utime(path, ns=(1, 1))
    assert took(db, path) == (0, 3, 0)


def test_of_a_maildir_with_new_mail_only_the_new_is_read(tmp_path: Path, db: Database) -> None:
    box = maildir_folder(tmp_path)
    took(db, box)
    before = list(messages.each(db))
    (box / "cur" / "000").write_bytes(letter(500))
    (box / "cur" / "094:2,S").rename(box / "cur" / "094:2,RS")
    (box / "cur" / "093:2,S").unlink()
    assert took(db, box) == (1, 94, 1)
    after = {message.key: message for message in messages.each(db)}
    assert [after[message.key] for message in before] == before
    assert len(after) == 96


def test_parts_of_a_takeout_whose_files_have_one_name_are_all_kept(tmp_path: Path, db: Database) -> None:
    parts = [
        zipped(tmp_path / f"takeout-00{part}.zip", [(MAIL, numbers(part * 10, part * 10 + 10))]) for part in (1, 2, 3)
    ]
    assert took(db, *parts) == (30, 0, 30)
    assert db.execute("SELECT count(*), count(DISTINCT key) FROM places").fetchone() == (30, 30)


def test_the_copies_of_gmail_in_thunderbird_are_one_mail(tmp_path: Path, db: Database) -> None:
    own = profile(tmp_path / "abc.default")
    store(own / "ImapMail" / "imap.gmail.com" / "INBOX", LETTER % 1, LETTER % 2)
    store(own / "ImapMail" / "imap.gmail.com" / "[Gmail].sbd" / "All Mail", LETTER % 1, LETTER % 2, status=b"0000")
    assert took(db, own) == (2, 2, 4)


def test_what_cannot_be_read_is_named_and_tried_again(tmp_path: Path, db: Database) -> None:
    whole, cut = tmp_path / "a.mbox", tmp_path / "b.mbox.gz"
    whole.write_bytes(numbers(0, 3))
    cut.write_bytes(gzip.compress(numbers(10, 300))[:-4000])
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8")
    paths = [whole, cut, tmp_path / "c.jpg", tmp_path / "d"]
    added, known, unreadable = import_paths(db, paths, here, silent, True)
    assert added > 100
    assert known == 0
    assert {path for path, _ in unreadable} == {str(path) for path in paths[1:]}
    assert all(reason.endswith(".") for _, reason in unreadable)
    assert import_paths(db, paths, here, silent, True) == (0, added, unreadable)
    cut.write_bytes(gzip.compress(numbers(10, 300)))
    assert (
        import_paths(db, [cut], here, silent, True)[0] == 294 - added
    )  # of the message that was cut, the beginning is a mail of its own


def test_a_message_that_vanishes_before_a_child_reads_it_is_named(tmp_path: Path, db: Database) -> None:
    box = maildir_folder(tmp_path)

    def late(work: Work[Given, Got], items: Iterable[Given], /) -> Iterable[Got]:
        given = list(items)
        (box / "cur" / "007:2,S").unlink(missing_ok=True)
        return map(work, given)

    added, known, unreadable = import_paths(db, [box], late, silent, True)
    assert (added, known) == (94, 0)
    assert [reason.partition(" ")[0] for _, reason in unreadable] == ["007:2,S"]
    assert imports.imported(db, str(box)) is not None
    assert import_paths(db, [box], here, silent, True) == (0, 94, ())


def test_drafts_are_no_mail_that_came(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "takeout.mbox"
    path.write_bytes(mbox(letter(1, "Drafts"), letter(2, "Sent"), letter(3, "=?UTF-8?Q?Entw=C3=BCrfe?=")))
    (tmp_path / "Drafts").write_bytes(numbers(10, 12))
    assert took(db, path, tmp_path / "Drafts") == (1, 0, 5)
    assert [message.message_id for message in messages.each(db)] == ["<2@shop.example>"]
    assert took(db, path, tmp_path / "Drafts") == (0, 1, 0)


def test_large_mails_in_archives_go_in_small_batches_and_the_next_are_begun_before_one_is_stored(
    tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_OCTETS", 300_000)
    letters = [letter(number) + (b"x" * 150_000 + b"\r\n" if number < 12 else b"") for number in range(16)]
    path = tmp_path / "m.mbox.gz"
    path.write_bytes(gzip.compress(mbox(*letters), 1))
    told: list[str] = []

    def mapped(work: Work[Given, Got], items: Iterable[Given], /) -> Iterable[Got]:
        given = list(items)
        told.append(f"begun {len(given)}")
        return map(work, given)

    monkeypatch.setattr(pace, "_EVERY", 0)
    monkeypatch.setattr(importing._Import, "_pulse", lambda self: None)

    def tell(step: Step) -> None:
        told.append("stored" if step.done else step.what)

    assert import_paths(db, [path], mapped, tell, True) == (16, 0, ())
    assert told == [
        "counting", "importing", *["begun 2"] * 4, "stored", "begun 2", "stored", "begun 2", "stored", "begun 4",
        *["stored"] * 4,
    ]  # fmt: skip


def test_children_read_what_this_process_would(tmp_path: Path, db: Database) -> None:
    path = plain(tmp_path)
    with parsing_processes(2) as mapped:
        assert import_paths(db, [path], mapped, silent, True) == (95, 0, ())
    other = open_database(tmp_path / "other")
    import_paths(other, [path], here, silent, True)
    assert list(messages.each(db)) == list(messages.each(other))
    other.close()


KILLED = textwrap.dedent("""
    import sys
    from pathlib import Path
    from inboxguard.audit import importing, pace
    from inboxguard.audit.parsing_processes import here
    from inboxguard.audit.progress import silent
    from inboxguard.store.database import open_database
    importing.BATCH = 20
    print("begun", flush=True)
    importing.import_paths(open_database(Path(sys.argv[1])), [Path(sys.argv[2])], here, silent, True)
""")


def wait_for_mail(home: Path) -> None:
    """However busy the machine is."""
    db = open_database(home)
    end = time.monotonic() + 60
    while not messages.count(db) and time.monotonic() < end:
        time.sleep(0.02)
    db.close()


def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "m.mbox"
    path.write_bytes(numbers(0, 3000))
    home = tmp_path / "home"
    seen = [0]
    for delay in (0.05, 0.2, None):
        with subprocess.Popen([sys.executable, "-c", KILLED, home, path], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"begun\n"
            if delay is None:
                wait_for_mail(home)
            else:
                time.sleep(delay)
            child.kill()
        db = open_database(home)
        seen.append(messages.count(db))
        assert seen[-1] % 20 == 0
        assert seen[-1] >= seen[-2]
        noted = imports.imported(db, str(path))
        assert (noted.messages if noted else 0) == seen[-1]
        db.close()
    assert seen[-1] > 0
    db = open_database(home)
    assert took(db, path) == (3000 - seen[-1], seen[-1], 3000 - seen[-1])
    assert db.execute("SELECT count(DISTINCT key), count(*) FROM places").fetchone() == (3000, 3000)
    db.close()


def test_a_home_that_forgot_the_sample_reads_it_again(tmp_path: Path) -> None:
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        audit.demo("move")
        audit.leave_demo()
        assert audit.mails() == 0
        assert audit.demo("move").added == 246


def test_signatures_that_hold_are_told_and_the_servers_silence_stays(empty: Audit, tmp_path: Path, names: Dns) -> None:
    publish(names, rsa_pair()[1])
    path = tmp_path / "advert.eml"
    path.write_bytes(signed(b"List-Id: <news.shop.example>\r\n" + HEAD) + b"\r\n" + BODY)
    keys = Keys((names.host,), names.port)
    empty.import_files([path], keys=keys)
    assert names.asked == []
    empty.import_files([path], check_signatures=True, keys=keys)
    assert names.asked == []  # it is in already

    other = tmp_path / "other.eml"
    other.write_bytes(path.read_bytes() + b"\r\n")
    empty.import_files([other], check_signatures=True, keys=keys)
    first, second = sorted(empty.message_rows(), key=lambda row: str(row["source"]))
    assert first["signatures_verified"] is None
    assert second["signatures_verified"] == ["shop.example"]
    assert (second["authenticated"], second["attested"]) == (None, None)
