"""The line breaks in every way a line can: what came stays, what is missing comes the next time, nothing twice."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from scripts.soak.cutting import cut_syncs

from inboxguard.audit import accounts
from inboxguard.audit.audit import Audit
from inboxguard.errors import InboxGuardError, Unreachable
from inboxguard.mailbox import reading
from tests.audit.syncs import Behind, again, ids, letter, lying, numbers, of, some, sound, waiting
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import (
    Cut,
    Fault,
    Response,
    bye,
    cut_after_octets,
    injected,
    misannounced,
    only,
    rewritten,
    silent_after,
    without_capability,
)

PLAIN = without_capability("COMPRESS=DEFLATE")


def test_a_line_cut_at_some_boundaries_of_a_short_sync(dovecot: Dovecot, tmp_path: Path) -> None:
    """All of them are cut by scripts/soak."""
    assert cut_syncs(dovecot, tmp_path, points=7, seed=20261124, tell=lambda words: None) == []


@pytest.mark.parametrize(
    "fault",
    [
        bye(after_fetch=3),
        bye(after_fetch=3, words=b"* BYE [UNAVAILABLE] Server shutting down."),
        misannounced(40, fetch=4),
        misannounced(-40, fetch=4),
        misannounced(90_000_000, fetch=12),
        cut_after_octets(4_000, reset=True),
    ],
    ids=["bye", "bye with a code", "too long", "too short", "a literal of 90 MB", "reset"],
)
def test_what_breaks_once_is_read_on_another_connection(
    fault: Fault, dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float], impatient: None
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(18, 6))
    line = behind(dovecot, user)
    line.faults = [PLAIN, only(line.connections + 1, fault)]
    result = again(empty)
    assert (result.added, result.notes) == (24, ())
    assert line.connections >= 3
    assert numbers(empty) == of(some(18, 6))
    assert (lying(empty), waiting(empty)) == (24, 0)
    assert sound(empty)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is waited for less long than for a minute."""
    monkeypatch.setattr(accounts, "connect", partial(accounts.connect, timeout=0.7))


@pytest.mark.parametrize("at", [28, 40])
def test_a_half_open_line_is_left_after_a_while(
    at: int, dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float], impatient: None
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(10))
    line = behind(dovecot, user)
    line.faults = [PLAIN, only(line.connections + 1, silent_after(at))]
    assert again(empty).added == 10
    line.faults = [silent_after(3)]
    with pytest.raises(Unreachable, match=r"did not answer in time.*\.$"):
        again(empty)
    assert numbers(empty) == of(some(10))


@pytest.mark.parametrize(
    "line_of_server",
    [
        rb"* 1 FETCH (FLAGS (\Seen))",
        rb"* 2 FETCH (UID 2 FLAGS (\Seen \Flagged))",
        rb"* 99 EXISTS",
        b"* 0 RECENT",
        b"* OK [ALERT] The server is tired",
        b"* VANISHED 4000:4001",
        b'* 3 FETCH (UID 3 MODSEQ (77) FLAGS ("odd" \\Answered))',
        b"* NO [THROTTLED] slowly",
        b"* STATUS INBOX (MESSAGES 5)",
    ],
)
def test_what_a_server_says_unasked_disturbs_nothing(
    line_of_server: bytes, dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(6, 2))
    behind(dovecot, user, PLAIN, injected(line_of_server, 2), injected(line_of_server, 5))
    result = again(empty)
    assert (result.added, result.notes) == (8, ())
    assert numbers(empty) == of(some(6, 2))


@pytest.mark.parametrize(
    "structure",
    [
        b"NIL",
        b'("ALTERNATIVE")',
        b'("multipart" "related" NIL NIL NIL "7bit" 3 1)',
        b'("text" "html" ("charset" "utf-8" NIL NIL "base64" 9999999999999 1',
        b'(((((((((((((((((((((((("text" "plain"',
        b'("text" """"" NIL NIL NIL "8bit" -5 x)',
    ],
)
def test_a_broken_description_of_a_message_spoils_nothing(
    structure: bytes, dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(4, 1))

    def broken(raw: bytes) -> bytes:
        before, said, rest = raw.partition(b"BODYSTRUCTURE (")
        if not said:
            return raw
        depth = 1
        for at, octet in enumerate(rest):
            depth += {0x28: 1, 0x29: -1}.get(octet, 0)
            if not depth:
                return before + b"BODYSTRUCTURE " + structure + rest[at + 1 :]
        return raw

    behind(dovecot, user, PLAIN, rewritten(broken))
    result = again(empty)
    assert (result.added, result.notes) == (5, ())
    assert numbers(empty) == of(some(4, 1))
    assert empty.letter(ids(empty)[of([letter(0)])[0]]).text is None
    assert sound(empty)


