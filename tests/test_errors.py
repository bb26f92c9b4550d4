"""Every error that a person can act on carries one sentence and keeps it on its way between threads and processes."""

import pickle
from collections.abc import Iterator

import pytest

from inboxguard import errors
from inboxguard.errors import Damaged, InboxGuardError, MailboxError, StoreError, UnreadableFile, WrongPassword


def kinds(of: type[InboxGuardError] = InboxGuardError) -> Iterator[type[InboxGuardError]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


KINDS = [kind for kind in kinds() if kind.__module__ == errors.__name__]


def test_there_are_few_kinds_and_all_are_here() -> None:
    declared = [one for one in vars(errors).values() if isinstance(one, type)]
    assert sorted(map(str, KINDS)) == sorted(map(str, declared))


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_is_what_is_shown(kind: type[InboxGuardError]) -> None:
    error = kind("The mailbox is locked. Close the other program.")
    assert str(error) == "The mailbox is locked. Close the other program."
    assert kind.__doc__


@pytest.mark.parametrize("kind", KINDS)
def test_kind_and_sentence_survive_the_way_from_a_child_process(kind: type[InboxGuardError]) -> None:
    there = pickle.loads(pickle.dumps(kind("What happened.")))
    assert type(there) is kind
    assert str(there) == "What happened."


def test_kinds_are_caught_by_their_family() -> None:
    assert issubclass(WrongPassword, MailboxError)
    assert issubclass(UnreadableFile, MailboxError)
    assert issubclass(Damaged, StoreError)
    assert not issubclass(StoreError, MailboxError)
