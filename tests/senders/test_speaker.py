from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Authentication, Link, LinkKind, ListHeaders, MessageKey, Remote, Shelf
from inboxguard.senders.attribution import Kind, Legal, Role
from inboxguard.senders.optout import opt_outs
from inboxguard.senders.register import Limit, register
from inboxguard.senders.sender import Basis
from inboxguard.senders.speaker import attribute

from .letters import DAY, DENIED, ME, VOUCHED, advert, letter, vouched

BOUNCE = "bounce-mc.us5_1234615.5036172-d9fb92b50d@mail249.atl21.rsgsv.net"


def test_the_brand_speaks_and_the_platform_only_carries() -> None:
    mail = advert(
        address="news@mail.shop.example",
        return_path=BOUNCE,
        authentication=vouched(("spf", "mail249.atl21.rsgsv.net"), ("dkim", "mail.shop.example")),
    )
    found = attribute(mail, ME)
    assert (found.organisation, found.platform, found.account) == ("shop.example", "Mailchimp", "1234615")
    assert found.sending_domains == ("rsgsv.net", "shop.example")
    assert (found.kind, found.authenticated, found.attested) == (Kind.MARKETING, True, "server")
    assert (found.recipient, found.outgoing, found.address) == ("anna@post.example", False, "news@mail.shop.example")


def test_the_ways_out_are_told_by_domain_and_never_followed() -> None:
    lists = ListHeaders(
        unsubscribe_https=("https://news.shop.example/out", "https://[junk"),
        unsubscribe_mailto=(
            "mailto:Leave%2B77@mailfern.example?subject=x",
            "mailto:a@x.example,b@y.example",
            "mailto:",
        ),
    )
    links = (
        Link("https://prefs.other.example/p", "Preferences", LinkKind.PREFERENCES),
        Link("https://ad.example", "Ad"),
    )
    found = attribute(advert(lists=lists, links=links), ME)
    assert found.out_domains == ("mailfern.example", "other.example", "shop.example")
    assert found.out_addresses == ("leave+77@mailfern.example",)
    assert found.way_out


def test_a_wrapped_way_out_counts_for_where_it_leads() -> None:
    gateway = "https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Fother.example%2Fout&data=05"
    counter = "https://click.counter.example/r?url=https%3A%2F%2Fthird.example%2Fout"
    opaque = "https://u1.ct.mailfern.example/ls/click?upn=u001.AbC"
    links = tuple(Link(url, "Unsubscribe", LinkKind.UNSUBSCRIBE) for url in (gateway, counter, opaque))
    found = attribute(advert(lists=ListHeaders(), links=links), ME)
    assert found.out_domains == ("mailfern.example", "other.example", "third.example")


def test_preferences_alone_are_no_way_out() -> None:
    links = (Link("https://prefs.other.example/p", "Preferences", LinkKind.PREFERENCES),)
    assert not attribute(advert(lists=ListHeaders(), links=links), ME).way_out


def test_a_forgery_keeps_the_organisation_it_claims_and_is_not_authenticated() -> None:
    found = attribute(advert(authentication=DENIED), ME)
    assert (found.organisation, found.authenticated, found.kind) == ("shop.example", False, Kind.SPAM)
    assert found.platform is None


def test_where_the_server_says_nothing_nothing_is_known() -> None:
    assert attribute(advert(authentication=replace(VOUCHED, attested=None)), ME).authenticated is None
    undecided = replace(VOUCHED, aligned=None, dmarc=None)
    assert attribute(advert(authentication=undecided), ME).authenticated is None


def test_a_persons_letter_has_no_organisation_and_shows_nothing() -> None:
    found = attribute(letter(name="Mira", address="mira@gmail.com", subject="Sunday?"), ME)
    assert (found.kind, found.organisation, found.role, found.legal) == (Kind.PERSONAL, None, None, Legal())


def test_her_own_mail_is_of_whom_it_went_to() -> None:
    to = (Address("Anna", "anna+x@post.example"), Address("Shop", "leave@mail.shop.example"))
    found = attribute(letter(address="anna@post.example", shelf=Shelf.SENT, subject="unsubscribe", to=to), ME)
    assert (found.outgoing, found.organisation, found.address) == (True, "shop.example", "leave@mail.shop.example")
    assert (found.kind, found.role, found.platform) == (Kind.PERSONAL, Role.WROTE, None)
    assert found.recipient == "anna@post.example"
    single = attribute(letter(address="anna@post.example", shelf=Shelf.SENT, subject="unsubscribe", to=to[1:]), ME)
    assert single.role is Role.OPT_OUT


@pytest.mark.parametrize("to", [(), (Address("", "mira@gmail.com"),), (Address("", "anna@post.example"),)])
def test_her_mail_to_people_or_to_herself_is_of_nobody(to: tuple[Address, ...]) -> None:
    assert attribute(letter(address="anna@post.example", shelf=Shelf.SENT, to=to), ME).organisation is None


