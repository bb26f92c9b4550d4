"""One small file from a web server that may be anybody's: nothing hostile is followed, kept or waited for."""

import socket
import time
from pathlib import Path

import pytest

from inboxguard.errors import Unreachable
from inboxguard.mailbox.web import Web, get, is_public
from tests.servers.domain import USUAL, Domain
from tests.servers.https import Answer, Authority, Https, page, status

MOST = 1000


def refused(web: Web, place: str = USUAL) -> str:
    with pytest.raises(Unreachable) as failure:
        get(web, place, MOST)
    return str(failure.value)


def test_a_file_is_fetched_and_nothing_but_its_place_is_told(domain: Domain) -> None:
    domain.holds(b"hello")
    assert get(domain.web(), USUAL, MOST) == b"hello"
    (request,) = domain.https.requests
    names = [line.partition(":")[0] for line in request.split("\r\n")[1:] if line]
    assert request.startswith("GET /mail/config-v1.1.xml HTTP/1.1\r\n")
    assert names == ["Host", "Accept-Encoding", "Accept"]
    assert domain.dns.asked == [("autoconfig.post.example", "AAAA"), ("autoconfig.post.example", "A")]


@pytest.mark.parametrize("code", [404, 410])
def test_no_file(domain: Domain, code: int) -> None:
    domain.https.pages[USUAL] = status(code)
    assert get(domain.web(), USUAL, MOST) is None


@pytest.mark.parametrize("code", [204, 401, 403, 500, 503])
def test_another_status_is_told(domain: Domain, code: int) -> None:
    domain.https.pages[USUAL] = status(code)
    assert refused(domain.web()) == f"refused with status {code}"


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "where", ["https://evil.example/", "https://post.example/other", "http://127.0.0.1/", "/other"]
)
def test_no_redirect_is_followed(domain: Domain, code: int, where: str) -> None:
    domain.https.pages[USUAL] = status(code, f"Location: {where}")
    assert refused(domain.web()) == "leads elsewhere, not followed"
    assert len(domain.https.requests) == 1


def test_a_file_of_just_the_size(domain: Domain) -> None:
    domain.holds(b"x" * MOST)
    assert get(domain.web(), USUAL, MOST) == b"x" * MOST


def endless(wire: socket.socket) -> None:
    """Ten megabytes, without a word of their length."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(160):
        wire.sendall(b"x" * 65536)


def chunked(wire: socket.socket) -> None:
    """A chunk that is announced larger than any memory."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffff\r\n" + b"x" * 65536)


@pytest.mark.parametrize("answer", [page(b"x" * 10_000_000), page(b"x" * (MOST + 1)), endless, chunked])
def test_a_file_that_is_too_large_is_left(domain: Domain, answer: Answer) -> None:
    domain.https.pages[USUAL] = answer
    assert refused(domain.web()) == "too large"


def silent(wire: socket.socket) -> None:
    """Say nothing."""
    time.sleep(3)


def dripping(start: bytes, drop: bytes) -> Answer:
    """Send a drop every little while, each in time, for ever."""

    def answer(wire: socket.socket) -> None:
        wire.sendall(start)
        for _ in range(60):
            wire.sendall(drop)
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        silent,
        dripping(b"", b"H"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"),
    ],
)
def test_a_slow_server_is_left_in_time(domain: Domain, answer: Answer) -> None:
    domain.https.pages[USUAL] = answer
    begun = time.monotonic()
    assert refused(domain.web(seconds=0.4)) == "no answer in time"
    assert time.monotonic() - begun < 1.5


def test_a_handshake_that_never_comes_is_left_in_time(domain: Domain) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        web = Web(
            domain.dns.resolver(), 0.4, int(mute.getsockname()[1]), domain.authority.trusted, lambda address: True
        )
        begun = time.monotonic()
        assert refused(web) == "no answer in time"
        assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("answer", [b"", b"* OK IMAP ready\r\n", b"\x00" * 300, b"HTTP/9 x\r\n\r\n", b"A" * 70_000])
