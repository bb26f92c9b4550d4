"""What the stories of a sync share: small mail that is easily told apart, and accounts behind a line that may fail."""

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step, silent
from inboxguard.audit.views import SyncResult
from inboxguard.errors import Cancelled
from tests.servers.faulty_line import FaultyLine
from tests.servers.mailboxes import Mail

ADDRESS = "anna@post.example"
"""The person's; a server may know them by another name."""

ADVERT = "MIDNIGHT-OFFER"
"""Stands in the text of every advert."""

SECRET = "FOR-YOUR-EYES-ONLY"
"""Stands in the text of every letter."""

_BEGAN = 1_760_000_000
_OPENED = re.compile(r"^UID FETCH (\S+) .*BODY\.PEEK\[(?:TEXT|[\d.]+)\]", re.IGNORECASE)


def advert(number: int, extra: str = "") -> Mail:
    """Return marketing of a shop, one of three."""
    shop = ("sofasparrow", "northmart", "urbanbooks")[number % 3]
    return _mail(
        "marketing", number,
        f"Return-Path: <bounce@mail.{shop}.example>\r\nFrom: {shop.title()} <news@{shop}.example>\r\n"
        f"To: <{ADDRESS}>\r\nSubject: Offer {number}\r\nMessage-ID: <advert-{number}@{shop}.example>\r\n"
        f"List-Unsubscribe: <https://{shop}.example/leave?{number}>\r\nList-Id: <news.{shop}.example>\r\n"
        f"Precedence: bulk\r\n{extra}",
        f"{ADVERT} {number}: everything must go.\r\n" * 3,
    )  # fmt: skip


def letter(number: int, extra: str = "", subject: str = "Hello") -> Mail:
    """Return what a person wrote."""
    return _mail(
        "personal", number,
        f"From: Lea <lea@friends.example>\r\nTo: <{ADDRESS}>\r\nSubject: {subject} {number}\r\n"
        f"Message-ID: <letter-{number}@friends.example>\r\n{extra}",
        f"{SECRET} {number}\r\n",
    )  # fmt: skip


def _mail(kind: str, number: int, head: str, text: str) -> Mail:
    at = _BEGAN + number * 3_600
    day, hour = divmod(number, 24)
    when = f"Date: {day % 28 + 1:02d} Jan 2026 {hour:02d}:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    return Mail(kind, at, f"{head}{when}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode(), False)


def some(adverts: int, letters: int = 0, begin: int = 0) -> list[Mail]:
    """Return adverts, and letters among them."""
    numbers = range(begin, begin + adverts + letters)
    return [letter(number) if number - begin < letters else advert(number) for number in numbers]


Behind = Callable[..., FaultyLine]
"""Adds a user's mailbox to the audit `empty`, reached through a line with these faults and answers (conftest)."""


def again(audit: Audit, steps: list[Step] | None = None) -> SyncResult:
    """Read new mail."""
    return audit.sync(tell=silent if steps is None else steps.append)


def numbers(audit: Audit) -> list[str]:
    """Return the Message-IDs that are stored, each as often as it is."""
    return sorted(str(row["message_id"]) for row in audit.message_rows())


def of(mails: Iterable[Mail]) -> list[str]:
    """Return the Message-IDs of mail."""
    return sorted(re.search(rb"Message-ID: (\S+)", mail.raw)[1].decode() for mail in mails)  # type: ignore[index]


def ids(audit: Audit) -> dict[str, str]:
    """Return the id of each stored message by its Message-ID."""
    return {str(row["message_id"]): str(row["id"]) for row in audit.message_rows()}


def sources(audit: Audit) -> dict[str, str]:
    """Return the folder that each stored message reports, by its Message-ID."""
    return {str(row["message_id"]): str(row["source"]) for row in audit.message_rows()}


def opened(commands: Iterable[str]) -> set[int]:
    """Return the UIDs of messages whose text was asked for."""
    found: set[int] = set()
    for command in commands:
        if asked := _OPENED.match(command):
            for piece in asked[1].split(","):
                low, _, high = piece.partition(":")
                found.update(range(int(low), int(high or low) + 1))
    return found


def fetched(commands: Iterable[str]) -> list[str]:
    """Return the commands that fetch something."""
    return [command for command in commands if "FETCH" in command.upper()]


def waiting(audit: Audit) -> int:
    """Return how many messages wait to be read."""
    return _number(audit, "SELECT count(*) FROM heads")


def lying(audit: Audit) -> int:
    """Return in how many places mail lies."""
    return _number(audit, "SELECT count(*) FROM places")


def sound(audit: Audit) -> bool:
    """Return whether the database is whole, as another process sees it."""
    with closing(sqlite3.connect(audit.home / "inboxguard.db")) as other:
        return bool(other.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def _number(audit: Audit, query: str) -> int:
    with closing(sqlite3.connect(audit.home / "inboxguard.db")) as other:
        return int(other.execute(query).fetchone()[0])


def stopping(what: str, done: int) -> Callable[[Step], None]:
    """Return what stops the work once so much of a step is done."""

    def tell(step: Step) -> None:
        if step.what == what and step.done >= done:
            raise Cancelled("Stopped.")

    return tell
