"""Stories in which something may be claimed: who got whose copy, how firmly, and by which way."""

from dataclasses import replace

from inboxguard.senders.attribution import Legal, Role
from inboxguard.trace.decisions import Answer, Given, TraceDecisions
from inboxguard.trace.said import Wording
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TAGGED, TEA, Town, lantern_secret, on

COMPANY = Legal("Lantern Group Ltd", "COMPANY 0771204", "12 Row")


def test_strangers_at_an_address_that_only_one_firm_had_are_strong_and_their_way_unknown() -> None:
    trail = lantern_secret().trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.STRONG)
    assert trail.relation is Relation.UNKNOWN
    assert trail.gates == ("close_relations",)
    assert 0.90 <= trail.p_copy <= 0.98
    assert {item.group for item in trail.evidence} == {"A", "F", "G"}
    assert trail.p_relation is not None
    assert abs(sum(p for _, p in trail.p_relation) - 1) < 1e-9
    assert len(trail.rivals) == 2
    assert trail.addresses == (SECRET,)


def test_a_sender_that_says_from_whom_it_has_the_address_is_documented() -> None:
    town = lantern_secret()
    key = town.letter(CURTAIN, 90, SECRET)
    town.says(key, Wording.PART, "Lantern Moves")
    trail = town.trails()[CURTAIN]
    assert (trail.source, trail.level, trail.relation) == (LANTERN, Level.DOCUMENTED, Relation.SHARE)
    assert any(item.quote == "part: Lantern Moves" for item in trail.evidence)


def test_a_statement_documents_a_source_even_at_the_main_address() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    for day in range(1, 8):
        town.letter(f"shop{day}.example", day)
    key = town.letter(CURTAIN, 60)
    town.says(key, Wording.PART, "lanternmoves.example")
    trail = town.trails()[CURTAIN]
    assert (trail.source, trail.level, trail.relation) == (LANTERN, Level.DOCUMENTED, Relation.SHARE)
    assert trail.p_copy > 0.7


def test_being_a_customer_of_the_source_names_the_source_but_not_the_way() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.letter(TEA, 5)
    key = town.letter(CURTAIN, 60)
    town.says(key, Wording.CUST, "Lantern Moves Ltd")
    trail = town.trails()[CURTAIN]
    assert (trail.source, trail.level, trail.relation) == (LANTERN, Level.DOCUMENTED, Relation.UNKNOWN)


def test_further_strangers_at_the_address_are_explained_by_the_first_source() -> None:
    town = lantern_secret()
    town.letter(CURTAIN, 90, SECRET)
    town.letter(TEA, 120, SECRET)
    found = town.trails()
    assert found[CURTAIN].level is found[TEA].level is Level.STRONG
    assert found[CURTAIN].source == found[TEA].source == LANTERN


def test_once_a_source_is_seen_to_share_the_way_of_the_next_is_likely_the_same() -> None:
    town = lantern_secret()
    key = town.letter(CURTAIN, 50, SECRET)
    town.says(key, Wording.PART, "Lantern Moves")
    trail = town.trails()[SOFA]
    assert (trail.level, trail.relation) == (Level.STRONG, Relation.SHARE)


def test_a_sister_brand_is_a_group() -> None:
    town = lantern_secret(legal=COMPANY)
    town.letter(LANTERN, 11, SECRET, legal=COMPANY)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.relation, trail.level) == (LANTERN, Relation.GROUP, Level.STRONG)
    assert "not_a_share" in trail.gates


def test_a_sister_brand_at_the_main_address_is_only_possible() -> None:
    town = Town()
    town.doing(LANTERN, 0, legal=COMPANY)
    town.letter(TEA, 5)
    town.letter(SOFA, 60, legal=COMPANY)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.relation, trail.level) == (LANTERN, Relation.GROUP, Level.POSSIBLE)


def test_known_members_of_a_group_need_no_legal_notice() -> None:
    town = lantern_secret()
    town.groups = {LANTERN: "lantern group", SOFA: "lantern group"}
    assert town.trails()[SOFA].relation is Relation.GROUP


def test_mail_that_the_source_itself_carries_is_hosted() -> None:
    trail = lantern_secret(sending_domains=(LANTERN,)).trails()[SOFA]
    assert (trail.source, trail.relation) == (LANTERN, Relation.HOST)


def test_a_sender_that_names_its_host_is_documented_as_hosted() -> None:
    town = lantern_secret()
    key = town.letter(CURTAIN, 90, SECRET)
    town.says(key, Wording.HOST, "Curtain Lane", by="Lantern Moves")
    trail = town.trails()[CURTAIN]
    assert (trail.source, trail.relation, trail.level) == (LANTERN, Relation.HOST, Level.DOCUMENTED)


def test_a_review_service_after_an_order_is_a_service() -> None:
    town = lantern_secret()
    town.letter("stars.example", 30, SECRET, subject="How was your order at Lantern Moves? Please review")
    trail = town.trails()["stars.example"]  # type: ignore[index] - a name of the story
    assert (trail.source, trail.relation) == (LANTERN, Relation.SERVICE)
    assert "not_a_share" in trail.gates


