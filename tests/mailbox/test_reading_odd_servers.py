"""Servers that misbehave, or are like no other, lose no mail and are never written to."""

from collections.abc import Callable

import pytest

from inboxguard.errors import MailboxError, Unreachable
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.reading import Batch, Checkpoint, Folder, folders, listed, read
from tests.servers.scripted import Scripted

INBOX = Folder("INBOX", Shelf.PLAIN, "INBOX")


def all_of(mailbox: Connection, since: Checkpoint | None, folder: Folder = INBOX) -> list[Batch]:
    return list(read(mailbox, folder, since))


class Bad:
    """A mailbox of five messages whose third one fails every FETCH that names it."""

    def __init__(self, bad: frozenset[int] = frozenset({3}), extra: bytes = b"") -> None:
        self.bad = bad
        self.extra = extra

    def __call__(self, command: str) -> bytes | None:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 5 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 6] x\r\nOK [READ-ONLY]"
        if command.startswith("UID SEARCH"):
            return b"* SEARCH 1 2 3 4 5\r\nOK"
        if command.startswith("UID FETCH"):
            uids = [int(uid) for uid in command.split()[2].split(",")]
            if self.bad & set(uids):
                return b"NO [UNAVAILABLE] UID FETCH Server error"
            head = b"Subject: x\r\n\r\n"
            rows = b"".join(
                b'* %d FETCH (UID %d INTERNALDATE " 1-Foo-2020 99:99:99 +0000" RFC822.SIZE 20 FLAGS () '
                b"BODY[HEADER] {%d}\r\n%s)\r\n" % (uid, uid, len(head), head)
                for uid in uids
            )
            return self.extra + rows + b"OK"
        return b"OK"


def scripted_mailbox(server: Scripted) -> Connection:
    account = Account("mara@post.example", server.host, server.port, Security.NONE, "mara@post.example")
    return connect(account, "x", timeout=10)


def test_one_bad_message_never_fails_the_batch(scripted: Callable[..., Scripted]) -> None:
    with scripted_mailbox(scripted(Bad())) as mailbox:
        [batch] = all_of(mailbox, None)
    assert [message.place.uid for message in batch.messages] == [1, 2, 4, 5]
    assert batch.skipped == (3,)
    assert batch.checkpoint == Checkpoint(1, 5)
    assert all(message.received is None for message in batch.messages)  # their dates are nonsense


def test_where_everything_fails_nothing_is_passed_over(scripted: Callable[..., Scripted]) -> None:
    class Broken(Bad):
        def __call__(self, command: str) -> bytes | None:
            if command.startswith("EXAMINE"):
                return b"* 200 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 201] x\r\nOK [READ-ONLY]"
            if command.startswith("UID SEARCH"):
                return b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(1, 201)) + b"\r\nOK"
            return super().__call__(command)

    server = scripted(Broken(bad=frozenset(range(1, 201))))
    with scripted_mailbox(server) as mailbox, pytest.raises(MailboxError):
        all_of(mailbox, None)
    assert sum(command.startswith("UID FETCH") for command in server.commands) < 60


@pytest.mark.parametrize(
    "extra",
    [
        b"* 2 FETCH (FLAGS (\\Seen))\r\n",
        b"* 9 FETCH (UID 99 FLAGS (\\Seen))\r\n",
        b"* 6 EXISTS\r\n* 1 RECENT\r\n",
        b"* OK still here\r\n",
    ],
)
def test_unasked_answers_in_between_are_harmless(scripted: Callable[..., Scripted], extra: bytes) -> None:
    with scripted_mailbox(scripted(Bad(bad=frozenset(), extra=extra))) as mailbox:
        [batch] = all_of(mailbox, None)
    assert [message.place.uid for message in batch.messages] == [1, 2, 3, 4, 5]


def test_a_connection_lost_in_a_batch_is_said(scripted: Callable[..., Scripted]) -> None:
    class Lost(Bad):
        def __call__(self, command: str) -> bytes | None:
            return None if command.startswith("UID FETCH") else super().__call__(command)

    with scripted_mailbox(scripted(Lost())) as mailbox, pytest.raises(Unreachable):
        all_of(mailbox, None)


def test_only_commands_that_change_nothing_are_sent(scripted: Callable[..., Scripted]) -> None:
    server = scripted(Bad(bad=frozenset()))
    with scripted_mailbox(server) as mailbox:
        all_of(mailbox, None)
    verbs = {command.split()[0] for command in server.commands}
    assert verbs == {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in command for command in server.commands if "FETCH" in command)
    assert not any("*" in command for command in server.commands if "UID" in command)


