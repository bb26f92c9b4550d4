"""A session bus of its own with a notification service on it, as a desktop has; what it was asked is kept."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
ASKED = "susssasa{sv}i"
"""Signature of Notify (Desktop Notifications Specification 1.2); a strict desktop refuses any other."""


@dataclass
class Service:
    """A desktop's notification service."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    """Title and words of each notice."""
    refused: list[str] = field(default_factory=list)
    """Signatures that are not those of the specification."""
    senders: list[str] = field(default_factory=list)
    answers: bool = True
    connection: DBusConnection | None = None

    def press(self) -> None:
        """Press the last notice."""
        self._signal("ActionInvoked", "us", (len(self.shown), "default"))

    def dismiss(self) -> None:
        """Take the last notice away."""
        self._signal("NotificationClosed", "uu", (len(self.shown), 2))

    def _signal(self, member: str, signature: str, body: tuple[object, ...]) -> None:
        assert self.connection is not None
        self.connection.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, body))

    def serve(self) -> None:
        """Answer until the bus goes."""
        assert self.connection is not None
        while True:
            try:
                message = self.connection.receive()
            except (ConnectionError, OSError):
                return
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call or not self.answers:
                continue
            if fields.get(HeaderFields.signature) != ASKED:
                self.refused.append(str(fields.get(HeaderFields.signature)))
                self.connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))
                continue
            self.shown.append((message.body[3], message.body[4]))
            self.senders.append(str(fields.get(HeaderFields.sender)))
            self.connection.send(new_method_return(message, "u", (len(self.shown),)))


@contextmanager
def bus() -> Iterator[str]:
    """Run a session bus; yield its address, which the environment names meanwhile."""
    if shutil.which("dbus-daemon") is None:
        pytest.fail("dbus-daemon is missing: apt-get install dbus")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    before = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        yield address
    finally:
        if before is None:
            os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
        else:
            os.environ["DBUS_SESSION_BUS_ADDRESS"] = before
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def serving(answers: bool = True) -> Iterator[Service]:
    """Serve notifications on the session bus that the environment names."""
    service = Service(answers=answers)
    service.connection = open_dbus_connection("SESSION", auth_timeout=10)
    Proxy(message_bus, service.connection, timeout=10).RequestName(NAME)
    thread = threading.Thread(target=service.serve, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.connection.sock.shutdown(2)
        thread.join(10)
        service.connection.close()
