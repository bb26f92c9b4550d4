"""Mail is read from a real server without leaving a trace there, and picked up where it was left."""

from datetime import UTC, datetime

import pytest

from inboxguard.errors import NoFolder
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.reading import Batch, Checkpoint, Folder, bodies, decoded, folders, read
from tests.mailbox.conftest import Opened
from tests.servers.dovecot import Dovecot

INBOX = Folder("INBOX", Shelf.PLAIN, "INBOX")


def letter(number: int, body: str = "Hallo") -> bytes:
    return (
        f"From: Shop <news@shop.example>\r\nTo: mara@post.example\r\nSubject: Nr. {number}\r\n"
        f"List-Id: <news.shop.example>\r\n\r\n{body} {number}\r\n"
    ).encode()


def subjects(batches: list[Batch]) -> list[str]:
    heads = [message.head.decode() for batch in batches for message in batch.messages]
    return [head.partition("Subject: ")[2].partition("\r\n")[0] for head in heads]


def all_of(mailbox: Connection, since: Checkpoint | None, folder: Folder = INBOX, batch: int = 200) -> list[Batch]:
    return list(read(mailbox, folder, since, batch))


# ---- folders


def test_special_folders_are_known_by_their_flags(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, letter(1), "Shops/Gesendet")
    found = {folder.name: folder.shelf for folder in folders(opened(user))}
    assert found == {
        "INBOX": Shelf.PLAIN,
        "Drafts": Shelf.DRAFTS,
        "Junk": Shelf.JUNK,
        "Sent": Shelf.SENT,
        "Trash": Shelf.TRASH,
        "Shops/Gesendet": Shelf.PLAIN,  # Sent is marked by the server, so this one is an ordinary folder
    }


def test_a_folder_called_spam_is_junk_even_beside_a_marked_one(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, letter(1), "Spam")
    assert {folder.name: folder.shelf for folder in folders(opened(user))}["Spam"] is Shelf.JUNK


