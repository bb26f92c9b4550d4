"""Of one sender it is concluded what is set aside and what it is on; its menu alone sets nothing aside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inboxguard.audit.shelf_findings import Shelving, concluded
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.senders.optout import Asked
from inboxguard.senders.sender import SenderId
from inboxguard.store.judgements import Heard
from inboxguard.themes.leaning import proposed
from inboxguard.themes.matching import Mention
from inboxguard.themes.setting_aside import ThemeDecisions
from tests.themes.messages import AT, attribution

MARKED = ThemeDecisions(marked=frozenset({"baby"}))
SHOP = SenderId("greatstore.example")


def mail(number: int, field: str | None = None, *terms: str, subject: str = "News", name: str = "Great Store") -> Heard:
    """Return a week's mail of a shop; with `field`, one that names the theme there."""
    key = MessageKey(f"m{number}")
    told = attribution(
        message=key, at=AT + timedelta(days=7 * number), subject=subject, organisation=SHOP, name=name,
        address="news@greatstore.example",
    )  # fmt: skip
    found = () if field is None else (Mention("baby", key, 1.5, ((field, 0, 4),), tuple(sorted(terms)), listed=True),)
    return Heard(told, found, (), False, 0)


def test_without_marks_nothing_is_set_aside_or_found() -> None:
    assert concluded([mail(1), mail(2)], Shelving(ThemeDecisions())) == ([False, False], ())


def test_a_mail_that_names_the_theme_is_set_aside_and_the_shop_is_not_proposed() -> None:
    heard = [mail(1, "subject", "pram"), *(mail(number) for number in range(2, 12))]
    aside, found = concluded(heard, Shelving(MARKED))
    assert aside == [True] + [False] * 10
    assert not any(map(proposed, found))


def test_a_menu_alone_sets_no_mail_aside() -> None:
    menu = [mail(number, "text", "maternity", "prams") for number in range(1, 9)]
    sale = mail(9, "subject", "maternity", "pram", "prams")
    aside, found = concluded([*menu, sale], Shelving(MARKED))
    assert aside == [False] * 8 + [True]
    assert not any(map(proposed, found))


def test_who_writes_of_nothing_else_is_proposed_and_not_set_aside() -> None:
    heard = [mail(number, *(("subject", "pram") if number % 3 else ())) for number in range(1, 13)]
    aside, found = concluded(heard, Shelving(MARKED))
    assert aside == [bool(number % 3) for number in range(1, 13)]
    assert [(one.theme, proposed(one)) for one in found] == [("baby", True)]


def test_who_asks_a_leaver_back_is_set_aside_for_two_weeks() -> None:
    asked = {SHOP: Asked(AT, "link")}
    soon, late = mail(1, subject="We miss you"), mail(3, subject="We miss you")
    other = mail(1, subject="Summer sale")
    assert concluded([soon, other, late], Shelving(ThemeDecisions(), asked=asked))[0] == [True, False, False]
    assert concluded([soon], Shelving(ThemeDecisions()))[0] == [False]
    letter = soon._replace(attribution=replace(soon.attribution, kind=Kind.TRANSACTIONAL))
    assert concluded([letter], Shelving(ThemeDecisions(), asked=asked))[0] == [False]


@pytest.mark.parametrize("marked", [frozenset(), frozenset({"baby"})], ids=["nothing marked", "a theme marked"])
def test_who_asks_a_leaver_back_stays_where_the_person_said_so(marked: frozenset[str]) -> None:
    asked = {SHOP: Asked(AT, "link")}
    first, second = mail(1, subject="We miss you"), replace_key(mail(1, subject="We miss you"), "m2")
    one = ThemeDecisions(marked=marked, kept=frozenset({first.attribution.message}))
    assert concluded([first, second], Shelving(one, asked=asked))[0] == [False, True]
    both = ThemeDecisions(marked=marked, kept_senders=frozenset({SHOP}))
    assert concluded([first, second], Shelving(both, asked=asked))[0] == [False, False]


def replace_key(heard: Heard, key: str) -> Heard:
    return heard._replace(attribution=replace(heard.attribution, message=MessageKey(key)))
