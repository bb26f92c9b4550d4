"""The one request that the browser comes back with, and everything else that may knock on that port."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from inboxguard.errors import MailboxError
from inboxguard.mailbox import oauth_redirect
from inboxguard.mailbox.oauth_redirect import LONGEST_TARGET, Redirect
from tests.servers.oauth import fetched

TEMPLATE = "http://127.0.0.1:{port}/{path}"


def nothing() -> None:
    """Nobody presses Stop."""


@pytest.fixture
def redirect() -> Iterator[Redirect]:
    with Redirect(TEMPLATE) as listening:
        yield listening


def said(redirect: Redirect, asked: bytes, seconds: float = 5) -> bytes:
    """Return all that is answered to some bytes."""
    port = urlsplit(redirect.uri).port
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as wire, suppress(ConnectionError):
        wire.sendall(asked)
        while chunk := wire.recv(4096):
            answer += chunk
    return answer


def get(redirect: Redirect, target: str, host: str | None = None) -> bytes:
    own = urlsplit(redirect.uri).netloc
    return f"GET {target} HTTP/1.1\r\nHost: {own if host is None else host}\r\n\r\n".encode()


def path(redirect: Redirect) -> str:
    return urlsplit(redirect.uri).path


def nobody_came(redirect: Redirect) -> bool:
    try:
        redirect.wait(nothing, 0.2)
    except MailboxError:
        return True
    return False


def test_a_fixed_port_is_free_again_at_once_and_taken_meanwhile() -> None:
    with Redirect(TEMPLATE) as first:
        port = urlsplit(first.uri).port or 0
        said(first, get(first, f"{path(first)}?code=c1"))  # this side closes first, so the connection lingers here
        with pytest.raises(MailboxError, match="another program has it"):
            Redirect(TEMPLATE, port)
    with Redirect(TEMPLATE, port) as second:
        assert urlsplit(second.uri).port == port


def test_the_browser_comes_back_and_sees_a_plain_page(redirect: Redirect) -> None:
    status, headers, page = fetched(f"{redirect.uri}?code=c1&state=s1")
    assert status == 200
    assert redirect.wait(nothing, 20) == f"{redirect.uri}?code=c1&state=s1"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert headers["Server"] == "inboxguard"
    assert not [sign for sign in ("http", "src=", "href", "<script", "<img", "<link", "c1") if sign in page]


def test_every_listener_has_a_port_and_a_path_of_its_own() -> None:
    with Redirect(TEMPLATE) as one, Redirect(TEMPLATE) as other:
        assert urlsplit(one.uri).port != urlsplit(other.uri).port
        assert path(one) != path(other)
        assert len(path(one)) > 30


def test_it_listens_on_this_computer_only(redirect: Redirect) -> None:
    assert redirect._server.server_address[0] == "127.0.0.1"


def test_a_second_request_is_refused(redirect: Redirect) -> None:
    assert fetched(f"{redirect.uri}?code=c1&state=s1")[0] == 200
    assert fetched(f"{redirect.uri}?code=evil&state=s1")[0] == 410
    assert redirect.wait(nothing, 20).endswith("?code=c1&state=s1")


def test_after_the_end_nothing_listens() -> None:
    with Redirect(TEMPLATE) as redirect:
        port = urlsplit(redirect.uri).port
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pytest.fail("somebody still listens")


@pytest.mark.parametrize(
    "target",
    [
        "/?code=c&state=s",
        "/favicon.ico",
        "{path}",
        "{path}/?code=c&state=s",
        "{path}x?code=c&state=s",
        "/.{path}?code=c",
        "http://127.0.0.1{path}?code=c",
        "*",
        "//evil.example{path}?code=c",
    ],
)
def test_another_path_learns_nothing_and_does_not_end_the_waiting(redirect: Redirect, target: str) -> None:
    answer = said(redirect, get(redirect, target.format(path=path(redirect))))
    assert answer.startswith(b"HTTP/1.0 404")
    assert answer.endswith(b"\r\n\r\n")
    assert path(redirect).encode() not in answer
    assert nobody_came(redirect)
    assert fetched(f"{redirect.uri}?code=c1&state=s1")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_name_that_leads_here_is_refused(redirect: Redirect, host: str) -> None:
    answer = said(redirect, get(redirect, f"{path(redirect)}?code=c&state=s", host))
    assert answer.startswith(b"HTTP/1.0 400")
    assert nobody_came(redirect)


def test_no_name_or_two_names_are_refused(redirect: Redirect) -> None:
    own = urlsplit(redirect.uri).netloc
    for names in ("", f"Host: {own}\r\nHost: evil.example\r\n"):
        asked = f"GET {path(redirect)}?code=c&state=s HTTP/1.1\r\n{names}\r\n".encode()
        assert said(redirect, asked).startswith(b"HTTP/1.0 400")
    assert nobody_came(redirect)


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "OPTIONS", "CONNECT"])
def test_another_method_is_refused(redirect: Redirect, method: str) -> None:
    asked = get(redirect, f"{path(redirect)}?code=c&state=s").replace(b"GET", method.encode(), 1)
    assert said(redirect, asked).startswith(b"HTTP/1.0 501")
    assert nobody_came(redirect)


@pytest.mark.parametrize("size", [LONGEST_TARGET, 70_000, 5_000_000])
def test_a_huge_request_is_refused(redirect: Redirect, size: int) -> None:
    answer = said(redirect, get(redirect, f"{path(redirect)}?code={'c' * size}"))
    assert answer == b"" or answer.startswith(b"HTTP/1.0 414")
    assert nobody_came(redirect)


@pytest.mark.parametrize(
    "noise",
    [b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 1000 + b"\r\n\r\n"],
)
def test_what_is_no_request_is_harmless(redirect: Redirect, noise: bytes) -> None:
    port = urlsplit(redirect.uri).port
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(noise)
    assert nobody_came(redirect)
    assert fetched(f"{redirect.uri}?code=c1&state=s1")[0] == 200


def test_many_headers_are_refused(redirect: Redirect) -> None:
    asked = get(redirect, f"{path(redirect)}?code=c").replace(b"\r\n\r\n", b"\r\nX: y" * 500 + b"\r\n\r\n")
    assert b" 431 " in said(redirect, asked) + b" 431 "
    assert nobody_came(redirect)


def test_strangers_who_hold_the_line_are_cut_and_the_browser_gets_through(
    redirect: Redirect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oauth_redirect, "_SECONDS_A_REQUEST", 0.3)
    port = urlsplit(redirect.uri).port
    strangers = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(30)]
    try:
        for one in strangers:
            with suppress(OSError):
                one.sendall(b"GET /")
        before = threading.active_count()
        assert before < 60
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with suppress(OSError):
                if fetched(f"{redirect.uri}?code=c1&state=s1")[0] == 200:
                    break
            time.sleep(0.1)
        assert redirect.wait(nothing, 1).endswith("code=c1&state=s1")
    finally:
        for one in strangers:
            one.close()


def test_nothing_is_printed_whatever_comes(redirect: Redirect, capfd: pytest.CaptureFixture[str]) -> None:
    fetched(f"{redirect.uri}?code=geheim&state=s1")
    said(redirect, b"GET /geheim HTTP/1.1\r\nHost: x\r\n\r\n")
    said(redirect, b"\xff" * 100 + b"\r\n\r\n")
    assert capfd.readouterr() == ("", "")


def test_a_provider_that_compares_the_path_gets_it_without_one() -> None:
    with Redirect("http://localhost:{port}") as redirect:
        assert urlsplit(redirect.uri).path == ""
        port = urlsplit(redirect.uri).port
        assert fetched(f"http://127.0.0.1:{port}/?code=c", Host=f"localhost:{port}")[0] == 200
        assert redirect.wait(nothing, 20) == f"http://localhost:{port}/?code=c"


def test_a_fixed_port_that_is_taken_ends_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(MailboxError, match=f"port {port}"):
            Redirect("http://127.0.0.1:{port}/inboxguard", port)


def test_nobody_comes_back_in_time(redirect: Redirect) -> None:
    with pytest.raises(MailboxError, match="not finished in time"):
        redirect.wait(nothing, 0.2)
