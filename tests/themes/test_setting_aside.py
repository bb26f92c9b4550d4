"""What is set aside, and the far longer list of what never is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId
from inboxguard.themes.forecast import QuietDay
from inboxguard.themes.matching import Mention
from inboxguard.themes.occasions import Occasion
from inboxguard.themes.setting_aside import ThemeDecisions, aside
from tests.themes.messages import attribution

TOES = SenderId("tinytoes.example")
NAMED = Mention("baby", MessageKey("m1"), 1.0, (("subject", 0, 4),), ("baby",), listed=True)
MARKED = ThemeDecisions(marked=frozenset({"baby"}))


def test_advertising_that_names_a_marked_theme_is_set_aside() -> None:
    assert aside(attribution(), [NAMED], MARKED)


@pytest.mark.parametrize("kind", [Kind.TRANSACTIONAL, Kind.PERSONAL, Kind.SPAM])
def test_receipts_appointments_and_letters_of_people_never_leave_by_their_words(kind: Kind) -> None:
    assert not aside(attribution(kind), [NAMED], MARKED)


def test_mail_without_a_list_mark_never_leaves_by_its_words() -> None:
    assert not aside(attribution(), [replace(NAMED, listed=False)], MARKED)


def test_a_theme_that_is_not_marked_does_nothing() -> None:
    assert not aside(attribution(), [NAMED], ThemeDecisions())
    assert not aside(attribution(), [NAMED], ThemeDecisions(marked=frozenset({"gambling"})))


def test_a_passing_word_does_nothing() -> None:
    assert not aside(attribution(), [replace(NAMED, score=0.99)], MARKED)


def test_a_mention_of_another_message_does_nothing() -> None:
    assert not aside(attribution(), [replace(NAMED, message=MessageKey("other"))], MARKED)


def test_the_persons_own_mail_is_never_set_aside() -> None:
    assert not aside(attribution(outgoing=True), [NAMED], MARKED)


def test_all_marketing_of_an_accepted_sender_is_set_aside_even_without_words() -> None:
    accepted = ThemeDecisions(accepted=frozenset({TOES}))
    assert aside(attribution(), [], accepted)
    assert not aside(attribution(Kind.TRANSACTIONAL), [], accepted)
    assert not aside(attribution(organisation="other.example"), [], accepted)
    assert not aside(attribution(organisation=None), [], accepted)


def test_what_the_person_keeps_stays() -> None:
    accepted = replace(MARKED, accepted=frozenset({TOES}))
    assert not aside(attribution(), [NAMED], replace(accepted, kept=frozenset({MessageKey("m1")})))
    assert not aside(attribution(), [NAMED], replace(accepted, kept_senders=frozenset({TOES})))
    assert aside(attribution(), [NAMED], replace(accepted, kept=frozenset({MessageKey("m2")})))


def test_what_the_person_hides_goes_whatever_it_is() -> None:
    hidden = ThemeDecisions(hidden=frozenset({MessageKey("m1")}))
    assert aside(attribution(Kind.TRANSACTIONAL), [], hidden)
    assert not aside(attribution(message=MessageKey("m2")), [], hidden)


@pytest.mark.parametrize(
    ("timezone", "quiet"),
    [
        ("UTC", [False, True, True]),
        ("Pacific/Auckland", [True, True, False]),
        ("America/New_York", [False, True, True]),
    ],
)
def test_a_day_is_quiet_by_the_calendar_of_where_the_person_lives(timezone: str, quiet: list[bool]) -> None:
    day = ThemeDecisions(days=(QuietDay(5, 31, None, 0, 0),), timezone=timezone)
    times = (datetime(2026, 5, 30, 20), datetime(2026, 5, 31, 5), datetime(2026, 5, 31, 13))
    assert [aside(attribution(at=at.replace(tzinfo=UTC)), [], day) for at in times] == quiet


def test_an_occasion_is_kept_quiet_by_that_calendar_too() -> None:
    close = replace(NAMED, score=0.6)
    day = Occasion("a day", "fixed(5,31)", lead_days=0, after_days=0)
    told = replace(MARKED, occasions=(("baby", day),))
    mail = attribution(at=datetime(2026, 5, 30, 20, tzinfo=UTC))
    assert not aside(mail, [close], told)
    assert aside(mail, [close], replace(told, timezone="Pacific/Auckland"))
