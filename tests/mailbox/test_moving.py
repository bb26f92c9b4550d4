"""A message moves only when it is the one that was meant, and none is ever lost on the way."""

from collections.abc import Callable, Iterator

import pytest

from inboxguard.errors import MailboxError, NoFolder, Refused
from inboxguard.mailbox import moving
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.moving import Mail, arrived, demand, finish, folder, move, opened, prefix, present, under
from tests.letters import newsletter
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import ALL_KNOW, PLAIN, Dovecot
from tests.servers.scripted import Scripted

Server = Dovecot | Cyrus


def signed_in(server: Server, user: str) -> Connection:
    port = server.plain_port if isinstance(server, Dovecot) else server.port
    return connect(Account("mara@post.example", server.host, port, Security.NONE, user), server.password, timeout=20)


@pytest.fixture(params=["dovecot", "without MOVE", "cyrus"])
def server(
    request: pytest.FixtureRequest, dovecot: Dovecot, dovecot_with: Callable[..., Dovecot], cyrus: Cyrus
) -> Server:
    """A server that moves, one that can only copy and expunge, and another make of server."""
    made: dict[str, Callable[[], Server]] = {
        "dovecot": lambda: dovecot,
        "without MOVE": lambda: dovecot_with(ALL_KNOW),
        "cyrus": lambda: cyrus,
    }
    return made[request.param]()


def mail(number: int) -> bytes:
    return (
        newsletter(f"News {number}")
        .replace(b"Message-ID: ", b"X: ")
        .replace(b"Subject:", f"Message-ID: <news-{number}@heronbooks.example>\r\nSubject:".encode(), 1)
    )


def ids(*numbers: int) -> set[str]:
    return {f"<news-{number}@heronbooks.example>" for number in numbers}


@pytest.fixture
def mailbox(server: Server) -> Iterator[tuple[Connection, list[Mail]]]:
    """A mailbox with five newsletters."""
    user = server.user()
    uids = [server.deliver(user, mail(number)) for number in range(1, 6)]
    with signed_in(server, user) as connection:
        yield connection, [Mail(uid, f"<news-{number}@heronbooks.example>") for number, uid in enumerate(uids, 1)]


def lying(connection: Connection, wire: str) -> dict[int, str]:
    """Return what lies in a folder: UIDs and Message-IDs."""
    opened(connection, wire)
    return dict(moving._ids(connection, range(1, 40)))


