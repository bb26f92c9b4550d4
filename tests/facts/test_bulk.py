"""Which mail may be opened - and letters from people, which never are."""

import pytest

from inboxguard.facts.bulk import automatic_local_part, foreign_bounce, only_carried
from inboxguard.facts.message import Address
from tests.facts.letters import letter

LETTERS = {
    "webmail": "From: Ann <ann@post.example>\nTo: me@post.example\nSubject: Sunday\nMessage-ID: <a@mail.post.example>",
    "phone": "From: Ann <ann@mac.example>\nX-Mailer: iPhone Mail (20A362)\nReturn-Path: <ann@mac.example>",
    "outlook": "From: Bob <bob@works.example>\nX-Mailer: Microsoft Outlook 16.0\nThread-Index: Ad",
    "office": "From: Info <info@praxis.example>\nReturn-Path: <info@praxis.example>\nSubject: Your findings",
    "answer": "From: Ann <ann@post.example>\nIn-Reply-To: <me1@post.example>\nReferences: <me1@post.example>",
    "answer through a service": "From: Ann <ann@firm.example>\nIn-Reply-To: <m@post.example>\nX-SG-EID: abc\n"
    "Return-Path: <bounces+123456-ab=c@em.carrier.example>",
    "forwarded by a server": "From: Ann <ann@post.example>\n"
    "Return-Path: <SRS0=ab12=CD=post.example=ann@forward.example>",
    "own domain, host's bounce": "From: Ann <ann@annsplace.example>\nReturn-Path: <ann@hoster.example>",
    "with a bounce tag": "From: Ann <ann@post.example>\nReturn-Path: <prvs=123456abcd=ann@post.example>",
    "answer through a carrier that writes a way out on every mail": "From: ann@firm.example\n"
    "In-Reply-To: <m@post.example>\nUser-Agent: Roundcube Webmail\nX-MSFBL: abc\nList-Id: <spc-9178-0>\n"
    "List-Unsubscribe: <mailto:unsubscribe@unsub.spmta.com?subject=unsubscribe:a~|b~>\n"
    "Return-Path: <msprvs1=17582Zz=bounces-9178@spmailt.com>",
    "a numbered box at another host of the school": "From: Ann <ann.reed@school.example>\n"
    "Return-Path: <s12345678@pupils.school.example>",
    "relayed alias": "From: Ann <ann_at_post_example_x@simplelogin.co>\n"
    "X-SimpleLogin-Type: Forward\nReturn-Path: <ann@simplelogin.co>",
    "contact form": "From: Site <site@mysite.example>\nReply-To: Ann <ann@post.example>\n"
    "X-Mailer: PHPMailer 6.1\nReturn-Path: <www-data@mysite.example>",
    "said to be by hand": "From: Ann <ann@post.example>\nAuto-Submitted: no\nPrecedence: first-class",
    "thunderbird": "From: Ann <orders@annscakes.example>\nUser-Agent: Mozilla Thunderbird",
    "own domain sent through a cloud": "From: Ann <ann@annsplace.example>\nUser-Agent: Mozilla Thunderbird\n"
    "Feedback-ID: ::1.eu-west-1.abc:AmazonSES\nX-SES-Outgoing: 2026.11.02-198.51.100.7",
    "host that watches its customers": "From: Ann <ann@annsplace.example>\nX-Report-Abuse-To: spam@host.example\n"
    "X-AntiAbuse: This header was added to track abuse",
    "Perl for a visitor": "From: Site <site@mysite.example>\nReply-To: Ann <ann@post.example>\n"
    "X-Mailer: Mail::Mailer 1.18",
    "no from": "Subject: hello",
    "empty": "",
}

