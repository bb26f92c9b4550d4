"""OAuth 2.0 for native apps: sign in through the person's own browser, and keep the access alive by refreshing.

Authorization code flow (RFC 6749 section 4.1, RFC 8252) with PKCE S256 (RFC 7636), a state, the check of `iss`
(RFC 9207) and a loopback redirect. oauthlib builds and reads the messages; nothing of a token or code gets into an
error or a repr.
"""

import secrets
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from inboxguard import resources
from inboxguard.errors import InboxGuardError, MailboxError, Refused, SignInAgain, Unreachable
from inboxguard.mailbox.oauth_redirect import Redirect
from inboxguard.mailbox.posting import post

LONGEST_TOKEN = 16 * 1024
"""Characters of a token that are taken; those of Microsoft have about 2,500."""

SECONDS_TO_SIGN_IN = 600.0
_EARLY = 60.0
_LONGEST_LIFE = 86_400.0


@dataclass(frozen=True, slots=True)
class Provider:
    """Where one provider lets a person sign in; the fields are those of oauth.toml."""

    id: str
    name: str
    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    mechanisms: tuple[str, ...]
    redirect: str
    register: str
    port: int = 0
    needs_secret: bool = False
    issuer: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Client:
    """What this program is called at a provider: the id that the person registered, and its secret where it has one."""

    id: str
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a provider gave: an access token, until when it holds (time.monotonic(), None = unsaid), a refresh token."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    until: float | None = None

    def holds(self) -> bool:
        """Return whether the access token is good for another minute, as far as can be told."""
        return self.until is None or time.monotonic() < self.until - _EARLY


@cache
def providers() -> dict[str, Provider]:
    """Return the known providers by id."""
    rows = tomllib.loads(resources.read("mailboxes/oauth.toml"))["provider"]
    return {row["id"]: _provider(row) for row in rows}


def _provider(row: dict[str, Any]) -> Provider:
    tenant = row.get("tenant", "")
    return Provider(
        id=row["id"],
        name=row["name"],
        authorize_url=row["authorize_url"].format(tenant=tenant),
        token_url=row["token_url"].format(tenant=tenant),
        scopes=tuple(row["scopes"]),
        mechanisms=tuple(row["mechanisms"]),
        redirect=row["redirect"],
        register=row["register"],
        port=row.get("port", 0),
        needs_secret=row.get("needs_secret", False),
        issuer=row.get("issuer", ""),
        parameters=tuple(sorted(row.get("parameters", {}).items())),
    )


def sign_in(
    provider: Provider,
    client: Client,
    address: str,
    open_browser: Callable[[str], object],
    waiting: Callable[[], None],
    seconds: float = SECONDS_TO_SIGN_IN,
) -> Grant:
    """Let the person sign in with their browser, and return what the provider gave.

    `open_browser(url)` shows the provider's page; `waiting()` is called some times a second and may raise to stop.
    Raises Refused when the person says no, else MailboxError kinds.
    """
    from oauthlib.oauth2 import WebApplicationClient

    speaker = WebApplicationClient(client.id)
    verifier = speaker.create_code_verifier(64)
    state = secrets.token_urlsafe(32)
    with Redirect(provider.redirect, provider.port) as redirect:
        url = speaker.prepare_request_uri(
            _as_https(provider.authorize_url),
            redirect_uri=redirect.uri,
            scope=list(provider.scopes),
            state=state,
            code_challenge=speaker.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
            login_hint=address,
            **dict(provider.parameters),
        )
        open_browser(provider.authorize_url.partition(":")[0] + url[url.index(":") :])
        came_back = redirect.wait(waiting, seconds)
    code = _code(provider, speaker, came_back, state)
    form = speaker.prepare_request_body(
        code=code, redirect_uri=redirect.uri, code_verifier=verifier, client_secret=client.secret
    )
    grant = _granted(provider, speaker, form, address)
    if not grant.refresh:
        raise MailboxError(
            f"{provider.name} gave access for a short time only; allow offline access for your client id, then sign in "
            "again."
        )
    return grant


def refreshed(provider: Provider, client: Client, address: str, refresh: str) -> Grant:
    """Return a new access for the refresh token, with the refresh token that counts from now on (RFC 6749 section 6).

    Raises SignInAgain where the provider no longer takes it, Unreachable or MailboxError.
    """
    from oauthlib.oauth2 import WebApplicationClient

    speaker = WebApplicationClient(client.id)
    secret = {} if client.secret is None else {"client_secret": client.secret}
    form = speaker.prepare_refresh_body(refresh_token=refresh, client_id=client.id, **secret)
    return _granted(provider, speaker, form, address, refresh)


def _as_https(uri: str) -> str:
    """Return a loopback URI as oauthlib wants to see it; it takes no other than https, RFC 8252 section 7.3 does."""
    return "https:" + uri.partition(":")[2]


