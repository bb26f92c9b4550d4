from inboxguard.trace.decisions import Answer, TraceDecisions
from tests.trace.stories import LANTERN, SOFA, TEA, on


def test_the_latest_answer_of_an_organisation_counts() -> None:
    early, late = Answer(SOFA, LANTERN, "a.pdf", on(1)), Answer(SOFA, None, "b.pdf", on(2))
    said = TraceDecisions(answers=(late, early))
    assert said.answer_of(SOFA) is late
    assert said.answer_of(TEA) is None