def test_a_folder_with_an_umlaut_is_shown_and_read(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, letter(1), "Entw&APw-rfe &- mehr")
    mailbox = opened(user)
    [folder] = [one for one in folders(mailbox) if one.name.startswith("Entw")]
    assert folder.name == "Entwürfe & mehr"
    [batch] = all_of(mailbox, None, folder)
    assert batch.messages[0].place.folder == "Entwürfe & mehr"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"INBOX", "INBOX"),
        (b"Entw&APw-rfe", "Entwürfe"),
        (b"Tom &- Jerry", "Tom & Jerry"),
        ("Entwürfe".encode(), "Entwürfe"),
        (b"\xff\xfe", "ÿþ"),
        (b"&bad", "&bad"),
        (b"a\x07b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_folder_names_for_people(name: bytes, shown: str) -> None:
    assert decoded(name) == shown


# ---- headers


def test_headers_come_in_batches_with_their_checkpoints(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    uids = [dovecot.deliver(user, letter(number)) for number in range(1, 6)]
    batches = all_of(opened(user), None, batch=2)
    assert subjects(batches) == [f"Nr. {number}" for number in range(1, 6)]
    assert [batch.checkpoint.last_uid for batch in batches] == [uids[1], uids[3], uids[4]]
    assert [(batch.done, batch.total) for batch in batches] == [(2, 5), (4, 5), (5, 5)]
    assert not any(batch.renewed or batch.skipped for batch in batches)


def test_a_message_is_read_as_the_server_keeps_it(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    received = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
    uid = dovecot.deliver(user, letter(1), received=received)
    [batch] = all_of(opened(user), None)
    [message] = batch.messages
    assert (message.place.account, message.place.folder, message.place.uid) == (user, "INBOX", uid)
    assert message.place.uidvalidity == batch.checkpoint.uidvalidity > 0
    assert message.received == received
    assert message.head == letter(1).partition(b"\r\n\r\n")[0] + b"\r\n"
    assert message.body is None
    assert message.sha256 is None
    assert message.size == len(letter(1))


def test_the_shelf_comes_from_the_folder(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, letter(1), "Junk")
    mailbox = opened(user)
    [junk] = [folder for folder in folders(mailbox) if folder.shelf is Shelf.JUNK]
    [batch] = all_of(mailbox, None, junk)
    assert [message.shelf for message in batch.messages] == [Shelf.JUNK]


def test_a_second_reading_adds_nothing(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    for number in range(3):
        dovecot.deliver(user, letter(number))
    first = all_of(opened(user), None)
    assert all_of(opened(user), first[-1].checkpoint) == []


def test_only_what_is_new_is_read(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, letter(1))
    mailbox = opened(user)
    first = all_of(mailbox, None)
    dovecot.deliver(user, letter(2))
    assert subjects(all_of(mailbox, first[-1].checkpoint)) == ["Nr. 2"]


def test_reading_goes_on_where_it_was_stopped(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    for number in range(5):
        dovecot.deliver(user, letter(number))
    stopped = next(read(opened(user), INBOX, None, batch=2))
    assert subjects([stopped]) == ["Nr. 0", "Nr. 1"]
    assert subjects(all_of(opened(user), stopped.checkpoint)) == ["Nr. 2", "Nr. 3", "Nr. 4"]


def test_nothing_becomes_read(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    uids = [dovecot.deliver(user, letter(number)) for number in range(3)]
    mailbox = opened(user)
    all_of(mailbox, None)
    assert len(list(bodies(mailbox, INBOX, uids))) == 3
    mailbox.close()
    assert dovecot.unseen(user) == 3


def test_an_empty_folder_has_a_checkpoint_of_its_own(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    mailbox = opened(user)
    [batch] = all_of(mailbox, None)
    assert batch.messages == ()
    assert batch.total == 0
    assert all_of(mailbox, batch.checkpoint) == []


def test_a_folder_made_anew_is_read_anew(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    folder = Folder("Shops", Shelf.PLAIN, "Shops")
    for number in range(3):
        dovecot.deliver(user, letter(number), "Shops")
    first = all_of(opened(user), None, folder)
    dovecot.renew_folder(user, "Shops")
    dovecot.deliver(user, letter(9), "Shops")
    [again] = all_of(opened(user), first[-1].checkpoint, folder)
    assert again.renewed
    assert again.checkpoint.uidvalidity != first[-1].checkpoint.uidvalidity
    assert subjects([again]) == ["Nr. 9"]


def test_a_folder_made_anew_and_empty_says_so(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    folder = Folder("Shops", Shelf.PLAIN, "Shops")
    dovecot.deliver(user, letter(1), "Shops")
    first = all_of(opened(user), None, folder)
    dovecot.renew_folder(user, "Shops")
    [again] = all_of(opened(user), first[-1].checkpoint, folder)
    assert again.renewed
    assert again.messages == ()


def test_messages_deleted_meanwhile_are_passed_over(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    for number in range(4):
        dovecot.deliver(user, letter(number))
    batches = read(opened(user), INBOX, None, batch=2)
    first = next(batches)
    with dovecot.outside(user) as other:
        other.select("INBOX")
        other.store("3", "+FLAGS", "\\Deleted")
        other.expunge()
    rest = list(batches)
    assert subjects([first, *rest]) == ["Nr. 0", "Nr. 1", "Nr. 3"]
    assert rest[-1].checkpoint.last_uid == 4


@pytest.mark.parametrize("raw", [b"no header at all", b"\r\n\r\n", b"\xff\xfe: \x80\r\n\r\n\xff", b": \r\n: \r\n\r\nx"])
def test_a_malformed_message_is_still_a_row(dovecot: Dovecot, opened: Opened, raw: bytes) -> None:
    user = dovecot.user()
    dovecot.deliver(user, letter(1))
    dovecot.deliver(user, raw)
    dovecot.deliver(user, letter(2))
    [batch] = all_of(opened(user), None)
    assert len(batch.messages) == 3
    assert not batch.messages[1].head.endswith(b"\n\r\n")


def test_a_folder_that_is_gone(dovecot: Dovecot, opened: Opened) -> None:
    with pytest.raises(NoFolder):
        all_of(opened(dovecot.user()), None, Folder("Weg", Shelf.PLAIN, "Weg"))


# ---- bodies


def test_bodies_of_the_named_messages_only(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    uids = [dovecot.deliver(user, letter(number)) for number in range(23)]
    found = {body.uid: body.content for body in bodies(opened(user), INBOX, uids[:21])}
    assert found == {uid: f"Hallo {number}\r\n".encode() for number, uid in enumerate(uids[:21])}


def test_a_long_body_is_cut(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    long, short = dovecot.deliver(user, letter(1, "x" * 5000)), dovecot.deliver(user, letter(2))
    one, two = bodies(opened(user), INBOX, [short, long], limit=1000)
    assert (one.uid, len(one.content), one.complete) == (long, 1000, False)
    assert (two.uid, two.content, two.complete) == (short, b"Hallo 2\r\n", True)


def test_no_body_comes_from_another_generation(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    uid = dovecot.deliver(user, letter(1))
    assert list(bodies(opened(user), INBOX, [uid], uidvalidity=1)) == []


def test_bodies_of_missing_messages_are_left_out(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    uid = dovecot.deliver(user, letter(1))
    assert [body.uid for body in bodies(opened(user), INBOX, [uid, 77, 78])] == [uid]


def test_no_bodies_ask_for_nothing(dovecot: Dovecot, opened: Opened) -> None:
    assert list(bodies(opened(dovecot.user()), INBOX, [])) == []