def _code(provider: Provider, speaker: Any, came_back: str, state: str) -> str:
    """Return the code of an authorization response, judged; the state comes first, so strangers steer no error."""
    from oauthlib.oauth2 import AccessDeniedError, MismatchingStateError, MissingCodeError, OAuth2Error

    failure: InboxGuardError = MailboxError(
        "The answer that came back did not belong to this sign-in and was not used; start the sign-in again."
    )
    try:
        said = speaker.parse_request_uri_response(_as_https(came_back), state=state)
        if _is_issuer(provider, said.get("iss")):
            return str(said["code"])
    except (MismatchingStateError, ValueError):
        pass
    except AccessDeniedError:
        failure = Refused(f"The permission to read mail was not given at {provider.name}, so nothing was added.")
    except MissingCodeError:
        failure = MailboxError(f"{provider.name} sent the browser back without a code; start the sign-in again.")
    except OAuth2Error as error:
        failure = _worded(provider, error)
    raise failure


def _is_issuer(provider: Provider, said: str | None) -> bool:
    if said is None:
        return True
    if provider.issuer:
        return said == provider.issuer
    # Not told in advance: at least it is the server that was asked.
    return urlsplit(said)[:2] == urlsplit(provider.authorize_url)[:2]


def _granted(provider: Provider, speaker: Any, form: str, address: str, refresh: str = "") -> Grant:
    """Return what the token endpoint gives for `form`, which holds a code, or a refresh token if `refresh` is told."""
    from oauthlib.oauth2 import OAuth2Error

    asked = time.monotonic()
    status, text = post(provider.token_url, form)
    failure: InboxGuardError
    try:
        grant, scopes = _read(speaker, status, text, asked)
    except OAuth2Error as error:
        failure = _ended(provider, error, address) if refresh else _worded(provider, error)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        failure = MailboxError(
            f"{provider.name} answered the sign-in in a way that inboxguard does not understand; try again later."
        )
        if status == 429 or status >= 500:
            failure = Unreachable(f"{provider.name} lets no one sign in just now; try again later.")
    else:
        if _plain(provider.scopes[0]) in scopes or not scopes or refresh:
            return replace(grant, refresh=grant.refresh or refresh)
        failure = Refused(
            f"The permission to read mail was left out at {provider.name}, so nothing was added; sign in again and "
            "tick it."
        )
    # Raised here, without the causes: they may repeat tokens, codes and the client's secret.
    raise failure


def _read(speaker: Any, status: int, text: str, asked: float) -> tuple[Grant, set[str]]:
    """Return the grant and its scopes, none if unsaid; raises OAuth2Error, or other errors on what is no answer."""
    if status not in (200, 400, 401, 403):
        raise ValueError(status)
    said = speaker.parse_request_body_response(text)
    if status != 200 or str(said.get("token_type", "bearer")).casefold() != "bearer":
        raise ValueError(status)
    life = said.get("expires_in")
    grant = Grant(
        _token(said["access_token"]),
        _token(said["refresh_token"]) if said.get("refresh_token") else "",
        None if life is None else asked + min(float(life), _LONGEST_LIFE),
    )
    return grant, {_plain(scope) for scope in said.get("scope") or ()}


def _plain(scope: str) -> str:
    """Return a scope without what servers write differently when they repeat it."""
    return scope.rstrip("/").rpartition("/")[2].casefold()


def _token(said: object) -> str:
    """Return a token that is fit to be sent on; raises ValueError (RFC 6750 section 2.1 allows less still)."""
    fit = isinstance(said, str) and len(said) <= LONGEST_TOKEN and said.isascii() and said.isprintable()
    if not fit or " " in str(said) or not said:
        raise ValueError("no token")
    return str(said)


def _worded(provider: Provider, error: Any) -> MailboxError:
    """Return the sentence for an error code of RFC 6749; what else the server wrote is not repeated."""
    if error.error == "invalid_grant":
        return MailboxError(f"{provider.name} did not take the code of this sign-in; start it again.")
    if error.error in ("invalid_client", "unauthorized_client"):
        return MailboxError(f"{provider.name} does not take this client id or secret. {provider.register}")
    if error.error in ("temporarily_unavailable", "server_error"):
        return Unreachable(f"{provider.name} lets no one sign in just now; try again later.")
    return MailboxError(
        f"{provider.name} refused the sign-in; check that the client id is allowed to read mail. {provider.register}"
    )


def _ended(provider: Provider, error: Any, address: str) -> MailboxError:
    """Return the sentence for an error code that answers a refresh token."""
    if error.error in ("invalid_client", "unauthorized_client"):
        return SignInAgain(str(_worded(provider, error)))  # waiting does not mend it
    if error.error in ("invalid_grant", "interaction_required", "login_required", "consent_required"):
        return SignInAgain(
            f"{provider.name} has ended the sign-in of {address}. Sign in again: add the account once more with the "
            "browser."
        )
    return _worded(provider, error)
