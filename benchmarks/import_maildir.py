"""What importing and analysing a whole mailbox costs, and whether a window beside it stays smooth.

Usage: python benchmarks/import_maildir.py [MAILDIR] [--messages N] [--window]

Imports MAILDIR, or an invented one of N messages (2,000 unless told), into a fresh home that is thrown away, with a
parsing child process as the program does. Prints the phases, messages a second, the size of the database, and the
most memory (resident set, read from /proc on Linux) that all processes held together. With --window the same work is
done by the window's worker thread while a 10 ms timer in the main thread tells how late it is called.
"""

import argparse
import email.utils
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.views import ImportResult
from inboxguard.store.database import FILE

MOST_MEGABYTES = 300
LATEST = 50
"""Milliseconds that a window may be late before it is felt."""
TICK = 10

WORDS = """
summer sale new collection discover your exclusive offer free delivery today only members save extra style home
garden kitchen travel weekend limited edition gift points account order update news stories week best picks you
music course learn plan subscription terms apply details privacy view support team we with for and the of in on
"""
TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
PERSON = "anna@post.example"


class Town:
    """Invents mail: 45 % newsletters, 30 % receipts, 20 % letters, 5 % letters with an attachment."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        first = ("north", "blue", "urban", "cedar", "lumen", "orbit")
        self._shops = [f"{one}{other}" for one in first for other in ("mart", "fit", "books")]
        self._vocabulary = WORDS.split()

    def mail(self, number: int, at: float) -> bytes:
        """Return message `number`, sent at `at` (seconds since 1970), with the fields that a server adds above."""
        shop = self._random.choice(self._shops)
        draw = self._random.random()
        letter = EmailMessage()
        domain = f"mail.{shop}.example" if draw < 0.75 else "people.example"
        letter["Date"] = email.utils.formatdate(at)
        letter["To"] = PERSON
        letter["Message-ID"] = f"<{number}.{self._token(20)}@{domain}>"
        letter["DKIM-Signature"] = f"v=1; a=rsa-sha256; d={domain}; s=s1; h=From:To:Subject; b={self._token(340)}"
        if draw < 0.45:
            letter["From"] = f"{shop.capitalize()} <news@{domain}>"
            letter["Subject"] = self._words(6)
            letter["List-Unsubscribe"] = f"<https://click.{shop}.example/unsub/{self._token(100)}>"
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            letter["List-Id"] = f"<{shop}.list.example>"
            letter["Feedback-ID"] = f"{number % 97}:{shop}:news:esp"
            self._page(letter, shop, self._random.randint(20, 50))
        elif draw < 0.75:
            letter["From"] = f"{shop.capitalize()} <orders@{domain}>"
            letter["Subject"] = f"Your order {number} {self._words(2)}"
            letter["Auto-Submitted"] = "auto-generated"
            self._page(letter, shop, self._random.randint(3, 10))
        else:
            letter["From"] = f"Emma Jones <emma{number % 9}@{domain}>"
            letter["Subject"] = f"Re: {self._words(4)}"
            letter["In-Reply-To"] = f"<{self._token(20)}@post.example>"
            letter.set_content("\n".join(self._words(12) for _ in range(20)))
            if draw >= 0.95:
                octets = self._random.randbytes(self._random.randint(150_000, 900_000))
                letter.add_attachment(octets, "application", "pdf", filename="scan.pdf")
        return self._delivered(domain, at) + letter.as_bytes()

    def _page(self, letter: EmailMessage, shop: str, blocks: int) -> None:
        """Fill in the text and the HTML of an advert: tables, styles, counted links, a footer."""
        letter.set_content("\n".join(self._words(14) for _ in range(blocks)))
        page = ["<html><head><style>td{font:16px Arial;padding:10px 20px}</style></head><body>"]
        for _ in range(blocks):
            link = f"https://click.{shop}.example/ls/click?upn={self._token(200)}"
            page.append(
                '<table width="600" style="border-collapse:collapse;background-color:#ffffff"><tr><td align="center">'
                f'<a href="{link}"><img src="https://cdn.{shop}.example/{self._token(24)}.jpg" alt="{self._words(4)}">'
                f'</a><p style="margin:0 0 12px 0">{self._words(self._random.randint(10, 40))}</p>'
                f'<a href="{link}" style="color:#fff;padding:12px 24px">{self._words(2)}</a></td></tr></table>\n'
            )
        page.append(
            f"<p>You receive this email because you are a customer of {shop.capitalize()} Ltd, 12 Row, Hampton. "
            f'<a href="https://click.{shop}.example/unsub?u={self._token(120)}">Unsubscribe</a></p></body></html>'
        )
        letter.add_alternative("".join(page), subtype="html")

    def _delivered(self, domain: str, at: float) -> bytes:
        address = ".".join(str(self._random.randint(1, 254)) for _ in range(4))
        return (
            f"Return-Path: <bounce+{self._token(24)}@{domain}>\nDelivered-To: {PERSON}\n"
            f"Received: from out.{domain} (out.{domain} [{address}])\n"
            f" by mx.post.example with ESMTPS id {self._token(20)} for <{PERSON}>; {email.utils.formatdate(at)}\n"
            f"Authentication-Results: mx.post.example; dkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}\n"
        ).encode()

    def _words(self, number: int) -> str:
        return " ".join(self._random.choices(self._vocabulary, k=number)).capitalize()

    def _token(self, length: int) -> str:
        return "".join(self._random.choices(TOKEN, k=length))


def invented(folder: Path, number: int) -> Path:
    """Write a Maildir of `number` messages over ten years; return it."""
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True)
    town = Town()
    for one in range(number):
        at = 1_450_000_000 + one * 315_000_000 // number
        (folder / "cur" / f"{at}.{one}.town:2,S").write_bytes(town.mail(one, at))
    return folder


class Memory:
    """Watches the resident set of this process and its children, twenty times a second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._watcher.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, sum(map(_megabytes, _family(os.getpid()))))

    def told(self) -> str:
        """Return the peak beside the limit."""
        if not self.most:
            return "memory: not known on this system"
        return f"memory of all processes at its peak: {self.most:.0f} MB (limit {MOST_MEGABYTES} MB)"


