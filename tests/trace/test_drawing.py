"""What chance made cannot be guessed; what somebody may write can, however odd it looks."""

import pytest

from inboxguard.facts.person import Person
from inboxguard.trace.addresses import guessable
from inboxguard.trace.drawing import NONE, drawn
from tests.trace.stories import MAIN

PERSON = Person((MAIN, "@mara.example"))


DRAWN = [
    "harbour-267933",
    "copper-649908",
    "x-g4tzyk41a",
    "kestrel-ba6251",
    "otter.9ca821",
    "heron_36c790",
    "fox-24ab9c",
]
WRITTEN = [
    "anna-cafe2024",
    "anna-decade10",
    "anna-abc123",
    "anna-bad666",
    "an-2024ab",
    "ba6251",
    "a-face12",
    "an-240185",
    "an-851224",
    "an-123456",
    "an-654321",
    "an-199087",
    "an-111222",
    "267933",
    "an-26793",
]


@pytest.mark.parametrize("local", DRAWN)
def test_hexadecimal_letters_and_digits_beside_a_word_were_drawn(local: str) -> None:
    assert not guessable(f"{local}@post.example", PERSON)


@pytest.mark.parametrize("local", WRITTEN)
def test_what_somebody_may_write_was_not(local: str) -> None:
    assert guessable(f"{local}@post.example", PERSON)


def test_what_has_the_shape_of_drawn_addresses_was_drawn_too() -> None:
    beside = ["kestrel-4f9d2a@post.example", "otter-9ca821@post.example"]
    for local in ("heron-240185", "heron-decade"):
        address = f"{local}@post.example"
        assert guessable(address, PERSON, known=drawn([*beside[:1], address]))
        assert not guessable(address, PERSON, known=drawn([*beside, address]))
        assert guessable(address, PERSON, known=drawn([one.replace("post", "other") for one in [*beside, *beside]]))


def test_addresses_that_somebody_wrote_make_no_shape() -> None:
    written = [f"anna-{word}@post.example" for word in ("shoppe", "garden", "tennis", "school", "travel")]
    assert drawn(written) == NONE
    assert all(guessable(address, PERSON, known=drawn(written)) for address in written)
    assert drawn([*written, "anna-4f9d2a@post.example", "anna-9ca821@post.example"]) == NONE


def test_the_name_of_an_organisation_is_no_secret_in_a_drawn_shape() -> None:
    beside = [f"x-{token}@post.example" for token in ("4f9d2a", "9ca821", "36c790")]
    address = "x-tandem@post.example"
    assert guessable(address, PERSON, ["Tandem"], drawn([*beside, address]))


def test_two_words_with_a_number_were_drawn_where_all_are_made_so() -> None:
    aliases = [f"{one}@alias.example" for one in ("lichen_willow584", "amber_fox209", "river_tide731")]
    assert all(guessable(one, PERSON) for one in aliases)
    assert not any(guessable(one, PERSON, known=drawn(aliases)) for one in aliases)
    assert all(guessable(one, PERSON, known=drawn(aliases[:2])) for one in aliases)


@pytest.mark.parametrize(
    "written",
    [
        ["anna_shop1985", "anna_bank1985", "anna_club1985"],  # a year of birth
        ["anna_shop123", "anna_bank123", "anna_club123"],  # one number for all
        ["anna_shop584", "anna_shop209", "anna_shop731"],  # one word for all
        ["shop584", "bank209", "club731"],
    ],
)
def test_numbers_that_somebody_wrote_make_no_family(written: list[str]) -> None:
    addresses = [f"{one}@alias.example" for one in written]
    assert all(guessable(one, PERSON, known=drawn(addresses)) for one in addresses)


def test_a_whole_local_part_has_a_shape_where_most_are_drawn() -> None:
    aliases = [f"{one}@alias.example" for one in ("k9z3mzxx7", "4cix67xye", "a1b2c3d4e", "banemi4ru")]
    assert guessable(aliases[3], PERSON)
    assert not guessable(aliases[3], PERSON, known=drawn(aliases))
    names = [f"{one}@alias.example" for one in ("annamaria", "christine", "elizabeth")]
    assert all(guessable(one, PERSON, known=drawn(names)) for one in names)


def test_an_alias_service_draws_letters_with_digits_but_a_word_may_be_chosen() -> None:
    known = drawn((), ["willow584@alias.example", "shop@alias.example"])
    assert not guessable("willow584@alias.example", PERSON, known=known)
    assert guessable("shop@alias.example", PERSON, known=known)
    assert guessable("willow583@alias.example", PERSON, known=known)


@pytest.mark.parametrize("local", ["osjwa9azx", "03i2mwy1g", "jxiqyjwzc", "x1y4lqgpi", "mhobyw5c0", "qvtzhrwkpf"])
def test_what_chance_explains_better_than_words_was_drawn(local: str) -> None:
    assert not guessable(f"{local}@alias.example", PERSON)


@pytest.mark.parametrize(
    "local",
    ["kreuzfahrten", "przedsiebiorstwo", "schlittschuh", "kjopmannskjaer", "top10reisen", "shop4you", "mccrory1985",
     "aaaaaaaaaa", "briefkasten2", "newsletterwirtschaft", "veldhoven24", "sprzedaz", "hjertehjaelp", "büromöbel"],
)  # fmt: skip
def test_words_of_many_languages_were_written(local: str) -> None:
    assert guessable(f"{local}@alias.example", PERSON)
