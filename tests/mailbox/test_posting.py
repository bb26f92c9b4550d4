"""A form is posted to a server that is known, and nothing that comes back can hold or mislead the program."""

import socket
import threading
import time

import pytest

from inboxguard.errors import CertificateRefused, Unreachable
from inboxguard.mailbox.posting import LONGEST_ANSWER, post
from tests.servers.answering import Answering
from tests.servers.dovecot import Dovecot

FORM = "token=geheim"


def is_sentence(error: Exception) -> bool:
    assert (error.__cause__, error.__context__) == (None, None)
    return str(error).endswith(".") and "geheim" not in str(error)


def test_a_form_and_its_answer(answering: Answering) -> None:
    answering.says(400, '{"error": "ä"}'.encode())
    assert post(answering.url + "/token", FORM) == (400, '{"error": "ä"}')
    assert answering.requests == [("/token", FORM)]


def test_a_redirect_is_an_answer_and_not_followed(answering: Answering) -> None:
    answering.says(302, b"", {"Location": answering.url + "/elsewhere"})
    assert post(answering.url, FORM)[0] == 302
    assert [path for path, _ in answering.requests] == ["/"]


def test_a_long_answer_is_refused(answering: Answering) -> None:
    answering.says(200, b"a" * LONGEST_ANSWER)
    assert len(post(answering.url, FORM)[1]) == LONGEST_ANSWER
    answering.says(200, b"a" * (LONGEST_ANSWER + 1))
    with pytest.raises(Unreachable, match="too much") as refused:
        post(answering.url, FORM)
    assert is_sentence(refused.value)


@pytest.mark.parametrize("url", ["http://login.post.example/token", "ftp://127.0.0.1/", "file:///etc/passwd", "token"])
def test_nothing_but_https_beyond_this_computer(url: str) -> None:
    with pytest.raises(Unreachable, match="over https only") as refused:
        post(url, FORM)
    assert is_sentence(refused.value)


def test_a_certificate_that_cannot_be_trusted(dovecot: Dovecot) -> None:
    with pytest.raises(CertificateRefused, match="nothing was sent") as refused:
        post(f"https://127.0.0.1:{dovecot.tls_port}/token", FORM)
    assert is_sentence(refused.value)


def test_a_port_where_nobody_listens_and_a_name_that_is_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", "https://login.nowhere.invalid/"):
        with pytest.raises(Unreachable, match="could not be reached") as failed:
            post(url, FORM)
        assert is_sentence(failed.value)


@pytest.mark.parametrize("drip", [b"", b"H", b"HTTP/1.0 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_a_server_that_never_ends_is_cut_by_the_clock(drip: bytes) -> None:
    """Whether it says nothing at all or a byte now and then."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            wire, _ = server.accept()
            with wire:
                try:
                    wire.sendall(drip)
                    while not done.wait(0.05):
                        if drip:
                            wire.sendall(b"a")
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(Unreachable) as failed:
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", FORM, seconds=0.4)
        assert time.monotonic() - begun < 10
        assert is_sentence(failed.value)
        done.set()
        thread.join(10)


@pytest.mark.parametrize(
    "noise", [b"", b"\r\n", b"\x00\xff\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.0 200 OK\r\n" + b"a: b\r\n" * 300]
)
def test_what_is_no_answer(noise: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            wire, _ = server.accept()
            with wire:
                wire.recv(1000)
                wire.sendall(noise)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(Unreachable) as failed:
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", FORM, seconds=20)
        assert is_sentence(failed.value)
        thread.join(10)
