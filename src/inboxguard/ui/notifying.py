"""Notices on the desktop: that a reply is due, in neutral words, once; nobody is named and nothing is counted.

On Linux the desktop's own service is asked (Desktop Notifications Specification 1.2, org.freedesktop.Notifications) in
a thread of its own: Qt's D-Bus classes cannot say "unsigned number" from Python (measured with PySide 6.11), which the
call Notify asks for, so jeepney does it, which the keyring brings. Elsewhere, and where no such service answers, the
system's tray shows the notice.
"""

import logging
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from inboxguard.audit.reminding import NOTIFICATIONS, DueRow
from inboxguard.ui import icons
from inboxguard.ui.page import Desk

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

    from inboxguard.audit.audit import Audit

log = logging.getLogger(__name__)

SETTING = NOTIFICATIONS.removeprefix("window.")
"""The setting "Tell me when a reply is due": "on" unless the person switched it off."""
HOURLY = 60 * 60 * 1000
PATIENCE = 5.0
"""Seconds within which the desktop's service has to answer."""
_SERVICE, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class Channel(Protocol):
    """What shows a notice on the desktop."""

    def post(self, title: str, words: str) -> None:
        """Show a notice, in the place of the one before."""

    def close(self) -> None:
        """Take the notice away and let go of the desktop."""


class SessionBus(QObject):
    """Shows notices through the desktop's service; `pressed()` on a click, `failed()` where there is none.

    The connection is kept while the notice stands, since some desktops take away the notices of who left.
    """

    pressed = Signal()
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = threading.Lock()  # over the connection, which the thread makes
        self._connection: DBusConnection | None = None
        self._round = 0

    def post(self, title: str, words: str) -> None:
        """Show a notice, in the place of the one before; comes back at once."""
        self.close()
        with self._turn:
            ours = self._round
        said = title, words, self.tr("Open")
        threading.Thread(target=self._stand, args=(ours, said), name="inboxguard-notice", daemon=True).start()

    def close(self) -> None:
        """Let go of the desktop; a thread that waits for a click ends."""
        with self._turn:
            self._round += 1
            connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _stand(self, ours: int, said: tuple[str, str, str]) -> None:
        """Show a notice and wait until it is pressed or gone; runs in a thread of its own."""
        pressed, failure = False, None
        try:
            with closing(self._connect(ours)) as connection:
                pressed = _is_pressed(connection, _show(connection, said))
        except Exception as error:  # whatever a desktop does, the window goes on
            failure = error
            log.info("the desktop's service shows no notice: %s", type(error).__name__)
        with self._turn:
            if ours != self._round:  # closed meanwhile, or another notice has taken its place
                return
            self._connection = None
        if pressed:
            self.pressed.emit()
        elif failure is not None and not isinstance(failure, ConnectionError):
            self.failed.emit()

    def _connect(self, ours: int) -> "DBusConnection":
        """Return a connection to the session's bus; raises LookupError where there is none."""
        from jeepney.io.blocking import open_dbus_connection

        try:
            connection = open_dbus_connection("SESSION", auth_timeout=PATIENCE)
        except ConnectionError as error:
            raise LookupError("no bus") from error
        with self._turn:
            if ours == self._round:
                self._connection = connection
                return connection
        connection.close()
        raise ConnectionResetError("closed meanwhile")


def _show(connection: "DBusConnection", said: tuple[str, str, str]) -> int:
    """Show a notice of a title, words and what a press is called; return its number, raise LookupError for none."""
    from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
    from jeepney.io.blocking import Proxy

    for member in ("ActionInvoked", "NotificationClosed"):
        rule = MatchRule(type="signal", interface=_SERVICE, member=member, path=_PATH)
        Proxy(message_bus, connection, timeout=PATIENCE).AddMatch(rule)
    title, words, press = said
    hints = {"desktop-entry": ("s", "inboxguard"), "urgency": ("y", 1)}
    arguments = ("inboxguard", 0, "inboxguard", title, words, ["default", press], hints, -1)
    address = DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE)
    reply = connection.send_and_get_reply(
        new_method_call(address, "Notify", "susssasa{sv}i", arguments), timeout=PATIENCE
    )
    if reply.header.message_type.name == "error":
        raise LookupError("no service")
    return int(reply.body[0])


