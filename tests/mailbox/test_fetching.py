"""Whatever order, wrapping and hostile words a FETCH answer comes in, each row belongs to the message of its UID."""

import re
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.mailbox import fetching
from inboxguard.mailbox.fetching import MAX_PART, Answered, Asked, Broken, Row, fetch, quoted, sets, uid_set, unquoted
from inboxguard.mailbox.wire import Wire
from tests.mailbox.conftest import Wired
from tests.servers.scripted import Command, Played

ITEMS = "(UID INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])"
HEADER = b"BODY[HEADER.FIELDS (FROM SUBJECT)]"
PLAIN = b'("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1 NIL NIL NIL NIL)'
DATE = b'"24-Nov-2026 09:30:00 +0100"'


def literal(octets: bytes) -> bytes:
    return b"{%d}\r\n%s" % (len(octets), octets)


def answer(uid: int, head: bytes = b"Subject: x\r\n\r\n", structure: bytes = PLAIN) -> bytes:
    """Return one answer as most servers send it."""
    return b"* %d FETCH (UID %d INTERNALDATE %s RFC822.SIZE 99 BODYSTRUCTURE %s %s %s)\r\n" % (
        uid, uid, DATE, structure, HEADER, literal(head),
    )  # fmt: skip


def scene(*octets: bytes) -> Callable[[Iterator[Command]], Iterator[bytes]]:
    """Answer one command with these octets and OK."""

    def play(commands: Iterator[Command]) -> Iterator[bytes]:
        command = next(commands)
        yield b"".join(octets)
        yield command.tag + b" OK done\r\n"
        next(commands, None)  # the line stays open

    return play


def all_of(wire: Wire, *uids: int, items: str = ITEMS) -> list[Row]:
    """Return the rows of one command that ended with OK."""
    *rows, end = fetch(wire, [Asked(uids, items)])
    assert isinstance(end, Answered)
    assert end.ok
    return [row for row in rows if isinstance(row, Row)]


def subjects(rows: list[Row]) -> dict[int, bytes | None]:
    return {row.uid: row.part(b"HEADER") for row in rows}


# ---- as servers answer


def test_an_answer_as_most_servers_send_it(wired: Wired) -> None:
    [row] = all_of(wired(scene(answer(7))), 7)
    assert row == Row(7, DATE.strip(b'"'), 99, PLAIN, b"", ((b"HEADER", b"Subject: x\r\n\r\n"),))


def test_gmail_answers_in_an_order_of_its_own(wired: Wired) -> None:
    gmail = (
        b'* 3 FETCH (X-GM-LABELS ("\\\\Inbox" "\\\\Sent" "Caf&AOk-" Shops) UID 9 RFC822.SIZE 1234 INTERNALDATE %s '
        b"BODYSTRUCTURE %s %s %s)\r\n" % (DATE, PLAIN, HEADER, literal(b"From: a\r\n\r\n"))
    )
    [row] = all_of(wired(scene(gmail)), 9)
    assert (row.uid, row.received, row.size, row.structure) == (9, DATE.strip(b'"'), 1234, PLAIN)
    assert row.labels == b'("\\\\Inbox" "\\\\Sent" "Caf&AOk-" Shops)'
    assert row.part(b"HEADER") == b"From: a\r\n\r\n"


def test_labels_may_come_as_literals(wired: Wired) -> None:
    labels = b'("\\\\Sent" %s Shops)' % literal(b'Mine "and" yours')
    said = b"* 3 FETCH (X-GM-LABELS %s UID 9 %s %s)\r\n" % (labels, HEADER, literal(b"a: b\r\n\r\n"))
    [row] = all_of(wired(scene(said)), 9)
    assert row.labels == b'("\\\\Sent" "Mine \\"and\\" yours" Shops)'
    assert row.part(b"HEADER") == b"a: b\r\n\r\n"


