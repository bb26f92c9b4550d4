"""Audit: everything that a screen or a command can ask for. It opens the home and delegates; it decides nothing."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from inboxguard import resources
from inboxguard.audit import (
    accounts,
    analysing,
    importing,
    mailboxes,
    profiles,
    reporting,
    waiting_drafts,
    watching,
)
from inboxguard.audit.accepting import Accepting
from inboxguard.audit.analysing import Depth
from inboxguard.audit.answers import DEMO
from inboxguard.audit.archiving import Archiving
from inboxguard.audit.companies import Contacts
from inboxguard.audit.filtering import Filtering
from inboxguard.audit.leaving import Unsubscribing
from inboxguard.audit.ledger_files import LedgerFiles
from inboxguard.audit.listening import Came, Failed, Listening, openers
from inboxguard.audit.one_off import OneOff
from inboxguard.audit.own_addresses import OwnAddresses
from inboxguard.audit.parsing_processes import Mapped, here
from inboxguard.audit.placing import Placing
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.reminding import Reminding, clear_ended
from inboxguard.audit.settling import Settling
from inboxguard.audit.shelf_letters import ShelfLetters
from inboxguard.audit.syncing import Synced
from inboxguard.audit.views import (
    ImportResult,
    Profile,
    SyncResult,
)
from inboxguard.audit.watches import Watching
from inboxguard.errors import InboxGuardError, KeyringMissing, MailboxError, Refused
from inboxguard.mailbox.signatures import Keys
from inboxguard.store import decisions, locking
from inboxguard.store.database import FILE, open_database
from inboxguard.store.locking import reading_alone

Workers = Callable[[int], AbstractContextManager[Mapped]]
"""Makes so many child processes, or none, to do work in."""

_MOST_CHILDREN = 4
_SAID_YES = "mondlicht-kinderzimmer.example"
"""The sender that the person of the sample `registry` set aside as a whole."""


@contextmanager
def _here(number: int) -> Iterator[Mapped]:
    """Parse in this process."""
    yield here


def _children() -> int:
    """Return how many children read mail files: one a core, as this process only finds where messages lie."""
    return max(1, min(os.cpu_count() or 1, _MOST_CHILDREN))


class Audit(
    Settling,
    OwnAddresses,
    Filtering,
    Archiving,
    ShelfLetters,
    Placing,
    Accepting,
    OneOff,
    Contacts,
    Unsubscribing,
    Reminding,
    LedgerFiles,
    Watching,
):
    """One person's audit in one home; made, used and closed in one thread (SQLite connections stay in theirs)."""

    def __init__(self, home: Path, db: Database, now: Callable[[], datetime], workers: Workers) -> None:
        """Use Audit.open."""
        super().__init__(home, db, now)
        self._workers = workers
        self._passwords: dict[str, str] = {}

    @classmethod
    def open(cls, home: Path, now: Callable[[], datetime], workers: Workers = _here) -> Self:
        """Return the audit of `home`, made when missing; raises StoreError where the database cannot be used."""
        db = open_database(home)
        watching.keep_up(db, now())
        clear_ended(db, now())
        return cls(home, db, now, workers)

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close."""
        self.close()

    # who the person is

    def set_profile(self, profile: Profile) -> None:
        """Keep who the person is; raises Refused for a country, language or time zone that is none."""
        profiles.set_profile(self._db, profile)
        watching.judge_opt_outs(self._db, self._now())

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of the window."""
        decisions.set_setting(self._db, f"window.{name}", value)

    # reading mail

    def import_files(
        self,
        paths: Sequence[Path],
        me: Sequence[str] = (),
        authserv: Sequence[str] = (),
        tell: Tell = silent,
        check_signatures: bool = False,
        keys: Keys | None = None,
    ) -> ImportResult:
        """Import mail files, then analyse; files that cannot be read are named in the result and the rest goes on.

        With `check_signatures` DNS (the computer's own, or as `keys` says) is asked for the keys of those who signed
        new mail that a program sent; it learns their domains and key names, nothing else.
        """
        asked = (keys or Keys(at=self._now())) if check_signatures else None
        decisions.set_own(self._db, [one.strip().lower() for one in me], authserv, told=True)
        with reading_alone(self.home), self._workers(_children()) as mapped:
            added, known, unreadable = importing.import_paths(self._db, paths, mapped, tell, self._keeps_text(), asked)
        if me or authserv or analysing.needed(self._db):
            self.renew(tell)
        addresses, told = decisions.own_addresses(self._db)
        servers, _ = decisions.own_servers(self._db)
        return ImportResult(added, known, unreadable, addresses, servers, not told)

    def demo(self, story: str = "move", tell: Tell = silent) -> ImportResult:
        """Fill a fresh home with the shipped sample; raises Refused where the home holds the person's own mail."""
        if not self.empty() and not self.is_demo():
            raise Refused(
                f"The folder {self.home} holds your own mail already, so the sample does not go in. "
                "Choose an empty one with --home."
            )
        there = decisions.setting(self._db, DEMO)
        if there and there != story:
            raise Refused(
                f"The folder {self.home} holds the other sample. Choose an empty one with --home, or erase it "
                "with forget."
            )
        decisions.set_setting(self._db, DEMO, story)
        if story == "registry":
            decisions.mark_theme(self._db, "baby", self._now())
            decisions.shelve(self._db, _SAID_YES, "aside", self._now())
        profiles.lend(self._db, "DE", "Europe/Berlin")
        return self.import_files([resources.path(f"demo/{story}.mbox")], tell=tell)

    def leave_demo(self) -> None:
        """Forget the sample, so that own mail does not mix with it; nothing happens in a home that holds none."""
        if self.is_demo():
            decisions.forget_sample(self._db)

    def add_account(
        self,
        address: str,
        host: str | None,
        port: int | None,
        security: str | None,
        user: str | None,
        password: str,
        ca_file: str | None = None,
        remember: bool = True,
        tell: Tell = silent,
    ) -> bool:
        """Add an account after signing in once; return whether the password went to the keyring.

        Without a keyring that is fit it is kept in memory by this audit only. Raises MailboxError kinds.
        """
        account = accounts.checked(address, host, port, security, user, password, ca_file, tell)
        accounts.add(self._db, account)
        self._passwords[account.address] = password
        return accounts.remember(account.address, password) if remember else False

    def sign_in(
        self,
        address: str,
        open_browser: Callable[[str], object],
        host: str | None = None,
        port: int | None = None,
        security: str | None = None,
        user: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        tell: Tell = silent,
    ) -> bool:
        """Add an account after its owner signed in with the browser; return whether the sign-in went to the keyring.

        `open_browser(url)` is called in this thread. Without a client id the one given before counts. Raises Refused,
        Cancelled after Stop, and MailboxError kinds.
        """
        return accounts.sign_in(
            self._db, address, open_browser, host, port, security, user, None, client_id, client_secret, tell
        )

    def listen(self, came: Came, failed: Failed) -> Listening:
        """Begin to listen for new mail in every account whose secret is known; the caller stops it."""
        addresses = [account.address for account in accounts.rows(self._db, counted=False)]
        listening = Listening(openers(self._db, addresses, self._passwords), came, failed)
        listening.start()
        return listening

    def remove_account(self, address: str, tell: Tell = silent) -> None:
        """Remove an account, its password, and the mail that came from nowhere else."""
        accounts.remove(self._db, address)
        self._passwords.pop(address, None)
        self.renew(tell)

    def sync(
        self,
        address: str | None = None,
        folders: Sequence[str] = (),
        password: str | None = None,
        tell: Tell = silent,
    ) -> SyncResult:
        """Fetch what is new in one account or all, then analyse; raises MailboxError kinds and KeyringMissing.

        Where one of several accounts cannot be read the others are, and a note says so.
        """
        done, failures = Synced(), list[InboxGuardError]()
        wanted = accounts.chosen(self._db, address)
        with reading_alone(self.home), self._workers(1) as mapped:
            for account in wanted:
                try:
                    opened = accounts.opener(self._db, account, password or self._passwords.get(account.address))
                    pin = mailboxes.read(
                        self._db, account, opened, folders, mapped, tell, self._now().date(), self._keeps_text(), done
                    )
                    accounts.was_read(self._db, account, self._now(), pin)
                    waiting_drafts.look(self._db, account.address, opened)
                except (MailboxError, KeyringMissing, Refused) as error:
                    failures.append(error)
                    done.notes.append(f"{account.address}: {error}")
        if done.added or done.gone or analysing.needed(self._db):
            self.renew(tell)  # what came before something broke is shown all the same
        if len(failures) == len(wanted):
            raise failures[0]
        return SyncResult(done.added, done.folders, done.gone, tuple(done.notes))

    def analyse(self, tell: Tell = silent, anew: bool = False) -> None:
        """Recompute every finding from stored facts and decisions.

        A message that was judged by this code for the same person and decisions is judged again only where `anew`:
        the judgement would be the same.
        """
        depth = Depth.ALL if anew else Depth.CONCLUSIONS
        analysing.analyse(self._db, self._now(), tell, self._helped, depth)

    def renew(self, tell: Tell = silent) -> None:
        """Bring every finding up to date, looking at what changed."""
        analysing.analyse(self._db, self._now(), tell, self._helped)

    def _follow(self, tell: Tell) -> None:
        """Let the findings follow from what was said, with child processes where much has to be read again."""
        self.renew(tell)

    def _helped(self) -> AbstractContextManager[Mapped]:
        return self._workers(_children())

    # decisions

    def looked(self) -> None:
        """Remember that the person has seen the Overview up to now."""
        decisions.set_setting(self._db, "looked_at", self._now().isoformat())

    # handing over

    def export(self, path: Path, kind: str, reveal: frozenset[str] = frozenset()) -> None:
        """Write a report as "html", "json" or "csv"; raises InboxGuardError where it cannot be written."""
        reporting.export(self._db, path, kind, reveal, self._now())

    def forget(self) -> None:
        """Erase the home and every password in the keyring; the audit is closed until `reopen`."""
        accounts.forget_secrets(self._db)
        self.close()
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", locking.FILE, locking.ASKING):
            (self.home / name).unlink(missing_ok=True)
        shutil.rmtree(self.home / "logs", ignore_errors=True)
        with contextlib.suppress(OSError):  # what is not ours stays, and so does the folder then
            self.home.rmdir()

    def reopen(self) -> None:
        """Open the home anew, in this thread, after it was erased here or by another audit."""
        self.close()
        self._db = open_database(self.home)

    def _keeps_text(self) -> bool:
        return decisions.setting(self._db, "keep_text", "yes") == "yes"
