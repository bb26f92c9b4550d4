"""New mail is noticed within seconds, whatever happens to the connection, and nothing on the server changes."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from inboxguard.errors import InboxGuardError, MailboxError, NoFolder, Unreachable, WrongPassword
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.waiting import Pauses, Waiting
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import Cut, Fault, FaultyLine, Response, Silence, only, without_capability

QUICK = Pauses(idle=60, poll=0.2, quiet=0.1, first=0.1, most=0.5)
LETTER = b"From: shop@shop.example\r\nSubject: Hello\r\n\r\nHello.\r\n"


class Heard:
    """What a waiting told, and when."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.failures: list[InboxGuardError] = []
        self._news = threading.Condition()

    def came(self) -> None:
        with self._news:
            self.times.append(time.monotonic())
            self._news.notify_all()

    def failed(self, error: InboxGuardError) -> None:
        with self._news:
            self.failures.append(error)
            self._news.notify_all()

    def until(self, times: int = 1, failures: int = 0, seconds: float = 15) -> bool:
        with self._news:
            return self._news.wait_for(lambda: len(self.times) >= times and len(self.failures) >= failures, seconds)


_READABLE = without_capability("COMPRESS=DEFLATE")
"""The line reads along; what is compressed goes over TLS, past the line."""


class Box:
    """A mailbox on the real server, reached over a line that can fail, and a waiting for its mail."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.user = dovecot.user()
        self.line = FaultyLine(dovecot.host, dovecot.plain_port, _READABLE)
        self.waitings: list[Waiting] = []

    def connect(self, timeout: float = 20) -> Connection:
        account = Account(self.user, self.line.host, self.line.port, Security.NONE, self.user)
        return connect(account, self.dovecot.password, timeout)

    def wait(
        self, pauses: Pauses = QUICK, connected: Callable[[], Connection] | None = None, folder: str = "INBOX"
    ) -> Heard:
        """Begin to wait and return when the server has been told so."""
        heard = Heard()
        self.waitings.append(Waiting(connected or self.connect, folder, heard.came, heard.failed, pauses))
        self.waitings[-1].start()
        return heard

    def befall(self, fault: Fault) -> None:
        self.line.faults = (_READABLE, fault)

    def deliver(self, folder: str = "INBOX") -> None:
        self.dovecot.deliver(self.user, LETTER, folder)

    def said(self, command: str) -> int:
        return sum(said.split(" ")[0] == command for said in self.line.commands)

    def until_said(self, command: str, times: int = 1, seconds: float = 15) -> bool:
        end = time.monotonic() + seconds
        while self.said(command) < times and time.monotonic() < end:
            time.sleep(0.02)
        return self.said(command) >= times

    def stop(self) -> float:
        """Stop the last waiting and return how long that took."""
        began = time.monotonic()
        self.waitings[-1].stop()
        return time.monotonic() - began

    def close(self) -> None:
        for waiting in self.waitings:
            waiting.stop()
        self.line.close()


@pytest.fixture
def box(dovecot: Dovecot) -> Iterator[Box]:
    box = Box(dovecot)
    yield box
    box.close()
    assert no_thread_is_left()


def no_thread_is_left(seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(thread.name == "inboxguard-waiting" for thread in threading.enumerate()):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.alone
def test_mail_wakes_within_seconds_and_nothing_on_the_server_changes(box: Box) -> None:
    box.deliver()
    heard = box.wait()
    assert box.until_said("IDLE")
    assert not heard.times  # what was there before is no news
    box.deliver()
    assert heard.until(1, seconds=5)
    assert box.stop() < 2
    assert box.dovecot.unseen(box.user) == 2
    asked = [said for said in box.line.commands if said in ("NOOP", "IDLE", "DONE") or "INBOX" in said]
    assert asked[0].startswith("EXAMINE ")
    assert asked[1:] == ["NOOP", "IDLE", "DONE"]
    assert not {said.split(" ")[0] for said in box.line.commands} & {"SELECT", "UID", "FETCH", "STORE", "CLOSE"}


def test_mail_wakes_over_tls(dovecot: Dovecot, box: Box) -> None:
    account = Account(box.user, dovecot.host, dovecot.tls_port, Security.TLS, box.user, ca_file=str(dovecot.ca_file))
    opened = threading.Event()

    def connected() -> Connection:
        connection = connect(account, dovecot.password, 20)
        opened.set()
        return connection

    heard = box.wait(connected=connected)
    assert opened.wait(10)
    time.sleep(0.5)  # until it idles
    for number in (1, 2, 3):
        box.deliver()
        assert heard.until(number, seconds=5)


def test_changed_flags_are_no_news(box: Box) -> None:
    box.deliver()
    heard = box.wait()
    assert box.until_said("IDLE")
    with box.dovecot.outside(box.user) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", "\\Seen")
        time.sleep(0.7)
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
    time.sleep(1)
    assert not heard.times
    box.deliver()  # as many messages as before, and yet one is new
    assert heard.until(1, seconds=5)


@pytest.mark.alone
def test_a_burst_of_mail_is_told_at_once_and_once_more(box: Box) -> None:
    heard = box.wait(Pauses(idle=60, quiet=1))
    assert box.until_said("IDLE")
    with box.dovecot.outside(box.user) as client:
        client.append("INBOX", "", "", LETTER)
        assert heard.until(1, seconds=5)
        for _ in range(5):
            client.append("INBOX", "", "", LETTER)
            time.sleep(0.1)
    assert heard.until(2, seconds=5)
    time.sleep(1.2)
    first, second = heard.times
    assert second - first >= 1


def test_idle_is_begun_anew_before_routers_forget_the_connection(box: Box) -> None:
    heard = box.wait(Pauses(idle=0.2, quiet=0.1))
    assert box.until_said("IDLE", 5)
    assert box.said("DONE") >= 4
    assert box.said("EXAMINE") == box.line.connections == 1
    assert not heard.times
    box.deliver()
    assert heard.until(1, seconds=5)


@pytest.mark.alone
def test_stop_while_idling_is_quick_polite_and_final(box: Box) -> None:
    heard = box.wait()
    assert box.until_said("IDLE")
    assert box.stop() < 1
    assert no_thread_is_left()
    assert box.line.commands[-2:] == ["DONE", "LOGOUT"]
    box.deliver()
    time.sleep(0.5)
    assert not heard.times
    box.waitings[-1].start()  # never again
    assert no_thread_is_left()
    assert box.stop() < 0.5


def test_stop_before_start(box: Box) -> None:
    waiting = Waiting(box.connect, "INBOX", lambda: None)
    waiting.stop()
    waiting.start()
    assert no_thread_is_left()
    assert box.line.connections == 0


def test_stop_by_the_one_who_is_told(box: Box) -> None:
    heard = Heard()

    def came() -> None:
        heard.came()
        waiting.stop()

    waiting = Waiting(box.connect, "INBOX", came, pauses=QUICK)
    waiting.start()
    assert box.until_said("IDLE")
    box.deliver()
    assert heard.until(1, seconds=5)
    assert no_thread_is_left()


@pytest.mark.alone
def test_stop_while_the_server_says_nothing_at_all(box: Box) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account = Account(box.user, "127.0.0.1", silent.getsockname()[1], Security.NONE, box.user)
        heard = box.wait(connected=lambda: connect(account, "x", 2.5))
        silent.accept()[0].close()
        time.sleep(0.3)  # it is at its second try, which nobody answers
        assert box.stop() < 2.2
        assert no_thread_is_left(8)
        assert not heard.failures


@pytest.mark.alone
def test_stop_while_the_connection_is_half_open(box: Box) -> None:
    box.wait()
    assert box.until_said("IDLE")

    def silence(_: Response) -> bytes:
        raise Silence

    box.befall(silence)
    assert box.stop() < 2.2
    assert no_thread_is_left(8)


def test_mail_whose_news_was_lost_with_the_connection_is_told_by_the_next(box: Box) -> None:
    heard = box.wait()
    assert box.until_said("IDLE")

    def cut(_: Response) -> bytes:
        raise Cut

    box.befall(only(1, cut))
    box.deliver()
    assert heard.until(1)
    assert box.line.connections == 2
    assert box.until_said("IDLE", 2)
    time.sleep(0.5)
    assert len(heard.times) == 1
    box.deliver()
    assert heard.until(2, seconds=5)


def test_mail_whose_news_fell_silent_is_told_by_the_next_connection(box: Box) -> None:
    heard = box.wait(Pauses(idle=1, quiet=0.1, first=0.1), connected=lambda: box.connect(timeout=1))
    assert box.until_said("IDLE")

    def silence(_: Response) -> bytes:
        raise Silence

    box.befall(only(1, silence))
    box.deliver()
    assert heard.until(1)
    assert box.line.connections == 2


def test_nothing_is_told_by_the_next_connection_where_nothing_came(box: Box) -> None:
    box.deliver()
    heard = box.wait()
    assert box.until_said("IDLE")

    def farewell(_: Response) -> bytes:
        raise Cut(b"* BYE Temporary problem\r\n")

    box.befall(only(1, farewell))
    with box.dovecot.outside(box.user) as client:  # of which the server sends word
        client.select("INBOX")
        client.store("1", "+FLAGS", "\\Flagged")
    assert box.until_said("IDLE", 2)
    box.stop()
    assert not heard.times


def test_the_server_is_restarted(box: Box) -> None:
    heard = box.wait()
    assert box.until_said("IDLE")
    box.dovecot.stop()
    box.line.close()  # its processes would say goodbye ten seconds later
    time.sleep(1)  # some tries fail
    box.dovecot.start()
    box.line = FaultyLine(box.dovecot.host, box.dovecot.plain_port, _READABLE, listen=box.line.port)
    assert box.until_said("IDLE")
    assert not heard.times
    box.deliver()
    assert heard.until(1, seconds=5)
    assert not heard.failures


@pytest.mark.alone
def test_a_server_without_idle_is_asked_now_and_then(box: Box) -> None:
    box.befall(without_capability("IDLE"))
    heard = box.wait()
    assert box.until_said("EXAMINE", 3)
    assert not heard.times
    box.deliver()
    assert heard.until(1, seconds=5)
    assert box.said("IDLE") == 0
    assert box.stop() < 1
    assert box.line.connections == 1


@pytest.mark.alone
def test_a_wrong_password_ends_the_waiting_and_is_told_once(box: Box) -> None:
    tries = []

    def connected() -> Connection:
        tries.append(1)
        return connect(Account(box.user, box.line.host, box.line.port, Security.NONE, box.user), "wrong", 20)

    heard = box.wait(connected=connected)
    assert heard.until(0, failures=1)
    assert no_thread_is_left()
    assert [type(error) for error in heard.failures] == [WrongPassword]
    assert len(tries) == 1
    assert box.stop() < 0.5


def test_nobody_needs_to_be_told_of_a_wrong_password(box: Box) -> None:
    def connected() -> Connection:
        raise WrongPassword("No.")

    waiting = Waiting(connected, "INBOX", lambda: None)
    waiting.start()
    assert no_thread_is_left()
    waiting.stop()


def test_a_folder_that_comes_later(box: Box) -> None:
    heard = box.wait(folder="Newsletters")
    assert box.until_said("EXAMINE", 2)
    box.deliver("Newsletters")
    assert box.until_said("IDLE")
    box.deliver("Newsletters")
    assert heard.until(1, seconds=5)
    assert not heard.failures


@pytest.mark.alone
def test_pauses_grow_up_to_the_longest(box: Box) -> None:
    tries: list[float] = []
    kinds = itertools.cycle([Unreachable, NoFolder, MailboxError])  # what may pass by itself

    def connected() -> Connection:
        tries.append(time.monotonic())
        raise next(kinds)("Not just now; try again later.")

    heard = box.wait(Pauses(first=0.05, most=0.3), connected)
    time.sleep(1.5)
    assert box.stop() < 0.5  # in the middle of a pause
    pauses = [later - before for before, later in itertools.pairwise(tries)]
    assert len(pauses) >= 3
    for number, pause in enumerate(pauses):
        assert pause > min(0.05 * 2**number, 0.3) * 0.75 - 0.01
    assert not heard.failures


def test_the_pauses_agreed_with_providers() -> None:
    pauses = Pauses()
    assert (pauses.idle, pauses.poll, pauses.quiet, pauses.first, pauses.most) == (600, 300, 30, 5, 900)
