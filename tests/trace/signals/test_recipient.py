from inboxguard.trace.arrivals import arrival
from inboxguard.trace.decisions import Given, TraceDecisions
from inboxguard.trace.signals.recipient import evidence, named, only_given
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, TAGGED, TEA, Town, lantern_secret, on


def signals(town: Town, address: str | None, decisions: TraceDecisions | None = None) -> list[tuple[str, str | None]]:
    where = town.scene(decisions)
    found = evidence(arrival(where, (SOFA, address), on(60), {}), where)
    return [(one.evidence.signal, one.source) for one in found]


def written(address: str | None, *holders: str) -> Town:
    town = Town(addresses=(MAIN, SECRET, "@mara.example"))
    for day, holder in enumerate(holders):
        town.doing(holder, day, to=address)
    town.letter(LANTERN, 4, "elsewhere@mara.example")
    town.letter(SOFA, 60, address)
    return town


def test_an_unguessable_address_with_one_holder() -> None:
    assert signals(lantern_secret(), SECRET) == [("unique_alias", LANTERN)]
    word = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    assert signals(lantern_secret(), SECRET, word) == [("confirmed_alias", LANTERN)]


def test_the_persons_word_for_a_plain_address() -> None:
    town = written("moving@mara.example", LANTERN)
    assert signals(town, "moving@mara.example") == []
    word = TraceDecisions(given=(Given("Moving@mara.example", LANTERN, only=True),))
    assert signals(town, "moving@mara.example", word) == [("given_only", LANTERN)]


def test_a_name_in_the_address_points_to_its_bearer_among_several_holders() -> None:
    assert signals(written(TAGGED, LANTERN, TEA), TAGGED) == [("plus_tag", LANTERN)]
    assert signals(written("lanternmoves@mara.example", LANTERN), "lanternmoves@mara.example") == [
        ("catch_all_name", LANTERN)
    ]


def test_several_holders_no_holder_and_no_address_say_nothing() -> None:
    assert signals(written(SECRET, LANTERN, TEA), SECRET) == []
    assert signals(written(SECRET), SECRET) == []
    assert signals(written(None, LANTERN), None) == []
    assert signals(written(MAIN, LANTERN), MAIN) == []


def test_a_name_in_the_address_does_not_speak_for_another_holder() -> None:
    assert signals(written(TAGGED, TEA), TAGGED) == []


def test_only_given_needs_one_word() -> None:
    town = lantern_secret()
    one = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    two = TraceDecisions(given=(*one.given, Given(SECRET, TEA)))
    assert only_given(SECRET, town.scene(one)) == LANTERN
    assert only_given(SECRET, town.scene(two)) is None
    assert only_given(SECRET, town.scene()) is None


def test_whom_an_address_names() -> None:
    town = written(TAGGED, LANTERN)
    where = town.scene()
    assert named(arrival(where, (SOFA, TAGGED), on(60), {}), where) == {LANTERN}
