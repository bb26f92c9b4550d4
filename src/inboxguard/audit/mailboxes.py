"""Reads the mail of one account: the line to its server, the day's allowance, and who is asked about open requests."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlite_utils import Database

from inboxguard.audit import syncing
from inboxguard.audit.pace import Beating, paused
from inboxguard.audit.parsing_processes import Mapped
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.reading_rows import Look
from inboxguard.audit.syncing import Synced
from inboxguard.mailbox import providers
from inboxguard.mailbox.account import Account
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.line import Line, Spent
from inboxguard.requests.ledger import EventKind
from inboxguard.store import decisions, folders

_ENDED = (EventKind.CLOSED, EventKind.WITHDRAWN)
"""Events after which a request is open no longer, and answers to it are letters like any other."""


def read(
    db: Database, account: Account, opened: Callable[[], Connection], only: Sequence[str], mapped: Mapped, tell: Tell,
    today: date, keep_text: bool, done: Synced,
) -> str | None:  # fmt: skip
    """Store what is new in an account's mailbox; return the pin of the server's certificate, None where it has none.

    What was done is told in `done`, also where it ends with an error. Raises MailboxError kinds.
    """
    told = Beating(tell)
    told(Step("connecting"))
    before = done.refused
    provider = providers.serving(account.host)
    allowance = None if provider is None else provider.daily_octets

    def allow(octets: int) -> None:
        total = folders.add_traffic(db, account.address, today, octets)
        if allowance is not None and total > allowance:
            raise Spent(
                f"{account.host} lets mail programs read about {allowance / 1e9:.1f} GB a day, and that much was read "
                "today. What is left is read tomorrow, when you read new mail again."
            )

    references = tuple(
        asked.reference.lower()
        for asked, events in decisions.requests(db)
        if asked.reference and not any(event.event in _ENDED for event in events)
    )
    look = Look(keep_text, references)
    with Line(opened, lambda seconds: paused(seconds, told), allow, told.beat) as line:
        try:
            syncing.sync(db, line, only, look, mapped, told, done)
        except Spent as spent:
            done.notes.append(str(spent))
    if refused := done.refused - before:
        done.notes.append(
            f"{account.host} does not give {refused} of the messages that it lists; all others were read."
        )
    return line.pin
