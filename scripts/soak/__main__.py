"""Usage: python -m scripts.soak sync|import|cuts|all [--points N] [--seed N] [--messages N]
       python -m scripts.soak fuzz [TARGET ...] [--seconds N] [--seed N] [--corpus FOLDER] [--findings FOLDER]
       python -m scripts.soak accuse [--mailboxes N] [--seed N] [--book NAME] [--findings FOLDER]
       python -m scripts.soak ledger [--sequences N] [--points N] [--seed N]

Runs the program against a private Dovecot, or over an invented mail file, and disturbs it: kill -9 at N moments of a
first sync or of an import, the line cut at every response boundary of a short sync (or N of them). After each it runs
to its end and must hold what an undisturbed run holds. Prints every point; ends with status 1 where one went wrong.

`fuzz` reads what a coverage-guided fuzzer makes of mail, all targets unless told: headers, body, authentication,
unsubscribe, judgement. No mail may raise, take a second of the processor or 200 MB. Prints a line for each target with
executions, features (what of the code was reached, and how) and findings, which are left in the findings folder.

`accuse` traces N mailboxes in which nobody passed the address on, and much looks as if: no firm word may be wrong, and
no host, group or service be called sharing. Prints the seeds that fail; their mail is left in the findings folder.

`ledger` tells N random lives of requests to the ledger and to a second one that was written from the table of states;
then takes all of them through exported files into databases, killed at N moments (20). No state that the table does not
know, no date that moves without a cause, no event lost or there twice.
"""

import argparse
import gzip
import re
import signal
import sys
import tempfile
from email.utils import formatdate
from pathlib import Path

from scripts.soak.accusing import accused
from scripts.soak.cutting import cut_syncs
from scripts.soak.fuzzing import NAMES, fuzz
from scripts.soak.killing import killed_imports, killed_syncs
from scripts.soak.ledgers import ledgers
from tests.servers.dovecot import running
from tests.servers.mailboxes import Town, maildir


def mail_files(folder: Path, messages: int, seed: int) -> list[Path]:
    """Write invented mail as an mbox, a compressed mbox and a Maildir; return them."""
    mails = list(Town(seed, size=0.2).mails(messages))
    third = max(1, messages // 3)
    paths = [folder / "town.mbox", folder / "older.mbox.gz", folder / "Maildir"]
    for path, opened, part in ((paths[0], open, mails[:third]), (paths[1], gzip.open, mails[third : 2 * third])):
        with opened(path, "wb") as file:
            for mail in part:
                raw = re.sub(rb"(?m)^(>*From )", rb">\1", mail.raw.replace(b"\r\n", b"\n"))
                file.write(f"From town@post.example {formatdate(mail.at)[:-6]}\n".encode() + raw + b"\n")
    maildir(paths[2], mails[2 * third :] + mails[:5])
    return paths


def main() -> None:
    """Run what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("sync", "import", "cuts", "all", "fuzz", "accuse", "ledger"))
    options.add_argument("targets", nargs="*", choices=(*NAMES, []), metavar="TARGET")
    options.add_argument("--points", type=int, help="50 kills, every boundary")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--messages", type=int, default=600)
    options.add_argument("--seconds", type=int, default=600, help="of fuzzing a target")
    options.add_argument("--corpus", type=Path, help="mail to begin with, beside the invented one")
    options.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "inboxguard-findings")
    options.add_argument("--mailboxes", type=int, default=200, help="of confounders only")
    options.add_argument("--book", default="report", help="of which the mailboxes are made")
    options.add_argument("--sequences", type=int, default=10_000, help="of what becomes of a request")
    told = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends and its folder goes
    faults: list[str] = []
    if told.what == "fuzz":
        for name in told.targets or NAMES:
            faults += fuzz(name, told.seconds, told.seed, told.findings, told.corpus)
        ended(faults)
        return
    if told.what == "accuse":
        ended(accused(told.book, told.mailboxes, told.seed, told.findings))
        return
    if told.what == "ledger":
        with tempfile.TemporaryDirectory(prefix="inboxguard-soak-") as place:
            points = 20 if told.points is None else told.points
            ended(ledgers(told.sequences, points, told.seed, Path(place)))
        return
    with tempfile.TemporaryDirectory(prefix="inboxguard-soak-") as place, running() as server:
        for what in ("sync", "import", "cuts"):
            if told.what not in (what, "all"):
                continue
            print(f"-- {what}", flush=True)
            folder = Path(place) / what
            folder.mkdir()
            if what == "sync":
                faults += killed_syncs(server, folder, told.points or 50, told.seed, told.messages)
            elif what == "import":
                paths = mail_files(folder, told.messages, told.seed)
                faults += killed_imports(paths, folder, told.points or 50, told.seed)
            else:
                faults += cut_syncs(server, folder, told.points, told.seed)
    ended(faults)


def ended(faults: list[str]) -> None:
    """Say how it ended; with status 1 where something went wrong."""
    if faults:
        sys.exit("\n".join((f"{len(faults)} faults:", *faults)))
    print("No fault.")


if __name__ == "__main__":
    main()