def test_the_uid_may_stand_at_the_end(wired: Wired) -> None:
    said = b"* 3 FETCH (%s %s FLAGS (\\Seen) RFC822.SIZE 4 UID 9)\r\n" % (HEADER, literal(b"a: b\r\n\r\n"))
    [row] = all_of(wired(scene(said)), 9)
    assert (row.uid, row.size, row.part(b"HEADER")) == (9, 4, b"a: b\r\n\r\n")


@pytest.mark.parametrize("uid_first", [True, False])
def test_short_parts_may_come_as_quoted_strings(wired: Wired, uid_first: bool) -> None:
    parts = b'BODY[HEADER] {6}\r\na: b\r\n BODY[1.2]<0> "a \\"short\\" text"'
    said = b"* 3 FETCH (%s)\r\n" % (b"UID 9 " + parts if uid_first else parts + b" UID 9")
    [row] = all_of(wired(scene(said)), 9)
    assert row.part(b"HEADER") == b"a: b\r\n"
    assert row.part(b"1.2") == b'a "short" text'


def test_a_header_as_a_quoted_string(wired: Wired) -> None:
    [row] = all_of(wired(scene(b'* 3 FETCH (UID 9 BODY[HEADER.FIELDS ("FROM" "SUBJECT")] "")\r\n')), 9)
    assert row == Row(9, b"", 0, b"", b"", ((b"HEADER", b""),))


def test_a_header_that_the_server_calls_nil_is_an_empty_one(wired: Wired) -> None:
    said = b"* 3 FETCH (UID 9 INTERNALDATE NIL RFC822.SIZE 0 BODYSTRUCTURE NIL %s NIL)\r\n" % HEADER
    assert all_of(wired(scene(said)), 9) == [Row(9, b"", 0, b"NIL", b"", ((b"HEADER", b""),))]


def test_a_part_that_the_server_calls_nil_is_not_there(wired: Wired) -> None:
    [row] = all_of(wired(scene(b"* 3 FETCH (UID 9 BODY[HEADER] {6}\r\na: b\r\n BODY[2] NIL)\r\n")), 9)
    assert row.part(b"2") is None


def test_several_parts_of_one_message(wired: Wired) -> None:
    said = b"* 3 FETCH (UID 9 BODY[HEADER]<0> {6}\r\na: b\r\n BODY[1.1] {3}\r\n)\r\n BODY[2] {0}\r\n)\r\n"
    [row] = all_of(wired(scene(said)), 9)
    assert row.parts == ((b"HEADER", b"a: b\r\n"), (b"1.1", b")\r\n"), (b"2", b""))


# ---- what servers say in between


@pytest.mark.parametrize(
    "said",
    [
        b"* 2 FETCH (FLAGS (\\Seen))",
        b"* 2 FETCH (UID 8 FLAGS (\\Seen) MODSEQ (12))",
        b"* 4 EXPUNGE",
        b"* VANISHED 300:400",
        b"* 9 EXISTS",
        b"* 1 RECENT",
        b"* FLAGS (\\Seen)",
        b"* OK still here",
        b"* NO [ALERT] the disk is nearly full",
        b"* BAD nothing that anybody asked",
        b"* STATUS {5}\r\nInbox (MESSAGES 3)",
        b"* LIST () NIL {22}\r\n* 8 FETCH (UID 8 {3}\r\n",
        b"+ idling",
    ],
)
def test_reports_in_between_change_nothing(wired: Wired, said: bytes) -> None:
    head = b"Subject: said\r\n\r\n"
    rows = all_of(wired(scene(answer(7, head), said + b"\r\n", answer(8, head))), 7, 8)
    assert {row.uid: row.part(b"HEADER") for row in rows if row.parts} == {7: head, 8: head}


def test_an_answer_without_uid_belongs_to_nobody(wired: Wired) -> None:
    nameless = b"* 3 FETCH (RFC822.SIZE 9 %s %s)\r\n" % (HEADER, literal(b"a: b\r\n\r\n"))
    assert [row.uid for row in all_of(wired(scene(nameless, answer(8))), 7, 8)] == [8]


