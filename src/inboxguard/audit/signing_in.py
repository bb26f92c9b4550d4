"""Signing in with the browser: which provider and client id, and a token that holds whenever a connection is opened.

Refresh tokens and client secrets live in the keyring, access tokens in the memory of this run; where no keyring is fit
to keep anything, all of it lives in memory only. The database knows the provider and the client id, no secret.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import KeyringMissing, Refused, SignInAgain
from inboxguard.mailbox import oauth, secrets
from inboxguard.mailbox.account import Account
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.oauth import Client, Grant, Provider
from inboxguard.mailbox.providers import serving
from inboxguard.mailbox.signing_in import Token
from inboxguard.store import accounts as stored
from inboxguard.store import decisions

_turn = threading.Lock()
"""One refresh at a time: a refresh token is mostly good for one use."""

_grants: dict[str, Grant] = {}
"""By address, what was granted in this run."""

_unkept: set[str] = set()
"""Addresses whose refresh token could not be put into the keyring, so that the one in memory counts."""

_client_secrets: dict[str, str | None] = {}
"""By client id, the secrets that were told in this run or came from the keyring; None where it has none."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A provider, and the client that a person registered there."""

    provider: Provider
    client: Client


def provider_of(host: str) -> Provider:
    """Return the provider that runs the mail server `host`; raises Refused where it lets nobody sign in by browser.

    The address does not count: the token of a provider is sent to its own servers only.
    """
    known = serving(host)
    provider = oauth.providers().get(known.oauth) if known is not None else None
    if provider is None:
        raise Refused(f"inboxguard knows no sign-in with the browser for {host}. Add the account with its password.")
    return provider


def client_id(db: Database, provider: str) -> str:
    """Return the client id that the person gave for a provider last, "" when there is none."""
    return decisions.setting(db, _setting(provider))


def registered(db: Database, provider: Provider, given: str | None, secret: str | None) -> Registered:
    """Return what is registered at the provider: what is given, else what was given before.

    Raises Refused with the sentence where and how to register, when something is missing.
    """
    named = (given or client_id(db, provider.id)).strip()
    if not named or len(named) > 500 or not named.isascii() or not named.isprintable():
        raise Refused(f"{provider.name} wants a client id of your own, and none was given. {provider.register}")
    known = (secret or _client_secret(named) or "").strip() or None
    if known is None and provider.needs_secret:
        raise Refused(
            f"{provider.name} wants the secret of your client id too, and none was given. {provider.register}"
        )
    return Registered(provider, Client(named, known))


def granted(with_: Registered, address: str, open_browser: Callable[[str], object], tell: Tell) -> Grant:
    """Return what the person grants in the browser; `tell` raises Cancelled after Stop."""
    return oauth.sign_in(with_.provider, with_.client, address, open_browser, lambda: tell(Step("browser")))


def token(with_: Registered, grant: Grant) -> Token:
    """Return the access token of a grant as a connection takes it."""
    return Token(grant.access, with_.provider.mechanisms)


def keep(db: Database, with_: Registered, address: str, grant: Grant) -> bool:
    """Keep a grant for this run and after it; return False where no keyring is fit to keep it beyond this run."""
    decisions.set_setting(db, _setting(with_.provider.id), with_.client.id)
    kept = True
    if with_.client.secret is not None:
        _client_secrets[with_.client.id] = with_.client.secret
        try:
            secrets.remember(_client_name(with_.client.id), with_.client.secret)
        except KeyringMissing:
            kept = False
    with _turn:
        return _keep(address, grant) and kept


def opener(account: Account, provider: str, client: str) -> Callable[[], Connection]:
    """Return what opens the mailbox with a token that holds, refreshed once where the server does not take it.

    Each call raises SignInAgain where the provider no longer gives one, and whatever `connect` raises.
    """
    known = oauth.providers().get(provider)
    if known is None:
        raise Refused(
            f"This version of inboxguard knows no sign-in called {provider}. Add the account {account.address} again."
        )

    def opened() -> Connection:
        with_ = Registered(known, Client(client, _client_secret(client)))
        grant = _fresh(with_, account.address)
        try:
            return connect(account, token(with_, grant))
        except SignInAgain:
            return connect(account, token(with_, _fresh(with_, account.address, grant.access)))

    return opened


def forget(address: str) -> None:
    """Forget the grant of an account; its entry in the keyring is that of its password."""
    with _turn:
        _grants.pop(address, None)
        _unkept.discard(address)


def forget_client(client: str) -> None:
    """Forget the secret of a client id, in memory and in the keyring where there is one."""
    _client_secrets.pop(client, None)
    try:
        secrets.forget(_client_name(client))
    except KeyringMissing:
        return  # without a keyring nothing was ever kept


def is_last(db: Database, address: str, client: str) -> bool:
    """Return whether no other account signs in with this client id."""
    return not any(one.client_id == client for one in stored.accounts(db) if one.address != address)


def _fresh(with_: Registered, address: str, refused: str | None = None) -> Grant:
    """Return a grant that holds; `refused` is an access token that the mail server did not take."""
    with _turn:
        there = _grants.get(address)
        if there is not None and there.access != refused and there.holds():
            return there
        used = there.refresh if there is not None and address in _unkept else _recalled(address)
        try:
            fresh = oauth.refreshed(with_.provider, with_.client, address, used)
        except SignInAgain:
            # Another program of ours may have been faster: the keyring holds what counts since.
            newer = used if address in _unkept else _recalled(address)
            if newer == used:
                _grants.pop(address, None)
                raise
            fresh = oauth.refreshed(with_.provider, with_.client, address, newer)
        if fresh.refresh == used and address not in _unkept:
            _grants[address] = fresh
        else:
            _keep(address, fresh)
        return fresh


def _keep(address: str, grant: Grant) -> bool:
    _grants[address] = grant
    try:
        secrets.remember(address, json.dumps({"refresh_token": grant.refresh}))
    except KeyringMissing:
        _unkept.add(address)
        return False
    _unkept.discard(address)
    return True


def _recalled(address: str) -> str:
    """Return the refresh token in the keyring; raises SignInAgain where there is none."""
    again = "Sign in again: add the account once more with the browser."
    failure = SignInAgain(f"The sign-in of {address} is not in the keyring. {again}")
    try:
        kept = json.loads(secrets.recall(address) or "null")
        if isinstance(kept, dict) and isinstance(kept.get("refresh_token"), str):
            return str(kept["refresh_token"])
    except KeyringMissing:
        failure = SignInAgain(
            f"This system has no keyring that is fit to keep the sign-in of {address}, so it lasts for one run only. "
            f"{again}"
        )
    except ValueError:
        pass  # the password of an earlier time
    # Raised here, without the cause: it may repeat what was kept.
    raise failure


def _client_secret(client: str) -> str | None:
    if client in _client_secrets:
        return _client_secrets[client]
    try:
        _client_secrets[client] = secrets.recall(_client_name(client))
    except KeyringMissing:
        return None
    return _client_secrets[client]


def _client_name(client: str) -> str:
    return f"client {client}"


def _setting(provider: str) -> str:
    return f"oauth_client_{provider}"
