"""Mail is read from real servers without leaving a trace there: a few fields of each, and what may be opened."""

import re
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import NoFolder
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import reading as reader
from inboxguard.mailbox.line import Line
from inboxguard.mailbox.listing import Folder
from inboxguard.mailbox.reading import FIELDS, MAX_HEAD, MAX_TEXT, SET, Head, Opened, Wanted, heads, items, openings
from inboxguard.mailbox.structure import NOTHING, TextPart, text_part
from tests.mailbox.conftest import Reading
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import LIKE_GMAIL, LIKE_MICROSOFT, PLAIN, Dovecot
from tests.servers.faulty_line import FaultyLine, only, rewritten, without_capability
from tests.servers.mailboxes import Mail, Town
from tests.servers.scripted import Scripted

INBOX = Folder("INBOX", Shelf.PLAIN, "INBOX")
LETTER = (
    b"Received: from a by b; Mon, 2 Jan 2023 10:00:00 +0000\r\nFrom: Shop <news@shop.example>\r\n"
    b"To: mara@post.example\r\nSubject: Nr. %d\r\nList-Id: <news.shop.example>\r\nX-Campaign: 7\r\n\r\nHallo %d\r\n"
)
TOWN = list(Town(seed=3, size=0.05).mails(60))


def letter(number: int) -> bytes:
    return LETTER % (number, number)


def letters(number: int) -> list[Mail]:
    return [Mail("", 10**9 + one, letter(one), False) for one in range(1, number + 1)]


def validity(line: Line, folder: str = "INBOX") -> int:
    return line.examine(folder).state.uidvalidity


def all_heads(line: Line, uids: Sequence[int], folder: Folder = INBOX) -> dict[int, Head]:
    """Return what the header pass learns, each message once and none missing."""
    found: dict[int, Head] = {}
    for some in heads(line, folder, validity(line, folder.wire), uids):
        assert (some.absent, some.refused) == ((), ())
        assert not found.keys() & {head.uid for head in some.heads}
        found |= {head.uid: head for head in some.heads}
    return found


def all_opened(line: Line, wanted: Iterable[Wanted]) -> dict[int, Opened]:
    found: dict[int, Opened] = {}
    for some in openings(line, INBOX, validity(line), wanted):
        assert not found.keys() & {one.uid for one in some}
        found |= {one.uid: one for one in some}
    return found


@pytest.fixture
def box(
    dovecot: Dovecot, faulty_line: Callable[..., FaultyLine], reading: Callable[..., Reading]
) -> Callable[[Iterable[Mail]], tuple[FaultyLine, Line, str]]:
    """Return a function that fills a new mailbox and gives the wire to it, a line over it, and its user."""

    def make(mails: Iterable[Mail]) -> tuple[FaultyLine, Line, str]:
        user = dovecot.user()
        dovecot.fill(user, mails)
        wire = faulty_line(dovecot.host, dovecot.plain_port)
        return wire, reading(wire, user, dovecot.password).line, user

    return make


Box = Callable[[Iterable[Mail]], tuple[FaultyLine, Line, str]]

# ---- the header pass


def test_what_is_learned_of_a_message(dovecot: Dovecot, reading: Callable[..., Reading], box: Box) -> None:
    _, line, user = box([])
    received = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
    uid = dovecot.deliver(user, letter(5), received=received)
    [head] = all_heads(line, [uid]).values()
    assert (head.uid, head.received, head.size, head.labels) == (uid, received, len(letter(5)), b"")
    # Only the fields that are asked for, as they stand, with the empty line at the end.
    wanted = {name.lower() for name in FIELDS.encode().split()}
    fields = letter(5).partition(b"\r\n\r\n")[0].split(b"\r\n")
    kept = [field for field in fields if field.partition(b":")[0].lower() in wanted]
    assert head.head == b"\r\n".join(kept) + b"\r\n\r\n"
    assert text_part(head.structure) == TextPart("1", "text/plain", None, "7bit", len(b"Hallo 5\r\n"))


