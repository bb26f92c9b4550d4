"""A real mailbox: read over TLS without a trace, once, in checkpoints, and again only what is new."""

import itertools
import time
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from inboxguard.audit import opening
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, MailboxError, NoFolder
from inboxguard.mailbox import reading
from tests.audit.mailboxes import added, delivered, letters
from tests.audit.syncs import Behind, advert, again, lying, numbers, of, some, stopping, waiting
from tests.audit.truth import Story
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import Response, Silence, without_capability


@pytest.fixture(scope="module")
def user(dovecot: Dovecot) -> str:
    """A mailbox that holds the house move."""
    return delivered(dovecot)


def test_the_sample_over_imap_is_the_sample_from_a_file(dovecot: Dovecot, user: str, empty: Audit, move: Story) -> None:
    added(empty, dovecot, user)
    result = empty.sync()
    assert result.added == 246
    assert {"INBOX", "Sent", "Junk"} <= set(result.folders)
    rows = {row["message_id"]: row for row in empty.message_rows()}
    for number, row in move.messages.items():
        assert (rows[number]["kind"], rows[number]["recipient"]) == (row["kind"], row["recipient"])
        assert rows[number]["sender"]["organisation"] == row["sender"]["organisation"]
        assert rows[number]["attested"] == ("server" if row["attested"] else None)
        assert rows[number]["received"]
        assert rows[number]["sha256"] is None

    def claims(story: dict[str, object]) -> set[tuple[str, str | None, str]]:
        return {
            (row["recipient"]["organisation"], row["source"] and row["source"]["organisation"], row["level"])
            for row in story["trails"]  # type: ignore[attr-defined]  # JSON
        }

    assert claims(empty.json_trails()) == claims(move.audit.json_trails())


def test_a_second_sync_adds_nothing_and_nothing_becomes_seen(dovecot: Dovecot, user: str, empty: Audit) -> None:
    before = [dovecot.unseen(user, folder) for folder in ("INBOX", "Sent", "Junk")]
    added(empty, dovecot, user)
    empty.sync()
    ids = [row["id"] for row in empty.message_rows()]
    assert empty.sync().added == 0
    assert [row["id"] for row in empty.message_rows()] == ids
    assert [dovecot.unseen(user, folder) for folder in ("INBOX", "Sent", "Junk")] == before
    assert before[0] > 150


def test_only_the_folder_that_was_named(dovecot: Dovecot, user: str, empty: Audit) -> None:
    added(empty, dovecot, user)
    assert empty.sync(user, ["Sent"]).folders == ("Sent",)
    with pytest.raises(NoFolder, match="no folder Elsewhere"):
        empty.sync(user, ["Elsewhere"])


