"""A letter that lies in Sent is recorded as sent, once, with a note that says how it was found."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from tests.audit.letters import arrives
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"
DAY = timedelta(days=1)
AT = NOW + 2 * DAY

Sends = Callable[..., None]


@pytest.fixture
def later(kept: Path, tmp_path: Path) -> Iterator[Audit]:
    """The house move; letters are written on its day, and ten days pass before mail is read again."""
    clock = [NOW]
    with Audit.open(Path(shutil.copytree(kept, tmp_path / "home")), lambda: clock[0]) as opened:
        written = opened.draft("where_from", SOFA).row.id
        clock[0] = NOW + 10 * DAY
        assert opened.request(written).row.state == "drafted"
        yield opened


@pytest.fixture
def letter(later: Audit) -> str:
    """The id of the letter."""
    return later.requests()[0].id


@pytest.fixture
def sends(later: Audit, tmp_path: Path) -> Sends:
    """Import a mail that the person wrote, from a file called after its folder."""

    def send(subject: str, to: str, at: datetime = AT, folder: str = "Sent", **fields: str) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "kestrel-4f9d2a@post.example", to, subject
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = fields.pop("message_id", f"<{at.timestamp():.0f}@client.example>")
        for name, value in fields.items():
            mail[name.replace("_", "-")] = value
        mail.set_content("As written.")
        path = tmp_path / f"{at.timestamp():.0f}" / f"{folder}.mbox"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"From me@post.example Thu Nov 26 08:00:00 2026\n" + mail.as_bytes() + b"\n")
        assert later.import_files([path]).added == (folder == "Sent")

    return send


def events(audit: Audit, request: str) -> list[tuple[str, datetime | None]]:
    """What the ledger holds of a request, its writing left out."""
    return [(one.what, one.at) for one in audit.request(request).timeline if one.what != "drafted"]


def test_the_copy_in_an_imported_sent_folder_records_it(later: Audit, letter: str, sends: Sends) -> None:
    one = later.request(letter)
    sends(one.subject, one.to)
    assert events(later, letter) == [("sent", AT)]
    assert later.request(letter).timeline[-1].detail.endswith(f"by its reference {letter}.")
    assert later.request(letter).row.due is not None


def test_so_does_the_draft_itself(later: Audit, letter: str, sends: Sends) -> None:
    one = later.request(letter)
    sends("Changed", "other@sofasparrow.example", message_id=f"<inboxguard-{letter.lower()}@post.example>")
    assert events(later, one.row.id) == [("sent", AT)]
    assert later.request(letter).timeline[-1].detail.endswith("by the Message-ID of the draft.")


def test_it_is_never_recorded_twice(later: Audit, letter: str, sends: Sends) -> None:
    one = later.request(letter)
    sends(one.subject, one.to)
    sends(one.subject, one.to, AT + DAY)
    later.analyse(anew=True)
    later.analyse()
    assert events(later, letter) == [("sent", AT)]


def test_what_the_person_said_first_stays(later: Audit, letter: str, sends: Sends) -> None:
    later.mark(letter, "sent", NOW + DAY)
    one = later.request(letter)
    sends(one.subject, one.to)
    assert events(later, letter) == [("sent", NOW + DAY)]


def test_after_it_came_back_the_next_copy_counts(later: Audit, letter: str, sends: Sends) -> None:
    one = later.request(letter)
    sends(one.subject, one.to)
    later.mark(letter, "bounced", AT + DAY)
    later.analyse(anew=True)
    assert [what for what, _ in events(later, letter)] == ["sent", "bounced"]
    sends(one.subject, "legal@sofasparrow.example", AT + 2 * DAY)
    assert events(later, letter)[-1] == ("sent", AT + 2 * DAY)


def test_a_withdrawn_letter_stays_withdrawn(later: Audit, letter: str, sends: Sends) -> None:
    later.mark(letter, "withdrawn", NOW + DAY)
    one = later.request(letter)
    sends(one.subject, one.to)
    assert events(later, letter) == [("withdrawn", NOW + DAY)]


def test_no_other_mail_makes_it_sent(later: Audit, letter: str, sends: Sends, tmp_path: Path) -> None:
    one = later.request(letter)
    arrives(later, tmp_path / "post", AT, f"Re: {one.subject}")  # they quote it
    arrives(later, tmp_path / "post", AT + DAY, one.subject, sender="Forger <me@evil.example>")
    sends(f"Fwd: {one.subject}", "lea@friends.example")
    sends(one.subject, one.to, AT + 2 * DAY, folder="Drafts")
    sends("Thanks", one.to, AT + 3 * DAY)
    sends(one.subject, one.to, NOW + 20 * DAY)  # by a clock that is ahead
    assert events(later, letter) == []


def test_an_objection_that_was_sent_begins_the_opt_out(later: Audit, sends: Sends) -> None:
    objection = later.draft("objection", SOFA)
    sends(objection.subject, objection.to, NOW + 10 * DAY)
    assert [what for what, _ in events(later, objection.row.id)] == ["sent"]
    row = next(row for row in later.json_senders() if row["organisation"] == SOFA)
    assert row["opt_out"]["method"] == "letter"


def test_without_letters_nothing_is_looked_at(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("inboxguard.audit.sent_letters.written")
    audit.analyse()
    assert audit.requests() == ()
