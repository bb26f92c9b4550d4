"""Where others vouch, guess or say otherwise, the level is no higher than that allows; and a copy is known as one."""

from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.decisions import Given, TraceDecisions
from inboxguard.trace.said import Wording
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TAGGED, TEA, Town, lantern_secret


def behind_a_relay(relayed: bool = True) -> Town:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET, authenticated=None, relayed=relayed)
    town.letter(SOFA, 60, SECRET, authenticated=None, relayed=relayed)
    return town


def test_behind_an_alias_service_a_trail_is_probable_and_the_sender_only_called_so() -> None:
    trail = behind_a_relay().trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)
    assert "relayed" in trail.gates
    assert behind_a_relay(relayed=False).trails()[SOFA].level is Level.POSSIBLE


def test_whoever_is_disproved_is_not_vouched_for() -> None:
    town = behind_a_relay()
    town.letters[-1:] = []
    town.letter(SOFA, 60, SECRET, authenticated=False)
    assert town.trails()[SOFA].level in (Level.POSSIBLE, Level.NOT_SHOWN)


def test_the_next_stranger_at_an_address_that_bears_the_sources_name_follows_the_first() -> None:
    town = Town((MAIN, TAGGED))
    town.doing(LANTERN, 0, Role.SIGN_UP, TAGGED)
    town.letter(SOFA, 30, TAGGED)
    town.letter(CURTAIN, 60, TAGGED)
    found = town.trails()
    assert found[SOFA].level is found[CURTAIN].level is Level.PROBABLE
    assert "other_holder" not in found[CURTAIN].gates


def test_a_stranger_that_may_be_the_persons_own_doing_stands_between() -> None:
    town = Town((MAIN, TAGGED))
    town.doing(LANTERN, 0, Role.SIGN_UP, TAGGED)
    town.doing(SOFA, 30, Role.PURCHASE, TAGGED)
    town.letter(CURTAIN, 60, TAGGED)
    assert town.trails()[CURTAIN].level in (Level.POSSIBLE, Level.NOT_SHOWN)
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.OWN, "")
    town.letter(CURTAIN, 90, SECRET)
    assert town.trails()[CURTAIN].level in (Level.POSSIBLE, Level.NOT_SHOWN)


def test_who_also_writes_to_invented_addresses_guesses() -> None:
    named = "lanternmoves@house.example"
    town = Town(("@house.example",))
    town.doing(LANTERN, 0, Role.SIGN_UP, named)
    town.letter(SOFA, 30, named)
    assert town.trails()[SOFA].level is Level.PROBABLE
    town.letter(SOFA, 31, "admin@house.example")
    trail = town.trails()[SOFA]
    assert trail.level in (Level.POSSIBLE, Level.NOT_SHOWN)
    assert "strewn" in trail.gates


def test_who_writes_to_another_address_that_others_have_does_not() -> None:
    named = "lanternmoves@house.example"
    town = Town(("@house.example",))
    town.doing(LANTERN, 0, Role.SIGN_UP, named)
    town.letter(CURTAIN, 1, "anna@house.example")
    town.letter(SOFA, 30, named)
    town.letter(SOFA, 31, "anna@house.example")
    assert town.trails()[SOFA].level is Level.PROBABLE


def test_a_footing_of_its_own_at_an_address_that_may_have_been_used_again_leaves_little() -> None:
    town = Town(("mara@post.example", "lantern@post.example"))
    town.doing(LANTERN, 0, Role.SIGN_UP, "lantern@post.example")
    town.says(town.letter(SOFA, 30, "lantern@post.example"), Wording.OWN, "")
    said = TraceDecisions(given=(Given("lantern@post.example", LANTERN, only=True),))
    trail = town.trails(said)[SOFA]
    assert trail.level in (Level.POSSIBLE, Level.NOT_SHOWN)
    assert "own_footing" in trail.gates


def test_one_stranger_alone_may_be_an_address_used_again_that_left_no_trace() -> None:
    alone = lantern_secret(alone=True).trails()[SOFA]
    assert (alone.source, alone.level) == (LANTERN, Level.PROBABLE)
    assert "alias_alone" in alone.gates
    assert lantern_secret().trails()[SOFA].level is Level.STRONG


def test_a_sister_of_the_stranger_is_no_second_one() -> None:
    town = lantern_secret(alone=True)
    town.letter(CURTAIN, 70, SECRET)
    town.groups = {SOFA: "Sofa Holding", CURTAIN: "Sofa Holding"}
    assert town.trails()[SOFA].level is Level.PROBABLE


def test_the_persons_word_or_a_statement_stands_for_a_second_stranger() -> None:
    word = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    assert lantern_secret(alone=True).trails(word)[SOFA].level is Level.STRONG
    town = lantern_secret(alone=True)
    town.says(town.letters[-1].message, Wording.PART, "Lantern Moves")
    assert town.trails()[SOFA].level is Level.DOCUMENTED


def test_strangers_in_numbers_do_not_tell_a_share_from_a_leak() -> None:
    town = lantern_secret()
    for number in range(5):
        town.letter(f"shop{number}.example", 70 + number, SECRET)
    trail = town.trails()[SOFA]
    assert (trail.level, trail.relation) == (Level.STRONG, Relation.UNKNOWN)
    assert "close_relations" in trail.gates


def test_where_junk_came_too_not_even_a_known_share_tells_the_way() -> None:
    town = lantern_secret()
    town.says(town.letter(CURTAIN, 50, SECRET), Wording.PART, "Lantern Moves")
    assert town.trails()[SOFA].relation is Relation.SHARE
    town.letter("pills.example", 70, SECRET, kind=Kind.SPAM, authenticated=False)
    trail = town.trails()[SOFA]
    assert trail.relation is Relation.UNKNOWN
    assert "junk_about" in trail.gates