def test_who_advertises_for_another_says_so() -> None:
    text = (
        "Shop now. We send you this offer on behalf of Farlight Internet. "
        "Shop Lights Ltd, 4 Quay Street, Saltmouth SM1 4HH."
    )
    found = attribute(advert(name="Farlight Internet via Shop", text=text), ME)
    assert (found.name, found.organisation, found.hosted_for) == ("Shop", "shop.example", "Farlight Internet")
    assert found.legal == Legal("Shop Lights Ltd", None, "4 Quay Street, Saltmouth SM1 4HH")


def test_a_relay_makes_the_authentication_unknown() -> None:
    marks = (("duck-original-from", "news@shop.example"),)
    mail = advert(address="news_at_shop.example_x@duck.com", marks=marks, authentication=vouched(("dkim", "duck.com")))
    found = attribute(mail, ME)
    assert (found.organisation, found.authenticated) == ("shop.example", None)


RELAYS = [
    ("simplelogin.co", "news_at_shop_example_9d5@simplelogin.co", "Shop - news at shop.example",
     ("x-simplelogin-original-from", "Shop <news@shop.example>")),
    ("duck.com", "news_at_shop.example_me@duck.com", "Shop", ("duck-original-from", "Shop <news@shop.example>")),
    ("anonaddy.com", "garden+news=shop.example@me.anonaddy.com", "Shop 'news at shop.example'",
     ("x-anonaddy-original-from-header", "Shop <news@shop.example>")),
    ("mozmail.com", "x7@mozmail.com", "Shop <news@shop.example> [via Relay]", ("x-mailer", "")),
]  # fmt: skip


@pytest.mark.parametrize(("signer", "address", "name", "mark"), RELAYS)
def test_an_advert_through_a_relay_is_the_shops(signer: str, address: str, name: str, mark: tuple[str, str]) -> None:
    mail = letter(
        address=address, name=name, marks=(mark,), authentication=vouched(("dkim", signer)), bulk=True, opened=True,
        text="New in: the lamp. Shop now, 20 % off.", subject="20 % off everything",
    )  # fmt: skip
    found = attribute(mail, ME)
    assert (found.kind, found.organisation, found.name, found.relayed) == (Kind.MARKETING, "shop.example", "Shop", True)
    assert found.address == address  # answers go through the relay


@pytest.mark.parametrize(("signer", "address", "name", "mark"), RELAYS)
def test_a_friend_through_a_relay_stays_a_person(signer: str, address: str, name: str, mark: tuple[str, str]) -> None:
    def friend(text: str) -> str:
        return text.replace("news", "mira").replace("shop.example", "gmail.com").replace("shop_example", "gmail_com")

    mail = letter(
        address=friend(address), name=friend(name).replace("Shop", "Mira"), marks=((mark[0], friend(mark[1])),),
        authentication=vouched(("dkim", signer)), subject="Your order of cake",
    )  # fmt: skip
    found = attribute(mail, ME)
    assert (found.kind, found.organisation) == (Kind.PERSONAL, None)


def test_mail_that_bears_the_readers_own_name_through_a_relay_is_not_theirs() -> None:
    mark = ("x-simplelogin-original-from", "Anna <anna@post.example>")
    mail = advert(address="anna_at_post_example_1@simplelogin.co", marks=(mark,),
                  authentication=vouched(("dkim", "simplelogin.co")))  # fmt: skip
    assert not attribute(mail, ME).outgoing
    assert attribute(mail, ME).kind is not Kind.PERSONAL


def test_nothing_readable_is_nobodys_letter() -> None:
    found = attribute(letter(address="", defects=("unreadable",), to=(), subject=""), ME)
    assert (found.kind, found.organisation, found.name, found.reasons) == (Kind.PERSONAL, None, "", ("unreadable",))


@given(st.text(max_size=200), st.text(max_size=200), st.lists(st.text(max_size=100), max_size=4))
def test_no_mail_makes_it_raise(name: str, domain: str, urls: list[str]) -> None:
    mail = advert(
        name=name,
        address=f"x@{domain}",
        links=tuple(Link(url, url, LinkKind.UNSUBSCRIBE) for url in urls),
        lists=ListHeaders(unsubscribe_https=tuple(urls), unsubscribe_mailto=tuple(f"mailto:{url}" for url in urls)),
    )
    found = attribute(mail, ME)
    assert len(found.name) <= max(80, len(found.organisation or ""))


def test_an_advert_tells_who_learns_of_it_and_what_its_sender_knows() -> None:
    pixels = (Remote("https://watcher.example/?u=anna@post.example", True), Remote("https://t.shop.example/?u=7", True))
    found = attribute(advert(text="You have 320 points. Unsubscribe here.", remote=pixels), ME)
    assert found.trackers == found.address_to == ("watcher.example",)
    assert found.personal == ("points",)
    assert not found.unopened