def _family(process: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [process]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _megabytes(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6
    except OSError:
        return 0.0


class Phases:
    """Notes when each kind of step was first told."""

    def __init__(self) -> None:
        self._began: list[tuple[str, float]] = []
        self.now = ""

    def tell(self, step: Step) -> None:
        """Take in a step."""
        if step.what != self.now:
            self._began.append((step.what, time.perf_counter()))
            self.now = step.what

    def told(self, ended: float) -> str:
        """Return how long each phase took."""
        ends = [*(at for _, at in self._began[1:]), ended]
        return ", ".join(f"{what} {end - at:.1f} s" for (what, at), end in zip(self._began, ends, strict=True))


def plainly(home: Path, mail: Path, phases: Phases) -> ImportResult:
    """Import as a command does."""
    with Audit.open(home, now, parsing_processes) as audit:
        return audit.import_files([mail], tell=phases.tell)


def beside_a_window(home: Path, mail: Path, phases: Phases) -> ImportResult:
    """Import in the window's worker thread and print how late a timer in the main thread is called."""
    # Here, because a parsing child imports this file too and must not load Qt.
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from inboxguard.ui.jobs import Jobs

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    jobs = Jobs(lambda: Audit.open(home, now, parsing_processes))
    jobs.stepped.connect(phases.tell)
    late: list[tuple[float, str]] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        at = time.perf_counter()
        late.append((max(0.0, (at - last) * 1000 - TICK), phases.now))
        last = at

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    results: list[ImportResult] = []
    work: Callable[[Audit, Tell], ImportResult] = lambda audit, tell: audit.import_files([mail], tell=tell)  # noqa: E731
    jobs.run("Importing", work, results.append)
    jobs.idle.connect(application.quit)
    timer.start(TICK)
    application.exec()
    timer.stop()
    jobs.close()
    for phase in dict.fromkeys(phase for _, phase in late):
        ordered = sorted(by for by, where in late if where == phase)
        if phase and ordered:
            print(
                f"timer while {phase}: worst {ordered[-1]:.0f} ms late, 99th percentile "
                f"{ordered[len(ordered) * 99 // 100]:.1f} ms (limit {LATEST} ms), {len(ordered)} calls"
            )
    if not results:
        sys.exit("The import failed.")
    return results[0]


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("maildir", nargs="?", type=Path)
    options.add_argument("--messages", type=int, default=2_000)
    options.add_argument("--window", action="store_true")
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mail = told.maildir or invented(Path(folder) / "mail", told.messages)
        home = Path(folder) / "home"
        phases = Phases()
        with Memory() as memory:
            began = time.perf_counter()
            result = (beside_a_window if told.window else plainly)(home, mail, phases)
            ended = time.perf_counter()
        number = max(1, result.added)
        print(f"{result.added} messages in {ended - began:.1f} s: {number / (ended - began):.0f} messages a second")
        print(phases.told(ended))
        size = (home / FILE).stat().st_size
        print(f"database {size / 1e6:.1f} MB, {size / number / 1000:.1f} kB a message")
        print(memory.told())


if __name__ == "__main__":
    main()
