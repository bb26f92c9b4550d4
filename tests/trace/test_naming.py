import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.sender import SenderId
from inboxguard.trace.naming import bare, says_nobody, told_apart, words
from tests.trace.stories import CURTAIN, LANTERN, SOFA, TEA, Town

NAMES = {TEA: "Marks", CURTAIN: "Marks and Sparrow"}


def known() -> Town:
    town = Town(names=NAMES)
    for who in (LANTERN, SOFA, CURTAIN, TEA):
        town.letter(who, 0)
    return town


@pytest.mark.parametrize(
    ("named", "who"),
    [
        ("Lantern Moves", LANTERN),
        ("lantern moves", LANTERN),
        ("Lantern Moves GmbH & Co. KG", LANTERN),
        ("our partner Lantern Moves", LANTERN),
        ("der Lantern Moves GmbH", LANTERN),
        ("Lantern Moves and you agreed", LANTERN),
        ("Lantern Moves newsletter", LANTERN),
        ("Lantern Moves Ltd who sent it", LANTERN),
        ("www.lanternmoves.example", LANTERN),
        ("https://www.lanternmoves.example/registry", LANTERN),
        ("lanternmoves", LANTERN),
        ("Marks and Sparrow", CURTAIN),
        ("Marks", TEA),
    ],
)
def test_a_name_is_known_whatever_stands_around_it(named: str, who: str) -> None:
    assert known().scene().directory.resolve(named) == who


@pytest.mark.parametrize(
    "named",
    [
        "",
        "our partners",
        "Lantern",
        "Lantern Moves Abroad",
        "Moves",
        "Marks and Spencer",
        "Marks and Lantern",
        "Marks Abroad",
        "evil.example",
        "lanternmoves.example.evil.example",
        "lanternmoves.example or sofatown.example",
        "sofa",
        "marks",
    ],
)
def test_a_name_that_is_not_quite_theirs_is_nobodys(named: str) -> None:
    assert known().scene().directory.resolve(named) is None


def test_a_name_that_two_bear_is_nobodys() -> None:
    town = Town(names={SOFA: "Lantern Moves"})
    town.letter(LANTERN, 0)
    town.letter(SOFA, 0)
    assert town.scene().directory.resolve("Lantern Moves") is None
    assert town.scene().directory.resolve("sofatown.example") == SOFA


def test_names_within_a_subject_and_a_tag() -> None:
    directory = known().scene().directory
    assert directory.within("How was your order at Lantern Moves? 5 stars") == {LANTERN}
    assert directory.within("Lantern light moves") == frozenset()
    assert directory.tagged("lantern-moves.2024") == {LANTERN}
    assert directory.tagged("lantern") == directory.tagged("") == frozenset()


def test_common_words_name_nobody() -> None:
    assert says_nobody("one of our partners")
    assert says_nobody("unseren Partnern")
    assert says_nobody("")
    assert not says_nobody("our partner Lantern")


def test_legal_forms_never_empty_a_name() -> None:
    assert words("AG") == ("ag",)
    assert bare(("sofa", "town", "ltd")) == ("sofa", "town")


@given(st.text(max_size=300))
def test_any_text_is_looked_up_without_an_error(text: str) -> None:
    directory = known().scene().directory
    assert directory.resolve(text) in {None, LANTERN, SOFA, CURTAIN, TEA}
    directory.within(text)
    directory.tagged(text)


def test_of_several_that_are_called_the_same_each_is_told_by_its_domain_where_something_is_claimed() -> None:
    names = {SenderId("a.example"): "Lindgarn", SenderId("b.example"): "LINDGARN", SenderId("c.example"): "Garnhaus"}
    told = told_apart(names)
    assert told == {"a.example": "a.example", "b.example": "b.example", "c.example": "Garnhaus"}
    assert told_apart(names, frozenset({"b.example"}))[SenderId("a.example")] == "Lindgarn"
    alike = {SenderId("zalora.example"): "Zalora", SenderId("zal0ra.example"): "Zal0ra"}
    assert told_apart(alike) == {"zalora.example": "zalora.example", "zal0ra.example": "zal0ra.example"}
    assert told_apart({}) == {}
