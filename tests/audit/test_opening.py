"""The opening pass: adverts are opened, letters never, and what was begun is stored whatever breaks."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from inboxguard.audit import opening
from inboxguard.audit.audit import Audit
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.audit.reading_rows import Look, Read
from inboxguard.errors import Cancelled, Unreachable
from inboxguard.store import decisions
from tests.audit.syncs import (
    ADDRESS,
    ADVERT,
    SECRET,
    Behind,
    advert,
    again,
    ids,
    letter,
    numbers,
    of,
    opened,
    some,
    sound,
    stopping,
    waiting,
)
from tests.audit.truth import NOW
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import Cut, Response
from tests.servers.mailboxes import Mail


def test_only_adverts_are_opened(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    mails = [
        letter(0),
        letter(1, "In-Reply-To: <letter-0@friends.example>\r\nReferences: <letter-0@friends.example>\r\n"),
        advert(2),
        letter(3, "X-Mailer: Somewhere\r\n"),
        advert(4),
    ]
    dovecot.fill(user, mails)
    dovecot.fill(user, [letter(5)], "Sent")
    line = behind(dovecot, user)
    assert again(empty).added == 6
    assert opened(line.commands) == {3, 5}
    for mail in mails:
        text = empty.letter(ids(empty)[of([mail])[0]]).text
        assert (ADVERT in (text or "")) is (mail.kind == "marketing")
    assert SECRET.encode() not in (empty.home / "inboxguard.db").read_bytes()
    asked = [command for command in line.commands if command.startswith("UID FETCH")]
    assert all(".PEEK[" in command for command in asked)
    assert not [command for command in asked if "BODY.PEEK[]" in command or "RFC822 " in command]


def test_the_answer_to_an_open_request_is_opened_and_no_other_letter(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    line = behind(dovecot, user)
    again(empty)
    empty.set_profile(replace(empty.profile(), name="Anna Berg", country="DE"))
    request = empty.draft("erasure", "sofasparrow.example")
    empty.mark(request.row.id, "sent")
    reference = str(request.row.reference)
    dovecot.deliver(user, letter(50, "In-Reply-To: <x@post.example>\r\n", f"Re: Request {reference}").raw)
    dovecot.deliver(user, letter(51, "In-Reply-To: <y@post.example>\r\n", "Re: Request").raw)
    line.commands.clear()
    assert again(empty).added == 2
    assert opened(line.commands) == {4}
    assert SECRET in (empty.letter(ids(empty)["<letter-50@friends.example>"]).text or "")
    assert empty.letter(ids(empty)["<letter-51@friends.example>"]).text is None
    assert [one.reference for one, _ in decisions.requests(empty._db)] == [reference]


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_once_a_request_is_over_its_answers_are_letters_like_any_other(
    end: str, dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(3))
    line = behind(dovecot, user)
    again(empty)
    empty.set_profile(replace(empty.profile(), name="Anna Berg", country="DE"))
    request = empty.draft("erasure", "sofasparrow.example")
    empty.mark(request.row.id, "sent")
    empty.mark(request.row.id, end)
    subject = f"Re: Request {request.row.reference}"
    dovecot.deliver(user, letter(50, "In-Reply-To: <x@post.example>\r\n", subject).raw)
    line.commands.clear()
    assert again(empty).added == 1
    assert opened(line.commands) == set()


def test_bulk_mail_that_only_its_whole_header_shows_is_opened_afterwards(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    hidden = advert(1).raw.replace(b"Precedence: bulk\r\n", b"").replace(b"List-Id: <news.northmart.example>\r\n", b"")
    hidden = hidden.replace(b"List-Unsubscribe: <https://northmart.example/leave?1>\r\n", b"")
    dovecot.deliver(user, hidden.replace(b"MIME-Version", b"X-Campaign-Id: 7\r\nMIME-Version"))
    line = behind(dovecot, user)
    again(empty)
    asked = [command for command in line.commands if command.startswith("UID FETCH")]
    assert [command.rpartition("BODY.PEEK")[2] for command in asked[1:]] == ["[HEADER])", "[1])"]
    assert ADVERT in (empty.letter(ids(empty)["<advert-1@northmart.example>"]).text or "")


@pytest.mark.usefixtures("every_step")
def test_stopped_while_opening_what_was_stored_stays_and_the_rest_waits(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PAGE", 10)
    user = dovecot.user()
    dovecot.fill(user, some(35, 5))
    line = behind(dovecot, user)
    with pytest.raises(Cancelled):
        empty.sync(tell=stopping("opening", 20))
    assert (empty.mails(), waiting(empty)) == (20, 20)
    assert empty.stale()
    empty.analyse()
    assert numbers(empty) == of(some(35, 5)[20:])  # the newest first
    line.commands.clear()
    assert again(empty).added == 20
    assert not [command for command in line.commands if "BODYSTRUCTURE" in command]
    assert numbers(empty) == of(some(35, 5))


def test_what_came_before_the_line_broke_is_stored(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float]
) -> None:
    """The last set that came whole is not asked for again, though the next one never comes."""
    monkeypatch.setattr("inboxguard.mailbox.reading._OPENED", 4)
    user = dovecot.user()
    dovecot.fill(user, some(12))
    texts: list[int] = []

    def breaking(response: Response) -> bytes:
        if response.is_fetch and b"HEADER]" in response.raw:
            texts.append(response.uid or 0)
        if len(texts) > 6:
            raise Cut
        return response.raw

    line = behind(dovecot, user, breaking)
    with pytest.raises(Unreachable):
        again(empty)
    assert len(no_waiting) == 5
    stored = numbers(empty)  # analysed, though the line broke
    assert 4 <= len(stored) < 12
    line.faults = []
    assert again(empty).added == 12 - len(stored)
    assert numbers(empty) == of(some(12))


class Deadly(Read):
    """What a bug in a parser written in C would do."""

    def __call__(self, fetched):  # type: ignore[no-untyped-def]
        if b"DEADLY" in (fetched.head or b""):
            os._exit(11)
        return super().__call__(fetched)


class DeadlyLook(Look):
    """A first look that breaks its child."""

    def __call__(self, staged):  # type: ignore[no-untyped-def]
        if b"KILLER" in staged.head:
            os._exit(11)
        return super().__call__(staged)


def test_a_message_that_breaks_its_child_is_still_a_row(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "Read", Deadly)
    monkeypatch.setattr("inboxguard.audit.mailboxes.Look", DeadlyLook)
    user = dovecot.user()
    dovecot.fill(user, [*some(4, 1), advert(8, "X-Bad: DEADLY\r\n"), letter(9, subject="KILLER")])
    with Audit.open(tmp_path / "home", lambda: NOW, parsing_processes) as audit:
        audit.add_account(
            ADDRESS, dovecot.host, dovecot.plain_port, "none", user, dovecot.password, None, remember=False
        )
        assert again(audit).added == 7
        assert waiting(audit) == 0
        rows = list(audit.message_rows())
        assert len(rows) == 7
        bare = [row for row in rows if row["message_id"] is None]
        assert [row["kind"] for row in bare] == ["personal", "personal"]
        assert all(row["reasons"] and row["received"] for row in bare)
        assert again(audit).added == 0
        assert sound(audit)


def test_child_processes_read_what_this_one_would(dovecot: Dovecot, empty: Audit, tmp_path: Path) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(12, 4))
    how = (ADDRESS, dovecot.host, dovecot.plain_port, "none", user, dovecot.password)
    empty.add_account(*how, remember=False)
    again(empty)
    with Audit.open(tmp_path / "another", lambda: NOW, parsing_processes) as audit:
        audit.add_account(*how, remember=False)
        again(audit)
        assert list(audit.message_rows()) == list(empty.message_rows())
        assert numbers(audit) == of(some(12, 4))


def test_mail_imported_from_a_file_and_then_read_from_the_server_is_one_mail(
    dovecot: Dovecot, empty: Audit, behind: Behind, tmp_path: Path
) -> None:
    user = dovecot.user()
    mails = some(6, 2)
    (tmp_path / "old.mbox").write_bytes(
        b"".join(b"From x Mon Jan  5 08:00:00 2026\n" + mail.raw.replace(b"\r\n", b"\n") + b"\n" for mail in mails[:5])
    )
    assert empty.import_files([tmp_path / "old.mbox"]).added == 5
    before = ids(empty)
    dovecot.fill(user, mails)
    line = behind(dovecot, user)
    assert again(empty).added == 3
    assert len(opened(line.commands)) == 3
    assert numbers(empty) == of(mails)
    assert before.items() <= ids(empty).items()
    # And the other way round.
    assert empty.import_files([tmp_path / "old.mbox"]).added == 0
    assert numbers(empty) == of(mails)


def test_one_mail_in_two_folders_is_opened_once(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(4))
    dovecot.fill(user, some(4), "Archive")
    line = behind(dovecot, user)
    assert again(empty).added == 4
    assert len([one for one in line.commands if one.startswith("UID FETCH") and "[1]" in one]) == 1
    assert numbers(empty) == of(some(4))


def test_words_of_any_octets_in_folders_of_any_name_are_read(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    raws = [
        "From: Grüße <grüße@shop.example>\r\nSubject: Schöne Grüße\r\nMessage-ID: <a@shop.example>\r\n".encode(),
        "From: Grüße <news@shop.example>\r\nSubject: Grüße\r\nMessage-ID: <b@shop.example>\r\n".encode("latin-1"),
        b"From: \xff\xfe\x80 <news@shop.example>\r\nSubject: \x80\x81\xff\r\nMessage-ID: <c@shop.example>\r\n",
        b"no header at all, and \xff\r\n",
    ]
    odd = ["Entw&APw-rfe", "&U,BTFw-", 'quo\\"te', "back\\\\slash", "per%cent", "a&-b", "&AAA-"]
    for number, raw in enumerate(raws):
        dovecot.deliver(user, raw + b"List-Id: <x.example>\r\n\r\nHello \xe9\r\n", odd[number % 3])
    made = []
    with dovecot.outside(user) as client:
        for name in odd:
            made += [name] if client.create(f'"{name}"')[0] == "OK" else []
    for number, name in enumerate(made):
        dovecot.deliver(user, advert(40 + number).raw, name)
    behind(dovecot, user)
    result = again(empty)
    assert result.notes == ()
    assert result.added == 4 + len(made)
    assert len(list(empty.message_rows())) == 4 + len(made)
    assert {"Entwürfe", "台北"} <= set(result.folders)
    assert again(empty).added == 0


def test_headers_of_absurd_size_are_rows_and_keep_nothing_from_being_read(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    """One with a subject of 8 MB, one with a hundred thousand fields before those that count."""
    user = dovecot.user()
    long = letter(50).raw.replace(b"Hello 50", b"Hello\r\n " + b"x" * 70 * 110_000)
    many = advert(51).raw.replace(b"Precedence", b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"Precedence")
    dovecot.fill(
        user, [*some(3), *(Mail("absurd", 1_768_000_000 + n, raw, False) for n, raw in enumerate((long, many)))]
    )
    behind(dovecot, user)
    result = again(empty)
    assert (result.added, result.notes) == (5, ())
    rows = list(empty.message_rows())
    assert len(rows) == 5
    assert max(len(str(row)) for row in rows) < 5_000
    assert again(empty).added == 0
