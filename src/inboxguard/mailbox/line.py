"""A line to a mailbox that is opened anew when it breaks, with the pauses that servers ask for and an allowance."""

import random
from collections.abc import Callable
from types import TracebackType
from typing import Self

from inboxguard.errors import CertificateRefused, HeldBack, MailboxError, NoFolder, WrongPassword
from inboxguard.mailbox.commands import Examined, State
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.throttling import suggested, throttled

PATIENCE = 6
"""Failures one after the other, without a single set of messages between them, after which it is given up."""

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 900.0
"""Seconds; the pause doubles from the first to the longest."""

Pause = Callable[[float], None]
"""Waits so many seconds; may raise to stop."""


class Renewed(MailboxError):
    """A folder became another generation (its UIDVALIDITY changed) while it was being read."""


class Spent(MailboxError):
    """What the provider lets a mailbox program read in a day is used up."""


class Line:
    """The connection of one account while it is read; use it in a with statement.

    `allow` is told the octets that came since it was last told (before compression) and raises Spent when it is enough.
    `beat` is called with every message that comes, for a set of them takes a slow line a minute, and while a silent
    server is waited for; it may raise to stop.
    """

    def __init__(
        self,
        opened: Callable[[], Connection],
        pause: Pause,
        allow: Callable[[int], None] | None = None,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._opened = opened
        self.beat = beat
        self._pause = pause
        self._allow = allow
        self._connection: Connection | None = None
        self._told = 0
        self._failures = 0
        self._slow = False
        self.pin: str | None = None

    @property
    def connection(self) -> Connection:
        """Return the open connection, opened when there is none."""
        while self._connection is None:
            try:
                self._connection = self._opened()
            except (WrongPassword, CertificateRefused):
                raise
            except MailboxError as error:
                if self._failures == 0:
                    raise  # the first one is for the person to know at once
                self.failed(error)
            else:
                self._connection.wire.beat = self.beat
                self._told, self.pin = 0, self._connection.pin
        return self._connection

    @property
    def is_slow(self) -> bool:
        """Return whether it failed lately, so that one thing is asked for at a time."""
        return self._slow

    def examine(self, folder: str, known: State | None = None) -> Examined:
        """Return the state of a folder, opened for reading; opens the line anew where it breaks."""
        while True:
            connection = self.connection  # what it raises is final: a refused password is not sent again
            try:
                found = connection.examine(folder, known)
            except NoFolder:
                raise
            except MailboxError as error:
                self.failed(error)
            else:
                return found

    def failed(self, error: MailboxError) -> None:
        """Cut what broke and wait as long as the server suggests; raises `error` when patience ends, and Spent."""
        self.count()
        self.cut()
        self._failures += 1
        self._slow = True
        if self._failures >= PATIENCE:
            raise error
        self._pause(self._seconds(str(error), isinstance(error, HeldBack)))

    def went_well(self) -> None:
        """Take note that a whole set of messages came; raises Spent."""
        self.forgive()
        self.count()

    def forgive(self) -> None:
        """Begin to be patient anew."""
        self._failures = 0

    def speed_up(self) -> None:
        """Take note that what made the line slow is over."""
        self._slow = False

    def throttled(self, status: str) -> None:
        """Wait where an answer, though it came, says that the server holds back."""
        if throttled(status):
            self._pause(self._seconds(status, held_back=True))

    def count(self) -> None:
        """Tell what came over the line; raises Spent."""
        if self._connection is not None and self._allow is not None:
            new = self._connection.wire.plain - self._told
            self._told += new
            self._allow(new)

    def _seconds(self, said: str, held_back: bool) -> float:
        told = suggested(said)
        if told is not None:
            return min(told, LONGEST_PAUSE)
        if self._failures <= 1 and not held_back:
            return 1.0  # a cut line is mostly whole again at once
        longest: float = min(FIRST_PAUSE * 2.0 ** max(0, self._failures - 1), LONGEST_PAUSE)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads programs over time, no secret

    def drop(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def cut(self) -> None:
        """Close the connection without a goodbye."""
        if self._connection is not None:
            self._connection.cut()
            self._connection = None

    def __enter__(self) -> Self:
        """Return the line itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; where it ends with an error there may be answers under way, and nobody waits for them."""
        if error is None:
            self.drop()
        else:
            self.cut()
