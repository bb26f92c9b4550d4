"""The folders of a mailbox: each is found, named for people, put on its shelf, and asked for as the server told it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import MailboxError, NoFolder
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.commands import State, mailbox
from inboxguard.mailbox.fetching import unquoted
from inboxguard.mailbox.listing import MOST_FOLDERS, Folder, folders, listed
from inboxguard.mailbox.wire import Wire
from tests.mailbox.conftest import Opened, Reading
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import LIKE_GMAIL, LIKE_MICROSOFT, PLAIN, Dovecot
from tests.servers.faulty_line import FaultyLine
from tests.servers.scripted import Played, Scripted, answering

LETTER = b"Subject: x\r\n\r\n"


def telling(lines: bytes, capability: bytes = b"") -> Callable[[str], bytes]:
    """Return the script of a server that lists these folders."""

    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1 " + capability + b"\r\nOK"
        if command.startswith("LIST"):
            return lines + b"OK"
        return b"OK"

    return script


@pytest.fixture
def told(scripted: Callable[..., Scripted], reading: Callable[..., Reading]) -> Callable[..., tuple[Folder, ...]]:
    """Return a function that tells the folders of a server by the lines of its list."""

    def folders_of(lines: bytes, capability: bytes = b"", every: bool = True) -> tuple[Folder, ...]:
        connection = reading(scripted(telling(lines, capability))).line.connection
        return listed(connection) if every else folders(connection)

    return folders_of


# ---- real servers


def test_special_folders_are_known_by_their_flags(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, LETTER, "Shops/Gesendet")
    assert {folder.name: folder.shelf for folder in folders(opened(user))} == {
        "INBOX": Shelf.PLAIN,
        "Drafts": Shelf.DRAFTS,
        "Junk": Shelf.JUNK,
        "Sent": Shelf.SENT,
        "Trash": Shelf.TRASH,
        "Shops/Gesendet": Shelf.PLAIN,  # Sent is marked by the server, so this one is an ordinary folder
    }


def test_a_folder_called_spam_is_junk_even_beside_a_marked_one(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.deliver(user, LETTER, "Spam")
    assert {folder.name: folder.shelf for folder in folders(opened(user))}["Spam"] is Shelf.JUNK


def test_states_come_with_the_list_in_one_round_trip(
    dovecot: Dovecot, reading: Callable[..., Reading], faulty_line: Callable[..., FaultyLine]
) -> None:
    user = dovecot.user()
    for folder in ("INBOX", 'Say "hi"', "Entw&APw-rfe"):
        dovecot.deliver(user, LETTER, folder.replace('"', '\\"'))
    line = faulty_line(dovecot.host, dovecot.plain_port)
    connection = reading(line, user, dovecot.password).line.connection
    before = len(line.commands)
    found = {folder.name: folder for folder in listed(connection)}
    assert len(line.commands) == before + 1
    for name in ("INBOX", 'Say "hi"', "Entwürfe", "Trash"):
        assert found[name].state == connection.examine(found[name].wire).state


@pytest.mark.parametrize("capability", [LIKE_GMAIL, LIKE_MICROSOFT, PLAIN])
def test_poorer_servers_tell_the_same_folders(
    dovecot_with: Callable[..., Dovecot], reading: Callable[..., Reading], faulty_line: Callable[..., FaultyLine],
    capability: str,
) -> None:  # fmt: skip
    dovecot = dovecot_with(capability)
    user = dovecot.user()
    dovecot.deliver(user, LETTER, "Entw&APw-rfe")
    line = faulty_line(dovecot.host, dovecot.plain_port)
    found = folders(reading(line, user, dovecot.password).line.connection)
    assert {folder.name for folder in found} == {"INBOX", "Drafts", "Junk", "Sent", "Trash", "Entwürfe"}
    assert {folder.shelf for folder in found} == {*Shelf}
    assert all((folder.state is not None) is ("LIST-STATUS" in capability) for folder in found)
    assert any("STATUS" in command for command in line.commands) is ("LIST-STATUS" in capability)


def test_another_real_server(cyrus: Cyrus, reading: Callable[..., Reading]) -> None:
    user = cyrus.user()
    for folder in ("INBOX", "Shops/Entw&APw-rfe"):
        cyrus.deliver(user, LETTER, folder)
    connection = reading(cyrus, user, cyrus.password).line.connection
    found = {folder.name: folder for folder in folders(connection)}
    assert {"INBOX", "Sent", "Junk", "Trash", "Drafts", "Shops/Entwürfe"} <= set(found)
    assert (found["Sent"].shelf, found["Junk"].shelf) == (Shelf.SENT, Shelf.JUNK)
    state = found["Shops/Entwürfe"].state
    assert state is not None
    assert state.messages == 1
    assert connection.examine(found["Shops/Entwürfe"].wire).state.uidvalidity == state.uidvalidity


# ---- names

WIRE = [
    (b'"Shops"', b"Shops"),
    (b"Shops", b"Shops"),
    (b'"Say \\"hi\\" \\\\ bye"', b'Say "hi" \\ bye'),
    (b'{9}\r\nSay "hi"\\', b'Say "hi"\\'),
    (b"{0}\r\n", b""),
    (b'"&bad"', b"&bad"),
    ('"Entwürfe"'.encode(), "Entwürfe".encode()),
    (b"\xff\xfe", b"\xff\xfe"),
    (b'"a) \\"b (c"', b'a) "b (c'),
    (b'Shops ("CHILDINFO" ("SUBSCRIBED"))', b"Shops"),
    (b'"Shops" ("CHILDINFO" ("SUBSCRIBED"))', b"Shops"),
]


@pytest.mark.parametrize(("said", "name"), WIRE)
def test_a_folder_is_opened_by_the_octets_that_the_server_told(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading], said: bytes, name: bytes
) -> None:
    server = scripted(telling(b'* LIST (\\HasNoChildren) "/" ' + said + b"\r\n"))
    connection = reading(server).line.connection
    if not name:
        assert listed(connection) == ()  # nothing is called nothing
        return
    [folder] = listed(connection)
    assert folder.wire.encode("latin-1") == name
    connection.examine(folder.wire)
    in_quotes = name.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    assert server.commands[-1] == f'EXAMINE "{in_quotes.decode("utf-8", "replace")}"'


def test_two_folders_that_look_alike_are_two(told: Callable[..., tuple[Folder, ...]]) -> None:
    found = told('* LIST () "/" "Entw&APw-rfe"\r\n* LIST () "/" "Entwürfe"\r\n* LIST () "/" Entw&APw-rfe\r\n'.encode())
    assert [folder.name for folder in found] == ["Entwürfe", "Entwürfe"]
    assert len({folder.wire for folder in found}) == 2


# ---- odd lists


def test_without_flags_the_names_tell(told: Callable[..., tuple[Folder, ...]]) -> None:
    found = told(
        b'* LIST () "." INBOX\r\n* LIST () "." INBOX.Gesendet\r\n* LIST () "." "INBOX.Papierkorb"\r\n'
        b'* LIST () "." {8}\r\nShops 12\r\n* LIST () NIL 2020\r\n* LIST (\\NonExistent) "." Weg\r\n'
        b'* LIST (\\noselect) "." Also\r\n* LIST () "\\\\" "a\\\\Spam"\r\n'
    )
    assert [(folder.name, folder.shelf) for folder in found] == [
        ("INBOX", Shelf.PLAIN),
        ("INBOX.Gesendet", Shelf.SENT),
        ("INBOX.Papierkorb", Shelf.TRASH),
        ("Shops 12", Shelf.PLAIN),
        ("2020", Shelf.PLAIN),
        ("a\\Spam", Shelf.JUNK),
    ]


GMAIL = (
    b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n'
    b'* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"\r\n'
    b'* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"\r\n'
    b'* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"\r\n'
    b'* LIST (\\HasNoChildren \\Junk) "/" "[Gmail]/Spam"\r\n'
    b'* LIST (\\HasNoChildren \\Trash) "/" "[Gmail]/Papierkorb"\r\n'
    b'* LIST (\\HasNoChildren \\Flagged) "/" "[Gmail]/Markiert"\r\n'
    b'* LIST (\\Drafts \\HasNoChildren) "/" "[Gmail]/Entw&APw-rfe"\r\n'
    b'* LIST (\\HasNoChildren) "/" Shops\r\n'
)


def test_gmail_is_read_once_and_not_per_label(told: Callable[..., tuple[Folder, ...]]) -> None:
    assert [(folder.name, folder.shelf) for folder in told(GMAIL, b"X-GM-EXT-1", every=False)] == [
        ("[Gmail]/Alle Nachrichten", Shelf.PLAIN),
        ("[Gmail]/Spam", Shelf.JUNK),
        ("[Gmail]/Papierkorb", Shelf.TRASH),
    ]
    assert "[Gmail]/Entwürfe" in {folder.name for folder in told(GMAIL, b"X-GM-EXT-1")}


def test_gmail_that_hides_all_mail_is_read_by_folders(told: Callable[..., tuple[Folder, ...]]) -> None:
    hidden = GMAIL.replace(b"\\All ", b"\\Noselect ")
    names = {folder.name for folder in told(hidden, b"X-GM-EXT-1", every=False)}
    assert names == {"INBOX", "[Gmail]/Gesendet", "[Gmail]/Spam", "[Gmail]/Papierkorb", "[Gmail]/Entwürfe", "Shops"}


def test_elsewhere_a_view_of_all_mail_is_left_out(told: Callable[..., tuple[Folder, ...]]) -> None:
    names = {folder.name for folder in told(GMAIL, every=False)}
    assert not names & {"[Gmail]/Alle Nachrichten", "[Gmail]/Markiert"}
    assert {"INBOX", "Shops"} <= names


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (b'"A b" (MESSAGES 3 UIDNEXT 7 UIDVALIDITY 1 HIGHESTMODSEQ 9)', State(1, 7, 3, 9)),
        (b'"A b" (messages 3 uidnext 7 uidvalidity 1)', State(1, 7, 3, 0)),
        (b"{3}\r\nA b (MESSAGES 3 UIDNEXT 7 UIDVALIDITY 1)", State(1, 7, 3, 0)),
        (b'"A b" (MESSAGES 3 UIDVALIDITY 1)', None),
        (b'"A b" (MESSAGES x UIDNEXT 7 UIDVALIDITY 1)', None),
        (b'"A b" ()', None),
        (b'"other" (MESSAGES 3 UIDNEXT 7 UIDVALIDITY 1)', None),
    ],
)
def test_a_state_counts_only_when_it_is_whole(
    told: Callable[..., tuple[Folder, ...]], status: bytes, state: State | None
) -> None:
    [folder] = told(b'* LIST () "/" "A b"\r\n* STATUS ' + status + b"\r\n", b"LIST-STATUS CONDSTORE")
    assert folder.state == state


def test_numbers_of_thousands_of_digits_harm_nobody(told: Callable[..., tuple[Folder, ...]]) -> None:
    status = b"* STATUS A (MESSAGES 3 UIDNEXT " + b"9" * 5000 + b" UIDVALIDITY 1)\r\n"
    [folder] = told(b'* LIST () "/" A\r\n' + status, b"LIST-STATUS")
    assert folder.name == "A"


def test_where_the_long_form_is_refused_the_short_one_is_asked(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading]
) -> None:
    def script(command: str) -> bytes:
        if "RETURN" in command:
            return b"BAD syntax"
        return telling(b'* LIST () "/" INBOX\r\n', b"LIST-STATUS SPECIAL-USE")(command)

    server = scripted(script)
    assert [folder.name for folder in listed(reading(server).line.connection)] == ["INBOX"]
    assert [command for command in server.commands if "LIST" in command] == [
        'LIST "" "*" RETURN (SPECIAL-USE STATUS (MESSAGES UIDNEXT UIDVALIDITY))', 'LIST "" "*"',
    ]  # fmt: skip


def test_a_server_that_tells_no_folders(scripted: Callable[..., Scripted], reading: Callable[..., Reading]) -> None:
    def script(command: str) -> bytes:
        return b"NO [UNAVAILABLE] later" if command.startswith("LIST") else telling(b"")(command)

    server = scripted(script)
    with pytest.raises(MailboxError, match=r"does not tell its folders .*later.*\.$"):
        listed(reading(server).line.connection)


@pytest.mark.parametrize("said", [
    b"* LIST\r\n", b"* LIST (\r\n", b'* LIST () "/"\r\n', b'* LIST () "/" \r\n', b'* LIST () "/ x\r\n',
    b"* LIST () / x\r\n", b"* LSUB () NIL x\r\n", b"* \xff\r\n", b"* 3 EXISTS\r\n", b"+ go on\r\n",
    b'* LIST () "/" "half\r\n* LIST (\\A \r\n',
])  # fmt: skip
def test_lines_that_are_no_folder_hide_no_other(told: Callable[..., tuple[Folder, ...]], said: bytes) -> None:
    found = told(b'* LIST () "/" INBOX\r\n' + said + b'* LIST () "/" Shops\r\n')
    assert {"INBOX", "Shops"} <= {folder.name for folder in found}


_NOISE = st.lists(
    st.one_of(
        st.binary(max_size=10),
        st.sampled_from([
            b"* LIST (", b"\\Noselect ", b") ", b'"/" ', b"NIL ", b'"', b"\\", b"{3}\r\n", b"{99}\r\n", b"&AP", b"-",
            b"* STATUS ", b"(MESSAGES ", b"9" * 5000, b"UIDNEXT 2 ", b"UIDVALIDITY 3)", b"\r\n", b"* BYE", b"\xff",
        ]),
    ),
    max_size=25,
).map(b"".join)  # fmt: skip


class _Told:
    """A connection as far as a list needs one."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.account = Account("mara@post.example", "mail.example", 993, Security.TLS, "mara")

    def offers(self, capability: str) -> bool:
        return True


