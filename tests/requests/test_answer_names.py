"""Whom an answer names is offered with the sentence; the asked, the person and carriers are nobody's source."""

from dataclasses import replace
from typing import Any

import pytest

from inboxguard.facts.message import Message
from inboxguard.requests.answer_names import MOST, Candidate, candidates
from inboxguard.senders.sender import SenderId
from tests.requests.town import SHOP, TOES, newsletter, request

KNOWN = {SHOP: "Shop of Shops", TOES: "Tiny Toes", SenderId("lark.example"): "Lark", SenderId("x.example"): "Ox"}


def mail(text: str | None, **fields: Any) -> Message:
    """An answer of Tiny Toes."""
    told: dict[str, Any] = {"subject": "Re: your letter", "text": text, "opened": text is not None}
    return newsletter(**(told | fields))


def whom(text: str) -> list[str]:
    """Whom an answer names."""
    return [one.organisation for one in candidates(mail(text), request(), KNOWN, ["post.example"])]


def test_domains_and_names_of_senders_with_their_sentence() -> None:
    text = "Dear Ms Vogt,\n\nWe had your address from Lark. It went to www.fernhill-data.example and Shop of Shops."
    second = "It went to www.fernhill-data.example and Shop of Shops."
    assert candidates(mail(text), request(), KNOWN, ["post.example"]) == (
        Candidate(SenderId("lark.example"), "Lark", "We had your address from Lark."),
        Candidate(SenderId("fernhill-data.example"), "fernhill-data.example", second),
        Candidate(SHOP, "Shop of Shops", second),
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask privacy@larkspur.example.", ["larkspur.example"]),
        ("See https://mail.larkspur.co.uk/privacy?x=1.", ["larkspur.co.uk"]),
        ("Larkspur (larkspur.example), Tidepool (tidepool.example)", ["larkspur.example", "tidepool.example"]),
        ("From larkspur.example. And again larkspur.example!", ["larkspur.example"]),
    ],
)
def test_how_domains_stand_in_answers(text: str, named: list[str]) -> None:
    assert whom(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "We are Tiny Toes, tinytoes.example, privacy@tinytoes.example.",
        "Your address is me@post.example.",
        "Write to somebody@gmail.com.",
        "The skylark sings; LARKS do too.",
        "Larkspur GmbH & Co.KG, z.B. am 3.März",
        "It is done.We will write again.",
        "Ox",
        "",
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert whom(text) == []


def test_the_persons_own_words_name_nobody() -> None:
    own = replace(request(), draft=replace(request().draft, body="Did you have my address from lark.example?"))
    answer = mail("No.\n\n> Did you have my address from lark.example?\n\nDid you have my address from lark.example?")
    assert candidates(answer, own, KNOWN, []) == ()


def test_a_mail_that_was_never_opened_names_nobody() -> None:
    assert candidates(mail(None, subject="From lark.example"), request(), KNOWN, []) == ()


def test_an_endless_list_has_an_end() -> None:
    assert len(whom(" ".join(f"firm{number}.example" for number in range(500)))) == MOST
