"""For how many senders another contact than a guess is found in mail alone, and which these are.

Usage: python -m benchmarks.contacts [CORPUS] [--list] [--anyone]

CORPUS holds mail/ with .eml files; they are read as one import, as a person's mailbox would be. --list names senders,
contacts and where each was found, for somebody to look at; nothing of it enters the project. --anyone also reads mail
that no server vouches for, which the product never does: many a corpus has lost its Authentication-Results. The
invented footers beside this file (contacts_footers.toml) are always scored: which contact a reader would take from
each, and from which none.
"""

import argparse
import tempfile
import time
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from tests.senders.letters import letter

from inboxguard.audit import contacts
from inboxguard.audit.audit import Audit
from inboxguard.requests.privacy_addresses import named_in
from inboxguard.senders.attribution import Kind
from inboxguard.store import findings
from inboxguard.store.database import open_database

FOOTERS = Path(__file__).with_name("contacts_footers.toml")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def _footers() -> None:
    """Print how many invented footers were read as a reader would."""
    right = missed = wrong = 0
    for expected, text in tomllib.loads(FOOTERS.read_text(encoding="utf-8"))["footers"]:
        named = named_in(letter(address="news@shop.example", text=text))
        found = named[0].address if named else ""
        right += found == expected
        missed += bool(expected) and not found
        wrong += bool(found) and found != expected
        if found != expected:
            print(f"  {found or 'nothing'} instead of {expected or 'nothing'}: {text!r}")
    print(f"footers: {right} right, {missed} missed, {wrong} wrong")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    options.add_argument("--list", action="store_true", dest="listed")
    options.add_argument("--anyone", action="store_true")
    wanted = options.parse_args()
    _footers()
    if not (wanted.corpus / "mail").is_dir():
        print("There is no corpus, so there is nothing to measure.")
        return
    if wanted.anyone:
        contacts._vouched = lambda message: True
    with tempfile.TemporaryDirectory() as home:
        with Audit.open(Path(home), lambda: datetime.now(UTC)) as audit:
            audit.import_files([wanted.corpus / "mail"])
        db = open_database(Path(home))
        counted: Counter[str] = Counter()
        began = time.process_time()
        senders = [one for one in findings.senders(db) if one.of_kind(Kind.SPAM) < one.count]
        for sender in senders:
            found = contacts.contact_for(db, sender.id)
            source = "none" if found is None else found.source.value
            counted[source] += 1
            if wanted.listed and found is not None and source != "guess":
                print(f"{sender.id}\t{found.address}\t{source}\t{found.detail}")
        spent = time.process_time() - began
        db.close()
    print(f"{len(senders)} senders: " + ", ".join(f"{number} {source}" for source, number in counted.most_common()))
    print(f"{1000 * spent / max(1, len(senders)):.1f} ms of processor time for each")


if __name__ == "__main__":
    main()
