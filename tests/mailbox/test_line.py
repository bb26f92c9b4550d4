"""A line is opened anew as long as that may help, waits as servers ask, and ends with the server's own reason."""

from collections.abc import Callable

import pytest

from inboxguard.errors import (
    CertificateRefused,
    HeldBack,
    InboxGuardError,
    MailboxError,
    NoFolder,
    Unreachable,
    WrongPassword,
)
from inboxguard.mailbox.commands import Examined, State
from inboxguard.mailbox.line import FIRST_PAUSE, LONGEST_PAUSE, PATIENCE, Line, Spent
from tests.mailbox.conftest import Reading
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import FaultyLine, cut_after, only, without_capability
from tests.servers.scripted import Scripted

STATE = Examined(State(1, 2, 1, 0))


class Connection:
    """A connection as far as a line knows it: it opens folders, or fails as told, and counts octets."""

    def __init__(self, *failures: InboxGuardError) -> None:
        self.failures = list(failures)
        self.wire = self
        self.plain = 100
        self.pin = "a pin"
        self.ended = ""

    def examine(self, folder: str, known: State | None = None) -> Examined:
        if self.failures:
            raise self.failures.pop(0)
        return STATE

    def close(self) -> None:
        self.ended = "closed"

    def cut(self) -> None:
        self.ended = "cut"


class Case:
    """A line whose connections are given, or fail, in this order; with the pauses it made and the octets it told."""

    def __init__(self, *given: Connection | InboxGuardError) -> None:
        self.given = list(given)
        self.pauses: list[float] = []
        self.octets: list[int] = []
        self.line = Line(self._opened, self.pauses.append, self.octets.append)

    def _opened(self) -> Connection:  # type: ignore[override]  # as far as a line knows a connection
        one = self.given.pop(0)
        if isinstance(one, InboxGuardError):
            raise one
        return one


def test_the_first_failure_to_connect_is_said_at_once() -> None:
    case = Case(Unreachable("No server called x was found."), Connection())
    with pytest.raises(Unreachable):
        case.line.examine("INBOX")
    assert case.pauses == []


def test_a_server_that_takes_no_one_in_just_now_is_waited_for() -> None:
    case = Case(Connection(Unreachable("Cut.")), HeldBack("Too many connections."), Unreachable("Gone."), Connection())
    assert case.line.examine("INBOX") == STATE
    assert len(case.pauses) == 3
    assert FIRST_PAUSE <= case.pauses[1] <= 2 * FIRST_PAUSE
    assert case.line.is_slow


@pytest.mark.parametrize("error", [WrongPassword("No."), CertificateRefused("No.")])
def test_what_only_the_person_can_change_is_never_tried_again(error: MailboxError) -> None:
    case = Case(Connection(Unreachable("Cut.")), error, Connection())
    with pytest.raises(type(error)):
        case.line.examine("INBOX")
    assert len(case.pauses) == 1


def test_a_folder_that_is_gone_is_no_fault_of_the_line() -> None:
    case = Case(Connection(NoFolder("Gone.")))
    with pytest.raises(NoFolder):
        case.line.examine("Gone")
    assert case.pauses == []
    assert not case.line.is_slow


def test_a_line_that_breaks_while_a_folder_is_opened_is_opened_anew() -> None:
    first, second = Connection(Unreachable("Cut.")), Connection()
    case = Case(first, second)
    assert case.line.examine("INBOX") == STATE
    assert (first.ended, second.ended) == ("cut", "")
    assert case.pauses == [1.0]
    assert case.line.pin == "a pin"


def test_patience_ends_with_what_the_server_said_last() -> None:
    case = Case(*(Connection(Unreachable(f"Cut {number}.")) for number in range(20)))
    with pytest.raises(Unreachable, match=rf"^Cut {PATIENCE - 1}\.$"):
        case.line.examine("INBOX")
    assert len(case.pauses) == PATIENCE - 1
    for number, pause in enumerate(case.pauses[1:], 1):
        assert FIRST_PAUSE * 2 ** (number - 1) <= pause <= FIRST_PAUSE * 2**number