GMAIL = (
    b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n'
    b'* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"\r\n'
    b'* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"\r\n'
    b'* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"\r\n'
    b'* LIST (\\HasNoChildren \\Junk) "/" "[Gmail]/Spam"\r\n'
    b'* LIST (\\HasNoChildren \\Trash) "/" "[Gmail]/Papierkorb"\r\n'
    b'* LIST (\\Drafts \\HasNoChildren) "/" "[Gmail]/Entw&APw-rfe"\r\n'
    b'* LIST (\\HasNoChildren) "/" Shops\r\nOK'
)


def gmail(command: str) -> bytes | None:
    if command == "CAPABILITY":
        return b"* CAPABILITY IMAP4rev1 X-GM-EXT-1\r\nOK"
    if command.startswith("LIST"):
        return GMAIL
    if command.startswith("EXAMINE"):
        return b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\nOK [READ-ONLY]"
    if command.startswith("UID SEARCH"):
        return b"* SEARCH 1 2\r\nOK"
    if command.startswith("UID FETCH"):
        return (
            b'* 1 FETCH (X-GM-LABELS ("\\\\Sent" Shops) UID 1 RFC822.SIZE 9 BODY[HEADER] {4}\r\n\r\n\r\n)\r\n'
            b'* 2 FETCH (X-GM-LABELS ("\\\\Inbox") UID 2 RFC822.SIZE 9 BODY[HEADER] {4}\r\n\r\n\r\n)\r\nOK'
        )
    return b"OK"


def test_gmail_is_read_once_and_not_per_label(scripted: Callable[..., Scripted]) -> None:
    with scripted_mailbox(scripted(gmail)) as mailbox:
        everything = folders(mailbox)
        assert [(folder.name, folder.shelf) for folder in everything] == [
            ("[Gmail]/Alle Nachrichten", Shelf.PLAIN),
            ("[Gmail]/Spam", Shelf.JUNK),
            ("[Gmail]/Papierkorb", Shelf.TRASH),
        ]
        [batch] = all_of(mailbox, None, everything[0])
        assert [message.shelf for message in batch.messages] == [Shelf.SENT, Shelf.PLAIN]
        assert "[Gmail]/Entwürfe" in {folder.name for folder in listed(mailbox)}


def test_without_flags_the_names_tell(scripted: Callable[..., Scripted]) -> None:
    def plain(command: str) -> bytes | None:
        if command.startswith("LIST"):
            return (
                b'* LIST () "." INBOX\r\n* LIST () "." INBOX.Gesendet\r\n* LIST () "." "INBOX.Papierkorb"\r\n'
                b'* LIST () "." {8}\r\nShops 12\r\n* LIST () NIL 2020\r\n* LIST (\\NonExistent) "." Weg\r\nOK'
            )
        return gmail(command) if command != "CAPABILITY" else b"* CAPABILITY IMAP4rev1\r\nOK"

    with scripted_mailbox(scripted(plain)) as mailbox:
        found = [(folder.name, folder.shelf) for folder in folders(mailbox)]
    assert found == [
        ("INBOX", Shelf.PLAIN),
        ("INBOX.Gesendet", Shelf.SENT),
        ("INBOX.Papierkorb", Shelf.TRASH),
        ("Shops 12", Shelf.PLAIN),
        ("2020", Shelf.PLAIN),
    ]


def test_a_server_that_does_not_tell_the_next_uid(scripted: Callable[..., Scripted]) -> None:
    class Silent(Bad):
        def __call__(self, command: str) -> bytes | None:
            if command.startswith("EXAMINE"):
                return b"* 5 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nOK [READ-ONLY]"
            return super().__call__(command)

    server = scripted(Silent(bad=frozenset()))
    with scripted_mailbox(server) as mailbox:
        [batch] = all_of(mailbox, None)
        assert all_of(mailbox, batch.checkpoint) == []
    assert batch.checkpoint == Checkpoint(1, 5)
    assert "UID SEARCH UID 1:4294967295" in server.commands


def test_a_huge_folder_is_asked_for_in_windows(scripted: Callable[..., Scripted]) -> None:
    def huge(command: str) -> bytes | None:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 200000 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 200001] x\r\nOK [READ-ONLY]"
        return b"* SEARCH\r\nOK"

    server = scripted(huge)
    with scripted_mailbox(server) as mailbox:
        all_of(mailbox, None)
    asked = [command for command in server.commands if "SEARCH" in command]
    assert asked == [f"UID SEARCH UID {low}:{high}" for low, high in [(1, 80000), (80001, 160000), (160001, 200000)]]