def test_newest_first_in_sets_with_their_size(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SET == 500
    monkeypatch.setattr(reader, "SET", 3)
    wire, line, _ = box(letters(7))
    came = [[head.uid for head in some.heads] for some in heads(line, INBOX, validity(line), range(7, 0, -1))]
    assert [sorted(some) for some in came] == [[5, 6, 7], [2, 3, 4], [1]]
    asked = [command.split()[2] for command in wire.commands if command.startswith("UID FETCH")]
    assert asked == ["5:7", "2:4", "1"]


def test_a_whole_town_of_mail_over_every_kind_of_server(
    dovecot: Dovecot, dovecot_with: Callable[..., Dovecot], cyrus: Cyrus, faulty_line: Callable[..., FaultyLine],
    reading: Callable[..., Reading],
) -> None:  # fmt: skip
    found = []
    for server in (dovecot, dovecot_with(LIKE_GMAIL), dovecot_with(LIKE_MICROSOFT), dovecot_with(PLAIN)):
        user = server.user()
        server.fill(user, TOWN)
        line = reading(faulty_line(server.host, server.plain_port), user, server.password).line
        found.append(all_heads(line, range(len(TOWN), 0, -1)))
    user = cyrus.user()
    cyrus.fill(user, TOWN)
    found.append(all_heads(reading(cyrus, user, cyrus.password).line, range(1, len(TOWN) + 1)))
    for heads_found in found:
        assert sorted(heads_found) == list(range(1, len(TOWN) + 1))
        for number, mail in enumerate(TOWN, 1):
            head = heads_found[number]
            assert head.received == datetime.fromtimestamp(mail.at, UTC)
            assert head.size == len(mail.raw)
            assert head.head == found[0][number].head
            assert text_part(head.structure) == text_part(found[0][number].structure)
            assert text_part(head.structure) not in (None, NOTHING)


def test_compressed_it_is_the_same_in_fewer_octets(
    dovecot: Dovecot, faulty_line: Callable[..., FaultyLine], reading: Callable[..., Reading]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, TOWN)
    octets, found = [], []
    for faults in ((), (without_capability("COMPRESS=DEFLATE"),)):
        wire = faulty_line(dovecot.host, dovecot.plain_port, *faults)
        line = reading(wire, user, dovecot.password).line
        before = wire.bytes_down
        found.append(all_heads(line, range(1, 61)))
        octets.append(wire.bytes_down - before)
        assert line.connection.wire.plain >= line.connection.wire.received > 0
    assert found[0] == found[1]
    assert octets[0] < octets[1] / 2


def test_own_mail_is_asked_for_little(box: Box) -> None:
    wire, line, _ = box(letters(1))
    all_heads(line, [1], Folder("Sent", Shelf.SENT, "INBOX"))
    assert "LIST-ID" not in wire.commands[-1]
    assert items(Shelf.SENT, gmail=False).count("BODY") == 2


def test_nothing_becomes_read_and_only_commands_that_change_nothing_are_sent(dovecot: Dovecot, box: Box) -> None:
    wire, line, user = box(letters(3))
    all_heads(line, [1, 2, 3])
    all_opened(line, [Wanted(uid, 100, header=True, text=True) for uid in (1, 2, 3)])
    line.drop()
    assert dovecot.unseen(user) == 3
    verbs = {command.split()[0] for command in wire.commands}
    assert verbs <= {"CAPABILITY", "AUTHENTICATE", "ID", "COMPRESS", "ENABLE", "EXAMINE", "UID", "LOGOUT"} | {
        command for command in wire.commands if re.fullmatch(r"[A-Za-z0-9+/=]*", command)  # what AUTHENTICATE says
    }
    assert all("PEEK" in command for command in wire.commands if "FETCH" in command)
    assert not any("*" in command for command in wire.commands if "UID" in command)


@pytest.mark.parametrize(
    "raw",
    [b"no header at all", b"\r\n\r\n", b"\xff\xfe: \x80\r\n\r\n\xff", b": \r\n: \r\n\r\nx", b"Subject: \xc3\xa4\xff"],
)
def test_a_malformed_message_is_a_row_and_so_are_its_neighbours(dovecot: Dovecot, box: Box, raw: bytes) -> None:
    _, line, user = box([])
    for one in (letter(1), raw, letter(2)):
        dovecot.deliver(user, one)
    found = all_heads(line, [1, 2, 3])
    assert sorted(found) == [1, 2, 3]
    assert b"Nr. 2" in found[3].head
    opened = all_opened(line, [Wanted(uid, 100, header=True, text=True) for uid in (1, 2, 3)])
    assert opened[3] == Opened(3, letter(2).partition(b"Hallo")[0], b"Hallo 2\r\n")


def test_hostile_file_names_spoil_nothing(dovecot: Dovecot, box: Box) -> None:
    _, line, user = box([])
    names = [b'\\" UID 7 BODY[HEADER] {5}', b"=?utf-8?q?=22_UID_7?=", b"\xff(((", b"a" * 5000, b'))\\"', b"x\\\\"]
    for name in names:
        dovecot.deliver(user, (
            b'Subject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
            b"--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n"
            b'--b\r\nContent-Type: application/pdf; name="' + name + b'"\r\n\r\nx\r\n--b--\r\n'
        ))  # fmt: skip
    found = all_heads(line, range(1, len(names) + 1))
    assert all(head.head == b"Subject: x\r\n\r\n" for head in found.values())
    assert [text_part(head.structure) for head in found.values()] == [TextPart("1", "text/plain", None, "7bit", 2)] * 6


def test_what_is_no_date_is_none(box: Box) -> None:
    wire, line, _ = box(letters(3))
    dates = iter([b'" 1-Foo-2020 10:00:00 +0000"', b'"31-Feb-2020 99:99:99 +0000"', b"NIL"])

    def change(raw: bytes) -> bytes:
        return re.sub(rb'(?<=INTERNALDATE )"[^"]*"', lambda _: next(dates), raw)

    wire.faults = (rewritten(change),)
    assert [head.received for head in all_heads(line, [1, 2, 3]).values()] == [None, None, None]


@pytest.mark.parametrize(
    ("said", "received"),
    [
        (b" 1-Jan-2020 00:30:00 +0100", datetime(2019, 12, 31, 23, 30, tzinfo=UTC)),
        (b"24-nov-2026 09:30:60 -0530", datetime(2026, 11, 24, 15, 0, 59, tzinfo=UTC)),
        (b"01-JAN-0001 00:00:00 +1400", None),
        (b"", None),
    ],
)
def test_dates_of_arrival(said: bytes, received: datetime | None) -> None:
    assert reader._instant(said) == received


@given(st.binary(max_size=40) | st.from_regex(rb"[ \d]\d-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}", fullmatch=True))
def test_no_date_is_too_odd(said: bytes) -> None:
    found = reader._instant(said)
    assert found is None or found.tzinfo is UTC


def test_messages_deleted_meanwhile_and_those_the_server_keeps_back_are_named(dovecot: Dovecot, box: Box) -> None:
    wire, line, user = box(letters(5))
    dovecot.expunge(user, [2])
    wire.faults = (lambda response: b"" if response.uid == 4 and b"BODY[" in response.raw else response.raw,)
    came, absent, refused = [], [], []
    for some in heads(line, INBOX, validity(line), [5, 4, 3, 2, 1]):
        came += [head.uid for head in some.heads]
        absent += some.absent
        refused += some.refused
    assert (sorted(came), absent, refused) == ([1, 3, 5], [2], [4])


def test_a_folder_that_is_gone(box: Box) -> None:
    _, line, _ = box([])
    with pytest.raises(NoFolder, match="Weg"):
        next(heads(line, Folder("Weg", Shelf.PLAIN, "Weg"), 1, [1]))


def test_gmail_is_asked_for_its_labels(scripted: Callable[..., Scripted], reading: Callable[..., Reading]) -> None:
    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1 X-GM-EXT-1\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\nOK [READ-ONLY]"
        if command.startswith("UID FETCH"):
            return b"".join(
                b'* %d FETCH (X-GM-LABELS ("\\\\Sent" Shops) UID %d RFC822.SIZE 9 '
                b'INTERNALDATE " 1-Jan-2020 10:00:00 +0000" '
                b'BODYSTRUCTURE ("ALTERNATIVE") BODY[HEADER.FIELDS (FROM)] {4}\r\n\r\n\r\n)\r\n' % (uid, uid)
                for uid in (1, 2)
            ) + b"OK"  # fmt: skip
        return b"OK"

    server = scripted(script)
    found = all_heads(reading(server).line, [2, 1])
    assert [head.labels for head in found.values()] == [b'("\\\\Sent" Shops)'] * 2
    assert [text_part(head.structure) for head in found.values()] == [None, None]
    assert " X-GM-LABELS " in server.commands[-1]
    assert items(Shelf.PLAIN, gmail=False).count("X-GM") == 0


# ---- the opening pass


def test_a_header_and_the_text_of_each_are_fetched_by_section(box: Box) -> None:
    adverts = [mail for mail in TOWN if mail.kind == "marketing"]
    wire, line, _ = box(adverts)
    found = all_heads(line, range(1, len(adverts) + 1))
    wanted = [
        Wanted(uid, head.size, header=True, text=True, part=text_part(head.structure)) for uid, head in found.items()
    ]
    opened = all_opened(line, wanted)
    for number, mail in enumerate(adverts, 1):
        head, _, body = mail.raw.partition(b"\r\n\r\n")
        assert opened[number].head == head + b"\r\n\r\n"
        text = opened[number].text
        assert text is not None
        assert text in body
        assert b"<html" in text or b"PGh0bWw" in text  # in base64
        part = text_part(found[number].structure)
        assert part is not None
        assert len(text) == part.octets
    assert "BODY.PEEK[2]" in wire.commands[-1]


def test_only_what_is_asked_for_comes(box: Box) -> None:
    _, line, _ = box(letters(4))
    opened = all_opened(line, [
        Wanted(1, 100, header=True, text=False), Wanted(2, 100, header=False, text=True),
        Wanted(3, 100, header=True, text=True, part=NOTHING), Wanted(4, 100, header=True, text=True),
    ])  # fmt: skip
    head = [letter(number).partition(b"Hallo")[0] for number in range(5)]
    assert opened == {
        1: Opened(1, head[1], None), 2: Opened(2, None, b"Hallo 2\r\n"),
        3: Opened(3, head[3], None), 4: Opened(4, head[4], b"Hallo 4\r\n"),
    }  # fmt: skip


def test_long_texts_and_headers_are_cut_by_the_server(dovecot: Dovecot, box: Box) -> None:
    wire, line, user = box([])
    long = b"X: " + b"x" * 900 + b"\r\n"
    raw = b"Subject: long\r\n" + long * 400 + b"\r\n" + (b"y" * 998 + b"\r\n") * 700
    dovecot.deliver(user, raw)
    dovecot.deliver(user, letter(2))
    opened = all_opened(line, [Wanted(1, len(raw), header=True, text=True), Wanted(2, 200, header=True, text=True)])
    assert opened[1].head == raw[:MAX_HEAD]
    assert opened[1].text == raw.partition(b"\r\n\r\n")[2][:MAX_TEXT]
    assert opened[2].text == b"Hallo 2\r\n"
    assert wire.connections == 1


def test_what_the_server_does_not_give_is_opened_with_nothing_in_it(dovecot: Dovecot, box: Box) -> None:
    _, line, user = box(letters(3))
    dovecot.expunge(user, [2])
    opened = all_opened(line, [Wanted(uid, 100, header=True, text=True) for uid in (3, 2, 1)])
    assert opened[2] == Opened(2, None, None)
    assert [opened[uid].text for uid in (1, 3)] == [b"Hallo 1\r\n", b"Hallo 3\r\n"]


def test_no_wish_asks_for_nothing(box: Box) -> None:
    wire, line, _ = box(letters(1))
    assert all_opened(line, []) == {}
    assert all_heads(line, []) == {}
    assert not any("FETCH" in command for command in wire.commands)


def test_sets_end_before_their_texts_are_too_many_octets(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_OCTETS", 1000)
    monkeypatch.setattr(reader, "_OPENED", 5)
    wire, line, _ = box(letters(12))
    small, large = TextPart("1", "text/plain", None, "7bit", 9), TextPart("1", "text/plain", None, "7bit", 400)
    wanted = [Wanted(uid, 10**9, header=False, text=True, part=large if uid < 7 else small) for uid in range(1, 13)]
    assert len(all_opened(line, wanted)) == 12
    asked = [command.split()[2] for command in wire.commands if "FETCH" in command]
    assert asked == ["1:3", "4:6", "7:11", "12"]


def test_openings_go_on_over_a_new_line(box: Box) -> None:
    wire, line, _ = box(letters(9))
    wire.faults = (only(1, lambda response: response.raw[: -9 if response.fetches == 4 else None]),)
    opened = all_opened(line, [Wanted(uid, 100, header=True, text=True) for uid in range(9, 0, -1)])
    assert {uid: one.text for uid, one in opened.items()} == {uid: b"Hallo %d\r\n" % uid for uid in range(1, 10)}
    assert wire.connections == 2


def test_a_header_of_100_megabytes_is_one_head_like_others(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading]
) -> None:
    field = b"Subject: " + b"x" * 99_989 + b"\r\n"

    def script(command: str) -> bytes | Iterator[bytes]:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 4] x\r\nOK"
        return answer() if command.startswith("UID FETCH") else b"OK"

    def answer() -> Iterator[bytes]:
        row = b"* %d FETCH (UID %d RFC822.SIZE 9 BODYSTRUCTURE NIL BODY[HEADER.FIELDS (SUBJECT)] {%d}\r\n"
        yield row % (1, 1, 4) + b"a: b)\r\n" + row % (2, 2, 1000 * len(field))
        for _ in range(1000):
            yield field
        yield b")\r\n" + row % (3, 3, 4) + b"c: d)\r\n%TAG% OK\r\n"

    line = reading(scripted(script)).line
    validity(line)
    tracemalloc.start()
    try:
        found = all_heads(line, [3, 2, 1])
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert {uid: head.head for uid, head in found.items()} == {1: b"a: b", 2: (field * 3)[:MAX_HEAD], 3: b"c: d"}