@given(_NOISE)
def test_noise_ends_in_folders_or_in_a_sentence(noise: bytes) -> None:
    played = Played(answering(lambda _: noise + b"\r\nOK"), timeout=0.05)
    found, said = (), "Well."
    try:
        found = folders(_Told(Wire(played.client)))  # type: ignore[arg-type]  # as far as it is used here
    except MailboxError as error:
        said = str(error)
    finally:
        played.close()
    assert said.endswith(".")
    for folder in found:
        assert folder.wire
        assert folder.name.isprintable()
        assert unquoted(mailbox(folder.wire)) == folder.wire.encode("latin-1").replace(b"\r", b" ")


def test_20_000_folders(told: Callable[..., tuple[Folder, ...]]) -> None:
    lines = b"".join(
        b'* LIST (\\HasNoChildren) "/" "Shops/&AMQ- %d"\r\n' % number
        + b'* STATUS "Shops/&AMQ- %d" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 3)\r\n' % number
        for number in range(MOST_FOLDERS + 10)
    )
    began = time.monotonic()
    found = told(lines, b"LIST-STATUS")
    assert time.monotonic() - began < 5
    assert len(found) == MOST_FOLDERS
    assert found[-1].name == f"Shops/Ä {MOST_FOLDERS - 1}"
    assert found[-1].state == State(3, 2, 1, 0)


