"""What would change a finding is no talk: in each story the thing is done, and the finding changes as was said."""

from datetime import UTC, datetime

from inboxguard.senders.attribution import Role
from inboxguard.trace.decisions import Answer, Given, TraceDecisions
from inboxguard.trace.explaining import changes
from inboxguard.trace.gates import ORDER
from inboxguard.trace.trail import Level, Relation, Trail
from inboxguard.trace.wording import change_words, languages
from tests.trace.stories import CURTAIN, LANTERN, MAIN, NAMES, SECRET, SOFA, TAGGED, TEA, Town, lantern_secret

WRITTEN = datetime(2026, 3, 1, tzinfo=UTC)


def answered(source: str | None) -> TraceDecisions:
    return TraceDecisions(answers=(Answer(SOFA, source, "answer.pdf", WRITTEN),))  # type: ignore[arg-type]


def firmer(one: Trail, other: Trail) -> bool:
    return ORDER.index(one.level) > ORDER.index(other.level)


def test_a_strong_trail_is_documented_or_ended_by_answers_signs_of_an_own_sign_up_and_the_persons_word() -> None:
    town = lantern_secret()
    trail = town.trails()[SOFA]
    assert changes(trail) == ("answer_source", "answer_none", "sign_up_found", "own")
    assert town.trails(answered(LANTERN))[SOFA].level is Level.DOCUMENTED
    assert town.trails(answered(None))[SOFA].source is None
    assert town.trails(TraceDecisions(mine=frozenset({SOFA})))[SOFA].source is None
    town.doing(SOFA, 59, Role.PURCHASE, SECRET)
    assert town.trails()[SOFA].relation is Relation.OWN


def test_the_persons_word_that_only_the_source_has_it_makes_it_firmer() -> None:
    town = Town((MAIN, TAGGED))
    town.letter(CURTAIN, 0, TAGGED)
    town.doing(LANTERN, 1, Role.SIGN_UP, TAGGED)
    town.letter(SOFA, 60, TAGGED)
    trail = town.trails()[SOFA]
    assert "given_only" in changes(trail)
    word = TraceDecisions(given=(Given(TAGGED, LANTERN, only=True),))
    assert firmer(town.trails(word)[SOFA], trail)


def test_a_servers_word_and_a_second_kind_of_evidence_make_it_firmer() -> None:
    doubted = lantern_secret(authenticated=None).trails()[SOFA]
    assert "server_said" in changes(doubted)
    assert firmer(lantern_secret().trails()[SOFA], doubted)
    town = lantern_secret()
    town.letter(SOFA, 61, SECRET, role=Role.WELCOME)
    one = town.trails()[SOFA]
    assert "second_kind" in changes(one)


def test_the_mail_that_is_missing_makes_it_firmer() -> None:
    town = lantern_secret()
    town.silence = (8, 58)
    gaps = town.trails()[SOFA]
    assert "more_mail" in changes(gaps)
    assert firmer(lantern_secret().trails()[SOFA], gaps)


def test_a_document_is_ended_by_an_answer_or_the_persons_word_only() -> None:
    town = lantern_secret()
    trail = town.trails(answered(LANTERN))[SOFA]
    assert changes(trail) == ("own",)
    assert town.trails(TraceDecisions(mine=frozenset({SOFA}), answers=answered(LANTERN).answers))[SOFA].source is None


def test_where_nothing_is_claimed_an_answer_would_say_more_and_an_own_relation_needs_nothing() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.letter(LANTERN, 4)
    town.letter(SOFA, 60)
    found = town.trails()
    assert changes(found[SOFA]) == ("answer_source",)
    assert town.trails(answered(TEA))[SOFA].level is Level.DOCUMENTED
    assert changes(found[LANTERN]) == ()


def test_every_change_has_words_in_every_language() -> None:
    trail = lantern_secret().trails()[SOFA]
    for language in languages():
        for key in ("answer_source", "answer_none", "given_only", "server_said", "more_mail", "second_kind",
                    "sign_up_found", "own"):  # fmt: skip
            assert change_words(key, trail, NAMES, language)
