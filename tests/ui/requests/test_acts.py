"""What is offered follows what the ledger allows; the primary act is the one that is due."""

from dataclasses import replace

import pytest

from inboxguard.ui.requests.acts import ANSWERS, Act, offered
from tests.ui.requests.ledger import detail, row

WAITING = ("acknowledged", "answered_full", "closed")
CASES = [
    ("drafted", None, ("sent", "withdrawn"), ["sent", "letter"], ["copy", "withdrawn"]),
    ("sent", 9, WAITING, ["answered"], ["remind", "complain", "calendar", "letter", "closed"]),
    (
        "overdue", -10, (*WAITING, "reminded"), ["remind", "answered"],
        ["complain", "calendar", "letter", "closed"],
    ),
    (
        "escalatable", -1, (*WAITING, "reminded", "complained"), ["complain", "remind"],
        ["answered", "calendar", "letter", "closed"],
    ),
    ("bounced", None, ("sent", "withdrawn"), ["anew", "sent"], ["letter", "withdrawn"]),
    ("refused", None, ("reminded", "complained", "closed"), ["remind"], ["complain", "letter", "closed"]),
    ("answered", None, ("closed",), [], ["letter", "closed"]),
    ("closed", None, (), [], ["letter"]),
]  # fmt: skip


@pytest.mark.parametrize(("state", "days", "allowed", "main", "links"), CASES)
def test_what_can_be_done_in_each_state(state, days, allowed, main, links):
    found = offered(detail(row(state=state, days=days), allowed))
    assert [one.act for one in found if one.main] == main
    assert [one.act for one in found if not one.main] == links
    assert all(one.words for one in found)


def test_a_letter_that_follows_another_is_neither_reminded_of_nor_complained_about():
    follows = replace(row(state="sent", days=None), kind="reminder", follows="1")
    acts = {one.act for one in offered(detail(follows, WAITING))}
    assert not acts & {Act.REMIND, Act.COMPLAIN, Act.ANSWERED}


def test_a_letter_on_no_law_leads_to_no_authority():
    found = {one.act for one in offered(detail(row(), WAITING, law="none"))}
    assert Act.COMPLAIN not in found
    assert Act.REMIND in found


def test_every_answer_is_offered_once():
    assert len(set(ANSWERS)) == len(ANSWERS)
