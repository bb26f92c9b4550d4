"""Stories in which nothing, or very little, may be claimed. A false accusation is the worst bug of this program."""

import pytest

from inboxguard.senders.attribution import Kind, Legal, Role
from inboxguard.trace.decisions import Answer, Given, TraceDecisions
from inboxguard.trace.said import Wording
from inboxguard.trace.trail import Level, Relation, Trail
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TAGGED, TEA, Town, lantern_secret, on


def silent(trail: Trail) -> bool:
    """Return whether a trail names nobody."""
    return trail.source is None and trail.level is Level.NOT_SHOWN and trail.p_copy == 0 and trail.p_relation is None


def own(trail: Trail) -> bool:
    """Return whether a trail says only that the person has a relation of their own."""
    return silent(trail) and trail.relation is Relation.OWN and trail.gates == ("own_relation",)


@pytest.mark.parametrize("role", [Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.ACCOUNT])
@pytest.mark.parametrize("day", [40, 61, 200])
def test_a_forgotten_sign_up_or_order(role: Role, day: int) -> None:
    town = lantern_secret()
    town.doing(SOFA, day, role, SECRET)
    assert own(town.trails()[SOFA])


def test_a_sign_up_with_another_address() -> None:
    town = lantern_secret()
    town.doing(SOFA, 30, Role.CONFIRMED, MAIN)
    assert own(town.trails()[SOFA])


def test_a_guest_order_at_a_marketplace() -> None:
    town = lantern_secret()
    town.doing(SOFA, 50, Role.PURCHASE, SECRET, subject="Your order through the market", authenticated=None)
    assert own(town.trails()[SOFA])


def test_the_person_wrote_to_them_first() -> None:
    town = lantern_secret()
    town.wrote(SOFA, 20)
    assert own(town.trails()[SOFA])


def test_the_person_says_mine() -> None:
    assert own(lantern_secret().trails(TraceDecisions(mine=frozenset({SOFA})))[SOFA])


def test_the_person_says_that_they_gave_them_an_address() -> None:
    assert own(lantern_secret().trails(TraceDecisions(given=(Given(MAIN, SOFA),)))[SOFA])


def test_the_persons_word_stands_above_an_answer() -> None:
    said = TraceDecisions(mine=frozenset({SOFA}), answers=(Answer(SOFA, LANTERN, "answer.pdf", on(90)),))
    assert own(lantern_secret().trails(said)[SOFA])


def test_an_answer_that_names_nobody_refutes() -> None:
    trail = lantern_secret().trails(TraceDecisions(answers=(Answer(SOFA, None, "answer.pdf", on(90)),)))[SOFA]
    assert silent(trail)
    assert "answered_none" in trail.gates


def test_a_documented_source_does_not_outweigh_an_own_sign_up() -> None:
    town = lantern_secret()
    key = town.letter(CURTAIN, 90, SECRET)
    town.says(key, Wording.PART, "Lantern Moves")
    town.doing(CURTAIN, 88, Role.SIGN_UP, SECRET)
    assert own(town.trails()[CURTAIN])


def test_a_stranger_at_the_main_address() -> None:
    town = Town()
    for day, shop in enumerate((LANTERN, TEA, CURTAIN)):
        town.doing(shop, day)
    town.letter(SOFA, 60)
    trail = town.trails()[SOFA]
    assert silent(trail)
    assert trail.relation is Relation.UNKNOWN
    assert trail.gates == ("no_primary_signal",)


def test_a_stranger_at_the_main_address_with_one_earlier_shop() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.letter(SOFA, 60)
    assert silent(town.trails()[SOFA])


def test_an_address_that_the_person_used_twice() -> None:
    town = lantern_secret()
    town.doing(TEA, 20, Role.SIGN_UP, SECRET)
    assert silent(town.trails()[SOFA])


def test_behind_a_stranger_that_may_be_a_forgotten_sign_up_nothing_firm_is_said() -> None:
    town = lantern_secret()
    town.letter(CURTAIN, 40, SECRET, role=Role.WELCOME)
    found = town.trails()
    assert found[CURTAIN].level is Level.PROBABLE
    assert silent(found[SOFA])


def test_notices_in_an_advert_that_is_carried_for_another() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    key = town.letter(SOFA, 60, hosted_for="Curtain Lane")
    town.says(key, Wording.CUST, "Lantern Moves")
    assert silent(town.trails()[SOFA])


def test_an_address_that_the_person_says_they_gave_to_two() -> None:
    word = TraceDecisions(given=(Given(SECRET, LANTERN, only=True), Given(SECRET, TEA, only=True)))
    assert silent(lantern_secret().trails(word)[SOFA])


def test_a_source_that_got_the_address_later() -> None:
    town = Town()
    town.letter(SOFA, 10, SECRET)
    town.doing(LANTERN, 20, Role.SIGN_UP, SECRET)
    town.letter(SOFA, 60, SECRET)
    assert silent(town.trails()[SOFA])


