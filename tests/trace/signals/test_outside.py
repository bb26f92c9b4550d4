"""What is known from outside: notices weigh a little, a known breach bars any word on the way, neither points."""

from datetime import UTC, datetime, timedelta

import pytest

from inboxguard.senders.attribution import Role
from inboxguard.trace.decisions import Breach, Notice, Tenor, TraceDecisions
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import LANTERN, MAIN, SOFA, START, TEA, Town, lantern_secret

KEPT = datetime(2025, 2, 1, tzinfo=UTC)


def notice(tenor: Tenor, *recipients: str, of: str = LANTERN) -> TraceDecisions:
    return TraceDecisions(notices=(Notice(of, tenor, recipients, "notice.pdf", KEPT),))  # type: ignore[arg-type]


def breach(day: int, of: str = LANTERN) -> TraceDecisions:
    return TraceDecisions(breaches=(Breach(of, "Lantern", (START + timedelta(days=day)).date()),))  # type: ignore[arg-type]


def of_way(town: Town, decisions: TraceDecisions | None, way: Relation) -> float:
    return dict(town.trails(decisions)[SOFA].p_relation or ())[way]


def test_notices_move_the_way_in_the_order_of_what_they_say() -> None:
    town = lantern_secret()
    named, partners, silent, denied = (
        of_way(town, said, Relation.SHARE)
        for said in (notice(Tenor.NAMES, SOFA), notice(Tenor.PARTNERS), None, notice(Tenor.DENIES))
    )
    assert named > partners > silent > denied > 0


@pytest.mark.parametrize("said", [notice(Tenor.NAMES, TEA), notice(Tenor.NAMES, SOFA, of=TEA)])
def test_a_notice_about_others_or_of_others_says_nothing(said: TraceDecisions) -> None:
    town = lantern_secret()
    assert town.trails(said)[SOFA] == town.trails()[SOFA]


def test_a_notice_that_names_a_stranger_points_to_nobody_by_itself() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, MAIN)
    town.letter(SOFA, 10, MAIN)
    trail = town.trails(notice(Tenor.NAMES, SOFA))[SOFA]
    assert (trail.source, trail.level) == (None, Level.NOT_SHOWN)


def test_a_breach_between_contact_and_first_mail_leaves_the_source_and_bars_the_way() -> None:
    town = lantern_secret()
    trail = town.trails(breach(30))[SOFA]
    assert (trail.source, trail.level, trail.relation) == (LANTERN, Level.STRONG, Relation.UNKNOWN)
    assert "leak_window" in trail.gates
    assert "breach_known" in {item.signal for item in trail.evidence}
    assert of_way(town, breach(30), Relation.LEAK) > 0.4 > of_way(town, None, Relation.LEAK)


@pytest.mark.parametrize("said", [breach(-30), breach(100), breach(30, of=TEA)])
def test_a_breach_before_after_or_elsewhere_says_nothing(said: TraceDecisions) -> None:
    town = lantern_secret()
    assert town.trails(said)[SOFA] == town.trails()[SOFA]


def test_a_breach_alone_points_to_nobody() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, MAIN)
    town.letter(SOFA, 60, MAIN)
    assert town.trails(breach(30))[SOFA].source is None
