import re
import time
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from inboxguard import resources
from inboxguard.facts.message import Authentication, Link, ListHeaders, Message, Signature
from inboxguard.senders.platforms import carried_by, platform, platform_names

from .letters import letter, vouched

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
