"""What people write on their aliases; as many labels that mean nobody as such that mean somebody."""

import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from inboxguard.trace.labels import meant
from inboxguard.trace.naming import Directory, directory
from tests.trace.stories import LANTERN, SOFA, TEA, Town

MARKS = "marksspencer.example"


@pytest.fixture(scope="module")
def known() -> Directory:
    town = Town(names={SOFA: "Sofa Town", MARKS: "Marks & Spencer", "updates.example": "Updates", "u.example": "Aurum"})  # type: ignore[dict-item]
    for who in (LANTERN, SOFA, TEA, MARKS, "updates.example", "u.example"):
        town.letter(who, 1)
    return directory(town.senders())


@pytest.mark.parametrize(
    ("label", "organisation"),
    [
        ("Tea House", TEA),
        ("tea house", TEA),
        ("Used on Tea House", TEA),
        ("my tea house account", TEA),
        ("Tea House newsletter.", TEA),
        ("Konto bei Sofa Town", SOFA),
        ("Marks & Spencer", MARKS),
        ("lanternmoves", LANTERN),
        ("aurum", "u.example"),
        ("teahouse.example", TEA),
        ("https://www.teahouse.example/account?x=1", TEA),
        ("Used on news.sofatown.example", SOFA),
        ("newshop.example", "newshop.example"),
        ("Signup at https://shop.newshop.example/", "newshop.example"),
    ],
)
def test_a_label_that_names_one_organisation(known: Directory, label: str, organisation: str) -> None:
    assert meant(label, known) == organisation


@pytest.mark.parametrize(
    "label",
    [
        "",
        "newsletter",
        "for shopping",
        "updates",  # a sender calls itself so, but here it is a common word
        "Tea House and Sofa Town",
        "Tea House, Zebra Shop",
        "Tea House / Zebra",
        "Zebra Tea House",
        "Tea House Zebra",
        "teahouse.example sofatown.example",
        "teahouse.example, for Zebra",
        "forwards to anna@teahouse.example",
        "St.Pauli",
        "Marks",
        "Spencer",
        "house",
        "v2.0",
        "10.0.0.1",
    ],
)
def test_a_label_that_names_nobody_or_may_name_another(known: Directory, label: str) -> None:
    assert meant(label, known) is None


@example_of(st.text(max_size=400))
def test_any_label_is_read_without_an_error(label: str) -> None:
    meant(label, directory(()))
