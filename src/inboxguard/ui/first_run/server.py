"""The server's settings: filled in by what is known or found, and open to whoever knows better."""

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from inboxguard.ui import panes, pieces, style
from inboxguard.ui.tables import labelled

_PORTS = {"tls": 993, "starttls": 143, "none": 143}


class Server(QWidget):
    """Host, encryption, port, user name and certificate file, behind a check box."""

    def __init__(self) -> None:
        super().__init__()
        column = pieces.column(self, gap=12)
        self.shown = QCheckBox(self.tr("Show the server's settings"))
        self.shown.setAccessibleName(self.shown.text())
        column.addWidget(self.shown)
        box = panes.Card("quiet", gap=12)
        self.host = field("host", "imap.provider.example")
        box.body.addWidget(labelled(self.tr("Server"), self.host))
        self.security = QComboBox()
        self.security.setObjectName("security")
        for code, words in (
            ("tls", self.tr("TLS (usual)")),
            ("starttls", self.tr("STARTTLS")),
            ("none", self.tr("None, on this computer only")),
        ):
            self.security.addItem(words, code)
        self.port = field("port")
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
        self.user = field("user")
        box.body.addWidget(labelled(self.tr("User name"), self.user))
        self.ca_file = field("ca_file")
        box.body.addWidget(
            labelled(
                self.tr("Certificate file"),
                self.ca_file,
                self.tr("Only for a server of your own that signs for itself; usually empty."),
            )
        )
        box.setVisible(False)
        self.shown.toggled.connect(box.setVisible)
        column.addWidget(box)

    def put(self, host: str, port: int, security: str, user: str) -> None:
        """Fill in a server."""
        self.host.setText(host)
        self.security.setCurrentIndex(max(0, self.security.findData(security)))
        self.port.setText(str(port))
        self.user.setText(user)

    def values(self) -> tuple[str, int, str, str]:
        """Return host, port, security and user name as they stand in the fields."""
        security = str(self.security.currentData())
        port = self.port.text().strip()
        return self.host.text().strip(), int(port or _PORTS[security]), security, self.user.text().strip()


def field(name: str, example: str = "") -> QLineEdit:
    """Return a field of the forms that connect a mailbox."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setFont(style.font())
    made.setPlaceholderText(example)
    made.setMaxLength(1000)
    return made
