"""For every mail that is marketing there is one that looks like it and is not."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Link, LinkKind, ListHeaders, Message, Shelf
from inboxguard.senders.attribution import Kind
from inboxguard.senders.kind import judge

from .letters import DENIED, ME, NOT_SAID, ONE_CLICK, UNSUBSCRIBE, VOUCHED, WAY_OUT, advert, letter, vouched

LIST = ListHeaders(
    list_id="garden.club.example",
    post=True,
    precedence="list",
    unsubscribe_mailto=("mailto:garden-leave@club.example",),
)
PHISH = "Your account has been suspended. Verify your account within 24 hours or your account will be closed."


def kind(message: Message) -> Kind:
    return judge(message, ME)[0]


MARKETING: dict[str, Message] = {
    "an advert": advert(),
    "an advert that nobody vouched for": advert(authentication=NOT_SAID),
    "one click": advert(lists=ONE_CLICK, subject="A quiet subject", text="Some words"),
    "a charity's appeal": advert(
        subject="Donate before midnight", text="Your gift feeds a seal. Donate now. Unsubscribe"
    ),
    "an editorial letter": advert(
        subject="The Tidewater Letter 101", text="For nine years the council paid. Read more."
    ),
    "a way out in the text only": advert(lists=ListHeaders(), subject="New arrivals"),
    "order now": advert(subject="Order now and save 20%"),
    "free shipping on your order": advert(
        subject="Free shipping on your next order", text="Shop now. Your order ships free."
    ),
    "a left basket": advert(subject="You left something in your basket"),
    "German": advert(
        subject="Nur heute: 20 % Rabatt auf alles", text="Jetzt sparen. Gutscheincode: LAMPE", language="de"
    ),
    "French": advert(subject="Soldes : jusqu'à -50 %", text="Profitez de nos offres", language="fr"),
    "a joke about leaving": advert(subject="You have been unsubscribed from nothing - 20% off"),
    "an advert that says that she left": advert(subject="You have been unsubscribed"),
    "an advert that says so in its text": advert(
        subject="Hello spring", text="You have been unsubscribed from nothing. Shop now and save up to 30%. Unsubscribe"
    ),
    "an advert that is almost done": advert(subject="Almost done!", text="Look at our lamps. Unsubscribe"),
    "an advert that plays a check of an address": advert(subject="Your email has been verified"),
    "from a newsletter box": advert(
        address="newsletter@shop.example", lists=ListHeaders(), links=(), subject="Hello spring"
    ),
    "a list's own news": letter(
        name="Garden News", address="news.garden@lists.club.example", subject="Slugs again", lists=LIST, text="x"
    ),
    "something to read without any way out": letter(
        name="Shop", address="hello@shop.example", subject="Lamps in the rain", text="A quiet evening. " * 90
    ),
    "an advert that plays a receipt": advert(
        subject="Your order #99 is complete", text="Just kidding. Use code LAMP. Discover.", lists=ONE_CLICK
    ),
    "an announcement through list software": advert(lists=replace(LIST, list_id="news.shop.example")),
}

TRANSACTIONAL: dict[str, Message] = {
    "a notice that the week's goods are there": advert(subject="Weekly notification", text="Three lamps came."),
    "an order that arrives without marks": letter(
        address="info@shop.example", name="Shop", subject="Your statement is ready"
    ),
    "a receipt with a way out": advert(
        subject="Your order #1234", text="Order number 1234. Subtotal 20. Shipping address: Elm Row."
    ),
    "a delivery": advert(subject="Your parcel is out for delivery", text="Tracking number 123. Unsubscribe"),
    "a password": letter(
        address="no-reply@shop.example", subject="Reset your password", text="The link expires in 10 minutes."
    ),
    "a security code": letter(
        address="no-reply@shop.example", subject="123456 is your security code", text="Do not share this code."
    ),
    "a double opt-in": advert(
        subject="Please confirm your subscription", text="Click to confirm. Our newsletter brings offers."
    ),
    "a sign-up that tells what awaits her": advert(subject="You're signed up for the Lamp Letter"),
    "a double opt-in that tells what awaits her": advert(subject="Please confirm your subscription"),
    "a cancelled subscription": advert(subject="You have been unsubscribed", text="Sorry to see you go."),
    "an appointment": letter(
        address="noreply@clinic.example", subject="Reminder: your appointment", text="Appointment on Monday."
    ),
    "a receipt that also sells": advert(
        subject="Your order 1234 has shipped: 10% off your next one",
        text="Tracking number 1. Order total 20. Shop now. Shipping address: Elm Row.",
    ),
    "a receipt without a telling subject": advert(
        subject="Thanks, Anna!", text="Order number 12. Subtotal 3. Billing address Elm Row. Payment method: card."
    ),
    "terms": advert(
        subject="Changes to our terms of service", text="We are writing to tell you about our privacy policy."
    ),
    "German receipt": advert(
        subject="Ihre Bestellung 4711", text="Bestellnummer 4711, Zwischensumme, MwSt", language="de"
    ),
    "German double opt-in": advert(
        subject="Bitte bestätigen Sie Ihre Anmeldung", text="Ein Klick genügt.", language="de"
    ),
    "Dutch": advert(subject="Je bestelling is onderweg", text="Bestelnummer 12", language="nl"),
    "a bounce": letter(
        address="MAILER-DAEMON@mx.post.example", subject="Undelivered mail", return_path="", text="No such user"
    ),
    "a robot that says little": letter(address="noreply@forum.example", subject="A note", text="Somebody answered."),
    "an order mail without any mark": letter(address="info@shop.example", subject="Order confirmation 4711"),
}

CARRIED: dict[str, Any] = {
    "name": "Jo Field",
    "address": "jo@kitchens.example",
    "subject": "Our offer for your kitchen",
    "text": "Dear Anna, it was good to meet you. Shall we talk on Monday? Best, Jo",
    "marks": (("x-ses-outgoing", "2026.11.01-198.51.100.7"), ("feedback-id", "::1.eu-west-1.xyz=:AmazonSES")),
}
PERSONAL: dict[str, Message] = {
    "a letter through a carrier": letter(**CARRIED),
    "a question through another": letter(**(CARRIED | {"subject": "Kurze Frage", "marks": (("x-sg-eid", "abc"),)})),
    "a letter": letter(name="Mira", address="mira@letterbox.example", subject="Sunday?"),
    "a friend about a sale": letter(
        name="Mira", address="mira@letterbox.example", subject="Look, 20% off the lamps you liked"
    ),
    "a friend about tickets": letter(name="Mira", address="mira@gmail.com", subject="Your tickets are on my table"),
    "a landlord": letter(
        name="Walter", address="w.seidel@haus.example", subject="Re: your contract", in_reply_to="<x@post.example>"
    ),
    "a colleague about a bill": letter(
        name="Jon", address="jon@firm.example", subject="Kündigung der Wohnung", language=None
    ),
    "an absence": letter(
        name="Jon",
        address="jon@firm.example",
        subject="Out of office",
        lists=ListHeaders(auto_submitted="auto-replied"),
        bulk=True,
    ),
    "her own mail": letter(address="anna@post.example", shelf=Shelf.SENT, subject="Unsubscribe"),
    "nothing readable": letter(address="", defects=("unreadable",)),
    "a friend who likes brackets": letter(name="Mira", address="mira@letterbox.example", subject="[photos] Sunday"),
}

DISCUSSION: dict[str, Message] = {
    "a post": letter(
        name="Jon",
        address="jon@letterbox.example",
        subject="[garden] Slugs",
        lists=LIST,
        text="They ate it all. Sale of plants on Sunday.",
    ),
    "a post with a broken signature": letter(
        name="Jon",
        address="jon@letterbox.example",
        subject="[garden] Slugs",
        lists=LIST,
        text="x",
        authentication=DENIED,
    ),
    "an answer on a list without List-Post": letter(
        name="Jon",
        address="jon@letterbox.example",
        subject="Re: Slugs",
        text="Copper.",
        lists=ListHeaders(list_id="garden.club.example"),
    ),
    "list software": letter(
        name="Jon", address="jon@letterbox.example", subject="Slugs", text="x", marks=(("x-mailman-version", "2"),)
    ),
    "a digest": letter(
        address="garden-request@club.example",
        subject="Garden Digest, Vol 12, Issue 3",
        lists=LIST,
        text="Today's topics",
    ),
}

CLOSED_POSTS: dict[str, Message] = {
    "to the list that the subject names": letter(
        name="Jon", address="jon@letterbox.example", subject="[garden] Slugs", to=(Address("", "garden@club.example"),)
    ),
    "to a list that keeps its name to itself": letter(
        name="Jon", address="jon@letterbox.example", subject="Re: [Grn] Slugs", to=(Address("", "all@club.example"),)
    ),
}
DISCUSSION |= CLOSED_POSTS

SPAM: dict[str, Message] = {
    "in the junk folder": advert(shelf=Shelf.JUNK),
    "marked by a filter": advert(marks=(("x-spam-flag", "YES"),)),
    "forged": advert(authentication=DENIED),
    "somebody else's address as a name": advert(
        name="service@bank.example", authentication=vouched(("spf", "x.example"), aligned=False)
    ),
    "threats that nobody vouches for": letter(
        address="help@bank-check.example", subject="Account suspended", text=PHISH
    ),
    "two senders": advert(defects=("two_from",)),
    "an advert from a private address": letter(
        name="Deals", address="deals4you@gmail.com", subject="50% off pills", text="Shop now, best price"
    ),
    "in her own name": advert(address="anna@post.example", authentication=DENIED),
}

NOT_SPAM: dict[str, Message] = {
    "a bank that is vouched for": letter(
        address="service@shop.example", subject="Account suspended", text=PHISH, authentication=VOUCHED
    ),
    "a small sender whose platform is known": advert(
        authentication=replace(vouched(("spf", "mail1.rsgsv.net"), aligned=False), failed=(("dkim", "shop.example"),))
    ),
    "an address of its own as a name": advert(name="news@shop.example"),
    "via": advert(
        name="jon@firm.example via Shop",
        authentication=replace(vouched(("spf", "x.example"), aligned=False), dmarc=None),
    ),
    "a friend with a private address": letter(
        name="Mira", address="mira@gmail.com", subject="50% off at the mill, come along"
    ),
}


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        pytest.param(expected, message, id=f"{expected.value}: {name}")
        for expected, told in (
            (Kind.MARKETING, MARKETING),
            (Kind.TRANSACTIONAL, TRANSACTIONAL),
            (Kind.PERSONAL, PERSONAL),
            (Kind.DISCUSSION, DISCUSSION),
            (Kind.SPAM, SPAM),
        )
        for name, message in told.items()
    ],
)
def test_each_mail_is_what_it_is(expected: Kind, message: Message) -> None:
    found, reasons = judge(message, ME)
    assert (found, bool(reasons)) == (expected, True), reasons


@pytest.mark.parametrize("name", NOT_SPAM)
def test_nobody_is_called_spam_for_less(name: str) -> None:
    assert kind(NOT_SPAM[name]) is not Kind.SPAM


def test_the_reasons_name_what_was_seen() -> None:
    assert judge(advert(lists=ONE_CLICK), ME)[1][:3] == ("way_out_header", "one_click", "way_out_link")
    said = advert(text="You receive this because you subscribed. Shop now. Unsubscribe")
    assert "says_signed_up" in judge(said, ME)[1]
    passed_on = advert(text="Because you are a customer of Moving Lantern, who passed your address on to us. Shop now.")
    assert "says_customer" not in judge(passed_on, ME)[1]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "You left something in your cart"),
        ("en", "Still interested in the oak table?"),
        ("de", "Ihr Warenkorb wartet auf Sie"),
        ("de", "Haben Sie etwas vergessen?"),
        ("fr", "Votre panier vous attend"),
        ("es", "Tu carrito te espera"),
        ("it", "Hai dimenticato qualcosa?"),
        ("nl", "Je winkelwagen wacht op je"),
        ("pt", "Seu carrinho está esperando"),
    ],
)
def test_a_basket_left_behind_is_a_reason(language: str, subject: str) -> None:
    assert "visited" in judge(advert(subject=subject, language=language), ME)[1]


@pytest.mark.parametrize(
    ("language", "text", "visited"),
    [
        ("en", "The lamp that you looked at is still here. Shop now.", True),
        ("en", "Add the code in your cart. We look forward to your visit. Shop now.", False),
        ("de", "Die Lampe liegt noch in Ihrem Warenkorb. Jetzt kaufen.", True),
        ("de", "Code im Warenkorb eingeben. Wir freuen uns auf Ihren Besuch. Jetzt kaufen.", False),
        ("fr", "Les articles que vous avez vus vous attendent.", True),
        ("fr", "Votre panier | Nos magasins. Profitez de nos offres.", False),
    ],
)
def test_in_a_text_only_plain_words_tell_of_a_visit(language: str, text: str, visited: bool) -> None:
    said = advert(subject="New lamps", text=text, language=language)
    assert ("visited" in judge(said, ME)[1]) is visited


def test_a_shops_receipt_and_its_advert_differ_by_mail() -> None:
    assert kind(advert(address="hello@shop.example")) is Kind.MARKETING
    receipt = advert(address="hello@shop.example", subject="Order 12 received", text="Order number 12, order total 3")
    assert kind(receipt) is Kind.TRANSACTIONAL


@given(
    subject=st.text(max_size=200),
    text=st.one_of(st.none(), st.text(max_size=500)),
    name=st.text(max_size=100),
    local=st.text(max_size=30),
    marks=st.lists(st.tuples(st.text(max_size=10), st.text(max_size=30)), max_size=3),
    listed=st.booleans(),
)
def test_no_mail_makes_it_raise(
    subject: str, text: str | None, name: str, local: str, marks: Any, listed: bool
) -> None:
    message = letter(
        subject=subject,
        text=text,
        sender=Address(name, f"{local}@shop.example"),
        marks=tuple(marks),
        lists=WAY_OUT if listed else ListHeaders(),
        links=(UNSUBSCRIBE,) if listed else (),
    )
    found, reasons = judge(message, ME)
    assert isinstance(found, Kind)
    assert reasons


def test_a_subject_on_which_the_text_is_silent_says_little_where_a_way_out_is_offered() -> None:
    subject = "Your tickets to spring"
    text = "The garden wakes, and so do we. Come by on Sunday, bring the children, and see what grows. " * 2
    assert judge(advert(subject=subject, text=text), ME)[0] is Kind.MARKETING
    assert judge(advert(subject=subject, text=f"{text} Here are your tickets."), ME)[0] is Kind.TRANSACTIONAL
    assert judge(advert(subject=subject, text="See the picture."), ME)[0] is Kind.TRANSACTIONAL
    assert judge(letter(subject=subject, text=text), ME)[0] is Kind.TRANSACTIONAL


def test_few_links_are_news_where_the_text_advertises() -> None:
    links = (Link("https://shop.example/a", "a"), Link("https://shop.example/b", "b"))
    text = "Our weekly walk, and a raffle: your chance to win"
    assert judge(letter(subject="Hello", text=text, links=links), ME)[0] is Kind.MARKETING
    assert judge(letter(subject="Hello", text="Your weekly count is 12", links=links), ME)[0] is Kind.TRANSACTIONAL
    assert judge(letter(subject="Hello", text=text), ME)[0] is Kind.TRANSACTIONAL


def test_members_who_write_through_their_clubs_own_list_are_no_house() -> None:
    said: dict[str, Any] = {
        "name": "Judith Lang via Choir",
        "address": "choir@lists.choir.example",
        "subject": "[Choir] New season",
        "lists": replace(LIST, list_id="choir.lists.choir.example"),
    }
    text = "Bring chairs, and discover the coffee. Find out more on Monday."
    assert judge(letter(**said, text=text), ME)[0] is Kind.DISCUSSION
    said |= {"name": "Judith Lang", "address": "judith@choir.example"}
    assert judge(letter(**said, text="Bring chairs."), ME)[0] is Kind.DISCUSSION
    assert judge(letter(**said, text="Save up to 20%: order now."), ME)[0] is Kind.MARKETING


def test_who_answers_by_hand_from_an_address_for_orders_writes_a_letter() -> None:
    said: dict[str, Any] = {
        "address": "shop@shop.example",
        "subject": "Re: your order number 7",
        "in_reply_to": "<me1@post.example>",
    }
    assert judge(letter(**said), ME)[0] is Kind.PERSONAL
    assert judge(letter(**said, bulk=True), ME)[0] is Kind.TRANSACTIONAL
    assert judge(letter(**(said | {"in_reply_to": None})), ME)[0] is Kind.TRANSACTIONAL


def test_a_closed_mail_from_a_robot_whose_subject_sells_is_an_advert() -> None:
    said: dict[str, Any] = {"address": "specials@shop.example", "bulk": False}
    assert judge(letter(**said, subject="Save up to 80%"), ME)[0] is Kind.MARKETING
    assert judge(letter(**said, subject="Your order has shipped: save up to 80%"), ME)[0] is Kind.TRANSACTIONAL
    assert judge(letter(**said, subject="Tuesday"), ME)[0] is Kind.TRANSACTIONAL


def test_who_writes_by_hand_from_an_address_for_adverts_writes_a_letter() -> None:
    said: dict[str, Any] = {"address": "shop@shop.example", "subject": "The lamp you asked about"}
    assert judge(letter(**said), ME)[0] is Kind.MARKETING
    assert judge(letter(**said, in_reply_to="<me1@post.example>"), ME)[0] is Kind.PERSONAL
    assert judge(letter(**said, marks=(("x-mailer", "Microsoft Outlook 16.0"),)), ME)[0] is Kind.PERSONAL
    phone = "<7753A9A4-B8FE-03A5-81CD-687B05596640@shop.example>"
    assert judge(letter(**said, message_id=phone), ME)[0] is Kind.PERSONAL


@pytest.mark.parametrize(
    "said",
    [
        {"address": "noreply@kitchens.example"},
        {"name": "Kitchens"},
        {"lists": WAY_OUT},
        {"links": (UNSUBSCRIBE,)},
        {"text": "Shop now and save up to 30%. New arrivals every week."},
        {"marks": (("x-ses-outgoing", "2026"), ("x-campaign", "spring"))},
        {"marks": (("x-ses-outgoing", "2026"), ("x-mailer", "PHPMailer 6"))},
        {"text": "A long evening. " * 90},
    ],
)
def test_a_mail_through_a_carrier_is_no_letter_where_more_speaks_of_a_program(said: dict[str, Any]) -> None:
    assert kind(letter(**(CARRIED | said))) is not Kind.PERSONAL


def test_an_answer_with_the_way_out_that_a_carrier_writes_on_every_mail_is_a_letter() -> None:
    stock = ListHeaders(unsubscribe_mailto=("mailto:unsubscribe@unsub.spmta.com?subject=a",), list_id="spc-9178-0")
    assert kind(letter(subject="Re: the terms", in_reply_to="<me1@post.example>", lists=stock)) is Kind.PERSONAL
    assert kind(advert(lists=stock, bulk=True)) is Kind.MARKETING


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Mira Holt posted a comment on your film"),
        ("de", "Mira Holt hat dein Bild kommentiert"),
        ("fr", "Mira Holt a commenté votre photo"),
        ("es", "Mira Holt ha comentado tu foto"),
        ("it", "Mira Holt ha commentato la tua foto"),
        ("nl", "Mira Holt heeft gereageerd op je foto"),
        ("pt", "Mira Holt comentou a sua foto"),
        ("pl", "Mira Holt skomentowała Twoje zdjęcie"),
        ("sv", "Mira Holt kommenterade ditt foto"),
    ],
)
def test_what_somebody_did_on_a_site_is_told_and_sells_nothing(language: str, subject: str) -> None:
    told = letter(subject=subject, address="noreply@pictures.example", text=f"{subject}.", language=language)
    assert kind(replace(told, links=(UNSUBSCRIBE,))) is Kind.TRANSACTIONAL
    assert kind(advert(address="noreply@pictures.example", language=language)) is Kind.MARKETING


def test_a_link_to_settings_alone_makes_an_advert_only_of_what_sells() -> None:
    settings = Link("https://shop.example/p", "Notification settings", LinkKind.PREFERENCES)
    said: dict[str, Any] = {"address": "noreply@shop.example", "links": (settings,), "subject": "Room 12 on Tuesday"}
    assert kind(letter(**said, text="The room that you share was moved to the second floor.")) is Kind.TRANSACTIONAL
    assert kind(letter(**said, text="Shop now and save up to 30%. New arrivals.")) is Kind.MARKETING
    leaving = replace(settings, kind=LinkKind.UNSUBSCRIBE)
    assert kind(letter(**(said | {"links": (leaving,)}), text="The room was moved.")) is Kind.MARKETING


def test_mail_to_many_that_is_called_news_is_news_however_short_it_is() -> None:
    said: dict[str, Any] = {"address": "lena@shop.example", "text": "1. Lamps 2. Wool"}
    assert kind(letter(**said, subject="Your Lamp Digest")) is Kind.MARKETING
    assert kind(letter(**said, subject="Deine Zusammenfassung", language="de")) is Kind.MARKETING
    assert kind(letter(**said, subject="Your lamp")) is Kind.TRANSACTIONAL
    assert kind(letter(**said, subject="Digest of your order 4711")) is Kind.TRANSACTIONAL


def test_a_servers_report_looks_odd_and_is_no_spam() -> None:
    report: dict[str, Any] = {
        "name": "Mail Delivery", "address": "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@firm.example",
        "authentication": replace(vouched(aligned=False), dmarc=None), "subject": "Undeliverable: lamps",
        "return_path": "",
        "marks": (("content-type", 'multipart/report; report-type=delivery-status; boundary="b"'),),
        "text": "Your mail could not be delivered.",
    }  # fmt: skip
    assert kind(letter(**report)) is Kind.TRANSACTIONAL
    assert kind(letter(**(report | {"shelf": Shelf.JUNK}))) is Kind.SPAM
    no_report = report | {"marks": (), "bulk": True}
    assert kind(letter(**no_report)) is Kind.SPAM


def test_from_a_host_that_a_platform_lends_no_person_writes_of_an_order() -> None:
    order: dict[str, Any] = {"name": "Willow & Wren", "subject": "Order #1042 confirmed"}
    assert kind(letter(**order, address="store+58814402@t.shopifyemail.com")) is Kind.TRANSACTIONAL
    assert kind(letter(**order, address="mira@holt.example")) is Kind.PERSONAL


@pytest.mark.parametrize("mail", [advert(), letter(name="Mira", address="mira@holt.example")])
def test_only_a_server_that_denies_the_sender_makes_spam(mail: Message) -> None:
    unproven = replace(DENIED, denied=False)
    assert kind(replace(mail, authentication=DENIED)) is Kind.SPAM
    assert kind(replace(mail, authentication=unproven)) is kind(mail)
    assert kind(replace(mail, authentication=replace(unproven, aligned=None))) is kind(mail)


def test_a_report_of_abuse_is_told_by_a_server_whatever_software_of_lists_it_bears() -> None:
    report_type = ("content-type", "multipart/report; report-type=feedback-report")
    marks = (report_type, ("x-beenthere", "abuse@shop.example"))
    said: dict[str, Any] = {"address": "scomp@post.example", "subject": "Feedback Report", "return_path": ""}
    report = letter(**said, marks=marks, text="It was called junk.")
    assert kind(report) is Kind.TRANSACTIONAL
    assert kind(replace(report, marks=marks[1:])) is Kind.DISCUSSION


def test_a_mark_of_bulk_alone_is_no_advert_of_a_short_notice_to_one_reader() -> None:
    said: dict[str, Any] = {"address": "lena@shop.example", "lists": ListHeaders(precedence="bulk")}
    assert kind(letter(**said, subject="Leonard sent a tender on", text="It is on your desk.")) is Kind.TRANSACTIONAL
    assert kind(letter(**said, subject="Of ferries", text="The captain would not retire. " * 60)) is Kind.MARKETING


def test_an_address_that_ends_in_newsletter_is_one() -> None:
    said: dict[str, Any] = {"subject": "Of ferries", "text": "A short one."}
    assert kind(letter(**said, address="weeklynewsletter@shop.example")) is Kind.MARKETING
    assert kind(letter(**said, address="noreply@shop.example")) is Kind.TRANSACTIONAL
