import random
import re
import time
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from inboxguard import resources
from inboxguard.facts.message import Authentication, Link, ListHeaders, Message, Signature
from inboxguard.senders.attribution import Kind
from inboxguard.senders.platform_table import table
from inboxguard.senders.platforms import carried_by, platform, platform_names

from .letters import letter, vouched
from .one_by_one import invented, one_by_one, sample

KLAVIYO = (("x-kmail-account", "AbC123"), ("x-sg-eid", "x"))
SFMC = (("x-sfmc-stack", "10"), ("x-job", "534000074_99"))
SFMC_BOUNCE = "bounce-6_HTML-221127827-37195-534000074-178473@bounce.mail.shop.example"
CHIMP_BOUNCE = "bounce-mc.us5_1234615.5036172-d9fb92b50d@mail249.atl21.rsgsv.net"


def mailing(**said: Any) -> Message:
    """Return a mail of the Shop with a mark of bulk mail."""
    return letter(**({"bulk": True} | said))


def test_the_attested_bounce_domain_of_the_platform_is_enough_and_gives_the_account() -> None:
    mail = mailing(
        return_path=CHIMP_BOUNCE,
        authentication=vouched(("spf", "mail249.atl21.rsgsv.net"), ("dkim", "shop.example")),
    )
    assert platform(mail) == ("Mailchimp", "1234615")


def test_a_bounce_address_under_the_customers_domain_counts_with_a_mark_beside_it() -> None:
    passed = vouched(("spf", "bounce.mail.shop.example"), ("dkim", "mail.shop.example"))
    assert platform(mailing(return_path=SFMC_BOUNCE, marks=SFMC, authentication=passed)) == (
        "Salesforce Marketing Cloud",
        "534000074",
    )
    assert platform(mailing(return_path=SFMC_BOUNCE, authentication=passed)) is None


def test_the_innermost_of_a_nest_is_named_and_not_its_carrier() -> None:
    bounce = "bounces+123-ab12-anna=post.example@em1.shop.example"
    mail = mailing(
        return_path=bounce,
        marks=KLAVIYO,
        links=(Link("https://manage.kmail-lists.com/subscriptions/unsubscribe?a=AbC123&c=1", "x"),),
        authentication=vouched(("dkim", "shop.example"), ("dkim", "sendgrid.net")),
    )
    assert platform(mail) == ("Klaviyo", "AbC123")
    copied = replace(mail, links=())
    assert platform(copied) == ("Twilio SendGrid", "123")
    plain = mailing(return_path=bounce, marks=KLAVIYO[1:], authentication=vouched(("dkim", "sendgrid.net")))
    assert platform(plain) == ("Twilio SendGrid", "123")


def test_the_host_that_handed_the_mail_over_counts_by_its_looked_up_name() -> None:
    passed = vouched(("dkim", "shop.example"))
    inside = ("received", "from filter.post.example (localhost [127.0.0.1]) by mx.post.example; Sun")
    border = ("received", "from hello (mail7.mcsv.net. [198.51.100.7]) by mx.post.example with ESMTPS; Sun")
    assert platform(mailing(trail=(inside, border), authentication=passed)) == ("Mailchimp", None)


@pytest.mark.parametrize(
    "line",
    [
        "from mail7.mcsv.net (unknown [198.51.100.7]) by mx.post.example; Sun",
        "from mail7.mcsv.net (198.51.100.7) by mx.post.example; Sun",
        "from x (mx2.post.example [198.51.100.9]) by mx.post.example; Sun",
    ],
)
def test_a_greeting_is_no_looked_up_name(line: str) -> None:
    forged = ("received", "from x (mail7.mcsv.net [198.51.100.7]) by relay.elsewhere.example; Sun")
    stranger = ("received", "from y (host.elsewhere.example [198.51.100.8]) by mx.post.example; Sun")
    passed = vouched(("dkim", "shop.example"))
    assert platform(mailing(trail=(("received", line), stranger, forged), authentication=passed)) is None


@pytest.mark.parametrize(
    "checked",
    [
        Authentication(),
        Authentication("server", "mx.post.example", (), (("dkim", "mail249.atl21.rsgsv.net"),), False, False),
        vouched(("dkim", "shop.example")),
        vouched(("dkim", "notrsgsv.net"), ("spf", "rsgsv.net.evil.example")),
    ],
)
def test_copied_headers_name_nothing(checked: Authentication) -> None:
    marks = (*SFMC, *KLAVIYO, ("x-mc-user", "a" * 25), ("feedback-id", "1:2.3:us5:mc"))
    mail = mailing(
        return_path=CHIMP_BOUNCE,
        marks=marks,
        lists=ListHeaders(list_id=f"{'a' * 25}.12.list-id.mcsv.net"),
        links=(Link("https://shop.us5.list-manage.com/unsubscribe?u=1", "x"),),
        authentication=checked,
    )
    assert platform(mail) is None