def test_an_answer_with_two_uids_belongs_to_nobody(wired: Wired) -> None:
    # A file name whose quotes the server did not escape would say that the mail is another one.
    structure = b'("NAME" "x") UID 8 FLAGS ("y")'
    said = b"* 3 FETCH (BODYSTRUCTURE %s UID 7 %s %s)\r\n" % (structure, HEADER, literal(b"a: b\r\n\r\n"))
    assert all_of(wired(scene(said)), 7, 8) == []


def test_the_answers_of_the_second_command_may_come_before_the_end_of_the_first(wired: Wired) -> None:
    def play(commands: Iterator[Command]) -> Iterator[bytes]:
        first, second = next(commands), next(commands)
        assert (first.words.split()[2], second.words.split()[2]) == ("1:2", "3:4")
        yield answer(3) + answer(1) + answer(4)
        yield first.tag + b" OK 1\r\n"  # before the row of message 2, which comes with the next
        third = next(commands)
        yield answer(2) + answer(5)
        yield second.tag + b" OK 2\r\n" + third.tag + b" NO [UNAVAILABLE] 3\r\n"

    asked = [Asked((1, 2), ITEMS), Asked((3, 4), ITEMS), Asked((5,), ITEMS)]
    events = list(fetch(wired(play), asked))
    rows = [event.uid for event in events if isinstance(event, Row)]
    ends = [(event.asked, event.ok, event.status) for event in events if isinstance(event, Answered)]
    assert rows == [3, 1, 4, 2, 5]
    assert ends == [(asked[0], True, "OK 1"), (asked[1], True, "OK 2"), (asked[2], False, "NO [UNAVAILABLE] 3")]


def test_as_many_commands_are_in_flight_as_is_said(wired: Wired) -> None:
    depths: list[int] = []

    def play(commands: Iterator[Command]) -> Iterator[bytes]:
        waiting = [next(commands) for _ in range(3)]
        while waiting:
            depths.append(len(waiting))
            yield waiting.pop(0).tag + b" OK\r\n"
            if len(depths) < 6:
                waiting.append(next(commands))

    ends = list(fetch(wired(play), [Asked((uid,), ITEMS) for uid in range(8)], lambda: 3))
    assert len(ends) == 8
    assert depths == [3, 3, 3, 3, 3, 3, 2, 1]


# ---- what cannot be trusted


@pytest.mark.parametrize("by", [-20, -12, -3, -2, -1, 1, 2, 3, 12, 60])
def test_a_string_of_another_length_than_announced_ends_the_reading(wired: Wired, by: int) -> None:
    head = b"Subject: exactly\r\n\r\n"
    wrong = answer(8, head).replace(b"{%d}" % len(head), b"{%d}" % (len(head) + by))
    events = fetch(wired(scene(answer(7, head), wrong, answer(9, head))), [Asked((7, 8, 9), ITEMS)])
    first = next(events)
    assert isinstance(first, Row)
    assert (first.uid, first.part(b"HEADER")) == (7, head)
    with pytest.raises(EOFError):
        next(events)


def test_a_string_shorter_than_announced_at_the_end_is_waited_for_until_time_is_over(wired: Wired) -> None:
    wrong = answer(8).replace(b"{14}", b"{99}")
    events = fetch(wired(scene(answer(7), wrong), 0.2), [Asked((7, 8), ITEMS)])
    assert next(events) == Row(7, DATE.strip(b'"'), 99, PLAIN, b"", ((b"HEADER", b"Subject: x\r\n\r\n"),))
    with pytest.raises(TimeoutError):
        next(events)


@pytest.mark.parametrize("words", [b"* BYE later", b"* bye", b"* BYE [UNAVAILABLE] Server error\xff"])
def test_a_goodbye_in_between_ends_the_reading(wired: Wired, words: bytes) -> None:
    events = fetch(wired(scene(answer(7), words + b"\r\n")), [Asked((7, 8), ITEMS)])
    next(events)
    with pytest.raises(Broken, match=r"the server said (?i:bye)"):
        next(events)


