"""Whatever a line or a server does, every message comes once, or is named as the one that does not come."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.errors import MailboxError, NoFolder, Unreachable
from inboxguard.mailbox import gathering, line
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.commands import Examined, State, expanded, ranges
from inboxguard.mailbox.fetching import Asked, sets
from inboxguard.mailbox.gathering import MOST_REFUSED, gathered
from inboxguard.mailbox.line import Line, Renewed, Spent
from inboxguard.mailbox.wire import Wire
from tests.mailbox.conftest import Reading
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import (
    Fault,
    FaultyLine,
    Response,
    bye,
    cut_after,
    cut_after_octets,
    injected,
    misannounced,
    only,
    rewritten,
    silent_after,
    without_uid,
)
from tests.servers.mailboxes import Mail
from tests.servers.scripted import Command, Played, Scripted

ITEMS = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (SUBJECT)])"
UIDS = tuple(range(1, 13))


class Came:
    """What came: subjects by UID, and the messages that did not come."""

    def __init__(self) -> None:
        self.subjects: dict[int, str] = {}
        self.absent: list[int] = []
        self.refused: list[int] = []

    def take(self, found: gathering.Gathered) -> None:
        for row in found.rows:
            assert row.uid not in self.subjects  # nothing twice
            self.subjects[row.uid] = (row.part(b"HEADER") or b"").decode().strip().removeprefix("Subject: ")
        self.absent += found.absent
        self.refused += found.refused

    def take_all(self, events: Iterator[gathering.Gathered]) -> None:
        for found in events:
            self.take(found)

    def is_whole(self, without: Sequence[int] = ()) -> bool:
        return self.subjects == {uid: f"Nr. {uid}" for uid in UIDS if uid not in without}


class Box:
    """A folder of twelve messages on the real server, read over a line that can fail."""

    def __init__(self, dovecot: Dovecot, line_to: FaultyLine, reading: Callable[..., Reading]) -> None:
        self.dovecot, self.line, self._reading = dovecot, line_to, reading
        self.user = dovecot.user()
        letters = (Mail("", 10**9 + uid, b"Subject: Nr. %d\r\n\r\nText %d\r\n" % (uid, uid), True) for uid in UIDS)
        dovecot.fill(self.user, letters)
        self.pauses: list[float] = []

    def befall(self, *faults: Fault) -> None:
        self.line.faults = faults

    def refuse(self, status: bytes, *uids: int, times: int = 1000) -> None:
        """Refuse every FETCH of a header that names one of these messages."""
        left = itertools.count(times, -1)

        def answer(command: str) -> bytes | None:
            asked = command.startswith("UID FETCH") and "BODY" in command
            if asked and set(expanded(ranges(command.split()[2].encode()))) & set(uids) and next(left) > 0:
                return status
            return None

        self.line.answers = answer

    def read(self, most: int = 4, timeout: float = 20, came: Came | None = None) -> Came:
        came = came or Came()
        reading = self._reading(self.line, self.user, self.dovecot.password, timeout)
        self.pauses = reading.pauses
        validity = reading.line.examine("INBOX").state.uidvalidity
        came.take_all(gathered(reading.line, "INBOX", validity, (Asked(part, ITEMS) for part in sets(UIDS, most))))
        return came

    def fetches(self) -> list[str]:
        return [command for command in self.line.commands if command.startswith("UID FETCH")]


@pytest.fixture
def box(dovecot: Dovecot, faulty_line: Callable[..., FaultyLine], reading: Callable[..., Reading]) -> Box:
    return Box(dovecot, faulty_line(dovecot.host, dovecot.plain_port), reading)


def test_a_line_that_is_well(box: Box) -> None:
    came = box.read()
    assert came.is_whole()
    assert (came.absent, came.refused, box.pauses) == ([], [], [])
    assert len(box.fetches()) == 3


# ---- the line breaks


def test_a_line_cut_at_any_boundary_loses_nothing(box: Box) -> None:
    box.read()
    login = box.line.boundaries[0] - len(UIDS) - 3 - 2  # rows and OKs, and the goodbye is under way or not
    last = box.line.boundaries[0]
    for number, responses in enumerate(range(login, last + 1, 2), 2):
        box.befall(only(box.line.connections + 1, cut_after(responses, reset=bool(number % 2))))
        came = box.read()
        assert came.is_whole()
        assert (came.absent, came.refused) == ([], [])
        assert len(box.pauses) <= 1


def test_a_line_cut_inside_an_answer_loses_nothing(box: Box) -> None:
    whole: list[int] = []
    box.befall(lambda response: whole.append(response.octets + len(response.raw)) or response.raw)
    box.read()
    end = max(whole)
    for octets in (end - 700, end - 450, end - 130, end - 60):
        box.befall(only(box.line.connections + 1, cut_after_octets(octets)))
        assert box.read().is_whole()
        assert len(box.pauses) == 1


def test_a_line_that_is_cut_again_and_again_ends_when_it_gets_nowhere(box: Box) -> None:
    def always(response: Response) -> bytes:
        return cut_after(0)(response) if response.is_fetch else response.raw

    box.befall(always)
    came = Came()
    with pytest.raises(Unreachable, match=r"ended the connection.*try again later\.$"):
        box.read(came=came)
    assert (came.subjects, came.absent, came.refused) == ({}, [], [])
    assert len(box.pauses) == line.PATIENCE - 1
    assert box.pauses[0] == 1
    assert all(2**number * 2.5 <= pause <= 2**number * 5 for number, pause in enumerate(box.pauses[1:], 1))


def test_a_line_that_is_cut_again_and_again_and_gets_on_reads_everything(box: Box) -> None:
    box.befall(lambda response: cut_after(0)(response) if response.fetches > 2 else response.raw)
    came = box.read()
    assert came.is_whole()
    assert box.line.connections > 4


def test_a_half_open_line_is_given_up_in_time(box: Box) -> None:
    box.befall(only(1, lambda response: silent_after(0)(response) if response.fetches > 5 else response.raw))
    assert box.read(timeout=0.3).is_whole()
    assert box.line.connections == 2


@pytest.mark.parametrize("by", [-3, 3, 40])
@pytest.mark.parametrize("fetch", [1, 6, 12])
def test_a_string_of_another_length_than_announced(box: Box, by: int, fetch: int) -> None:
    box.befall(only(1, misannounced(by, fetch)))
    came = box.read(timeout=0.5)
    assert came.is_whole()
    assert (came.absent, came.refused) == ([], [])


def test_one_message_whose_length_is_always_wrong_is_the_only_one_that_does_not_come(box: Box) -> None:
    wrong = re.compile(rb"\{\d+\}(?=\r\nSubject: Nr. 6\r)")
    box.befall(rewritten(lambda raw: wrong.sub(b"{3}", raw)))
    came = box.read()
    assert came.is_whole(without=[6])
    assert (came.absent, came.refused) == ([], [6])


def test_one_message_that_breaks_the_connection_is_the_only_one_that_does_not_come(box: Box) -> None:
    box.befall(lambda response: cut_after(0)(response) if b"Nr. 6\r" in response.raw else response.raw)
    came = box.read(most=12)
    assert came.is_whole(without=[6])
    assert (came.absent, came.refused) == ([], [6])
    assert len(box.pauses) < line.PATIENCE


def test_a_goodbye_in_between(box: Box) -> None:
    box.befall(only(1, bye(after_fetch=3)))
    assert box.read().is_whole()
    assert len(box.pauses) == 1


# ---- what comes in between, or does not


@pytest.mark.parametrize(
    "said",
    [b"* 5 FETCH (FLAGS (\\Seen))", b"* 5 FETCH (UID 5 FLAGS ())", b"* 9 EXPUNGE", b"* 13 EXISTS", b"* VANISHED 5"],
)
def test_reports_in_between(box: Box, said: bytes) -> None:
    box.befall(injected(said, after_fetch=2), injected(said, after_fetch=12))
    came = box.read()
    assert came.is_whole()
    assert (came.absent, came.refused, box.pauses) == ([], [], [])


def test_an_answer_for_a_message_that_nobody_asked_for(box: Box) -> None:
    row = b"* 40 FETCH (UID 40 BODY[HEADER.FIELDS (SUBJECT)] {15}\r\nSubject: Nr. 5\r\n)"
    box.befall(injected(row, after_fetch=2))
    assert box.read().is_whole()


def test_a_message_left_out_once_is_asked_for_again(box: Box) -> None:
    seen = itertools.count()
    leave_out = without_uid(6)
    box.befall(lambda response: response.raw if response.uid == 6 and next(seen) else leave_out(response))
    came = box.read()
    assert came.is_whole()
    assert (came.absent, came.refused) == ([], [])
    assert len(box.fetches()) == 4


def test_a_message_always_left_out_is_refused_when_it_is_there(box: Box) -> None:
    box.befall(lambda response: b"" if response.uid == 6 and b"BODY[" in response.raw else response.raw)
    came = box.read()
    assert came.is_whole(without=[6])
    assert (came.absent, came.refused, box.pauses) == ([], [6], [])


def test_a_message_deleted_meanwhile_is_absent(box: Box) -> None:
    box.dovecot.expunge(box.user, [2, 6])
    came = box.read()
    assert came.is_whole(without=[2, 6])
    assert (came.absent, came.refused, box.pauses) == ([2, 6], [], [])


def test_answers_without_uid_are_asked_for_again(box: Box) -> None:
    box.befall(only(1, rewritten(lambda raw: re.sub(rb"^(\* \d+ FETCH \()UID 6 (?=RFC)", rb"\1", raw))))
    came = box.read()
    assert came.is_whole(without=[6])
    assert came.refused == [6]


# ---- the server refuses


@pytest.mark.parametrize(
    "status",
    [
        b"NO [UNAVAILABLE] UID FETCH Server error while fetching messages",  # Yahoo
        b"NO [SERVERBUG] internal error",
        b"NO FETCH failed",
        b"BAD Command Error. 10",  # Exchange
    ],
)
@pytest.mark.parametrize("uids", [(6,), (1, 12), (11, 12)])
def test_a_message_that_spoils_its_set_is_the_only_one_that_does_not_come(
    box: Box, status: bytes, uids: tuple[int, ...]
) -> None:
    box.refuse(status, *uids)
    came = box.read(most=12)
    assert came.is_whole(without=uids)
    assert (came.absent, sorted(came.refused)) == ([], list(uids))


@pytest.mark.parametrize("status", [b"NO [UNAVAILABLE] down", b"NO [LIMIT] Rate limit hit", b"NO [OVERQUOTA] enough"])
def test_a_server_that_holds_back_is_waited_for(box: Box, status: bytes) -> None:
    box.refuse(status, *UIDS, times=3)
    came = box.read()
    assert came.is_whole()
    assert (came.absent, came.refused) == ([], [])
    assert 1 <= len(box.pauses) <= 3
    assert min(box.pauses) >= line.FIRST_PAUSE / 2


def test_a_server_that_is_down_loses_no_message(box: Box) -> None:
    def down(command: str) -> bytes | None:
        return b"NO [UNAVAILABLE] Server error" if command.startswith("UID FETCH") else None

    box.line.answers = down
    came = Came()
    with pytest.raises(MailboxError, match=r"UNAVAILABLE.*\.$"):
        box.read(came=came)
    assert (came.subjects, came.absent, came.refused) == ({}, [], [])


def test_one_new_message_is_not_given_up_because_the_server_is_down(box: Box) -> None:
    def down(command: str) -> bytes | None:
        return b"NO [UNAVAILABLE] Server error" if command.startswith("UID FETCH") else None

    box.line.answers = down
    box.dovecot.expunge(box.user, UIDS[1:])
    came = Came()
    with pytest.raises(MailboxError, match=r"UNAVAILABLE.*\.$"):
        box.read(came=came)
    assert came.refused == []


def test_a_session_that_the_server_forgot_is_made_anew(box: Box) -> None:
    forgotten = {"now": True}

    def answer(command: str) -> bytes | None:
        if command.startswith("EXAMINE") and box.line.connections > 1:
            forgotten["now"] = False
        refused = command.startswith("UID FETCH") and forgotten["now"]
        return b"BAD User is authenticated but not connected." if refused else None

    box.line.answers = answer
    came = box.read()
    assert came.is_whole()
    assert (came.absent, came.refused) == ([], [])


def test_the_suggested_pause_is_made(box: Box) -> None:
    box.refuse(b"NO Request is throttled. Suggested Backoff Time: 12 milliseconds", *UIDS, times=1)
    assert box.read().is_whole()
    assert box.pauses == [0.012]


def test_an_ok_that_says_it_holds_back_is_waited_for_and_counts(box: Box) -> None:
    ended = re.compile(rb"^(F\d+ OK) .*\r\n$")
    box.befall(rewritten(lambda raw: ended.sub(rb"\1 Success [THROTTLED]\r\n", raw)))
    came = box.read()
    assert came.is_whole()
    assert box.line.connections == 1
    assert len(box.pauses) == 3


# ---- the folder, and the allowance


def test_a_folder_numbered_anew_meanwhile_is_not_mixed_up(dovecot: Dovecot, box: Box) -> None:
    reading = box._reading(box.line, box.user, dovecot.password)
    with pytest.raises(Renewed, match="numbered the folder anew"):
        next(gathered(reading.line, "INBOX", 12345, [Asked(UIDS, ITEMS)]))
    assert box.fetches() == []


def test_a_folder_that_is_gone(box: Box) -> None:
    reading = box._reading(box.line, box.user, box.dovecot.password)
    with pytest.raises(NoFolder):
        list(gathered(reading.line, "Weg", 1, [Asked(UIDS, ITEMS)]))


def test_what_came_before_the_allowance_was_used_up_is_handed_on(box: Box) -> None:
    came = Came()
    reading = box._reading(box.line, box.user, box.dovecot.password)
    told: list[int] = []

    def allow(octets: int) -> None:
        told.append(octets)
        if len(told) == 2:
            raise Spent("Enough.")

    reading.line._allow = allow
    validity = reading.line.examine("INBOX").state.uidvalidity
    events = gathered(reading.line, "INBOX", validity, (Asked(part, ITEMS) for part in sets(UIDS, 4)))
    with pytest.raises(Spent):
        came.take_all(events)
    assert sorted(came.subjects) == list(range(1, 9))
    assert sum(told) > 500


# ---- a server of which nothing comes


@pytest.mark.parametrize("answer", [b"OK", b"NO cannot"])
def test_a_server_that_lists_messages_and_gives_none_is_not_believed(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading], answer: bytes
) -> None:
    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 2000 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nOK"
        if command.startswith("UID FETCH") and command.endswith("(UID)"):
            asked = expanded(ranges(command.split()[2].encode()))
            return b"".join(b"* %d FETCH (UID %d)\r\n" % (uid, uid) for uid in asked) + b"OK"
        return answer if command.startswith("UID FETCH") else b"OK"

    came = Came()
    server = scripted(script)
    events = gathered(reading(server).line, "INBOX", 1, (Asked(part, ITEMS) for part in sets(range(1, 2000), 100)))
    with pytest.raises(MailboxError, match=r"lists messages and does not give them.*try again later\.$"):
        came.take_all(events)
    assert len(came.refused) <= MOST_REFUSED
    assert came.absent == []


@pytest.mark.parametrize(("status", "most"), [(b"NO FETCH failed", 40), (b"NO [UNAVAILABLE] Server error", 60)])
def test_one_bad_message_among_many_is_found_soon(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading], status: bytes, most: int
) -> None:
    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 1500 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nOK"
        if not command.startswith("UID FETCH"):
            return b"OK"
        asked = list(expanded(ranges(command.split()[2].encode())))
        if 777 in asked and "BODY" in command:
            return status
        part = b" BODY[HEADER] {4}\r\na: b" if "BODY" in command else b""
        return b"".join(b"* %d FETCH (UID %d%s)\r\n" % (uid, uid, part) for uid in asked) + b"OK"

    server = scripted(script)
    one = reading(server)
    came, refused = [], []
    for found in gathered(one.line, "INBOX", 1, (Asked(part, ITEMS) for part in sets(range(1500, 0, -1), 500))):
        came += [row.uid for row in found.rows]
        refused += [*found.refused, *found.absent]
    assert sorted(came) == [uid for uid in range(1, 1501) if uid != 777]
    assert refused == [777]
    assert sum(command.startswith("UID FETCH") for command in server.commands) < most
    assert len(one.pauses) < 20


# ---- any order of faults


class Unsteady:
    """A connection to a folder of some messages that fails as it is told, for thousands of runs in a moment."""

    round_trip = 0.0

    def __init__(self, uids: range, bad: set[int], luck: Iterator[int]) -> None:
        self._uids, self._bad, self._luck = uids, bad, luck
        self._played = Played(self._play, timeout=2)
        self.wire = Wire(self._played.client)
        self.account = Account("mara@post.example", "mail.example", 993, Security.TLS, "mara")
        self.pin = None

    def examine(self, folder: str, known: State | None = None) -> Examined:
        return Examined(State(1, self._uids.stop, len(self._uids), 0))

    def close(self) -> None:
        self._played.close()

    cut = close

    def _play(self, commands: Iterator[Command]) -> Iterator[bytes]:
        for command in commands:
            asked = [uid for uid in expanded(ranges(command.words.split()[2].encode())) if uid in self._uids]
            if command.words.endswith("(UID)"):
                yield b"".join(b"* %d FETCH (UID %d)\r\n" % (uid, uid) for uid in asked) + command.tag + b" OK\r\n"
                continue
            for uid in asked:
                luck = next(self._luck)
                if uid in self._bad or luck == 0:
                    return
                if luck != 1:
                    yield b"* %d FETCH (UID %d BODY[HEADER] {16}\r\nSubject: Nr. %02d)\r\n" % (uid, uid, uid)
            ends = {2: b" NO [UNAVAILABLE] x\r\n", 3: b" NO x\r\n"}
            yield command.tag + ends.get(next(self._luck), b" OK\r\n")


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(0, 40),
    most=st.integers(1, 20),
    bad=st.sets(st.integers(1, 40), max_size=2),
    gone=st.sets(st.integers(41, 44)),
    luck=st.lists(st.integers(0, 30), max_size=120),
    held=st.sampled_from([1, 40, 8_000_000]),
)
def test_nothing_is_lost_and_nothing_comes_twice(
    number: int, most: int, bad: set[int], gone: set[int], luck: list[int], held: int
) -> None:
    fortune = itertools.chain(luck, itertools.repeat(9))
    made: list[Unsteady] = []

    def connect() -> Unsteady:
        made.append(Unsteady(range(1, number + 1), bad, fortune))
        return made[-1]

    came: dict[int, bytes | None] = {}
    lost: list[int] = []
    wanted = [*range(1, number + 1), *gone]
    ended = True
    try:
        # Octets that are held of a set: of a few the rows are handed on as they come.
        with (
            patch.object(gathering, "MOST_HELD", held),
            Line(connect, lambda _: None) as over,  # type: ignore[arg-type]  # a connection as far as it is used here
        ):
            for found in gathered(over, "INBOX", 1, (Asked(part, ITEMS) for part in sets(wanted, most))):
                for row in found.rows:
                    assert row.uid not in came
                    came[row.uid] = row.part(b"HEADER")
                lost += (*found.absent, *found.refused)
    except MailboxError:
        ended = False  # patience has an end; what is not named is asked for the next time
    assert came == {uid: b"Subject: Nr. %02d" % uid for uid in came}
    assert len(set(lost)) == len(lost)
    assert not set(lost) & set(came)
    if ended:
        assert {*came, *lost} == set(wanted)
