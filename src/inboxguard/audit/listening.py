"""Listens for new mail in every account whose secret is known, on connections and threads of its own."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from sqlite_utils import Database

from inboxguard.audit import accounts
from inboxguard.errors import InboxGuardError, KeyringMissing, Refused
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.waiting import Pauses, Waiting

_INBOX = "INBOX"
"""The one folder that every server has and where mail comes (RFC 9051 section 5.1)."""
_STOPPING = 1.9
"""Seconds that stopping takes at most, whatever the servers do."""

_PAUSES = Pauses()

Came = Callable[[str], None]
Failed = Callable[[str, InboxGuardError], None]
Opener = Callable[[], Connection]


class Listening:
    """Calls `came(address)` when mail has come to an account, and `failed(address, error)` once where it cannot listen.

    Both are called from threads of its own. Nothing is fetched and nothing is changed.
    """

    def __init__(self, openers: Mapping[str, Opener], came: Came, failed: Failed, pauses: Pauses = _PAUSES) -> None:
        """Take by address what opens each mailbox, signed in."""
        self.addresses = tuple(openers)
        self._waitings = [
            Waiting(opened, _INBOX, partial(came, address), partial(failed, address), pauses)
            for address, opened in openers.items()
        ]

    def start(self) -> None:
        """Begin; what came before is not told."""
        for waiting in self._waitings:
            waiting.start()

    def stop(self) -> None:
        """End within two seconds, all at the same time; nothing is called any more."""
        ending = [threading.Thread(target=waiting.stop, daemon=True) for waiting in self._waitings]
        for one in ending:
            one.start()
        for one in ending:
            one.join(_STOPPING)


def openers(db: Database, addresses: Iterable[str], passwords: Mapping[str, str]) -> dict[str, Opener]:
    """Return what opens each mailbox; an account whose secret nobody kept is left out, for it cannot be listened to.

    The keyring is asked here, and may ask the person.
    """
    found = {}
    for address in addresses:
        try:
            (account,) = accounts.chosen(db, address)
            found[address] = accounts.opener(db, account, passwords.get(address))
        except (KeyringMissing, Refused):
            continue
    return found
