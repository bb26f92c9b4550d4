"""Partners that a shop lists in its own mail: whom it names, and when it names nobody."""

import pytest

from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.listings import partner
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.scene import Scene
from tests.trace.stories import CURTAIN, LANTERN, SECRET, SOFA, TEA, Town, on


def listing_town(names: tuple[str, ...] = ("Sofa Town", "Tea House"), **over: object) -> Town:
    town = Town()
    key = town.doing(LANTERN, 0, Role.SIGN_UP, SECRET, **over)
    for name in names:
        town.says(key, Wording.PARTNERS, name)
    town.letter(SOFA, 60, SECRET)
    town.letter(TEA, 70, SECRET)
    return town


def listed(scene: Scene) -> dict[str, set[str]]:
    return {named: {one.organisation for one in lists} for named, lists in scene.around.partners.items()}


def test_each_partner_knows_who_listed_it_and_when() -> None:
    partners = listing_town().scene().around.partners
    assert set(partners) == {SOFA, TEA}
    (one,) = partners[SOFA]
    assert (one.organisation, one.address, one.at) == (LANTERN, SECRET, on(0))
    assert one.quote == "partners: Sofa Town"


@pytest.mark.parametrize(
    "over",
    [{"authenticated": False}, {"authenticated": None}, {"kind": Kind.SPAM}, {"hosted_for": "Tea House"}, {"at": None}],
)
def test_mail_that_nobody_attests_and_words_of_others_list_nobody(over: dict[str, object]) -> None:
    assert listed(listing_town(**over).scene()) == {}


def test_unknown_names_and_the_shop_itself_are_no_partners() -> None:
    assert listed(listing_town(("Lantern Moves", "Unheard Of", "our partners")).scene()) == {}


def test_who_denies_lists_nobody() -> None:
    town = listing_town(())
    town.says(town.letters[0].message, Wording.PARTNERS, "Sofa Town", negated=True)
    town.says(town.letters[0].message, Wording.PARTNERS, "Sofa Town")
    assert listed(town.scene()) == {}


def test_a_name_with_and_in_it_is_read_whole() -> None:
    town = Town(names={TEA: "Marks", CURTAIN: "Marks and Sparrow"})
    for who in (TEA, CURTAIN):
        town.letter(who, 0)
    names = town.scene().directory
    quote = "Our partners Marks and Sparrow may write to you."
    assert partner(Statement(Wording.PARTNERS, "Marks", quote, False, "en"), names) == CURTAIN
    quote = "Our partners Marks, Sofa Town may write."
    assert partner(Statement(Wording.PARTNERS, "Marks", quote, False, "en"), names) == TEA


@pytest.mark.parametrize(
    "quote", ["Our partners Marks and Spencer may write.", "Our partner Spencer and Marks may write."]
)
def test_one_word_beside_and_may_be_half_a_name(quote: str) -> None:
    town = Town(names={TEA: "Marks"})
    town.letter(TEA, 0)
    assert partner(Statement(Wording.PARTNERS, "Marks", quote, False, "en"), town.scene().directory) is None


def test_two_known_words_beside_and_are_two() -> None:
    town = Town(names={TEA: "Marks", SOFA: "Spencer"})
    town.letter(TEA, 0)
    town.letter(SOFA, 0)
    names, quote = town.scene().directory, "Our partners Marks and Spencer may write."
    assert partner(Statement(Wording.PARTNERS, "Marks", quote, False, "en"), names) == TEA
    assert partner(Statement(Wording.PARTNERS, "Spencer", quote, False, "en"), names) == SOFA


@pytest.mark.parametrize("named", ["", " "])
def test_a_list_without_a_name_means_nobody(named: str) -> None:
    town = Town(names={TEA: "Tea House"})
    town.letter(TEA, 0)
    quote = "Our partners may write to you."
    assert partner(Statement(Wording.PARTNERS, named, quote, False, "en"), town.scene().directory) is None
