"""Ways out told in words, and sentences that only sound so."""

import time
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.instructions import instructions
from inboxguard.facts.message import LinkKind
from tests.facts.letters import letter

NEWS = "news@shop.example"


def told(text: str, own: tuple[str, ...] = ("me@post.example",), reply_to: str | None = NEWS) -> list[str]:
    return [unquote(link.url) for link in instructions(text, own, reply_to)]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (
            'To be removed from this\nlist, send a mail with the subject "unsubscribe"\nto: <list@shop.example>.',
            "mailto:list@shop.example?subject=unsubscribe",
        ),
        (
            "To unsubscribe, send a mail to robot@lists.example with 'unsubscribe walkers' in the body.",
            "mailto:robot@lists.example?body=unsubscribe walkers",
        ),
        ("To unsubscribe send an email to leave-7@shop.example", "mailto:leave-7@shop.example?subject=unsubscribe"),
        ("Error? Contact x.y@shop.example with subject: remove.", "mailto:x.y@shop.example?subject=remove"),
        ("Unsubscribe: simply reply to this e-mail with REMOVE in the subject.", f"mailto:{NEWS}?subject=REMOVE"),
        ("Zum Abmelden schicken Sie eine Mail an weg@shop.example.", "mailto:weg@shop.example?subject=Abmelden"),
        (
            "Keinen Newsletter mehr? Antworten Sie auf diese E-Mail mit dem Betreff „Abmelden“.",
            f"mailto:{NEWS}?subject=Abmelden",
        ),
        (
            "Pour vous désabonner, envoyez un message à sortie@shop.example.",
            "mailto:sortie@shop.example?subject=désabonner",
        ),
        (
            "Para darse de baja, envíe un correo a fuera@shop.example con el asunto BAJA",
            "mailto:fuera@shop.example?subject=BAJA",
        ),
        (
            "Per la cancellazione dalla newsletter scrivi a via@shop.example con oggetto «cancellami»",
            "mailto:via@shop.example?subject=cancellami",
        ),
        ("Mailen naar weg@shop.example om u af te melden", "mailto:weg@shop.example?subject=unsubscribe"),
        ("Wypisz mnie: wyślij wiadomość na adres precz@shop.example", "mailto:precz@shop.example?subject=Wypisz"),
    ],
)  # fmt: skip
def test_the_mail_that_a_text_asks_for(text: str, way: str) -> None:
    assert told(text) == [way]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Questions? Write to help@shop.example, and see our terms.",
        "You get this mail as me@post.example. To unsubscribe, send us a letter.",
        "You can unsubscribe in your account. Questions? Send a mail to help@shop.example.",
        "Please remove your shoes and send a photo to help@shop.example",
        "This e-mail was sent to someone@post.example, to unsubscribe click here",
        "Diese E-Mail wurde gesendet an <ich@post.example>, hier abmelden",
        "Reply to this mail with your order number in the subject.",
        "This mail was sent to someone@post.example. Unsubscribe here.",
        "Subject: your order. Contact help@shop.example",
        "To unsubscribe log in to your profile.",
        "See https://shop.example/?unsubscribe&mail=someone@post.example and send it on",
    ],
)
def test_other_addresses_and_other_wishes_are_no_way_out(text: str) -> None:
    assert told(text) == []


def test_nobody_to_answer_is_no_way_out() -> None:
    assert told("To unsubscribe reply to this mail with remove in the subject", reply_to=None) == []


def test_a_mail_offers_them_where_it_has_no_link_for_leaving() -> None:
    head = "From: News <news@shop.example>\nReply-To: desk@shop.example\nTo: me@post.example\nPrecedence: bulk"
    words = "To unsubscribe reply to this mail with remove in the subject"
    told_only = letter(head, f"Hello\n\n{words}\n")
    assert [(link.url, link.kind) for link in told_only.links] == [
        ("mailto:desk@shop.example?subject=remove", LinkKind.UNSUBSCRIBE)
    ]
    linked = letter(head, f"Hello\n\nUnsubscribe: https://shop.example/u\n\n{words}\n")
    assert [link.url for link in linked.links] == ["https://shop.example/u"]


def test_a_letter_of_a_person_is_not_looked_at() -> None:
    words = "To unsubscribe reply to this mail with remove in the subject"
    assert letter("From: Ann <ann@friends.example>\nTo: me@post.example", words).links == ()


@given(st.text(alphabet="removesubject unsubscribe@.example reply \n'\"<>:", max_size=400))
def test_any_text_makes_plain_mailto_links(text: str) -> None:
    for way in instructions(text, (), NEWS):
        assert way.url.startswith("mailto:")
        assert way.url.count("?") == 1
        assert not set("\r\n <>") & set(way.url)


def test_hostile_texts_take_no_time() -> None:
    begun = time.process_time()
    for text in ("a@" * 40_000, "unsubscribe send " + "a.a" * 30_000, '"unsubscribe ' * 9_000, "a@b." * 30_000):
        instructions(text, (), NEWS)
    assert time.process_time() - begun < 1
