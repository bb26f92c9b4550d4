"""One account's mailbox is read within a day's allowance, with the pauses that its server asks for, and says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from inboxguard.audit import mailboxes
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, MailboxError, WrongPassword
from inboxguard.mailbox import gathering, providers, reading
from inboxguard.store import folders
from tests.audit.syncs import (
    ADDRESS,
    Behind,
    again,
    lying,
    numbers,
    of,
    some,
    waiting,
)
from tests.audit.truth import NOW
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import Cut, Fault, Response, cut_after, only, without_capability


@pytest.fixture
def frugal(monkeypatch: pytest.MonkeyPatch) -> int:
    """The provider lets programs read so many octets a day."""
    octets = 20_000
    gmail = providers.preset("anna@gmail.com")
    assert gmail is not None
    assert gmail.daily_octets is not None
    monkeypatch.setattr(mailboxes.providers, "serving", lambda host: replace(gmail, daily_octets=octets))
    monkeypatch.setattr(reading, "SET", 10)
    monkeypatch.setattr(reading, "_OPENED", 10)
    return octets


def test_what_a_day_does_not_allow_is_read_on_the_next(
    frugal: int, dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(60))
    line = behind(dovecot, user)
    days = 0
    while True:
        now = NOW + timedelta(days=days)
        empty._now = lambda now=now: now  # type: ignore[misc]
        before = empty.mails(), waiting(empty)
        result = again(empty)
        used = folders.traffic(empty._db, ADDRESS, now.date())
        assert used < frugal + 15_000  # the set that was on its way is stored too
        days += 1
        if not result.notes:
            break
        [note] = result.notes
        assert "a day" in note
        assert "read tomorrow" in note
        assert (empty.mails(), waiting(empty)) != before  # every day brings it on
        # The same day once more brings next to nothing.
        down = line.bytes_down
        once_more = again(empty).notes
        assert once_more == (note,) or not waiting(empty)  # unless the set that is always allowed was the last
        assert line.bytes_down - down < 20_000
        assert days < 15
    assert days >= 3
    assert numbers(empty) == of(some(60))
    assert again(empty).notes == ()


def test_a_server_that_names_no_limit_is_read_to_the_end(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(30))
    behind(dovecot, user)
    assert again(empty).added == 30
    assert folders.traffic(empty._db, ADDRESS, NOW.date()) > 20_000


def once(said: bytes) -> Callable[[str], bytes | None]:
    """Answer the first UID FETCH so."""
    left = [said]
    return lambda command: left.pop() if left and command.startswith("UID FETCH") else None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (b"NO [THROTTLED] Request is throttled. Suggested Backoff Time: 20000 milliseconds", 20.0),
        (b"NO [OVERQUOTA] Account exceeded command or bandwidth limits.", 5.0),
        (b"NO [LIMIT] UID FETCH Rate limit hit", 5.0),
        (b"NO [UNAVAILABLE] UID FETCH Server error - Please try again later", 5.0),
    ],
)
def test_a_server_that_holds_back_is_waited_for(
    said: bytes, seconds: float, dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(12))
    behind(dovecot, user, answers=once(said))
    steps: list[Step] = []
    result = again(empty, steps)
    assert (result.added, result.notes) == (12, ())
    assert numbers(empty) == of(some(12))
    assert [step.what for step in steps if step.seconds_left] == ["waiting"]
    assert len(no_waiting) == 1
    assert seconds / 2 <= no_waiting[0] <= seconds


def test_stop_ends_the_waiting(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(12))
    line = behind(dovecot, user, answers=once(b"NO [THROTTLED] Suggested Backoff Time: 600000 milliseconds"))

    def stop(step: Step) -> None:
        if step.what == "waiting":
            assert step.seconds_left == pytest.approx(600, abs=5)
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        empty.sync(tell=stop)
    line.answers = None
    assert again(empty).added == 12


def test_a_server_that_holds_back_for_ever_ends_in_a_sentence(
    dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    line = behind(dovecot, user)
    again(empty)
    dovecot.fill(user, some(3, begin=20))
    line.answers = lambda command: b"NO [LIMIT] Rate limit hit" if command.startswith("UID FETCH") else None
    with pytest.raises(MailboxError, match=r"^[^\n]*[Hh]olds? back[^\n]*\.$"):
        again(empty)
    assert no_waiting == sorted(no_waiting) or len(no_waiting) > 2
    assert numbers(empty) == of(some(3))
    line.answers = None
    assert again(empty).added == 3


def test_too_many_connections_are_waited_for_and_the_reading_goes_on(
    dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(8))
    refusals = [b"NO [LIMIT] Too many simultaneous connections", b"NO [ALERT] Too many simultaneous connections."]
    signed_in: list[str] = []

    def crowded(command: str) -> bytes | None:
        if command.startswith(("AUTHENTICATE", "LOGIN")):
            signed_in.append(command)
            if len(signed_in) in (2, 3):
                return refusals[len(signed_in) - 2]
        return None

    line = behind(dovecot, user)
    first = line.connections + 1
    line.answers = crowded
    line.faults = [only(first, lambda response: cut_first_fetch(response))]
    result = again(empty)
    assert (result.added, result.notes) == (8, ())
    assert len(signed_in) == 4
    assert len(no_waiting) == 3


def cut_first_fetch(response: Response) -> bytes:
    if response.is_fetch:
        raise Cut(response.raw)
    return response.raw


def test_a_password_that_is_refused_in_the_middle_is_said_and_what_came_is_shown(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float]
) -> None:
    monkeypatch.setattr(reading, "_OPENED", 4)
    user = dovecot.user()
    dovecot.fill(user, some(12))
    line = behind(dovecot, user)
    first = line.connections + 1
    texts: list[int] = []

    def breaking(response: Response) -> bytes:
        texts.extend([response.uid or 0] if b"HEADER]" in response.raw else [])
        if len(texts) > 6:
            raise Cut
        return response.raw

    line.faults = [only(first, breaking)]
    signed_in: list[str] = []

    def refusing(command: str) -> bytes | None:
        if not command.startswith(("AUTHENTICATE", "LOGIN")):
            return None
        signed_in.append(command)
        return b"NO [AUTHENTICATIONFAILED] Authentication failed." if len(signed_in) > 1 else None

    line.answers = refusing
    with pytest.raises(WrongPassword) as refusal:
        again(empty)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)
    assert dovecot.password not in str(refusal.value)
    assert len(signed_in) == 2  # a refused password is not tried again: accounts get locked
    shown = numbers(empty)
    assert 4 <= len(shown) < 12
    line.answers = None
    assert again(empty).added == 12 - len(shown)
    assert numbers(empty) == of(some(12))


def without_heads(uid: int) -> Fault:
    """List a message and give nothing of it."""
    return lambda response: b"" if response.uid == uid and b"BODYSTRUCTURE" in response.raw else response.raw


def test_a_message_that_the_server_cannot_give_is_passed_over_and_said(
    dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(30))
    line = behind(dovecot, user, without_capability("COMPRESS=DEFLATE"), without_heads(7))
    result = again(empty)
    assert result.added == 29
    assert result.notes == (
        f"{line.host} does not give 1 of the messages that it lists; all others were read.",
    )  # fmt: skip
    line.commands.clear()
    assert again(empty).notes == ()  # and is not asked for it each time
    assert not [command for command in line.commands if "FETCH" in command]


@pytest.mark.usefixtures("every_step")
@pytest.mark.parametrize(
    ("what", "done", "kept"), [("reading", 0, 8), ("reading", 4, 8), ("opening", 0, 10), ("opening", 4, 10)]
)
def test_mail_that_is_deleted_while_it_is_read_is_no_fault_of_the_server(
    what: str, done: int, kept: int, dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server still lists it until the folder is opened anew, and gives nothing of it."""
    monkeypatch.setattr(reading, "SET", 4)
    monkeypatch.setattr(reading, "_OPENED", 4)
    monkeypatch.setattr(gathering, "DEPTH", 1)
    user = dovecot.user()
    dovecot.fill(user, some(10))
    line = behind(dovecot, user)

    def delete(step: Step) -> None:
        if (step.what, step.done) == (what, done) and step.total:
            dovecot.expunge(user, [1, 2])

    result = empty.sync(tell=delete)
    assert result.notes == ()
    assert numbers(empty) == of(some(10)[10 - kept :])  # what its first fields told is known
    again(empty)
    assert lying(empty) == 8
    assert numbers(empty) == of(some(10)[10 - kept :])
    line.commands.clear()
    assert again(empty).gone == 0
    assert not [command for command in line.commands if "FETCH" in command]


def test_a_mailbox_that_cannot_be_reached_at_once_says_so_at_once(
    dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    line = behind(dovecot, dovecot.user(), cut_after(1))
    with pytest.raises(MailboxError, match=r"^[^\n]+\.$"):
        again(empty)
    assert no_waiting == []
    line.faults = []
    assert again(empty).added == 0


def test_where_one_account_fails_the_others_are_read_all_the_same(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    broken = behind(dovecot, dovecot.user())
    user = dovecot.user()
    dovecot.fill(user, some(4))
    empty.add_account(
        "zoe@post.example", dovecot.host, dovecot.plain_port, "none", user, dovecot.password, None, remember=False
    )
    broken.answers = lambda command: (
        b"NO [AUTHENTICATIONFAILED] Authentication failed." if command.startswith(("AUTH", "LOGIN")) else None
    )
    result = again(empty)
    assert numbers(empty) == of(some(4))
    [note] = result.notes
    assert note.startswith(f"{ADDRESS}: ")
    with pytest.raises(WrongPassword):
        empty.sync(ADDRESS)
