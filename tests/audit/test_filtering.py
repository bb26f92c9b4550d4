"""Rules go into files and onto a real server, and back."""

from dataclasses import replace
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import InboxGuardError, PasswordMissing, Refused, Unreachable, WrongPassword
from inboxguard.mailbox import managesieve
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.managesieve import Listing, Scripts
from inboxguard.store import accounts as stored
from tests.audit.syncs import ADDRESS
from tests.letters import newsletter
from tests.servers.dovecot import Dovecot
from tests.servers.pigeonhole import Pigeonhole

SOFAS = "sofasparrow.example"
ADVERT = newsletter(sender=f"Sofa & Sparrow <news@mail.{SOFAS}>")
THEIRS = b'require "fileinto";\r\nif header :contains "Subject" "Choir" { fileinto "Choir"; }\r\n'


@pytest.fixture
def user(audit: Audit, dovecot: Dovecot) -> str:
    """A mailbox of the person's on a real server; one sender is set aside."""
    name = dovecot.user()
    audit.set_aside_sender(SOFAS)
    audit.add_account(
        ADDRESS, dovecot.host, dovecot.tls_port, "tls", name, dovecot.password, str(dovecot.ca_file), remember=False
    )
    return name


def scripts(dovecot: Dovecot, user: str) -> Scripts:
    """Return what another program sees."""
    account = Account(ADDRESS, dovecot.host, dovecot.sieve_port, Security.NONE, user)
    return managesieve.connect(account, dovecot.password)


def test_files_of_both_kinds_name_whole_senders_only(audit: Audit, tmp_path: Path, pigeonhole: Pigeonhole) -> None:
    audit.set_aside_sender(SOFAS)
    audit.mark_themes(("baby",))
    for kind in ("sieve", "gmail"):
        path = tmp_path / kind
        done = audit.filters_to_file(path, kind)
        assert (done.left_out, done.is_large) == (0, False)
        text = path.read_text()
        assert SOFAS in text
        assert "pregnan" not in text
        audit.filters_to_file(path, kind, words=True, folder="Later")
        assert "pregnancy" in path.read_text()
        assert "Later" in path.read_text()
    audit.filters_to_file(tmp_path / "sieve", "sieve")
    assert pigeonhole.run((tmp_path / "sieve").read_text(), ADVERT).folders == ("Set aside",)
    with pytest.raises(Refused, match="no rules as procmail"):
        audit.filters_to_file(tmp_path / "x", "procmail")
    with pytest.raises(InboxGuardError, match="could not be written"):
        audit.filters_to_file(tmp_path / "nowhere" / "x", "sieve")


def test_nothing_to_file_is_refused_before_anybody_is_asked(audit: Audit, tmp_path: Path, dovecot: Dovecot) -> None:
    audit.add_account(ADDRESS, dovecot.host, dovecot.plain_port, "none", dovecot.user(), dovecot.password,
                      remember=False)  # fmt: skip
    for kind in ("sieve", "gmail"):
        with pytest.raises(Refused, match="nothing to make rules of"):
            audit.filters_to_file(tmp_path / "x", kind)
    with pytest.raises(Refused, match="nothing to make rules of"):
        audit.filters_upload(ADDRESS, port=1)
    assert not (tmp_path / "x").exists()


def test_rules_go_to_the_server_and_back(audit: Audit, user: str, dovecot: Dovecot, pigeonhole: Pigeonhole) -> None:
    with scripts(dovecot, user) as server:
        server.put("choir", THEIRS)
        server.activate("choir")
    done = audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
    assert (done.host, done.script, done.copy, done.changed) == (dovecot.host, "choir", "inboxguard-before", True)
    with scripts(dovecot, user) as server:
        text = server.text("choir").decode()
        assert server.listing().active == "choir"
    assert pigeonhole.run(text, ADVERT).folders == ("Set aside",)
    assert not audit.filters_upload(ADDRESS, port=dovecot.sieve_port).changed
    audit.filters_undo(ADDRESS)
    with scripts(dovecot, user) as server:
        assert server.listing() == Listing("choir", ("choir",))
        assert server.text("choir") == THEIRS
    with pytest.raises(Refused, match="could be undone"):
        audit.filters_undo(ADDRESS)


