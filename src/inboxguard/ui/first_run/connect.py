"""Connecting a mailbox: the address first, then what its provider needs, then the password."""

import re

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from inboxguard.errors import InboxGuardError
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.first_run.country import Country
from inboxguard.ui.page import Desk
from inboxguard.ui.tables import labelled

_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_PORTS = {"tls": 993, "starttls": 143, "none": 143}


class Connect(QWidget):
    """Asks for a mailbox; `connected(address, password)` once the server has let us in ("" = the keyring keeps it)."""

    connected = Signal(str, str)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = pieces.column(self, gap=12)
        column.addWidget(pieces.text(self.tr("Connect a mailbox"), font="title"))
        column.addWidget(
            pieces.text(self.tr("Mail is only read: nothing is moved, marked as read or deleted."), tone="muted")
        )
        self.address = _field("address", "name@provider.example")
        self.address.returnPressed.connect(self.go_on)
        column.addWidget(labelled(self.tr("Your mail address"), self.address))
        self.note = pieces.text(tone="muted")
        column.addWidget(self.note)
        self.rest = QWidget()
        self._lay_out_rest()
        column.addWidget(self.rest)
        self.trouble = QWidget()
        self._trouble_column = pieces.column(self.trouble)
        column.addWidget(self.trouble)
        self.go_on_button = pieces.primary(self.tr("Go on"), self.go_on)
        self.connect_button = pieces.primary(self.tr("Connect and read"), self.connect_now)
        column.addLayout(
            pieces.row(pieces.link(self.tr("Back"), self.back.emit), None, self.go_on_button, self.connect_button)
        )
        column.addStretch(1)
        self.begin()

    def begin(self) -> None:
        """Ask for the address and nothing else."""
        self.rest.hide()
        self.note.hide()
        self.trouble.hide()
        self.connect_button.hide()
        self.go_on_button.show()
        self.password.clear()
        self.address.setFocus()

    def go_on(self) -> None:
        """Look up the provider and ask for what it needs."""
        address = self.address.text().strip()
        self.trouble.hide()
        if not _ADDRESS.fullmatch(address):
            self._say(self.tr("This is not a whole address"), self.tr("Please write it like name@provider.example."))
            return
        preset = self._desk.audit.preset(address)
        self.user.setText(address)
        if preset is not None:
            self.host.setText(preset.host)
            self.security.setCurrentIndex(max(0, self.security.findData(str(preset.security))))
            self.port.setText(str(preset.port))
            self.note.setText(" ".join(part for part in (f"{preset.name}.", preset.needs) if part))
        else:
            self.note.setText(self.tr("This provider is not known here. Its help pages name the server under “IMAP”."))
            self.host.clear()
        self.server.setChecked(preset is None)
        self.country.begin()
        self.note.show()
        self.rest.show()
        self.go_on_button.hide()
        self.connect_button.show()
        (self.password if preset is not None else self.host).setFocus()

    def connect_now(self) -> None:
        """Try the server once; the password is kept only where the person said so."""
        address, host, port = self.address.text().strip(), self.host.text().strip(), int(self.port.text() or "993")
        security, user = str(self.security.currentData()), self.user.text().strip() or address
        password, remember = self.password.text(), self.remember.isChecked()
        ca_file = self.ca_file.text().strip() or None
        self.trouble.hide()
        self._desk.jobs.run(
            self.tr("Connecting"),
            lambda audit, tell: audit.add_account(
                address, host, port, security, user, password, ca_file=ca_file, remember=remember, tell=tell
            ),
            lambda kept: self._in(address, "" if kept else password),
            otherwise=self._refused,
            owner=self,
        )

    def _in(self, address: str, password: str) -> None:
        self.password.clear()
        self.connected.emit(address, password)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, InboxGuardError):
            return False
        self._say(phrases.error_title(error), phrases.shown(str(error), 1000))
        QTimer.singleShot(0, self.password, self.password.setFocus)
        return True

    def _say(self, title: str, words: str) -> None:
        pieces.clear(self._trouble_column)
        self._trouble_column.addWidget(panes.Notice("red", title, words))
        self.trouble.show()

    def _lay_out_rest(self) -> None:
        column = pieces.column(self.rest, gap=12)
        self.password = _field("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self.connect_now)
        column.addWidget(labelled(self.tr("Password or app password"), self.password))
        self.remember = QCheckBox(self.tr("Keep the password in the system keyring"))
        self.remember.setAccessibleName(self.remember.text())
        self.remember.setChecked(True)
        column.addWidget(self.remember)
        self.country = Country(self._desk)
        column.addWidget(self.country)
        self.server = QCheckBox(self.tr("Show the server's settings"))
        self.server.setAccessibleName(self.server.text())
        column.addWidget(self.server)
        box = panes.Card("quiet", gap=12)
        self.host = _field("host", "imap.provider.example")
        box.body.addWidget(labelled(self.tr("Server"), self.host))
        self.security = QComboBox()
        self.security.setObjectName("security")
        for code, words in (
            ("tls", self.tr("TLS (usual)")),
            ("starttls", self.tr("STARTTLS")),
            ("none", self.tr("None, on this computer only")),
        ):
            self.security.addItem(words, code)
        self.port = _field("port")
        self.port.setText("993")
        self.port.setValidator(QIntValidator(1, 65_535, self.port))
        self.port.setFixedWidth(style.ch(10))
        self.security.currentIndexChanged.connect(
            lambda: self.port.setText(str(_PORTS[str(self.security.currentData())]))
        )
        pair = pieces.row(
            labelled(self.tr("Encryption"), self.security), labelled(self.tr("Port"), self.port), None, gap=12
        )
        box.body.addLayout(pair)
        self.user = _field("user")
        box.body.addWidget(labelled(self.tr("User name"), self.user))
        self.ca_file = _field("ca_file")
        box.body.addWidget(
            labelled(
                self.tr("Certificate file"),
                self.ca_file,
                self.tr("Only for a server of your own that signs for itself; usually empty."),
            )
        )
        box.setVisible(False)
        self.server.toggled.connect(box.setVisible)
        column.addWidget(box)


def _field(name: str, example: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setFont(style.font())
    made.setPlaceholderText(example)
    made.setMaxLength(1000)
    return made
