"""How quickly the page Set aside answers: 10,000 mails on two shelves, of 200 senders, beside as much other mail.

Usage: QT_QPA_PLATFORM=offscreen python -m benchmarks.set_aside_page [--senders N] [--mails N]
Invents a mailbox in a fresh home, sets half of the senders aside, opens the page and presses what a person presses.
Prints for each act the longest time for which it keeps the window from answering, as processor time of the window's
thread (the least of five). Ends with status 1 where a limit is passed.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.opened_page import opened_page
from benchmarks.sharing_page import NOW, ROUNDS, WINDOW_MS
from PySide6.QtWidgets import QApplication

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import ShelfSettings
from inboxguard.facts.message import Place, RawMessage
from inboxguard.ui.set_aside.page import SetAsidePage

IDLE = 5
"""So many quiet turns of the loop: the window is at rest."""
STILL = 0.0005


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--senders", type=int, default=400)
    asked.add_argument("--mails", type=int, default=50)
    wanted = asked.parse_args()

    def told(audit: Audit, folder: Path) -> None:
        half = tuple(audit.sender_ids())[: wanted.senders // 2]
        later = audit.keep_shelf(ShelfSettings(None, "Later"))
        audit.set_aside_senders(half[::2])
        audit.set_aside_senders(half[1::2], shelf=later)

    with opened_page(SetAsidePage, invented(wanted.senders, wanted.mails), NOW, told) as (app, page, audit, _):
        missed = measure(app, page, audit)
    sys.exit(missed)


def invented(senders: int, mails: int) -> Iterator[RawMessage]:
    """Yield so many adverts of so many shops."""
    number = 0
    for one in range(senders):
        shop = f"shop{one}.example"
        for week in range(mails):
            number += 1
            at = NOW - timedelta(days=7 * week, minutes=number % 900)
            head = (
                f"Delivered-To: anna@post.example\r\nFrom: Shop {one} <news@{shop}>\r\nTo: anna@post.example\r\n"
                f"Authentication-Results: mx.post.example; dkim=pass header.d={shop}; dmarc=pass header.from={shop}\r\n"
                f"Subject: New in the shop\r\nDate: {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
                f"Message-ID: <{number}@{shop}>\r\nList-Id: <news.{shop}>\r\nList-Unsubscribe: <mailto:leave@{shop}>"
            )
            text = "Our offers of this week: save 20 % on everything.\r\nUnsubscribe here\r\n"
            digest = hashlib.sha256(head.encode()).hexdigest()
            yield RawMessage(Place("import", "town.mbox", 0, number), at, head.encode(), text.encode(), sha256=digest)


def measure(app: QApplication, page: SetAsidePage, audit: Audit) -> bool:
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
        longest = 1e9
        for _ in range(ROUNDS):
            back()
            list(settled())
            began = time.thread_time()
            act()
            longest = min(longest, max(time.thread_time() - began, *settled()))
        late = longest * 1e3 > WINDOW_MS
        missed |= late
        print(f"{what:34} {longest * 1e3:8.1f} ms  <= {WINDOW_MS}  {'MISSED' if late else 'ok'}", flush=True)

    def chosen(at: int) -> None:
        page.table.clearSelection()
        page.table.selectRow(at)

    list(settled())
    first, later = (card.id for card in audit.shelves())
    for shelf in (first, later):
        began = time.process_time()
        rows = audit.shelf(shelf)
        print(f"{len(rows)} mails on a shelf, asked for in {(time.process_time() - began) * 1e3:.0f} ms")
    press("ask again (after work)", lambda: page.refresh(audit))
    press("another shelf", lambda: page._choose_shelf(later), lambda: page._choose_shelf(first))
    press("whole shelf", page.table.selectAll, page.table.clearSelection)
    press("ask again, whole shelf chosen", lambda: page.refresh(audit), page.table.selectAll)
    press("show a subject", page._show_subject, lambda: (page._cover(), chosen(3)))
    press("leave the page and come back", lambda: (page.hide(), page.show()))
    press("change a shelf", lambda: page.shelving.change(first), lambda: closed(page))
    closed(page)
    press("not here", lambda: page.acts.ask("not_here", page.pos()), lambda: (closed(page), chosen(3)))
    closed(page)
    return missed


def closed(page: SetAsidePage) -> None:
    """Close the windows over the page."""
    for window in QApplication.topLevelWidgets():
        if window.parent() is page:
            window.close()


if __name__ == "__main__":
    main()
