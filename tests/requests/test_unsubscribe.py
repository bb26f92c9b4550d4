"""Ways out: the safest is named, nothing is followed, and much is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.facts.message import Authentication, Link, LinkKind, ListHeaders, Message, MessageKey, Shelf, Signature
from inboxguard.requests.unsubscribe import SENTENCES, Method, Reason, Route, Way, mailto_draft, safest, ways
from inboxguard.senders.attribution import Kind
from tests.requests.town import ALIAS, ONE_CLICK, newsletter

MAILTO = "mailto:leave+t1@shop.example?subject=unsubscribe%20t1"
UNATTESTED = Authentication()
FORGED = Authentication("server", "mx.post.example", (), (("dkim", "shop.example"),), dmarc=False, aligned=False)


def best(message: Message, kind: Kind = Kind.MARKETING) -> Way:
    """Return the safest way out of one mail."""
    return safest([(message, kind)])


def lists(**fields: Any) -> ListHeaders:
    """Return list headers."""
    return ListHeaders(**fields)


def test_a_signed_one_click_offer_of_an_attested_sender_comes_first() -> None:
    way = best(newsletter())
    assert (way.route, way.url, way.host, way.method, way.allowed) == (
        Route.ONE_CLICK,
        ONE_CLICK,
        "mail.shop.example",
        Method.POST,
        True,
    )
    assert way.message == MessageKey("m1")
    assert [way.route for way in ways(newsletter())] == [Route.ONE_CLICK, Route.MAILTO, Route.LINK, Route.LINK]


@pytest.mark.parametrize(
    "signatures",
    [
        (),
        (Signature("shop.example", "s", ("from", "list-unsubscribe")),),
        (
            Signature("shop.example", "s", ("list-unsubscribe-post",)),
            Signature("shop.example", "s", ("list-unsubscribe",)),
        ),
        (Signature("other.example", "s", ("list-unsubscribe", "list-unsubscribe-post")),),
    ],
)
def test_without_a_valid_signature_over_both_fields_a_draft_is_the_way(signatures: tuple[Signature, ...]) -> None:
    way = best(newsletter(signatures=signatures))
    assert (way.route, way.method, way.host) == (Route.MAILTO, Method.DRAFT, "shop.example")
    assert not any(way.allowed for way in ways(newsletter(signatures=signatures)) if way.route is Route.ONE_CLICK)


def test_field_names_of_a_signature_are_compared_without_case() -> None:
    signatures = (Signature("Shop.example", "s", ("From", "List-Unsubscribe", " List-Unsubscribe-Post ")),)
    assert best(newsletter(signatures=signatures)).route is Route.ONE_CLICK


def test_without_one_click_and_mailto_the_page_is_opened_in_the_browser() -> None:
    way = best(newsletter(lists=lists(unsubscribe_https=(ONE_CLICK,))))
    assert (way.route, way.method, way.code) == (Route.LINK, Method.BROWSER, Reason.BY_LINK)


def test_a_link_of_the_text_is_the_last_way() -> None:
    way = best(newsletter(lists=lists(list_id="news.shop.example")))
    assert (way.route, way.url, way.code) == (Route.LINK, "https://shop.example/leave", Reason.BODY_LINK)


@pytest.mark.parametrize(
    "fields",
    [
        {"lists": lists(unsubscribe_http=("http://shop.example/u",)), "links": ()},
        {"lists": lists(), "links": (Link("http://shop.example/u", "Unsubscribe", LinkKind.UNSUBSCRIBE),)},
    ],
)
def test_a_page_without_encryption_is_never_taken_silently(fields: dict[str, Any]) -> None:
    way = best(newsletter(**fields))
    assert (way.route, way.allowed, way.code) == (Route.LINK, False, Reason.UNENCRYPTED)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"shelf": Shelf.JUNK}, Reason.JUNK),
        ({"authentication": FORGED}, Reason.FORGED),
        ({"authentication": UNATTESTED}, Reason.UNATTESTED),
        ({"authentication": FORGED, "lists": lists(), "links": ()}, Reason.FORGED),
    ],
)
def test_nothing_is_offered_where_it_would_tell_a_stranger_that_the_address_lives(
    fields: dict[str, Any], code: Reason
) -> None:
    message = newsletter(**fields)
    assert not any(way.allowed for way in ways(message))
    assert (best(message).allowed, best(message).code) == (False, code)


def test_spam_is_refused_however_well_it_is_made() -> None:
    way = best(newsletter(), Kind.SPAM)
    assert (way.route, way.url, way.allowed, way.code) == (Route.NONE, None, False, Reason.SPAM)


@pytest.mark.parametrize("kind", [Kind.TRANSACTIONAL, Kind.PERSONAL])
def test_receipts_and_letters_are_nothing_to_unsubscribe_from(kind: Kind) -> None:
    assert best(newsletter(), kind).code is Reason.NO_MARKETING
    assert safest([]).code is Reason.NO_MARKETING


def test_a_sender_that_offers_nothing_is_answered_with_a_letter() -> None:
    links = (
        Link("https://shop.example/prefs", "Preferences", LinkKind.PREFERENCES),
        Link("https://shop.example", "Shop"),
    )
    way = best(newsletter(lists=lists(), links=links))
    assert (way.route, way.allowed, way.code) == (Route.NONE, False, Reason.NOT_OFFERED)


def test_the_newest_mail_decides_and_an_older_one_helps_out() -> None:
    new = newsletter(key=MessageKey("new"), lists=lists(unsubscribe_mailto=(MAILTO,)))
    old, forged = newsletter(key=MessageKey("old")), newsletter(key=MessageKey("bad"), authentication=FORGED)
    assert safest([(new, Kind.MARKETING), (old, Kind.MARKETING)]).message == "new"
    assert safest([(forged, Kind.MARKETING), (old, Kind.MARKETING)]).message == "old"
    assert safest([(forged, Kind.SPAM), (old, Kind.MARKETING)]).message == "old"
    assert safest([(forged, Kind.MARKETING), (new, Kind.SPAM)]).code is Reason.FORGED


def test_an_ill_formed_mailto_is_passed_over() -> None:
    two = "mailto:a@shop.example,b@shop.example"
    message = newsletter(lists=lists(unsubscribe_mailto=(two,), unsubscribe_https=(ONE_CLICK,)))
    assert best(message).route is Route.LINK
    assert ways(message)[0].code is Reason.BAD_MAILTO


def test_every_reason_has_one_plain_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
    assert all(text.endswith(".") and "\n" not in text for text in SENTENCES.values())


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


@given(st.lists(st.text(max_size=60), max_size=3), st.booleans())
def test_any_list_header_is_survived(urls: list[str], one_click: bool) -> None:
    headers = lists(unsubscribe_https=tuple(urls), unsubscribe_http=tuple(urls), unsubscribe_mailto=tuple(urls),
                    one_click=one_click)  # fmt: skip
    for way in ways(newsletter(lists=headers)):
        assert way.host or not way.allowed