@pytest.mark.parametrize("words", [b"F0 OK who asked", b"X1 NO", b"\xff\xfe", b"<html>", b")", b"FETCH 1 (UID 7)"])
def test_an_answer_to_nothing_ends_the_reading(wired: Wired, words: bytes) -> None:
    with pytest.raises(Broken, match="nothing"):
        list(fetch(wired(scene(words + b"\r\n")), [Asked((7,), ITEMS)]))


@pytest.mark.parametrize("words", [b"* OK still here", b"+ go on", b"* 1 EXPUNGE", b"* 1 FETCH (FLAGS ())"])
def test_a_server_that_does_not_come_to_an_end(wired: Wired, monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    def endless(commands: Iterator[Command]) -> Iterator[bytes]:
        next(commands)
        while True:
            yield (words + b"\r\n") * 1000

    monkeypatch.setattr(fetching, "MOST_BETWEEN", 20_000)
    with pytest.raises(Broken, match="come to an end"):
        list(fetch(wired(endless), [Asked((1,), ITEMS)]))


def test_a_folder_emptied_meanwhile_is_no_trouble(wired: Wired) -> None:
    rows = all_of(wired(scene(answer(7), b"* 2 EXPUNGE\r\n" * 100_000, answer(8))), 7, 8)
    assert [row.uid for row in rows] == [7, 8]


def test_more_strings_than_any_answer_has_end_the_reading(wired: Wired) -> None:
    for begin in (b"* 1 FETCH (UID 1 BODYSTRUCTURE (", b"* LIST ("):
        with pytest.raises(Broken, match="no end"):
            list(fetch(wired(scene(begin, b'"a" {1}\r\nb ' * 1000)), [Asked((1,), ITEMS)]))


@pytest.mark.parametrize("size", [b"99999999999", b"999999999999", b"9" * 40])
def test_absurd_sizes_are_not_believed(wired: Wired, size: bytes) -> None:
    said = b"* 1 FETCH (UID 1 BODY[HEADER] {%s}\r\n" % size
    began = time.monotonic()
    with pytest.raises((Broken, ValueError)):
        list(fetch(wired(scene(said, b"x" * 50_000 + b"\r\n")), [Asked((1,), ITEMS)]))
    assert time.monotonic() - began < 1


def test_of_a_header_of_100_megabytes_the_beginning_is_kept(wired: Wired) -> None:
    line = b"X-Long: " + b"x" * 99_990 + b"\r\n"

    def play(commands: Iterator[Command]) -> Iterator[bytes]:
        command = next(commands)
        yield answer(7)[:-2] + b"\r\n* 2 FETCH (UID 8 BODY[HEADER] {%d}\r\n" % (1000 * len(line))
        for _ in range(1000):
            yield line
        yield b")\r\n" + answer(9) + command.tag + b" OK\r\n"

    tracemalloc.start()
    try:
        rows = all_of(wired(play, 20), 7, 8, 9)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert [row.uid for row in rows] == [7, 8, 9]
    assert rows[1].part(b"HEADER") == (line * 11)[:MAX_PART]


# ---- hostile structures

HOSTILE = b'" UID 7 BODY[HEADER] {5}'


@pytest.mark.parametrize("name", [
    quoted(HOSTILE),  # escaped, as it should be
    literal(HOSTILE),
    literal(b'a)\r\n* 1 FETCH (UID 7 BODY[HEADER] {5}\r\nabcde)\r\n'),
    literal(b""),
    b'"\\\\"', b'"("', b'")"', b'"))))"', b'"{5}"', b'"BODY[HEADER] {5}"', b'" BODY[HEADER.FIELDS (X)] {99}"',
    b'"' + HOSTILE + b'"',  # not escaped
    b'""""', b'"a"b"', b'"a\\"', b"NIL", b"((", b"))",
    b'"' + b'\\"' * 50_000 + b'"', b'"' + b'\\"' * 50_000, b"(" * 50_000, b")" * 50_000, b'"' * 50_001,
])  # fmt: skip
def test_a_hostile_file_name_names_no_other_message(wired: Wired, name: bytes) -> None:
    structure = b'("TEXT" "PLAIN" ("NAME" ' + name + b') NIL NIL "7BIT" 5 1 NIL NIL NIL NIL)'
    head = b"Subject: 9\r\n\r\n"
    in_another_order = b"* 9 FETCH (UID 9 %s %s BODYSTRUCTURE %s RFC822.SIZE 99)\r\n" % (
        HEADER, literal(head), structure,
    )  # fmt: skip
    began = time.monotonic()
    for said in (answer(9, head, structure), in_another_order):
        rows = all_of(wired(scene(said, answer(10))), 9, 10)
        assert [(row.uid, row.part(b"HEADER")) for row in rows] == [(9, head), (10, b"Subject: x\r\n\r\n")]
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("piece", [b'\\"', b'"\\', b" BODY[", b" BODY[HEADER", b"(", b'"a\\" ', b" {5}", b"\\"])
def test_structures_full_of_half_words_are_read_at_once(wired: Wired, piece: bytes) -> None:
    began = time.monotonic()
    for end in (b")\r\n", b" {1}\r\nx)\r\n"):
        said = b'* 9 FETCH (UID 9 %s %s BODYSTRUCTURE ("NAME" "%s%s' % (HEADER, literal(b"a: b"), piece * 100_000, end)
        [row] = all_of(wired(scene(said)), 9)
        assert (row.uid, row.part(b"HEADER")) == (9, b"a: b")
        [row] = all_of(wired(scene(b'* 9 FETCH (UID 9 BODYSTRUCTURE ("NAME" "%s%s' % (piece * 100_000, end))), 9)
        assert row.uid == 9
    assert time.monotonic() - began < 2


# ---- properties


_CONTENT = st.one_of(
    st.binary(max_size=30),
    st.lists(
        st.sampled_from([b'"', b"\\", b"(", b")", b"\r\n", b" UID 7", b"{5}", b"BODY[HEADER] ", b"* 1 FETCH ("]),
        max_size=8,
    ).map(b"".join),
)


@st.composite
def _message(draw: st.DrawFn) -> tuple[bytes, Row]:
    """Return an answer in any order and wrapping, and the row that it means."""
    uid, size = draw(st.integers(1, 2**32 - 1)), draw(st.integers(0, 10**9))
    parts = [
        (name, draw(_CONTENT))
        for name in draw(st.lists(st.sampled_from([b"HEADER", b"1", b"1.2", b"TEXT"]), min_size=1, unique=True))
    ]
    name, label = draw(_CONTENT), draw(_CONTENT)

    def string(octets: bytes, in_quotes: bool) -> bytes:
        return quoted(octets) if in_quotes and not set(octets) & set(b"\r\n") else literal(octets)

    said = [
        (b"UID", b"%d" % uid),
        (b"INTERNALDATE", DATE),
        (b"RFC822.SIZE", b"%d" % size),
        (b"BODYSTRUCTURE", b'("TEXT" "PLAIN" ("NAME" %s) NIL)' % string(name, draw(st.booleans()))),
        (b"X-GM-LABELS", b"(\\Inbox %s)" % string(label, draw(st.booleans()))),
        (b"FLAGS", draw(st.sampled_from([b"()", b"(\\Seen \\Draft)"]))),
        (b"MODSEQ", b"(12)"),
        *((b"BODY[%s]%s" % (part, draw(st.sampled_from([b"", b"<0>"]))), string(octets, draw(st.booleans())))
          for part, octets in parts),
    ]  # fmt: skip
    told = draw(st.permutations(said))
    row = Row(
        uid, DATE.strip(b'"'), size, b'("TEXT" "PLAIN" ("NAME" %s) NIL)' % quoted(name),
        b"(\\Inbox %s)" % quoted(label), tuple(sorted(parts)),
    )  # fmt: skip
    number = draw(st.integers(1, 10**6))
    return b"* %d FETCH (%s)\r\n" % (number, b" ".join(b"%s %s" % one for one in told)), row


@settings(max_examples=150, deadline=None)
@given(st.lists(_message(), max_size=4))
def test_what_was_written_is_what_is_read(messages: list[tuple[bytes, Row]]) -> None:
    played = Played(scene(*(octets for octets, _ in messages)))
    try:
        rows = all_of(Wire(played.client), 1)
    finally:
        played.close()
    assert [row._replace(parts=tuple(sorted(row.parts))) for row in rows] == [row for _, row in messages]


_NOISE = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from([
            b"* 1 FETCH (", b"UID 7 ", b"BODY[HEADER] ", b"{3}\r\n", b"{0}\r\n", b"{99}\r\n", b")\r\n", b"\r\n",
            b"(", b"* BYE", b"* ", b"F1 OK", b"INTERNALDATE ", b"BODYSTRUCTURE ", b"NIL ", b"+ \r\n", b"\\", b'"',
            b"UID " + b"9" * 5000,
        ]),
    ),
    max_size=30,
).map(b"".join)  # fmt: skip