def test_what_is_no_http_is_told(domain: Domain, answer: bytes) -> None:
    domain.https.pages[USUAL] = lambda wire: wire.sendall(answer)
    assert refused(domain.web()) == "no connection"


def test_a_file_that_ends_before_its_announced_length_is_none(domain: Domain) -> None:
    domain.https.pages[USUAL] = lambda wire: wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<client")
    content = get(domain.web(), USUAL, MOST)
    assert content in (None, b"<client")  # what was cut is no whole XML and says nothing to its reader


def test_the_certificate_of_another_authority_is_refused(domain: Domain, tmp_path: Path) -> None:
    server = Https(Authority(tmp_path).certificate(["autoconfig.post.example"]), {USUAL: page(b"evil")})
    web = Web(domain.dns.resolver(), 5, server.port, domain.authority.trusted, lambda address: True)
    assert refused(web) == "certificate cannot be trusted"
    assert server.requests == []
    server.close()


def test_the_certificate_of_another_name_is_refused(domain: Domain) -> None:
    server = Https(domain.authority.certificate(["www.evil.example"]), {USUAL: page(b"evil")})
    web = Web(domain.dns.resolver(), 5, server.port, domain.authority.trusted, lambda address: True)
    assert refused(web) == "certificate cannot be trusted"
    assert server.requests == []
    server.close()


def test_a_name_that_leads_to_this_computer_is_not_followed(domain: Domain) -> None:
    domain.holds(b"secret of the home network")
    web = Web(domain.dns.resolver(), 5, domain.https.port, domain.authority.trusted)
    assert refused(web) == "leads to a private address, not followed"
    assert domain.https.requests == []


def test_one_private_address_among_public_ones_is_enough_to_keep_away(domain: Domain) -> None:
    domain.dns.records["autoconfig.post.example", "A"] = ["192.0.2.1", "127.0.0.1"]
    web = Web(domain.dns.resolver(), 5, domain.https.port, domain.authority.trusted, lambda one: one == "192.0.2.1")
    assert refused(web) == "leads to a private address, not followed"


def test_the_address_that_was_judged_is_the_one_that_is_called(domain: Domain) -> None:
    """DNS that says something else the second time is not asked a second time."""
    domain.holds(b"hello")
    judged: list[str] = []
    web = Web(
        domain.dns.resolver(), 5, domain.https.port, domain.authority.trusted,
        lambda address: not judged.append(address),  # type: ignore[func-returns-value]  # append tells nothing
    )  # fmt: skip
    assert get(web, USUAL, MOST) == b"hello"
    assert judged == ["127.0.0.1"]
    assert [kind for _, kind in domain.dns.asked] == ["AAAA", "A"]


def test_the_next_address_is_tried_where_one_does_not_answer(domain: Domain) -> None:
    domain.holds(b"hello")
    domain.dns.records["autoconfig.post.example", "A"] = ["127.0.0.77", "127.0.0.1"]
    assert get(domain.web(), USUAL, MOST) == b"hello"


def test_no_such_name(domain: Domain) -> None:
    assert refused(domain.web(), "autoconfig.other.example/x") == "no such server"
    assert refused(domain.web(), f"{'x' * 63}.{'y' * 64}.example/x") == "no usable answer of DNS"


def test_no_dns(domain: Domain) -> None:
    domain.dns.odd = lambda question: None
    assert refused(domain.web(seconds=0.3)) == "no answer of DNS in time"


def test_nobody_listens(domain: Domain) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    web = Web(domain.dns.resolver(), 1, port, domain.authority.trusted, lambda address: True)
    assert refused(web) == "no connection"


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f::1", "2a00:1450:4001::5", "64:ff9b::808:808"]
)
def test_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::1", "2002:c0a8:101::1", "64:ff9b::7f00:1",
        "64:ff9b::c0a8:101", "2001:db8::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1",
    ],
)  # fmt: skip
def test_the_home_network_is_not_the_open_internet(address: str) -> None:
    assert not is_public(address)
