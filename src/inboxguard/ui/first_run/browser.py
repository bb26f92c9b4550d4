"""Signing in with the browser: the client id that the person registered, and the way there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from inboxguard.audit.ways_in import BrowserSignIn
from inboxguard.ui import panes, phrases, pieces, web
from inboxguard.ui.first_run.server import field
from inboxguard.ui.tables import labelled


class Browser(QWidget):
    """Asks for what a sign-in with the browser needs; `open_page(url)` may be called from any thread.

    `closed(url)` where no browser could be opened: the person then needs the address itself.
    """

    closed = Signal(str)

    _asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        # The worker finds the address of the page; the browser is started from the window's thread.
        self._asked.connect(self._open, Qt.ConnectionType.QueuedConnection)
        column = pieces.column(self, gap=12)
        self.words = pieces.text()
        column.addWidget(self.words)
        box = panes.Card("quiet", gap=12)
        self.register = pieces.text(font="small", tone="muted")
        box.body.addWidget(self.register)
        self._links = pieces.column(gap=4)
        box.body.addLayout(self._links)
        self.client_id = field("client_id")
        box.body.addWidget(labelled(self.tr("Your client id"), self.client_id))
        self.client_secret = field("client_secret")
        self.client_secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret = labelled(
            self.tr("Its secret"), self.client_secret, self.tr("Kept in the system keyring; empty = as given before.")
        )
        box.body.addWidget(self._secret)
        column.addWidget(box)

    def show_way(self, way: BrowserSignIn) -> None:
        """Ask for what this provider's sign-in needs."""
        words = self.tr(
            "{provider} asks for your password on its own page, in your browser; inboxguard never sees it. Each person "
            "needs a client id of their own, made once:"
        )
        self.words.setText(phrases.breakable(words.format(provider=way.provider)))
        self.register.setText(phrases.breakable(way.register))
        pieces.clear(self._links)
        for address in web.addresses(way.register):
            self._links.addLayout(pieces.row(web.link(self.tr("Open the page"), address), None))
        self.client_id.setText(way.client_id)
        self.client_secret.clear()
        self._secret.setVisible(way.needs_secret)

    def values(self) -> tuple[str | None, str | None]:
        """Return client id and secret as given, None for what is left empty."""
        return self.client_id.text().strip() or None, self.client_secret.text().strip() or None

    def _open(self, url: str) -> None:
        if not web.show(url):
            self.closed.emit(url)

    def open_page(self, url: str) -> None:
        """Show the provider's page in the person's browser."""
        self._asked.emit(url)
