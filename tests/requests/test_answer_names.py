"""Whom an answer names is offered with the sentence; the asked, the person and carriers are nobody's source."""

import time
from dataclasses import replace
from typing import Any

import pytest

from inboxguard.facts.message import Message
from inboxguard.requests.answer_names import MOST, Candidate, Company, candidates, companies
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


def legal(text: str, *but: str) -> list[str]:
    """Which companies an answer names."""
    return [one.name for one in companies(mail(text), request(), but)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We had it from Larkspur Data Ltd, London.", ["Larkspur Data Ltd"]),
        (
            "Die Brightwater Handels GmbH und die Hoch & Tief AG haben sie.",
            ["Brightwater Handels GmbH", "Hoch & Tief AG"],
        ),
        ("Il 4 febbraio 2025 da Larkspur Dati S.p.A. (Roma).", ["Larkspur Dati S.p.A."]),
        ("Pela Larkspur Dados, S.A. em 2025.", ["Larkspur Dados, S.A."]),
        ("Recipients:\n- Mailwright Inc. (post)\n- Fern B.V. (figures)", ["Mailwright Inc", "Fern B.V."]),
        ("We had it from Larkspur Data Ltd. It is Larkspur Data Ltd that sold it.", ["Larkspur Data Ltd"]),
    ],
)
def test_companies_by_their_legal_names(text: str, named: list[str]) -> None:
    assert legal(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "We are a GmbH.",
        "An die GmbH",
        "Limited offer: Ltd edition.",
        "see art. 12 AG",
        "we had it from a partner",
        "Sig.ra Vogt, buongiorno",
        "Tinytoes Shop Ltd",
        "",
    ],
)
def test_what_is_no_name_names_no_company(text: str) -> None:
    assert legal(text) == []
    assert whom(text) == []


def test_a_company_stands_with_its_sentence_and_who_is_left_out_is_not_named() -> None:
    text = "Hello. We had it from Larkspur Data Ltd. Bye."
    assert companies(mail(text), request(), ()) == (Company("Larkspur Data Ltd", "We had it from Larkspur Data Ltd."),)
    assert legal(text, "Larkspur") == []
    assert companies(mail(None), request(), ()) == ()


def test_a_megabyte_of_names_is_read_at_once() -> None:
    many = {SenderId(f"s{number}.example"): f"Sender {number}" for number in range(5_000)}
    for piece in ("A Ltd. ", "Ltd ", "a.bc ", "Sender 1. ", "@", "www.a.example "):
        read = mail(piece * (1_000_000 // len(piece)))
        before = time.process_time()
        candidates(read, request(), many, ())
        assert len(companies(read, request(), ())) <= MOST
        assert time.process_time() - before < 2
