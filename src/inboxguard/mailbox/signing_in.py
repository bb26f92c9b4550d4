"""Sign in: with a password (PLAIN or LOGIN) or with an OAuth token (XOAUTH2 or OAUTHBEARER), which no error repeats."""

import imaplib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from inboxguard.errors import HeldBack, MailboxError, SignInAgain, Unreachable, WrongPassword
from inboxguard.mailbox.account import Account
from inboxguard.mailbox.providers import preset, refusal
from inboxguard.mailbox.throttling import throttled


@dataclass(frozen=True, slots=True)
class Token:
    """An OAuth access token, and the SASL mechanisms that may carry it, the preferred one first."""

    access: str = field(repr=False)
    mechanisms: tuple[str, ...] = ("XOAUTH2", "OAUTHBEARER")


Secret = str | Token
"""What proves to the server who the person is: a password, or an OAuth token."""


def sign_in(client: Any, account: Account, secret: Secret) -> None:
    """Sign in over `client`, an IMAPClient whose server is trusted already.

    Raises WrongPassword, SignInAgain (a token that the server does not take), Unreachable or MailboxError, and the
    errors of the wire. Their causes may repeat the secret, so the caller drops these.
    """
    from imapclient.exceptions import LoginError

    try:
        if isinstance(secret, Token):
            _with_token(client, account, secret)
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(account.user, secret)
        elif secret.isascii() and account.user.isascii():
            client.login(account.user, secret)
        else:
            raise WrongPassword(
                f"{account.host} takes passwords of plain ASCII letters only; give one without accents."
            )
        # The list from before signing in no longer counts (iCloud's proxy rewrites it).
        client._cached_capabilities = None
        client.capabilities()
    except LoginError as error:
        raise _refusal(account, error, isinstance(secret, Token)) from error
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        # What the server wrote is not repeated: some write back the line that they did not like.
        raise MailboxError(
            f"{account.host} answered the sign-in in a way that inboxguard does not understand; try again later."
        ) from error


def _with_token(client: Any, account: Account, token: Token) -> None:
    offered = [one for one in token.mechanisms if client.has_capability(f"AUTH={one}")]
    if not offered:
        raise MailboxError(
            f"{account.host} does not take the sign-in of the browser; add the account with a password instead."
        )
    client.sasl_login(offered[0], _answers(offered[0], account.user, token.access))


def _answers(mechanism: str, user: str, access: str) -> Callable[[bytes], bytes | None]:
    """Return the client's side of `mechanism`: the token, then the empty word that ends a server's error challenge.

    XOAUTH2 wants an empty line there (Google, "The SASL XOAUTH2 Mechanism"), OAUTHBEARER one %x01 (RFC 7628
    section 3.2.3). What more a server asks is cancelled (RFC 9051 section 6.2.2).
    """
    if mechanism == "OAUTHBEARER":
        # RFC 7628 section 3.1; "=" and "," of a name are escaped (RFC 5801 section 4).
        name = user.replace("=", "=3D").replace(",", "=2C")
        said = [f"n,a={name},\1auth=Bearer {access}\1\1".encode(), b"\1"]
    else:
        said = [f"user={user}\1auth=Bearer {access}\1\1".encode(), b""]
    rest = iter(said)
    return lambda challenge: next(rest, None)


def _refusal(account: Account, error: Exception, by_token: bool) -> MailboxError:
    if isinstance(error.__context__, imaplib.IMAP4.abort):
        return Unreachable(f"{account.host} ended the connection while signing in; try again later.")
    said = str(error)
    meant = refusal(said, account.address, account.host)
    if throttled(said):
        busy = f"{account.host} takes no one in just now; your password or sign-in may be right, try again later."
        return HeldBack(meant or busy)
    if by_token:
        again = "Sign in again: add the account once more with the browser."
        return (
            MailboxError(meant)
            if meant
            else SignInAgain(f"{account.host} no longer takes the sign-in of {account.address}. {again}")
        )
    known = preset(account.address)
    advice = known.needs if known and known.needs else "Check the password; some providers want an app password."
    return WrongPassword(meant or f"{account.host} refused the user name or password of {account.address}. {advice}")
