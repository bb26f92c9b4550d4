"""A sender that mostly writes on a marked theme leaves whole; a shop that sometimes does stays."""

import random
from dataclasses import replace

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from inboxguard.themes.history import wholly

MAIL = Attribution(
    MessageKey("k"), None, None, "", Kind.MARKETING, (), "nursery.example", "Nursery", None, True, "server", None,
    False, None, None, None, (), (), True, None, Legal(), None,
)  # fmt: skip


def mails(*aside: bool, **changes: object) -> list[tuple[Attribution, bool]]:
    return [(replace(MAIL, **changes), one) for one in aside]  # type: ignore[arg-type]  # fields by name


def test_mails_that_only_hint_leave_with_the_others() -> None:
    assert wholly(mails(True, True, True, False, False)) == {"nursery.example"}


def test_two_mails_say_nothing_about_a_sender() -> None:
    assert wholly(mails(True, True)) == frozenset()


def test_a_shop_that_sometimes_writes_about_it_stays() -> None:
    assert wholly(mails(True, True, True, *(False,) * 4)) == frozenset()


def test_receipts_do_not_count_on_either_side() -> None:
    receipts = mails(*(False,) * 20, kind=Kind.TRANSACTIONAL, organisation="other.example")
    assert wholly([*mails(True, True, True), *receipts]) == {"nursery.example"}
    assert wholly(mails(True, True, True, kind=Kind.TRANSACTIONAL)) == frozenset()


@pytest.mark.parametrize("role", [Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.ACCOUNT])
def test_a_store_that_the_person_dealt_with_is_asked_about_first(role: Role) -> None:
    assert wholly([*mails(True, True, True), *mails(False, kind=Kind.TRANSACTIONAL, role=role)]) == frozenset()


def test_people_and_the_persons_own_mail_are_no_senders() -> None:
    assert wholly(mails(True, True, True, organisation=None)) == frozenset()
    assert wholly(mails(True, True, True, outgoing=True)) == frozenset()


def test_a_general_shop_is_seldom_hidden_by_chance() -> None:
    chance = random.Random(7)
    hidden = sum(
        bool(wholly(mails(*(chance.random() < 0.1 for _ in range(chance.randint(3, 40)))))) for _ in range(2000)
    )
    assert hidden / 2000 < 0.02
