"""What a domain may name as its mail server, and when the person is asked first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.found import Asked, Found, Source, server


def named(host: str, port: int = 993, domain: str = "post.example") -> Found | None:
    return server(domain, host, port, Security.TLS, "mara@post.example", Source.SRV)


@pytest.mark.parametrize("host", ["post.example", "imap.post.example", "IMAP.Post.Example.", "a.b.post.example"])
def test_a_server_of_the_domain_needs_no_confirmation(host: str) -> None:
    found = named(host)
    assert found is not None
    assert not found.confirm
    assert found.host == host.lower().rstrip(".")


def test_one_organisation_may_have_its_server_beside_the_domain() -> None:
    found = named("imap.uni.example", domain="students.uni.example")
    assert found is not None
    assert not found.confirm


@pytest.mark.parametrize("host", ["imap.hoster.example", "post.example.evil.example", "xpost.example", "co.uk"])
def test_a_server_elsewhere_is_confirmed_by_the_person(host: str) -> None:
    found = named(host)
    assert found is not None
    assert found.confirm


def test_two_customers_of_one_builder_are_strangers() -> None:
    found = named("imap.other.github.io", domain="mara.github.io")
    assert found is not None
    assert found.confirm


@pytest.mark.parametrize("port", [25, 80, 1, 22, 995, 9993, 65535])
def test_an_unusual_port_is_confirmed_by_the_person(port: int) -> None:
    found = named("imap.post.example", port)
    assert found is not None
    assert found.confirm


@pytest.mark.parametrize("port", [0, -1, 65536, 10**9])
def test_what_is_no_port_is_no_server(port: int) -> None:
    assert named("imap.post.example", port) is None


@pytest.mark.parametrize(
    "host",
    [
        "", ".", "localhost", "localhost.", "imap.localhost", "printer.local", "127.0.0.1", "10.0.0.1", "[::1]", "::1",
        "2130706433", "imap", "imap..post.example", "imap post.example", "imap.post.example/x", "a@imap.post.example",
        "imap.post.example:993", "-imap.post.example", "x" * 300 + ".example", "imap.post.example\r\nA1 LOGOUT",
    ],
)  # fmt: skip
def test_what_is_no_name_of_a_host_is_no_server(host: str) -> None:
    assert named(host) is None


@given(st.text(max_size=80), st.integers(-10, 70000))
def test_whatever_is_named_makes_a_safe_account_or_none(host: str, port: int) -> None:
    found = named(host, port)
    if found is not None:
        own = Account("mara@post.example", found.host, found.port, found.security, found.user)
        assert own.security is Security.TLS


def test_a_question_says_how_and_what_without_the_servers() -> None:
    assert repr(Asked("DNS", "_imaps._tcp.post.example", "no entry")) == (
        "Asked(how='DNS', what='_imaps._tcp.post.example', answer='no entry')"
    )
