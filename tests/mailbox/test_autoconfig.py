"""A configuration file is read for what it says of IMAP with encryption; hostile ones say nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.account import Security
from inboxguard.mailbox.autoconfig import MOST_BYTES, places, servers
from inboxguard.mailbox.found import Found, Source
from tests.servers.domain import NAME, configuration, incoming

ADDRESS = "mara.stern@post.example"


def read(content: str | bytes) -> tuple[Found, ...]:
    return servers(content.encode() if isinstance(content, str) else content, NAME, ADDRESS)


def test_the_places_are_the_domains_own() -> None:
    assert places(NAME) == (
        "autoconfig.post.example/mail/config-v1.1.xml",
        "post.example/.well-known/autoconfig/mail/config-v1.1.xml",
    )


def test_a_usual_file() -> None:
    (found,) = read(configuration(incoming()))
    assert found == Found(
        "imap.post.example", 993, Security.TLS, ADDRESS, Source.AUTOCONFIG, confirm=False, name="Post"
    )


def test_the_order_of_the_file_is_kept_and_what_is_no_imap_is_left_out() -> None:
    found = read(
        configuration(
            incoming(port=143, socket_type="STARTTLS"),
            incoming(kind="pop3", port=995),
            incoming(),
            incoming(kind="jmap"),
        )
    )
    assert [(one.port, one.security) for one in found] == [(143, Security.STARTTLS), (993, Security.TLS)]


@pytest.mark.parametrize(
    ("written", "user"),
    [
        ("%EMAILADDRESS%", ADDRESS),
        ("%EMAILLOCALPART%", "mara.stern"),
        ("%EMAILLOCALPART%#%EMAILDOMAIN%", "mara.stern#post.example"),
        ("", ADDRESS),
        ("fixed", "fixed"),
        ("100%", "100%"),
    ],
)
def test_placeholders_of_the_user_name(written: str, user: str) -> None:
    (found,) = read(configuration(incoming(user=written)))
    assert found.user == user


def test_a_placeholder_in_an_address_is_not_replaced_twice() -> None:
    (found,) = servers(configuration(incoming()).encode(), NAME, "%EMAILDOMAIN%@post.example")
    assert found.user == "%EMAILDOMAIN%@post.example"


def test_the_domain_may_stand_in_the_host() -> None:
    (found,) = read(configuration(incoming("imap.%EMAILDOMAIN%")))
    assert found.host == "imap.post.example"


@pytest.mark.parametrize("sign_in", ["plain", "password-cleartext", "OAuth2", " Password-Cleartext "])
def test_ways_to_sign_in_that_are_known(sign_in: str) -> None:
    assert len(read(configuration(incoming(sign_in=sign_in)))) == 1


def test_one_known_way_to_sign_in_is_enough() -> None:
    both = incoming(sign_in="GSSAPI").replace(
        "<authentication>", "<authentication>password-cleartext</authentication><authentication>"
    )
    assert len(read(configuration(both))) == 1


@pytest.mark.parametrize(
    "entry",
    [
        incoming(socket_type="plain"),
        incoming(socket_type=""),
        incoming(sign_in="password-encrypted"),
        incoming(sign_in="client-IP-address"),
        incoming(sign_in="none"),
        incoming(sign_in=""),
        incoming(kind=""),
        incoming(port=0),
        incoming(port=65536),
        incoming(port=-993),
        incoming(port="993.0"),
        incoming(port="٩٩٣"),
        incoming(port="9" * 5000),
        incoming(port=""),
        incoming("127.0.0.1"),
        incoming("localhost"),
        incoming(""),
        incoming("%EMAILLOCALPART%.track.example"),
        incoming("%EMAILADDRESS%"),
        incoming("imap.%EMAILHASH%.example"),
        incoming(user="%REALNAME%"),
        incoming(user="%EMAILADDRESS%%PASSWORD%"),
        incoming(user="a&#10;A1 LOGOUT"),
        incoming(user="a&#x202e;b"),
        incoming(user="x" * 400),
    ],
)
def test_what_is_unsafe_or_unknown_is_no_server(entry: str) -> None:
    assert read(configuration(entry)) == ()


def test_a_host_elsewhere_or_an_unusual_port_has_to_be_confirmed() -> None:
    found = read(configuration(incoming("imap.hoster.example"), incoming(port=2525), incoming()))
    assert [one.confirm for one in found] == [True, True, False]


@pytest.mark.parametrize("name", ["a\u202eb", "x" * 100, "%REALNAME%", ""])
def test_a_name_that_cannot_be_shown_is_none(name: str) -> None:
    (found,) = read(configuration(incoming(), name=name))
    assert found.name == ""


def test_a_name_is_shown_on_one_line() -> None:
    (found,) = read(configuration(incoming(), name="Post\n of %EMAILDOMAIN% "))
    assert found.name == "Post of post.example"


def test_a_flood_of_servers_is_cut() -> None:
    assert len(read(configuration(*(incoming(f"i{number}.post.example") for number in range(500))))) == 10


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "kind",
    [
        LAUGHS,
        "<!DOCTYPE clientConfig>",
        '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://evil.example/x"> %p;]>',
    ],
)
def test_a_document_type_is_refused_whole_and_at_once(kind: str) -> None:
    content = configuration(
        incoming("&j;" if "ENTITY j" in kind or kind is LAUGHS else "imap.post.example"), incoming()
    )
    begun = time.monotonic()
    assert read(content.replace("<clientConfig", f"{kind}<clientConfig", 1)) == ()
    utf16 = content.replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("<clientConfig", f"{kind}<clientConfig", 1)
    assert read(utf16.encode("utf-16")) == ()
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"<html><body>Not found</body></html>",
        b"\x00\x01\x02",
        b"<clientConfig/>",
        b"<clientConfig><emailProvider/></clientConfig>",
        b"<clientConfig><emailProvider><incomingServer type='imap'/></emailProvider></clientConfig>",
        b"<a>" * 50_000,
        b"<clientConfig>" + b"<emailProvider>" * 10_000,
        b'<clientConfig version="1.1"><emailProvider id="x"><incomingServer type="imap"><hostname>imap.post.example',
        b"\xff\xfe" + b"<clientConfig/>",
    ],
)
def test_what_is_no_configuration_says_nothing(content: bytes) -> None:
    assert read(content) == ()


def test_a_file_that_is_too_large_is_not_read() -> None:
    content = configuration(incoming()).encode()
    assert len(read(content + b" " * (MOST_BYTES - len(content)))) == 1
    assert read(content + b" " * (MOST_BYTES - len(content) + 1)) == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_taken(content: bytes) -> None:
    assert read(content) == ()


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10), st.text(max_size=40))
def test_any_words_in_a_file_make_a_safe_server_or_none(host: str, port: str, socket_type: str, user: str) -> None:
    for found in read(configuration(incoming(host, port, socket_type, user))):
        assert found.security in (Security.TLS, Security.STARTTLS)
        assert found.user.isprintable()
