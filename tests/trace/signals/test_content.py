import pytest

from inboxguard.senders.sender import SenderId
from inboxguard.trace.arrivals import Copy, arrival
from inboxguard.trace.signals.content import evidence
from inboxguard.trace.tellings import MOST
from inboxguard.trace.trail import Relation
from inboxguard.trace.weighing import Sighting
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret, on

USUAL = "name:mara quill"
SLIP = "name:mara qiull"
DUE = "date:2025-09-14"
DUE_WEEK = "week:2025-W37"
Derived = dict[tuple[SenderId, str | None], SenderId]


def seen(town: Town, derived: Derived | None = None) -> list[Sighting]:
    where = town.scene()
    return list(evidence(arrival(where, (SOFA, SECRET), on(60), derived or {}), where))


def signals(town: Town, derived: Derived | None = None) -> list[tuple[str, SenderId | None]]:
    return [(one.evidence.signal, one.source) for one in seen(town, derived)]


def called(slip: str = SLIP, stranger: str | None = None) -> Town:
    """Return the town in which two houses call her by her usual name, Lantern Moves by another, as does Sofa Town."""
    town = Town()
    town.letter(CURTAIN, -20, told=(USUAL,))
    town.letter(TEA, -19, told=(USUAL, "name:mara"))
    town.doing(LANTERN, 0, to=SECRET, told=(slip,))
    town.letter(SOFA, 60, SECRET, told=(stranger or slip,))
    return town


@pytest.mark.parametrize(
    "slip", [SLIP, "name:mara quilp", "name:mara louise quill", "name:mara q. quill", "name:quilp", "name:mraa quill"]
)
def test_a_name_as_only_one_holder_has_it(slip: str) -> None:
    found = seen(called(slip))
    assert [(one.evidence.signal, one.source) for one in found] == [("told_by_source", LANTERN)]
    first, second = found[0].evidence.messages
    assert LANTERN in first
    assert SOFA in second


@pytest.mark.parametrize(
    "name",
    [
        USUAL,  # all know it
        "name:mara",
        "name:quill mara",  # only turned round
    ],
)
def test_the_usual_name_says_nothing(name: str) -> None:
    assert signals(called(name)) == []


@pytest.mark.parametrize(
    "name",
    [
        "name:tom quill",  # somebody in the house
        "name:mara berg",  # the name before a wedding, in registers
        "name:mar quill",  # how names are shortened
        "name:maras quill",
        "name:mary quill",  # too short to be told from another name
        "name:tom berg",
    ],
)
def test_a_name_that_others_may_well_have_is_no_canary(name: str) -> None:
    assert signals(called(name)) == [("told_alike", LANTERN)]


def test_spellings_that_programs_make_are_one_name() -> None:
    pairs = (("name:jürgen", "name:juergen"), ("name:mara-lena", "name:maralena"), ("name:jürgen", "name:jurgen"))
    for one, other in pairs:
        town = called(other)
        for house, day in ((CURTAIN, -18), (TEA, -17)):
            town.letter(house, day, told=(one,))
        assert signals(town) == []


def test_another_form_than_the_holders_says_nothing() -> None:
    assert signals(called(SLIP, "name:mara qulil")) == []


def test_nothing_is_unusual_where_nobody_knows_what_is_usual() -> None:
    town = lantern_secret(told=("name:tilda marlow",))
    town.letter(LANTERN, 2, SECRET, told=("name:tilda marlow",))
    assert signals(town) == [("told_alike", LANTERN)]
    town.letter(TEA, 3, told=("name:tilda marlov",))  # one house alone may be the one that slipped
    assert signals(town) == [("told_alike", LANTERN)]


def test_her_own_address_tells_what_is_usual() -> None:
    town = lantern_secret(told=("name:mraa",))  # her other address is mara@...
    town.letter(LANTERN, 2, SECRET, told=("name:mraa",))
    assert signals(town) == [("told_by_source", LANTERN)]
    town = Town((MAIN, SECRET, "tilda.marlow@post.example"))
    town.letter(LANTERN, 2, SECRET, told=("name:tilda marlov",))
    town.letter(SOFA, 60, SECRET, told=("name:tilda marlov",))
    assert signals(town) == [("told_by_source", LANTERN)]


def test_what_others_told_before_is_told_alike_and_what_they_tell_later_changes_nothing() -> None:
    town = called()
    town.letter(CURTAIN, 70, told=(SLIP,))
    assert signals(town) == [("told_by_source", LANTERN)]
    town.letter(CURTAIN, 20, told=(SLIP,))
    assert signals(town) == [("told_alike", LANTERN)]


def test_a_holder_that_told_it_only_afterwards_is_no_source() -> None:
    town = called("name:mara", SLIP)
    town.letter(LANTERN, 65, SECRET, told=(SLIP,))
    assert signals(town) == []


def test_a_teller_that_never_had_the_address_is_no_source() -> None:
    town = called("name:mara", SLIP)
    town.letter(TEA, 5, told=(SLIP,))
    assert signals(town) == []


