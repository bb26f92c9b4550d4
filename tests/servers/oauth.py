"""A real OAuth 2.0 server on loopback (Authlib behind Flask), and a browser that follows its pages.

PKCE with S256 is enforced for everybody, redirects may go to loopback on any port and path (RFC 8252 section 7.3),
refresh tokens are good for one use, and a mail server may ask whether a token holds (RFC 7662).
"""

import logging
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, InvalidRequestError, OAuth2Error, TokenMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc9207 import IssuerParameter
from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from inboxguard.mailbox.oauth import Client, Provider

SCOPE = "https://mail.post.example/"
PUBLIC = Client("inboxguard-of-mara")
CONFIDENTIAL = Client("inboxguard-with-secret", "client-geheim")
MAIL_SERVER = Client("the-mail-server", "mail-server-geheim")


@dataclass
class _Client(ClientMixin):
    client_id: str
    secret: str | None

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(one for one in (scope or "").split() if one in (SCOPE, "offline_access"))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        parts = urlsplit(redirect_uri)
        return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method == "none") == (self.secret is None)

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")


@dataclass
class _Code(AuthorizationCodeMixin):
    code: str
    client_id: str
    redirect_uri: str
    scope: str
    user: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass
class _Token(TokenMixin):
    client_id: str
    user: str
    access_token: str
    refresh_token: str
    scope: str
    expires_at: float
    revoked: bool = False
    refresh_used: bool = False

    def check_client(self, client: _Client) -> bool:
        return client.client_id == self.client_id

    def get_scope(self) -> str:
        return self.scope

    def get_expires_in(self) -> int:
        return int(self.expires_at - time.time())

    def is_expired(self) -> bool:
        return time.time() >= self.expires_at

    def is_revoked(self) -> bool:
        return self.revoked


@dataclass
class OAuthServer:
    """The server, and what tests do to it: how long a token lasts, ending tokens, what it was asked."""

    life: int = 3600
    issuer: str | None = None
    leave_out_scope: bool = False
    leave_out_refresh: bool = False
    rotates: bool = True
    tokens: list[_Token] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self._clients = {one.id: _Client(one.id, one.secret) for one in (PUBLIC, CONFIDENTIAL, MAIL_SERVER)}
        app = Flask("oauth")
        server = AuthorizationServer(app, self._clients.get, self._save)
        count = iter(range(1, 1_000_000))
        server.register_token_generator(
            "default",
            BearerTokenGenerator(
                lambda **_: f"access-{next(count)}-{os.urandom(16).hex()}",
                lambda **_: f"refresh-{next(count)}-{os.urandom(16).hex()}",
                lambda client, grant_type: self.life,
            ),
        )
        self._register(server)
        self._route(app, server)
        self._http = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def provider(self, **changes: Any) -> Provider:
        """Return the row of oauth.toml that this server would have."""
        row: dict[str, Any] = {
            "id": "post", "name": "Post", "authorize_url": f"{self.url}/authorize", "token_url": f"{self.url}/token",
            "scopes": (SCOPE, "offline_access"), "mechanisms": ("XOAUTH2", "OAUTHBEARER"),
            "redirect": "http://127.0.0.1:{port}/{path}", "register": "Register at the post office.",
        }  # fmt: skip
        return Provider(**(row | changes))

    @property
    def introspection_url(self) -> str:
        """Where the mail server asks, with its own name and password in it."""
        return self.url.replace("//", f"//{MAIL_SERVER.id}:{MAIL_SERVER.secret}@") + "/introspect"

    def expire(self, user: str) -> None:
        """End the access tokens of a user, as time would."""
        for token in self.tokens:
            if token.user == user:
                token.expires_at = 0

    def revoke(self, user: str) -> None:
        """Take back all that a user granted, as they can in their settings at the provider."""
        for token in self.tokens:
            if token.user == user:
                form = {"token": token.refresh_token, "client_id": token.client_id}
                if secret := self._clients[token.client_id].secret:
                    form["client_secret"] = secret
                with urllib.request.urlopen(f"{self.url}/revoke", urlencode(form).encode(), timeout=10) as answer:
                    assert answer.status == 200
                assert token.revoked

    def granted(self, user: str) -> int:
        """Return how often an access token was given to a user."""
        return sum(token.user == user for token in self.tokens)

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)

    def _save(self, token: dict[str, Any], asked: Any) -> None:
        self.tokens.append(
            _Token(
                asked.client.client_id, asked.user, token["access_token"],
                token.get("refresh_token") or asked.refresh_token.refresh_token,
                token["scope"], time.time() + token["expires_in"],
            )
        )  # fmt: skip
        if self.leave_out_refresh:
            token.pop("refresh_token", None)
        if self.leave_out_scope:
            token["scope"] = "offline_access"

    def _register(self, server: AuthorizationServer) -> None:
        outside = self

        class Codes(AuthorizationCodeGrant):
            TOKEN_ENDPOINT_AUTH_METHODS = ("none", "client_secret_post")

            def save_authorization_code(self, code: str, asked: Any) -> None:
                told = asked.payload.data
                outside._codes[code] = _Code(
                    code, asked.client.client_id, asked.payload.redirect_uri, asked.payload.scope, asked.user,
                    told["code_challenge"], told["code_challenge_method"],
                )  # fmt: skip

            def query_authorization_code(self, code: str, client: _Client) -> _Code | None:
                found = outside._codes.get(code)
                return found if found and found.client_id == client.client_id else None

            def delete_authorization_code(self, authorization_code: _Code) -> None:
                del outside._codes[authorization_code.code]

            def authenticate_user(self, authorization_code: _Code) -> str:
                return authorization_code.user

        class Refreshing(RefreshTokenGrant):
            TOKEN_ENDPOINT_AUTH_METHODS = ("none", "client_secret_post")

            @property
            def INCLUDE_NEW_REFRESH_TOKEN(self) -> bool:
                return outside.rotates

            def authenticate_refresh_token(self, refresh_token: str) -> _Token | None:
                found = [one for one in outside.tokens if one.refresh_token == refresh_token]
                return found[0] if found and not found[0].revoked and not found[0].refresh_used else None

            def authenticate_user(self, refresh_token: _Token) -> str:
                return refresh_token.user

            def revoke_old_credential(self, refresh_token: _Token) -> None:
                refresh_token.refresh_used = outside.rotates

        class Enforced(CodeChallenge):
            SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

            def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
                if not grant.request.payload.data.get("code_challenge_method"):
                    raise InvalidRequestError("PKCE with S256 is needed")
                super().validate_code_challenge(grant, redirect_uri)

        class Introspection(IntrospectionEndpoint):
            CLIENT_AUTH_METHODS = ("client_secret_basic",)

            def check_permission(self, token: _Token, client: _Client, asked: Any) -> bool:
                return client.client_id == MAIL_SERVER.id

            def query_token(self, token_string: str, token_type_hint: str | None) -> _Token | None:
                return next((one for one in outside.tokens if one.access_token == token_string), None)

            def introspect_token(self, token: _Token) -> dict[str, Any]:
                return {
                    "active": True, "username": token.user, "client_id": token.client_id, "scope": token.scope,
                    "exp": int(token.expires_at),
                }  # fmt: skip

        class Revocation(RevocationEndpoint):
            CLIENT_AUTH_METHODS = ("none", "client_secret_post")

            def query_token(self, token_string: str, token_type_hint: str | None) -> _Token | None:
                return next((one for one in outside.tokens if one.refresh_token == token_string), None)

            def revoke_token(self, token: _Token, asked: Any) -> None:
                token.revoked = True

        class Issuer(IssuerParameter):
            def get_issuer(self) -> str | None:
                return outside.issuer

        server.register_grant(Codes, [Enforced(required=True)])
        server.register_grant(Refreshing)
        server.register_endpoint(Introspection)
        server.register_endpoint(Revocation)
        server.register_extension(lambda owner: Issuer()(owner))

    def _route(self, app: Flask, server: AuthorizationServer) -> None:
        @app.route("/authorize", methods=["GET", "POST"])
        def authorize() -> Any:
            self.asked.append(request.args.to_dict())
            user = request.values.get("login_hint")
            try:
                grant = server.get_consent_grant(end_user=user)
            except OAuth2Error as error:
                return server.handle_error_response(server.create_oauth2_request(None), error)
            if request.method == "GET":
                return "<form method=post><button name=answer value=yes>Allow</button></form>"
            return server.create_authorization_response(
                grant_user=user if request.form["answer"] == "yes" else None, grant=grant
            )

        @app.route("/token", methods=["POST"])
        def token() -> Response:
            self.asked.append(request.form.to_dict())
            answer: Response = server.create_token_response()
            return answer

        @app.route("/introspect", methods=["POST"])
        def introspect() -> Response:
            answer: Response = server.create_endpoint_response("introspection")
            return answer

        @app.route("/revoke", methods=["POST"])
        def revoke() -> Response:
            answer: Response = server.create_endpoint_response("revocation")
            return answer


