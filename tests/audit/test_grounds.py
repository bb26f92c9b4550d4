"""On one ground every message is judged the same; what the person says of a few makes those few be judged again."""

from datetime import UTC, datetime

import pytest

from inboxguard.audit import grounds
from inboxguard.audit.audit import Audit
from inboxguard.facts.person import Person
from inboxguard.store import decisions, judgements, messages

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def taken(audit: Audit, code: int = 0, person: Person | None = None) -> tuple[int, int]:
    """Take the ground of now; return its number and how many messages were not judged on it."""
    before = grounds.stored(audit._db)
    assert before is not None
    ground = grounds.taken(audit._db, code or before.findings, person or before.person, NOW.date(), lambda words: ())
    return ground.number, len(judgements.unjudged(audit._db, ground.number))


def test_nothing_said_nothing_judged_again(audit: Audit) -> None:
    before = grounds.stored(audit._db)
    assert before is not None
    assert taken(audit) == (before.number, 0)


@pytest.mark.parametrize(("code", "addresses"), [(99, None), (0, ("somebody@else.example",))])
def test_other_code_and_another_person_are_another_ground(
    audit: Audit, code: int, addresses: tuple[str, ...] | None
) -> None:
    before = grounds.stored(audit._db)
    assert before is not None
    person = Person(addresses, before.person.authserv_ids) if addresses else None
    assert taken(audit, code, person) == (before.number + 1, messages.count(audit._db))


def test_in_which_order_addresses_are_named_does_not_matter(audit: Audit) -> None:
    before = grounds.stored(audit._db)
    assert before is not None
    addresses = ("one@post.example", *before.person.addresses)
    number, _ = taken(audit, person=Person(addresses, before.person.authserv_ids))
    turned = Person(tuple(reversed(addresses)), before.person.authserv_ids)
    assert taken(audit, person=turned)[0] == number


def test_what_is_said_of_a_sender_is_concluded_and_not_judged(audit: Audit) -> None:
    one = audit.sender_ids()[0]
    decisions.shelve(audit._db, one, "aside", NOW)
    assert taken(audit)[1] == 0
    assert judgements.touched(audit._db) == (one,)


def test_a_merge_concerns_both_and_so_does_taking_it_back(audit: Audit) -> None:
    one, two = audit.sender_ids()[:2]
    both = len(judgements.heard(audit._db, one)) + len(judgements.heard(audit._db, two))
    word = decisions.correct(audit._db, "merge", one, two, NOW)
    assert taken(audit)[1] == both
    judgements.put(audit._db, [], 1)
    decisions.take_back(audit._db, word)
    assert taken(audit)[1] == both


def test_one_message_called_otherwise_is_judged_alone(audit: Audit) -> None:
    key = messages.keys(audit._db)[0]
    decisions.correct(audit._db, "message", key, "personal", NOW)
    assert taken(audit)[1] == 1
