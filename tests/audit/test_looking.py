"""A quick look finds the mail that may hold words, here and in child processes alike, and tells how far it is."""

import pytest

from inboxguard.audit import looking
from inboxguard.audit.audit import Audit
from inboxguard.audit.looking import PAGE, Looking, held, home, looked, pages
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.audit.progress import Step
from inboxguard.store import messages, speaking


def test_what_may_hold_a_word_is_found_and_letters_are_not_asked(audit: Audit) -> None:
    steps: list[Step] = []
    found = looked(audit._db, steps.append, None, ("moving",))
    readable = speaking.readable(audit._db)
    assert 0 < len(found) < len(readable)
    assert found == list(held(audit._db, readable, ("moving",)))
    assert steps[-1].done == steps[-1].total == len(readable)


def test_child_processes_find_the_same(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = looked(audit._db, lambda step: None, None, ("moving",))
    monkeypatch.setattr(looking, "_MANY", 1)
    assert looked(audit._db, lambda step: None, lambda: parsing_processes(2), ("moving",)) == alone


def test_a_page_that_breaks_its_child_is_read_in_any_case(audit: Audit) -> None:
    (page, *_) = pages(messages.keys(audit._db))
    assert Looking(home(audit._db), ("moving",)).unreadable(page) == page


def test_every_key_is_in_one_page() -> None:
    keys = [str(number) for number in range(PAGE * 2 + 1)]
    made = pages(keys)
    assert [key for names in made for key in names] == keys
    assert [len(names) for names in made] == [PAGE, PAGE, 1]
    assert pages([]) == []
