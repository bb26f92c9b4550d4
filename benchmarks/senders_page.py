"""How quickly the page Senders answers: 5,000 senders, one of them with 3,000 mails.

Usage: QT_QPA_PLATFORM=offscreen python -m benchmarks.senders_page [--senders N] [--mails N]
Invents a mailbox in a fresh home, analyses it, opens the page and presses what a person presses. Prints for each act
the processor time of the window's thread until everything is painted (the least of five), and, for the previews that
run beside the window, the longest time for which the window did not answer. Ends with status 1 where a limit is passed.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from benchmarks.opened_page import opened_page
from PySide6.QtWidgets import QApplication, QDialog

from inboxguard.audit.batches import Act
from inboxguard.facts.message import Place, RawMessage
from inboxguard.ui.fold import Fold
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.senders.page import SendersPage

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
CLICK_MS = 100
STALL_MS = 50
ROUNDS = 5
LARGEST = "shop0.example"


def invented(senders: int, mails: int) -> Iterator[RawMessage]:
    """Yield two adverts of each sender and `mails` of one more."""
    owners = [f"shop{one}.example" for one in range(1, senders) for _ in range(2)] + [LARGEST] * mails
    for number, shop in enumerate(owners):
        at = NOW - timedelta(hours=number * 7 % 30_000)
        way_out = f"<mailto:leave@{shop}>" if number % 3 else f"<https://{shop}/leave>"
        head = (
            f"Received: from out.{shop} (out.{shop} [192.0.2.7]) by mx.post.example with ESMTPS id {number}\r\n"
            f" for <anna@post.example>; {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            f"Authentication-Results: mx.post.example; dkim=pass header.d={shop}; dmarc=pass header.from={shop}\r\n"
            f"From: {shop.title()} <news@{shop}>\r\nTo: anna@post.example\r\nDelivered-To: anna@post.example\r\n"
            f"Subject: Sale number {number}, 20 % off\r\nDate: {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            f"Message-ID: <{number}@{shop}>\r\nList-Id: <news.{shop}>\r\nList-Unsubscribe: {way_out}"
        )
        text = b"Our offers of this week: save 20 % on everything.\r\nUnsubscribe here\r\n" * 4
        digest = hashlib.sha256(head.encode()).hexdigest()
        yield RawMessage(Place("import", "town.mbox", 0, number), at, head.encode(), text, sha256=digest)


class Window:
    """The page, and what is measured on it."""

    def __init__(self, app: QApplication, page: SendersPage, jobs: Jobs) -> None:
        self.app, self.page, self.jobs = app, page, jobs
        self.missed = False

    def paint(self) -> None:
        """Do what waits until nothing does."""
        for _ in range(3):
            self.app.processEvents()
            self.app.sendPostedEvents()

    def rest(self, seconds: float = 0.05) -> None:
        """Let jobs come home."""
        until = time.monotonic() + seconds
        while time.monotonic() < until or self.jobs.busy:
            self.app.processEvents()
            time.sleep(0.002)

    def told(self, what: str, milliseconds: float, limit: int) -> None:
        """Print one figure."""
        late = milliseconds > limit
        self.missed |= late
        print(f"{what:46} {milliseconds:8.1f} ms  <= {limit}  {'MISSED' if late else 'ok'}", flush=True)

    def press(self, what: str, act: Callable[[], object], back: Callable[[], object] = lambda: None) -> None:
        """Measure one act, undone by `back` before the next round."""
        least = 1e9
        for _ in range(ROUNDS):
            back()
            self.rest()
            began = time.thread_time()
            act()
            self.paint()
            least = min(least, time.thread_time() - began)
        self.told(what, least * 1e3, CLICK_MS)
        self.rest()

    def preview(self, act: Act) -> None:
        """Measure for how long the window does not answer while a preview of everybody is made."""
        self.page.acts.batch(act, self.page.model.ids)
        worst, last = 0.0, time.perf_counter()
        while self.jobs.busy:
            self.app.processEvents()
            now = time.perf_counter()
            worst, last = max(worst, now - last), now
            time.sleep(0.001)
        self.told(f"preview for everybody: {act}, longest silence", worst * 1e3, STALL_MS)
        self.close_dialogs()

    def close_dialogs(self) -> None:
        """Close what is open over the page."""
        for dialog in self.page.findChildren(QDialog):
            dialog.close()
        self.rest()


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--senders", type=int, default=5_000)
    asked.add_argument("--mails", type=int, default=3_000)
    wanted = asked.parse_args()
    with opened_page(SendersPage, invented(wanted.senders, wanted.mails), NOW) as (app, page, _, jobs):
        missed = measure(Window(app, page, jobs))
    sys.exit(missed)


def closed(fold: Fold) -> None:
    """Close what is open."""
    if fold.is_open:
        fold.toggle()


def measure(window: Window) -> bool:
    """Press everything; return whether a limit was passed."""
    page, ids = window.page, window.page.model.ids
    table, chips = page.table, list(page.chips)
    small = [one for one in ids[:40] if one != LARGEST]
    window.press("choose a sender", lambda: table.choose(small[9]), lambda: table.choose(small[3]))
    window.press("choose the sender with most mail", lambda: table.choose(LARGEST), lambda: table.choose(small[3]))
    for fold in page.pane.findChildren(Fold):
        window.press(f"open: {fold.link.text()}", fold.toggle, partial(closed, fold))
    window.press("a chip", page.chips[chips[1]].click, page.chips[chips[0]].click)
    window.press("choose everybody", table.selectAll, table.clearSelection)
    window.press("all mails of one sender", lambda: page.acts.all_mails(LARGEST), window.close_dialogs)
    window.close_dialogs()
    for act in Act:
        window.preview(act)
    return window.missed


if __name__ == "__main__":
    main()
