"""Signing in through the browser at a real OAuth server: what goes well, what is attacked, and what is said then."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.errors import Cancelled, InboxGuardError, MailboxError, Refused, SignInAgain, Unreachable
from inboxguard.mailbox import oauth
from inboxguard.mailbox.connection import connect
from inboxguard.mailbox.oauth import Client, Grant, Provider
from inboxguard.mailbox.signing_in import Token
from tests.servers.answering import Answering
from tests.servers.dovecot_oauth import DovecotWithOAuth
from tests.servers.oauth import CONFIDENTIAL, PUBLIC, SCOPE, Browser, OAuthServer, fetched, query

USER = "mara@post.example"


def nothing() -> None:
    """Nobody presses Stop."""


def signed_in(server: OAuthServer, browser: Browser | None = None, client: Client = PUBLIC, **changes: object) -> Grant:
    return oauth.sign_in(server.provider(**changes), client, USER, browser or Browser(), nothing, 30)


def is_sentence(error: InboxGuardError, *secrets: str) -> bool:
    text = str(error)
    assert (error.__cause__, error.__context__) == (None, None)
    return text.endswith(".") and "\n" not in text and not any(one in text for one in (*secrets, "Error", "error="))


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_a_person_signs_in_and_the_mail_server_takes_the_token(
    oauth_server: OAuthServer, dovecot_oauth: DovecotWithOAuth, mechanism: str
) -> None:
    user = dovecot_oauth.user()
    dovecot_oauth.deliver(user, b"From: a@shop.example\r\nSubject: x\r\n\r\nhello\r\n")
    grant = oauth.sign_in(oauth_server.provider(), PUBLIC, user, Browser(), nothing, 30)
    with connect(dovecot_oauth.account(user), Token(grant.access, (mechanism,)), timeout=20) as mailbox:
        assert mailbox.examine("INBOX")
        assert mailbox.client.search() == [1]
    assert grant.holds()


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_a_token_that_the_mail_server_no_longer_takes_is_refreshed(
    oauth_server: OAuthServer, dovecot_oauth: DovecotWithOAuth, mechanism: str
) -> None:
    user, provider = dovecot_oauth.user(), oauth_server.provider()
    account = dovecot_oauth.account(user)
    grant = oauth.sign_in(provider, PUBLIC, user, Browser(), nothing, 30)
    oauth_server.expire(user)
    with pytest.raises(SignInAgain) as refused:
        connect(account, Token(grant.access, (mechanism,)), timeout=20)
    assert is_sentence(refused.value, grant.access)
    anew = oauth.refreshed(provider, PUBLIC, user, grant.refresh)
    assert anew.access != grant.access
    with connect(account, Token(anew.access, (mechanism,)), timeout=20) as mailbox:
        assert mailbox.examine("INBOX")


def test_the_token_of_one_person_opens_no_mailbox_of_another(
    oauth_server: OAuthServer, dovecot_oauth: DovecotWithOAuth
) -> None:
    grant = oauth.sign_in(oauth_server.provider(), PUBLIC, dovecot_oauth.user(), Browser(), nothing, 30)
    with pytest.raises(SignInAgain):
        connect(dovecot_oauth.account(dovecot_oauth.user()), Token(grant.access), timeout=20)


def test_what_the_browser_is_sent_to(oauth_server: OAuthServer) -> None:
    signed_in(oauth_server, parameters=(("access_type", "offline"),))
    asked = oauth_server.asked[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 32
    assert asked["scope"] == f"{SCOPE} offline_access"
    assert (asked["client_id"], asked["login_hint"], asked["access_type"]) == (PUBLIC.id, USER, "offline")
    back = urlsplit(asked["redirect_uri"])
    assert (back.scheme, back.hostname) == ("http", "127.0.0.1")
    assert len(back.path) > 30
    exchanged = oauth_server.asked[-1]
    assert exchanged["redirect_uri"] == asked["redirect_uri"]
    assert 43 <= len(exchanged["code_verifier"]) <= 128
    assert "client_secret" not in exchanged


def test_every_sign_in_has_a_state_a_path_and_a_verifier_of_its_own(oauth_server: OAuthServer) -> None:
    for _ in range(3):
        signed_in(oauth_server)
    pages, exchanges = oauth_server.asked[0::3], oauth_server.asked[2::3]
    assert len({asked["state"] for asked in pages}) == len({asked["code_challenge"] for asked in pages}) == 3
    assert len({urlsplit(asked["redirect_uri"]).path for asked in pages}) == 3
    assert len({asked["code_verifier"] for asked in exchanges}) == 3


def test_a_client_with_a_secret(oauth_server: OAuthServer) -> None:
    grant = signed_in(oauth_server, client=CONFIDENTIAL)
    assert oauth_server.asked[-1]["client_secret"] == CONFIDENTIAL.secret
    oauth.refreshed(oauth_server.provider(), CONFIDENTIAL, USER, grant.refresh)
    assert oauth_server.asked[-1]["client_secret"] == CONFIDENTIAL.secret
    with pytest.raises(MailboxError, match="Register at the post office") as refused:
        signed_in(oauth_server, client=replace(CONFIDENTIAL, secret="wrong-geheim"))
    assert is_sentence(refused.value, "wrong-geheim")


def test_an_unknown_client_id_ends_in_a_sentence_and_not_in_waiting(oauth_server: OAuthServer) -> None:
    grant = signed_in(oauth_server)
    with pytest.raises(MailboxError, match="does not take this client id") as refused:
        oauth.refreshed(oauth_server.provider(), Client("nobody"), USER, grant.refresh)
    assert isinstance(refused.value, SignInAgain)  # nothing waits and tries on


def test_refresh_tokens_rotate_and_the_last_one_counts(oauth_server: OAuthServer) -> None:
    first = signed_in(oauth_server)
    second = oauth.refreshed(oauth_server.provider(), PUBLIC, USER, first.refresh)
    assert second.refresh != first.refresh
    assert oauth.refreshed(oauth_server.provider(), PUBLIC, USER, second.refresh).holds()
    with pytest.raises(SignInAgain, match="Sign in again") as refused:
        oauth.refreshed(oauth_server.provider(), PUBLIC, USER, first.refresh)
    assert is_sentence(refused.value, first.refresh)


def test_what_was_revoked_is_said(oauth_server: OAuthServer) -> None:
    grant = signed_in(oauth_server)
    oauth_server.revoke(USER)
    with pytest.raises(SignInAgain, match=f"has ended the sign-in of {USER}") as refused:
        oauth.refreshed(oauth_server.provider(), PUBLIC, USER, grant.refresh)
    assert is_sentence(refused.value, grant.refresh)


def test_a_person_who_says_no(oauth_server: OAuthServer) -> None:
    with pytest.raises(Refused, match="was not given") as refused:
        signed_in(oauth_server, Browser(answer="no"))
    assert is_sentence(refused.value)


def test_a_person_who_leaves_out_the_permission_to_read_mail(oauth_server: OAuthServer) -> None:
    oauth_server.leave_out_scope = True
    with pytest.raises(Refused, match="tick it") as refused:
        signed_in(oauth_server)
    assert is_sentence(refused.value)


def test_access_without_a_way_to_go_on_is_said_at_once(oauth_server: OAuthServer) -> None:
    oauth_server.leave_out_refresh = True
    with pytest.raises(MailboxError, match="allow offline access") as refused:
        signed_in(oauth_server)
    assert is_sentence(refused.value)


def test_stop_ends_the_waiting(oauth_server: OAuthServer) -> None:
    pressed = iter([False, False, True])

    def waiting() -> None:
        if next(pressed):
            raise Cancelled("Stopped.")

    begun = time.monotonic()
    with pytest.raises(Cancelled):
        oauth.sign_in(oauth_server.provider(), PUBLIC, USER, lambda url: False, waiting, 60)
    assert time.monotonic() - begun < 20


def test_a_person_who_never_comes_back(oauth_server: OAuthServer) -> None:
    with pytest.raises(MailboxError, match="not finished in time"):
        oauth.sign_in(oauth_server.provider(), PUBLIC, USER, lambda url: True, nothing, 0.3)


# attacks on the way back


def other(name: str, value: str | None) -> Callable[[str], str]:
    def change(url: str) -> str:
        told = query(url)
        told.pop(name, None)
        if value is not None:
            told[name] = value
        return f"{url.partition('?')[0]}?{urlencode(told)}"

    return change


@pytest.mark.parametrize("state", ["another", "", None])
def test_a_wrong_state_is_not_used(oauth_server: OAuthServer, state: str | None) -> None:
    with pytest.raises(MailboxError, match="did not belong to this sign-in") as refused:
        signed_in(oauth_server, Browser(change=other("state", state)))
    assert is_sentence(refused.value)
    assert not [asked for asked in oauth_server.asked if "code_verifier" in asked]


def test_an_error_without_the_right_state_steers_nothing(oauth_server: OAuthServer) -> None:
    def change(url: str) -> str:
        return url.partition("?")[0] + "?error=access_denied&state=guessed"

    with pytest.raises(MailboxError, match="did not belong to this sign-in"):
        signed_in(oauth_server, Browser(change=change))


def test_a_code_of_another_sign_in_is_worth_nothing(oauth_server: OAuthServer) -> None:
    stolen: list[str] = []

    def keep(url: str) -> str:
        stolen.append(query(url)["code"])
        return other("state", "another")(url)

    with pytest.raises(MailboxError):
        signed_in(oauth_server, Browser(change=keep))
    # Injected into a sign-in of the victim, with the right state: the verifier does not fit (RFC 7636 section 4.6).
    with pytest.raises(MailboxError, match="did not take the code") as refused:
        signed_in(oauth_server, Browser(change=other("code", stolen[0])))
    assert is_sentence(refused.value, stolen[0])


def test_a_server_on_the_way_cannot_take_pkce_away(oauth_server: OAuthServer) -> None:
    def downgraded(url: str) -> bool:
        told = {name: value for name, value in query(url).items() if not name.startswith("code_challenge")}
        status, headers, _ = fetched(f"{url.partition('?')[0]}?{urlencode(told)}")
        assert status == 302
        assert "error=invalid_request" in headers["Location"]
        fetched(headers["Location"])
        return True

    with pytest.raises(MailboxError) as refused:
        oauth.sign_in(oauth_server.provider(), PUBLIC, USER, downgraded, nothing, 5)
    assert is_sentence(refused.value)


def test_the_issuer_is_compared_where_it_is_told(oauth_server: OAuthServer) -> None:
    oauth_server.issuer = "https://login.post.example"
    assert signed_in(oauth_server, issuer="https://login.post.example").holds()
    for known in ("https://login.elsewhere.example", ""):
        with pytest.raises(MailboxError, match="did not belong to this sign-in"):
            signed_in(oauth_server, issuer=known)
    oauth_server.issuer = oauth_server.url
    assert signed_in(oauth_server, issuer="").holds()
    with pytest.raises(MailboxError, match="did not belong to this sign-in"):
        signed_in(oauth_server, Browser(change=other("iss", "http://[")))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("error=temporarily_unavailable", Unreachable),
        ("error=server_error", Unreachable),
        ("error=unauthorized_client", MailboxError),
        ("error=invalid_scope&error_description=%0a%1b[31mgeheim", MailboxError),
        ("error=%3Cscript%3E", MailboxError),
        ("nothing=1", MailboxError),
        ("code=", MailboxError),
    ],
)
def test_what_a_provider_says_instead_of_a_code(oauth_server: OAuthServer, said: str, kind: type[MailboxError]) -> None:
    def change(url: str) -> str:
        return f"{url.partition('?')[0]}?{said}&state={query(url)['state']}"

    with pytest.raises(kind) as refused:
        signed_in(oauth_server, Browser(change=change))
    assert is_sentence(refused.value, "geheim", "script")


# answers of the token endpoint that no good server gives

GOOD = {"access_token": "a-geheim", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "r-geheim"}


def asked_of(answering: Answering, status: int, body: bytes, **headers: str) -> Grant:
    answering.says(status, body, headers)
    provider = Provider("post", "Post", answering.url, answering.url, ("mail",), ("XOAUTH2",), "", "Register.")
    return oauth.refreshed(provider, PUBLIC, USER, "r-geheim")


def test_an_answer_without_a_new_refresh_token_keeps_the_old_one(answering: Answering) -> None:
    body = json.dumps({"access_token": "a", "token_type": "bearer"}).encode()
    grant = asked_of(answering, 200, body)
    assert (grant.refresh, grant.until) == ("r-geheim", None)
    assert grant.holds()


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"", MailboxError),
        (200, b"[]", MailboxError),
        (200, b"null", MailboxError),
        (200, b"<html>a-geheim", MailboxError),
        (200, b"[" * 30_000, MailboxError),
        (200, b'{"a":' * 10_000, MailboxError),
        (200, json.dumps(GOOD | {"token_type": "mac"}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"access_token": "a\r\nb"}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"access_token": "a\x01b"}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"access_token": "a b"}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"access_token": ""}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"access_token": ["a"]}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"access_token": "a" * 20_000}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"expires_in": "soon"}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"expires_in": float("nan")}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"expires_in": 10**400}).encode(), MailboxError),
        (200, json.dumps(GOOD | {"scope": {"a": 1}}).encode(), MailboxError),
        (201, json.dumps(GOOD).encode(), MailboxError),
        (400, json.dumps(GOOD).encode(), MailboxError),
        (400, b'{"error": "invalid_grant", "error_description": "r-geheim"}', SignInAgain),
        (401, b'{"error": "invalid_client"}', SignInAgain),
        (400, b'{"error": "interaction_required"}', SignInAgain),
        (400, b'{"error": "consent_required", "error_description": "r-geheim"}', SignInAgain),
        (400, b'{"error": "slow_down"}', MailboxError),
        (400, b'{"error": "temporarily_unavailable"}', Unreachable),
        (400, b'{"error": {"a": 1}}', MailboxError),
        (429, b"slow", Unreachable),
        (503, b"down", Unreachable),
        (200, json.dumps(GOOD).encode() + b" " * 70_000, Unreachable),
    ],
)
def test_answers_that_are_none(answering: Answering, status: int, body: bytes, kind: type[MailboxError]) -> None:
    with pytest.raises(kind) as refused:
        asked_of(answering, status, body)
    assert is_sentence(refused.value, "geheim")


def test_a_redirect_of_the_token_endpoint_is_not_followed(answering: Answering) -> None:
    with pytest.raises(MailboxError):
        asked_of(answering, 307, b"", Location=answering.url + "/elsewhere")
    assert len(answering.requests) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(200, 599), st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_whatever_is_answered_ends_in_a_grant_or_a_sentence(status: int, body: bytes) -> None:
    with Answering() as answering:
        try:
            ended: str | bool = asked_of(answering, status, body).access
        except MailboxError as error:
            ended = is_sentence(error, "geheim")
    assert ended


@pytest.mark.parametrize("expires", [-5, 0, 30, 59])
def test_a_token_about_to_end_counts_as_ended(answering: Answering, expires: int) -> None:
    grant = asked_of(answering, 200, json.dumps(GOOD | {"expires_in": expires}).encode())
    assert grant.holds() == (expires == 0)  # oauthlib takes 0 for unsaid; the mail server will tell


def test_a_life_of_years_is_not_believed(answering: Answering) -> None:
    grant = asked_of(answering, 200, json.dumps(GOOD | {"expires_in": 10**9}).encode())
    assert grant.until is not None
    assert grant.until < time.monotonic() + 90_000


def test_secrets_are_in_no_repr() -> None:
    texts = repr((Grant("a-geheim", "r-geheim", 1.0), Client("id", "s-geheim")))
    assert "geheim" not in texts


# the shipped providers


def test_the_shipped_providers() -> None:
    known = oauth.providers()
    assert {"google", "microsoft", "yahoo", "aol", "yandex"} <= set(known)
    assert known["google"].scopes == ("https://mail.google.com/",)
    assert known["microsoft"].scopes == ("https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access")
    assert "/common/" in known["microsoft"].token_url
    for one in known.values():
        assert one.authorize_url.startswith("https://")
        assert one.token_url.startswith("https://")
        assert set(one.mechanisms) <= {"XOAUTH2", "OAUTHBEARER"}
        assert urlsplit(one.redirect.format(port=1, path="p")).hostname in ("127.0.0.1", "localhost")
        assert one.register.endswith(".")
        assert "{" not in one.authorize_url + one.token_url
