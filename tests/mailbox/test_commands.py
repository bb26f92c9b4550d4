"""What a folder holds is learned by the cheapest way that works, and not believed where it does not add up."""

import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox import commands
from inboxguard.mailbox.commands import Examined, State, ask, decoded, examine, expanded, mailbox, ranges, uids
from inboxguard.mailbox.fetching import Broken, uid_set, unquoted
from inboxguard.mailbox.wire import Wire
from tests.mailbox.conftest import Opened, Wired
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Command, Played, answering

# ---- one command


def test_an_answer_is_its_lines_and_its_status(wired: Wired) -> None:
    wire = wired(answering(lambda _: b'* A "x"\r\n* B {4}\r\na"b\n c {0}\r\n\r\n* C\r\nok'))
    reply = ask(wire, b"NOOP")
    assert reply.lines == (b'* A "x"', b'* B "a\\"b " c ""', b"* C")
    assert reply.ok
    assert reply.status == "ok so said"


@pytest.mark.parametrize(("status", "ok"), [(b"OK", True), (b"NO", False), (b"BAD", False), (b"OKAY", False)])
def test_only_ok_is_ok(wired: Wired, status: bytes, ok: bool) -> None:
    assert ask(wired(answering(lambda _: status)), b"NOOP").ok is ok


def test_a_goodbye_ends_the_waiting_but_for_logout(wired: Wired) -> None:
    with pytest.raises(Broken, match="BYE too late"):
        ask(wired(answering(lambda _: b"* BYE too late\r\nOK")), b"NOOP")
    assert ask(wired(answering(lambda _: b"* BYE then\r\nOK")), b"LOGOUT").ok


def test_an_answer_without_end_is_given_up(wired: Wired, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: Iterator[Command]) -> Iterator[bytes]:
        while True:
            yield b"* LIST () NIL x\r\n" * 1000

    monkeypatch.setattr(commands, "MAX_ANSWER", 4_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="absurd length"):
            ask(wired(endless), b"LIST")
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_lines_that_nobody_wants_may_be_many(wired: Wired) -> None:
    many = b"* 1 FETCH (UID 1 FLAGS ())\r\n" * 300_000
    reply = ask(wired(answering(lambda _: many + b"* 2 EXISTS\r\nOK")), b"EXAMINE", lambda line: b"FETCH" not in line)
    assert reply.lines == (b"* 2 EXISTS",)


# ---- opening a folder

FOLDER = b"* FLAGS (\\Seen)\r\n* 5 EXISTS\r\n* 0 RECENT\r\n"


def opened_as(wired: Wired, said: bytes, known: State | None = None) -> Examined | str:
    return examine(wired(answering(lambda _: said)), "INBOX", False, known)


def test_the_state_of_a_folder(wired: Wired) -> None:
    said = b"* OK [UIDVALIDITY 77] x\r\n* OK [UIDNEXT 9] x\r\n* OK [HIGHESTMODSEQ 12345678901] x\r\nOK [READ-ONLY]"
    assert opened_as(wired, FOLDER + said) == Examined(State(77, 9, 5, 12345678901))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (b"* OK [UIDVALIDITY 1] Yahoo\r\n* OK [UIDNEXT 6] x\r\nOK", State(1, 6, 5, 0)),
        (b"* OK [UIDVALIDITY 9] x\r\n* OK [NOMODSEQ] no\r\nOK", State(9, 0, 5, 0)),  # UIDNEXT is missing too
        (b"* ok [uidvalidity 9] x\r\nOK [UIDNEXT 7]", State(9, 7, 5, 0)),
        (b"* OK [UIDVALIDITY 4294967295] x\r\n* OK [UIDNEXT 4294967295] x\r\nOK", State(2**32 - 1, 2**32 - 1, 5, 0)),
        (b"* OK [UIDVALIDITY x] x\r\n* OK [UIDNEXT] x\r\n* OK [UIDVALIDITY] x\r\nOK", State(0, 0, 5, 0)),
        (b"* OK [UIDVALIDITY " + b"9" * 5000 + b"] x\r\nOK", State(0, 0, 5, 0)),
    ],
)
def test_what_a_server_leaves_out_is_not_known(wired: Wired, said: bytes, state: State) -> None:
    assert opened_as(wired, FOLDER + said) == Examined(state)