def _is_pressed(connection: "DBusConnection", number: int) -> bool:
    """Wait until the notice of this number is pressed or closed; return whether it was pressed."""
    from jeepney import HeaderFields

    while True:
        message = connection.receive()
        member = message.header.fields.get(HeaderFields.member)
        if member in ("ActionInvoked", "NotificationClosed") and message.body and message.body[0] == number:
            return bool(member == "ActionInvoked")


class Tray(QObject):
    """Shows notices from the system's tray, whose icon is there only while one stands; `pressed()` on a click."""

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None

    def post(self, title: str, words: str) -> None:
        """Show a notice where the system has a tray; nothing where it has none."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(icons.application(), self)
            self._icon.setToolTip("inboxguard")
            self._icon.messageClicked.connect(self._press)
            self._icon.activated.connect(lambda _: self._press())
        self._icon.show()
        self._icon.showMessage(title, words, icons.application())

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()

    def _press(self) -> None:
        self.close()
        self.pressed.emit()


class Notifier(QObject):
    """Looks now and then for what is due and tells the desktop once; `pressed()` when the person wants to see it.

    What is set aside is not told of (audit.reminding), and neither a name nor a number ever is.
    """

    pressed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None, channel: Channel | None = None) -> None:
        """Tell `channel`, else the desktop's service with the tray behind it."""
        super().__init__(parent)
        self._desk = desk
        self._looking = self._ended = False
        self._words = "", ""
        self._tray = Tray(self)
        self._tray.pressed.connect(self.pressed)
        self._channel: Channel = channel or self._of_this_system()
        self._hourly = QTimer(self)
        self._hourly.setInterval(HOURLY)
        self._hourly.timeout.connect(self.look)

    def begin(self) -> None:
        """Look now and every hour from now on; not once it was stopped."""
        if not self._ended:
            self._hourly.start()
            self.look()

    def look(self) -> None:
        """Look beside the window for what is due; the sample is nobody's mailbox and tells nothing."""
        if self._looking or self._ended:
            return
        self._looking = True
        self._desk.jobs.run(
            self.tr("Looking for what is due"),
            lambda audit, tell: _due(audit),
            self._tell,
            otherwise=self._failed,
            owner=self,
            changes=False,
            show="nothing",
        )

    def stop(self) -> None:
        """Look no more and let go of the desktop."""
        self._ended = True
        self._hourly.stop()
        self._channel.close()
        self._tray.close()

    def _of_this_system(self) -> Channel:
        if not sys.platform.startswith("linux"):
            return self._tray
        bus = SessionBus(self)
        queued = Qt.ConnectionType.QueuedConnection  # both come from the thread of the notice
        bus.pressed.connect(self.pressed, queued)
        bus.failed.connect(self._fall_back, queued)
        return bus

    def _tell(self, rows: Sequence[DueRow]) -> None:
        self._looking = False
        if not rows:
            return
        title = self.tr("A reply is due") if len(rows) == 1 else self.tr("Replies are due")
        self._words = title, self.tr("The page Requests shows what can be done.")
        self._channel.post(*self._words)
        told = tuple(rows)
        self._desk.jobs.run(
            self.tr("Looking for what is due"),
            lambda audit, tell: audit.due_was_told(told),
            otherwise=self._failed,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _fall_back(self) -> None:
        self._channel = self._tray
        self._tray.post(*self._words)

    def _failed(self, error: Exception) -> bool:
        """Say nothing: nobody asked for this just now, and the next hour looks again."""
        self._looking = False
        log.info("what is due was not looked up: %s", type(error).__name__)
        return True


def _due(audit: "Audit") -> tuple[DueRow, ...]:
    """Return what is due and not told yet, () where the person wants to hear of nothing."""
    if audit.empty() or audit.is_demo() or audit.setting(SETTING, "on") != "on":
        return ()
    return audit.due_to_tell()