def test_behind_a_likely_copy_the_next_is_likely_too_and_no_more() -> None:
    town = lantern_secret(alone=True)
    town.letter(CURTAIN, 70, SECRET)
    town.groups = {SOFA: "Sofa Holding", CURTAIN: "Sofa Holding"}
    found = town.trails()
    assert found[SOFA].level is found[CURTAIN].level is Level.PROBABLE
    assert "behind_probable" in found[CURTAIN].gates


def test_whoever_names_a_shop_that_never_had_the_address_documents_nothing() -> None:
    """A stranger with a copy of Lantern's address may write any name into its footer, a rival's for one."""
    framed = lantern_secret(alone=True)
    framed.doing(CURTAIN, 1, Role.PURCHASE, MAIN)
    framed.says(framed.letter(SOFA, 61, SECRET), Wording.PART, "Curtain Lane")
    trail = framed.trails()[SOFA]
    assert trail.level in (Level.POSSIBLE, Level.NOT_SHOWN)
    assert "contradicted" in trail.gates


def test_at_an_address_that_many_know_the_named_source_may_have_had_another_one_of_the_person() -> None:
    town = Town()
    town.doing(CURTAIN, 1, Role.PURCHASE, SECRET)
    town.doing(LANTERN, 1, Role.PURCHASE, MAIN)
    town.says(town.letter(SOFA, 61, MAIN), Wording.PART, "Curtain Lane")
    assert town.trails()[SOFA].level is Level.DOCUMENTED


def test_two_that_are_there_when_the_mailbox_begins_tell_nothing_of_each_other() -> None:
    town = Town()
    town.letter(LANTERN, 1, SECRET)
    town.letter(SOFA, 4, SECRET)
    town.letter(CURTAIN, 5, SECRET)
    found = town.trails()
    assert found[SOFA].level in (Level.POSSIBLE, Level.NOT_SHOWN)
    assert "begins_here" in found[SOFA].gates


def test_a_sign_up_shows_that_the_source_was_first_also_where_the_mailbox_begins() -> None:
    town = Town()
    town.doing(LANTERN, 1, Role.SIGN_UP, SECRET)
    town.letter(SOFA, 4, SECRET)
    assert town.trails()[SOFA].level is Level.PROBABLE


def test_a_denial_of_the_stranger_is_no_proof_but_leaves_nothing_firm() -> None:
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.PART, "Lantern Moves", negated=True)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)
    assert "says_otherwise" in trail.gates
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.PART, "Tea House", negated=True)
    assert town.trails()[SOFA].level is Level.STRONG


def test_the_word_to_whom_a_drawn_address_went_makes_likely_strangers_of_the_rest() -> None:
    town = Town()
    town.letter(TEA, 0, MAIN)
    town.letter(CURTAIN, 40, SECRET, role=Role.WELCOME)
    town.letter(SOFA, 60, SECRET)
    word = TraceDecisions(given=(Given(SECRET, LANTERN),))
    trail = town.trails(word)[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)
    assert "behind_probable" in trail.gates
    town.doing(CURTAIN, 41, Role.PURCHASE, SECRET)
    assert town.trails(word)[SOFA].level in (Level.POSSIBLE, Level.NOT_SHOWN)


def test_the_word_to_whom_an_address_went_that_can_be_guessed_leaves_the_rest_as_they_are() -> None:
    town = Town((MAIN, "lantern@post.example"))
    town.letter(TEA, 0, MAIN)
    town.letter(CURTAIN, 40, "lantern@post.example", role=Role.WELCOME)
    town.letter(SOFA, 60, "lantern@post.example")
    word = TraceDecisions(given=(Given("lantern@post.example", LANTERN),))
    assert town.trails(word)[SOFA].level in (Level.POSSIBLE, Level.NOT_SHOWN)


def test_a_domain_that_reads_as_anothers_is_no_firm_finding_whatever_it_says() -> None:
    for who, gate in ((SOFA, "look_alike"), (LANTERN, "source_look_alike")):
        town = lantern_secret()
        town.says(town.letter(SOFA, 61, SECRET), Wording.PART, "Lantern Moves")
        assert town.trails()[SOFA].level is Level.DOCUMENTED
        town.reads_like = {who: TEA}
        trail = town.trails()[SOFA]
        assert (trail.level, trail.relation) == (Level.POSSIBLE, Relation.UNKNOWN)
        assert gate in trail.gates


def test_who_wrote_before_the_source_was_seen_did_not_get_the_address_from_it() -> None:
    only = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    town = lantern_secret()
    assert town.trails(only)[SOFA].level is Level.STRONG
    town.letter(CURTAIN, -40, SECRET)
    town.letter(CURTAIN, 60, SECRET)
    early = town.trails(only)[CURTAIN]
    assert early.level in (Level.POSSIBLE, Level.NOT_SHOWN)
    assert "before_source" in early.gates
    assert town.trails(only)[SOFA].level is Level.STRONG


def test_a_source_of_which_no_mail_ever_came_is_believed_by_the_persons_word() -> None:
    only = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, MAIN)
    town.letter(SOFA, 60, SECRET)
    town.letter(CURTAIN, 70, SECRET)
    assert "before_source" not in town.trails(only)[SOFA].gates
    assert town.trails(only)[SOFA].level in (Level.STRONG, Level.PROBABLE)


def test_an_address_that_was_made_for_the_source_needs_no_mail_of_it_first() -> None:
    made = TraceDecisions(given=(Given(SECRET, LANTERN, only=True, made=True),))
    town = Town()
    town.letter(SOFA, 60, SECRET)
    town.letter(LANTERN, 90, SECRET)
    assert "before_source" not in town.trails(made)[SOFA].gates