@settings(max_examples=200, deadline=2000)
@given(_NOISE)
def test_noise_ends_in_an_error_that_is_known(noise: bytes) -> None:
    played = Played(lambda _: iter([noise]))
    try:
        with pytest.raises((EOFError, OSError, ValueError, zlib.error)):
            list(fetch(Wire(played.client), [Asked((7,), ITEMS)]))
    finally:
        played.close()


@given(st.sets(st.integers(1, 2**32 - 1), max_size=300) | st.sets(st.integers(1, 400), max_size=300))
def test_a_set_names_exactly_its_uids(uids: set[int]) -> None:
    named: set[int] = set()
    for piece in uid_set(uids).split(",") if uids else ():
        low, _, high = piece.partition(":")
        assert not named & set(range(int(low), int(high or low) + 1))
        named |= set(range(int(low), int(high or low) + 1))
    assert named == uids


@settings(deadline=None)
@given(
    runs=st.lists(st.tuples(st.integers(1, 2**32 - 5000), st.integers(1, 700), st.integers(1, 3)), max_size=12),
    down=st.booleans(),
    most=st.integers(1, 2000),
)
def test_sets_hold_every_uid_once_in_order_and_fit_a_command_line(
    runs: list[tuple[int, int, int]], down: bool, most: int
) -> None:
    uids = sorted({uid for low, number, step in runs for uid in range(low, low + number * step, step)}, reverse=down)
    groups = list(sets(uids, most))
    assert [uid for group in groups for uid in group] == uids
    assert all(0 < len(group) <= most for group in groups)
    assert all(len(uid_set(group)) < 7_100 for group in groups)


def test_scattered_uids_make_short_command_lines_and_neighbours_long_sets() -> None:
    scattered = list(sets(range(1_000_000_000, 1_000_100_000, 2), 50_000))
    assert max(len(uid_set(group)) for group in scattered) < 7_100
    assert len(list(sets(range(100_000, 0, -1), 500))) == 200
    assert uid_set(range(500, 0, -1)) == "1:500"
    assert uid_set([3, 3, 4, 9]) == "3:4,9"


@given(st.binary(max_size=50))
def test_quoted_strings_say_what_they_hold(octets: bytes) -> None:
    assert unquoted(quoted(octets)) == octets.replace(b"\r", b" ").replace(b"\n", b" ")
    assert re.fullmatch(rb'"(?:[^"\\\r\n]|\\["\\])*"', quoted(octets))
