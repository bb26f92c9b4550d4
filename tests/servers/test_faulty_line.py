"""The line fails exactly where it is told to, on what a real server says, and counts what goes over it."""

import imaplib
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.servers import faulty_line as faults
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import FaultyLine
from tests.servers.mailboxes import Town

Lines = Callable[..., FaultyLine]
LETTER = b"From: anna@post.example\r\nSubject: Tea\r\n\r\nFive o'clock {5}\r\nat yours?\r\n"


@contextmanager
def signed_in(line: FaultyLine, user: str) -> Iterator[imaplib.IMAP4]:
    client = imaplib.IMAP4(line.host, line.port, timeout=5)
    try:
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{Dovecot.password}".encode())
        yield client
    finally:
        client.shutdown()


def fetched(client: imaplib.IMAP4) -> dict[int, bytes]:
    """Return the letters of the inbox by their number."""
    assert client.select("INBOX", readonly=True)[0] == "OK"
    answer = client.fetch("1:*", "(UID BODY.PEEK[])")[1]
    return {int(part[0].split()[0]): part[1] for part in answer if isinstance(part, tuple)}


@pytest.fixture
def user(dovecot: Dovecot) -> str:
    name = dovecot.user()
    for _ in range(3):
        dovecot.deliver(name, LETTER)
    return name


def test_responses_are_whole_lines_with_their_literals_however_they_arrive() -> None:
    whole = [b"* OK hello\r\n", b"* 1 FETCH (A {7}\r\n{5}\r\nab B {0}\r\n)\r\n", b"+ \r\n", b"a1 OK done\r\n"]
    stream = b"".join(whole)
    for size in (1, 2, 3, 7, len(stream)):
        pieces = (stream[at : at + size] for at in range(0, len(stream), size))
        assert list(faults.responses(pieces)) == whole
    assert list(faults.responses(iter([b"* OK\r\n* BY"]))) == [b"* OK\r\n", b"* BY"]


def test_a_line_without_faults_changes_nothing_and_counts(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port)
    with signed_in(line, user) as client:
        assert set(fetched(client).values()) == {LETTER}
    assert line.connections == 1
    assert line.bytes_down > 3 * len(LETTER)
    assert line.bytes_up > 50
    assert any(command.startswith("EXAMINE") for command in line.commands)


