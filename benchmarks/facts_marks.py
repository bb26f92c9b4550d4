"""How header marks do on labelled mail: what is opened, what stays closed, and what reading costs.

Usage: python benchmarks/facts_marks.py FOLDER
FOLDER holds labels.jsonl (rows with "file" and "label"), mail/ with those files, and hostile/ with awkward ones.
Prints figures only; nothing of the mail leaves the run.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from inboxguard.facts.message import Message, Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.facts.settling import learn_person, settle


def raw(octets: bytes, name: str, at: int) -> RawMessage:
    """Return a file's octets as the mailbox would hand them out."""
    cut = min((i for i in (octets.find(b"\r\n\r\n"), octets.find(b"\n\n")) if i >= 0), default=len(octets))
    return RawMessage(Place("import", name, 0, at), None, octets[:cut], octets[cut:].lstrip(b"\r\n"), size=len(octets))


def opened(folder: Path) -> list[Message]:
    """Print what share of each label is opened, and how fast; return the messages."""
    rows = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines() if line]
    raws = [raw((folder / "mail" / row["file"]).read_bytes(), row["file"], at) for at, row in enumerate(rows)]
    started = time.perf_counter()
    messages = [read(item) for item in raws]
    cost = time.perf_counter() - started
    totals, found, missed = Counter(), Counter(), defaultdict(list)
    for row, message in zip(rows, messages, strict=True):
        label = row["label"]
        totals[label] += 1
        found[label] += message.opened
        if message.opened == (label == "personal"):
            missed[label].append(f"{row['file'][:12]} {row['from']}")
    for label, total in totals.most_common():
        print(f"{label:16} opened {found[label]:3} of {total:3} = {found[label] / total:.3f}")
    if "--list" in sys.argv:
        for label in ("marketing", "transactional", "personal"):
            print(label, *missed[label], sep="\n  ")
    print(f"read: {cost / len(raws) * 1e6:.0f} us per message with body")
    started = time.perf_counter()
    for item in raws:
        read(RawMessage(item.place, None, item.head))
    print(f"read: {(time.perf_counter() - started) / len(raws) * 1e6:.0f} us per header")
    return messages


def settled(messages: list[Message]) -> None:
    """Print what settling learns and what it costs."""
    started = time.perf_counter()
    person = learn_person(messages)
    learnt = time.perf_counter() - started
    started = time.perf_counter()
    done = [settle(message, person) for message in messages]
    cost = time.perf_counter() - started
    print(f"learnt {len(person.addresses)} addresses, authserv-ids {person.authserv_ids}")
    print(f"learn {learnt / len(messages) * 1e6:.0f} us, settle {cost / len(messages) * 1e6:.0f} us per message")
    print("aligned:", dict(Counter(str(message.authentication.aligned) for message in done)))
    print("delivered_to known:", sum(message.delivered_to is not None for message in done), "of", len(done))


def hostile(folder: Path) -> None:
    """Read every awkward file, whole and cut; print the slowest. Anything raised ends the run."""
    files = sorted(path for path in (folder / "hostile").rglob("*") if path.is_file())
    slowest, defects = (0.0, ""), Counter()
    for at, path in enumerate(files):
        octets = path.read_bytes()
        for piece in (octets, octets[: len(octets) // 2], octets.replace(b"\r\n", b"\n"), octets[::-1]):
            started = time.perf_counter()
            message = read(raw(piece, path.name, at))
            bulk = read(raw(b"Precedence: bulk\r\nX-Next: 1\r\n" + piece, path.name, at))
            slowest = max(slowest, (time.perf_counter() - started, path.name))
            assert message.opened <= message.bulk
            assert bulk.opened
            defects.update(message.defects if piece is octets else ())
    print(f"hostile: {len(files)} files, none raised; slowest {slowest[0] * 1e3:.0f} ms ({slowest[1]})")
    print("defects:", dict(defects))


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    settled(opened(corpus))
    hostile(corpus)
