"""What is shown and what is counted as a copy in a stranger's hands are two things."""

from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.trace.trail import Level, Relation


def test_possible_is_not_shown_unasked() -> None:
    assert Level.POSSIBLE not in SHOWN
    assert Level.NOT_SHOWN not in SHOWN


def test_sister_brands_services_and_hosts_are_no_strangers() -> None:
    assert not {Relation.GROUP, Relation.SERVICE, Relation.HOST, Relation.OWN} & set(THIRD_PARTY)
