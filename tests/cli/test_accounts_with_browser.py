"""`account add --oauth`: the browser signs in, the mailbox is read by what it brought; refusals are one sentence."""

import keyring as keyring_library
import pytest

from inboxguard.audit import signing_in
from inboxguard.mailbox import oauth
from tests.audit.keyrings import Memory
from tests.cli.shell import Shell
from tests.servers.dovecot_oauth import DovecotWithOAuth
from tests.servers.oauth import CONFIDENTIAL, PUBLIC, Browser, OAuthServer

PROVIDER_OF = signing_in.provider_of
MAIL = b"From: a@shop.example\r\nSubject: x\r\nMessage-ID: <1@shop.example>\r\n\r\nhello\r\n"


@pytest.fixture(autouse=True)
def post(oauth_server: OAuthServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider Post is known, mail servers on this computer are its, and nothing is left of an earlier run."""
    known = oauth.providers() | {"post": oauth_server.provider()}
    monkeypatch.setattr(oauth, "providers", lambda: known)
    monkeypatch.setattr(signing_in, "provider_of", lambda host: known["post"])
    new_run()


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch, nowhere_to_keep: None) -> Memory:
    memory = Memory()
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: memory)
    return memory


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    person = Browser()
    monkeypatch.setattr("webbrowser.open", person)
    return person


def new_run() -> None:
    signing_in._grants.clear()
    signing_in._unkept.clear()
    signing_in._client_secrets.clear()


def where(server: DovecotWithOAuth) -> tuple[object, ...]:
    return ("--host", server.host, "--port", server.tls_port, "--oauth")


def test_an_account_is_added_with_the_browser_and_read(
    empty: Shell, dovecot_oauth: DovecotWithOAuth, oauth_server: OAuthServer, ring: Memory, browser: Browser
) -> None:
    user = dovecot_oauth.user()
    dovecot_oauth.deliver(user, MAIL)
    done = empty("account", "add", user, *where(dovecot_oauth), "--client-id", PUBLIC.id)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"{user} was added. Read it with: inboxguard sync\n"
    assert f"{oauth_server.url}/authorize?" in done.stderr  # for those whose browser does not open
    assert "no keyring" not in done.stderr
    (row,) = empty.lines("account", "list")
    assert row["address"] == user
    new_run()
    done = empty("sync")
    assert done.stdout.startswith("1 new message from "), done.stderr
    oauth_server.expire(user)
    done = empty("sync")
    assert done.exit_code == 0, done.stderr
    assert empty("account", "remove", user).exit_code == 0
    assert ring.kept == {}


def test_the_secret_of_the_client_id_comes_by_the_pipe_and_stays_out_of_the_home(
    empty: Shell, dovecot_oauth: DovecotWithOAuth, ring: Memory, browser: Browser
) -> None:
    first, second = dovecot_oauth.user(), dovecot_oauth.user()
    told = ("--client-id", CONFIDENTIAL.id, "--client-secret-stdin")
    done = empty("account", "add", first, *where(dovecot_oauth), *told, stdin=f"{CONFIDENTIAL.secret}\n")
    assert done.exit_code == 0, done.stderr
    assert str(CONFIDENTIAL.secret) not in done.output
    home = b"".join(one.read_bytes() for one in empty.home.rglob("*") if one.is_file())
    assert str(CONFIDENTIAL.secret).encode() not in home
    new_run()
    assert empty("account", "add", second, *where(dovecot_oauth)).exit_code == 0  # both are known by now
    assert empty("forget", "--yes").exit_code == 0
    assert ring.kept == {}


def test_without_a_keyring_it_is_said_that_the_sign_in_ends(
    empty: Shell, dovecot_oauth: DovecotWithOAuth, browser: Browser
) -> None:
    user = dovecot_oauth.user()
    done = empty("account", "add", user, *where(dovecot_oauth), "--client-id", PUBLIC.id)
    assert done.exit_code == 0
    assert "no keyring" in done.stderr
    new_run()
    assert "Sign in again" in empty.refused("sync")


def test_what_was_revoked_is_one_sentence(
    empty: Shell, dovecot_oauth: DovecotWithOAuth, oauth_server: OAuthServer, ring: Memory, browser: Browser
) -> None:
    user = dovecot_oauth.user()
    assert empty("account", "add", user, *where(dovecot_oauth), "--client-id", PUBLIC.id).exit_code == 0
    oauth_server.revoke(user)
    new_run()
    assert empty.refused("sync") == (
        f"Post has ended the sign-in of {user}. Sign in again: add the account once more with the browser.\n"
    )
    assert empty("account", "add", user, *where(dovecot_oauth)).exit_code == 0
    assert empty("sync").exit_code == 0


def test_refusals(empty: Shell, dovecot_oauth: DovecotWithOAuth, browser: Browser) -> None:
    user = dovecot_oauth.user()
    assert "Register at the post office" in empty.refused("account", "add", user, *where(dovecot_oauth))
    told = ("account", "add", user, *where(dovecot_oauth), "--client-id", PUBLIC.id)
    assert "client secret" in empty.refused(*told, "--client-secret-stdin", stdin="")
    browser.answer = "no"
    said = empty(*told).stderr.splitlines()
    assert said[-1] == "The permission to read mail was not given at Post, so nothing was added."
    assert empty.lines("account", "list") == []


@pytest.mark.parametrize(
    "words",
    [
        ("--oauth", "--password-stdin"),
        ("--oauth", "--ca-file", __file__),
        ("--client-id", "x"),
        ("--client-secret-stdin",),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(empty: Shell, words: tuple[str, ...]) -> None:
    assert empty("account", "add", "me@post.example", *words, stdin="x\n").exit_code == 2


def test_a_provider_without_a_browser_sign_in(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "provider_of", PROVIDER_OF)
    said = empty.refused("account", "add", "me@posteo.de", "--oauth", "--client-id", "x")
    assert "knows no sign-in with the browser for posteo.de" in said


def test_a_big_provider_wants_a_client_id_of_ones_own(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "provider_of", PROVIDER_OF)
    assert "https://console.cloud.google.com" in empty.refused("account", "add", "me@gmail.com", "--oauth")
    assert "https://entra.microsoft.com" in empty.refused("account", "add", "me@outlook.com", "--oauth")


def test_the_token_of_a_big_provider_goes_to_no_other_server(
    empty: Shell, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    monkeypatch.setattr(signing_in, "provider_of", PROVIDER_OF)
    told = ("account", "add", "me@gmail.com", "--host", "imap.gmail.com.evil.example", "--oauth", "--client-id", "x")
    assert "no sign-in with the browser for imap.gmail.com.evil.example" in empty.refused(*told)
    assert browser.pages == []
