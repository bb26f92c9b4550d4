"""Mailbox accounts: checked before they are kept, connected when they are read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlite_utils import Database

from inboxguard.audit import signing_in
from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.audit.views import AccountRow
from inboxguard.errors import KeyringMissing, PasswordMissing, Refused
from inboxguard.facts.person import Person
from inboxguard.mailbox import secrets
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.providers import account_for
from inboxguard.store import accounts as stored
from inboxguard.store import messages
from inboxguard.store.accounts import StoredAccount


def rows(db: Database, counted: bool = True) -> tuple[AccountRow, ...]:
    """Return the accounts with how many messages each holds, 0 where they are not to be counted."""
    return tuple(
        AccountRow(
            one.address,
            one.host,
            one.port,
            one.security,
            messages.count(db, one.address) if counted else 0,
            one.read_at,
            one.sign_in,
        )
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
    account = reached(address, host, port, security, user, ca_file)
    tell(Step("connecting"))
    with connect(account, password) as connection:
        return replace(account, pinned=connection.pin)


def sign_in(
    db: Database,
    address: str,
    open_browser: Callable[[str], object],
    host: str | None = None,
    port: int | None = None,
    security: str | None = None,
    user: str | None = None,
    ca_file: str | None = None,
    client_id: str | None = None,
    client_secret: str | None = None,
    tell: Tell = silent,
) -> bool:
    """Add an account whose owner signs in with the browser; return whether the sign-in went to the keyring.

    `open_browser(url)` shows the provider's page. Where the keyring is not fit the sign-in lasts for this run. Without
    a client id the one given before counts. Nothing is remembered unless the mailbox opened. Raises Refused where the
    provider, client id or secret is unknown or the person said no, Cancelled after Stop, and MailboxError kinds.
    """
    account = reached(address, host, port, security, user, ca_file)
    provider = signing_in.provider_of(account.host)
    with_ = signing_in.registered(db, provider, client_id, client_secret)
    grant = signing_in.granted(with_, account.address, open_browser, tell)
    tell(Step("connecting"))
    with connect(account, signing_in.token(with_, grant)) as connection:
        pinned = connection.pin
    _add(db, replace(account, pinned=pinned), provider.id, with_.client.id)
    return signing_in.keep(db, with_, account.address, grant)


def opener(db: Database, account: Account, password: str | None = None) -> Callable[[], Connection]:
    """Return what opens the mailbox of an account, signed in, as often as it is called.

    `password` counts for accounts with one, else the keyring is asked, here and once. An account that signs in with
    the browser gets a token that holds at every call. Raises KeyringMissing or Refused here; the calls raise
    MailboxError kinds, SignInAgain where only the person can help.
    """
    how = next((one for one in stored.accounts(db) if one.address == account.address), None)
    if how is not None and how.sign_in != stored.PASSWORD:
        return signing_in.opener(account, how.sign_in, how.client_id or "")
    return partial(connect, account, password or _password(account.address))


def reached(
    address: str, host: str | None, port: int | None, security: str | None, user: str | None, ca_file: str | None
) -> Account:
    """Return the account as it would be reached; nothing is asked. Raises what `account_for` does."""
    address = address.strip().lower()
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@"):
        raise Refused(f"“{address}” is no mail address. Write it like me@post.example.")
    return account_for(address, host, port, Security(security) if security else None, user, ca_file)


def add(db: Database, account: Account) -> None:
    """Remember an account that signs in with a password."""
    _add(db, account, stored.PASSWORD, None)


def _add(db: Database, account: Account, how: str, client_id: str | None) -> None:
    before = next((one for one in stored.accounts(db) if one.address == account.address), None)
    if before is not None and before.sign_in != how:
        # What was kept for one way to sign in is never sent in the other.
        _forget(db, before)
    stored.add(
        db,
        StoredAccount(
            account.address, account.host, account.port, account.security, account.user, account.ca_file,
            account.pinned, None, how, client_id,
        ),
    )  # fmt: skip


def remove(db: Database, address: str) -> None:
    """Remove an account, its password or sign-in, and the mail that came from nowhere else; raises Refused."""
    (account,) = chosen(db, address)
    for one in stored.accounts(db):
        if one.address == account.address:
            _forget(db, one)
    messages.forget_account(db, account.address)


def forget_secrets(db: Database) -> None:
    """Take the passwords, sign-ins and client secrets of all accounts out of the keyring and of this run's memory."""
    for one in stored.accounts(db):
        forget_password(one.address)
        if one.client_id is not None:
            signing_in.forget_client(one.client_id)


def _forget(db: Database, account: StoredAccount) -> None:
    forget_password(account.address)
    if account.client_id is not None and signing_in.is_last(db, account.address, account.client_id):
        signing_in.forget_client(account.client_id)


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


def _password(address: str) -> str:
    """Return the password kept in the keyring; raises KeyringMissing or PasswordMissing with a sentence."""
    kept = secrets.recall(address)
    if kept is None:
        raise PasswordMissing(
            f"The password of {address} is not in the keyring. Give it with --password-stdin, or add the account again."
        )
    return kept


def forget_password(address: str) -> None:
    """Take a password or sign-in out of the keyring and of this run's memory, where there is one."""
    signing_in.forget(address)
    try:
        secrets.forget(address)
    except KeyringMissing:
        # Without a keyring nothing was ever kept.
        return