def test_a_bounce_address_that_nobody_attested_gives_no_shape() -> None:
    passed = vouched(("dkim", "other.example"))
    assert platform(mailing(return_path=SFMC_BOUNCE, marks=SFMC, authentication=passed)) is None


def test_a_selector_counts_only_on_an_attested_signature() -> None:
    marks = (("x-msfbl", "abc"),)
    signed = (Signature("shop.example", "scph0920", ("from",)),)
    passed = vouched(("dkim", "shop.example"))
    assert platform(mailing(signatures=signed, marks=marks, authentication=passed)) == ("SparkPost (Bird)", None)
    assert platform(mailing(signatures=signed, marks=marks, authentication=vouched(("dkim", "else.example")))) is None


def test_an_account_may_be_read_from_a_link_of_the_accepted_platform() -> None:
    link = Link("https://shop.us5.list-manage.com/track/click?u=0123456789abcdef012345678&id=1", "Lamp")
    mail = mailing(links=(link,), authentication=vouched(("dkim", "mailchimpapp.net")))
    assert platform(mail) == ("Mailchimp", "0123456789abcdef012345678")


def test_a_hundred_thousand_messages_take_seconds() -> None:
    mail = mailing(
        return_path=SFMC_BOUNCE,
        marks=(*SFMC, *((f"x-{number}", "v" * 200) for number in range(20))),
        links=tuple(Link(f"https://click.shop.example/{number}", "Lamp") for number in range(30)),
        authentication=vouched(("spf", "bounce.mail.shop.example"), ("dkim", "shop.example")),
    )
    begun = time.perf_counter()
    for _ in range(500):
        platform(replace(mail))
    assert (time.perf_counter() - begun) * 200 < 60  # ten seconds on an idle machine; these are shared


def test_hostile_values_are_bounded() -> None:
    mail = mailing(
        return_path="bounce-" + "1" * 100_000 + "@rsgsv.net",
        marks=(("feedback-id", "1:" * 50_000),),
        trail=(("received", "from " + "(" * 50_000),),
        links=tuple(Link("https://" + "a" * 10_000, "") for _ in range(500)),
        authentication=vouched(("spf", "rsgsv.net")),
    )
    assert platform(mail) == ("Mailchimp", None)


def test_the_shipped_table_is_whole() -> None:
    entries = tomllib.loads(resources.read("senders/platforms.toml"))["platform"]
    ids = [entry["id"] for entry in entries]
    domains = [domain for entry in entries for domain in entry.get("domains", ())]
    assert len(set(ids)) == len(ids) > 80
    assert len(set(domains)) == len(domains)
    for entry in entries:
        assert set(entry.get("rides_on", ())) <= set(ids)
        assert all("account" in re.compile(pattern).groupindex for _, pattern in entry.get("account", ()))
    assert "Mailchimp" in platform_names()
    assert carried_by(mailing()) is None


LIST_BOUNCE = "bounce-lamps-2534371@lists.shop.example"
LIST_ID = "<LYRIS-2534371-1669941-2002.07.09-21.16.26--anna#post.example@lists.shop.example>"


def taken_from(peer: str) -> tuple[tuple[str, str], ...]:
    return (("received", f"from hello ({peer} [198.51.100.7]) by mx.post.example (8.11.6/8.11.6) with SMTP; Sun"),)


def test_old_mail_is_carried_by_the_platform_whose_host_handed_it_over() -> None:
    old = mailing(trail=taken_from("n30.grp.scd.yahoo.com"), authentication=Authentication())
    assert platform(old, Kind.DISCUSSION) == ("Yahoo Groups (eGroups)", None)
    shop = mailing(trail=taken_from("mail23-52.srv2.de"), marks=(("feedback-id", "1CZ4:34T:episerver"),))
    assert platform(shop) == ("Optimizely Campaign (Episerver, optivo)", "1CZ4")


def test_old_mail_from_the_senders_own_list_server_needs_bounce_shape_host_and_mark() -> None:
    mail = mailing(return_path=LIST_BOUNCE, message_id=LIST_ID, trail=taken_from("mx.shop.example"))
    assert platform(mail) == ("Lyris ListManager", None)


@pytest.mark.parametrize(
    "other",
    [
        {"trail": ()},
        {"trail": taken_from("host.stranger.example")},
        {"trail": (*taken_from("host.stranger.example"), *taken_from("mx.shop.example"))},
        {"trail": (("received", "from mx.shop.example ([198.51.100.7]) by mx.post.example with SMTP; Sun"),)},
        {"trail": (("received", "from x (mx.shop.example [198.51.100.7] (may be forged)) by mx.post.example; Sun"),)},
        {"message_id": "<1@lists.shop.example>"},
        {"return_path": "anna@lists.shop.example"},
        {"return_path": "bounce-lamps-2534371@lists.stranger.example"},
        {"bulk": False},
    ],
)
def test_old_mail_that_only_claims_a_list_server_names_none(other: dict[str, Any]) -> None:
    mail = mailing(return_path=LIST_BOUNCE, message_id=LIST_ID, trail=taken_from("mx.shop.example"))
    assert platform(replace(mail, **other)) is None


