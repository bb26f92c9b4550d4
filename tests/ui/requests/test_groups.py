"""Every request is in exactly one group, and what needs an act stands first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.ui.requests.groups import Group, called, counts, group, listed
from tests.ui.requests.ledger import row

STATES = (
    "drafted", "sent", "bounced", "acknowledged", "identity_check", "extended", "answered", "partial", "refused",
    "no_data", "wrong_entity", "overdue", "reminded", "escalatable", "complained", "closed", "withdrawn",
)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("drafted", None, Group.DRAFTED),
        ("sent", 9, Group.WAITING),
        ("sent", 0, Group.WAITING),
        ("sent", -1, Group.WAITING),
        ("reminded", -1, Group.WAITING),
        ("complained", 3, Group.WAITING),
        ("complained", -1, Group.OVERDUE),
        ("overdue", -10, Group.OVERDUE),
        ("answered", -10, Group.ANSWERED),
        ("closed", None, Group.CLOSED),
        ("withdrawn", None, Group.CLOSED),
        ("something new", None, Group.WAITING),
    ],
)
def test_where_a_request_stands(state, days, expected):
    assert group(row(state=state, days=days)) is expected


def test_a_reminder_that_was_sent_waits_for_nothing_of_its_own():
    assert group(replace(row(state="sent", days=None), follows="1")) is Group.CLOSED
    assert group(replace(row(state="drafted", days=None), follows="1")) is Group.DRAFTED


rows = st.lists(st.tuples(st.sampled_from(STATES), st.one_of(st.none(), st.integers(-90, 90))), max_size=30)


@given(rows)
def test_groups_share_out_all_requests(pairs):
    made = [row(number, state, days) for number, (state, days) in enumerate(pairs)]
    found = counts(made)
    assert found[Group.ALL] == len(made) == sum(found[one] for one in Group if one is not Group.ALL)
    for one in Group:
        assert len(listed(made, one)) == found[one]


def test_what_needs_an_act_stands_first_then_what_is_due_soonest():
    made = [
        row(1, "closed", None),
        row(2, "sent", 20),
        row(3, "sent", 5),
        row(4, "drafted", None),
        row(5, "overdue", -3),
    ]
    assert [one.id for one in listed(made)] == ["5", "4", "3", "2", "1"]


def test_search_finds_names_and_references_in_any_case():
    made = [row(1, name="Sofa & Sparrow"), row(2, name="Curtain & Crow")]
    assert [one.id for one in listed(made, search="CURTAIN")] == ["2"]
    assert [one.id for one in listed(made, search="k7q2m41")] == ["1"]
    assert listed(made, search="nobody") == []


def test_one_that_is_set_aside_is_found_by_its_reference_alone_and_called_nothing():
    made = [row(1, name=""), row(2)]
    assert [one.id for one in listed(made, search="sparrow")] == ["2"]
    assert [one.id for one in listed(made, search="k7q2m41")] == ["1"]
    assert [called(one) for one in made] == ["Set-aside sender", "Sofa & Sparrow"]