@pytest.mark.usefixtures("every_step")
def test_stopped_while_the_headers_come_it_goes_on_where_it_stopped(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SET", 10)
    user = dovecot.user()
    dovecot.fill(user, some(35, 5))
    line = behind(dovecot, user)
    with pytest.raises(Cancelled):
        empty.sync(tell=stopping("reading", 20))
    assert (empty.mails(), waiting(empty)) == (0, 20)
    line.commands.clear()
    assert empty.sync().added == 40
    assert numbers(empty) == of(some(35, 5))
    headers = [one for one in line.commands if "BODYSTRUCTURE" in one]
    # The newest were there already. What was under way when it was stopped may be noted late.
    assert [one.split()[2] for one in headers][-2:] == ["11:20", "1:10"]
    assert not [one for one in headers if "31:40" in one or "21:30" in one]


@pytest.mark.usefixtures("every_step")
def test_stopped_again_and_again_it_comes_to_the_end(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SET", 10)
    monkeypatch.setattr(opening, "PAGE", 10)
    user = dovecot.user()
    dovecot.fill(user, some(35, 5))
    behind(dovecot, user)
    seen = [(0, 0)]

    def stop(step: Step) -> None:
        if step.what in ("reading", "opening") and step.done >= 10:
            raise Cancelled("Stopped.")

    for _ in range(8):
        with suppress(Cancelled):
            empty.sync(tell=stop)
        seen.append((empty.mails(), waiting(empty)))
    assert seen == [(0, 0), (0, 10), (0, 20), (0, 30), (0, 40), (10, 30), (20, 20), (30, 10), (40, 0)]
    assert empty.stale()
    assert empty.sync().added == 0
    assert numbers(empty) == of(some(35, 5))


@pytest.mark.usefixtures("every_step")
def test_the_steps_are_told_in_their_order_with_true_numbers(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SET", 10)
    monkeypatch.setattr(opening, "PAGE", 10)
    user = dovecot.user()
    dovecot.fill(user, some(25, 5))
    dovecot.fill(user, some(5, begin=40), "Shops")
    behind(dovecot, user)
    steps: list[Step] = []
    empty.sync(tell=steps.append)
    assert [what for what, _ in itertools.groupby(step.what for step in steps)] == [
        "connecting", "listing", "reading", "opening", "analysing", "summing_up", "tracing",
    ]  # fmt: skip
    for what in ("reading", "opening"):
        told = [step for step in steps if step.what == what]
        assert {step.total for step in told} == {35}
        assert [step.done for step in told] == sorted(step.done for step in told)
        assert (told[0].done, told[-1].done) == (0, 35)
        assert len(told) >= 5
    assert all(step.seconds_left is None or 0 <= step.seconds_left < 600 for step in steps)
    steps.clear()
    empty.sync(tell=steps.append)
    assert [(step.what, step.done, step.total) for step, _ in itertools.groupby(steps)] == [
        ("connecting", 0, 0), ("listing", 0, 0), ("reading", 0, 0), ("opening", 0, 0)
    ]  # fmt: skip


def test_stop_is_noticed_in_the_middle_of_a_set_on_a_slow_line(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, [advert(number, f"X-Trace: {'x' * 9000}\r\n") for number in range(60)])
    line = behind(dovecot, user, without_capability("COMPRESS=DEFLATE"))
    line.rate = 150_000
    told: list[float] = []

    def stop(step: Step) -> None:
        if step.what == "opening":
            told.append(time.monotonic())
            if len(told) > 2:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        empty.sync(tell=stop)
    assert empty.mails() == 0  # the set of sixty takes four seconds, and it stopped in the middle of it
    assert time.monotonic() - told[0] < 2.5
    assert waiting(empty) == 60
    line.rate = 0
    assert empty.sync().added == 60


def test_a_server_that_names_no_folder_takes_nothing_away(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(5))
    line = behind(dovecot, user, answers=lambda command: b"OK" if command.startswith("LIST") else None)
    with pytest.raises(MailboxError, match=r"names no folder just now; try again later\.$"):
        empty.sync()
    line.answers = None
    empty.sync()
    line.answers = lambda command: b"OK" if command.startswith("LIST") else None
    with pytest.raises(MailboxError):
        empty.sync()
    assert lying(empty) == 5


def test_a_copy_in_a_file_and_on_the_server_is_one_mail(dovecot: Dovecot, user: str, audit: Audit) -> None:
    before = [row["id"] for row in audit.message_rows()]
    added(audit, dovecot, user)
    assert audit.sync().added == 0
    assert [row["id"] for row in audit.message_rows()] == before


def test_personal_letters_are_not_even_fetched(dovecot: Dovecot, empty: Audit) -> None:
    user = dovecot.user()
    letter = (
        f"From: Lea <lea@friends.example>\r\nTo: {user}\r\nSubject: Hello\r\nDate: Tue, 3 Nov 2026 08:00:00 +0000\r\n"
        "Message-ID: <1@friends.example>\r\n\r\nFor your eyes only.\r\n"
    )
    dovecot.deliver(user, letter.encode())
    added(empty, dovecot, user)
    empty.sync()
    (row,) = empty.message_rows()
    assert row["kind"] == "personal"
    assert empty.letter(row["id"]).text is None
    assert b"For your eyes only" not in (empty.home / "inboxguard.db").read_bytes()


def test_a_draft_made_here_lies_in_drafts_for_every_other_client(dovecot: Dovecot, user: str, empty: Audit) -> None:
    added(empty, dovecot, user)
    empty.sync()
    empty.set_profile(replace(empty.profile(), name="Änne Berg", country="DE"))
    written = empty.draft("where_from", "sofasparrow.example")
    folder = empty.put_in_drafts(written.row.id)
    assert folder == "Drafts"
    with dovecot.outside(user) as client:
        client.select("Drafts", readonly=True)
        _, found = client.search(None, "ALL")
        newest = found[0].split()[-1].decode()
        _, parts = client.fetch(newest, "(FLAGS BODY.PEEK[])")
    flags, raw = parts[0]
    assert b"\\Draft" in flags
    assert b"\\Seen" in flags
    message = message_from_bytes(raw, policy=policy.default)
    assert not message["From"].addresses[0].display_name  # a name is told only where the letter tells it
    assert message["From"].addresses[0].addr_spec == "kestrel-4f9d2a@post.example"
    assert written.row.reference in message["Subject"]
    assert message["X-Unsent"] is None
    assert message.get_content().replace("\r\n", "\n").strip() == written.body.strip()


def test_a_removed_account_takes_its_mail_along(dovecot: Dovecot, user: str, empty: Audit) -> None:
    added(empty, dovecot, user)
    empty.sync()
    empty.remove_account(user)
    assert empty.empty()
    assert empty.accounts() == ()


def test_the_sample_holds_what_these_tests_speak_of() -> None:
    folders = [folder for folder, _ in letters()]
    assert {"INBOX", "Sent", "Junk"} == set(folders)
    assert len(folders) == 246


def test_stop_is_noticed_while_the_server_is_silent(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(9))
    line = behind(dovecot, user)
    silent: list[float] = []

    def silence(response: Response) -> bytes:
        if response.is_fetch:
            silent.append(time.monotonic())
            raise Silence
        return response.raw

    def tell(step: Step) -> None:
        if silent:
            raise Cancelled("Stopped.")

    line.faults = [silence]
    with pytest.raises(Cancelled):
        empty.sync(tell=tell)
    assert time.monotonic() - silent[0] < 5
    line.faults = []
    assert again(empty).added == 9
