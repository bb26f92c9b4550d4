"""Set-aside mail goes into a folder on its server after a yes, comes back, and is nowhere taken for new mail."""

from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused, Unreachable
from inboxguard.mailbox.connection import Connection
from inboxguard.store import moved
from tests.audit.boxes import ADVERTS, Box, box
from tests.audit.syncs import ADDRESS, some
from tests.audit.truth import NOW
from tests.servers.dovecot import Dovecot
from tests.servers.mailboxes import Mail


def test_the_plan_asks_nobody_and_changes_nothing(mailbox: Box, tmp_path: Path) -> None:
    keys = mailbox.keys
    plan = mailbox.audit.archive_preview(keys)
    assert plan.messages == len(keys) > 0
    assert plan.accounts == ((ADDRESS, len(keys)),)
    assert plan.only_in_files == plan.elsewhere == 0
    mailbox.agrees(ADVERTS + 3, 0)
    in_file = tmp_path / "mail.eml"
    in_file.write_bytes(next(iter(some(1, begin=90))).raw)
    mailbox.audit.import_files([in_file])
    everything = [row for (row,) in mailbox.audit._db.conn.execute("SELECT key FROM messages")]
    plan = mailbox.audit.archive_preview(everything)
    assert (plan.messages, plan.only_in_files) == (ADVERTS + 3, 1)
    assert mailbox.audit.archive_preview([]).messages == 0


def test_mail_moves_and_comes_back_and_is_never_new(mailbox: Box) -> None:
    keys = mailbox.keys
    done = mailbox.audit.archive(keys)
    assert (done.moved, done.skipped, done.notes) == (len(keys), 0, ())
    assert not mailbox.audit.stale()
    assert set(mailbox.keys) == set(keys)
    mailbox.agrees(ADVERTS + 3 - len(keys), len(keys))
    assert set(mailbox.keys) == set(keys)  # still set aside, the same messages
    back = mailbox.audit.archive_undo(done.id)
    assert (back.moved, back.skipped) == (len(keys), 0)
    mailbox.agrees(ADVERTS + 3, 0)
    assert set(mailbox.keys) == set(keys)
    with pytest.raises(Refused, match="Nothing was moved"):
        mailbox.audit.archive_undo()


def test_into_a_folder_of_another_name_and_nothing_twice(mailbox: Box) -> None:
    keys = mailbox.keys
    mailbox.audit.archive(keys, "For later")
    mailbox.agrees(ADVERTS + 3 - len(keys), len(keys), "For later")
    again = mailbox.audit.archive(keys, "For later")
    assert (again.moved, again.id) == (0, None)
    mailbox.agrees(ADVERTS + 3 - len(keys), len(keys), "For later")
    with pytest.raises(Refused):
        mailbox.audit.archive(keys, "a/b")


def test_a_message_that_the_person_moved_meanwhile_is_left_alone(mailbox: Box) -> None:
    keys = mailbox.keys
    lying = moved.lying(mailbox.audit._db, keys)
    mailbox.server.expunge(mailbox.user, [lying[0].uid])
    done = mailbox.audit.archive(keys)
    assert (done.moved, done.skipped) == (len(keys) - 1, 1)
    assert "no longer where it was" in done.notes[0]
    mailbox.audit.sync(password=mailbox.server.password)
    assert mailbox.count("Set aside") == len(keys) - 1


def test_another_folder_of_the_same_name_is_left_alone(mailbox: Box) -> None:
    keys = mailbox.keys
    mailbox.server.remake(mailbox.user, some(ADVERTS, 3))
    done = mailbox.audit.archive(keys)
    assert (done.moved, done.skipped, done.id) == (0, len(keys), None)
    assert (mailbox.count("INBOX"), mailbox.count("Set aside")) == (ADVERTS + 3, 0)


def test_what_was_moved_on_by_hand_is_not_fetched_back(mailbox: Box) -> None:
    keys = mailbox.keys
    done = mailbox.audit.archive(keys)
    uids = mailbox.server.uids(mailbox.user, "Set aside")
    mailbox.server.expunge(mailbox.user, uids[:1], "Set aside")
    back = mailbox.audit.archive_undo(done.id)
    assert (back.moved, back.skipped) == (len(keys) - 1, 1)
    assert mailbox.count("INBOX") == ADVERTS + 3 - 1


def test_a_server_that_cannot_move_safely_is_left_alone(mailbox: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Connection.offers
    monkeypatch.setattr(Connection, "offers", lambda self, name: name == "X-GM-EXT-1" or real(self, name))
    with pytest.raises(Refused, match="under labels"):
        mailbox.audit.archive(mailbox.keys)
    assert mailbox.count("INBOX") == ADVERTS + 3


def test_junk_trash_and_sent_mail_stay_where_they_are(empty: Audit, dovecot: Dovecot) -> None:
    user = dovecot.user()
    mails: list[Mail] = some(4)
    dovecot.fill(user, mails[:1], "Junk")
    dovecot.fill(user, mails[1:2], "Trash")
    dovecot.fill(user, mails[2:])
    empty.add_account(ADDRESS, dovecot.host, dovecot.plain_port, "none", user, dovecot.password, None, remember=False)
    empty.sync()
    keys = [row for (row,) in empty._db.conn.execute("SELECT key FROM messages")]
    plan = empty.archive_preview(keys)
    assert (plan.messages, plan.elsewhere) == (2, 1)  # the trash is not read
    assert empty.archive(keys).moved == 2
    assert len(dovecot.uids(user, "Junk")) == len(dovecot.uids(user, "Trash")) == 1


def test_mail_that_no_server_has_and_no_mail_at_all_are_refused(audit: Audit, empty: Audit) -> None:
    keys = [row for (row,) in audit._db.conn.execute("SELECT key FROM messages LIMIT 5")]
    for told in (keys, []):
        with pytest.raises(Refused, match="nothing to move"):
            audit.archive(told)
    with pytest.raises(Refused, match="Nothing was moved"):
        audit.archive_undo()
    with pytest.raises(Refused, match="Nothing was moved"):
        audit.archive_undo(7)


def test_where_one_of_two_mailboxes_cannot_be_reached_the_other_is_served(empty: Audit, dovecot: Dovecot) -> None:
    mailbox = box(empty, dovecot)
    keys = mailbox.keys
    other = dovecot.user()
    dovecot.fill(other, some(1, begin=300))
    empty.add_account("b@post.example", dovecot.host, dovecot.plain_port, "none", other, dovecot.password, None,
                      remember=False)  # fmt: skip
    empty.sync()
    everything = sorted({*keys, *mailbox.keys})
    assert len(everything) > len(keys)
    with empty._db.conn:
        empty._db.conn.execute("UPDATE accounts SET port = 1 WHERE address = 'b@post.example'")
    done = empty.archive(everything)
    assert done.moved == len(keys)
    assert any("accepts no connection" in note for note in done.notes)
    with empty._db.conn:
        empty._db.conn.execute("UPDATE accounts SET port = 1")
    with pytest.raises(Unreachable):
        empty.archive_undo(done.id)


def test_a_program_that_is_killed_leaves_nothing_half_done(mailbox: Box, tmp_path: Path) -> None:
    """The home is opened by another audit, as after a crash: what was written down is all that it knows."""
    keys = mailbox.keys
    mailbox.audit.archive(keys)
    with Audit.open(mailbox.audit.home, lambda: NOW) as other:
        back = other.archive_undo(password=mailbox.server.password)
    assert back.moved == len(keys)
    assert mailbox.count("INBOX") == ADVERTS + 3
