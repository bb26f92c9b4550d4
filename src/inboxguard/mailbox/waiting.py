"""Waits for new mail with IDLE (RFC 2177) on a connection and a thread of its own, and says no more than that it came.

The folder is opened with EXAMINE; nothing is fetched and nothing on the server changes. A server without IDLE is asked
every few minutes. Lost connections are made anew after pauses that grow, so no provider sees a storm of sign-ins.
"""

import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import Any

from inboxguard.errors import InboxGuardError, MailboxError, NoFolder, Unreachable
from inboxguard.mailbox.commands import State
from inboxguard.mailbox.connection import Connection, worded

_PASSES = (MailboxError, Unreachable, NoFolder)
"""Errors that may pass by themselves; every other kind waits for the person."""
_STOPPING = 1.5
"""Seconds that the goodbye to the server may take before the connection is cut."""

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long everything takes, in seconds.

    `idle` is below the quarter of an hour after which home routers forget a silent connection.
    """

    idle: float = 600.0
    """Until IDLE is begun anew, at the latest."""
    poll: float = 300.0
    """Between two questions to a server without IDLE."""
    quiet: float = 30.0
    """Between two calls that something came, at least."""
    first: float = 5.0
    """After a first failure; doubled with each one that follows."""
    most: float = 900.0


class Waiting:
    """Calls `came` soon after mail has come to a folder, from its own thread, never more often than `pauses.quiet`.

    `connect` gives a signed-in connection that nobody else uses; `folder_wire` is the folder's name on the wire. An
    error that only the person can mend, such as a wrong password, ends the waiting and is told to `failed`, once.
    """

    def __init__(
        self,
        connect: Callable[[], Connection],
        folder_wire: str,
        came: Callable[[], None],
        failed: Callable[[InboxGuardError], None] | None = None,
        pauses: Pauses = Pauses(),
    ) -> None:
        self._connect = connect
        self._folder = folder_wire
        self._came = came
        self._failed = failed
        self._pauses = pauses
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._bell, self._rope = socket.socketpair()
        self._connection: Connection | None = None
        self._seen: State | None = None
        self._exists = -1  # messages in the folder; -1 = not known
        self._told = -pauses.quiet
        self._due: float | None = None

    def start(self) -> None:
        """Begin to wait; what came before is not told. Once only."""
        if self._thread is None and not self._stopping.is_set():
            self._told += time.monotonic()
            self._thread = threading.Thread(target=self._run, name="inboxguard-waiting", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the waiting within two seconds, also while the server is silent; `came` is not called any more."""
        self._stopping.set()
        with suppress(OSError):  # the thread has ended and closed it
            self._rope.send(b".")
        thread = self._thread
        if thread is None:
            self._close_bell()
        elif thread is not threading.current_thread():
            thread.join(_STOPPING)
            if thread.is_alive() and (connection := self._connection) is not None:
                _cut(connection)
                thread.join(0.3)

    def _close_bell(self) -> None:
        self._bell.close()
        self._rope.close()

    def _run(self) -> None:
        failures = 0
        try:
            while not self._stopping.is_set():
                began = time.monotonic()
                try:
                    self._wait_on_one_connection()
                except InboxGuardError as error:
                    if self._stopping.is_set():
                        return
                    if type(error) not in _PASSES:
                        if self._failed is not None:
                            self._failed(error)
                        return
                # A server that ends connections again and again is not signed in to again and again.
                failures = 0 if time.monotonic() - began > self._pauses.idle else failures
                self._rest(self._pause(failures))
                failures += 1
        finally:
            self._close_bell()

    def _pause(self, failures: int) -> float:
        longest: float = min(self._pauses.first * 2 ** min(failures, 30), self._pauses.most)
        return longest * _chance.uniform(0.75, 1.0)

    def _wait_on_one_connection(self) -> None:
        connection = self._connect()
        self._connection = connection
        try:
            offers_idle = connection.offers("IDLE")
            while not self._stopping.is_set():
                self._look(connection)
                if not offers_idle:
                    self._rest(self._pauses.poll)
                    continue
                while not self._stopping.is_set():
                    self._idle(connection)
        except Unreachable:
            _cut(connection)  # or the goodbye would wait for an answer that does not come
            raise
        finally:
            self._connection = None
            connection.close()

    def _look(self, connection: Connection) -> None:
        """Open the folder; what changed since it was opened before is told."""
        # HIGHESTMODSEQ also rises with flags; without it the server is not asked what vanished either.
        before, self._seen = self._seen, replace(connection.examine(self._folder, self._seen).state, modseq=0)
        self._exists = self._seen.messages
        if before not in (None, self._seen):
            self._something_came()

    def _idle(self, connection: Connection) -> None:
        """Wait in one IDLE command until it is time to begin anew."""
        client, account = connection.client, connection.account
        with worded(account):
            # What comes together with the server's "+" is seen with its next word only; NOOP leaves as little as can
            # be for that.
            self._hear(client.noop()[1])
            client.idle()
            wire = client.socket()
        end = time.monotonic() + self._pauses.idle
        while (left := end - time.monotonic()) > 0 and self._rest(left, wire):
            with worded(account):
                heard = client.idle_check(timeout=0)
            if not heard:
                break  # the end of the connection, or half a line: the answer to DONE will tell
            self._hear(heard)
        with worded(account):
            self._hear(client.idle_done()[1])

    def _hear(self, responses: Iterable[Any]) -> None:
        """Take in what the server said unasked: the number of messages counts, changed flags do not."""
        for response in responses:
            if not isinstance(response, tuple) or len(response) < 2:
                continue
            if response[1] == b"EXISTS":
                if response[0] != self._exists:
                    self._something_came()
                self._exists = response[0]
            elif response[1] == b"EXPUNGE":
                self._exists -= 1
            elif response[0] == b"VANISHED":
                self._exists = -1

    def _something_came(self) -> None:
        if self._due is None:
            self._due = max(time.monotonic(), self._told + self._pauses.quiet)

    def _rest(self, seconds: float, wire: socket.socket | None = None) -> bool:
        """Wait, and tell what is due meanwhile; return whether there is something to read before the time is over."""
        if wire is not None and getattr(wire, "pending", int)() > 0:
            return not self._stopping.is_set()  # TLS has it already
        end = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell, selectors.EVENT_READ)
            if wire is not None:
                selector.register(wire, selectors.EVENT_READ)
            while not self._stopping.is_set():
                now = time.monotonic()
                if self._due is not None and self._due <= now:
                    self._due, self._told = None, now
                    self._came()
                    continue
                if now >= end:
                    break
                until = end if self._due is None else min(end, self._due)
                if any(key.fileobj is wire for key, _ in selector.select(until - now)):
                    return True
        return False


def _cut(connection: Connection) -> None:
    with suppress(Exception):  # a socket in any state
        connection.client.socket().shutdown(socket.SHUT_RDWR)
