"""The domain of an address is asked for its own mail server, over real DNS and real TLS; nobody else is asked."""

import time

import dns.resolver
import pytest

from inboxguard.errors import MailboxError
from inboxguard.mailbox import discovering
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.discovering import discover
from inboxguard.mailbox.found import Source
from inboxguard.mailbox.web import Web
from tests.servers.domain import USUAL, WELL_KNOWN, Domain, configuration, incoming
from tests.servers.https import page, status

MARA = "mara.stern@post.example"


def test_both_name_the_same_server_and_the_authenticated_word_counts(domain: Domain) -> None:
    domain.names("_imaps._tcp", "0 1 993 imap.post.example.")
    domain.holds(configuration(incoming(user="%EMAILLOCALPART%")))
    (found,) = discover(MARA, domain.web()).found
    assert (found.host, found.port, found.security) == ("imap.post.example", 993, Security.TLS)
    assert (found.user, found.source, found.name) == ("mara.stern", Source.AUTOCONFIG, "Post")


def test_every_question_is_told_with_its_answer(domain: Domain) -> None:
    domain.names("_imaps._tcp", "0 1 993 imap.post.example.")
    domain.names("_imap._tcp", "0 0 0 .")
    asked = discover(MARA, domain.web()).asked
    assert [(one.how, one.what, one.answer) for one in asked] == [
        ("DNS", "_imaps._tcp.post.example", "found"),
        ("DNS", "_imap._tcp.post.example", "not offered"),
        ("HTTPS", USUAL, "no file"),
        ("HTTPS", WELL_KNOWN, "no file"),
    ]


def test_nothing_but_the_domain_leaves_this_computer(domain: Domain) -> None:
    discover(MARA, domain.web())
    told = repr((domain.dns.asked, domain.https.requests)).lower()
    assert "post.example" in told
    assert "mara" not in told
    assert "stern" not in told
    assert {name for name, _ in domain.dns.asked} == {
        "_imaps._tcp.post.example", "_imap._tcp.post.example", "autoconfig.post.example", "post.example",
    }  # fmt: skip


def test_the_second_place_is_asked_only_where_the_first_has_nothing(domain: Domain) -> None:
    domain.holds(configuration(incoming("first.post.example")))
    domain.holds(configuration(incoming("second.post.example")), WELL_KNOWN)
    assert [one.host for one in discover(MARA, domain.web()).found] == ["first.post.example"]
    assert len(domain.https.requests) == 1
    domain.https.pages[USUAL] = status(301, "Location: https://evil.example/")
    assert [one.host for one in discover(MARA, domain.web()).found] == ["second.post.example"]


def test_encryption_from_the_beginning_comes_before_starttls(domain: Domain) -> None:
    domain.names("_imaps._tcp", "50 1 993 tls.post.example.")
    domain.names("_imap._tcp", "0 1 143 starttls.post.example.")
    assert [one.host for one in discover(MARA, domain.web()).found] == ["tls.post.example", "starttls.post.example"]


def test_what_has_to_be_confirmed_comes_last(domain: Domain) -> None:
    domain.names("_imaps._tcp", "0 1 993 imap.hoster.example.", "1 1 9993 imap.post.example.")
    domain.names("_imap._tcp", "0 1 143 imap.post.example.")
    found = discover(MARA, domain.web()).found
    assert [(one.host, one.port, one.confirm) for one in found] == [
        ("imap.post.example", 143, False),
        ("imap.hoster.example", 993, True),
        ("imap.post.example", 9993, True),
    ]


def test_a_plain_server_of_the_file_is_never_offered(domain: Domain) -> None:
    domain.holds(configuration(incoming(socket_type="plain", port=143)))
    discovery = discover(MARA, domain.web())
    assert discovery.found == ()
    assert [one.answer for one in discovery.asked[2:]] == ["no usable server", "no file"]


def test_a_domain_that_says_nothing(domain: Domain) -> None:
    discovery = discover("mara@silent.example", domain.web())
    assert discovery.found == ()
    assert [one.answer for one in discovery.asked] == ["no entry", "no entry", "no such server", "no such server"]


def test_a_hostile_domain_is_survived_in_time(domain: Domain) -> None:
    domain.names("_imaps._tcp", "0 1 993 localhost.", "0 1 0 x.post.example.")
    domain.https.pages[USUAL] = page(b"<clientConfig>" * 1_000_000)
    domain.https.pages[WELL_KNOWN] = lambda wire: time.sleep(2)
    begun = time.monotonic()
    discovery = discover(MARA, domain.web(seconds=0.5))
    assert discovery.found == ()
    assert [one.answer for one in discovery.asked] == ["no usable server", "no entry", "too large", "no answer in time"]
    assert time.monotonic() - begun < 3


def test_the_home_network_is_not_reached_on_the_word_of_a_domain(domain: Domain) -> None:
    domain.holds(configuration(incoming()))
    own = Web(domain.dns.resolver(), 5, domain.https.port, domain.authority.trusted)
    discovery = discover(MARA, own)
    assert discovery.found == ()
    assert [one.answer for one in discovery.asked[2:]] == ["leads to a private address, not followed"] * 2
    assert domain.https.requests == []


def test_a_domain_in_letters_of_its_own_is_asked_in_ascii(domain: Domain) -> None:
    domain.dns.records["_imaps._tcp.xn--mller-kva.example", "SRV"] = ["0 1 993 imap.xn--mller-kva.example."]
    (found,) = discover("mara@MÜLLER.example", domain.web()).found
    assert (found.host, found.confirm) == ("imap.xn--mller-kva.example", False)


def test_what_is_found_makes_an_account(domain: Domain) -> None:
    domain.names("_imap._tcp", "0 1 143 imap.post.example.")
    (found,) = discover(MARA, domain.web()).found
    own = Account(MARA, found.host, found.port, found.security, found.user)
    assert (own.security, own.user) == (Security.STARTTLS, MARA)


@pytest.mark.parametrize(
    "address",
    [
        "", "mara", "mara@", "@post.example", "mara@localhost", "mara@127.0.0.1", "mara@[::1]", "mara@post..example",
        "mara\n@post.example", "a@b@post.example", "mara@post example", f"mara@{'x' * 300}.example",
        "x" * 200 + "@a.example", "mara@-post.example", "mara@post.example/x", "mara@post.example:443",
    ],
)  # fmt: skip
def test_what_has_no_domain_to_ask_is_refused_before_any_question(domain: Domain, address: str) -> None:
    with pytest.raises(MailboxError, match="own"):
        discover(address, domain.web())
    assert domain.dns.asked == []


def test_a_computer_that_cannot_look_up_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def unset(*_: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", unset)
    with pytest.raises(MailboxError, match="online"):
        discover(MARA)


def test_of_itself_it_asks_as_the_system_does(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    domain.names("_imaps._tcp", "0 1 993 imap.post.example.")
    monkeypatch.setattr(discovering, "system_resolver", domain.dns.resolver)
    discovery = discover(MARA)
    assert [one.host for one in discovery.found] == ["imap.post.example"]
    assert discovery.asked[2].answer == "leads to a private address, not followed"
