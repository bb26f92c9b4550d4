"""Did it stop? Late mail twice is not honoured; mail inside the grace never is held against anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.requests.regimes import regime
from inboxguard.requests.watch import OptOut, OptOutMethod, OptOutState, watch

ASKED = datetime(2026, 6, 1, 9, tzinfo=UTC)
GDPR = regime("gdpr")


def seen(*days: int, now: int, method: OptOutMethod = OptOutMethod.ONE_CLICK, failed: bool = False) -> OptOut:
    """Return the watch at `now` days after an opt-out under the GDPR, with mail `days` after it (before: negative)."""
    mails = [ASKED + timedelta(days=day) for day in days]
    return watch(ASKED, method, mails, ASKED + timedelta(days=now), GDPR, "Europe/Berlin", failed)


def test_two_late_mails_on_different_days_are_not_honoured() -> None:
    stand = seen(3, 40, 47, now=48)
    assert stand.state is OptOutState.NOT_HONOURED
    assert (stand.honour_by, stand.mails_after, stand.mails_late) == (date(2026, 7, 2), 3, 2)
    assert (stand.requested, stand.method) == (ASKED, OptOutMethod.ONE_CLICK)


@pytest.mark.parametrize(
    "days",
    [
        (),
        (1, 2, 3),
        (10, 20, 30, 31),
        (31, 32),
        (40,),
        (40, 40),
        (-30, -20, -10),
    ],
)
def test_what_is_not_two_late_days_is_never_called_ignored(days: tuple[int, ...]) -> None:
    assert seen(*days, now=45).state is OptOutState.WATCHING


def test_one_late_mail_is_enough_where_the_way_out_was_seen_to_fail() -> None:
    assert seen(40, now=45, failed=True).state is OptOutState.NOT_HONOURED
    assert seen(20, now=45, failed=True).state is OptOutState.WATCHING


def test_sixty_quiet_days_are_honoured() -> None:
    assert seen(2, 5, now=64).state is OptOutState.WATCHING
    assert seen(2, 5, now=65).state is OptOutState.HONOURED
    assert seen(40, now=99).state is OptOutState.WATCHING
    assert seen(40, now=100).state is OptOutState.HONOURED


def test_a_sender_that_writes_rarely_is_watched_for_three_of_its_gaps() -> None:
    assert seen(-80, -40, 0, now=100).state is OptOutState.WATCHING
    assert seen(-80, -40, 0, now=120).state is OptOutState.HONOURED


def test_what_was_not_honoured_stays_so_after_silence() -> None:
    assert seen(40, 47, now=300).state is OptOutState.NOT_HONOURED


def test_letters_and_mails_are_given_a_day_to_arrive() -> None:
    assert seen(now=1, method=OptOutMethod.LINK).honour_by == date(2026, 7, 2)
    assert seen(now=1, method=OptOutMethod.MAILTO).honour_by == date(2026, 7, 3)
    assert seen(now=1, method=OptOutMethod.LETTER).honour_by == date(2026, 7, 3)


def test_days_are_counted_where_the_person_lives() -> None:
    night = [datetime(2026, 8, 1, 21, 30, tzinfo=UTC), datetime(2026, 8, 1, 22, 30, tzinfo=UTC)]
    now = datetime(2026, 8, 3, tzinfo=UTC)
    stands = {name: watch(ASKED, OptOutMethod.LINK, night, now, GDPR, name).state for name in ("UTC", "Europe/Berlin")}
    assert stands == {"UTC": OptOutState.WATCHING, "Europe/Berlin": OptOutState.NOT_HONOURED}


def test_mail_that_is_still_to_come_counts_for_nothing() -> None:
    assert seen(40, 47, now=45).mails_after == 1


def test_without_a_known_law_our_own_days_count() -> None:
    assert watch(ASKED, OptOutMethod.LINK, (), ASKED, None, "UTC").honour_by == date(2026, 7, 2)


@given(st.lists(st.integers(-400, 400), max_size=30), st.integers(0, 400), st.sampled_from(OptOutMethod))
def test_nobody_is_accused_without_two_days_of_mail_after_the_grace(
    days: list[int], now: int, method: OptOutMethod
) -> None:
    stand = seen(*days, now=now, method=method)
    fair = stand.honour_by + timedelta(days=1)
    zone_days = {(ASKED + timedelta(days=day)).date() for day in days if 0 < day <= now}
    late = {day for day in zone_days if day > fair}
    assert (stand.state is OptOutState.NOT_HONOURED) == (len(late) >= 2)
    if stand.state is OptOutState.HONOURED:
        assert not [day for day in days if now - 60 < day <= now and day > 0]
    assert stand.mails_late <= stand.mails_after == len([day for day in days if 0 < day <= now])
