"""Who only delivers, bills or asks for a review is no source, and the shop that it names is no stranger."""

from inboxguard.senders.attribution import Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.services import carries, known
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, Town, lantern_secret

HOPPER = SenderId("hopper.example")


def served(subject: str, **over: object) -> Town:
    """Return the town in which a service's mail is all that is left of an order, and then Sofa Town writes."""
    town = Town(names={HOPPER: "Hopper Parcels"})
    town.doing(HOPPER, 0, Role.PURCHASE, SECRET, subject=subject, **over)
    town.letter(SOFA, 20, SECRET)
    return town


def test_who_only_delivers() -> None:
    town = lantern_secret()
    town.doing(HOPPER, 5, Role.PURCHASE, SECRET, subject="Your parcel arrives tomorrow")
    assert carries(town.scene().incoming[HOPPER])
    assert not carries(town.scene().incoming[LANTERN])
    assert not carries(())
    town.doing(HOPPER, 9, Role.ACCOUNT, MAIN, subject="Your new password")
    assert not carries(town.scene().incoming[HOPPER])


def test_a_service_that_is_seen_first_is_no_source_of_the_shops_copy() -> None:
    for subject in ("Your parcel arrives tomorrow", "Your payment was received", "How was your order?"):
        trail = served(subject).trails()[SOFA]
        assert (trail.source, trail.level) == (None, Level.NOT_SHOWN)


def test_the_shop_that_a_service_names_is_one_where_the_person_bought() -> None:
    for subject in ("Your payment to Sofa Town was received", "Please review your order at Sofa Town"):
        assert served(subject).trails()[SOFA].relation is Relation.OWN


def test_a_service_that_nobody_vouches_for_and_a_shop_that_markets_show_no_order_elsewhere() -> None:
    forged = served("Your payment to Sofa Town was received", authenticated=False)
    assert forged.trails()[SOFA].relation is not Relation.OWN
    town = served("Your payment to Sofa Town was received")
    town.letter(HOPPER, 30, SECRET)
    assert town.trails()[SOFA].relation is not Relation.OWN


def test_a_shop_of_which_nothing_but_its_orders_is_seen_may_be_a_source() -> None:
    town = lantern_secret()
    town.letters = [letter for letter in town.letters if letter.role is Role.PURCHASE or letter.organisation != LANTERN]
    assert town.trails()[SOFA].source == LANTERN


def test_known_services() -> None:
    assert known("dhl.de")
    assert not known(LANTERN)