def test_a_line_that_breaks_again_and_again_comes_to_the_end(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float]
) -> None:
    """Every connection is cut after a few messages; each brings it on."""
    monkeypatch.setattr(reading, "SET", 8)
    monkeypatch.setattr(reading, "_OPENED", 8)
    user = dovecot.user()
    dovecot.fill(user, some(30, 10))

    def short_lived(response: Response) -> bytes:
        if response.fetches > 12:
            raise Cut
        return response.raw

    line = behind(dovecot, user, PLAIN, short_lived)
    assert again(empty).added == 40
    assert line.connections > 4
    assert numbers(empty) == of(some(30, 10))
    assert lying(empty) == 40


@pytest.mark.parametrize("at", [2, 6, 9])
def test_a_server_that_goes_away_for_good_ends_in_a_sentence_and_what_came_is_shown(
    at: int, dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(8))
    line = behind(dovecot, user)
    again(empty)
    before = ids(empty)
    dovecot.fill(user, some(8, begin=20))
    down: list[bool] = []

    def gone(response: Response) -> bytes:
        if down or response.number > at + 5:
            down.append(True)
            raise Cut
        return response.raw

    line.faults = [gone]
    with pytest.raises(InboxGuardError, match=r"^[^\n]+\.$"):
        again(empty)
    assert before.items() <= ids(empty).items()
    assert not empty.stale()
    line.faults = []
    again(empty)
    assert numbers(empty) == of([*some(8), *some(8, begin=20)])


def test_folders_that_cannot_be_opened_are_named_and_the_others_are_read(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    dovecot.fill(user, some(3, begin=10), "Shops")
    refusing: Callable[[str], bytes | None] = lambda command: (  # noqa: E731 - short
        b"NO [NOPERM] Permission denied" if command.startswith("EXAMINE") and "Shops" in command else None
    )
    line = behind(dovecot, user, answers=refusing)
    result = again(empty)
    assert result.added == 3
    [note] = result.notes
    assert "Shops" in note
    assert note.endswith(".")
    line.answers = None
    assert again(empty).added == 3


_Refusing = Callable[[list[str]], bool]


def _examining(commands: list[str]) -> bool:
    return commands[-1].startswith("EXAMINE") and "Shops" in commands[-1]


def _listing(commands: list[str]) -> bool:
    opened = [command for command in commands if command.startswith("EXAMINE")]
    return bool(opened) and "Shops" in opened[-1] and commands[-1].startswith(("UID SEARCH", "FETCH"))


def _fetching(commands: list[str]) -> bool:
    opened = [command for command in commands if command.startswith("EXAMINE")]
    return bool(opened) and "Shops" in opened[-1] and commands[-1].startswith("UID FETCH")


@pytest.mark.parametrize("refusing", [_examining, _listing, _fetching])
def test_a_folder_that_breaks_the_server_does_not_keep_the_others_from_being_read(
    refusing: _Refusing, dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    dovecot.fill(user, some(3, begin=10), "Shops")
    dovecot.fill(user, some(3, begin=20), "Trips")
    said: list[str] = []

    def answers(command: str) -> bytes | None:
        said.append(command)
        return b"NO [SERVERBUG] Internal error occurred. Refer to server log" if refusing(said) else None

    line = behind(dovecot, user, answers=answers)
    result = again(empty)
    assert result.added == 6
    [note] = result.notes
    assert note.startswith("Shops: ")
    line.answers = None
    assert again(empty).added == 3


def test_a_list_of_messages_that_is_held_back_is_waited_for(
    dovecot: Dovecot, empty: Audit, behind: Behind, no_waiting: list[float]
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    refused: list[str] = []

    def answers(command: str) -> bytes | None:
        if command.startswith(("UID SEARCH", "FETCH")) and len(refused) < 3:
            refused.append(command)
            return b"NO [THROTTLED] Slow down"
        return None

    behind(dovecot, user, answers=answers)
    result = again(empty)
    assert (result.added, result.notes) == (3, ())
    assert len(no_waiting) == 1