def test_mail_moves_and_comes_back(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, mails = mailbox
    demand(connection)
    goal = folder(connection, "Set aside")
    before = opened(connection, goal.wire)
    opened(connection, "INBOX")
    told = move(connection, mails[1:4], goal.wire)
    assert set(told) == {one.uid for one in mails[1:4]}
    assert set(lying(connection, "INBOX").values()) == ids(1, 5)
    there = lying(connection, goal.wire)
    assert there == {told[one.uid]: one.message_id for one in mails[1:4]}
    assert min(there) >= before.uidnext
    back = move(connection, [under(one, told[one.uid]) for one in mails[1:4]], "INBOX")
    assert set(back) == set(told.values())
    assert set(lying(connection, "INBOX").values()) == ids(1, 2, 3, 4, 5)
    assert not lying(connection, goal.wire)


def test_nothing_moves_where_nothing_is_asked_for(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, mails = mailbox
    opened(connection, "INBOX")
    assert move(connection, [], "Drafts") == {}
    assert len(lying(connection, "INBOX")) == len(mails)


def test_present_is_only_what_has_its_message_id(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, mails = mailbox
    opened(connection, "INBOX")
    stranger = Mail(mails[0].uid, "<other@heronbooks.example>")
    gone = Mail(max(one.uid for one in mails) + 50, mails[0].message_id)
    assert present(connection, [stranger, gone]) == ()
    assert present(connection, [mails[0], stranger, gone, mails[2]]) in ((mails[2],), (mails[0], mails[2]))
    assert present(connection, mails) == tuple(mails)


def test_a_message_without_an_id_is_never_present(server: Server) -> None:
    user = server.user()
    raw = mail(1).replace(b"Message-ID:", b"X-Was:")
    uid = server.deliver(user, raw)
    with signed_in(server, user) as connection:
        opened(connection, "INBOX")
        assert present(connection, [Mail(uid, ""), Mail(uid, "<news-1@heronbooks.example>")]) == ()


def test_where_mail_went_is_found_by_its_id(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, mails = mailbox
    goal = folder(connection, "Set aside")
    before = opened(connection, goal.wire)
    opened(connection, "INBOX")
    told = move(connection, mails[:2], goal.wire)
    after = opened(connection, goal.wire)
    assert arrived(connection, before.uidnext, ids(1, 2, 3)) == {one.message_id: told[one.uid] for one in mails[:2]}
    # "*" names the last message whatever its number, and a search finds parts of an id.
    assert arrived(connection, after.uidnext, ids(1, 2)) == {}
    assert arrived(connection, before.uidnext, {"<ews-1@heronbooks.example>", "news-1", '"\r\nx', "ü"}) == {}


def test_only_what_was_copied_goes_when_a_broken_move_is_finished(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, mails = mailbox
    if not connection.offers("UIDPLUS"):
        pytest.fail("both real servers know UIDPLUS")
    opened(connection, "INBOX")
    moving._agreed(connection, b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % mails[4].uid)
    finish(connection, mails[:1])
    finish(connection, [])
    # What the person had marked as deleted themselves is still there.
    assert set(lying(connection, "INBOX").values()) == ids(2, 3, 4, 5)


@pytest.mark.parametrize("name", ["Set aside", "Später", "後で", "Shelf A"])
def test_a_folder_is_made_once_with_any_name(mailbox: tuple[Connection, list[Mail]], name: str) -> None:
    connection, _ = mailbox
    made = folder(connection, name)
    again = folder(connection, name)
    assert made.wire == again.wire
    assert again.name.endswith(name)
    assert made.wire.startswith(prefix(connection))
    assert not lying(connection, made.wire)


def test_a_folder_that_is_gone(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, _ = mailbox
    with pytest.raises(NoFolder, match="does not open the folder"):
        opened(connection, "Nowhere")


def test_a_target_that_is_gone_changes_nothing(mailbox: tuple[Connection, list[Mail]]) -> None:
    connection, mails = mailbox
    opened(connection, "INBOX")
    with pytest.raises(Refused, match="did not move"):
        move(connection, mails, "Nowhere")
    assert set(lying(connection, "INBOX").values()) == ids(1, 2, 3, 4, 5)


def test_many_scattered_messages_move_whole(server: Server) -> None:
    user = server.user()
    uids = [server.deliver(user, mail(number)) for number in range(60)]
    mails = [Mail(uid, f"<news-{number}@heronbooks.example>") for number, uid in enumerate(uids)][::2]
    with signed_in(server, user) as connection:
        goal = folder(connection, "Set aside")
        opened(connection, "INBOX")
        assert set(move(connection, mails, goal.wire)) == {one.uid for one in mails}
        opened(connection, goal.wire)
        assert len(dict(moving._ids(connection, range(1, 100)))) == len(mails)


def test_servers_on_which_mail_cannot_be_moved_safely_are_refused(dovecot_with: Callable[..., Dovecot]) -> None:
    for capability, why in ((PLAIN, "no safe way"), (f"{ALL_KNOW} MOVE X-GM-EXT-1", "under labels")):
        server = dovecot_with(capability)
        with signed_in(server, server.user()) as connection, pytest.raises(Refused, match=why):
            demand(connection)


def test_a_folder_that_cannot_be_changed(scripted: Callable[..., Scripted]) -> None:
    def script(words: str) -> bytes:
        if words.startswith("SELECT"):
            return b"* OK [UIDVALIDITY 7]\r\nOK [READ-ONLY]"
        if words.startswith("CREATE"):
            return b"NO not here"
        if words.startswith("NAMESPACE"):
            return b'* NAMESPACE (("INBOX." ".")) NIL NIL\r\nOK'
        if words.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1 UIDPLUS NAMESPACE\r\nOK"
        return b"NO" if "FETCH" in words else b"OK"

    server = scripted(script)
    account = Account("mara@post.example", server.host, server.port, Security.NONE, "mara")
    with connect(account, "x", timeout=5) as connection:
        assert prefix(connection) == "INBOX."
        with pytest.raises(Refused, match="lets nothing be changed"):
            opened(connection, "INBOX")
        with pytest.raises(NoFolder, match="did not make the folder “Set aside”"):
            folder(connection, "Set aside")
        assert any('CREATE "INBOX.Set aside"' in command for command in server.commands)
        with pytest.raises(MailboxError, match="does not show its mail"):
            present(connection, [Mail(1, "<a@b>")])
        # It copied and did not say where to: the originals stay.
        with pytest.raises(MailboxError, match="originals stay"):
            move(connection, [Mail(1, "<a@b>")], "Later")
        assert not any("EXPUNGE" in command or "STORE" in command for command in server.commands)