def test_every_set_that_came_renews_patience() -> None:
    case = Case(*(Connection(Unreachable("Cut.")) for _ in range(20)), Connection())
    for _ in range(20):
        case.line.failed(Unreachable("Cut."))
        assert case.pauses.pop() == 1.0
        case.line.went_well()
    assert case.line.is_slow
    case.line.speed_up()
    assert not case.line.is_slow


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Request is throttled. Suggested Backoff Time: 12 milliseconds", 0.012),
        ("suggested backoff time:299961 MILLISECONDS", 299.961),
        ("Suggested Backoff Time: 99999999 milliseconds", LONGEST_PAUSE),
        ("Suggested Backoff Time: 0 milliseconds", 0),
    ],
)
def test_the_pause_that_a_server_suggests_is_made(said: str, seconds: float) -> None:
    case = Case()
    case.line.throttled(said)
    case.line.failed(MailboxError(said))
    assert case.pauses == ([seconds] * 2 if "throttled" in said else [seconds])


def test_an_answer_that_says_nothing_of_the_kind_is_not_waited_for() -> None:
    case = Case()
    case.line.throttled("OK Fetch completed (0.001 + 0.000 secs).")
    assert case.pauses == []
    case.line.throttled("OK Success [THROTTLED]")
    assert len(case.pauses) == 1


def test_octets_are_told_once_also_those_of_a_line_that_broke() -> None:
    first, second = Connection(), Connection()
    case = Case(first, second)
    case.line.examine("INBOX")
    case.line.went_well()
    first.plain += 50
    case.line.went_well()
    first.plain += 7
    case.line.failed(Unreachable("Cut."))
    case.line.examine("INBOX")
    case.line.went_well()
    assert case.octets == [100, 50, 7, 100]


def test_what_is_used_up_ends_the_reading() -> None:
    def enough(octets: int) -> None:
        raise Spent("Enough for today.")

    case = Case(Connection())
    case.line._allow = enough
    case.line.examine("INBOX")
    with pytest.raises(Spent):
        case.line.went_well()


def test_stop_in_a_pause_ends_it() -> None:
    class Stop(Exception):
        pass

    def stop(seconds: float) -> None:
        raise Stop

    case = Case(Connection(Unreachable("Cut.")))
    case.line._pause = stop
    with pytest.raises(Stop):
        case.line.examine("INBOX")


def test_a_goodbye_is_said_only_when_all_is_well() -> None:
    well, stopped = Connection(), Connection()
    with Case(well).line as line:
        line.examine("INBOX")
    line = Case(stopped).line
    line.examine("INBOX")
    with pytest.raises(KeyError), line:
        raise KeyError
    assert (well.ended, stopped.ended) == ("closed", "cut")


# ---- real servers


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (b"NO [ALERT] Too many simultaneous connections. (Failure)", "hold all connections.*may be right"),
        (b"NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded", "hold all connections.*may be right"),
        (b"NO [UNAVAILABLE] not now", "may be right"),
    ],
)
def test_too_many_connections_at_login_are_said_at_once_and_not_made_more(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading], status: bytes, sentence: str
) -> None:
    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        return status if command.startswith("LOGIN") else b"OK"

    server = scripted(script)
    one = reading(server)
    with pytest.raises(MailboxError, match=sentence):
        one.line.examine("INBOX")
    assert server.connections == 1
    assert one.pauses == []


def test_an_unavailable_server_while_reading_is_waited_for(
    scripted: Callable[..., Scripted], reading: Callable[..., Reading]
) -> None:
    logins: list[str] = []

    def script(command: str) -> bytes | None:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        if command.startswith("LOGIN"):
            logins.append(command)
            return b"NO [UNAVAILABLE] not now" if len(logins) in (2, 3) else b"OK"
        return None if len(logins) == 1 else b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nOK"

    one = reading(scripted(lambda command: b"OK" if command == "LOGOUT" else script(command)))
    assert one.line.connection.round_trip < 5
    assert one.line.examine("INBOX").state.uidvalidity == 1
    assert len(logins) == 4
    assert len(one.pauses) == 3


def test_a_real_line_cut_while_a_folder_is_opened(
    dovecot: Dovecot, faulty_line: Callable[..., FaultyLine], reading: Callable[..., Reading]
) -> None:
    user = dovecot.user()
    line = faulty_line(dovecot.host, dovecot.plain_port)
    reading(line, user, dovecot.password).line.connection.close()
    line.faults = (only(2, cut_after(line.boundaries[0])), without_capability("COMPRESS=DEFLATE"))
    one = reading(line, user, dovecot.password)
    assert one.line.examine("INBOX").state.uidvalidity > 0
    assert one.pauses == [1.0]
