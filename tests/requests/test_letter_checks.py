"""What a letter may say at all: what is refused, and as much that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.requests.letter_checks import (
    called,
    check_right,
    check_trail,
    checked_address,
    clean,
    is_address,
    order,
)
from inboxguard.requests.regimes import NO_LAW, regime
from inboxguard.requests.request import RequestKind
from tests.requests.town import SHOP, TOES, sender, trail


def test_to_ask_first_is_proposed_only_where_an_erasure_would_end_what_nobody_asked() -> None:
    proposed = order(RequestKind.ERASURE, ())
    assert proposed
    assert proposed.endswith(".")
    assert order(RequestKind.ERASURE, (RequestKind.OBJECTION,)) == proposed
    for answered in (RequestKind.WHERE_FROM, RequestKind.TO_WHOM, RequestKind.ACCESS):
        assert order(RequestKind.ERASURE, (answered,)) is None


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind is not RequestKind.ERASURE])
def test_nothing_else_waits_for_an_answer(kind: RequestKind) -> None:
    assert order(kind, ()) is None


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        (RequestKind.ACCESS, "gdpr"),
        (RequestKind.ACCESS, NO_LAW),
        (RequestKind.OBJECTION, "us-can-spam"),
        (RequestKind.OPT_OUT_OF_SALE, "us-nv-sb220"),
        (RequestKind.ASK_FOR_LESS, NO_LAW),
    ],
)
def test_a_right_that_exists_is_silent(kind: RequestKind, law: str) -> None:
    check_right(kind, regime(law))


@pytest.mark.parametrize(
    ("kind", "law", "words"),
    [
        (RequestKind.ACCESS, "us-nv-sb220", "has no right"),
        (RequestKind.OPT_OUT_OF_SALE, "gdpr", "has no right"),
        (RequestKind.ACCESS, "in-dpdp", "not in force"),
        (RequestKind.OBJECTION, "provider-yahoo", "gives you no right"),
        (RequestKind.ERASURE, "us-ca-delete-act", "page of the state"),
        (RequestKind.TO_WHOM, "us-ri-ridtppa", "public notice"),
        (RequestKind.REMINDER, "gdpr", "earlier letter"),
        (RequestKind.ASK_FOR_LESS, "us-va-vcdpa", "--law none"),
    ],
)
def test_a_right_that_does_not_exist_is_refused_in_a_sentence(kind: RequestKind, law: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as told:
        check_right(kind, regime(law))
    assert str(told.value).endswith(".")


def test_a_trail_is_only_held_up_to_who_has_that_part_in_it() -> None:
    check_trail(RequestKind.WHERE_FROM, TOES, trail())
    check_trail(RequestKind.TO_WHOM, SHOP, trail())
    check_trail(RequestKind.WHERE_FROM, SHOP, None)
    with pytest.raises(Refused, match="another organisation"):
        check_trail(RequestKind.WHERE_FROM, SHOP, trail())
    with pytest.raises(Refused, match="another source"):
        check_trail(RequestKind.TO_WHOM, TOES, trail())


@pytest.mark.parametrize(("text", "good"), [("a@b.example", True), ("a+b@c.example", True), ("", False), ("a", False),
                                            ("a@b.example, c@d.example", False), ("a@b\n.example", False)])  # fmt: skip
def test_one_plain_address_and_nothing_else(text: str, good: bool) -> None:
    assert is_address(text) is good
    if good:
        assert checked_address(text) == text
    else:
        with pytest.raises(Refused, match="address"):
            checked_address(text)


@given(st.text(max_size=900))
def test_a_value_is_one_bounded_line_and_stays_so(text: str) -> None:
    told = clean(text)
    assert told == clean(told)
    assert len(told) <= 200
    assert "  " not in told
    assert told.isprintable()


def test_a_name_that_is_not_like_its_domain_stands_beside_it() -> None:
    assert called(sender()) == "Tiny Toes"
    assert called(sender(SHOP, "DHL")) == "DHL (shop.example)"
    assert called(sender(SHOP, "")) == "shop.example"
