"""A request's reference and the right on which it stands."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.requests.regimes import Right
from inboxguard.requests.request import NO_WISHES, Often, RequestKind, Wishes, reference

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_reference_is_the_year_and_seven_digits_of_base_36() -> None:
    digits = iter([20, 7, 26, 2, 22, 4, 10])
    assert reference(NOW, lambda _: next(digits)) == "2026-K7Q2M4A"


@given(st.lists(st.integers(0, 35), min_size=7, max_size=7))
def test_every_draw_gives_another_reference(draws: list[int]) -> None:
    left = iter(draws)
    year, _, drawn = reference(NOW, lambda below: next(left) % below).partition("-")
    assert year == "2026"
    assert [int(sign, 36) for sign in drawn] == draws


def test_every_kind_but_the_follow_ups_stands_on_a_right() -> None:
    without = {kind for kind in RequestKind if kind.right is None}
    assert without == {RequestKind.REMINDER, RequestKind.COMPLAINT}
    assert RequestKind.WHERE_FROM.right is Right.SOURCE
    assert RequestKind.TO_WHOM.right is Right.RECIPIENTS


def test_wishes_are_compared_one_by_one() -> None:
    wishes = Wishes(("pets",), ("lamp",), ("news.shop.example",), often=Often.WEEK)
    assert wishes.asked == ("topic pets", "product lamp", "list news.shop.example", "often week")
    assert set(Wishes(("pets",)).asked) < set(wishes.asked)
    assert NO_WISHES.asked == ()


def test_how_often_ends_no_mail() -> None:
    assert not Wishes(often=Often.SEASON).narrowing
    for wishes in (Wishes(("pets",)), Wishes((), ("lamp",)), Wishes((), (), ("Our flat",))):
        assert wishes.narrowing
