from inboxguard.trace.decisions import Answer, Breach, Changed, Given, Handed, TraceDecisions, changed
from tests.trace.stories import LANTERN, SOFA, START, TEA, on


def test_the_latest_answer_of_an_organisation_counts() -> None:
    early, late = Answer(SOFA, LANTERN, "a.pdf", on(1)), Answer(SOFA, None, "b.pdf", on(2))
    said = TraceDecisions(answers=(late, early))
    assert said.answer_of(SOFA) is late
    assert said.answer_of(TEA) is None


def test_what_is_said_otherwise_is_named() -> None:
    none = TraceDecisions()
    given = TraceDecisions(given=(Given("Me+Shop@Post.example", LANTERN, only=True),))
    assert changed(none, none) == Changed()
    assert changed(none, given) == changed(given, none)
    assert changed(none, given) == Changed(frozenset({LANTERN}), frozenset({"me+shop@post.example"}))
    assert changed(none, TraceDecisions(mine=frozenset({SOFA}))).organisations == {SOFA}
    handed = TraceDecisions(handed=(Handed(LANTERN, (SOFA,), "a.pdf", START),))
    assert changed(none, handed) == Changed(frozenset({SOFA}), pointed=frozenset({LANTERN}))
    breach = TraceDecisions(breaches=(Breach(LANTERN, "Lantern", START.date()),))
    assert changed(none, breach) == Changed(pointed=frozenset({LANTERN}))
