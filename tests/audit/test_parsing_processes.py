"""Mail is read in a child process; what breaks the child breaks nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

from inboxguard.audit.parsing_processes import here, parsing_processes
from inboxguard.facts import parsing
from inboxguard.facts.message import Message, RawMessage
from tests.store.messages import HEAD, message


def raw(number: int) -> RawMessage:
    head = HEAD.format(number=number, subject="deadly" if number == 3 else "harmless").encode()
    return RawMessage(message(number).place, None, head, b"hello", sha256=f"{number:064}")


class Reader:
    """Reads messages."""

    def __call__(self, one: RawMessage) -> Message:
        return parsing.read(one)

    def unreadable(self, one: RawMessage) -> Message:
        return parsing.bare(one)


class ReadOrDie(Reader):
    """What a bug in a parser written in C would do."""

    def __call__(self, one: RawMessage) -> Message:
        if b"deadly" in one.head:
            os._exit(11)
        return parsing.read(one)


def test_a_child_reads_what_the_parent_would_read() -> None:
    raws = [raw(number) for number in (1, 2)]
    with parsing_processes() as mapped:
        assert list(mapped(Reader(), raws)) == [parsing.read(one) for one in raws]
    assert list(here(Reader(), raws)) == [parsing.read(one) for one in raws]


def test_the_letter_that_breaks_a_child_is_kept_and_the_others_are_read() -> None:
    with parsing_processes() as mapped:
        first, third, fifth = mapped(ReadOrDie(), [raw(1), raw(3), raw(5)])
        again = list(mapped(Reader(), [raw(7)]))
    assert first.subject == fifth.subject == "harmless"
    assert third.defects == ("unreadable",)
    assert third.sha256 == f"{3:064}"
    assert again[0].subject == "harmless"


def test_what_was_begun_before_a_child_broke_is_read_all_the_same() -> None:
    with parsing_processes() as mapped:
        begun = [mapped(ReadOrDie(), [raw(number) for number in numbers]) for numbers in ((1, 2), (3, 4), (5, 3, 6))]
        read = [message for batch in begun for message in batch]
        later = list(mapped(ReadOrDie(), [raw(3), raw(8)]))
    assert [one.defects == ("unreadable",) for one in read] == [False, False, True, False, False, True, False]
    assert [one.sha256 for one in read] == [f"{number:064}" for number in (1, 2, 3, 4, 5, 3, 6)]
    assert [one.defects == ("unreadable",) for one in later] == [True, False]


def test_a_batch_that_is_given_up_leaves_the_child_fit_for_the_next() -> None:
    with parsing_processes() as mapped:
        given_up = iter(mapped(Reader(), [raw(number) for number in range(100, 200)]))
        assert next(given_up).sha256 == f"{100:064}"
        del given_up
        assert [one.sha256 for one in mapped(Reader(), [raw(7)])] == [f"{7:064}"]


class Answer:
    """Work whose result is more than a pipe holds."""

    def __call__(self, one: int) -> bytes:
        return b"x" * 1_000_000

    def unreadable(self, one: int) -> bytes:
        return b""


_PARENT = """
import multiprocessing, sys
from inboxguard.audit.parsing_processes import parsing_processes
from tests.audit.test_parsing_processes import Answer
if __name__ == "__main__":
    with parsing_processes() as mapped:
        next(iter(mapped(Answer(), [1])))
        print(multiprocessing.active_children()[0].pid, flush=True)
        coming = mapped(Answer(), range(200))
        sys.stdin.read()
"""


def test_a_child_ends_with_its_parent_even_while_it_hands_over_a_large_result(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.3)  # for the pipe to fill
        parent.kill()
    end = time.monotonic() + 10
    while alive(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(child)


def alive(process: int) -> bool:
    """Return whether a process runs; one that has ended and is waited for by nobody here does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
