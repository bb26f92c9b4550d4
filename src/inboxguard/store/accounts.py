"""Mailbox accounts as they are remembered: how to reach them, never their passwords."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.store.database import writing
from inboxguard.store.records import instant, moment

PASSWORD = "password"  # noqa: S105 - the name of a way to sign in, no password


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """How to reach a mailbox, which certificate was pinned on first use, and when it was last read.

    `sign_in` is "password", or the id of the provider whose browser sign-in is used; `client_id` is then the id under
    which this program is known there.
    """

    address: str
    host: str
    port: int
    security: str
    user: str
    ca_file: str | None
    pinned: str | None
    read_at: datetime | None
    sign_in: str = PASSWORD
    client_id: str | None = None


def accounts(db: Database) -> tuple[StoredAccount, ...]:
    """Return every account, in the order in which they were added."""
    rows = db.conn.execute(
        "SELECT address, host, port, security, user, ca_file, pinned, read_at, sign_in, client_id FROM accounts "
        "ORDER BY rowid"
    ).fetchall()
    return tuple(
        StoredAccount(address, host, port, security, user, ca_file, pinned, moment(read_at), sign_in, client_id)
        for address, host, port, security, user, ca_file, pinned, read_at, sign_in, client_id in rows
    )


def add(db: Database, account: StoredAccount) -> None:
    """Remember an account; the same address again replaces how it is reached."""
    with writing(db) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO accounts (address, host, port, security, user, ca_file, pinned, read_at, sign_in, "
            "client_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                account.address,
                account.host,
                account.port,
                account.security,
                account.user,
                account.ca_file,
                account.pinned,
                instant(account.read_at),
                account.sign_in,
                account.client_id,
            ),
        )


def was_read(db: Database, address: str, at: datetime, pinned: str | None) -> None:
    """Remember when an account was read, and the certificate seen on loopback the first time."""
    with writing(db) as connection:
        connection.execute(
            "UPDATE accounts SET read_at = ?, pinned = coalesce(pinned, ?) WHERE address = ?",
            (instant(at), pinned, address),
        )
