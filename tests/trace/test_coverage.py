from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.trace.coverage import Coverage, coverage

MONDAY = datetime(2025, 1, 6, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31), timezones=st.just(UTC))


def test_weeks_with_mail_of_all_weeks() -> None:
    seen = coverage([MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(weeks=3)], ["INBOX", "Archive", "INBOX"])
    assert seen.share == 0.5
    assert seen.folders == ("Archive", "INBOX")
    assert seen.first == MONDAY
    assert len(seen.weeks) == 2


def test_a_gap_shows_in_its_own_span() -> None:
    times = [MONDAY + timedelta(weeks=week) for week in (0, 1, 2, 9)]
    seen = coverage(times, [])
    assert seen.share_between(MONDAY, MONDAY + timedelta(weeks=2)) == 1.0
    assert seen.share_between(MONDAY + timedelta(weeks=3), MONDAY + timedelta(weeks=8)) == 0.0
    assert seen.share_between(MONDAY + timedelta(weeks=9), MONDAY) == 0.4


def test_an_empty_mailbox_covers_nothing() -> None:
    assert coverage([], ["INBOX"]) == Coverage(folders=("INBOX",))
    assert Coverage().share_between(MONDAY, MONDAY) == 0.0


@given(st.lists(MOMENTS, max_size=20), MOMENTS, MOMENTS)
def test_shares_are_shares(times: list[datetime], start: datetime, end: datetime) -> None:
    seen = coverage(times, [])
    assert 0.0 <= seen.share <= 1.0
    assert 0.0 <= seen.share_between(start, end) <= 1.0
    assert not times or seen.share_between(min(times), max(times)) == seen.share