@pytest.mark.parametrize("said", [b"NO [NONEXISTENT] gone", b"BAD what", b"* BAD x\r\nNO [UNAVAILABLE]"])
def test_a_refusal_is_handed_on(wired: Wired, said: bytes) -> None:
    assert opened_as(wired, said) == f"{said.rpartition(b'* BAD x')[2].strip().decode()} so said"


def test_what_vanished_is_told_with_qresync(wired: Wired) -> None:
    said = FOLDER + (
        b"* OK [UIDVALIDITY 77] x\r\n* VANISHED (EARLIER) 41,43:116,9:7\r\n* 49 FETCH (UID 117 FLAGS () MODSEQ (9))\r\n"
        b"* VANISHED (earlier) 300\r\n* OK [HIGHESTMODSEQ 90] x\r\nOK"
    )
    heard: list[str] = []

    def script(command: str) -> bytes:
        heard.append(command)
        return said

    found = examine(wired(answering(script)), 'a"b', True, State(77, 100, 60, 80))
    assert found == Examined(State(77, 0, 5, 90), ((41, 41), (43, 116), (7, 9), (300, 300)))
    assert heard == ['EXAMINE "a\\"b" (QRESYNC (77 80))']


def test_what_vanished_from_another_generation_counts_for_nothing(wired: Wired) -> None:
    said = FOLDER + b"* OK [UIDVALIDITY 78] x\r\n* VANISHED (EARLIER) 1:100\r\nOK"
    assert opened_as(wired, said, State(77, 100, 60, 80)) == Examined(State(78, 0, 5, 0), None)


