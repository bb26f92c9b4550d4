"""The unsubscribe mail that a mailto: address asks for, and what no address can make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.facts.person import Person
from inboxguard.requests.mailto import LONGEST_URL, mailto_draft, mailto_url
from inboxguard.requests.request import Draft
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


# written


def test_a_letter_is_written_as_the_standard_wants_it() -> None:
    one = Draft("u+a&b@shop.example", ALIAS, "Löschung & mehr – 100 %", "Guten Tag,\nbitte 1+1?\n")
    assert mailto_url(one) == (
        "mailto:u%2Ba%26b@shop.example?subject=L%C3%B6schung%20%26%20mehr%20%E2%80%93%20100%20%25"
        "&body=Guten%20Tag%2C%0D%0Abitte%201%2B1%3F%0D%0A"
    )


def test_a_letter_longer_than_windows_passes_on_has_no_address() -> None:
    def of(letters: int) -> str | None:
        return mailto_url(Draft("u@shop.example", ALIAS, "x", "a" * letters))

    head = len("mailto:u@shop.example?subject=x&body=")
    fits = of(LONGEST_URL - head)
    assert fits is not None
    assert len(fits) == LONGEST_URL
    assert of(LONGEST_URL - head + 1) is None
    assert mailto_url(Draft("u@shop.example", ALIAS, "x", "ü" * (LONGEST_URL // 6))) is None


@pytest.mark.parametrize("evil", ["a\r\nBcc: spy@evil.example", "a&bcc=spy@evil.example", "a%0ABcc:x", "a?to=x@y"])
def test_no_word_of_a_letter_becomes_a_field(evil: str) -> None:
    url = mailto_url(Draft("u@shop.example", ALIAS, evil, evil)) or ""
    assert url.count("&") == url.count("?") == 1
    read = mailto_draft(url, ALIAS)
    assert read.to == "u@shop.example"
    assert read.body == evil.replace("\r\n", "\n")


_WORDS = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=60).filter(
    lambda text: text == text.strip() and not set(text) & set("\x85\u2028\u2029")
)


@given(_WORDS, st.lists(_WORDS, max_size=4), st.sampled_from(["a", "a+b", "o'neil", "50%", "a=b", "a/b"]))
def test_what_is_written_reads_as_it_was(subject: str, lines: list[str], local: str) -> None:
    one = Draft(f"{local}@shop.example", ALIAS, subject, "\n".join(lines))
    url = mailto_url(one)
    if url is not None:
        assert url.isascii()
        assert mailto_draft(url, ALIAS) == one
