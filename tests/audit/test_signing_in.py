"""Accounts that sign in with the browser, at a real OAuth server and a real Dovecot that asks it about every token."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import keyring as keyring_library
import pytest
from sqlite_utils import Database

from inboxguard.audit import accounts, mailboxes, signing_in
from inboxguard.audit.parsing_processes import here
from inboxguard.audit.progress import Step, silent
from inboxguard.audit.syncing import Synced
from inboxguard.errors import Cancelled, Refused, SignInAgain, WrongPassword
from inboxguard.mailbox import oauth, secrets
from inboxguard.mailbox.account import Account, Security
from inboxguard.store import accounts as stored
from inboxguard.store import decisions, messages
from inboxguard.store.database import open_database
from tests.audit.keyrings import Memory
from tests.servers.dovecot_oauth import DovecotWithOAuth
from tests.servers.faulty_line import Cut, FaultyLine, Response
from tests.servers.keyring import Run
from tests.servers.oauth import CONFIDENTIAL, PUBLIC, Browser, OAuthServer

PROVIDER_OF = signing_in.provider_of


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A fresh home."""
    opened = open_database(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A keyring of its own for every test, in memory; the memory of another run is another run's."""
    memory = Memory()
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: memory)
    new_run()
    return memory


@pytest.fixture(autouse=True)
def post(oauth_server: OAuthServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider Post is known, and mail servers on this computer are its."""
    known = oauth.providers() | {"post": oauth_server.provider()}
    monkeypatch.setattr(oauth, "providers", lambda: known)
    monkeypatch.setattr(signing_in, "provider_of", lambda host: known["post"])


def new_run() -> None:
    """Forget what a program forgets when it ends."""
    signing_in._grants.clear()
    signing_in._unkept.clear()
    signing_in._client_secrets.clear()


Add = Callable[..., Account]
MakeLine = Callable[..., FaultyLine]


@pytest.fixture
def add(db: Database, dovecot_oauth: DovecotWithOAuth) -> Add:
    """Return a function that adds a fresh mailbox with the browser, and returns its account."""

    def sign_in(user: str | None = None, client: oauth.Client = PUBLIC, browser: Browser | None = None) -> Account:
        user = user or dovecot_oauth.user()
        accounts.sign_in(
            db, user, browser or Browser(), dovecot_oauth.host, dovecot_oauth.tls_port, "tls", None,
            str(dovecot_oauth.ca_file), client.id, client.secret,
        )  # fmt: skip
        (account,) = accounts.chosen(db, user)
        return account

    return sign_in


def read(opened: Callable[[], accounts.Connection]) -> int:
    """Return how many messages are in the inbox, over a connection of its own."""
    with opened() as mailbox:
        mailbox.examine("INBOX")
        return len(mailbox.client.search())


def bytes_of(db: Database) -> bytes:
    """Return all that lies in the home."""
    path = Path(next(db.conn.execute("PRAGMA database_list"))[2])
    return b"".join(one.read_bytes() for one in sorted(path.parent.iterdir()) if one.is_file())


# the usual days


def test_a_mailbox_is_added_with_the_browser_and_read_without_it(
    db: Database, add: Add, dovecot_oauth: DovecotWithOAuth, ring: Memory
) -> None:
    account = add()
    dovecot_oauth.deliver(account.address, b"From: a@shop.example\r\nSubject: x\r\n\r\nhello\r\n")
    (row,) = stored.accounts(db)
    assert (row.sign_in, row.client_id) == ("post", PUBLIC.id)
    assert decisions.setting(db, "oauth_client_post") == PUBLIC.id
    assert read(accounts.opener(db, account)) == 1
    new_run()
    assert read(accounts.opener(db, account)) == 1


def test_one_token_serves_many_connections_until_it_ends(db: Database, add: Add, oauth_server: OAuthServer) -> None:
    account = add()
    opened = accounts.opener(db, account)
    for _ in range(3):
        read(opened)
    assert oauth_server.granted(account.address) == 1


def test_a_token_that_ended_in_the_middle_is_refreshed_when_the_line_is_opened_anew(
    db: Database, add: Add, oauth_server: OAuthServer, dovecot_oauth: DovecotWithOAuth
) -> None:
    account = add()
    opened = accounts.opener(db, account)
    with opened() as mailbox:
        assert mailbox.examine("INBOX")
        oauth_server.expire(account.address)
        mailbox.client.socket().close()  # the line is cut
    assert read(opened) == 0
    assert oauth_server.granted(account.address) == 2


def test_a_token_about_to_end_is_refreshed_before_it_is_tried(
    db: Database, add: Add, oauth_server: OAuthServer
) -> None:
    oauth_server.life = 30
    account = add()
    oauth_server.life = 3600
    read(accounts.opener(db, account))
    read(accounts.opener(db, account))
    assert oauth_server.granted(account.address) == 2


def test_every_new_refresh_token_is_kept_at_once(db: Database, add: Add, oauth_server: OAuthServer) -> None:
    account = add()
    for number in range(2, 5):
        new_run()
        oauth_server.expire(account.address)
        read(accounts.opener(db, account))
        assert oauth_server.granted(account.address) == number
    assert oauth_server.tokens[-1].refresh_token in (secrets.recall(account.address) or "")


def test_a_provider_that_gives_no_new_refresh_token_keeps_taking_the_old_one(
    db: Database, add: Add, oauth_server: OAuthServer, ring: Memory
) -> None:
    oauth_server.rotates = False
    account = add()
    kept = dict(ring.kept)
    for number in range(2, 5):
        oauth_server.expire(account.address)
        read(accounts.opener(db, account))
        assert oauth_server.granted(account.address) == number
    assert ring.kept == kept


def test_what_was_revoked_ends_in_one_sentence_and_signing_in_again_mends_it(
    db: Database, add: Add, oauth_server: OAuthServer
) -> None:
    account = add()
    oauth_server.revoke(account.address)
    opened = accounts.opener(db, account)
    for _ in range(2):
        with pytest.raises(SignInAgain, match=r"Sign in again: add the account once more with the browser\.$") as again:
            opened()
        assert isinstance(again.value, WrongPassword)
        assert "refresh-" not in str(again.value)
    add(account.address)
    assert read(opened) == 0


def test_a_mail_server_that_takes_no_token_of_it_is_asked_twice_and_no_more(
    db: Database, add: Add, oauth_server: OAuthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = add()
    asked: list[str] = []

    def refusing(there: Account, token: signing_in.Token) -> accounts.Connection:
        asked.append(token.access)
        raise SignInAgain("No.")

    monkeypatch.setattr(signing_in, "connect", refusing)
    with pytest.raises(SignInAgain):
        accounts.opener(db, account)()
    assert len(set(asked)) == 2
    assert oauth_server.granted(account.address) == 2


def test_a_password_account_is_opened_as_before(db: Database, dovecot_oauth: DovecotWithOAuth, ring: Memory) -> None:
    account = dovecot_oauth.account(dovecot_oauth.user())
    accounts.add(db, account)
    assert read(accounts.opener(db, account, dovecot_oauth.password)) == 0
    with pytest.raises(Refused, match="not in the keyring"):
        accounts.opener(db, account)
    accounts.remember(account.address, dovecot_oauth.password)
    assert read(accounts.opener(db, account)) == 0
    with pytest.raises(WrongPassword):
        accounts.opener(db, account, "wrong")()


def test_a_password_given_for_all_accounts_is_not_sent_for_one_with_the_browser(
    db: Database, add: Add, oauth_server: OAuthServer
) -> None:
    assert read(accounts.opener(db, add(), "a-password")) == 0


# where secrets lie


def test_the_keyring_holds_the_refresh_token_and_the_home_no_token(
    db: Database, add: Add, oauth_server: OAuthServer, ring: Memory
) -> None:
    account = add(client=CONFIDENTIAL)
    oauth_server.expire(account.address)
    read(accounts.opener(db, account))
    home, kept = bytes_of(db), "".join(ring.kept.values())
    assert CONFIDENTIAL.id.encode() in home
    for token in oauth_server.tokens[-2:]:
        assert token.user == account.address
        assert token.access_token.encode() not in home
        assert token.refresh_token.encode() not in home
        assert token.access_token not in kept
    assert oauth_server.tokens[-1].refresh_token in kept
    assert CONFIDENTIAL.secret is not None
    assert CONFIDENTIAL.secret.encode() not in home
    assert CONFIDENTIAL.secret in kept


def test_a_client_id_and_secret_are_given_once(db: Database, add: Add, dovecot_oauth: DovecotWithOAuth) -> None:
    add(client=CONFIDENTIAL)
    new_run()
    second = dovecot_oauth.user()
    where = (dovecot_oauth.host, dovecot_oauth.tls_port, "tls", None, str(dovecot_oauth.ca_file))
    assert accounts.sign_in(db, second, Browser(), *where) is True
    assert read(accounts.opener(db, accounts.chosen(db, second)[0])) == 0


def test_removing_the_last_account_of_a_client_id_forgets_its_secret(db: Database, add: Add, ring: Memory) -> None:
    first, second = add(client=CONFIDENTIAL), add(client=CONFIDENTIAL)
    accounts.remove(db, first.address)
    assert CONFIDENTIAL.secret in ring.kept.values()
    assert first.address not in ring.kept
    accounts.remove(db, second.address)
    assert ring.kept == {}
    with pytest.raises(Refused, match="no account"):
        accounts.chosen(db, first.address)


def test_forgetting_everything_leaves_nothing_in_the_keyring(db: Database, add: Add, ring: Memory) -> None:
    add(client=CONFIDENTIAL)
    add()
    accounts.forget_secrets(db)
    assert ring.kept == {}
    assert not signing_in._grants
    assert not signing_in._client_secrets


def test_what_was_kept_for_the_browser_is_never_sent_as_a_password(
    db: Database, add: Add, dovecot_oauth: DovecotWithOAuth, ring: Memory
) -> None:
    account = add()
    accounts.add(db, account)  # with a password this time, which is not kept
    assert ring.kept == {}
    with pytest.raises(Refused, match="not in the keyring"):
        accounts.opener(db, account)


@pytest.mark.parametrize("kept", ["a password", '"text"', "[1]", '{"refresh_token": 7}', "123", "{"])
def test_what_is_no_refresh_token_is_sent_nowhere(
    db: Database, add: Add, oauth_server: OAuthServer, ring: Memory, kept: str
) -> None:
    account = add()
    new_run()
    ring.kept[account.address] = kept
    oauth_server.asked.clear()
    with pytest.raises(SignInAgain, match="not in the keyring") as again:
        accounts.opener(db, account)()
    assert kept not in str(again.value)
    assert oauth_server.asked == []


def test_without_a_keyring_the_sign_in_lasts_for_this_run(
    db: Database, dovecot_oauth: DovecotWithOAuth, oauth_server: OAuthServer, ring: Memory
) -> None:
    ring.broken = True
    user = dovecot_oauth.user()
    where = (dovecot_oauth.host, dovecot_oauth.tls_port, "tls", None, str(dovecot_oauth.ca_file))
    told = (CONFIDENTIAL.id, CONFIDENTIAL.secret)
    assert accounts.sign_in(db, user, Browser(), *where, *told) is False
    (account,) = accounts.chosen(db, user)
    for number in range(1, 4):
        assert read(accounts.opener(db, account)) == 0
        assert oauth_server.granted(user) == number
        oauth_server.expire(user)
    new_run()
    with pytest.raises(SignInAgain, match="lasts for one run only"):
        accounts.opener(db, account)()


def test_another_program_was_faster_with_the_refresh_token(
    db: Database, add: Add, oauth_server: OAuthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = add()
    grants, asked = dict(signing_in._grants), oauth.refreshed
    oauth_server.expire(account.address)
    read(accounts.opener(db, account))  # the other program
    newer = secrets.recall(account.address)
    signing_in._grants.update(grants)
    oauth_server.expire(account.address)
    stale = iter([grants[account.address].refresh])

    def recalled(address: str) -> str:
        """As if the keyring had been asked a moment before the other program wrote."""
        return next(stale, None) or signing_in.json.loads(newer)["refresh_token"]

    monkeypatch.setattr(signing_in, "_recalled", recalled)
    monkeypatch.setattr(oauth, "refreshed", asked)
    assert read(accounts.opener(db, account)) == 0


def test_threads_that_open_at_once_refresh_once(db: Database, add: Add, oauth_server: OAuthServer) -> None:
    account = add()
    opened = accounts.opener(db, account)
    oauth_server.expire(account.address)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            read(opened)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert oauth_server.granted(account.address) == 2


# what is refused, and leaves nothing behind


def test_nothing_is_remembered_of_a_sign_in_that_failed(
    db: Database, add: Add, dovecot_oauth: DovecotWithOAuth, ring: Memory
) -> None:
    with pytest.raises(Refused, match="was not given"):
        add(browser=Browser(answer="no"))
    other = dovecot_oauth.user()
    with pytest.raises(SignInAgain):  # the person signed in as somebody else
        add(browser=Browser(change_first=lambda url: url.replace(url.split("login_hint=")[1].split("&")[0], other)))
    assert stored.accounts(db) == ()
    assert ring.kept == {}
    assert decisions.setting(db, "oauth_client_post") == ""


def test_stop_while_the_browser_is_open(db: Database, dovecot_oauth: DovecotWithOAuth) -> None:
    steps: list[str] = []

    def tell(step: Step) -> None:
        steps.append(step.what)
        if len(steps) > 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        accounts.sign_in(db, "mara@post.example", lambda url: True, dovecot_oauth.host, client_id=PUBLIC.id, tell=tell)
    assert set(steps) == {"browser"}
    assert stored.accounts(db) == ()


@pytest.mark.parametrize("given", [None, "", "  ", "ü", "a\nb", "x" * 600])
def test_a_client_id_is_needed(db: Database, given: str | None) -> None:
    with pytest.raises(Refused, match="Register at the post office"):
        accounts.sign_in(db, "mara@post.example", Browser(), "127.0.0.1", client_id=given)


def test_a_secret_is_needed_where_the_provider_wants_one(db: Database, oauth_server: OAuthServer) -> None:
    wanting = oauth_server.provider(needs_secret=True)
    with pytest.raises(Refused, match="secret of your client id"):
        signing_in.registered(db, wanting, "id", None)
    assert signing_in.registered(db, wanting, "id", "geheim").client.secret == "geheim"


def test_a_provider_of_another_version(db: Database, add: Add) -> None:
    account = add()
    with db.conn:
        db.conn.execute("UPDATE accounts SET sign_in = 'tomorrow'")
    with pytest.raises(Refused, match=r"Add the account .* again"):
        accounts.opener(db, account)


def test_a_token_goes_to_the_servers_of_its_provider_only(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "provider_of", PROVIDER_OF)
    assert signing_in.provider_of("imap.gmail.com").id == "google"
    assert signing_in.provider_of("outlook.office365.com").id == "microsoft"
    for host in ("imap.gmail.com.evil.example", "gmail.com", "127.0.0.1", "posteo.de"):
        with pytest.raises(Refused, match="with its password"):
            accounts.sign_in(db, "mara@gmail.com", pytest.fail, host, client_id="x", client_secret="y")


def test_an_address_that_is_none(db: Database) -> None:
    with pytest.raises(Refused, match="no mail address"):
        accounts.sign_in(db, "mara", Browser())


REAL = """
import json, os, sqlite3, sys
from pathlib import Path
from inboxguard.audit import accounts, signing_in
from inboxguard.mailbox import oauth
from inboxguard.store.database import open_database
from tests.servers.oauth import Browser
home, user, port, ca, step = {told!r}
row = json.loads({provider!r})
row = {{name: tuple(map(tuple, one)) if name == "parameters" else tuple(one) if isinstance(one, list) else one
       for name, one in row.items()}}
known = {{"post": oauth.Provider(**row)}}
oauth.providers = lambda: known
signing_in.provider_of = lambda host: known["post"]
db = open_database(Path(home))
if step == "add":
    print(accounts.sign_in(db, user, Browser(), "127.0.0.1", port, "tls", None, ca, "inboxguard-of-mara"))
elif step == "read":
    with accounts.opener(db, accounts.chosen(db, user)[0])() as mailbox:
        mailbox.examine("INBOX")
        print(len(mailbox.client.search()))
else:
    accounts.remove(db, user)
    import keyring
    print(keyring.get_password("inboxguard", user))
db.close()
"""


def test_with_a_real_keyring_the_browser_is_needed_once(
    dovecot_oauth: DovecotWithOAuth,
    oauth_server: OAuthServer,
    keyring: Run,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home, user = tmp_path_factory.mktemp("kept"), dovecot_oauth.user()
    dovecot_oauth.deliver(user, b"From: a@shop.example\r\nSubject: x\r\n\r\nhello\r\n")
    provider = oauth_server.provider()
    row = signing_in.json.dumps({name: getattr(provider, name) for name in provider.__slots__})

    def step(name: str) -> str:
        told = (str(home), user, dovecot_oauth.tls_port, str(dovecot_oauth.ca_file), name)
        return keyring(f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n" + REAL.format(
            told=told, provider=row
        )).strip()  # fmt: skip

    assert step("add") == "True"
    assert step("read") == "1"
    assert step("read") == "1"
    assert oauth_server.granted(user) == 3
    everything = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    assert user.encode() in everything
    for token in oauth_server.tokens[-3:]:
        assert token.user == user
        assert token.refresh_token.encode() not in everything
        assert token.access_token.encode() not in everything
    assert step("remove") == "None"


# in the middle of a sync


@pytest.mark.parametrize("fetches", [1, 30, 90])
def test_the_token_ends_and_the_line_is_cut_in_the_middle_of_a_sync_and_everything_is_read(
    db: Database,
    add: Add,
    oauth_server: OAuthServer,
    dovecot_oauth: DovecotWithOAuth,
    faulty_line: MakeLine,
    fetches: int,
) -> None:
    account = add()
    dovecot_oauth.fill(account.address, 60)

    def fault(response: Response) -> bytes:
        if response.connection == 1 and response.fetches == fetches:
            oauth_server.expire(account.address)
            raise Cut
        return response.raw

    line = faulty_line(dovecot_oauth.host, dovecot_oauth.plain_port, fault)
    through = replace(account, port=line.port, security=Security.NONE, ca_file=None)
    done = Synced()
    mailboxes.read(db, through, accounts.opener(db, through), (), here, silent, date(2026, 11, 24), True, done)
    assert done.added == 60
    assert messages.count(db) == 60
    assert oauth_server.granted(account.address) == 2


def test_what_was_read_stays_when_the_sign_in_is_revoked_in_the_middle(
    db: Database, add: Add, oauth_server: OAuthServer, dovecot_oauth: DovecotWithOAuth, faulty_line: MakeLine
) -> None:
    account = add()
    dovecot_oauth.fill(account.address, 60)

    def fault(response: Response) -> bytes:
        if response.connection == 1 and response.fetches == 70:
            oauth_server.revoke(account.address)
            oauth_server.expire(account.address)
            raise Cut
        return response.raw

    line = faulty_line(dovecot_oauth.host, dovecot_oauth.plain_port, fault)
    through = replace(account, port=line.port, security=Security.NONE, ca_file=None)
    told = (here, silent, date(2026, 11, 24), True)
    with pytest.raises(SignInAgain, match="Sign in again"):
        mailboxes.read(db, through, accounts.opener(db, through), (), *told, Synced())
    add(account.address)
    mailboxes.read(db, account, accounts.opener(db, account), (), *told, Synced())
    assert messages.count(db) == 60
