"""Senders that write about one theme alone are proposed, whole or by list; shops that also do so are left in peace."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.themes.history import Heard, boilerplate, leanings
from inboxguard.themes.leaning import Leaning, proposed
from inboxguard.themes.matching import Mention
from tests.themes.lexicons import SMALL
from tests.themes.messages import attribution

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
BABY = frozenset({"baby"})
MOSS: dict[str, Any] = {
    "organisation": "moss.example", "name": "Moss", "address": "news@moss.example", "list_id": "news.moss.example",
}  # fmt: skip
MARKET = MOSS | {"organisation": "babymarket.example", "name": "Babymarket", "address": "news@babymarket.example"}
SIGNS = {
    "N": ("subject", 1.2),
    "n": ("text", 1.0),
    "h": ("text", 0.4),
    "l": ("link:3", 0.5),
    "s": ("sender", 0.25),
    "o": ("text", 1.0),
}


def mail(sign: str, number: int = 0, theme: str = "baby", at: datetime | None = None, **fields: Any) -> Heard:
    """Return a mail: N names the theme in its subject, n in its text, h hints, l says it in a link, . says nothing.

    s holds a word of it in the sender's name alone, o in name and text.
    """
    key = MessageKey(f"{fields.get('list_id', '')}{number}")
    one = attribution(**(MOSS | {"message": key, "at": at or START + timedelta(days=11 * number)} | fields))
    if sign not in SIGNS:
        return one, ()
    field, score = SIGNS[sign]
    spans = ((field, 0, 4), ("sender", 0, 4)) if sign == "o" else ((field, 0, 4),)
    return one, (Mention(theme, key, score, spans, ("word",), True),)


def mails(signs: str, **fields: Any) -> list[Heard]:
    return [mail(sign, number, **fields) for number, sign in enumerate(signs)]


def found(heard: Sequence[Heard], themes: frozenset[str] = BABY, **told: Any) -> list[Leaning]:
    """Return the leanings that the person would be asked about."""
    return [one for one in leanings(heard, SMALL, themes, **told) if proposed(one)]


def codes(leaning: Leaning) -> dict[str, tuple[int, int]]:
    return {reason.code: (reason.part, reason.whole) for reason in leaning.because}


def test_mail_that_only_hints_goes_with_that_which_names_it() -> None:
    (one,) = found(mails("NhNh.NhN"))
    assert (one.theme, one.lists) == ("baby", ())
    assert codes(one) == {"named": (4, 8), "hints": (3, 8)}
    assert one.messages == ("0", "2", "5", "7")


@pytest.mark.parametrize(
    "signs",
    [
        "", ".", "N", "NN", "...", "N..", "N....", "NN......", "NNN.........", "N" * 6 + "." * 30, "hhhh", "h" * 30,
        "nnnnn", "n" * 40, "N" + "n" * 12, "ssssssss", "llllllll", ".h.h.h.h",
    ],
)  # fmt: skip
def test_shops_that_sometimes_write_about_it_or_have_it_in_their_menu_stay(signs: str) -> None:
    assert found(mails(signs)) == []


def test_the_name_and_the_domain_of_a_sender_say_it_from_the_first_mail_on() -> None:
    (one,) = found(mails("N", **MARKET))
    assert codes(one) == {"named": (1, 1), "name": (1, 0), "domain": (1, 0)}
    assert found(mails(".N", **MARKET))
    assert found(mails("h.hhN.", **MARKET))


def test_a_name_alone_is_not_enough() -> None:
    assert found(mails("....", **MARKET)) == []
    assert found(mails("ssss", **MARKET)) == []
    assert found(mails("N" + "." * 12, **MARKET)) == []
    assert found(mails("N..", name="Green Nursery", organisation="greennursery.example")) == []


def test_the_own_name_of_a_sender_in_all_its_mail_is_no_menu_and_no_proof() -> None:
    assert found(mails("NooNo", **MARKET))
    assert found(mails("oooooo", **MARKET)) == []
    assert found(mails("N" + "o" * 12, name="Green Nursery", organisation="greennursery.example")) == []


def test_a_name_that_says_another_theme_speaks_against_it() -> None:
    bare = leanings(mails("NhN"), SMALL, BABY)[0].p
    assert leanings(mails("NhN", name="Funeral Care"), SMALL, BABY)[0].p < bare
    assert leanings(mails("NhN", name="Wedding & Baby"), SMALL, BABY)[0].p <= bare


def test_a_shop_of_several_themes_is_none_of_them() -> None:
    subjects = ("Funeral flowers", "Roses for your wedding", "Spring flowers", "Bereavement gifts")
    heard = [
        mail("N" if "uneral" in subject or "Ber" in subject else ".", number, "funeral", subject=subject)
        for number, subject in enumerate(subjects * 4)
    ]
    assert found(heard, frozenset({"funeral"})) == []
    named = [(one, said) if said else (one, ()) for one, said in heard]
    assert leanings(named, SMALL, frozenset({"funeral"}))[0].p < 0.3


def test_a_theme_near_it_is_no_other_theme() -> None:
    near = [mail("N" if number % 2 else ".", number, subject="Support after a miscarriage") for number in range(8)]
    far = [mail("N" if number % 2 else ".", number, subject="Your funeral plan") for number in range(8)]
    assert leanings(near, SMALL, BABY)[0].p > leanings(far, SMALL, BABY)[0].p


def test_only_one_list_of_a_shop_is_proposed() -> None:
    club = mails("NhNhNN", list_id="club.moss.example")
    news = mails("..........", list_id="news.moss.example")
    (one,) = found(sorted([*club, *news], key=lambda each: (each[0].at, each[0].message)))  # type: ignore[arg-type]
    assert one.lists == ("club.moss.example",)
    assert all(key.startswith("club") for key in one.messages)


def test_two_lists_on_the_theme_are_the_sender() -> None:
    (one,) = found([*mails("NhNhN", list_id="club.moss.example"), *mails("hNN.Nh", list_id="weeks.moss.example")])
    assert one.lists == ()


def test_a_list_that_is_called_so_says_it_of_itself_and_not_of_the_shop() -> None:
    club = mails("Nh.h", list_id="babyclub.moss.example")
    (one,) = found([*club, *mails("." * 8)])
    assert (one.lists, codes(one)["list"]) == (("babyclub.moss.example",), (4, 4))
    assert found([*mails("....", list_id="babyclub.moss.example"), *mails("." * 8)]) == []


def test_campaign_names_and_landing_pages_hint() -> None:
    plain, called = mails("NN.N..."), mails("NN.N...", campaigns=("strollers_2026",))
    assert leanings(called, SMALL, BABY)[0].p > leanings(plain, SMALL, BABY)[0].p
    assert codes(leanings(called, SMALL, BABY)[0])["campaign"] == (7, 7)
    assert codes(found(mails("NlNlNlN"))[0])["landing"] == (3, 7)


def test_a_countdown_says_it() -> None:
    weeks = [
        mail("N" if number == 0 else ".", number, subject=f"Week {number + 30}", at=START + timedelta(weeks=number))
        for number in range(4)
    ]
    other = [mail("N" if number == 0 else ".", number, at=START + timedelta(weeks=number)) for number in range(4)]
    assert codes(leanings(weeks, SMALL, BABY)[0])["countdown"] == (4, 4)
    assert leanings(weeks, SMALL, BABY)[0].p > 3 * leanings(other, SMALL, BABY)[0].p


@pytest.mark.parametrize(
    ("role", "code"), [(Role.SIGN_UP, "registered"), (Role.ACCOUNT, "registered"), (Role.PURCHASE, "bought")]
)
def test_what_the_person_registered_for_says_it_where_it_names_the_theme(role: Role, code: str) -> None:
    dealt = mail("N", 90, kind=Kind.TRANSACTIONAL, role=role)
    silent = mail(".", 90, kind=Kind.TRANSACTIONAL, role=role)
    with_it, without = (leanings([*mails("NN.h."), one], SMALL, BABY)[0] for one in (dealt, silent))
    assert codes(with_it)[code] == (1, 1)
    assert with_it.p > without.p
    assert codes(without).get(code) is None


def test_receipts_and_other_mail_count_on_neither_side() -> None:
    plain = found(mails("NhNhN"))
    receipts = [mail(".", 100 + number, kind=Kind.TRANSACTIONAL) for number in range(20)]
    assert found([*mails("NhNhN"), *receipts]) == plain
    assert found([*mails("NhNhN"), mail(".", 200, outgoing=True)]) == plain
    assert found(mails("NNNNN", kind=Kind.TRANSACTIONAL)) == []
    assert found(mails("NNNNN", outgoing=True)) == []


def test_examples_put_on_the_shelf_by_hand() -> None:
    heard = mails("..h.h")
    assert found(heard) == []
    keys = {one.message for one, _ in heard[:3]}
    (one,) = found(heard, examples={"baby": keys})
    assert codes(one)["examples"] == (3, 5)
    assert leanings(mails("....."), SMALL, BABY, examples={"baby": {MessageKey("of others")}}) == ()


def season(months: Sequence[int], sign: str, theme: str, rest: str = ".") -> list[Heard]:
    """Return two mails a month of 2026, `sign` in `months` and `rest` in others."""
    return [
        mail(sign if month in months else rest, 100 * month + day, theme, datetime(2026, month, day, tzinfo=UTC))
        for month in range(1, 13)
        for day in (4, 19)
    ]


def test_a_shop_that_writes_about_it_in_its_season_is_a_shop() -> None:
    assert found(season((4, 5), "N", "mothers_day"), frozenset({"mothers_day"})) == []
    assert found(season((1, 2), "N", "wedding"), frozenset({"wedding"})) == []
    begun = [one for one in season((4, 5), "N", "mothers_day") if one[0].at and one[0].at.month in (4, 5)]
    assert found(begun, frozenset({"mothers_day"})) == []


def test_a_month_of_one_theme_is_a_campaign() -> None:
    heard = [mail("N" if number < 4 else ".", number, at=START + timedelta(days=5 * number)) for number in range(24)]
    assert found(heard) == []


def test_who_writes_about_a_day_all_year_is_meant() -> None:
    (one,) = found(season(range(1, 13), "N", "mothers_day"), frozenset({"mothers_day"}))
    assert one.theme == "mothers_day"


def test_the_country_tells_the_season() -> None:
    heard = [
        mail("N", at.day, "mothers_day", at) for at in (datetime(2026, 2, day, tzinfo=UTC) for day in range(2, 16, 3))
    ]
    british, german = (
        leanings(heard, SMALL, frozenset({"mothers_day"}), country=country)[0].p for country in ("GB", "de")
    )
    assert british < german


def test_themes_that_are_not_marked_are_never_meant() -> None:
    assert leanings(mails("NhNhN"), SMALL, frozenset()) == ()
    assert leanings(mails("NhNhN"), SMALL, frozenset({"wedding"})) == ()
    assert leanings([], SMALL, BABY) == ()
    assert leanings(mails("NhNhN"), SMALL, frozenset({"baby", "unknown"}))[0].theme == "baby"


def test_mail_without_dates_names_or_lists_is_borne() -> None:
    heard = [
        mail(sign, number, name="", organisation=None, list_id=None, address=None)
        for number, sign in enumerate("NhNhN")
    ]
    assert found([(undated(one), said) for one, said in heard])


def undated(one: Attribution) -> Attribution:
    return replace(one, at=None)


def test_only_the_last_sixty_mails_count() -> None:
    assert found(mails("." * 60 + "NhNhNN" * 10))
    assert found(mails("NhNhNN" * 10 + "." * 60)) == []


@pytest.mark.parametrize("length", [3, 5, 8, 12, 30, 60])
def test_a_general_shop_is_practically_never_proposed(length: int) -> None:
    chance = random.Random(length)

    def shop() -> str:
        return "".join("N" if chance.random() < 0.1 else "h" if chance.random() < 0.05 else "." for _ in range(length))

    assert sum(bool(found(mails(shop()))) for _ in range(500)) <= 8


def test_words_of_a_menu_are_boilerplate() -> None:
    def written(number: int, field: str, *terms: str) -> Heard:
        one, _ = mail(".", number)
        return one, (Mention("baby", one.message, 1.0, ((field, 0, 4),), terms, True),) if terms else ()

    menu = [written(number, "text", "baby", "nursery") for number in range(4)]
    assert boilerplate(menu) == frozenset()
    assert boilerplate([*menu, written(5, "text", "baby", "stroller*")]) == {("baby", "baby"), ("baby", "nursery")}
    assert boilerplate([*menu, written(5, "text", "baby"), written(6, "text")]) == {("baby", "baby")}
    assert boilerplate([*menu, written(5, "text"), written(6, "text")]) == frozenset()
    assert boilerplate([written(number, "subject", "baby") for number in range(9)]) == frozenset()
    assert boilerplate([]) == frozenset()


def test_twenty_mails_take_no_time() -> None:
    heard = mails("Nh.NhnN.h.NNh.Nh..Nh")
    leanings(heard, SMALL, BABY)
    best = 1.0
    for _ in range(20):
        began = time.process_time()
        for _ in range(5):
            leanings(heard, SMALL, BABY)
        best = min(best, (time.process_time() - began) / 5)
    assert best < 0.002
