"""Addresses drawn for one organisation: nobody can guess them, they make no word, and they name nobody."""

import random

import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from inboxguard.facts.person import Person
from inboxguard.trace.addresses import guessable, tag
from inboxguard.trace.canaries import LENGTH, LETTERS, bases, canary, token
from tests.trace.stories import MAIN, NAMES

PERSON = Person((MAIN, "@mara.example", "k9z3mzxx7p@alias.example"))
_NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=1, max_size=24)


def test_a_token_holds_forty_bits_and_no_vowel() -> None:
    assert len(LETTERS) ** LENGTH >= 2**40
    assert not set(LETTERS) & set("aeiouyl")
    drawn = {token() for _ in range(500)}
    assert len(drawn) == 500
    assert set().union(*drawn) == set(LETTERS)


@pytest.mark.parametrize(
    ("base", "begins", "ends"),
    [
        (MAIN, "mara+", "@post.example"),
        ("Mara+shop@Post.Example", "mara+", "@post.example"),
        ("@mara.example", "", "@mara.example"),
    ],
)
def test_it_is_made_from_an_address_or_a_domain(base: str, begins: str, ends: str) -> None:
    made = canary(base, PERSON)
    assert made.startswith(begins)
    assert made.endswith(ends)
    assert PERSON.owns(made)
    assert len(made) == len(begins) + LENGTH + len(ends)
    assert tag(made, PERSON) is not None


@example_of(st.integers(0, 2**32), _NAMES, st.lists(_NAMES, max_size=5), st.booleans(), st.booleans())
def test_nobody_can_guess_it_whatever_else_the_person_owns(
    seed: int, local: str, others: list[str], whole: bool, listed: bool
) -> None:
    base = "@own.example" if whole else f"{local}@own.example"
    own = (base, *(f"{name}@own.example" for name in others))
    chance = random.Random(seed)
    made = canary(base, Person(own), NAMES.values(), draw=lambda: token(chance.choice))
    assert not guessable(made, Person(own), NAMES.values())
    # Also when it stands in the list of own addresses itself, and another canary beside it.
    beside = canary(base, Person(own), taken=(made,), draw=lambda: token(chance.choice))
    assert beside != made
    if listed:
        assert not guessable(made, Person((*own, made, beside)), NAMES.values())


def test_it_is_never_one_that_is_in_use_or_the_name_of_somebody() -> None:
    draws = iter(["bcdfghjkmn", "pqrstvwxzb", "zxwvtsrqpn"])
    made = canary(MAIN, PERSON, ["BCDFGHJKMN Ltd"], ["Mara+pqrstvwxzb@post.example"], lambda: next(draws))
    assert made == "mara+zxwvtsrqpn@post.example"


@pytest.mark.parametrize("base", ["", "mara", "mara@", "@"])
def test_what_is_no_address_makes_none(base: str) -> None:
    with pytest.raises(ValueError):
        canary(base, PERSON)


def test_a_broken_source_of_chance_makes_none() -> None:
    with pytest.raises(ValueError, match="post"):
        canary(MAIN, PERSON, draw=lambda: "shop")


def test_what_it_is_made_from_begins_with_domains_and_then_what_is_written_to_most() -> None:
    person = Person(
        ("old@post.example", "mara+tea@post.example", MAIN, "@mara.example", "x7kd93@mozmail.com", "m@sub.mozmail.com",
         "mara@icloud.com")
    )  # fmt: skip
    assert bases(person, [MAIN, "old@post.example"]) == ("@mara.example", MAIN, "old@post.example", "mara@icloud.com")
    assert bases(Person(), []) == ()
