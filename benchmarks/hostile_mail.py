"""Whether awkward mail breaks anything: every file of a folder is read as the product reads it, and then imported.

Usage: python benchmarks/hostile_mail.py FOLDER
FOLDER is looked into as `inboxguard import` does. Each message is read, with its body opened whether or not the
product would, settled, attributed and made the rows that are stored and printed; what the door of the reader forgives
counts as an exception. Then `inboxguard import FOLDER` runs with a home that is thrown away: `messages --json` must
have a row for every message, told by SHA-256; the same octets twice are one. Ends with status 1 where something was
lost, raised, took a second of the processor or 200 MB. Prints figures and names of files only.
"""

import hashlib
import json
import mailbox
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from inboxguard.audit import contract
from inboxguard.audit.themes_told import ThemesTold
from inboxguard.facts import mime, parsing
from inboxguard.facts.body import body
from inboxguard.facts.headers import Head
from inboxguard.facts.message import Message, RawMessage
from inboxguard.facts.settling import Learner, settle
from inboxguard.mailbox import files
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute
from inboxguard.store import judgements, messages
from inboxguard.store.database import open_database
from inboxguard.store.findings import Attributed
from inboxguard.store.judgements import Judged
from inboxguard.store.records import packed, unpacked

MOST_SECONDS = 1.0
MOST_MEGABYTES = 200


def paths(folder: Path) -> list[Path]:
    """Return every file below a folder, but the labels and notes beside the mail."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".jsonl", ".md"))


def read(raw: RawMessage) -> Message:
    """Return a message, opened whoever wrote it; raises what the door of the reader would forgive."""
    head = Head(raw.head)
    message = parsing.opened(parsing._from_header(raw, head), raw)
    if "unreadable_body" in message.defects:
        body(mime.texts(head, raw.body or b""))
    return message


def megabytes() -> float:
    """Return the most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_all(folder: Path) -> int:
    """Read every message in this process and print what it took; return how many went wrong."""
    wrong, defects, learner = 0, Counter[str](), Learner(organisational=organisational)
    raws: list[tuple[str, RawMessage]] = []
    every = paths(folder)
    unread = []
    for path in every:
        raws += [(path.name, raw) for raw in files.messages(path, lambda error: unread.append(str(error)))]
    for _, raw in raws:
        learner.add(parsing.read(raw))
    person = learner.person()
    with tempfile.TemporaryDirectory() as home:
        told = ThemesTold(open_database(Path(home)), datetime.now(UTC))
    slowest, largest = (0.0, ""), (0.0, "")
    for name, raw in raws:
        began, held = time.process_time(), megabytes()
        try:
            for message in (parsing.read(raw), read(raw)):
                messages.row(message)
                assert unpacked(packed(message), Message) == message
                one = Attributed(attribute(settle(message, person, organisational), person), (), aside=False)
                judgements.row(Judged(one.attribution, (), aside=False, said=()))
                json.dumps(contract._message(message, one, "en", told)).encode()
            defects.update(message.defects)
        except Exception as error:  # whatever it is, it is what this looks for
            wrong += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            print(f"{name}: {type(error).__name__} in {Path(place.filename).name}, {place.name}")
        slowest = max(slowest, (time.process_time() - began, name))
        largest = max(largest, (megabytes() - held, name))
    print(f"{len(every)} files, {len(raws)} messages, {len(unread)} files unreadable, {wrong} exceptions")
    print(f"slowest {slowest[0] * 1e3:.0f} ms ({slowest[1]}), most memory for one {largest[0]:.0f} MB ({largest[1]})")
    print("defects:", ", ".join(f"{name} {number}" for name, number in defects.most_common()))
    for sentence in unread:
        print("unreadable:", sentence)
    return wrong + len(unread) + (slowest[0] > MOST_SECONDS) + (largest[0] > MOST_MEGABYTES)


def digests(path: Path) -> Iterator[frozenset[str]]:
    """Yield what every message of a file may be known by, found without the product: empty lines may end it or not.

    Where no empty line is before a "From " line the product takes what follows for text; then the file is one message.
    """
    octets = path.read_bytes()
    if not octets.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"From "):
        yield frozenset({hashlib.sha256(octets).hexdigest()})
        return
    box = mailbox.mbox(path, create=False)
    parts = [box.get_bytes(key) for key in box.iterkeys()]
    if len(parts) > 1 and not re.search(rb"\n\r?\nFrom ", octets):
        parts = [octets.partition(b"\n")[2]]
    for part in parts:
        inner = re.sub(rb"(?m)^>(>*From )", rb"\1", part)
        ends = (inner, inner + b"\n", inner[:-1], inner.removesuffix(b"\r\n"))
        yield frozenset(hashlib.sha256(one).hexdigest() for one in ends)


def imported(folder: Path) -> int:
    """Import the folder with the real command and print what is there afterwards; return how many are lost."""
    with tempfile.TemporaryDirectory() as home:

        def command(*words: str) -> str:
            line = [sys.executable, "-m", "inboxguard", "--home", home, *words]
            shown = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
            return subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True, env=shown).stdout

        began = time.perf_counter()
        command("import", str(folder))
        seconds = time.perf_counter() - began
        rows = [json.loads(line) for line in command("messages", "--json").splitlines()]
    there = {row["sha256"] for row in rows}
    expected = {known: path for path in paths(folder) for known in digests(path)}
    lost = [path for known, path in expected.items() if not known & there]
    print(f"imported in {seconds:.1f} s: {len(rows)} rows for {len(expected)} messages, {len(lost)} lost")
    for name, number in Counter(path.name for path in lost).items():
        print(f"lost: {number} of {name}")
    kinds = Counter(row["kind"] for row in rows)
    print("kinds:", ", ".join(f"{kind} {number}" for kind, number in kinds.most_common()))
    return len(lost)


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    faults = read_all(corpus) + imported(corpus)
    sys.exit(f"{faults} faults" if faults else 0)