def test_letters_and_own_mail_tell_neither() -> None:
    pixel = (Remote("https://watcher.example/o?u=7", pixel=True),)
    for mail in (letter(remote=pixel), letter(remote=pixel, shelf=Shelf.SENT, text="Your due date is 4 May")):
        found = attribute(mail, ME)
        assert (found.trackers, found.address_to, found.personal, found.unopened) == ((), (), (), False)


def test_bulk_mail_that_was_not_read_is_told() -> None:
    assert attribute(advert(text=None, bulk=True, opened=False), ME).unopened


def test_where_answers_go_is_told_of_bulk_mail_only() -> None:
    answers = Address("", "hello@mail.lamp.example")
    assert attribute(advert(reply_to=answers), ME).reply_domain == "lamp.example"
    assert attribute(advert(reply_to=Address("", "mira@gmail.com")), ME).reply_domain is None
    assert attribute(letter(reply_to=answers), ME).reply_domain is None


LENT = "x@shared1.ccsend.com"
ROGUE = {"address": LENT, "reply_to": Address("", "hello@shop.example"), "lists": ListHeaders(list_id="x.example")}


def test_a_customer_who_names_another_company_is_not_vouched_for() -> None:
    found = attribute(advert(**ROGUE, authentication=vouched(("dkim", "ccsend.com"))), ME)
    assert (found.organisation, found.authenticated, found.attested) == ("shop.example", None, "server")


def test_a_customer_whose_own_signature_passed_is_vouched_for() -> None:
    both = vouched(("dkim", "ccsend.com"), ("dkim", "shop.example"))
    assert attribute(advert(**ROGUE, authentication=both), ME).authenticated is True


def test_a_customers_name_in_the_platforms_own_address_is_vouched_for() -> None:
    mail = advert(address="tidewater@substack.com", authentication=vouched(("dkim", "substack.com")))
    found = attribute(mail, ME)
    assert (found.organisation, found.authenticated) == ("tidewater.substack.com", True)


def test_what_failed_on_a_lent_domain_stays_failed() -> None:
    assert attribute(advert(**ROGUE, authentication=DENIED), ME).authenticated is False


def test_the_rogue_customer_gives_a_footing_and_takes_no_opt_out() -> None:
    """Nothing is held against the shop for what somebody did in its name; what speaks for it still may."""
    by_platform = vouched(("dkim", "ccsend.com"))
    lists = ListHeaders(unsubscribe_mailto=("mailto:leave@rogue.example",))
    rogue = attribute(advert(**(ROGUE | {"lists": lists}), authentication=by_platform), ME)
    said = {"key": MessageKey("s1"), "subject": "Thanks for signing up", "text": "Welcome to our newsletter."}
    signed = attribute(advert(**(ROGUE | said), authentication=by_platform), ME)
    goodbye = {"key": MessageKey("s2"), "subject": "You have been unsubscribed", "text": "You will get no more mail."}
    left = attribute(advert(**(ROGUE | goodbye), authentication=by_platform), ME)
    wrote = attribute(
        letter(
            address="anna@post.example", shelf=Shelf.SENT, subject="unsubscribe", key=MessageKey("s3"),
            to=(Address("", "leave@rogue.example"),),
        ),
        ME,
    )  # fmt: skip
    later = ((MessageKey(f"t{day}"), DAY + timedelta(days=day)) for day in range(1, 90))
    true = [attribute(advert(key=key, received=at), ME) for key, at in later]
    mails = [rogue, signed, left, wrote, *true]
    assert (signed.role, left.role, wrote.role) == (Role.SIGN_UP, Role.LEFT, Role.OPT_OUT)
    assert set(opt_outs(mails)) == {"rogue.example"}
    (entry,) = register([one for one in mails if one.organisation == "shop.example"])
    assert entry.stops == ()
    assert entry.consent.basis is Basis.SIGNED_UP
    assert Limit.NOT_ATTESTED in entry.limits


@pytest.mark.parametrize("to", ["hello@shop.example", "info@lampen.example"])
def test_a_platforms_customer_that_names_a_shop_by_its_own_word_proves_nothing(to: str) -> None:
    lent = {"address": "store+456@t.shopifyemail.com", "reply_to": Address("", to)}
    for checked in (vouched(("dkim", "shopifyemail.com")), Authentication()):
        one = attribute(advert(**lent, authentication=checked), ME)
        assert (one.organisation, one.proven) == (to.partition("@")[2], False)


def test_a_shop_that_its_own_signature_or_the_platform_vouches_for_is_proven() -> None:
    lent = {"address": "store+456@t.shopifyemail.com", "reply_to": Address("", "hello@shop.example")}
    signed = vouched(("dkim", "shopifyemail.com"), ("dkim", "shop.example"))
    assert attribute(advert(**lent, authentication=signed), ME).proven
    named = advert(address="tidewater@substack.com", authentication=vouched(("dkim", "mg1.substack.com")))
    assert attribute(named, ME).proven
    assert attribute(advert(), ME).proven
