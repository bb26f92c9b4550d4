"""What a source wrote about to whom it gave the address: it documents, or it limits what may be said."""

from datetime import UTC, datetime, timedelta

from inboxguard.senders.attribution import Role
from inboxguard.trace.decisions import Answer, Handed, TraceDecisions
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, Town, lantern_secret

WRITTEN = datetime(2026, 3, 1, tzinfo=UTC)


def handed(*recipients: str, by: str = LANTERN, later: int = 0) -> Handed:
    return Handed(by, recipients, "answer.pdf", WRITTEN + timedelta(days=later))  # type: ignore[arg-type]


def test_a_source_that_names_the_recipient_documents_the_trail() -> None:
    trail = lantern_secret().trails(TraceDecisions(handed=(handed(CURTAIN, SOFA),)))[SOFA]
    assert (trail.source, trail.level, trail.relation) == (LANTERN, Level.DOCUMENTED, Relation.SHARE)


def test_it_does_so_at_an_address_that_everybody_has() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, MAIN)
    town.doing(CURTAIN, 5, Role.SIGN_UP, MAIN)
    town.letter(SOFA, 60, MAIN)
    assert town.trails()[SOFA].source is None
    trail = town.trails(TraceDecisions(handed=(handed(SOFA),)))[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.DOCUMENTED)


def test_a_source_that_gave_it_to_nobody_is_not_firmly_named() -> None:
    told = TraceDecisions(handed=(handed(),))
    trail = lantern_secret().trails(told)[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.PROBABLE)
    assert "source_denies" in trail.gates
    assert dict(trail.p_relation or ())[Relation.SHARE] < dict(lantern_secret().trails()[SOFA].p_relation or ())[
        Relation.SHARE
    ]


def test_the_latest_answer_counts() -> None:
    told = TraceDecisions(handed=(handed(), handed(SOFA, later=9)))
    assert lantern_secret().trails(told)[SOFA].level is Level.DOCUMENTED
    told = TraceDecisions(handed=(handed(SOFA), handed(later=9)))
    assert lantern_secret().trails(told)[SOFA].level is Level.PROBABLE


def test_what_others_answered_and_answers_about_others_say_nothing() -> None:
    town = lantern_secret()
    for said in (handed(CURTAIN), handed(by=CURTAIN)):
        assert town.trails(TraceDecisions(handed=(said,)))[SOFA] == town.trails()[SOFA]


def test_the_word_of_the_person_stands_above_it() -> None:
    told = TraceDecisions(mine=frozenset({SOFA}), handed=(handed(SOFA),))
    assert lantern_secret().trails(told)[SOFA].relation is Relation.OWN


def test_a_recipient_that_names_no_source_refutes_what_its_source_wrote() -> None:
    """Two papers against each other: nothing may be claimed until they are cleared up."""
    none = Answer(SOFA, None, "their.pdf", WRITTEN)
    trail = lantern_secret().trails(TraceDecisions(answers=(none,), handed=(handed(SOFA),)))[SOFA]
    assert trail.level is Level.NOT_SHOWN


def test_a_recipient_may_name_a_source_that_never_wrote() -> None:
    """An address trader: nothing of it is in the mailbox, and still the answer says where the address came from."""
    said = Answer(SOFA, "broker.example", "their.pdf", WRITTEN)  # type: ignore[arg-type]
    trail = lantern_secret().trails(TraceDecisions(answers=(said,)))[SOFA]
    assert (trail.source, trail.level) == ("broker.example", Level.DOCUMENTED)
    assert trail.addresses[0] == SECRET
