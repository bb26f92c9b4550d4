"""Listening for new mail while the window is open: begun and ended with the accounts and the setting."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from inboxguard.audit.listening import Listening
from inboxguard.errors import InboxGuardError
from inboxguard.ui.page import Desk

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

SETTING = "read_as_it_comes"
"""The setting "Read new mail as it comes": "on" unless the person switched it off."""


class Listener(QObject):
    """Tells `came(address)` soon after mail has come, and `failed(address, error)` once; both in the window's thread.

    The sample is nobody's mailbox and is never listened to.
    """

    came = Signal(str)
    failed = Signal(str, object)

    _heard = Signal(str, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: tuple[tuple[str, str, int], ...] = ()
        self._turn = threading.Lock()  # over the two below, which the worker's thread changes too
        self._round = 0
        self._listening: Listening | None = None
        # From threads of the listening; what is still on its way when it ends is told no more.
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def follow(self) -> None:
        """Listen to the accounts that there are now, to none where the person wants none; cheap when nothing changed.

        To be called whenever work has ended, since any work may have changed them.
        """
        audit = self._desk.audit
        on = audit.setting(SETTING, "on") == "on" and not audit.is_demo()
        wanted = tuple((one.address, one.host, one.port) for one in audit.accounts(counted=False)) if on else ()
        if wanted != self._wanted:
            self._wanted = wanted
            self._begin_anew()

    def renew(self) -> None:
        """Begin anew with the next `follow` although the accounts look the same, as after a new password."""
        self._wanted = ()

    def _begin_anew(self) -> None:
        ours, _ = self._end()
        if self._wanted:
            self._desk.jobs.run(
                self.tr("Listening for new mail"),
                lambda audit, tell: self._begin(ours, audit),
                otherwise=lambda error: isinstance(error, InboxGuardError),  # reading mail will tell the same
                owner=self,
                changes=False,
                show="nothing",
            )

    def stop(self) -> None:
        """End within two seconds."""
        self._wanted = ()
        _, ending = self._end()
        if ending is not None:
            ending.join(2)

    def _begin(self, ours: int, audit: "Audit") -> None:
        """Begin to listen; runs in the worker's thread, where the keyring may ask the person."""
        listening = audit.listen(
            lambda address: self._heard.emit(address, None), lambda address, error: self._heard.emit(address, error)
        )
        with self._turn:
            if ours == self._round:
                self._listening = listening
                return
        listening.stop()

    def _end(self) -> tuple[int, threading.Thread | None]:
        """End what listens, beside the window, since a server may be slow to say goodbye; return the next round."""
        with self._turn:
            self._round += 1
            ours, listening, self._listening = self._round, self._listening, None
        if listening is None:
            return ours, None
        ending = threading.Thread(target=listening.stop, name="inboxguard-ending", daemon=True)
        ending.start()
        return ours, ending

    def _tell(self, address: str, error: InboxGuardError | None) -> None:
        if not any(address == wanted for wanted, _, _ in self._wanted):
            return
        if error is None:
            self.came.emit(address)
        else:
            self.failed.emit(address, error)