ALL_USERS = {
    "Proton": "From: Mia <mia@proton.me>\nFeedback-ID: 17485103:user:proton\nX-Pm-Message-ID: " + "25e5d1af" * 5,
    "Fastmail": "From: Mia <mia@mia.example>\nFeedback-ID: i56a14606:Fastmail",
    "Zoho": "From: Mia <mia@mia.example>\nFeedback-ID: rr0801:zu0801:rf0801:ZohoMail",
    "Titan": "From: Mia <mia@mia.example>\nFeedback-ID: :mia@mia.example:mia.example:flockmailId",
    "Migadu": "From: Mia <mia@mia.example>\nX-Report-Abuse: Please report abuse to abuse@migadu.com and quote this.",
    "a university": "From: Mia <mia@uni.example>\nErrors-To: Mia@uni.example\nOrganization: Uni",
}
"""Fields that a provider of mailboxes writes on all mail of its users."""

PROGRAMS = {
    "list": "From: Ann <ann@post.example>\nList-Id: <walkers.lists.example>",
    "way out": "From: Shop <hello@shop.example>\nList-Unsubscribe: <https://u.shop.example/1>",
    "a house by its own address": "From: seidel@alerts.seidel.example",
    "news of a house by its name": "From: Seidel News <ann@seidel.example>",
    "from a host that a platform lends to shops": "From: Shop <store+7712@t.shopifyemail.com>",
    "bulk": "From: Shop <hello@shop.example>\nPrecedence: BULK",
    "automatic": "From: Desk <desk@shop.example>\nAuto-Submitted: auto-generated",
    "no-reply": "From: Shop <no-reply@shop.example>",
    "no-reply answering": "From: Shop <noreply+x@shop.example>\nIn-Reply-To: <me1@post.example>",
    "German order": "From: Laden <bestellung@laden.example>",
    "newsletter host": "From: Shop <hello@news.shop.example>",
    "feedback id": "From: Shop <hello@shop.example>\nFeedback-ID: 1:2:3:carrier",
    "verp elsewhere": "From: Shop <hello@shop.example>\nReturn-Path: <b-12345678-me=post.example@mailfern.example>",
    "bounce box": "From: Shop <hello@shop.example>\nReturn-Path: <bounce-77@shop.example>",
    "mailer": "From: Shop <hello@shop.example>\nX-Mailer: Inxmail EE 4.8",
    "shop software": "From: Shop <hello@shop.example>\nX-Mailer: PHPMailer 6.1",
    "Perl": "From: Shop <hello@shop.example>\nX-Mailer: Mail::Mailer 1.18",
    "notice": "From: Claims <notice@claims.example>\nSubject: Notice",
    "platform": "From: Shop <hello@shop.example>\nX-SFMC-Stack: 7",
    "certified sender": "From: Shop <hello@shop.example>\nX-CSA-Complaints: csa@mailfern.example",
    "bounce report": "From: Mail System <report@post.example>\nReturn-Path: <>",
}


@pytest.mark.parametrize("provider", ALL_USERS)
def test_what_a_provider_writes_on_every_letter_opens_none(provider: str) -> None:
    message = letter(ALL_USERS[provider], "Dear you, something private.")
    assert not message.bulk
    assert message.text is None


@pytest.mark.parametrize("sender", ["Jan de Vries <jan@nl.bigfirm.example>", "Maria <maria@marketing.college.example>"])
def test_a_person_may_write_from_a_host_that_is_named_for_mailings(sender: str) -> None:
    assert not letter(f"From: {sender}", "Dear you, something private.").bulk
    assert letter("From: Bigfirm <jan@nl.bigfirm.example>", "News.").bulk
    assert letter("From: Maria <info@marketing.college.example>", "News.").bulk


def test_a_carriers_field_on_what_a_persons_mail_program_numbered_opens_no_letter() -> None:
    carried = "From: Mia <mia@mia.example>\nX-SES-Outgoing: 2026.11.20-192.0.2.1\nMessage-ID: "
    assert not letter(f"{carried}<4A1D0C3E-93C1-4E6F-A1B2-0C6A8B0F2C11@mia.example>", "Dear you.").bulk
    assert letter(f"{carried}<0102019a@eu-west-1.amazonses.example>", "News.").bulk


