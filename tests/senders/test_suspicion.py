"""What is spam by many signs - and what looks odd in one way, which is never enough."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Authentication, Link, ListHeaders, Message
from inboxguard.senders.attribution import Kind
from inboxguard.senders.kind import judge
from inboxguard.senders.oddities import view
from inboxguard.senders.signs import signs
from inboxguard.senders.suspicion import standing, suspicious
from inboxguard.senders.suspicion_table import book
from tests.facts.letters import letter as written
from tests.facts.test_software import PEOPLE

from .letters import DAY, ME, ONE_CLICK, VOUCHED, WAY_OUT, advert, letter, vouched

ELSEWHERE = Link("https://q7xk2mzz9w4.top/go", "Continue")
OWN = Link("https://shop.example/lamps", "Lamps")
TRACKED = Link("https://click.mailfern.example/x", "Lamps")
THREAT = "Unusual activity. Verify your account within 24 hours or your account will be suspended permanently."
STRANGER = vouched(("spf", "other.example"), aligned=False)
LENT = vouched(("dkim", "school.example"), ("spf", "school.example"))


def suspected(message: Message, carried: bool = False) -> tuple[str, ...]:
    return suspicious(message, signs(message), carried)


SPAM: dict[str, Message] = {
    "letters of another script": advert(subject="Your wаllet has been locked", text="Look here."),
    "marked as an advert": letter(address="rates@rates4you.example", subject="ADV: Rates are down!! xkwqd"),
    "a bank's name on a school's mail": advert(
        name="Quaybank Support",
        address="office@school.example",
        authentication=LENT,
        lists=ONE_CLICK,
        links=(ELSEWHERE,),
        subject="Action required",
        text=f"Dear customer, Quaybank is sorry. {THREAT} Your Quaybank team.",
    ),
    "coins from a newsletter's platform": advert(
        name="Lunar Exchange",
        address="lunarx@mail.beehiiv.com",
        authentication=vouched(("dkim", "mail.beehiiv.com")),
        reply_to=Address("", "lunarmail@gmail.com"),
        subject="Claim your airdrop today",
        text="Claim your tokens. Connect your wallet before midnight. The airdrop ends soon.",
        links=(ELSEWHERE,),
    ),
    "threats on a list": letter(
        name="Quaybank",
        address="qwertzzxq7k2m@free.example",
        subject="[garden] Your account has been suspended",
        text=THREAT,
        lists=ListHeaders(list_id="garden.club.example", post=True),
        links=(ELSEWHERE,),
        bulk=True,
    ),
    "an own filter that is sure": advert(
        name="Prize Desk",
        address="desk@other-lamps.example",
        authentication=vouched(("spf", "other-lamps.example")),
        marks=(("x-ms-exchange-organization-scl", "9"),),
        subject="You have won",
        text="Claim your reward.",
        links=(ELSEWHERE,),
        lists=ListHeaders(),
    ),
    "a fortune, answers to a private address": letter(
        name="Barrister Cole",
        address="cole@chambers.example",
        reply_to=Address("", "cole.barrister@gmail.com"),
        subject="Confidential business proposal",
        authentication=Authentication("server", "mx.post.example", (), (), None, False),
    ),
    "a casino from a free host": advert(
        name="Spins",
        address="q7xk2mzz9w4@viv123.onmicrosoft.com",
        authentication=STRANGER,
        subject="RE: 300 free spins",
        text="Casino bonus without a deposit. Claim your bonus.",
        lists=ListHeaders(),
        links=(ELSEWHERE,),
    ),
    "a forged old letter": letter(
        name="Quaybank",
        address="service@quaybank.example",
        message_id="<MDYCNDRPEKNJRIIJDFRRXDAR@hotmail.com>",
        subject="Verify your account information",
        text=THREAT,
        links=(Link("http://192.0.2.7:81/login", "https://quaybank.example"), Link("https://quaybank.example/", "")),
    ),
    "a computer at home that writes to many": letter(
        address="a@smokes.example",
        subject="Cheap cigarettes!!",
        message_id=None,
        to=tuple(Address("", f"webmaster@town{number}.example") for number in range(12)),
        trail=(("received", "from x (dsl-12-7.line.example [192.0.2.7]) by mx.post.example with SMTP; Mon"),),
    ),
}

HONEST: dict[str, Message] = {
    "an advert": advert(),
    "a bank that warns": advert(
        name="Shop Bank", subject="Unusual activity on your account", text=THREAT, links=(OWN,), lists=ListHeaders()
    ),
    "a shop that gives away": advert(subject="Win a gift card!!", text="Claim your reward. You could be the winner."),
    "an exchange's newsletter": advert(
        name="Shop Exchange", subject="Your wallet", text="Bitcoin trading, airdrop news, your wallet", links=(OWN,)
    ),
    "a casino's own newsletter": advert(name="Shop Casino", text="Casino, free spins, no obligation", links=(OWN,)),
    "a writer under another name": advert(name="Walter", links=(TRACKED,), text="Walter here. Walter again. Shop."),
    "a person's name on a platform": advert(name="Marina", links=(TRACKED, Link("https://bit.ly/x", "More"))),
    "an unsigned small shop": advert(authentication=Authentication(), links=(TRACKED,), message_id=None),
    "a filter that is unsure": advert(marks=(("x-ms-exchange-organization-scl", "6"),)),
    "a filter that is sure of a shop's own": advert(marks=(("x-ms-exchange-organization-scl", "9"),), links=(OWN,)),
    "fancy letters alone": advert(subject="𝗕𝗹𝗮𝗰𝗸 Friday at the Shop", links=(OWN,)),
    "a shop behind the reader's own alias": advert(
        name="Shop - hello at shop.example",
        address="hello_at_shop_example_x@simplelogin.co",
        text="The Shop sells lamps. The Shop is open. Hurry, do not wait, and win a gift card.",
        authentication=vouched(("dkim", "simplelogin.co")),
        marks=(("x-simplelogin-original-from", "Shop <hello@shop.example>"),),
        links=(TRACKED, Link("https://bit.ly/x", "More")),
    ),
    "a late mail": advert(sent=DAY - timedelta(days=90), links=(OWN,)),
    "a post about fraud": letter(
        name="Jon",
        address="jon@letterbox.example",
        subject="Re: [garden] phishing",
        in_reply_to="<x@post.example>",
        text=f"They wrote: {THREAT} Do not click.",
        lists=ListHeaders(list_id="garden.club.example", post=True),
        bulk=True,
    ),
    "a friend who shouts": letter(name="Mira", address="mira@letterbox.example", subject="LOOK AT THIS LAMP!!"),
    "a friend without a message id": letter(name="Mira", address="mira@letterbox.example", message_id=None),
    "a friend at a numbered address": letter(name="Mira", address="mira19780412@gmail.com", subject="Sunday"),
    "a friend with a private address for answers": letter(
        name="Mira", address="mira@firm.example", reply_to=Address("", "mira@gmail.com"), subject="An inheritance!"
    ),
    "a note to several friends": letter(
        name="Mira", address="mira@letterbox.example", to=(Address("", "mira@letterbox.example"),), subject="We moved"
    ),
    "a person with an old server": letter(
        name="Jon",
        address="jon@box.example",
        trail=(("received", "from box.example (dsl-12-7.line.example [192.0.2.7]) by mx.post.example with SMTP; Mon"),),
    ),
    "a password of a service": letter(
        address="no-reply@shop.example", subject="Reset your password", text="Verify your email within 24 hours."
    ),
}


@pytest.mark.parametrize("story", SPAM)
def test_several_signs_make_spam_and_each_is_told(story: str) -> None:
    kind, reasons = judge(SPAM[story], ME)
    assert kind is Kind.SPAM, reasons
    assert len(set(reasons) & set(suspected(SPAM[story]))) > 1


@pytest.mark.parametrize("story", HONEST)
def test_nothing_honest_is_suspicious(story: str) -> None:
    assert suspected(HONEST[story]) == ()
    assert judge(HONEST[story], ME)[0] is not Kind.SPAM


@pytest.mark.parametrize("story", PEOPLE)
def test_no_letter_of_a_person_is_spam_whatever_it_was_written_with(story: str) -> None:
    assert judge(written(PEOPLE[story]), ME)[0] is not Kind.SPAM


def test_words_alone_are_not_enough_where_somebody_stands_behind_them() -> None:
    alone = letter(name="Check", address="help@check.example", subject="Account suspended", text=THREAT)
    assert suspected(alone)
    assert not suspected(replace(alone, authentication=vouched(("dkim", "check.example"))))
    assert not suspected(replace(alone, lists=WAY_OUT))


def test_a_number_in_an_address_and_a_loud_subject_are_no_second_family() -> None:
    joke = letter(
        address="lisa1984@gmail.com",
        subject="FREE viagra!!! haha",
        authentication=vouched(("dkim", "gmail.com")),
        message_id="<CAFq81@mail.gmail.com>",
    )
    assert suspected(joke) == ()
    forged = replace(joke, authentication=STRANGER)
    assert "not_vouched" in suspected(forged)


def test_an_honest_trade_alone_makes_no_letter_suspicious() -> None:
    for subject in ("Life insurance", "Toner", "Your mortgage rates", "LONG DISTANCE CALLS!!"):
        assert suspected(letter(address="bob1234@lake.example", subject=subject)) == ()


def test_what_a_vouched_house_with_its_own_links_says_decides_alone_and_disguised_words_are_still_seen() -> None:
    quiet = advert(links=(OWN,), text="Look at our lamps.")
    assert suspected(quiet) == ()
    assert "mixed_script" in suspected(replace(quiet, subject="Your wаllet"))
    assert suspected(replace(quiet, subject="Make money fast: you have won", text=THREAT))


def test_a_warning_that_nobody_vouches_for_is_honest_where_it_leads_nowhere_else() -> None:
    said: dict[str, Any] = {"subject": "Action required", "text": THREAT, "authentication": Authentication()}
    assert suspected(advert(**said, links=(OWN,))) == ()
    assert suspected(advert(**said, links=(OWN, ELSEWHERE)))


def test_a_vouched_house_that_lets_go_may_sell_with_fear() -> None:
    fear = advert(subject="Act now and save 60%", text="Suspicious activity is up.", links=(TRACKED,))
    assert suspected(fear) == ()
    assert suspected(replace(fear, authentication=STRANGER))


def test_the_weightiest_sign_is_told_first() -> None:
    assert suspected(SPAM["letters of another script"])[0] == "mixed_script"


def test_standing_comes_from_links_and_a_name_of_its_own_where_the_domain_is_vouched_for() -> None:
    def found(message: Message, *signs_found: str) -> tuple[str, ...]:
        return standing(view(message, signs(message), False), signs_found)

    honest = advert(links=(OWN,))
    assert found(honest) == ("own_links", "named_house", "lets_go")
    assert found(replace(honest, lists=ListHeaders())) == ("own_links", "named_house")
    assert found(replace(honest, authentication=Authentication())) == ("unvouched_links",)
    assert found(replace(honest, authentication=Authentication()), "threat") == ("own_links", "own_links_alone")
    copied = advert(links=(OWN, ELSEWHERE), authentication=Authentication())
    assert found(copied) == ("unvouched_links",)
    assert found(copied, "threat") == ()
    assert found(honest, "threat") == ("own_links", "named_house", "lets_go")
    assert found(advert(links=(TRACKED,), name="Mira")) == ()
    step = advert(subject="Please confirm your subscription", name="Mira", links=(TRACKED,))
    assert found(step) == ("own_step",)
    assert found(replace(step, authentication=Authentication())) == ()
    lent = advert(address="shop@substack.com", links=(Link("https://shop.substack.com/x", "x"),))
    assert found(replace(lent, authentication=vouched(("dkim", "substack.com")))) == ()


@given(
    subject=st.text(max_size=200),
    text=st.one_of(st.none(), st.text(max_size=500)),
    name=st.text(max_size=100),
    local=st.text(max_size=30),
    url=st.text(max_size=60),
    shown=st.text(max_size=60),
    hop=st.text(max_size=200),
    identifier=st.one_of(st.none(), st.text(max_size=60)),
)
def test_no_mail_makes_it_raise(
    subject: str, text: str | None, name: str, local: str, url: str, shown: str, hop: str, identifier: Any
) -> None:
    message = letter(
        subject=subject,
        text=text,
        sender=Address(name, f"{local}@shop.example"),
        links=(Link(f"https://{url}", shown), Link(url, shown)),
        trail=(("received", f"from {hop}"), ("received", hop)),
        message_id=identifier,
        return_path=local,
        authentication=VOUCHED,
    )
    seen = signs(message)
    assert isinstance(suspicious(message, seen, True), tuple)
    assert set(suspicious(message, seen, False)) <= book().weights.keys()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("pl", "Twoje konto zostało zablokowane: zweryfikuj swoje dane w ciągu 24 godzin"),
        ("sv", "Ditt konto har spärrats: bekräfta din identitet inom 24 timmar"),
        ("da", "Din konto er blevet spærret: bekræft din identitet inden for 24 timer"),
        ("no", "Kontoen din er sperret: bekreft identiteten din innen 24 timer"),
    ],
)
def test_threats_to_an_account_are_known_in_the_north_and_in_poland(language: str, subject: str) -> None:
    lure = letter(subject=subject, language=language, authentication=vouched(aligned=False))
    assert suspicious(lure, signs(lure), False)
    honest = replace(lure, authentication=VOUCHED)
    assert not suspicious(honest, signs(honest), False)