def test_a_personal_letter_has_no_platform_whatever_carried_it() -> None:
    passed = vouched(("dkim", "mcsv.net"), ("spf", "mcsv.net"))
    link = Link("https://shop.us5.list-manage.com/track/click?u=0123456789abcdef012345678&id=1", "Lamp")
    assert platform(letter(links=(link,), authentication=passed)) is None
    assert platform(mailing(links=(link,), authentication=passed), Kind.PERSONAL) is None
    assert platform(letter(links=(link,), authentication=vouched(("dkim", "shop.example")))) is None


def test_a_signature_that_survived_a_list_does_not_name_who_carried_it() -> None:
    post = mailing(authentication=vouched(("dkim", "sendgrid.net"), ("spf", "lists.club.example")))
    assert platform(post) == ("Twilio SendGrid", None)
    assert platform(post, Kind.DISCUSSION) is None


NESTS = [
    (carrier, rider.id)
    for carrier, riders in table().riders.items()
    for rider in riders
    if table().platforms[carrier].domains and rider.headers | {where for where, _ in rider.values}
]


def test_an_advert_that_a_group_passed_on_was_carried_by_whom_the_shop_pays() -> None:
    passed = vouched(("spf", "googlegroups.com"), ("dkim", "msgfocus.com"), aligned=False)
    advert = mailing(return_path="office+bncBAAB@googlegroups.com", authentication=passed)
    assert platform(advert, Kind.MARKETING) == ("Upland Adestra", None)
    passed = vouched(("spf", "googlegroups.com"), ("dkim", "amazonses.com"), aligned=False)
    post = replace(advert, authentication=passed)
    assert platform(post, Kind.DISCUSSION) == ("Google Groups", None)


@pytest.mark.parametrize(("carrier", "rider"), NESTS)
def test_a_rider_needs_marks_in_header_and_links_beside_its_carrier(carrier: str, rider: str) -> None:
    rng = random.Random(5)
    one, under = table().platforms[rider], table().platforms[carrier].domains[0]
    marks = [(name, "1") for name in sorted(one.headers)]
    marks += [(where, sample(pattern, rng)) for where, pattern in one.values if where not in ("message-id", "list-id")]
    copied = mailing(marks=tuple(marks), authentication=vouched(("dkim", under)))
    assert carried_by(copied) is table().platforms[carrier]
    urls = [f"https://x.{host}/1" for host in sorted(one.hosts)]
    urls += [f"https://{sample(pattern, rng).lstrip('.')}/1" for pattern in one.host_links]
    urls += [f"https://news.shop.example/{sample(pattern, rng)}" for pattern in one.url_links]
    links = tuple(Link(url, "") for url in urls)
    assert carried_by(mailing(links=links, authentication=vouched(("dkim", under)))) is table().platforms[carrier]
    if links and marks:
        assert carried_by(replace(copied, links=links)) is one
        assert carried_by(replace(copied, links=links, authentication=vouched(("dkim", "shop.example")))) is None


def test_a_rider_whose_selector_is_attested_beside_its_carrier_is_named() -> None:
    signed = (Signature("shop.example", "resend", ("from",)),)
    mail = mailing(signatures=signed, authentication=vouched(("dkim", "shop.example"), ("spf", "send.amazonses.com")))
    assert platform(mail) == ("Resend", None)
    alone = replace(mail, authentication=vouched(("dkim", "shop.example")))
    assert platform(alone) is None


def test_software_on_the_shops_own_server_is_told_by_a_mark_and_its_pages_there() -> None:
    link = Link("https://news.shop.example/lists/lt.php?tid=abc", "Lamp")
    marks = (("x-phplist-version", "3.6"),)
    mail = mailing(links=(link,), marks=marks, authentication=vouched(("dkim", "shop.example")))
    assert platform(mail) == ("phpList", None)
    elsewhere = Link("https://news.stranger.example/lists/lt.php?tid=abc", "Lamp")
    assert platform(replace(mail, links=(elsewhere,))) is None
    assert platform(replace(mail, marks=())) is None
    assert platform(replace(mail, authentication=vouched())) is None
    carried = replace(mail, authentication=vouched(("dkim", "shop.example"), ("spf", "x.amazonses.com")))
    assert platform(carried) == ("Amazon SES", None)


