"""How well kinds, platforms and ways out are told on a folder of labelled mail: benchmarks/senders_kinds.py CORPUS.

CORPUS holds labels.jsonl (file, label, platform, unsubscribe) and mail/. Nothing of it enters the project.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from inboxguard.facts.message import Message, Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.facts.person import Person
from inboxguard.facts.settling import learn_person, settle
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute

KINDS = {"discussion-list": Kind.DISCUSSION}


def messages(corpus: Path) -> list[tuple[dict[str, str], Message]]:
    """Return each label with its message as it reads."""
    found = []
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        octets = (corpus / "mail" / label["file"]).read_bytes().replace(b"\r\n", b"\n")
        head, _, body = octets.partition(b"\n\n")
        found.append((label, read(RawMessage(Place("import", label["file"]), None, head, body))))
    return found


def settled(message: Message) -> Message:
    """Return the message with what its own receiving server attested, each taken for a mailbox of its own."""
    person = learn_person([message], organisational=organisational)
    return settle(message, Person((), person.authserv_ids), organisational)


def table(pairs: list[tuple[str, str]]) -> None:
    """Print precision and recall for each kind, and what was taken for what."""
    for kind in Kind:
        told = sum(said == kind for _, said in pairs)
        true = sum(meant == kind for meant, _ in pairs)
        both = sum(meant == said == kind for meant, said in pairs)
        print(f"{kind:14} precision {both}/{told}  recall {both}/{true}")
    print(Counter(pair for pair in pairs if pair[0] != pair[1]).most_common())


def main() -> None:
    """Read the corpus that the command line names and print the figures."""
    rows = messages(Path(sys.argv[1]))
    nobody = Person()
    prepared = [(label, settled(message)) for label, message in rows]
    begun = time.perf_counter()
    results: list[tuple[dict[str, str], Message, Attribution]] = [
        (label, message, attribute(message, nobody)) for label, message in prepared
    ]
    spent = time.perf_counter() - begun
    table([(KINDS.get(label["label"], label["label"]), one.kind) for label, _, one in results])
    named = [(label["platform"], one.platform) for label, _, one in results if label["platform"]]
    right = sum(bool(said) and meant.split()[0].lower() in (said or "").lower() for meant, said in named)
    print(f"platform named {right} of {len(named)}, another {sum(bool(said) for _, said in named) - right}")
    print(f"{1000 * spent / len(results):.2f} ms for each message")
    if "--wrong" in sys.argv:
        for label, message, one in results:
            if KINDS.get(label["label"], label["label"]) != one.kind:
                print(label["file"][:10], label["label"], one.kind, message.opened, one.reasons, message.subject[:70])
    if "--platforms" in sys.argv:
        for label, message, one in results:
            if label["platform"] or one.platform:
                print(label["platform"], one.platform, one.account, message.authentication.passed, message.return_path)


if __name__ == "__main__":
    main()
