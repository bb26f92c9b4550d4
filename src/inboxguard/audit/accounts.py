"""Mailbox accounts: checked before they are kept, connected when they are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.views import AccountRow
from inboxguard.errors import KeyringMissing, Refused
from inboxguard.facts.person import Person
from inboxguard.mailbox import drafting, secrets
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.providers import account_for
from inboxguard.store import accounts as stored
from inboxguard.store import messages
from inboxguard.store.accounts import StoredAccount


def rows(db: Database) -> tuple[AccountRow, ...]:
    """Return the accounts with how many messages each holds."""
    return tuple(
        AccountRow(one.address, one.host, one.port, one.security, messages.count(db, one.address), one.read_at)
        for one in stored.accounts(db)
    )


def checked(
    address: str,
    host: str | None,
    port: int | None,
    security: str | None,
    user: str | None,
    password: str,
    ca_file: str | None,
    tell: Tell,
) -> Account:
    """Return the account after signing in once, with the certificate pinned where it is self-signed on loopback."""
    address = address.strip().lower()
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@"):
        raise Refused(f"“{address}” is no mail address. Write it like me@post.example.")
    account = account_for(address, host, port, Security(security) if security else None, user, ca_file)
    with connected(account, password, tell) as connection:
        return replace(account, pinned=connection.pin)


@contextmanager
def connected(account: Account, password: str, tell: Tell) -> Iterator[Connection]:
    """Yield a signed-in connection; raises MailboxError kinds."""
    tell(Step("connecting"))
    with connect(account, password) as connection:
        yield connection


def add(db: Database, account: Account) -> None:
    """Remember an account."""
    stored.add(
        db,
        StoredAccount(
            account.address, account.host, account.port, account.security, account.user, account.ca_file,
            account.pinned, None,
        ),
    )  # fmt: skip


def remove(db: Database, address: str) -> None:
    """Remove an account, its password, and the mail that came from nowhere else; raises Refused where there is none."""
    (account,) = chosen(db, address)
    forget_password(account.address)
    messages.forget_account(db, account.address)


def chosen(db: Database, address: str | None) -> tuple[Account, ...]:
    """Return the named account, or all; raises Refused where there is none."""
    found = tuple(
        Account(one.address, one.host, one.port, Security(one.security), one.user, one.ca_file, one.pinned)
        for one in stored.accounts(db)
        if address is None or one.address == address.strip().lower()
    )
    if not found:
        what = f"There is no account {address}" if address else "There is no account yet"
        raise Refused(f"{what}. Add it with: inboxguard account add ADDRESS")
    return found


def for_address(db: Database, alias: str) -> Account:
    """Return the account that an alias belongs to, or the only one; raises Refused where it cannot be told."""
    found = stored.accounts(db)
    own = [one for one in found if Person((one.address,)).owns(alias)]
    domain = [one for one in found if one.address.rpartition("@")[2] == alias.rpartition("@")[2]]
    candidates = own or domain or (found if len(found) == 1 else [])
    if not candidates:
        raise Refused(
            "There is no mailbox account to put the draft into. Add one, or save the letter as a file instead."
        )
    return chosen(db, candidates[0].address)[0]


def put_in_drafts(account: Account, password: str, content: bytes) -> str:
    """Append a draft to the account's Drafts folder; return the folder's name."""
    with connect(account, password) as connection:
        return drafting.put(connection, content).folder


def was_read(db: Database, account: Account, at: datetime, pinned: str | None) -> None:
    """Remember when an account was read."""
    stored.was_read(db, account.address, at, pinned)


def remember(address: str, password: str) -> bool:
    """Put a password into the keyring; return False where no keyring is fit to keep it."""
    try:
        secrets.remember(address, password)
    except KeyringMissing:
        return False
    return True


def password(address: str) -> str:
    """Return the password kept in the keyring; raises KeyringMissing or Refused with a sentence."""
    kept = secrets.recall(address)
    if kept is None:
        raise Refused(
            f"The password of {address} is not in the keyring. Give it with --password-stdin, or add the account again."
        )
    return kept


def forget_password(address: str) -> None:
    """Take a password out of the keyring, where there is one."""
    try:
        secrets.forget(address)
    except KeyringMissing:
        # Without a keyring nothing was ever kept.
        return
