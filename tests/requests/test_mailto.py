"""The unsubscribe mail that a mailto: address asks for, and what no address can make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.facts.person import Person
from inboxguard.requests.mailto import mailto_draft
from tests.requests.town import ALIAS


def test_the_draft_keeps_the_senders_own_words_and_a_plus_stays_a_plus() -> None:
    draft = mailto_draft("mailto:u+a%2Bb@shop.example?subject=leave+now&body=id%3A%201%0D%0Abye", ALIAS)
    assert (draft.to, draft.from_alias) == ("u+a+b@shop.example", ALIAS)
    assert (draft.subject, draft.body) == ("leave+now", "id: 1\nbye")


def test_a_mailto_without_a_subject_says_unsubscribe() -> None:
    assert mailto_draft("mailto:u@shop.example", ALIAS).subject == "unsubscribe"
    assert mailto_draft("MAILTO:?to=u@shop.example&subject=", ALIAS).subject == "unsubscribe"


@pytest.mark.parametrize(
    "url",
    [
        "mailto:u@shop.example?subject=go%0D%0ABcc:%20spy@evil.example",
        "mailto:u@shop.example?subject=go%0ABcc:spy@evil.example",
        "mailto:u@shop.example?subject=go%E2%80%A8Bcc:spy@evil.example",
        "mailto:u@shop.example?subject=go&bcc=spy@evil.example&cc=spy@evil.example",
        "mailto:u@shop.example?subject=go&BCC=spy@evil.example&attach=%2Fetc%2Fpasswd&from=spy@evil.example",
        "mailto:u@shop.example?subject=go&subject=spy@evil.example",
    ],
)
def test_nothing_else_can_be_put_into_the_draft(url: str) -> None:
    draft = mailto_draft(url, ALIAS)
    assert (draft.to, draft.subject, draft.body) == ("u@shop.example", "go", "")
    assert (draft.from_alias, draft.reply_to) == (ALIAS, None)


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@shop.example,b@shop.example",
        "mailto:a@shop.example?to=b@shop.example",
        "mailto:a@shop.example%2Cb@shop.example",
        "mailto:",
        "mailto:nobody",
        "mailto:u@shop.example%0D%0ABcc:spy@evil.example",
        "mailto:%22u%22@shop.example",
        "https://shop.example/u",
        "mailto:" + "u" * 5_000 + "@shop.example",
        f"mailto:{ALIAS.upper()}",
    ],
)
def test_what_is_not_one_plain_other_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match=r"\A[^\n]+[.]\Z"):
        mailto_draft(url, ALIAS)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_mailto_ever_makes_a_header_field(path: str, query: str) -> None:
    try:
        draft = mailto_draft(f"mailto:{path}?{query}", ALIAS)
    except Refused:
        return
    assert draft.to.count("@") == 1
    assert draft.to.isprintable()
    assert draft.subject
    assert not set("\r\n\0") & set(draft.to + draft.subject)
    assert "\r" not in draft.body


def test_no_own_address_is_written_to() -> None:
    person = Person(("me@post.example", "@mine.example"))
    for own in ("me+other@post.example", "anything@mine.example", "ME@post.example"):
        with pytest.raises(Refused, match="yourself"):
            mailto_draft(f"mailto:{own}", ALIAS, person)
    assert mailto_draft("mailto:you@post.example", ALIAS, person).to == "you@post.example"
