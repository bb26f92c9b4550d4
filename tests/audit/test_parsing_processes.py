"""Mail is read in a child process; what breaks the child breaks nothing else."""

import os

from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.facts import parsing
from inboxguard.facts.message import Message, RawMessage
from tests.store.messages import HEAD, message


def raw(number: int) -> RawMessage:
    head = HEAD.format(number=number, subject="deadly" if number == 3 else "harmless").encode()
    return RawMessage(message(number).place, None, head, b"hello", sha256=f"{number:064}")


def read_or_die(one: RawMessage) -> Message:
    """What a bug in a parser written in C would do."""
    if b"deadly" in one.head:
        os._exit(11)
    return parsing.read(one)


def test_a_child_reads_what_the_parent_would_read() -> None:
    raws = [raw(number) for number in (1, 2)]
    with parsing_processes() as mapped:
        assert list(mapped(parsing.read, raws)) == [parsing.read(one) for one in raws]


def test_the_letter_that_breaks_a_child_is_kept_and_the_others_are_read() -> None:
    with parsing_processes() as mapped:
        first, third, fifth = mapped(read_or_die, [raw(1), raw(3), raw(5)])
        again = list(mapped(parsing.read, [raw(7)]))
    assert first.subject == fifth.subject == "harmless"
    assert third.defects == ("unreadable",)
    assert third.sha256 == f"{3:064}"
    assert again[0].subject == "harmless"
