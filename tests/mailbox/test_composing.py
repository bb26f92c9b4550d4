"""A letter becomes a message that mail programs understand, and no text of it becomes a header."""

from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.mailbox.composing import compose, unsent

DATE = datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def letter(**changes: object) -> bytes:
    parts = {"sender": "Mara Vogt <mara@post.example>", "to": "privacy@shop.example", "subject": "Auskunft",
             "body": "Guten Tag,\nbitte löschen.\n", "date": DATE, "message_id": "<k7q2m4a@post.example>"}  # fmt: skip
    return compose(**(parts | changes))


def test_a_letter_as_written() -> None:
    assert letter() == (
        b"Message-ID: <k7q2m4a@post.example>\r\n"
        b"From: Mara Vogt <mara@post.example>\r\n"
        b"To: privacy@shop.example\r\n"
        b"Subject: Auskunft\r\n"
        b"Date: Tue, 24 Nov 2026 08:30:00 +0000\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"MIME-Version: 1.0\r\n"
        b"\r\n"
        b"Guten Tag,\r\n"
        b"bitte l=C3=B6schen.\r\n"
    )


def test_an_answer_names_what_it_answers() -> None:
    read = message_from_bytes(letter(in_reply_to="<1@shop.example>", reply_to="me@post.example"), policy=default)
    assert read["In-Reply-To"] == read["References"] == "<1@shop.example>"
    assert read["Reply-To"] == "me@post.example"


def test_a_bare_identifier_gets_the_domain_of_the_sender() -> None:
    assert b"Message-ID: <k7q2m4a@post.example>\r\n" in letter(message_id="k7q2m4a")


def test_a_long_identifier_is_never_broken() -> None:
    long = f"<{'a' * 180}@shop.example>"
    assert f"In-Reply-To: {long}\r\n".encode() in letter(in_reply_to=long)


def test_umlauts_and_foreign_domains() -> None:
    raw = letter(sender='"Vogt, Mära" <mara@müller.example>', subject="Löschung meiner Daten – Bestätigung " * 4)
    raw.decode("ascii")
    read = message_from_bytes(raw, policy=default)
    [sender] = read["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Vogt, Mära", "mara@xn--mller-kva.example")
    assert read["Subject"] == ("Löschung meiner Daten – Bestätigung " * 4).strip()


def test_spaces_that_french_wants_stay() -> None:
    read = message_from_bytes(letter(body="Objet\N{NO-BREAK SPACE}: données"), policy=default)
    assert read.get_content() == "Objet\N{NO-BREAK SPACE}: données\r\n"


@pytest.mark.parametrize(
    "part", ["subject", "sender", "to", "reply_to", "body"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\r\n\r\n"])
def test_no_text_adds_a_header(part: str, end: str) -> None:
    values = {"subject": "Auskunft", "sender": "Mara", "to": "Shop", "reply_to": "Mara", "body": "Text"}
    tail = " <mara@post.example>" if part in ("sender", "to", "reply_to") else ""
    raw = letter(**{part: f"{values[part]}{end}Bcc: evil@evil.example{tail}"})
    names = [line.split(b":")[0] for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] not in b" \t"]
    assert b"Bcc" not in names
    assert message_from_bytes(raw, policy=default)["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    ["", "mara", "mara@", "@post.example", "a b@post.example", "mära@post.example", "a@b@c.example",
     "mara@post..example", "mara@[127.0.0.1]", "mara@" + "x" * 300 + ".example"],
)  # fmt: skip
def test_addresses_that_cannot_be_written_are_refused(address: str) -> None:
    with pytest.raises(Refused) as refused:
        letter(to=address)
    assert str(refused.value).endswith(".")


def test_letters_that_few_servers_carry_are_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="letters before the @ that many mail servers cannot carry"):
        letter(to="größe@shop.example")


def test_a_foreign_domain_is_written_as_the_domain_that_it_is() -> None:
    # IDNA 2003 would write to strasse.example, which is somebody else.
    assert b"To: privacy@xn--strae-oqa.example\r\n" in letter(to="privacy@straße.example")


@pytest.mark.parametrize("identifier", ["", "<>", "<a b@c>", "<a@b>\r\nBcc: x@y", "<ä@b>", "<a@b><c@d>"])
def test_identifiers_that_cannot_be_written_are_refused(identifier: str) -> None:
    with pytest.raises(Refused):
        letter(in_reply_to=identifier)


def test_unsent_marks_a_draft_file() -> None:
    assert unsent(letter()) == b"X-Unsent: 1\r\n" + letter()


@given(st.text(max_size=300), st.text(max_size=2000), st.datetimes(timezones=st.just(UTC)))
def test_any_text_makes_a_well_formed_message(subject: str, body: str, date: datetime) -> None:
    raw = letter(subject=subject, body=body, date=date)
    raw.decode("ascii")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 78 or b" " not in line.strip() for line in raw.split(b"\r\n"))
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    read = message_from_bytes(raw, policy=default)
    assert set(read.keys()) == {"Message-ID", "From", "To", "Subject", "Date", "Content-Type",
                                "Content-Transfer-Encoding", "MIME-Version"}  # fmt: skip
    wanted = [line for line in body.splitlines() if line.isprintable() and line.isascii()]
    assert all(line in read.get_content() for line in wanted)
