"""A draft lands in the Drafts folder of a real server, as a draft and unsent."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from inboxguard.errors import MailboxError, NoFolder, Unreachable
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.composing import compose
from inboxguard.mailbox.connection import connect
from inboxguard.mailbox.drafting import Placed, put
from tests.mailbox.conftest import Opened
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Scripted

DRAFT = compose(
    "mara@post.example",
    "privacy@shop.example",
    "Auskunft – 2026-K7Q2M4A",
    "Guten Tag,\nbitte löschen Sie meine Daten.\n",
    datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    "<k7q2m4a@post.example>",
)


def test_a_draft_is_there_for_any_other_mail_program(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    placed = put(opened(user), DRAFT)
    assert placed.folder == "Drafts"
    with dovecot.outside(user) as other:
        other.select("Drafts", readonly=True)
        assert other.untagged_responses["UIDVALIDITY"] == [str(placed.uidvalidity).encode()]
        [(described, raw), _] = other.uid("FETCH", str(placed.uid), "(FLAGS BODY.PEEK[])")[1]
        assert b"\\Draft" in described
        assert b"\\Seen" in described
        assert raw == DRAFT
        assert "löschen" in message_from_bytes(raw, policy=default).get_content()


def test_two_drafts_are_two_messages(dovecot: Dovecot, opened: Opened) -> None:
    mailbox = opened(dovecot.user())
    first, second = put(mailbox, DRAFT), put(mailbox, DRAFT)
    assert first.uid is not None
    assert second.uid == first.uid + 1


def test_nothing_is_written_but_the_draft(scripted: Callable[..., Scripted]) -> None:
    server = scripted(poor_server(b'* LIST (\\Drafts) "/" Entwurf\r\n* LIST () "/" Drafts\r\n'))
    placed = draft_on(server)
    assert placed == Placed("Entwurf", 9, 42)  # not told by the server, so looked up by Message-ID
    assert [command.split()[:2] for command in server.commands if command.startswith("APPEND")] == [
        ["APPEND", '"Entwurf"']
    ]
    assert not any(command.split()[0] in ("STORE", "EXPUNGE", "SELECT", "DELETE") for command in server.commands)


@pytest.mark.parametrize(
    ("names", "folder"),
    [(b"Entw&APw-rfe", "Entwürfe"), (b"Brouillons", "Brouillons"), (b"INBOX/Drafts", "INBOX/Drafts")],
)
def test_without_flags_a_folder_of_that_name_is_taken(
    scripted: Callable[..., Scripted], names: bytes, folder: str
) -> None:
    server = scripted(poor_server(b'* LIST () "/" INBOX\r\n* LIST () "/" "' + names + b'"\r\n'))
    assert draft_on(server).folder == folder


def test_without_a_folder_for_drafts_the_person_is_told(scripted: Callable[..., Scripted]) -> None:
    server = scripted(poor_server(b'* LIST () "/" INBOX\r\n* LIST () "/" Shops\r\n'))
    with pytest.raises(NoFolder, match="no folder for drafts"):
        draft_on(server)
    assert not any(command.startswith("APPEND") for command in server.commands)


def test_a_draft_that_cannot_be_looked_up_is_still_placed(scripted: Callable[..., Scripted]) -> None:
    server = scripted(poor_server(b'* LIST () "/" Drafts\r\n', examine=b"NO not now"))
    assert draft_on(server) == Placed("Drafts", None, None)


def test_a_draft_on_another_real_server(cyrus: Cyrus) -> None:
    user = cyrus.user()
    account = Account("mara@post.example", cyrus.host, cyrus.port, Security.NONE, user)
    with connect(account, cyrus.password, timeout=20) as mailbox:
        placed = put(mailbox, DRAFT)
    assert (placed.folder, placed.uid) == ("Drafts", 1)
    with cyrus.outside(user) as other:
        other.select("Drafts", readonly=True)
        [(described, raw), _] = other.uid("FETCH", "1", "(FLAGS BODY.PEEK[])")[1]
    assert b"\\Draft" in described
    assert raw == DRAFT


@pytest.mark.parametrize("status", [b"NO [OVERQUOTA] the mailbox is full", b"NO [TRYCREATE] gone", b"BAD what"])
def test_a_server_that_does_not_take_the_draft(scripted: Callable[..., Scripted], status: bytes) -> None:
    script = poor_server(b'* LIST () "/" Drafts\r\n')
    server = scripted(lambda command: status if command.startswith("APPEND") else script(command))
    with pytest.raises(MailboxError) as failed:
        draft_on(server)
    assert str(failed.value).endswith(".")
    assert len([command for command in server.commands if command.startswith("APPEND")]) == 1


def test_a_draft_that_may_have_arrived_is_not_sent_twice(scripted: Callable[..., Scripted]) -> None:
    script = poor_server(b'* LIST () "/" Drafts\r\n')
    server = scripted(lambda command: None if command.startswith("APPEND") else script(command))
    with pytest.raises(Unreachable):
        draft_on(server)
    assert len([command for command in server.commands if command.startswith("APPEND")]) == 1


def poor_server(folders: bytes, examine: bytes = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\nOK") -> Callable[..., bytes]:
    """Return the script of a server without UIDPLUS."""

    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("LIST"):
            return folders + b"OK"
        if command.startswith("EXAMINE"):
            return examine
        if command.startswith("UID SEARCH"):
            return b"* SEARCH 41 42\r\nOK"
        return b"OK"

    return script


def draft_on(server: Scripted) -> Placed:
    account = Account("mara@post.example", server.host, server.port, Security.NONE, "mara@post.example")
    with connect(account, "x", timeout=10) as mailbox:
        return put(mailbox, DRAFT)