class _Quiet(WSGIRequestHandler):
    def log(self, *said: object) -> None:
        """Write nothing."""


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Do not follow by itself."""


def fetched(url: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
    """Return (status, headers, text) of one request, redirects not followed."""
    asked = urllib.request.Request(url, urlencode(form).encode() if form else None, headers)
    try:
        with urllib.request.build_opener(_Still).open(asked, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()


@dataclass
class Browser:
    """A person's browser: it shows the page, the person answers, and it goes where the server sends it."""

    answer: str = "yes"
    pages: list[str] = field(default_factory=list)
    change: Callable[[str], str] = lambda url: url
    """What happens to the address on the way back, for stories of attack."""
    change_first: Callable[[str], str] = lambda url: url
    """What happens to the address that is opened, for stories of people who do something else."""

    def __call__(self, url: str) -> bool:
        url = self.change_first(url)
        status, _, page = fetched(url)
        self.pages.append(page)
        if status == 200:
            status, headers, page = fetched(url, {"answer": self.answer})
        else:
            _, headers, _ = fetched(url)
        back = self.change(headers["Location"])
        assert urlsplit(back).hostname in ("127.0.0.1", "localhost")
        status, self.headers, page = fetched(back)
        self.pages.append(page)
        return status == 200


def query(url: str) -> dict[str, str]:
    """Return the query of a URL."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture(scope="session")
def _oauth_server() -> Iterator[OAuthServer]:
    logging.getLogger("authlib").setLevel(logging.WARNING)
    with pytest.MonkeyPatch.context() as here:
        here.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        server = OAuthServer()
        yield server
        server.close()


@pytest.fixture
def oauth_server(_oauth_server: OAuthServer) -> OAuthServer:
    """Run an OAuth server on loopback without TLS; what an earlier test told it is forgotten."""
    _oauth_server.life, _oauth_server.issuer, _oauth_server.rotates = 3600, None, True
    _oauth_server.leave_out_scope = _oauth_server.leave_out_refresh = False
    _oauth_server.asked.clear()
    return _oauth_server
