"""What all mail shows together: who shares an account or a company, who advertised whom, where junk came."""

from inboxguard.senders.attribution import Kind, Legal, Role
from inboxguard.store.records import packed, unpacked
from inboxguard.trace.surroundings import Surroundings
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret, on


def test_only_attested_mail_lends_accounts_and_legal_identities() -> None:
    town = Town()
    legal = Legal(None, "123456")
    town.letter(SOFA, 0, platform="Mailer", account="7", legal=legal)
    town.letter(TEA, 0, platform="Mailer", account="7", legal=legal, authenticated=None)
    seen = town.scene()
    assert seen.users("Mailer", "7") == {SOFA}
    assert set(seen.showing(("number", "123456"))) == {SOFA}


def test_who_advertised_whom() -> None:
    town = Town()
    town.letter(SOFA, 5)
    key = town.letter(LANTERN, 0, hosted_for="Sofa Town Ltd")
    town.letter(LANTERN, 1, hosted_for="Nobody Known")
    assert town.scene().around.advertised == {SOFA: {LANTERN: key}}


def test_orders_stand_by_address_and_time_and_failed_mail_shows_none() -> None:
    town = Town()
    town.doing(SOFA, 5, Role.PURCHASE, SECRET, subject="Your order from Curtain Lane")
    town.doing(TEA, 2, Role.PURCHASE, SECRET)
    town.doing(CURTAIN, 1, Role.PURCHASE, SECRET, authenticated=False)
    seen = town.scene()
    assert [(one.organisation, one.at) for one in seen.orders(SECRET)] == [(TEA, on(2)), (SOFA, on(5))]
    assert seen.orders(MAIN) == seen.orders(None) == ()


def test_junk_stands_by_address_and_invented_addresses_by_their_domain() -> None:
    town = Town(("@house.example", MAIN))
    town.letter("pills.example", 0, "admin@house.example", kind=Kind.SPAM, authenticated=False)
    town.letter("pills.example", 0, "shop@house.example", kind=Kind.SPAM, authenticated=False)
    town.letter(SOFA, 0, "shop@house.example")
    town.letter("pills.example", 0, MAIN, kind=Kind.SPAM)
    around = town.scene().around
    assert around.junk[MAIN] == {"pills.example"}
    assert around.guessed == {"house.example": {"admin@house.example"}}


def test_they_can_be_put_away_and_taken_out_again() -> None:
    town = lantern_secret(platform="Mailer", account="7", legal=Legal("Sofa Town Ltd", "123456", "1 Mill Lane"))
    town.letter(LANTERN, 70, hosted_for="Sofa Town")
    town.letter("pills.example", 0, MAIN, kind=Kind.SPAM)
    town.letter("list.example", 0, MAIN, kind=Kind.DISCUSSION)
    town.letter("friend.example", 0, MAIN, kind=Kind.PERSONAL)
    around = town.scene().around
    assert unpacked(packed(around), Surroundings) == around