def test_a_statement_about_a_source_that_came_later() -> None:
    town = Town()
    key = town.letter(SOFA, 10)
    town.says(key, Wording.PART, "Lantern Moves")
    town.doing(LANTERN, 20)
    assert silent(town.trails()[SOFA])


def test_a_statement_that_denies() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    key = town.letter(SOFA, 60)
    town.says(key, Wording.PART, "Lantern Moves", negated=True)
    town.says(key, Wording.CUST, "Lantern Moves")
    assert silent(town.trails()[SOFA])


@pytest.mark.parametrize(
    "named", ["", "our partners", "Lantern", "Lantern Moves Abroad", "lanternmoves.example.evil.example"]
)
def test_a_statement_that_names_nobody_known(named: str) -> None:
    town = Town()
    town.doing(LANTERN, 0)
    key = town.letter(SOFA, 60)
    town.says(key, Wording.PART, named)
    assert silent(town.trails()[SOFA])


def test_a_name_that_two_shops_bear() -> None:
    town = Town(names={TEA: "Lantern Moves"})
    town.doing(LANTERN, 0)
    town.doing(TEA, 1)
    key = town.letter(SOFA, 60)
    town.says(key, Wording.PART, "Lantern Moves")
    assert silent(town.trails()[SOFA])


def test_a_generic_statement() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    key = town.letter(SOFA, 60)
    town.says(key, Wording.GENERIC, "")
    assert silent(town.trails()[SOFA])


@pytest.mark.parametrize("authenticated", [False, None])
def test_a_statement_in_mail_that_nobody_attests(authenticated: bool | None) -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.letter(TEA, 1)
    key = town.letter(SOFA, 60, authenticated=authenticated)
    town.says(key, Wording.PART, "Lantern Moves")
    assert silent(town.trails()[SOFA])


def test_a_spam_lure() -> None:
    town = lantern_secret()
    key = town.letter(CURTAIN, 60, SECRET, kind=Kind.SPAM)
    town.says(key, Wording.PART, "Lantern Moves")
    town.letter(CURTAIN, 70, MAIN)
    assert silent(town.trails()[CURTAIN])


@pytest.mark.parametrize("authenticated", [False, None])
def test_a_stranger_that_the_server_did_not_attest_is_at_most_possible(authenticated: bool | None) -> None:
    trail = lantern_secret(authenticated=authenticated).trails()[SOFA]
    assert trail.level is Level.POSSIBLE
    assert "unauthenticated" in trail.gates


def test_forged_mail_of_a_real_sender_does_not_make_it_a_stranger() -> None:
    town = lantern_secret()
    town.letter(TEA, 70, SECRET, authenticated=False)
    town.doing(TEA, 2)
    assert own(town.trails()[TEA])


def test_forged_mail_of_the_source_shows_no_holding() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET, authenticated=False)
    town.letter(SOFA, 60, SECRET)
    assert silent(town.trails()[SOFA])


def test_a_mail_that_the_source_itself_sent_for_a_brand_is_no_share_of_the_brand() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET)
    town.letter(LANTERN, 20, SECRET, hosted_for="Sofa Town")
    town.letter(SOFA, 60, MAIN)
    found = town.trails()
    assert silent(found[SOFA])
    assert own(found[LANTERN])


def test_on_behalf_of_in_the_sources_own_mail_accuses_nobody() -> None:
    town = Town()
    town.doing(SOFA, 0)
    town.doing(LANTERN, 1, Role.PURCHASE)
    key = town.letter(LANTERN, 20)
    town.says(key, Wording.HOST, "Sofa Town")
    unknown = town.letter(CURTAIN, 30)
    town.says(unknown, Wording.HOST, "Sofa Town")
    found = town.trails()
    assert own(found[LANTERN])
    assert silent(found[CURTAIN])


def test_a_brand_that_the_source_advertised_before_is_not_called_a_share() -> None:
    town = lantern_secret()
    town.letter(LANTERN, 20, SECRET, hosted_for="Sofa Town")
    assert town.trails()[SOFA].relation not in (Relation.SHARE, Relation.LEAK)


def test_an_agency_account_alone() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.letter(LANTERN, 5, platform="Mailer", account="77")
    town.letter(SOFA, 60, platform="Mailer", account="77")
    trail = town.trails()[SOFA]
    assert silent(trail)
    assert "common_sender" in trail.gates


def test_an_agency_account_with_a_unique_address_is_no_share() -> None:
    town = lantern_secret(platform="Mailer", account="77")
    town.letter(LANTERN, 12, SECRET, platform="Mailer", account="77")
    assert town.trails()[SOFA].relation is Relation.GROUP


def test_a_platform_wide_account_says_nothing() -> None:
    town = lantern_secret(platform="Mailer", account="1")
    for shop in (LANTERN, TEA, CURTAIN, "fourth.example"):
        town.letter(shop, 12, MAIN, platform="Mailer", account="1")
    assert {item.group for item in town.trails()[SOFA].evidence} == {"A", "F", "G"}