def test_every_boundary_can_be_counted_and_then_cut(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    counted = faulty_line(dovecot.host, dovecot.plain_port)
    with signed_in(counted, user) as client:
        fetched(client)
    last = counted.boundaries[0]
    assert last > 8
    for responses in range(1, last):
        line = faulty_line(dovecot.host, dovecot.plain_port, faults.cut_after(responses))
        with pytest.raises(imaplib.IMAP4.error), signed_in(line, user) as client:
            fetched(client)
        assert line.boundaries == [responses - 1]


def test_a_cut_in_the_middle_of_a_literal(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.cut_after_octets(500, reset=True))
    with pytest.raises(ConnectionResetError), signed_in(line, user) as client:
        fetched(client)
    assert line.bytes_down == 500


def test_silence_keeps_the_connection_open(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.silent_after(1))
    with socket.create_connection((line.host, line.port), timeout=0.5) as wire:
        assert wire.recv(1000).startswith(b"* OK")
        wire.sendall(b"a NOOP\r\n")
        with pytest.raises(TimeoutError):
            wire.recv(1000)
    line.faults = ()
    with signed_in(line, user) as client:
        assert len(fetched(client)) == 3


def test_a_line_said_inside_a_fetch(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.injected(b"* 2 EXPUNGE", after_fetch=2))
    with signed_in(line, user) as client:
        assert len(fetched(client)) == 3
        assert client.response("EXPUNGE")[1] == [b"2"]


def test_a_goodbye_inside_a_fetch(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.bye(after_fetch=2))
    with pytest.raises(imaplib.IMAP4.abort, match="Temporary problem"), signed_in(line, user) as client:
        fetched(client)


def test_a_literal_that_is_longer_than_announced(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.misannounced(-4, fetch=3))
    with pytest.raises(imaplib.IMAP4.abort, match="unexpected response"), signed_in(line, user) as client:
        fetched(client)


def test_a_literal_that_is_shorter_than_announced(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.misannounced(400, fetch=3))
    with signed_in(line, user) as client:
        client.sock.settimeout(0.5)
        with pytest.raises(OSError, match="timed out"):
            fetched(client)


def test_a_message_left_out(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.without_uid(2))
    with signed_in(line, user) as client:
        assert sorted(fetched(client)) == [1, 3]


def test_a_fault_of_one_connection_only(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.only(2, faults.without_uid(1, 2, 3)))
    for expected in (3, 0, 3):
        with signed_in(line, user) as client:
            assert len(fetched(client)) == expected


def test_capabilities_are_stripped_and_bytes_changed(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    def greet(raw: bytes) -> bytes:
        return raw.replace(b"Dovecot", b"Pigeonry")

    line = faulty_line(
        dovecot.host, dovecot.plain_port, faults.without_capability("STARTTLS", "QRESYNC"), faults.rewritten(greet)
    )
    with signed_in(line, user) as client:
        assert b"Pigeonry" in client.welcome
        assert "IDLE" in client.capability()[1][0].decode()
        assert "STARTTLS" not in client.capabilities
        assert b"QRESYNC" not in client.capability()[1][0]


def test_a_command_answered_in_place_of_the_server(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    def throttled(command: str) -> bytes | None:
        return b"* OK busy\r\nNO [UNAVAILABLE]" if command.startswith("UID FETCH 2 ") else None

    line = faulty_line(dovecot.host, dovecot.plain_port, answers=throttled)
    with signed_in(line, user) as client:
        client.select("INBOX", readonly=True)
        assert client.uid("FETCH", "2", "(UID)") == ("NO", [b"[UNAVAILABLE] so said"])
        assert client.uid("FETCH", "3", "(UID)") == ("OK", [b"3 (UID 3)"])
        assert client.append("INBOX", "", "", LETTER)[0] == "OK"  # its literal waits for the server


def test_faults_reach_into_a_compressed_connection(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, faults.without_uid(2))
    with socket.create_connection((line.host, line.port), timeout=5) as wire:
        reader = wire.makefile("rb")
        reader.readline()
        for command in (
            f'a LOGIN "{user}" {{{len(Dovecot.password.encode())}+}}\r\n{Dovecot.password}',
            "b COMPRESS DEFLATE",
        ):
            wire.sendall(f"{command}\r\n".encode())
            while not (said := reader.readline()).startswith(command[:2].encode()):
                pass
            assert b" OK " in said
        deflate, inflate = zlib.compressobj(wbits=-15), zlib.decompressobj(-15)
        wire.sendall(deflate.compress(b"c EXAMINE INBOX\r\nd FETCH 1:* (UID)\r\n") + deflate.flush(zlib.Z_SYNC_FLUSH))
        told = b""
        while b"\r\nd OK" not in told:
            told += inflate.decompress(wire.recv(4096))
    assert b"UID 1)" in told
    assert b"UID 3)" in told
    assert b"UID 2)" not in told
    assert line.commands[-2:] == ["EXAMINE INBOX", "FETCH 1:* (UID)"]


def test_an_opaque_line_carries_tls_and_can_be_cut(dovecot: Dovecot, user: str, faulty_line: Lines) -> None:
    line = faulty_line(dovecot.host, dovecot.tls_port, opaque=True)
    context = ssl.create_default_context(cafile=dovecot.ca_file)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    with imaplib.IMAP4_SSL(line.host, line.port, ssl_context=context, timeout=5) as client:
        assert client.noop()[0] == "OK"
    assert line.bytes_down > 500
    line.faults = (faults.cut_after_octets(100),)
    with pytest.raises(OSError):
        imaplib.IMAP4_SSL(line.host, line.port, ssl_context=context, timeout=5)


def test_distance_and_rate_are_those_of_a_line(dovecot: Dovecot, faulty_line: Lines) -> None:
    user = dovecot.user()
    written = dovecot.fill(user, Town(size=0.2).mails(40))
    line = faulty_line(dovecot.host, dovecot.plain_port, rtt=0.05, rate=5_000_000)
    with signed_in(line, user) as client:
        began = time.monotonic()
        client.noop()
        assert 0.05 <= time.monotonic() - began < 0.12
        began = time.monotonic()
        assert len(fetched(client)) == 40
        spent = time.monotonic() - began
    least = written.octets / 5_000_000 + 0.1
    assert least <= spent < least * 1.5 + 0.1


def test_a_server_that_is_gone_is_a_closed_connection(faulty_line: Lines) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    line = faulty_line("127.0.0.1", port)
    with socket.create_connection((line.host, line.port), timeout=5) as wire:
        assert wire.recv(10) == b""
