"""What changed in a folder is noticed with little traffic, whatever the server can do, and nothing is lost by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.changes import unchanged
from inboxguard.mailbox.commands import State
from inboxguard.store import folders
from tests.audit.syncs import (
    ADDRESS,
    Behind,
    advert,
    again,
    fetched,
    ids,
    letter,
    lying,
    numbers,
    of,
    opened,
    some,
    sources,
    waiting,
)  # fmt: skip
from tests.audit.truth import NOW
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import LIKE_GMAIL, LIKE_MICROSOFT, PLAIN, Dovecot
from tests.servers.faulty_line import Response, without_capability

EVERY_SERVER = pytest.mark.parametrize("capability", ["", LIKE_GMAIL, LIKE_MICROSOFT, PLAIN])
"""QRESYNC; CONDSTORE and ESEARCH; neither of them; what RFC 3501 demands."""


@EVERY_SERVER
def test_new_mail_deleted_mail_and_flags_are_noticed(
    capability: str, dovecot_with: Callable[..., Dovecot], empty: Audit, behind: Behind
) -> None:
    server = dovecot_with(capability)
    user = server.user()
    server.fill(user, some(12, 3))
    line = behind(server, user)
    assert again(empty).added == 15
    before = ids(empty)
    server.expunge(user, server.uids(user)[4:6])
    server.flag(user, server.uids(user)[:3])
    for mail in some(2, begin=50):
        server.deliver(user, mail.raw)
    line.commands.clear()
    result = again(empty)
    assert (result.added, result.gone, result.notes) == (2, 2, ())
    assert numbers(empty) == of(some(12, 3) + some(2, begin=50))
    assert before.items() <= ids(empty).items()
    assert lying(empty) == 15
    assert len(opened(line.commands)) == 2
    assert again(empty).gone == 0


@EVERY_SERVER
def test_an_unchanged_mailbox_is_asked_for_nothing(
    capability: str, dovecot_with: Callable[..., Dovecot], empty: Audit, behind: Behind
) -> None:
    server = dovecot_with(capability)
    user = server.user()
    server.fill(user, some(6, 2))
    line = behind(server, user)
    again(empty)
    line.commands.clear()
    down = line.bytes_down
    result = again(empty)
    assert (result.added, result.gone) == (0, 0)
    assert not fetched(line.commands)
    assert not [command for command in line.commands if "SEARCH" in command]
    assert line.bytes_down - down < 3_000


def test_the_exchange_of_an_unchanged_folder_stays_under_500_octets(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(300))
    line = behind(dovecot, user, without_capability("LIST-STATUS", "COMPRESS=DEFLATE"))
    again(empty)
    octets: list[int] = []

    def measured(response: Response) -> bytes:
        if line.commands[-1].startswith("EXAMINE INBOX") or line.commands[-1].startswith('EXAMINE "INBOX"'):
            octets.append(len(response.raw))
        return response.raw

    line.faults = (*line.faults, measured)
    assert again(empty).added == 0
    asked = [command for command in line.commands if command.startswith(('EXAMINE "INBOX"', "EXAMINE INBOX"))][-1]
    assert "QRESYNC" in asked
    assert 100 < sum(octets) + len(asked) < 500


@EVERY_SERVER
@pytest.mark.parametrize("to", ["Junk", "Archive", "Trash"])
def test_mail_that_was_moved_is_the_same_mail_and_reports_where_it_lies(
    capability: str, to: str, dovecot_with: Callable[..., Dovecot], empty: Audit, behind: Behind
) -> None:
    server = dovecot_with(capability)
    user = server.user()
    server.fill(user, [advert(0), advert(1), letter(2)])
    line = behind(server, user)
    again(empty)
    before, rows = ids(empty), {row["message_id"]: row for row in empty.message_rows()}
    [moved] = of([advert(1)])
    server.move(user, server.uids(user)[1:2], to)
    line.commands.clear()
    result = again(empty)
    assert (result.added, result.gone) == (0, 1)
    assert not opened(line.commands)
    assert ids(empty) == before
    # What was thrown away is left alone there, and reports where it lay last.
    assert sources(empty)[moved] == ("INBOX" if to == "Trash" else to)
    after = next(row for row in empty.message_rows() if row["message_id"] == moved)
    assert after["kind"] == ("spam" if to == "Junk" else "marketing")
    assert {name: after[name] for name in ("recipient", "sender", "sent", "received")} == {
        name: rows[moved][name] for name in ("recipient", "sender", "sent", "received")
    }


def test_marketing_that_the_person_deleted_still_counts(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, [advert(0), advert(3), advert(6), letter(1)])
    behind(dovecot, user)
    again(empty)

    def claimed() -> list[tuple[object, object]]:
        return [(row["organisation"], row["marketing"]) for row in empty.json_senders()]

    before = claimed()
    assert ("sofasparrow.example", 3) in before
    dovecot.expunge(user, dovecot.uids(user))
    assert again(empty).gone == 4
    assert claimed() == before
    assert lying(empty) == 0
    assert again(empty).gone == 0


def test_mail_that_went_and_came_back_is_one_mail(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(5))
    behind(dovecot, user)
    again(empty)
    before = ids(empty)
    dovecot.move(user, dovecot.uids(user)[2:3], "Trash")
    assert again(empty).gone == 1
    dovecot.move(user, dovecot.uids(user, "Trash"), "INBOX", "Trash")
    assert again(empty).added == 0
    assert ids(empty) == before
    assert set(sources(empty).values()) == {"INBOX"}


def test_a_folder_that_was_renamed_or_deleted_takes_no_mail_along(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    dovecot.fill(user, some(4, begin=10), "Shops")
    dovecot.fill(user, some(2, begin=20), "Old")
    line = behind(dovecot, user)
    assert again(empty).added == 9
    before = ids(empty)
    with dovecot.outside(user) as client:
        client.rename("Shops", "Shopping")
        client.delete("Old")
    line.commands.clear()
    assert again(empty).added == 0
    assert not opened(line.commands)
    assert ids(empty) == before
    assert [folder for folder in sources(empty).values() if folder.startswith("Shop")] == ["Shopping"] * 4
    assert list(sources(empty).values()).count("Old") == 2


def test_a_server_that_offers_qresync_and_does_not_confirm_it_is_read_without(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(6))
    line = behind(dovecot, user, lambda response: b"" if b"* ENABLED" in response.raw else response.raw)
    again(empty)
    dovecot.expunge(user, dovecot.uids(user)[:1])
    assert again(empty).gone == 1
    assert any("ENABLE QRESYNC" in command for command in line.commands)
    assert not [command for command in line.commands if "(QRESYNC" in command]


def vanished(line: str) -> Callable[[Response], bytes]:
    """Say of every folder that is opened with QRESYNC that messages vanished."""
    return lambda response: (
        line.encode() + b"\r\n" + response.raw if response.raw.startswith(b"* OK [HIGHESTMODSEQ") else response.raw
    )


def test_a_server_that_says_that_everything_vanished_is_asked_again(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(30))
    line = behind(dovecot, user)
    again(empty)
    dovecot.deliver(user, advert(99).raw)
    line.faults = [vanished("* VANISHED (EARLIER) 1:4294967295")]
    line.commands.clear()
    result = again(empty)
    assert (result.added, result.gone) == (1, 0)
    assert [command for command in line.commands if "SEARCH RETURN (ALL) UID 1:" in command]
    assert lying(empty) == 31
    assert numbers(empty) == of([*some(30), advert(99)])


def test_a_search_that_suddenly_finds_few_removes_nothing(
    dovecot_with: Callable[..., Dovecot], empty: Audit, behind: Behind
) -> None:
    server = dovecot_with(LIKE_GMAIL)
    user = server.user()
    server.fill(user, some(40))
    line = behind(server, user)
    again(empty)
    server.expunge(user, server.uids(user)[:1])

    def few(command: str) -> bytes | None:
        return b'* ESEARCH (TAG "x") UID ALL 39:40\r\nOK' if "SEARCH RETURN" in command else None

    line.answers = few
    line.commands.clear()
    result = again(empty)
    assert (result.added, result.gone) == (0, 1)
    assert "FETCH 1:39 (UID)" in line.commands
    assert lying(empty) == 39


def test_a_search_that_answers_with_a_number_only_is_asked_otherwise(
    dovecot_with: Callable[..., Dovecot], empty: Audit, behind: Behind
) -> None:
    server = dovecot_with(LIKE_GMAIL)
    user = server.user()
    server.fill(user, some(8))
    line = behind(
        server, user,
        answers=lambda told: b'* ESEARCH (TAG "x") UID COUNT 8\r\nOK' if "SEARCH RETURN" in told else None,
    )  # fmt: skip
    assert again(empty).added == 8
    assert [command for command in line.commands if command.startswith("UID SEARCH UID")]
    server.expunge(user, server.uids(user)[:2])
    assert again(empty).gone == 2


def test_a_second_server_of_other_habits_is_read_as_well(cyrus: Cyrus, empty: Audit, behind: Behind) -> None:
    user = cyrus.user()
    with cyrus.outside(user):
        pass
    cyrus.fill(user, some(8, 2))
    line = behind(cyrus, user)
    assert again(empty).added == 10
    assert again(empty).added == 0
    with cyrus.outside(user) as client:
        client.select("INBOX")
        client.uid("STORE", "2:3,10", "+FLAGS.SILENT", r"(\Deleted)")
        client.expunge()
        client.uid("MOVE", "5", "Junk")
    cyrus.deliver(user, advert(77).raw)
    line.commands.clear()
    result = again(empty)
    assert (result.added, result.gone) == (1, 4)
    assert numbers(empty) == of([*some(8, 2), advert(77)])
    assert sorted(set(sources(empty).values())) == ["INBOX", "Junk"]
    assert len(opened(line.commands)) == 1
    assert empty.accounts()[0].address == ADDRESS


def test_the_clock_of_this_computer_set_back_between_two_readings_changes_nothing(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(5, 1))
    behind(dovecot, user)
    again(empty)
    empty._now = lambda: NOW - timedelta(days=900)
    dovecot.deliver(user, advert(60).raw)
    result = again(empty)
    assert (result.added, result.gone, result.notes) == (1, 0, ())
    empty._now = lambda: NOW
    assert again(empty).added == 0
    assert numbers(empty) == of([*some(5, 1), advert(60)])
    assert waiting(empty) == 0


@pytest.mark.parametrize(
    ("difference", "same"),
    [({}, True), ({"modseq": 9}, True), ({"messages": 4}, False), ({"uidnext": 8}, False), ({"uidvalidity": 2}, False)],
)
def test_what_counts_as_unchanged(difference: dict[str, int], same: bool) -> None:
    before = folders.State(1, 7, 5, 3)
    assert unchanged(before, replace(State(1, 7, 5, 3), **difference)) is same


def test_a_server_that_tells_no_next_uid_never_counts_as_unchanged() -> None:
    assert not unchanged(folders.State(1, 0, 5, 3), State(1, 0, 5, 3))
    assert not unchanged(None, State(1, 7, 5, 3))
    assert not unchanged(folders.State(1, 7, 5, 3), None)
