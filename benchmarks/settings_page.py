"""How quickly the page Settings answers: 2,200 own addresses, most of them from an export, among 3,000 senders.

Usage: QT_QPA_PLATFORM=offscreen python -m benchmarks.settings_page [--sources N] [--senders N] [--aliases N]
Invents a mailbox in a fresh home, takes in an export, says words that do not agree, opens the page and presses what a
person presses. Prints for each act the longest time for which it keeps the window from answering, as processor time of
the window's thread (the least of five), and how much it takes in all: long lists are built in steps. Ends with status 1
where a limit is passed.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.opened_page import opened_page
from benchmarks.sharing_page import NOW, ROUNDS, WINDOW_MS, invented
from PySide6.QtWidgets import QApplication

from inboxguard.audit.audit import Audit
from inboxguard.store import decisions
from inboxguard.ui.settings.page import SettingsPage

WORDS = 60
"""Addresses of which the person said who alone has them, of every second one wrongly."""

STILL, IDLE = 0.0005, 5
"""So many turns of the loop of less than so many seconds: the window is at rest."""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--sources", type=int, default=220)
    asked.add_argument("--senders", type=int, default=2_000)
    asked.add_argument("--aliases", type=int, default=2_000)
    wanted = asked.parse_args()
    mail = invented(wanted.sources, wanted.senders)

    def told(audit: Audit, folder: Path) -> None:
        say(audit, folder / "export.csv", wanted.aliases)

    with opened_page(SettingsPage, mail, NOW, told) as (app, page, audit, _):
        missed = measure(app, page, audit)
    sys.exit(missed)


def say(audit: Audit, export: Path, aliases: int) -> None:
    """Take in an export and keep words of the person's, some of which do not agree."""
    told = "".join(f"x{one}@alias.example,https://shop{one}.example,True\n" for one in range(aliases))
    export.write_text(f"alias,note,enabled\n{told}", encoding="utf-8")
    audit.import_addresses(export)
    for one in range(WORDS):
        to = f"kestrel-{hashlib.sha256(str(one).encode()).hexdigest()[:8]}@post.example"
        whom = f"source{one}.example" if one % 2 else f"stranger{one}x0.example"
        decisions.give(audit._db, to, whom, True, NOW)
    audit.analyse()


def measure(app: QApplication, page: SettingsPage, audit: Audit) -> bool:
    """Press everything; return whether a limit was passed."""
    missed = False

    def settled() -> Iterator[float]:
        """Yield how long each turn of the window's loop takes, until nothing is asked, built or painted any more."""
        idle = 0
        while idle < IDLE or page.desk.jobs.busy:
            began = time.thread_time()
            app.processEvents()
            app.sendPostedEvents()
            took = time.thread_time() - began
            idle = idle + 1 if took < STILL else 0
            yield took
            if page.desk.jobs.busy:
                time.sleep(0.001)

    def press(what: str, act: Callable[[], object], back: Callable[[], object] = lambda: None) -> None:
        nonlocal missed
        longest, whole = 1e9, 1e9
        for _ in range(ROUNDS):
            back()
            list(settled())
            began = time.thread_time()
            act()
            turns = [time.thread_time() - began, *settled()]
            longest, whole = min(longest, max(turns)), min(whole, sum(turns))
        late = longest * 1e3 > WINDOW_MS
        missed |= late
        words = f"{longest * 1e3:8.1f} ms  <= {WINDOW_MS}  {'MISSED' if late else 'ok'}"
        print(f"{what:34} {words}  (in all {whole * 1e3:.0f} ms)", flush=True)

    card = page.addresses

    def fewer() -> None:
        card._all = False
        card._list()

    list(settled())
    began = time.process_time()
    rows = audit.address_rows()
    took = time.process_time() - began
    print(f"{len(rows)} addresses, {sum(len(row.conflicts) for row in rows)} that do not agree, {took * 1e3:.0f} ms")
    press("ask again (after work)", lambda: page.refresh(audit))
    press("look for a name", lambda: card.search.setText("shop17"), lambda: card.search.setText(""))
    press("look for what many have", lambda: card.search.setText("alias"), lambda: card.search.setText(""))
    press("all again", lambda: card.search.setText(""), lambda: card.search.setText("alias"))
    press("show more", card.more.click, fewer)
    press("ask again, more shown", lambda: page.refresh(audit))
    return missed


if __name__ == "__main__":
    main()
