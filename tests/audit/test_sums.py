"""Figures of one organisation's mail add up to those of the mailbox."""

from datetime import UTC, date, datetime

from inboxguard.audit.sums import Sums, Times, added
from inboxguard.senders.attribution import Kind

MONTHS = (date(2026, 10, 1), date(2026, 11, 1))


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_set_aside_and_own_mail_counts_for_the_weeks_and_for_nothing_else() -> None:
    found = added(
        [
            (Kind.MARKETING, False, False, at(11, 3)),
            (Kind.MARKETING, False, True, at(11, 24)),
            (Kind.PERSONAL, True, False, at(10, 1)),
        ],
        MONTHS,
    )
    assert found == Sums(
        at(10, 1), at(11, 24), (date(2026, 9, 28), date(2026, 11, 2), date(2026, 11, 23)), {Kind.MARKETING: 1},
        at(11, 3), at(11, 3), {date(2026, 11, 1): 1},
        Times(at(10, 1), at(11, 3), (date(2026, 9, 28), date(2026, 11, 2))),
    )  # fmt: skip


def test_where_nothing_is_set_aside_all_of_it_is_seen() -> None:
    assert added([(Kind.MARKETING, False, False, at(11, 3))], MONTHS).open is None
    assert added([(Kind.MARKETING, False, True, at(11, 3))], MONTHS).open == Times()


def test_adverts_of_other_months_and_undated_mail_are_in_no_month() -> None:
    found = added([(Kind.MARKETING, False, False, at(9, 30)), (Kind.MARKETING, False, False, None)], MONTHS)
    assert found.adverts == {}
    assert found.seen == {Kind.MARKETING: 2}
    assert found.first == found.last == at(9, 30)


def test_nothing_is_nothing() -> None:
    assert added([], MONTHS) == Sums()
