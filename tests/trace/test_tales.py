"""Stories in which a newsletter tells of a company that the person knows, and in which nobody may be named for it."""

import pytest

from inboxguard.senders.attribution import Role
from inboxguard.trace.trail import Level
from tests.trace.signals.test_statement import TALES, said
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret


def told(town: Town, text: str, to: str) -> Town:
    """Let Sofa Town write `text` to an address of the person."""
    key = town.letter(SOFA, 60, to)
    town.said[key] = tuple(said(text))
    return town


@pytest.mark.parametrize("tale", TALES)
def test_a_tale_names_nobody(tale: str) -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.PURCHASE)
    trail = told(town, f"News of the week.\n\n{tale}\n\nUnsubscribe: https://news.example/u", MAIN).trails()[SOFA]
    assert trail.source is None
    assert trail.level is Level.NOT_SHOWN


def test_the_same_company_in_the_reason_of_the_mail_is_documented() -> None:
    town = Town()
    town.doing(LANTERN, 0, Role.PURCHASE)
    reason = "You receive this email because you are a customer of Lantern Moves."
    trail = told(town, f"News of the week.\n\n{reason}", MAIN).trails()[SOFA]
    assert (trail.source, trail.level) == (LANTERN, Level.DOCUMENTED)


def test_a_tale_of_another_company_makes_nothing_firmer_or_documented() -> None:
    town = lantern_secret()
    town.doing(TEA, 0, Role.PURCHASE)
    key = town.letter(SOFA, 61, SECRET)
    town.said[key] = tuple(said("This email: your purchase at Tea House and the law, part 3."))
    assert town.trails()[SOFA].level is Level.PROBABLE
