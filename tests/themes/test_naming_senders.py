"""What the names of senders say: shops of a theme are known by theirs, and nobody for letters that happen to fit."""

import pytest

from inboxguard.themes.naming_senders import Names, clearest
from tests.themes.lexicons import SMALL

NAMES = Names(SMALL)
ENGLISH, GERMAN = frozenset({"en"}), frozenset({"de"})


@pytest.mark.parametrize(
    ("name", "languages", "says"),
    [
        ("Stroller World", ENGLISH, {"baby": "strong"}),
        ("strollers", ENGLISH, {"baby": "strong"}),
        ("Baby & Home", ENGLISH, {"baby": "medium"}),
        ("babymarket", ENGLISH, {"baby": "strong"}),
        ("mybabyclub24", ENGLISH, {"baby": "strong"}),
        ("baby-market", ENGLISH, {"baby": "medium"}),
        ("mamababy", ENGLISH, {"baby": "strong"}),
        ("motherstobe", ENGLISH, {"baby": "strong"}),
        ("Tiny Toes", ENGLISH, {"baby": "hint"}),
        ("tinytoesshop", ENGLISH, {"baby": "hint"}),
        ("babyone", ENGLISH, {"baby": "part"}),
        ("Kinderwagenwelt", GERMAN, {"baby": "strong"}),
        ("Hochzeitshaus", GERMAN, {"wedding": "strong"}),
        ("BÄBY", ENGLISH, {"baby": "medium"}),
        ("babyloss", ENGLISH, {"loss": "strong"}),
        ("Baby Loss Circle", ENGLISH, {"loss": "strong"}),
        ("babylossclub", ENGLISH, {"loss": "strong"}),
        ("weddingandfuneral", ENGLISH, {"wedding": "strong", "funeral": "strong"}),
        ("Kinderwagen", frozenset(), {"baby": "strong"}),
    ],
)
def test_a_name_says_its_theme(name: str, languages: frozenset[str], says: dict[str, str]) -> None:
    assert NAMES.says(name, languages) == says


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("Lindgren & Moss", ENGLISH),
        ("Baby Blue Diner", ENGLISH),
        ("babyblue", ENGLISH),
        ("babyspinachfarm", ENGLISH),
        ("Mama's Pizza", ENGLISH),
        ("numbers", ENGLISH),
        ("Humber Bridge", ENGLISH),
        ("rebabyfy", ENGLISH),
        ("market24", ENGLISH),
        ("Kinderwagen", ENGLISH),
        ("", ENGLISH),
        ("1und1", GERMAN),
        ("👶", ENGLISH),
        ("a" * 5000, ENGLISH),
    ],
)
def test_a_name_that_says_nothing(name: str, languages: frozenset[str]) -> None:
    assert NAMES.says(name, languages) == {}


def test_lists_and_hosts_say_it_in_labels_before_the_domain() -> None:
    assert NAMES.list_says("baby-club.shop.example", None, ENGLISH) == {"baby": "medium"}
    assert NAMES.list_says("babyclub.shop.example", None, ENGLISH) == {"baby": "strong"}
    assert NAMES.list_says(None, "news@babyclub.shop.example", ENGLISH) == {"baby": "strong"}
    assert NAMES.list_says("news.babymarket.example", "news@mail.babymarket.example", ENGLISH) == {}
    assert NAMES.list_says(None, None, ENGLISH) == {}
    assert NAMES.list_says("8a7f.list-id.mailfern.example", "me", ENGLISH) == {}


def test_the_clearest_of_several_counts() -> None:
    assert clearest([{"baby": "part"}, {"baby": "strong", "loss": "hint"}, {"baby": "medium"}]) == {
        "baby": "strong",
        "loss": "hint",
    }


def test_what_is_remembered_is_bounded() -> None:
    names = Names(SMALL)
    for number in range(9000):
        names.says(f"shop{number}", ENGLISH)
    assert len(names._remembered) <= 8192
