"""The body as a person reads it."""

import tomllib

import pytest

from inboxguard import resources
from inboxguard.facts.body import MOST_TEXT, Body, body, footer
from inboxguard.facts.headers import Head
from inboxguard.facts.message import LinkKind
from inboxguard.facts.mime import texts


def read(kind: str, text: str) -> Body:
    return body(texts(Head(f"Content-Type: {kind}".encode()), text.encode()))


def test_html_is_preferred_and_the_plain_texts_way_out_is_kept() -> None:
    found = read(
        "multipart/alternative; boundary=a",
        "--a\n\nPlain. Unsubscribe: https://u.shop.example/1\n--a\nContent-Type: text/html\n\n<p>Rich <a href='https://shop.example'>shop</a>\n--a--",
    )
    assert found.text == "Rich shop"
    assert [(link.url, link.kind) for link in found.links] == [
        ("https://shop.example", LinkKind.PLAIN),
        ("https://u.shop.example/1", LinkKind.UNSUBSCRIBE),
    ]


def test_plain_text_alone() -> None:
    found = read("text/plain", "Hello  you\n\nhttps://shop.example/a\n")
    assert found.text == "Hello you\nhttps://shop.example/a"
    assert found.links[0].url == "https://shop.example/a"


def test_an_empty_page_falls_back_to_the_plain_text() -> None:
    both = "--a\n\nPlain words\n--a\nContent-Type: text/html\n\n<html></html>\n--a--"
    assert read("multipart/alternative; boundary=a", both).text == "Plain words"
    assert read("text/html", "") == Body("", "", "", (), ())


def test_the_footer_begins_at_the_notices() -> None:
    letter = "Great shoes. " * 300 + "\nYou are receiving this because you are a customer of Shop.\n" + "Legal. " * 250
    assert "because you are a customer" in footer(letter)
    assert len(footer(letter)) <= 3_000
    assert footer("Hi.\nSome news.\nMore news.\nUnsubscribe here") == "Unsubscribe here"
    assert len(footer("x" * 9_000)) == 1_500
    assert footer("") == ""


def test_the_footer_of_a_short_mail_begins_at_the_first_notice_of_any_language() -> None:
    notices = "Vous recevez cet e-mail car vous êtes inscrit à notre newsletter.\nUnsubscribe: https://u.example/1"
    assert footer(f"New arrivals\nA chair.\n{notices}") == notices
    assert footer(f"Unsubscribe from winter\nA chair.\n{notices}") == notices
    assert footer("One line, and then: unsubscribe here") == "One line, and then: unsubscribe here"


def test_long_texts_are_cut_and_their_footer_is_not_lost() -> None:
    found = read("text/plain", "word " * 20_000 + "\nImpressum: Shop GmbH")
    assert len(found.text) == MOST_TEXT
    assert found.footer.endswith("Impressum: Shop GmbH")


@pytest.mark.parametrize("after", [1_271, 1_272, 1_290, 1_299, 1_300, 1_301, 1_500, 2_000, 2_789])
def test_a_footer_reaches_back_to_a_notice_that_stands_before_its_usual_beginning(after: int) -> None:
    notice = "Unsubscribe"
    text = "a" * 3_000 + notice + "b" * after
    assert footer(text) == text[-max(1_500, after + len(notice) + 200) :]


def test_no_notice_is_longer_than_the_search_for_it_allows() -> None:
    notices = tomllib.loads(resources.read("facts/footers.toml"))["notice"]
    assert max(len(notice) for group in notices.values() for notice in group) <= 100
