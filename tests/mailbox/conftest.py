"""What the mailbox tests share: accounts on the test servers."""

from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Script, Scripted


class Opened(Protocol):
    """Opens a connection to the mailbox of a user."""

    def __call__(self, user: str) -> Connection: ...


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
