"""A real mailbox: read over TLS without a trace, once, in checkpoints, and again only what is new."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, NoFolder
from tests.audit.mailboxes import added, delivered, letters
from tests.audit.truth import Story
from tests.servers.dovecot import Dovecot


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


def test_stopped_half_way_it_goes_on_where_it_stopped(dovecot: Dovecot, user: str, empty: Audit) -> None:
    added(empty, dovecot, user)

    def stop(step: Step) -> None:
        if step.what == "reading" and step.done:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        empty.sync(tell=stop)
    kept = empty.mails()
    assert 0 < kept < 246
    assert empty.sync().added == 246 - kept


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
    assert message["From"].addresses[0].display_name == "Änne Berg"
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
