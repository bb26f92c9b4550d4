"""Signs in what a mail says, how it writes it and where it leads."""

from dataclasses import replace

import pytest

from inboxguard.facts.message import Link, LinkKind, Message
from inboxguard.senders.lures import disguises, links, words
from inboxguard.senders.oddities import view
from inboxguard.senders.signs import signs

from .letters import WAY_OUT, advert, letter


def found(message: Message, carried: bool = False) -> set[str]:
    sight = view(message, signs(message), carried)
    return {*disguises(sight), *words(sight), *links(sight)}


def leading(url: str, text: str = "Continue") -> Message:
    return advert(links=(Link(url, text),))


SIGNS: dict[str, tuple[Message, Message]] = {
    "mixed_script": (letter(subject="Your wаllet"), letter(subject="Ваши лампы от Lampshop")),
    "fancy_letters": (letter(name="𝗣𝗿𝗶𝘇𝗲𝘀"), letter(name="Prizes")),
    "hidden_signs": (letter(subject="Lam\u200bps"), letter(subject="Lamps\u200b")),
    "spaced_word": (letter(subject="a W I N N E R"), letter(subject="a winner")),
    "swapped_letters": (letter(subject="C@sino night"), letter(subject="Casino night")),
    "random_tail": (letter(subject="Rates are down!! xkwqd"), letter(subject="Rates are down, Mira")),
    "loud_subject": (letter(subject="BUY THESE LAMPS NOW"), letter(subject="SALE: lamps, all of them")),
    "advert_marked": (letter(subject="(광고) lamps"), letter(subject="Advent: lamps")),
    "advance_fee": (
        letter(subject="x", text="My late client left no next of kin. You are the beneficiary of a million dollars."),
        letter(subject="x", text="The beneficiary of the policy"),
    ),
    "fortune": (letter(subject="An inheritance"), letter(subject="A lamp")),
    "threat": (letter(subject="Your account has been suspended"), letter(subject="Your account, explained")),
    "threats": (
        letter(subject="Your account has been suspended", text="Unusual activity. Verify your identity."),
        letter(subject="x", text="Unusual activity on your account"),
    ),
    "urgency": (letter(subject="Action required"), letter(subject="Actions of the week")),
    "lure": (letter(subject="Action required: verify your account"), letter(subject="Action required: your tickets")),
    "coin": (letter(subject="An airdrop"), letter(subject="A drop of oil")),
    "coins": (letter(subject="Your airdrop", text="Connect your wallet"), letter(subject="x", text="your wallet")),
    "prize": (letter(subject="x", text="a gift card"), letter(subject="x", text="a card for your gift")),
    "prizes": (letter(subject="You have won"), letter(subject="x", text="Here is a gift card")),
    "junk_offer": (letter(subject="x", text="Make money fast"), letter(subject="x", text="Money, made fast")),
    "junk_offers": (
        letter(subject="x", text="Make money fast, extra income"),
        letter(subject="x", text="extra income"),
    ),
    "trade": (letter(subject="Life insurance"), letter(subject="Life, insured")),
    "trades": (
        letter(subject="Lose weight", text="Work from home"),
        letter(subject="x", text="interest rates and life insurance"),
    ),
    "disclaimer": (letter(subject="x", text="This is not spam"), letter(subject="x", text="About spam")),
    "strange_greeting": (letter(subject="x", text="Dear customer"), letter(subject="x", text="Dear Anna")),
    "false_reply": (letter(subject="Re: lamps", bulk=True), letter(subject="Re: lamps", bulk=True, lists=WAY_OUT)),
    "numeric_link": (leading("http://192.0.2.7:81/x"), leading("https://www24.shop.example/x")),
    "short_link": (leading("https://bit.ly/x"), leading("https://shop.example/bit.ly")),
    "free_host_link": (leading("https://lamps.web.app/x"), leading("https://web.app.shop.example/x")),
    "cheap_link": (leading("https://lamps.top/x"), leading("https://lamps.example/top")),
    "random_link": (leading("https://q7xk2mzz9w4.example/x"), leading("https://lamps.example/q7xk2mzz9w4")),
    "lying_link": (
        leading("https://other.example/x", "https://bank.example/login"),
        leading("https://other.example/x", "https://shop.example/lamps"),
    ),
    "foreign_links": (leading("https://other.example/x"), leading("https://news.shop.example/x")),
    "private_way_out": (
        advert(links=(Link("mailto:lamps4you@gmail.com?subject=remove", "Remove", LinkKind.UNSUBSCRIBE),)),
        advert(links=(Link("mailto:out@shop.example", "Out", LinkKind.UNSUBSCRIBE), Link("mailto:a@gmail.com", ""))),
    ),
    "little_else": (
        advert(links=(Link("https://shop.example", ""),), text="Look"),
        advert(links=(Link("https://shop.example", ""),), text="Look at this lamp. " * 20),
    ),
}


@pytest.mark.parametrize("code", SIGNS)
def test_each_sign_and_what_only_looks_like_it(code: str) -> None:
    odd, honest = SIGNS[code]
    assert code in found(odd)
    assert code not in found(honest)


def test_a_platform_explains_links_that_count_clicks() -> None:
    tracked = advert(links=(Link("https://click.mailfern.example/x", "www.shop.example"),))
    lying = advert(links=(Link("https://click.mailfern.example/x", "www.bank.example"),))
    assert {"foreign_links", "lying_link"} <= found(lying)
    assert not {"foreign_links", "lying_link"} & found(lying, carried=True)
    assert "lying_link" not in found(tracked)


def test_the_text_must_slip_often_a_single_word_says_nothing() -> None:
    assert "mixed_script" not in found(letter(subject="x", text="The ГОСТa of lamps"))
    assert "mixed_script" in found(letter(subject="x", text="Your wаllet, your аssets and your cоins are lоst"))


def test_one_phrase_in_a_long_text_is_chance_a_disclaimer_is_none() -> None:
    news = "The committee met on Monday and spoke of lamps. " * 50
    once = letter(subject="Minutes", text=f"{news} Suspicious activity, and long distance calls. This is not spam.")
    assert found(once) == {"disclaimer"}
    assert "threat" in found(replace(once, subject="Suspicious activity"))
    assert "threat" in found(replace(once, text=f"{news} Unusual activity. Suspicious activity."))
