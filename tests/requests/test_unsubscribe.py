"""Ways out: the safest is named, nothing is followed, and much is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import (
    Address,
    Authentication,
    Link,
    LinkKind,
    ListHeaders,
    Message,
    MessageKey,
    Shelf,
    Signature,
)
from inboxguard.facts.person import Person
from inboxguard.requests.unsubscribe import SENTENCES, Method, Reason, Route, Way, safest, ways
from inboxguard.senders.attribution import Kind
from tests.requests.town import ONE_CLICK, newsletter

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
    links = (Link("https://shop.example", "Shop"),)
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


@given(st.lists(st.text(max_size=60), max_size=3), st.booleans())
def test_any_list_header_is_survived(urls: list[str], one_click: bool) -> None:
    headers = lists(unsubscribe_https=tuple(urls), unsubscribe_http=tuple(urls), unsubscribe_mailto=tuple(urls),
                    one_click=one_click)  # fmt: skip
    for way in ways(newsletter(lists=headers)):
        assert way.host or not way.allowed


BOTH = ("from", "list-unsubscribe", "list-unsubscribe-post")


def attested(*signers: str) -> Authentication:
    """Return that the own server vouches for the shop and for these signatures."""
    passed = tuple(("dkim", signer) for signer in ("shop.example", *signers))
    return Authentication("server", "mx.post.example", passed, aligned=True)


def test_a_stranger_who_signed_both_fields_says_nothing_for_the_sender() -> None:
    strange = newsletter(
        signatures=(Signature("stranger.example", "s", BOTH), Signature("shop.example", "s", ("from",))),
        authentication=attested("stranger.example"),
    )
    assert best(strange).route is Route.MAILTO
    assert ways(strange)[0].code is Reason.UNSIGNED


def test_a_known_platform_may_sign_the_offer() -> None:
    signatures = (Signature("sendgrid.net", "s", BOTH), Signature("shop.example", "s", ("from",)))
    assert best(newsletter(signatures=signatures, authentication=attested("sendgrid.net"))).route is Route.ONE_CLICK
    assert best(newsletter(signatures=signatures)).route is Route.MAILTO


@pytest.mark.parametrize(
    "url",
    [
        "https://192.168.1.1/u", "https://203.0.113.9/u", "https://[::1]/u", "https://[fe80::1]/u", "https://localhost/u",
        "https://router/u", "https://printer.local/u", "https://x.internal/u", "https://shop.localhost/u",
        "https://shop.example:8443/u", "https://shop.example:x/u", "https://2130706433/u", "https://169.254.169.254/",
        "https://box.home.arpa/", "https://0x7f.1/",
    ],
)  # fmt: skip
def test_nothing_asks_inside_the_persons_own_network(url: str) -> None:
    offered = ways(newsletter(lists=lists(unsubscribe_https=(url,), one_click=True), links=()))
    assert not any(way.allowed for way in offered)
    body = (Link(url, "Unsubscribe", LinkKind.UNSUBSCRIBE),)
    assert not any(way.allowed for way in ways(newsletter(lists=lists(), links=body)))


@pytest.mark.parametrize("url", ["https://shop.example:443/u", "https://u.shop.example/u?ip=192.168.1.1", ONE_CLICK])
def test_public_servers_are_asked(url: str) -> None:
    assert best(newsletter(lists=lists(unsubscribe_https=(url,), one_click=True))).route is Route.ONE_CLICK


def test_a_mail_to_somebody_else_needs_the_persons_word() -> None:
    other = lists(unsubscribe_mailto=("mailto:leave@stranger.example",))
    way = ways(newsletter(lists=other, links=()))[0]
    assert (way.route, way.allowed, way.code) == (Route.MAILTO, False, Reason.THIRD_PARTY)
    assert best(newsletter(lists=other)).code is Reason.BODY_LINK


@pytest.mark.parametrize(
    "fields",
    [
        {"return_path": "b-1@bounce.stranger.example"},
        {"reply_to": Address("", "desk@stranger.example")},
        {"lists": lists(unsubscribe_mailto=("mailto:l@stranger.example",), list_id="news.stranger.example")},
        {"authentication": attested("mail.stranger.example")},
        {"lists": lists(unsubscribe_mailto=("mailto:l@unsub.sendgrid.net",))},
        {"lists": lists(unsubscribe_mailto=("mailto:l@news.shop.example",))},
    ],
)
def test_whoever_carries_the_mail_may_take_the_mail(fields: dict[str, Any]) -> None:
    given_ = {"lists": lists(unsubscribe_mailto=("mailto:l@u.stranger.example",))} | fields
    assert best(newsletter(**given_)).code is Reason.BY_MAIL


def test_a_mail_to_the_person_is_no_way_out() -> None:
    person = Person(("me@post.example",))
    own = newsletter(lists=lists(unsubscribe_mailto=("mailto:me+a@post.example",)), links=())
    assert [way.code for way in ways(own, person)] == [Reason.BAD_MAILTO]
    assert not safest([(own, Kind.MARKETING)], person).allowed


def test_a_mail_asked_for_in_the_text_becomes_a_draft() -> None:
    told = (Link("mailto:news@shop.example?subject=remove", "reply with remove", LinkKind.UNSUBSCRIBE),)
    way = best(newsletter(lists=lists(), links=told))
    assert (way.route, way.method, way.host) == (Route.MAILTO, Method.DRAFT, "shop.example")


def test_a_checked_signature_of_the_sender_does_where_the_server_did_not_say() -> None:
    checked = newsletter(authentication=UNATTESTED, verified=(("shop.example", "pass"),))
    assert best(checked).route is Route.ONE_CLICK


@pytest.mark.parametrize(
    "fields",
    [
        {"authentication": UNATTESTED, "verified": (("shop.example", "unknown"),)},
        {"authentication": UNATTESTED, "verified": (("shop.example", "fail"),)},
        {"authentication": UNATTESTED, "verified": (("mailfern.example", "pass"),)},
        {"authentication": UNATTESTED, "verified": ()},
        {"authentication": FORGED, "verified": (("shop.example", "pass"),)},
        {"authentication": UNATTESTED, "verified": (("shop.example", "pass"),), "defects": ("two_from",)},
        {"authentication": UNATTESTED, "verified": (("shop.example", "pass"),), "shelf": Shelf.JUNK},
    ],
)
def test_no_other_check_opens_a_way_that_the_server_left_closed(fields: dict[str, Any]) -> None:
    assert not any(way.allowed for way in ways(newsletter(**fields)))


OFFER = ("list-unsubscribe", "list-unsubscribe-post")
BY_PLATFORM = Authentication("server", "mx.post.example", (("dkim", "mcsv.net"),), aligned=True)


def lent(page: str, **fields: Any) -> Message:
    """Return a newsletter on a domain that a platform lends, of somebody who names the shop in Reply-To."""
    told: dict[str, Any] = {
        "key": MessageKey("claim"),
        "sender": Address("Shop", "x@mail7.us4.mcsv.net"),
        "reply_to": Address("", "hello@shop.example"),
        "signatures": (Signature("mcsv.net", "k1", OFFER),),
        "authentication": BY_PLATFORM,
        "lists": lists(unsubscribe_https=(page,), one_click=True),
        "links": (),
    }
    return newsletter(**(told | fields))


def test_a_customer_of_a_platform_leaves_by_the_platforms_own_page_with_one_click() -> None:
    way = best(lent("https://shop.us4.list-manage.com/unsubscribe/post?u=1"))
    assert (way.route, way.allowed) == (Route.ONE_CLICK, True)


def test_a_page_of_ones_own_is_no_firm_offer_where_the_sender_is_only_claimed() -> None:
    offered = ways(lent("https://rogue.example/u"))
    assert [(way.route, way.allowed, way.code) for way in offered] == [
        (Route.ONE_CLICK, False, Reason.UNSIGNED),
        (Route.LINK, True, Reason.BY_LINK),
    ]
    passed = (("dkim", "mcsv.net"), ("dkim", "shop.example"))
    vouched = Authentication("server", "mx.post.example", passed, aligned=True)
    assert best(lent("https://shop.example/u", authentication=vouched)).route is Route.ONE_CLICK


def test_a_claim_does_not_stand_before_the_senders_own_way() -> None:
    claim = lent("https://shop.us4.list-manage.com/unsubscribe/post?u=1")
    assert safest([(claim, Kind.MARKETING), (newsletter(), Kind.MARKETING)]).message == MessageKey("m1")
    assert safest([(claim, Kind.MARKETING), (newsletter(shelf=Shelf.JUNK), Kind.MARKETING)]).message == "claim"


SETTINGS = Link("https://shop.example/settings", "Email preferences", LinkKind.PREFERENCES)


def test_a_page_of_settings_is_the_last_way_and_named_as_what_it_is() -> None:
    way = best(newsletter(lists=lists(), links=(SETTINGS,)))
    assert (way.route, way.url, way.allowed, way.code) == (Route.LINK, SETTINGS.url, True, Reason.SETTINGS)
    assert "settings" in way.reason
    leave = Link("https://shop.example/leave", "Unsubscribe", LinkKind.UNSUBSCRIBE)
    assert best(newsletter(lists=lists(), links=(SETTINGS, leave))).code is Reason.BODY_LINK
    assert ways(newsletter(links=(SETTINGS,)))[-1].code is Reason.SETTINGS


@pytest.mark.parametrize("url", ["http://shop.example/s", "https://192.168.0.1/s", "mailto:a@shop.example", "junk"])
def test_a_page_of_settings_that_is_not_safe_is_not_offered(url: str) -> None:
    way = best(newsletter(lists=lists(), links=(Link(url, "Settings", LinkKind.PREFERENCES),)))
    assert (way.route, way.code) == (Route.NONE, Reason.NOT_OFFERED)
    assert not best(newsletter(lists=lists(), links=(SETTINGS,), shelf=Shelf.JUNK)).allowed


@pytest.mark.parametrize(
    ("url", "shown", "host"),
    [
        ("https://\u0455hop.example/u?x=1", "https://xn--hop-ehd.example/u?x=1", "xn--hop-ehd.example"),
        ("https://sh\u00f6p.example:443/u", "https://xn--shp-tna.example:443/u", "xn--shp-tna.example"),
        ("https://sh\u00f6p.example?u=1", "https://xn--shp-tna.example?u=1", "xn--shp-tna.example"),
        ("https://shop.example/\u0455", "https://shop.example/\u0455", "shop.example"),
        ("mailto:out@sh\u00f6p.example", "mailto:out@sh\u00f6p.example", "xn--shp-tna.example"),
    ],
)
def test_a_host_in_other_letters_is_told_as_the_network_knows_it(url: str, shown: str, host: str) -> None:
    field = "unsubscribe_mailto" if url.startswith("mailto") else "unsubscribe_https"
    found = ways(newsletter(lists=lists(**{field: (url,)})))
    assert (shown, host) in [(way.url, way.host) for way in found]
    assert all((way.url, way.host) != (url, host) or url == shown for way in found)


@pytest.mark.parametrize("url", ["https://\u0455hop.example:99999/u", "https://a@\u0455hop.example/u", "https://\u0455:x/"])
def test_odd_hosts_in_other_letters_are_refused_and_never_raise(url: str) -> None:
    found = ways(newsletter(lists=lists(unsubscribe_https=(url,)), links=()))
    assert not any(way.allowed for way in found)
