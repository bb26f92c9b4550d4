from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.arrivals import arrival
from inboxguard.trace.said import Wording
from inboxguard.trace.signals.role import evidence, serves_others
from tests.trace.stories import LANTERN, SECRET, SOFA, Town, lantern_secret, on

HOPPER = SenderId("hopper.example")


def signals(town: Town, who: str = SOFA, day: int = 60) -> list[tuple[str, str | None]]:
    where = town.scene()
    seen = arrival(where, (SenderId(who), SECRET), on(day), {})
    return [(one.evidence.signal, one.source) for one in evidence(seen, where)]


def test_a_review_that_names_the_shop_of_a_recent_order() -> None:
    town = lantern_secret(subject="A spring move with Lantern Moves")
    assert signals(town) == []
    town = lantern_secret(subject="Please review your order at Lantern Moves")
    assert signals(town) == [("serves_source", LANTERN)]


def test_a_review_without_a_recent_order_is_no_service() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET)
    town.letter(SOFA, 60, SECRET, subject="Please review your order at Lantern Moves")
    assert signals(town) == []
    town.doing(LANTERN, 1, Role.PURCHASE, SECRET)
    town.letter("late.example", 200, SECRET, subject="Please review your order at Lantern Moves")
    assert signals(town, "late.example", 200) == []


def test_a_known_carrier_need_not_name_the_shop() -> None:
    town = lantern_secret()
    town.letter("dhl.de", 61, SECRET, subject="Ihr Paket kommt morgen")
    assert signals(town, "dhl.de", 61) == [("serves_source", LANTERN)]


def test_a_brand_that_the_source_advertised() -> None:
    town = lantern_secret()
    town.letter(LANTERN, 30, SECRET, hosted_for="Sofa Town")
    assert signals(town) == [("advertised_by_source", LANTERN)]


def test_an_order_mail_about_another_shop_shows_no_relation_with_its_sender() -> None:
    town = lantern_secret()
    town.doing(SOFA, 5, Role.PURCHASE, subject="Your parcel from Lantern Moves")
    town.doing(SOFA, 6, Role.PURCHASE, subject="Your parcel from Sofa Town")
    town.doing(SOFA, 7, Role.ACCOUNT, subject="Your parcel from Lantern Moves")
    where = town.scene()
    assert [serves_others(mail, SOFA, where) for mail in town.letters[-3:]] == [True, False, False]


def first_letter(town: Town) -> MessageKey:
    return next(mail.message for mail in town.letters if mail.organisation == SOFA)


def test_who_says_that_it_is_the_source_under_a_new_name_is_its_kin() -> None:
    town = lantern_secret()
    town.says(first_letter(town), Wording.KIN, "Lantern Moves")
    assert signals(town) == [("kin_by_own_word", LANTERN)]


def test_kin_of_somebody_else_or_denied_or_unattested_is_none() -> None:
    town = lantern_secret()
    town.letter("hopper.example", 1)
    town.names[HOPPER] = "Hopper"
    town.says(first_letter(town), Wording.KIN, "Lantern Moves", by="Hopper")
    assert signals(town) == []
    town = lantern_secret()
    town.says(first_letter(town), Wording.KIN, "Lantern Moves", negated=True)
    assert signals(town) == []
    town = lantern_secret(authenticated=None)
    town.says(first_letter(town), Wording.KIN, "Lantern Moves")
    assert signals(town) == []


def test_who_is_only_sold_at_the_sender_is_no_kin() -> None:
    for by in ("available at Sofa Town", "cheaper at Sofa Town", "closed", "Partner von Sofa Town"):
        town = lantern_secret()
        town.says(first_letter(town), Wording.KIN, "Lantern Moves", by=by)
        assert signals(town) == []


def test_words_about_a_purchase_at_the_source_are_a_service_unless_they_tell_the_origin() -> None:
    town = lantern_secret()
    town.says(first_letter(town), Wording.SERVED, "Lantern Moves")
    assert signals(town) == [("serves_source", LANTERN)]
    town.says(first_letter(town), Wording.CUST, "Lantern Moves")
    assert signals(town) == []