def test_a_folder_that_is_gone(dovecot: Dovecot, opened: Opened) -> None:
    mailbox = opened(dovecot.user())
    with pytest.raises(NoFolder, match=r"Entwürfe \(.*\); it may be gone\.$"):
        mailbox.examine("Entw&APw-rfe")


@pytest.mark.parametrize(
    ("namespaces", "read"),
    [
        (
            b'(("" "/")) (("Other Users/" "/")("~" NIL)) (("#shared/" "/" "X-PARAM" ("Shops" "A"))("#public/" "/"))',
            ["INBOX", "Shops", "user.anna.Trips"],
        ),
        (b'(("" ".")("user.anna." ".")) (("user." ".")) (("#shared/" "/")("" "."))',
         ["INBOX", "Shops", "Other Users/Ben", "user.anna.Trips"]),
        (b"NIL NIL NIL", ["INBOX", "Shops", "Other Users/Ben", "#shared/club", "user.anna.Trips"]),
        (b'((("', ["INBOX", "Shops", "Other Users/Ben", "#shared/club", "user.anna.Trips"]),
    ],
)  # fmt: skip
def test_folders_of_other_people_are_left_alone(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading], namespaces: bytes, read: list[str]
) -> None:
    names = ("INBOX", "Shops", "Other Users/Ben", "#shared/club", "user.anna.Trips")
    lines = b"".join(b'* LIST () "/" "%b"\r\n' % name.encode() for name in names)

    def script(command: str) -> bytes:
        if command == "NAMESPACE":
            return b"* NAMESPACE " + namespaces + b"\r\nOK"
        return telling(lines, b"NAMESPACE")(command)

    found = folders(reading(scripted(script)).line.connection)
    assert [folder.name for folder in found] == read
