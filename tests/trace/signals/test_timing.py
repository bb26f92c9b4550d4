"""Times and company at an address: they weigh between explanations and never point to anybody by themselves."""

from dataclasses import replace

from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.arrivals import arrival, places
from inboxguard.trace.signals.timing import evidence
from inboxguard.trace.trail import Level, Relation
from inboxguard.trace.weighing import Sighting
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret


def seen(town: Town, recipient: str = SOFA) -> dict[str, Sighting]:
    where = town.scene()
    place, first = next((place, first) for place, first in places(where) if place[0] == recipient)
    return {item.evidence.signal: item for item in evidence(arrival(where, place, first, {}), where)}


def test_a_first_mail_soon_after_the_contact_weighs_more_than_a_late_one() -> None:
    worth = {}
    for day in (5, 20, 60, 400):
        town = Town()
        town.doing(LANTERN, 0, Role.SIGN_UP, SECRET)
        town.letter(SOFA, day, SECRET)
        found = seen(town).get("soon_after")
        worth[day] = found.evidence.weight if found else 0.0
    assert worth[5] == worth[20] == 1.1 > worth[60] > worth[400] == 0.0


def test_who_deals_with_many_shops_learns_nothing_from_a_short_delay() -> None:
    town = Town()
    town.doing(LANTERN, 300, Role.SIGN_UP, SECRET)
    for number in range(12):
        town.doing(TEA, 301 + number % 4, Role.PURCHASE, MAIN)
    town.letter(SOFA, 305, SECRET)
    quiet = Town()
    quiet.doing(LANTERN, 300, Role.SIGN_UP, SECRET)
    quiet.letter(SOFA, 305, SECRET)
    assert "soon_after" not in seen(town)
    assert seen(quiet)["soon_after"].evidence.weight == 1.1


def test_without_a_contact_or_at_an_address_that_can_be_guessed_a_delay_says_nothing() -> None:
    for to, doing in ((SECRET, False), (MAIN, True)):
        town = Town()
        if doing:
            town.doing(LANTERN, 0, Role.SIGN_UP, to)
        else:
            town.letter(LANTERN, 0, to)
        town.letter(SOFA, 5, to)
        assert "soon_after" not in seen(town)


def test_unrelated_senders_at_the_address_speak_of_sharing_up_to_three() -> None:
    for others, weight in ((1, 0.4), (2, 0.8), (5, 1.2)):
        town = lantern_secret(alone=True)
        for number in range(others):
            town.letter(f"shop{number}.example", 70 + number, SECRET)
        assert seen(town)["fan_out"].evidence.weight == weight
    assert "fan_out" not in seen(lantern_secret(alone=True))


def test_a_sister_or_a_shop_that_the_person_dealt_with_is_no_unrelated_sender() -> None:
    town = lantern_secret(alone=True)
    town.letter(CURTAIN, 70, SECRET)
    town.groups = {SOFA: "Sofa Holding", CURTAIN: "Sofa Holding"}
    assert "fan_out" not in seen(town)
    town = lantern_secret(alone=True)
    town.doing(CURTAIN, 70, Role.PURCHASE, SECRET)
    assert "fan_out" not in seen(town)


def test_junk_at_the_address_speaks_of_a_leak() -> None:
    town = lantern_secret()
    assert "junk_senders" not in seen(town)
    for number in range(4):
        town.letter(f"pills{number}.example", 70, SECRET, kind=Kind.SPAM, authenticated=False)
    assert seen(town)["junk_senders"].evidence.weight == 1.2
    assert dict(town.trails()[SOFA].p_relation or ())[Relation.LEAK] > 0.15


def test_junk_to_many_invented_addresses_is_a_wave_of_guesses() -> None:
    town = Town(("@house.example",))
    town.doing(LANTERN, 0, Role.SIGN_UP, "info@house.example")
    for name in ("admin", "sales", "office", "shop", "mail", "anna"):
        town.letter(f"pills-{name}.example", 10, f"{name}@house.example", kind=Kind.SPAM, authenticated=False)
    town.letter(SOFA, 20, "info@house.example")
    assert "guess_wave" in seen(town)
    town.person = replace(town.person, addresses=(MAIN,)) if isinstance(town.person, Person) else town.person
    assert "guess_wave" not in seen(town)


def test_times_alone_point_to_nobody() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, MAIN)
    for number in range(3):
        town.letter(f"shop{number}.example", 4 + number, MAIN)
    town.letter(SOFA, 3, MAIN)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.level) == (None, Level.NOT_SHOWN)