def test_rules_are_taken_off_and_that_is_undone_too(audit: Audit, user: str, dovecot: Dovecot) -> None:
    audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
    audit.filters_remove(ADDRESS)  # where they were put
    with scripts(dovecot, user) as server:
        assert server.listing() == Listing(None, ())
    audit.filters_undo(ADDRESS)
    with scripts(dovecot, user) as server:
        assert server.listing().active == "inboxguard"
    audit.filters_remove(ADDRESS, dovecot.host, dovecot.sieve_port)
    with pytest.raises(Refused, match="no rules of inboxguard"):
        audit.filters_remove(ADDRESS)


def test_what_was_there_is_kept_in_the_home(audit: Audit, user: str, dovecot: Dovecot) -> None:
    with scripts(dovecot, user) as server:
        server.put("choir", THEIRS)
        server.activate("choir")
    audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
    with scripts(dovecot, user) as server:
        server.put("choir", THEIRS)
        server.delete("inboxguard-before")
    kept = audit._kept(ADDRESS)
    assert kept is not None
    assert kept.changed is not None
    assert kept.changed.before == THEIRS.decode()


def test_words_are_looked_for_in_texts_where_the_server_can(audit: Audit, user: str, dovecot: Dovecot) -> None:
    audit.mark_themes(("baby",))
    audit.filters_upload(ADDRESS, port=dovecot.sieve_port, words=True)
    with scripts(dovecot, user) as server:
        text = server.text("inboxguard").decode()
    assert "body :text" in text
    assert "pregnancy" in text


def test_a_server_whose_folders_begin_in_the_inbox(
    audit: Audit, user: str, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inboxguard.mailbox.moving.prefix", lambda _: "INBOX.")
    audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
    with scripts(dovecot, user) as server:
        assert 'fileinto :create "INBOX.Set aside"' in server.text("inboxguard").decode()


def test_where_no_rule_can_make_the_folder_it_is_made(
    audit: Audit, user: str, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = managesieve.connect

    def poorer(account: Account, password: str) -> Scripts:
        opened = real(account, password)
        opened.extensions = opened.extensions - {"mailbox"}
        return opened

    monkeypatch.setattr(managesieve, "connect", poorer)
    audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
    assert dovecot.uids(user, "Set aside") == []
    with scripts(dovecot, user) as server:
        assert ":create" not in server.text("inboxguard").decode()


def test_servers_and_accounts_that_take_no_rules_say_so(
    audit: Audit, user: str, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreachable, match="port 1;"):
        audit.filters_upload(ADDRESS, port=1)
    with pytest.raises(WrongPassword):
        audit.filters_upload(ADDRESS, port=dovecot.sieve_port, password="wrong")
    with pytest.raises(Refused, match="no account"):
        audit.filters_upload("other@post.example")
    with pytest.raises(Refused, match="cannot go into the inbox"):
        audit.filters_upload(ADDRESS, port=dovecot.sieve_port, folder="INBOX")
    offers = Connection.offers
    monkeypatch.setattr(Connection, "offers", lambda self, name: name == "X-GM-EXT-1" or offers(self, name))
    with pytest.raises(Refused, match="Gmail takes no rules"):
        audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
    (account,) = stored.accounts(audit._db)
    stored.add(audit._db, replace(account, sign_in="google", client_id="x"))
    for act in (audit.filters_upload, audit.filters_remove, audit.filters_undo):
        with pytest.raises(Refused, match="signs in with the browser"):
            act(ADDRESS)


def test_without_a_password_nobody_is_asked(
    audit: Audit, user: str, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit._passwords.clear()
    monkeypatch.setattr("inboxguard.mailbox.secrets.recall", lambda _: None)
    with pytest.raises(PasswordMissing, match="not in the keyring"):
        audit.filters_upload(ADDRESS, port=dovecot.sieve_port)