def test_a_real_server_tells_what_changed(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.fill(user, 12)
    before = opened(user).examine("INBOX").state
    dovecot.expunge(user, [3, 4, 9])
    dovecot.deliver(user, b"Subject: new\r\n\r\n")
    found = opened(user).examine("INBOX", before)
    assert found.state.messages == 10
    assert found.state.uidnext == before.uidnext + 1
    assert found.state.modseq > before.modseq > 0
    assert found.vanished is not None
    assert set(expanded(found.vanished)) & set(range(1, 13)) == {3, 4, 9}


# ---- which messages there are


class Folder:
    """A folder of some UIDs, of which a server tells in the ways it knows."""

    def __init__(self, *held: int, esearch: str = "ALL", search: str = "OK", fetch: str = "OK") -> None:
        self.held = sorted(held)
        self.esearch, self.search, self.fetch = esearch, search, fetch
        self.asked: list[str] = []
        self.state = State(1, self.held[-1] + 1 if held else 1, len(held), 0)

    def __call__(self, command: str) -> bytes:
        self.asked.append(command)
        if command.startswith("FETCH"):
            low, _, high = command.split()[1].partition(":")
            chosen = list(enumerate(self.held, 1))[int(low) - 1 : int(high)]
            rows = b"".join(b"* %d FETCH (FLAGS (\\Seen) UID %d)\r\n" % one for one in chosen)
            return (rows if self.fetch == "OK" else b"") + self.fetch.encode()
        low, _, high = command.rsplit(" ", 1)[1].partition(":")
        found = [uid for uid in self.held if int(low) <= uid <= int(high)]
        listed = b"* SEARCH" + b"".join(b" %d" % uid for uid in found) + b"\r\n"
        if "RETURN" not in command:
            return (listed if self.search == "OK" else b"") + self.search.encode()
        return {
            "ALL": b"* ESEARCH UID%s\r\nOK" % (b" ALL " + uid_set(found).encode() if found else b""),
            "COUNT": b'* ESEARCH (TAG "x") UID COUNT %d\r\nOK' % len(found),  # iCloud, whatever is asked
            "SEARCH": listed + b"OK",
            "NO": b"NO not so",
        }[self.esearch]

    def uids(self, wired: Wired, low: int = 1, esearch: bool = True, doubt: bool = False) -> list[int]:
        return uids(wired(answering(self)), low, self.state, esearch, doubt)


def test_esearch_is_enough(wired: Wired) -> None:
    folder = Folder(2, 3, 4, 9, 4_000_000_000)
    assert folder.uids(wired) == [2, 3, 4, 9, 4_000_000_000]
    assert folder.asked == ["UID SEARCH RETURN (ALL) UID 1:4000000000"]
    assert folder.uids(wired, low=5) == [9, 4_000_000_000]


@pytest.mark.parametrize("esearch", ["COUNT", "SEARCH", "NO"])
@pytest.mark.parametrize("low", [1, 4])
def test_where_esearch_says_something_else_search_is_asked(wired: Wired, esearch: str, low: int) -> None:
    folder = Folder(2, 3, 4, 9, esearch=esearch)
    assert folder.uids(wired, low) == [uid for uid in folder.held if uid >= low]
    assert [command.split(" UID ")[0] for command in folder.asked] == ["UID SEARCH RETURN (ALL)", "UID SEARCH"]


@pytest.mark.parametrize("low", [1, 4])
def test_where_search_is_refused_the_messages_are_asked_by_number(wired: Wired, low: int) -> None:
    folder = Folder(2, 3, 4, 9, search="NO too long")
    assert folder.uids(wired, low, esearch=False) == [uid for uid in folder.held if uid >= low]
    assert folder.asked[-1] == "FETCH 1:4 (UID)"


def test_by_number_the_newest_come_first_and_older_than_wanted_are_not_asked(wired: Wired) -> None:
    folder = Folder(*range(10, 40_000), search="NO")
    assert folder.uids(wired, 39_000, esearch=False) == list(range(39_000, 40_000))
    assert folder.asked[1:] == ["FETCH 29991:39990 (UID)"]
    assert folder.uids(wired, 1, esearch=False) == folder.held
    assert folder.asked[-1] == "FETCH 1:9990 (UID)"


def test_a_list_that_does_not_hold_every_message_is_not_believed(wired: Wired) -> None:
    folder = Folder(2, 3, 4, 9)
    folder.held, everything = [4, 9], folder.held
    script = folder.__call__

    def forgetful(command: str) -> bytes:
        folder.held = everything if command.startswith("FETCH") else [4, 9]
        return script(command)

    assert uids(wired(answering(forgetful)), 1, folder.state, esearch=True) == everything


def test_with_doubt_only_the_messages_themselves_are_believed(wired: Wired) -> None:
    folder = Folder(2, 3, 4, 9)
    assert folder.uids(wired, doubt=True) == [2, 3, 4, 9]
    assert folder.asked == ["FETCH 1:4 (UID)"]


def test_where_nothing_is_answered_it_is_said(wired: Wired) -> None:
    with pytest.raises(LookupError, match="not today"):
        Folder(2, 3, search="NO", fetch="NO not today").uids(wired, esearch=False)


def test_an_empty_folder_or_one_without_news_is_not_asked(wired: Wired) -> None:
    empty, read = Folder(), Folder(2, 3)
    assert empty.uids(wired) == []
    assert read.uids(wired, low=4) == []
    assert empty.asked == read.asked == []


def test_a_search_of_more_than_a_megabyte(wired: Wired) -> None:
    folder = Folder(*range(1_000_000, 1_300_000, 2))
    began = time.monotonic()
    assert folder.uids(wired, esearch=False) == folder.held
    assert time.monotonic() - began < 3


def test_a_server_without_uidnext_is_asked_for_all(wired: Wired) -> None:
    folder = Folder(2, 3, 9)
    folder.state = State(1, 0, 3, 0)
    assert folder.uids(wired) == [2, 3, 9]
    assert folder.asked[0].endswith("UID 1:4294967295")


@pytest.mark.parametrize(
    "said",
    [
        b"* SEARCH 2 3 (MODSEQ 917162500)\r\n* SEARCH 9\r\nOK",
        b"* search 9 3 2 2\r\nOK",
        b"* SEARCH 0 2 3 9 10 99999999999\r\nOK",
        b"* SEARCH\r\n* 4 EXISTS\r\n* SEARCH 2 x 3 9 -4\r\nOK",
    ],
)
def test_search_with_odd_ends(wired: Wired, said: bytes) -> None:
    assert uids(wired(answering(lambda _: said)), 1, State(1, 10, 3, 0), esearch=False) == [2, 3, 9]


def test_a_real_server_tells_its_messages_in_every_way(dovecot: Dovecot, opened: Opened) -> None:
    user = dovecot.user()
    dovecot.fill(user, 12)
    dovecot.expunge(user, [1, 5, 6])
    held = [2, 3, 4, 7, 8, 9, 10, 11, 12]
    mailbox = opened(user)
    state = mailbox.examine("INBOX").state
    for esearch in (True, False):
        for doubt in (True, False):
            assert uids(mailbox.wire, 1, state, esearch, doubt) == held
            assert uids(mailbox.wire, 6, state, esearch, doubt) == held[3:]


# ---- sets and names


@given(st.sets(st.integers(1, 2**32 - 1), max_size=50) | st.sets(st.integers(1, 60), max_size=50))
def test_ranges_say_what_a_set_says(held: set[int]) -> None:
    assert set(expanded(ranges(uid_set(held).encode()))) == held


@given(st.text("0123456789:,*x-", max_size=40).map(str.encode))
def test_a_set_that_is_none_is_no_trouble(text: bytes) -> None:
    for low, high in ranges(text):
        assert low <= high <= commands.MAX_UID


@pytest.mark.parametrize("said", [b"1:4294967295", b"8589934592:8589934592,1:4294967295", b"1:9,1:20000000"])
def test_more_messages_than_a_folder_holds_are_no_list(said: bytes) -> None:
    with pytest.raises(ValueError, match="more messages"):
        sum(1 for _ in expanded(ranges(said)))


@given(st.binary(min_size=1, max_size=30))
def test_a_folder_is_asked_for_by_the_octets_that_the_server_told(octets: bytes) -> None:
    name = octets.replace(b"\r", b"").replace(b"\n", b"")
    assert unquoted(mailbox(name.decode("latin-1"))) == name


_NAMES = [
    (b"INBOX", "INBOX"),
    (b"Entw&APw-rfe", "Entwürfe"),
    (b"Tom &- Jerry", "Tom & Jerry"),
    ("Entwürfe".encode(), "Entwürfe"),
    ("Tom &- Ürjen".encode(), "Tom &- Ürjen"),
    (b"\xff\xfe", "ÿþ"),
    (b"&bad", "&bad"),
    (b"&AP-x", "&AP-x"),
    (b"&2D0-", "\N{REPLACEMENT CHARACTER}"),  # half of a letter
    (b"a\x07b", "a\N{REPLACEMENT CHARACTER}b"),
    (b"&IC4-nepO", "\N{REPLACEMENT CHARACTER}nepO"),  # would be shown from right to left
]


@pytest.mark.parametrize(("name", "shown"), _NAMES)
def test_folder_names_for_people(name: bytes, shown: str) -> None:
    assert decoded(name) == shown


@given(st.binary(max_size=60) | st.text("&-,+/=AZaz09 ", max_size=60).map(str.encode))
def test_every_name_can_be_shown(name: bytes) -> None:
    assert all(letter.isprintable() for letter in decoded(name))


_NOISE = st.lists(
    st.one_of(
        st.binary(max_size=10),
        st.sampled_from([
            b"* SEARCH ", b'* ESEARCH (TAG "x") UID ALL ', b"1:9", b",", b"* 3 FETCH (UID ", b"9" * 5000, b")\r\n",
            b"\r\n", b"{3}\r\n", b"{99}\r\n", b"* BYE", b"* OK [UIDVALIDITY ", b"]\r\n", b"* VANISHED ", b"4294967295 ",
        ]),
    ),
    max_size=20,
).map(b"".join)  # fmt: skip


@given(_NOISE, st.booleans())
def test_noise_ends_in_an_answer_or_an_error_that_is_known(noise: bytes, to_search: bool) -> None:
    played = Played(answering(lambda _: noise + b"\r\nOK"), timeout=0.05)
    wire = Wire(played.client)
    act: Callable[[], object] = (
        (lambda: uids(wire, 1, State(1, 9, 3, 0), esearch=True))
        if to_search
        else (lambda: examine(wire, "x", True, State(1, 2, 3, 4)))
    )
    try:
        found = act()
    except (EOFError, OSError, ValueError, LookupError):
        found = None
    finally:
        played.close()
    assert found is None or isinstance(found, list | Examined | str)


def test_numbers_greater_than_any_database_takes(wired: Wired) -> None:
    nines = b"9" * 20
    said = b"* OK [UIDVALIDITY %b] x\r\n* OK [UIDNEXT %b] x\r\n* OK [HIGHESTMODSEQ %b] x\r\nOK" % (nines, nines, nines)
    assert opened_as(wired, FOLDER + said) == Examined(State(2**63 - 1, 2**63 - 1, 5, 2**63 - 1))
