"""Raw mail taken apart and put together again."""

from datetime import timedelta

import pytest

from tests.worlds.books import book
from tests.worlds.making import world
from tests.worlds.rewriting import arrived, fields, joined, moved, reworded, text, value

REPORT = book("report")
MAILS = world(REPORT, 1, "enriched").mails


def test_what_is_taken_apart_is_put_together_to_the_same_octets() -> None:
    assert all(joined(*fields(mail)) == mail for mail in MAILS)
    assert all(reworded(mail, lambda words: words) == mail for mail in MAILS)


def test_every_moment_of_the_header_moves() -> None:
    week = timedelta(days=7)
    for mail in MAILS:
        later = moved(mail, week)
        assert arrived(later) - arrived(mail) == week
        assert text(later) == text(mail)
        assert moved(later, -week) == moved(mail, timedelta(0))


@pytest.mark.parametrize(
    ("encoding", "charset", "written"),
    [
        ("7bit", "us-ascii", b"Plain words of Alder\n"),
        ("base64", "utf-8", b"R3LDvMOfZSB2b24gQWxkZXI=\n"),
        ("quoted-printable", "utf-8", b"Gr=C3=BC=C3=9Fe von Alder\n"),
        ("quoted-printable", "iso-8859-1", b"Gr=FC=DFe von Alder\n"),
        ("quoted-printable", "x-unknown", b"Gr=C3=BC=C3=9Fe von Alder\n"),
    ],
)
def test_words_change_in_their_own_encoding(encoding: str, charset: str, written: bytes) -> None:
    mail = (
        f"From: =?utf-8?q?Alder_=26_S=C3=B6hne?= <news@alder.example>\nSubject: Alder\n"
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    ).encode() + written
    changed = reworded(mail, lambda words: words.replace("Alder", "Birke"))
    assert "Birke" in text(changed)
    assert "Alder" not in text(changed)
    assert ("Grüße" in text(changed)) == ("Grüße" in text(mail))
    assert value(changed, "From").startswith("Birke & Söhne")
    assert fields(changed)[0][2:] == fields(mail)[0][2:]


def test_both_parts_of_a_mail_with_two_change() -> None:
    two = next(mail for mail in MAILS if value(mail, "Content-Type").startswith("multipart/"))
    changed = reworded(two, lambda words: words.replace("e", "E"))
    assert "e" not in text(changed).replace("&amp;", "")
    assert value(changed, "MIME-Version") == "1.0"