def test_one_whose_copy_is_the_sources_own_does_not_make_it_common() -> None:
    town = called()
    town.letter(CURTAIN, 30, SECRET, told=(SLIP,))
    assert signals(town) == [("told_alike", LANTERN), ("told_alike", CURTAIN)]
    assert signals(town, {(CURTAIN, SECRET): Copy(LANTERN, True)}) == [("told_by_source", LANTERN)]


def test_a_day_that_only_one_holder_was_told() -> None:
    town = lantern_secret(told=(DUE,))
    town.letter(LANTERN, 2, SECRET, told=(DUE,))
    assert signals(town) == [("told_by_source", LANTERN)]
    assert dict(seen(town)[0].nats)[Relation.SHARE] == dict(seen(town)[0].nats)[Relation.LEAK]


@pytest.mark.parametrize("other", [DUE, DUE_WEEK])
def test_a_day_or_its_week_that_others_were_told_too(other: str) -> None:
    town = lantern_secret(told=(DUE,))
    town.letter(LANTERN, 2, SECRET, told=(DUE,))
    town.letter(TEA, 4, told=(other,))
    assert signals(town) == [("told_alike", LANTERN)]


@pytest.mark.parametrize(
    ("holder", "stranger"),
    [
        (DUE_WEEK, DUE_WEEK),  # brokers guess it
        (DUE, DUE_WEEK),
        (DUE_WEEK, DUE),
        ("day:09-14", "day:09-14"),  # a birthday
        ("date:1988-09-14", "date:1988-09-14"),  # a date of birth
        ("date:2025-01-05", "date:2025-01-05"),  # a day that had come when the holder spoke of it
    ],
)
def test_weeks_birthdays_and_what_stands_in_registers_are_told_alike_at_most(holder: str, stranger: str) -> None:
    town = lantern_secret(told=(stranger,))
    town.letter(LANTERN, 2, SECRET, told=(holder,))
    assert signals(town) == [("told_alike", LANTERN)]


def test_another_day_or_a_broken_one_says_nothing() -> None:
    for stranger in ("date:2025-09-15", "week:2025-W38", "week:2025-W99", "week:x", "date:x", "day:"):
        town = lantern_secret(told=(stranger,))
        town.letter(LANTERN, 2, SECRET, told=(DUE,))
        assert signals(town) == [], stranger


def test_forged_mail_knows_nothing_and_tells_nothing() -> None:
    town = lantern_secret(told=(DUE,), authenticated=False)
    town.letter(LANTERN, 2, SECRET, told=(DUE,))
    assert signals(town) == []
    town = lantern_secret(told=(DUE,))
    town.letter(LANTERN, 2, SECRET, told=(DUE,), authenticated=False)
    assert signals(town) == []


def test_only_the_first_mails_are_looked_at() -> None:
    town = lantern_secret()
    town.letter(LANTERN, 2, SECRET, told=(DUE,))
    for day in range(90, 96):
        town.letter(SOFA, day, SECRET, told=(DUE,))
    assert signals(town) == [("told_by_source", LANTERN)]
    town = lantern_secret()
    town.letter(LANTERN, 2, SECRET, told=(DUE,))
    for day in (81, 82, 83):
        town.letter(SOFA, day, SECRET)
    town.letter(SOFA, 90, SECRET, told=(DUE,))
    assert signals(town) == []


def test_what_half_the_world_knows_is_no_secret() -> None:
    town = called()
    for number in range(MOST):
        town.letter(f"house{number}.example", 3, told=(SLIP,))
    assert signals(town) == []


@pytest.mark.parametrize(
    "value",
    [
        "lanternmoves", "LanternMoves_2025-03", "newsletter-lantern-moves", "partner_lanternmoves_list3",
        "lanternmoves-box",
    ],
)
def test_a_campaign_that_names_a_holder(value: str) -> None:
    found = seen(lantern_secret(campaigns=("spring", value)))
    assert [(one.evidence.signal, one.source) for one in found] == [("campaign_names_source", LANTERN)]
    assert Relation.LEAK not in dict(found[0].nats)


@pytest.mark.parametrize(
    "value",
    ["sofatown", "sofatown_lanternmoves", "newsletter", "facebook", "lantern", "teahouse", "lanternmovesx", "moves"],
)
def test_a_campaign_that_names_the_recipient_a_channel_or_nobody_who_held_the_address(value: str) -> None:
    assert signals(lantern_secret(campaigns=(value,))) == []


def test_a_name_of_one_common_word_counts_only_by_itself() -> None:
    town = lantern_secret(campaigns=("garden_sale_week12",))
    garden = SenderId("garden.example")
    town.names[garden] = "Garden"
    town.letter(garden, 5, SECRET)
    assert signals(town) == [("campaign_names_source", garden)]
    town = lantern_secret(campaigns=("kitchen_garden",))
    town.names[garden] = "Garden"
    town.letter(garden, 5, SECRET)
    assert signals(town) == []


def test_nothing_is_said_of_an_address_that_is_not_known_or_that_nobody_held() -> None:
    town = called()
    where = town.scene()
    assert evidence(arrival(where, (CURTAIN, MAIN), on(-20), {}), where) == ()
