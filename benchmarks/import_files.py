"""What importing a mail file costs, as ratios to reading the same file and hashing it with SHA-256.

Usage: python benchmarks/import_files.py [FILE.mbox] [--messages N] [--processes N]

Takes FILE.mbox, or an invented one of N messages (3,000 unless told). Prints, beside reading and hashing the file:
(a) finding the messages, hashing each and taking header and body apart, in one process;
(b) the whole import into a fresh database, in one process, and with so many parsing processes (one for each core
    unless told);
(c) the import of the same file again, which has nothing to do;
(d) a naive peer on a sample: mailbox.mbox, email with its default policy, and Beautiful Soup;
and the most memory that all processes of (b) held. The figure to reach is (a) <= 3. Except where it says otherwise
these are seconds of the processor, so that other work on the machine does not count.
"""

import argparse
import email.policy
import hashlib
import mailbox
import os
import tempfile
import time
from collections.abc import Callable
from email.parser import BytesParser
from itertools import islice
from pathlib import Path

from bs4 import BeautifulSoup
from import_maildir import Memory, Town

from inboxguard.audit.importing import import_paths
from inboxguard.audit.parsing_processes import here, parsing_processes
from inboxguard.audit.progress import silent
from inboxguard.mailbox import files
from inboxguard.store.database import FILE, open_database

MOST_RATIO = 3
SAMPLE = 200
"""Messages that the naive peer reads."""
BLOCK = 1024 * 1024


def invented(path: Path, number: int) -> Path:
    """Write an mbox file of `number` messages over ten years; return it."""
    town = Town()
    with path.open("wb") as file:
        for one in range(number):
            at = 1_450_000_000 + one * 315_000_000 // number
            raw = town.mail(one, at).replace(b"\nFrom ", b"\n>From ")
            file.write(b"From town@post.example %s\n" % time.asctime(time.gmtime(at)).encode())
            file.write(raw.rstrip(b"\n") + b"\n\n")
    return path


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter, times: int = 1) -> float:
    """Return the shortest of some runs, in seconds."""
    spent = []
    for _ in range(times):
        began = clock()
        work()
        spent.append(clock() - began)
    return min(spent)


def hashed(path: Path) -> str:
    """Read the file and hash it: the limit of everything that looks at every octet."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def taken_apart(path: Path) -> int:
    """Find and hash the messages, and take header and body apart; return how many there are."""
    return sum(1 for _ in files.messages(path))


def naive(path: Path, most: int) -> int:
    """Read as a first script would; return how many octets of mail were read."""
    octets = 0
    box = mailbox.mbox(path, create=False)
    for key in islice(box.iterkeys(), most):
        raw = box.get_bytes(key)
        octets += len(raw)
        message = BytesParser(policy=email.policy.default).parsebytes(raw)
        for name, value in message.items():
            assert name or value
        body = message.get_body(("html", "plain"))
        if body is not None:
            soup = BeautifulSoup(body.get_content(), "html.parser")
            soup.get_text()
            soup.find_all("a")
        hashlib.sha256(raw).hexdigest()
    box.close()
    return octets


def measure(path: Path, home: Path, processes: int) -> None:
    """Print the figures of a file."""
    size = path.stat().st_size
    number = taken_apart(path)
    print(f"{path.name}: {number} messages, {size / 1e6:.0f} MB, {size / max(number, 1) / 1000:.0f} kB each")
    limit = timed(lambda: hashed(path), time.process_time, 5)
    print(f"read and hash      {limit:8.3f} s  {size / limit / 1e9:6.2f} GB/s   1.0")
    apart = timed(lambda: taken_apart(path), time.process_time, 5)
    print(f"(a) taken apart    {apart:8.3f} s  {size / apart / 1e9:6.2f} GB/s  {apart / limit:4.1f}  (<= {MOST_RATIO})")
    db = open_database(home / "one")
    alone = timed(lambda: import_paths(db, [path], here, silent, True), time.process_time)
    db.close()
    print(f"(b) into SQLite    {alone:8.3f} s  {size / alone / 1e9:6.3f} GB/s  {alone / limit:4.0f}  ", end="")
    print(f"{alone / number * 1000:.2f} ms a message, in one process")
    db = open_database(home)
    with Memory() as memory, parsing_processes(processes) as mapped:
        list(mapped(_Nothing(), range(200)))  # the children load before the clock runs
        own = time.process_time()
        whole = timed(lambda: import_paths(db, [path], mapped, silent, True))
        own = time.process_time() - own
        again = timed(lambda: import_paths(db, [path], mapped, silent, True))
    db.close()
    stored = (home / FILE).stat().st_size
    print(f"    by the clock   {whole:8.3f} s  {size / whole / 1e9:6.3f} GB/s  {whole / limit:4.0f}  ", end="")
    print(f"{number / whole:.0f} messages/s with {processes} processes, database {stored / 1e6:.0f} MB")
    print(f"                   {own:8.3f} s of the processor in the parent, which finds and stores")
    print(f"(c) again          {again:8.3f} s by the clock")
    began = time.process_time()
    octets = naive(path, SAMPLE)
    spent = time.process_time() - began
    each = spent / octets * size
    print(f"(d) naive peer     {each:8.3f} s  {octets / spent / 1e9:6.3f} GB/s  {each / limit:4.0f}  ", end="")
    print(f"from {SAMPLE} messages; (b) is {each / alone:.0f} times as fast, (a) {each / apart:.0f} times")
    print(memory.told())


class _Nothing:
    """Work that only wakes a child."""

    def __call__(self, given: int, /) -> int:
        return given

    def unreadable(self, given: int, /) -> int:
        return given


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = told.file or invented(Path(folder) / "town.mbox", told.messages)
        measure(path, Path(folder) / "home", told.processes)


if __name__ == "__main__":
    main()