def test_links_to_several_accounts_name_none() -> None:
    one = Link("https://shop.us5.list-manage.com/track/click?u=0123456789abcdef012345678&id=1", "Lamp")
    other = Link("https://club.us5.list-manage.com/track/click?u=fedcba9876543210fedcba987&id=1", "Friends")
    mail = mailing(links=(one, other), authentication=vouched(("dkim", "mailchimpapp.net")))
    assert platform(mail) == ("Mailchimp", None)


def test_a_bounce_address_whose_domain_the_server_denied_gives_no_shape() -> None:
    denied = replace(vouched(("dkim", "mail.shop.example")), failed=(("spf", "bounce.mail.shop.example"),))
    assert platform(mailing(return_path=SFMC_BOUNCE, marks=SFMC, authentication=denied)) is None


def test_every_platform_is_named_from_its_own_domain_and_by_nobody_elses_marks() -> None:
    rng = random.Random(6)
    for one in table().platforms.values():
        marks = [(name, "1") for name in sorted(one.headers)] + [(where, sample(p, rng)) for where, p in one.values]
        marks = [(where, value) for where, value in marks if where not in ("message-id", "list-id")]
        urls = [f"https://x.{host}/1" for host in one.hosts]
        mail = mailing(marks=tuple(marks), links=tuple(Link(url, "") for url in urls))
        for checked in (Authentication(), vouched(("dkim", "shop.example"), ("spf", "shop.example"))):
            found = carried_by(replace(mail, authentication=checked))
            assert found is None, one.id
        for domain in one.domains:
            assert carried_by(replace(mail, authentication=vouched(("spf", f"m1.{domain}")))) is one


def test_the_answer_equals_that_of_asking_platform_by_platform() -> None:
    rng = random.Random(7)
    named = set()
    for mail in (invented(rng) for _ in range(250)):
        found = carried_by(mail)
        assert found is one_by_one(mail), mail
        named.add(found.id if found else None)
    assert len(named) > 40


def every_expression() -> list[re.Pattern[str]]:
    found: list[re.Pattern[str]] = []
    for one in table().platforms.values():
        found += [*one.own, *one.bounce, *one.signed, *one.selectors, *one.host_links, *one.url_links, *one.hosted]
        found += [pattern for _, pattern in (*one.values, *one.account)]
    return found


def test_no_expression_of_the_table_backtracks_at_length() -> None:
    rng = random.Random(8)
    for pattern in every_expression():
        text = sample(pattern, rng)
        for place in range(0, len(text), max(1, len(text) // 4)):
            for piece in (text[place : place + 1], text[place : place + 2], text):
                hostile = text[:place] + piece * (1000 // len(piece)) + "!"
                begun = time.process_time()
                pattern.search(hostile)
                assert time.process_time() - begun < 0.05, pattern.pattern


def test_odd_mail_neither_raises_nor_takes_long() -> None:
    rng = random.Random(9)
    pieces = ["bounce", "-", "@", ".", "mcsv.net", "::", "<", ">", "é", "\x00", "1" * 200, "a" * 200, "https://", "/"]

    def junk() -> str:
        return "".join(rng.choices(pieces, k=rng.randint(0, 60)))

    fields = ["feedback-id", "x-mailer", "list-id", "message-id", "x-kmail-account", "x-job", ""]
    for _ in range(150):
        mail = mailing(
            return_path=rng.choice([None, "", junk()]),
            message_id=rng.choice([None, "", junk()]),
            lists=ListHeaders(list_id=rng.choice([None, "", junk()])),
            marks=tuple((rng.choice(fields), junk()) for _ in range(20)),
            trail=tuple(("received", rng.choice(["from ", "by "]) + junk()) for _ in range(5)),
            links=tuple(Link(junk(), "") for _ in range(80)),
            signatures=(Signature(junk(), junk(), ()),),
            authentication=rng.choice([Authentication(), vouched(("dkim", junk()), ("spf", junk()), ("x", junk()))]),
        )
        begun = time.process_time()
        platform(mail)
        assert time.process_time() - begun < 0.05


def test_a_checked_signature_tells_the_platform_where_the_own_server_said_nothing() -> None:
    said = {
        "address": "x@mail7.us4.mcsv.net",
        "signatures": (Signature("mcsv.net", "k1", ("from",)),),
        "authentication": Authentication(),
    }
    checked = mailing(**said, verified=(("mcsv.net", "pass"),))
    assert (carried_by(checked) or table().platforms["sendgrid"]).name == "Mailchimp"
    for verified in (None, (), (("mcsv.net", "fail"),), (("rsgsv.net", "pass"), ("mcsv.net", "fail"))):
        assert carried_by(mailing(**said, verified=verified)) is None
    denied = Authentication("server", "mx.post.example", (), (("dkim", "mcsv.net"),), False, False)
    assert carried_by(replace(checked, authentication=denied)) is None
