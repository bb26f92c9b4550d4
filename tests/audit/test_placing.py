"""A letter goes where the person wants it, and what becomes of its draft is noticed when the mailbox is read."""

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import pytest

from inboxguard.audit import placing
from inboxguard.audit.audit import Audit
from inboxguard.audit.placing import Sending
from inboxguard.errors import Refused
from inboxguard.exports import letter_pdf
from inboxguard.store import accounts
from inboxguard.store.accounts import StoredAccount

SOFA = "sofasparrow.example"
ALIAS = "kestrel-4f9d2a@post.example"


def account(address: str) -> StoredAccount:
    """An account that nobody signs in to."""
    return StoredAccount(address, "imap.post.example", 993, "tls", address, None, None, None)


@pytest.fixture
def letter(audit: Audit) -> str:
    """A letter to Sofa & Sparrow."""
    return audit.draft("where_from", SOFA).row.id


# from which address


def test_without_an_account_it_is_only_said_from_where_to_send(audit: Audit, letter: str) -> None:
    told = audit.sends_from(letter)
    assert (told.address, told.sending) == (ALIAS, Sending.UNKNOWN)
    assert ALIAS in told.words


@pytest.mark.parametrize(
    ("mine", "alias", "sending", "word"),
    [
        ("mara@post.example", "mara@post.example", Sending.OWN, ""),
        ("mara@post.example", "Mara+shop@post.example", Sending.TAGGED, "identity of mara@post.example"),
        ("mara@gmail.com", "mara+shop@gmail.com", Sending.TAGGED, "Gmail writes your main address instead"),
        ("mara@post.example", "x7@alias.example", Sending.OTHER, "take you for a stranger"),
    ],
)
def test_a_letter_that_would_leave_from_another_address_is_told_of(
    empty: Audit, mine: str, alias: str, sending: Sending, word: str
) -> None:
    accounts.add(empty._db, account(mine))
    told = placing.sending(empty._db, alias)
    assert told.sending is sending
    assert word in told.words
    assert bool(told.words) is (sending is not Sending.OWN)


def test_an_alias_from_which_mail_was_sent_before_can_send(empty: Audit, tmp_path: Path) -> None:
    accounts.add(empty._db, account("mara@post.example"))
    box = tmp_path / "Sent.mbox"
    box.write_bytes(
        b"From - Thu Nov 26 08:00:00 2026\nFrom: x7@alias.example\nTo: lea@friends.example\nSubject: Hi\n"
        b"Date: Thu, 26 Nov 2026 08:00:00 +0000\nMessage-ID: <1@alias.example>\n\nHi.\n"
    )
    empty.import_files([box], me=["x7@alias.example"])
    assert placing.sending(empty._db, "X7@alias.example").sending is Sending.OWN


# other ways


def test_a_short_letter_opens_the_mail_program_and_a_long_one_says_what_to_do(
    audit: Audit, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = audit.request(letter)
    monkeypatch.setattr("inboxguard.requests.mailto.LONGEST_URL", 100_000)
    handed = audit.as_mailto(letter)
    assert handed.url is not None
    assert handed.url.startswith(f"mailto:{one.to}?subject=")
    assert unquote(handed.url).endswith(one.body.replace("\n", "\r\n"))
    assert ALIAS in handed.words
    monkeypatch.setattr("inboxguard.requests.mailto.LONGEST_URL", 100)
    handed = audit.as_mailto(letter)
    assert handed.url is None
    assert "Save it as a file" in handed.words


def test_a_letter_can_be_copied(audit: Audit, letter: str) -> None:
    one = audit.request(letter)
    assert audit.as_text(letter) == f"{one.subject}\n\n{one.body}"


def test_a_file_opens_as_a_draft_in_any_program(audit: Audit, letter: str, tmp_path: Path) -> None:
    audit.save_eml(letter, tmp_path / "letter.eml")
    raw = (tmp_path / "letter.eml").read_bytes()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    mail = message_from_bytes(raw, policy=policy.default)
    for name in ("X-Unsent", "Date", "From", "To", "Message-ID", "Subject"):
        assert len(mail.get_all(name, [])) == 1
    assert mail["X-Unsent"] == "1"
    assert mail.get_content().replace("\r\n", "\n").strip() == audit.request(letter).body.strip()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[letter_pdf.Sheet]:
    """The sheets that were to be printed."""
    sheets: list[letter_pdf.Sheet] = []

    def keep(sheet: letter_pdf.Sheet) -> bytes:
        sheets.append(sheet)
        return b"%PDF"

    monkeypatch.setattr(letter_pdf, "rendered", keep)
    return sheets


def test_a_letter_on_paper_has_the_addresses_that_the_person_gives(
    audit: Audit, letter: str, printed: list[letter_pdf.Sheet], tmp_path: Path
) -> None:
    audit.save_pdf(letter, tmp_path / "a.pdf")
    audit.save_pdf(letter, tmp_path / "b.pdf", " Anna  Q \n\n8 Elm Row\n", "Sofa Ltd\n1 Mill Lane")
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF"
    bare, whole = printed
    assert bare.sender == ()
    assert bare.recipient[0].startswith("Sofa")
    assert (whole.sender, whole.recipient) == (("Anna Q", "8 Elm Row"), ("Sofa Ltd", "1 Mill Lane"))
    assert (whole.reference, whole.paper) == (letter, "A4")


def test_unknown_letters_are_refused(audit: Audit, tmp_path: Path) -> None:
    asks: list[Callable[[str], object]] = [audit.lies, audit.as_mailto, audit.as_text, audit.sends_from]
    for ask in asks:
        with pytest.raises(Refused):
            ask("2026-NOBODY0")
