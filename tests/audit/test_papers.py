"""Evidence that no mail shows names its document and day, and no file name tells what is set aside."""

from datetime import UTC, date, datetime

import pytest

from inboxguard.audit.papers import paper
from inboxguard.senders.sender import SenderId
from inboxguard.trace.decisions import Answer, Breach, Handed, Notice, Tenor, TraceDecisions
from inboxguard.trace.trail import Evidence, Level, Relation, Trail

SOFA, LANTERN, OTHER = SenderId("sofa.example"), SenderId("lantern.example"), SenderId("other.example")
JUNE, MAY = datetime(2026, 6, 3, 9, tzinfo=UTC), datetime(2026, 5, 1, 9, tzinfo=UTC)
TRAIL = Trail(
    SOFA, ("me@post.example",), LANTERN, Relation.SHARE, Level.STRONG, 0.95, None, (Evidence("answer", "B", 4.6, ()),)
)
SAID = TraceDecisions(
    answers=(Answer(SOFA, LANTERN, "sofa old.pdf", MAY), Answer(SOFA, LANTERN, "sofa.pdf", JUNE)),
    handed=(Handed(LANTERN, (SOFA,), "lantern.pdf", MAY), Handed(OTHER, (), "other.pdf", JUNE)),
    notices=(Notice(LANTERN, Tenor.PARTNERS, (), "notice.html", MAY),),
    breaches=(Breach(LANTERN, "Lantern 2025", date(2025, 2, 3)), Breach(OTHER, "Other", date(2026, 1, 1))),
)


@pytest.mark.parametrize(
    ("signal", "shown"),
    [
        ("answer", ("sofa.pdf", date(2026, 6, 3))),
        ("handed_to", ("lantern.pdf", date(2026, 5, 1))),
        ("handed_to_nobody", ("lantern.pdf", date(2026, 5, 1))),
        ("notice_partners", ("notice.html", date(2026, 5, 1))),
        ("breach_known", ("Lantern 2025", date(2025, 2, 3))),
        ("unique_alias", ("", None)),
    ],
)
def test_each_kind_of_paper_is_that_of_the_right_organisation(signal: str, shown: tuple[str, date | None]) -> None:
    assert paper(signal, TRAIL, SAID) == shown


def test_nothing_kept_shows_nothing() -> None:
    assert paper("answer", TRAIL, TraceDecisions()) == ("", None)


@pytest.mark.parametrize("quiet", [SOFA, LANTERN])
def test_of_those_set_aside_only_the_day_is_told(quiet: SenderId) -> None:
    assert paper("answer", TRAIL, SAID, {quiet}) == ("", date(2026, 6, 3))
    assert paper("breach_known", TRAIL, SAID, {quiet}) == ("", date(2025, 2, 3))