def test_a_tag_that_names_the_shop_is_at_most_probable() -> None:
    town = Town()
    town.doing(LANTERN, 0, to=TAGGED)
    town.letter(SOFA, 60, TAGGED)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)
    assert "guessable_alias" in trail.gates
    assert trail.evidence[0].signal == "plus_tag"


def test_a_catch_all_name_is_at_most_probable() -> None:
    town = Town(addresses=("@mara.example",))
    town.doing(LANTERN, 0, to="lanternmoves@mara.example")
    town.letter(SOFA, 60, "lanternmoves@mara.example")
    trail = town.trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)


def test_the_persons_word_that_only_one_firm_has_it_counts_for_a_plain_address() -> None:
    town = Town(addresses=(MAIN, "moving@post.example"))
    town.doing(LANTERN, 0, to="moving@post.example")
    town.letter(TEA, 30, "moving@post.example")
    town.letter(SOFA, 60, "moving@post.example")
    assert town.trails()[SOFA].source is None
    word = TraceDecisions(given=(Given("moving@post.example", LANTERN, only=True),))
    trail = town.trails(word)[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)


def test_an_address_given_out_beforehand_needs_no_mail_of_the_source() -> None:
    town = Town()
    town.letter(SOFA, 60, SECRET)
    trail = town.trails(TraceDecisions(given=(Given(SECRET, LANTERN, only=True),)))[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.STRONG)


def test_a_source_that_only_advertised_was_perhaps_never_given_the_address() -> None:
    town = Town()
    town.letter(TEA, 0, MAIN)
    town.letter(LANTERN, 40, SECRET)
    town.letter(SOFA, 100, SECRET)
    trail = town.trails()[SOFA]
    assert trail.level is Level.PROBABLE
    assert "not_seen_giving" in trail.gates


def test_a_written_answer_makes_it_documented() -> None:
    town = lantern_secret()
    answer = Answer(SOFA, TEA, "answer.pdf", on(100))
    town.doing(TEA, 2)
    trail = town.trails(TraceDecisions(answers=(answer,)))[SOFA]
    assert (trail.source, trail.level, trail.relation) == (TEA, Level.DOCUMENTED, Relation.SHARE)


def test_the_later_answer_counts() -> None:
    town = lantern_secret()
    first = Answer(SOFA, None, "first.pdf", on(100))
    assert town.trails(TraceDecisions(answers=(first,)))[SOFA].source is None
    later = replace(first, source=LANTERN, at=on(120))
    assert town.trails(TraceDecisions(answers=(later, first)))[SOFA].level is Level.DOCUMENTED


def test_a_mere_welcome_leaves_one_kind_of_evidence() -> None:
    town = lantern_secret()
    town.letter(CURTAIN, 90, SECRET, role=Role.WELCOME)
    trail = town.trails()[CURTAIN]
    assert trail.level is Level.PROBABLE
    assert "one_group" in trail.gates


def test_a_carrier_that_delivered_the_order_is_no_further_holder() -> None:
    town = lantern_secret()
    town.doing("hopper.example", 5, Role.PURCHASE, SECRET, subject="Your parcel arrives tomorrow")
    trail = town.trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.STRONG)


def test_asking_a_stranger_where_it_has_the_address_from_is_no_relation_with_it() -> None:
    town = lantern_secret()
    town.wrote(SOFA, 70)
    town.wrote(SOFA, 71, role=Role.OPT_OUT)
    assert town.trails()[SOFA].level is Level.STRONG


def test_the_firmest_address_speaks() -> None:
    town = lantern_secret()
    town.letter(SOFA, 20, MAIN)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.STRONG)
    assert trail.addresses == (SECRET, MAIN)


def test_an_address_drawn_for_a_stranger_now_explains_nothing_of_before() -> None:
    town = lantern_secret()
    drawn = TraceDecisions(given=(Given("mara+bkdrzxqwtm@post.example", SOFA, only=True, made=True),))
    assert town.trails(drawn)[SOFA] == town.trails()[SOFA]
    given = TraceDecisions(given=(Given(MAIN, SOFA),))
    assert town.trails(given)[SOFA].relation is Relation.OWN


def test_whoever_writes_to_the_address_drawn_for_it_only_is_no_stranger() -> None:
    canary = "mara+bkdrzxqwtm@post.example"
    town = Town((MAIN, canary))
    town.letter(SOFA, 5, canary)
    town.letter(TEA, 9, canary)
    drawn = TraceDecisions(given=(Given(canary, SOFA, only=True, made=True),))
    found = town.trails(drawn)
    assert found[SOFA].relation is Relation.OWN
    assert (found[TEA].source, found[TEA].level) == (SOFA, Level.STRONG)
    assert found[TEA].evidence[0].signal == "canary"