def test_the_same_platform_says_nothing() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.letter(LANTERN, 5, platform="Mailer", account="77", sending_domains=(LANTERN, "mailer.example"))
    town.letter(SOFA, 60, platform="Mailer", account="78", sending_domains=(SOFA, "mailer.example"))
    assert town.trails()[SOFA].gates == ("no_primary_signal",)


def test_the_same_postal_address_says_nothing() -> None:
    town = Town()
    town.doing(LANTERN, 0, legal=Legal("Lantern Ltd", None, "1 Office Tower"))
    town.letter(SOFA, 60, legal=Legal("Sofa Ltd", None, "1 Office Tower"))
    assert silent(town.trails()[SOFA])


def test_a_guessed_name_on_a_catch_all() -> None:
    town = Town(addresses=("@mara.example",))
    town.letter(SOFA, 60, "lanternmoves@mara.example")
    town.letter(TEA, 61, "info@mara.example")
    found = town.trails()
    assert silent(found[SOFA])
    assert silent(found[TEA])


def test_a_tag_that_names_nobody() -> None:
    town = Town()
    town.doing(LANTERN, 0, to="mara+heron@post.example")
    town.letter(SOFA, 60, "mara+heron@post.example")
    assert silent(town.trails()[SOFA])


def test_a_tag_that_names_the_recipient() -> None:
    town = Town()
    town.doing(LANTERN, 0, to="mara+sofatown@post.example")
    town.letter(SOFA, 60, "mara+sofatown@post.example")
    assert silent(town.trails()[SOFA])


def test_a_secret_address_that_names_the_recipient() -> None:
    address = "sofatown-4f9d2a@post.example"
    town = Town(addresses=(MAIN, address))
    town.doing(LANTERN, 0, to=address)
    town.letter(SOFA, 60, address)
    assert silent(town.trails()[SOFA])


def test_a_sister_brand_at_an_address_made_for_it() -> None:
    legal = Legal("Lantern Group Ltd", "0771204", "12 Row")
    town = Town()
    town.doing(LANTERN, 0, to="mara+sofatown@post.example", legal=legal)
    town.letter(SOFA, 60, "mara+sofatown@post.example", legal=legal)
    trail = town.trails()[SOFA]
    assert silent(trail)
    assert "made_for_recipient" in trail.gates


def test_a_sister_brand_at_an_address_that_its_sister_never_had() -> None:
    legal = Legal("Lantern Group Ltd", "0771204", "12 Row")
    town = Town()
    town.doing(LANTERN, 0, legal=legal)
    town.letter(SOFA, 60, SECRET, legal=legal)
    assert silent(town.trails()[SOFA])


def test_a_tag_that_names_somebody_else() -> None:
    town = Town()
    town.letter(LANTERN, 0, MAIN)
    town.doing(TEA, 1, to=TAGGED)
    town.letter(SOFA, 60, TAGGED)
    assert silent(town.trails()[SOFA])


def test_a_mailbox_with_a_gap_is_at_most_possible() -> None:
    town = lantern_secret()
    town.silence = (11, 59)
    trail = town.trails()[SOFA]
    assert trail.level is Level.POSSIBLE
    assert "low_coverage" in trail.gates


def test_mail_without_a_date_or_an_address() -> None:
    town = lantern_secret()
    town.letter(CURTAIN, 70, SECRET, at=None)
    town.letter(TEA, 70, None)
    found = town.trails()
    assert silent(found[CURTAIN])
    assert silent(found[TEA])


def test_who_never_markets_has_no_trail() -> None:
    town = lantern_secret(alone=True)
    town.doing(TEA, 5, Role.PURCHASE)
    town.letter("scam.example", 8, SECRET, kind=Kind.SPAM)
    town.letter("list.example", 9, SECRET, kind=Kind.DISCUSSION)
    assert set(town.trails()) == {LANTERN, SOFA}


def test_a_sister_brand_is_never_a_share() -> None:
    legal = Legal("Lantern Group Ltd", "0771204", "12 Row")
    town = lantern_secret(legal=legal)
    town.letter(LANTERN, 11, SECRET, legal=legal)
    trail = town.trails()[SOFA]
    assert dict(trail.p_relation or ())[Relation.SHARE] < 0.1


def test_an_order_mail_about_another_shop_is_no_relation_but_no_accusation_either() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.PURCHASE)
    town.doing("stars.example", 5, Role.PURCHASE, subject="Please review your order at Lantern Moves")
    town.letter("stars.example", 30)
    assert silent(town.trails()["stars.example"])  # type: ignore[index] - a name of the story


def test_an_unknown_leak_and_a_share_are_not_told_apart() -> None:
    trail = lantern_secret().trails()[SOFA]
    assert trail.relation is Relation.UNKNOWN
