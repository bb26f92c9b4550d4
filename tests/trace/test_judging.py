from inboxguard.senders.attribution import Role
from inboxguard.trace.arrivals import arrival
from inboxguard.trace.judging import Verdict, judge
from inboxguard.trace.said import Wording
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret, on


def verdict(town: Town, who: str = SOFA, address: str = SECRET, day: int = 60, shares: int = 0) -> Verdict:
    seen = town.scene()
    return judge(arrival(seen, (who, address), on(day), {}), seen, {LANTERN: shares})  # type: ignore[arg-type] - a name of the story


def test_a_verdict_carries_its_evidence_and_rivals_outside_the_source() -> None:
    found = verdict(lantern_secret())
    assert found.source == LANTERN
    assert found.evidence[0].group == "A"  # what points to the source comes first, and the weightiest of each first
    beside = [item.weight for item in found.evidence if item.group in "FGH"]
    assert beside == sorted(beside, reverse=True)
    assert all(rival.source != LANTERN for rival in found.rivals)
    assert found.p_copy + sum(rival.p for rival in found.rivals) <= 1.0


def test_known_shares_move_the_way_and_never_past_their_limit() -> None:
    none, one, many = (verdict(lantern_secret(alone=True), shares=count) for count in (0, 1, 99))
    ways = [dict(found.p_relation or ())[Relation.SHARE] for found in (none, one, many)]
    assert ways[0] < ways[1] < ways[2] < 0.75
    assert none.relation is Relation.UNKNOWN
    assert one.relation is many.relation is Relation.SHARE


def test_two_sources_that_are_equally_likely_are_none() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.doing(TEA, 0)
    key = town.letter(SOFA, 60)
    town.says(key, Wording.PART, "Lantern Moves")
    town.says(key, Wording.PART, "Tea House")
    found = verdict(town, address=MAIN)
    assert found.source is None
    assert found.level is Level.NOT_SHOWN


def test_a_statement_against_the_address_is_hardly_believed() -> None:
    town = lantern_secret()
    town.doing(TEA, 1)
    key = town.letter(CURTAIN, 55, SECRET)
    town.says(key, Wording.PART, "Tea House")
    found = verdict(town, CURTAIN, day=55)
    assert (found.source, found.level) == (TEA, Level.POSSIBLE)


def test_a_crowded_address_is_judged_without_naming_anybody() -> None:
    town = Town()
    for shop in range(200):
        town.doing(f"shop{shop}.example", shop, Role.SIGN_UP)
    town.letter(SOFA, 300)
    found = verdict(town, address=MAIN, day=300)
    assert found.source is None
    assert found.evidence == ()
    assert all(rival.source is None for rival in found.rivals)