@pytest.mark.parametrize("provider", ALL_USERS)
def test_beside_it_a_mark_of_bulk_still_counts(provider: str) -> None:
    assert letter(f"{ALL_USERS[provider]}\nPrecedence: bulk", "News.").bulk


@pytest.mark.parametrize(
    "field",
    [
        "Feedback-ID: 17485103:newsletter:proton",
        "Feedback-ID: 1:i56a14606:fastmail",
        "X-Pm-Message-ID: 8f8e5c8a-7a3c-4c33-9f55-0c6a8b0f2c11",
        "Errors-To: bounces@carrier.example",
    ],
)
def test_what_only_resembles_it_counts(field: str) -> None:
    assert letter(f"From: Mia <mia@mia.example>\n{field}", "News.").bulk


@pytest.mark.parametrize("story", LETTERS)
def test_a_letter_stays_closed(story: str) -> None:
    message = letter(LETTERS[story], "Dear you, something private.")
    assert not message.bulk
    assert not message.opened
    assert message.text is None
    assert not message.footer
    assert not message.links


@pytest.mark.parametrize("story", PROGRAMS)
def test_what_a_program_sent_is_opened(story: str) -> None:
    message = letter(PROGRAMS[story], "Our offers")
    assert message.bulk
    assert message.text == "Our offers"


def test_a_carriers_way_out_does_not_open_and_a_shops_own_beside_it_does() -> None:
    way_out = "List-Unsubscribe: <mailto:unsubscribe@unsub.spmta.com?subject=a>"
    head = "From: Ann <ann@firm.example>\nIn-Reply-To: <m@post.example>\nUser-Agent: Mozilla Thunderbird\n"
    assert not letter(f"{head}{way_out}", "Hello").bulk
    for more in (", <https://firm.example/out>", ", <mailto:out@firm.example>", "\nList-Id: <news.firm.example>"):
        assert letter(f"{head}{way_out}{more}", "Hello").bulk
    assert letter(f"From: Shop <hello@shop.example>\n{way_out}\nX-MSFBL: abc", "Hello").bulk


def test_local_parts_that_programs_write_from() -> None:
    for local in (
        "no_reply",
        "DoNotReply",
        "noreply-orders",
        "order-update2",
        "newsletter.de",
        "shop-newsletter",
        "nepasrepondre",
    ):
        assert automatic_local_part(f"{local}@shop.example")
    for local in ("ann", "info", "office", "orderly", "newman", "kontakt", "service", "reply", "alerta.maria"):
        assert not automatic_local_part(f"{local}@shop.example")


def test_bounce_addresses_of_programs_and_of_people() -> None:
    shop = Address("", "hello@shop.example")
    assert foreign_bounce("bounces+12-me=post.example@em.mailfern.example", shop)
    assert foreign_bounce("0102018f3a7bd111-000000@eu.carrier.example", shop)
    assert foreign_bounce("bounces+771-22aa-me=post.example@em771.shop.example", shop)
    assert foreign_bounce("SEMA-CR-1=4072656975@bhd.shop.example", shop)
    assert foreign_bounce("17901027733040782-33104-1-post.example@env.shop.example", shop)
    for innocent in (
        None,
        "",
        "hello@shop.example",
        "hello@other.example",
        "hello.4072656975@bhd.shop.example",
        "17901027733040782@shop.example",
        "srs0=x=y=post.example=ann@fwd.example",
        "bounceur@post.example",
    ):
        assert not foreign_bounce(innocent, shop)


def test_a_carriers_own_fields_alone_tell_nothing_more() -> None:
    own = frozenset(("x-ses-outgoing",))
    head = "From: Ann <ann@annsplace.example>\nX-SES-Outgoing: 2026"
    assert only_carried(letter(head, "Hello"), own)
    assert not only_carried(letter(head, "Hello"), frozenset())
    for more in ("X-Campaign: spring", "List-Id: <a.example>", "Precedence: bulk", "X-Mailer: PHPMailer 6"):
        assert not only_carried(letter(f"{head}\n{more}", "Hello"), own)
    assert not only_carried(letter(head.replace("ann@", "noreply@"), "Hello"), own)
