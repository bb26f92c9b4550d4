"""What answers by other authors seem to say: mails as JSON lines, by people who never saw the words.

    .venv/bin/python -m benchmarks.desks_blind FILE [--misses]

Each line: id, language, meaning, right, subject, body. What a meaning is in the ledger's words stands in MEANINGS; a
second meaning ("also") is right too. A mail that the ledger has no event for is to be left alone.
"""

import argparse
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.desks import Desk, asked, mail

from inboxguard.facts.message import MessageKey
from inboxguard.requests.proposals import excuse, propose
from inboxguard.requests.replies import Letter, Sign, draft_id, replies
from inboxguard.requests.request import Request, RequestKind
from inboxguard.senders.attribution import Attribution, Kind, Legal

MEANINGS: dict[str, tuple[str, frozenset[str]]] = {
    "acknowledged": ("acknowledged", frozenset()), "identity_check": ("identity_asked", frozenset()),
    "extension": ("extended", frozenset()), "fulfilled": ("answered_full", frozenset()),
    "fulfilled_source": ("answered_full", frozenset()), "partial": ("answered_partial", frozenset()),
    "no_data": ("no_data", frozenset()), "wrong_entity": ("wrong_entity", frozenset()),
    "refused": ("refused", frozenset()), "excuse_fee": ("silent", frozenset(("fee",))),
    "excuse_form": ("identity_asked", frozenset(("wrong_medium", "signature"))), "question": ("silent", frozenset()),
    "out_of_office": ("silent", frozenset()), "marketing": ("silent", frozenset()),
    "unrelated": ("silent", frozenset()),
}  # fmt: skip
"""By meaning: the event, and the excuses of which it uses one."""
_KEPT = "answered_partial"
"""What is told of an answer that gives all but what a law wants kept; such lines are labelled "fulfilled"."""
_ADDRESS = re.compile(r"[\w.]+@example\.org")
"""Addresses of the people who are answered."""


def said(one: dict[str, Any]) -> tuple[str, str]:
    """Return the event that is proposed for a mail ("silent" for none) and the excuse that it seems to use."""
    own = asked(one["language"], RequestKind(one["right"]))
    if (address := _ADDRESS.search(f"{one['body']} {one['subject']}")) is not None:
        own = replace(own, draft=replace(own.draft, from_alias=address[0]))
    message = replace(
        mail(Desk(one["language"], "", "", frozenset(), one["body"]), own, Sign.THREAD, below=False),
        subject=one["subject"], in_reply_to=draft_id(own), received=own.created,
    )  # fmt: skip
    (reply,) = replies([_waiting(own)], [(message, _from_them(message.subject))])
    found = propose(message, reply.nature, reply.sign, own)
    used = excuse(message, reply.nature, reply.sign, own)
    return "silent" if found is None else found.event.value, used.value if used else ""


def _waiting(own: Request) -> Letter:
    return Letter(own, frozenset((str(own.organisation),)), own.created, None)


def _from_them(subject: str) -> Attribution:
    return Attribution(
        MessageKey("m"), None, None, subject, Kind.PERSONAL, (), "kestrel.example", "Kestrel", "desk@kestrel.example",
        True, "server", None, False, None, None, None, (), (), False, None, Legal(), None,
    )  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true")
    told = parser.parse_args()
    every = [json.loads(line) for line in told.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    right, there, proposed, wrong, kept, excuses = Counter[str](), Counter[str](), 0, 0, 0, Counter[str]()
    for one in every:
        event, wanted = MEANINGS[one["meaning"]]
        meant = {event, *(MEANINGS[also][0] for also in one.get("also", ()))}
        meant |= {_KEPT} if one["meaning"] == "fulfilled" else set()
        found, used = said(one)
        there[one["meaning"]] += 1
        right[one["meaning"]] += found in meant
        proposed += found != "silent"
        kept += found == _KEPT and one["meaning"] == "fulfilled"
        wrong += found not in {*meant, "silent"}
        excuses["there"] += bool(wanted)
        excuses["right"] += bool(wanted) and used in wanted
        if told.misses and (found not in meant or (wanted and used not in wanted)):
            print(
                f"{one['id']} {one['language']} {one['meaning']} -> {found} {used}\n{one['subject']}\n{one['body']}\n"
            )
    spoken = [name for name in there if MEANINGS[name][0] != "silent"]
    hits = sum(right[name] for name in spoken)
    print(f"{told.file.name}: {len(every)} mails, {sum(right.values()) / len(every):.1%} as meant, {wrong} wrong")
    for name in sorted(there):
        print(f"  {name:<18} {right[name]:>3} of {there[name]}")
    print(f"  any proposal       precision {(proposed - wrong) / max(1, proposed):.1%} of {proposed}, "
          f"recall {hits / sum(there[name] for name in spoken):.1%}")  # fmt: skip
    print(f"  fulfilled that are told as answered in part: {kept}")
    print(f"  excuses named      {excuses['right']} of {excuses['there']}")


if __name__ == "__main__":
    main()
