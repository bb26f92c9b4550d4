"""Mail that is there already goes into a folder on its server, after an explicit yes, and back again.

No subject, sender or theme is told on the way.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from inboxguard.audit import accounts, analysing, moving
from inboxguard.audit.answers import Answers
from inboxguard.audit.moving import Tally
from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.errors import KeyringMissing, MailboxError, Refused
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.connection import Connection
from inboxguard.store import messages, moved
from inboxguard.store.locking import reading_alone
from inboxguard.store.moved import Lying
from inboxguard.themes.filters import FOLDER, checked_folder

_PAGE = 200


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What moving some messages would do: how many in each account, and how many stay because no server has them."""

    messages: int
    accounts: tuple[tuple[str, int], ...] = ()
    """(address, messages)."""
    only_in_files: int = 0
    elsewhere: int = 0
    """In the junk, the trash, among drafts or sent mail, or without a Message-ID to know them by."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What moving, or moving back, did."""

    moved: int
    skipped: int
    id: int | None
    """For `archive_undo`; None where nothing moved."""
    notes: tuple[str, ...] = ()
    """Why messages stayed, and which account could not be reached, as sentences."""


class Archiving(Answers):
    """Mail moved into a folder on its server."""

    _passwords: dict[str, str]

    def archive_preview(self, keys: Sequence[str]) -> ArchivePlan:
        """Return what `archive` would do with these messages; nothing is asked of any server."""
        places, without = self._movable(keys)
        counted: dict[str, int] = {}
        for key_account in dict.fromkeys((one.key, one.account) for one, _ in places):
            counted[key_account[1]] = counted.get(key_account[1], 0) + 1
        there = {one.key for one, _ in places}
        lying = {one.key for one in moved.lying(self._db, keys)}
        in_files = sum(1 for key in set(keys) if key not in lying)
        return ArchivePlan(len(there), tuple(sorted(counted.items())), in_files, without)

    def archive(
        self, keys: Sequence[str], folder: str = FOLDER, password: str | None = None, tell: Tell = silent
    ) -> Archived:
        """Move these messages into a folder of their mailboxes, made when missing; only after the person's yes.

        A message that is not where it was is left alone. Raises Refused for a name that cannot be one and where nothing
        could be moved, MailboxError kinds and KeyringMissing; what was moved before a failure can be undone.
        """
        name = checked_folder(folder)
        places, _ = self._movable(keys)
        if not places:
            raise Refused("None of this mail lies in a mailbox that inboxguard can reach, so there is nothing to move.")
        by_account: dict[str, list[tuple[Lying, str]]] = {}
        for place in places:
            by_account.setdefault(place[0].account, []).append(place)

        def act(connection: Connection, done: Tally) -> None:
            moving.move(self._db, connection, by_account[connection.account.address], name, self._now(), done, tell)

        return self._on_servers(tuple(by_account), act, Tally(), password, tell)

    def archive_undo(self, act: int | None = None, password: str | None = None, tell: Tell = silent) -> Archived:
        """Move back what `archive` moved, the last time or as `act` says; raises as `archive` does."""
        wanted = moved.last(self._db) if act is None else act
        entries = () if wanted is None else moved.act(self._db, wanted)
        if wanted is None or not entries:
            raise Refused("Nothing was moved that could be moved back.")

        def back(connection: Connection, done: Tally) -> None:
            moving.undo(self._db, connection, wanted, done, tell)

        addresses = tuple(dict.fromkeys(entry.account for entry in entries))
        return self._on_servers(addresses, back, Tally(act=wanted), password, tell)

    def _on_servers(
        self,
        addresses: Sequence[str],
        act: Callable[[Connection, Tally], None],
        done: Tally,
        password: str | None,
        tell: Tell,
    ) -> Archived:
        """Act in each account; where one of several cannot be reached the others are served, and a note says so."""
        failures: list[Exception] = []
        with reading_alone(self.home):
            for address in addresses:
                try:
                    with self._opened(address, password, tell) as connection:
                        act(connection, done)
                except (MailboxError, KeyringMissing, Refused) as error:
                    failures.append(error)
                    done.notes = (*done.notes, str(error))
        if analysing.needed(self._db):
            analysing.analyse(self._db, self._now(), tell)
        if failures and not done.moved:
            raise failures[0]
        return Archived(done.moved, done.skipped, done.act or None, done.notes)

    @contextmanager
    def _opened(self, address: str, password: str | None, tell: Tell) -> Iterator[Connection]:
        (account,) = accounts.chosen(self._db, address)
        tell(Step("connecting"))
        opened = accounts.opener(self._db, account, password or self._passwords.get(account.address))
        with opened() as connection:
            yield connection

    def _movable(self, keys: Sequence[str]) -> tuple[list[tuple[Lying, str]], int]:
        """Return the places of messages that may be moved, with their Message-IDs, and how many on servers may not."""
        every = moved.lying(self._db, keys)
        lying = [one for one in every if one.shelf is Shelf.PLAIN]
        wanted = sorted({place.key for place in lying})
        named: dict[str, str] = {}
        for at in range(0, len(wanted), _PAGE):  # their texts come along, so not all at once
            page = messages.among(self._db, wanted[at : at + _PAGE])
            named |= {one.key: one.message_id for one in page if one.message_id}
        places = [(place, named[place.key]) for place in lying if place.key in named]
        return places, len({one.key for one in every} - named.keys())
