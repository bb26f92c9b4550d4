import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Kind
from inboxguard.trace.addresses import Holder, guessable, own_address, tag
from inboxguard.trace.decisions import Given, TraceDecisions
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, TEA, Town, on

PERSON = Person((MAIN, "@mara.example"))


@pytest.mark.parametrize(
    "address",
    [
        "kestrel-4f9d2a@post.example",
        "k9z3mzxx7p@relay.example",
        "mara+7hq2kx9d@post.example",
        "shop.x7f3k9@alias.example",
        "f8c3de3d-1fea-4d7c@alias.example",
        "xkqzrtvbn@alias.example",
    ],
)
def test_a_part_drawn_at_random_cannot_be_guessed(address: str) -> None:
    assert not guessable(address, PERSON)


@pytest.mark.parametrize(
    "address",
    [
        MAIN,
        "mara+shop@post.example",
        "mara+lanternmoves2024@post.example",
        "info@mara.example",
        "lanternmoves@mara.example",
        "mara1987@post.example",
        "quiet-otter-lantern@mara.example",
        "20250106@mara.example",
        "m.a.r.a@post.example",
        "schwarzschmidt@post.example",
        "24h7days@mara.example",
        "",
        "@",
        "+@post.example",
    ],
)
def test_names_words_and_years_can_be_guessed(address: str) -> None:
    assert guessable(address, PERSON)


def test_a_brand_that_looks_random_is_no_secret() -> None:
    assert guessable("a1b2c3d4@mara.example", PERSON, ["A1B2C3D4 GmbH"])
    assert not guessable("a1b2c3d4@mara.example", PERSON)


def test_the_tag_alone_counts_beside_a_main_address_that_looks_random() -> None:
    person = Person(("k9z3mzxx7p@post.example",))
    assert guessable("k9z3mzxx7p+shop@post.example", person)


def test_an_address_gives_nothing_away_about_itself_by_standing_in_the_list_of_own_ones() -> None:
    tagged, other = "mara+bcdfghjkmn@post.example", "bcdfghjkmn@mara.example"
    assert not guessable(tagged, Person((MAIN, tagged)))
    assert not guessable(other, Person((MAIN, other)))
    # Who knows one of two addresses with the same tag knows the other.
    assert guessable(tagged, Person((MAIN, tagged, other)))


def test_a_tag_tells_where_the_person_invents_local_parts() -> None:
    assert tag("mara+tea@post.example", PERSON) == ("tea", True)
    assert tag("tea@mara.example", PERSON) == ("tea", False)
    assert tag(MAIN, PERSON) is None
    assert tag("mara+@post.example", PERSON) is None
    several = Person(("me@own.example", "tea@own.example", "sofa@own.example"))
    assert tag("tea@own.example", several) == ("tea", False)


@example_of(st.text(max_size=80))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert guessable(text, PERSON) in (True, False)
    tag(text, PERSON)


def test_holders_stand_in_order_and_only_by_what_shows_holding() -> None:
    town = Town()
    town.letter(SOFA, 30, SECRET)
    town.letter(LANTERN, 10, SECRET)
    town.letter(LANTERN, 5, SECRET, kind=Kind.SPAM)
    town.letter(TEA, 1, SECRET, authenticated=False)
    town.letter("friend.example", 2, SECRET, kind=Kind.PERSONAL)
    town.wrote("board.example", 20, SECRET)
    ledger = town.scene(TraceDecisions(given=(Given(SECRET.upper(), TEA),))).ledger
    assert [holder.organisation for holder in ledger.holders(SECRET)] == [TEA, LANTERN, "board.example", SOFA]
    assert ledger.holders(SECRET, before=on(10)) == (Holder(TEA, None),)
    assert ledger.holders(None) == ledger.holders("other@post.example") == ()


def test_the_address_of_the_persons_own_mail_is_the_one_it_was_written_from() -> None:
    town = Town()
    town.wrote(SOFA, 3, SECRET)
    town.letter(SOFA, 4, "Mara@POST.example")
    assert [own_address(mail) for mail in town.letters] == [SECRET, MAIN]
