"""Reading mailboxes: at the person's word with all that has to be said about it, and quietly when news comes."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.views import SyncResult
from inboxguard.errors import InboxGuardError, SignInAgain
from inboxguard.ui import phrases
from inboxguard.ui.listening import Listener
from inboxguard.ui.page import Desk
from inboxguard.ui.password import PasswordDialog, password_helps

REST = 20
"""After a quiet reading it is quiet for so many times as long: in a large mailbox one takes a minute of work."""
_SHORT = 1.0
"""Seconds that nobody minds."""


class ReadingMail(QWidget):
    """Reads one mailbox after the other; `noted(title, sentences)` is what is worth saying and no error.

    `again(address, error)` where the sign-in made in the browser has ended and only the person can make a new one.
    It is never seen itself: a widget, so that its questions lie over the window.
    """

    noted = Signal(str, object)
    again = Signal(str, object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        self._desk = desk
        self._next: dict[str, bool] = {}
        """The mailboxes to be read, in order, and whether quietly."""
        self._complained: set[str] = set()
        self._begun = self._rested = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.go_on)
        self.listener = Listener(desk, self)
        self.listener.came.connect(self.news)
        self.listener.failed.connect(self._cannot_listen)

    def read_all(self) -> None:
        """Read what is new in every mailbox."""
        for account in self._desk.audit.accounts(counted=False):
            self.read(account.address)

    def read(self, address: str) -> None:
        """Read what is new in one mailbox, after those that wait already."""
        self._next[address] = False
        self.go_on()

    def news(self, address: str) -> None:
        """Read what is new in one mailbox when nothing else runs; nobody is asked anything."""
        self._next.setdefault(address, True)
        self.go_on()

    def stop(self) -> None:
        """Leave what waits; what runs is stopped by the window."""
        self._next.clear()

    def connected(self) -> None:
        """Take note that a mailbox was connected, perhaps with a new password: what was wrong counts no longer."""
        self._complained.clear()
        self.listener.renew()

    def go_on(self) -> None:
        """Read the next mailbox that waits, where nothing runs; to be called whenever work has ended."""
        if not self._next or self._desk.jobs.busy:
            return
        # What the person asked for goes before what came by itself.
        address = min(self._next, key=lambda one: self._next[one])
        if self._next[address] and (left := self._rested - time.monotonic()) > 0:
            self._rest.start(int(left * 1000) + 1)
            return
        self._read(address, None, self._next.pop(address))

    def _read(self, address: str, password: str | None, quiet: bool) -> None:
        self._begun = time.monotonic()
        otherwise: Callable[[Exception], bool] = partial(self._complain if quiet else self._ask_password, address)
        self._desk.jobs.run(
            self.tr("Reading mail"),
            lambda audit, tell: audit.sync(address, password=password, tell=tell),
            partial(self._was_read, address, quiet),
            otherwise=otherwise,
            owner=self,
            show="foot" if quiet else "all",
        )

    def _was_read(self, address: str, quiet: bool, result: SyncResult) -> None:
        self._complained.discard(address)
        if quiet:
            took = time.monotonic() - self._begun
            self._rested = time.monotonic() + (REST * took if took > _SHORT else 0)
        else:
            self.tell_notes(result)

    def tell_notes(self, result: SyncResult) -> None:
        """Say what a sync has left, where it has left anything."""
        if result.notes:
            self.noted.emit(self.tr("About this reading"), result.notes)

    def _ask_password(self, address: str, error: Exception) -> bool:
        """Where no keyring has the password, or one that is no longer right, only the person can help."""
        if isinstance(error, SignInAgain):
            self.again.emit(address, error)
            return True
        if not password_helps(error):
            return False
        dialog = PasswordDialog(address, error, self.window())
        dialog.given.connect(lambda password: self._read(address, password, False))
        dialog.setModal(True)
        dialog.show()
        return True

    def _complain(self, address: str, error: Exception) -> bool:
        """Say once what keeps a mailbox from being read as mail comes; a fault of our own is said as ever."""
        if not isinstance(error, InboxGuardError):
            return False
        if address not in self._complained:
            self._complained.add(address)
            self.noted.emit(phrases.error_title(error), (str(error),))
        return True

    def _cannot_listen(self, address: str, error: InboxGuardError) -> None:
        if address not in self._complained:
            self._complained.add(address)
            words = self.tr("New mail of {address} is not noticed by itself until then.").format(address=address)
            self.noted.emit(phrases.error_title(error), (str(error), words))
