"""A draft lands in the Drafts folder of a real server, as a draft and unsent."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from inboxguard.errors import MailboxError, NoFolder, Refused, Unreachable
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.composing import compose
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.drafting import Found, Placed, look, put, put_once
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


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (b"NO [OVERQUOTA] Quota exceeded", "the mailbox is full; make room in it"),
        (b"NO [TOOBIG] too large", "no message of this size"),
        (b"NO [LIMIT] slow down", "try again later"),
        (b"NO [NOPERM] read only", "may not be written to"),
        (b"NO I would rather not", "I would rather not"),
    ],
)
def test_why_it_is_not_taken_is_told_in_a_sentence(
    scripted: Callable[..., Scripted], status: bytes, words: str
) -> None:
    script = poor_server(b'* LIST () "/" Drafts\r\n')
    server = scripted(lambda command: status if command.startswith("APPEND") else script(command))
    with pytest.raises(MailboxError, match=words) as failed:
        draft_on(server)
    assert str(failed.value).endswith("The letter can also be saved as a file.")


def test_a_draft_larger_than_the_server_says_it_takes_is_not_carried_there(
    scripted: Callable[..., Scripted],
) -> None:
    script = poor_server(b'* LIST () "/" Drafts\r\n')
    told = b"* CAPABILITY IMAP4rev1 APPENDLIMIT=100\r\nOK"
    server = scripted(lambda command: told if command == "CAPABILITY" else script(command))
    with pytest.raises(Refused, match="more than 100 octets"):
        draft_on(server)
    assert not any(command.startswith("APPEND") for command in server.commands)


def test_the_length_of_a_draft_is_told_in_octets_and_waited_for(scripted: Callable[..., Scripted]) -> None:
    server = scripted(poor_server(b'* LIST () "/" Drafts\r\n'))
    draft_on(server)
    [append] = [command for command in server.commands if command.startswith("APPEND")]
    assert append.endswith(f"{{{len(DRAFT)}}}")


@pytest.mark.parametrize(("came", "appends"), [(b"* SEARCH 42\r\nOK", 1), (b"* SEARCH\r\nOK", 2)])
def test_after_a_silence_the_draft_is_looked_for_and_put_again_only_where_it_is_not(
    scripted: Callable[..., Scripted], came: bytes, appends: int
) -> None:
    script = poor_server(b'* LIST () "/" Drafts\r\n')
    told: list[str] = []

    def faulty(command: str) -> bytes | None:
        if command.startswith("APPEND"):
            told.append(command)
            return None if len(told) == 1 else b"OK [APPENDUID 9 50]"
        if command.startswith("UID SEARCH"):
            return came if told else b"* SEARCH\r\nOK"
        return script(command)

    server = scripted(faulty)
    placed = put_once(lambda: line_to(server), DRAFT)
    assert len(told) == appends
    assert placed == Placed("Drafts", 9, 42 if appends == 1 else 50)


def test_what_lies_there_already_is_not_put_again(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    first = put_once(lambda: opened(user), DRAFT)
    assert put_once(lambda: opened(user), DRAFT) == first
    with dovecot.outside(user) as other:
        assert other.select("Drafts", readonly=True)[1] == [b"1"]


def test_a_draft_that_nobody_touched_is_there(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    placed = put(opened(user), DRAFT)
    assert look(opened(user), placed, "<k7q2m4a@post.example>", "2026-K7Q2M4A") == (Found.THERE, placed)
    unknown = Placed(placed.folder, None, None)
    assert look(opened(user), unknown, "<k7q2m4a@post.example>", "2026-K7Q2M4A") == (Found.THERE, placed)


@pytest.mark.parametrize("message_id", [b"<k7q2m4a@post.example>", b"<anew@client.example>"])
def test_a_draft_saved_anew_is_told_by_message_id_or_reference(
    dovecot: Dovecot, opened: Opened, message_id: bytes
) -> None:
    user = dovecot.user()
    placed = put(opened(user), DRAFT)
    with dovecot.outside(user) as other:
        other.select("Drafts")
        other.append("Drafts", "(\\Draft)", None, DRAFT.replace(b"<k7q2m4a@post.example>", message_id))
        other.uid("STORE", str(placed.uid), "+FLAGS", "(\\Deleted)")
        other.expunge()
    found, now = look(opened(user), placed, "<k7q2m4a@post.example>", "2026-K7Q2M4A")
    assert found is Found.CHANGED
    assert now.uid == (placed.uid or 0) + 1
    assert look(opened(user), now, "<k7q2m4a@post.example>", "2026-K7Q2M4A")[0] is (
        Found.THERE if message_id == b"<k7q2m4a@post.example>" else Found.CHANGED
    )


def test_a_draft_that_was_sent_or_deleted_is_gone(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    placed = put(opened(user), DRAFT)
    other_draft = DRAFT.replace(b"k7q2m4a", b"other").replace(b"2026-K7Q2M4A", b"2026-ZZZZZZZ")
    put(opened(user), other_draft)
    with dovecot.outside(user) as other:
        other.select("Drafts")
        other.uid("STORE", str(placed.uid), "+FLAGS", "(\\Deleted)")  # marked, and not yet expunged
    assert look(opened(user), placed, "<k7q2m4a@post.example>", "2026-K7Q2M4A")[0] is Found.GONE
    with pytest.raises(NoFolder):
        look(opened(user), Placed("Nowhere", 1, 1), "<k7q2m4a@post.example>", "2026-K7Q2M4A")


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


def line_to(server: Scripted) -> Connection:
    account = Account("mara@post.example", server.host, server.port, Security.NONE, "mara@post.example")
    return connect(account, "x", timeout=10)


def draft_on(server: Scripted) -> Placed:
    with line_to(server) as mailbox:
        return put(mailbox, DRAFT)
