"""What the mailbox tests share: accounts on the test servers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import pytest

from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.line import Line
from inboxguard.mailbox.wire import Wire
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Command, Play, Played, Script, Scripted


class Opened(Protocol):
    """Opens a connection to the mailbox of a user."""

    def __call__(self, user: str) -> Connection: ...


class Wired(Protocol):
    """Gives a wire to a server that sends these octets, whatever it is told, or plays a scene."""

    def __call__(self, play: Play | bytes | Iterable[bytes], timeout: float = 5.0) -> Wire: ...


class Server(Protocol):
    """Where a server listens without encryption."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...


class Reading:
    """A line to a mailbox, with the pauses that it made; none of them takes any time."""

    def __init__(self, server: Server, user: str, password: str, timeout: float = 20) -> None:
        self.pauses: list[float] = []
        self.account = Account("mara@post.example", server.host, server.port, Security.NONE, user)
        self.line = Line(lambda: connect(self.account, password, timeout), self.pauses.append)


@pytest.fixture
def opened(dovecot: Dovecot) -> Iterator[Opened]:
    """Return a function that opens a mailbox on the real server over TLS; closed at the end of the test."""
    connections: list[Connection] = []

    def open_mailbox(user: str) -> Connection:
        account = Account(user, dovecot.host, dovecot.tls_port, Security.TLS, user, ca_file=str(dovecot.ca_file))
        connections.append(connect(account, dovecot.password, timeout=20))
        return connections[-1]

    yield open_mailbox
    for connection in connections:
        connection.close()


@pytest.fixture
def scripted() -> Iterator[Callable[..., Scripted]]:
    """Return a maker of servers that misbehave as told; closed at the end of the test."""
    servers: list[Scripted] = []

    def make(script: Script, greeting: bytes = b"* OK ready\r\n") -> Scripted:
        servers.append(Scripted(script, greeting))
        return servers[-1]

    yield make
    for server in servers:
        server.close()


@pytest.fixture
def wired() -> Iterator[Wired]:
    """Return a maker of wires to servers that play a scene; closed at the end of the test."""
    scenes: list[Played] = []

    def make(play: Play | bytes | Iterable[bytes], timeout: float = 5.0) -> Wire:
        if not callable(play):
            octets = [play] if isinstance(play, bytes) else play

            def play(_: Iterator[Command]) -> Iterator[bytes]:
                return iter(octets)

        scenes.append(Played(play, timeout))
        return Wire(scenes[-1].client)

    yield make
    for scene in scenes:
        scene.close()


@pytest.fixture
def reading() -> Iterator[Callable[..., Reading]]:
    """Return a maker of lines to servers without encryption; closed at the end of the test."""
    made: list[Reading] = []

    def make(server: Server, user: str = "mara", password: str = "x", timeout: float = 20) -> Reading:
        made.append(Reading(server, user, password, timeout))
        return made[-1]

    yield make
    for one in made:
        one.line.drop()
