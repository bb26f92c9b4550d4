"""Connecting a mailbox: the address first, then what its provider needs, then the way in."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from inboxguard.errors import InboxGuardError
from inboxguard.ui import panes, phrases, pieces, web
from inboxguard.ui.first_run.browser import Browser
from inboxguard.ui.first_run.country import Country
from inboxguard.ui.first_run.finding import Finding
from inboxguard.ui.first_run.server import Server, field
from inboxguard.ui.page import Desk
from inboxguard.ui.tables import labelled

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.finding_servers import ServerRow
    from inboxguard.audit.progress import Tell

_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")


class Connect(QWidget):
    """Asks for a mailbox; `connected(address, password)` once the server has let us in ("" = the secret is kept).

    `files` when the person is better served with mail files; `unkept` says what no keyring would keep.
    """

    connected = Signal(str, str)
    back = Signal()
    files = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._with_browser = False
        self.unkept = ""
        column = pieces.column(self, gap=12)
        column.addWidget(pieces.text(self.tr("Connect a mailbox"), font="title"))
        column.addWidget(
            pieces.text(self.tr("Mail is only read: nothing is moved, marked as read or deleted."), tone="muted")
        )
        self.address = field("address", "name@provider.example")
        self.address.returnPressed.connect(self.go_on)
        self.address.textEdited.connect(self._address_changed)
        column.addWidget(labelled(self.tr("Your mail address"), self.address))
        self.note = panes.Card("quiet", gap=6)
        column.addWidget(self.note)
        self.finding = Finding(desk)
        self.finding.chosen.connect(self._use)
        column.addWidget(self.finding)
        self.rest = QWidget()
        self._lay_out_rest()
        column.addWidget(self.rest)
        self.trouble = QWidget()
        self._trouble_column = pieces.column(self.trouble)
        column.addWidget(self.trouble)
        self.go_on_button = pieces.primary(self.tr("Go on"), self.go_on)
        self.connect_button = pieces.primary(self.tr("Connect and read"), self.connect_now)
        self.browser_button = pieces.primary(self.tr("Sign in in the browser"), self.sign_in_now)
        self.files_button = pieces.primary(self.tr("Open a mail file..."), self.files.emit)
        column.addLayout(
            pieces.row(
                pieces.link(self.tr("Back"), self.back.emit), None, self.go_on_button, self.connect_button,
                self.browser_button, self.files_button,
            )
        )  # fmt: skip
        column.addStretch(1)
        self.begin()

    def begin(self) -> None:
        """Ask for the address and nothing else."""
        for part in (self.rest, self.note, self.finding, self.trouble):
            part.hide()
        self._offer(self.go_on_button)
        self.password.clear()
        self.browser.client_secret.clear()
        self.address.setFocus()

    def go_on(self) -> None:
        """Look up the provider and ask for what it needs; nobody is asked anything yet."""
        address = self.address.text().strip()
        self.trouble.hide()
        if not _ADDRESS.fullmatch(address):
            self._say(self.tr("This is not a whole address"), self.tr("Please write it like name@provider.example."))
            return
        audit = self._desk.audit
        if (closed := audit.closed(address)) is not None:
            self._show_note("", closed)
            self._offer(self.files_button)
            self.files_button.setFocus()
            return
        preset = audit.preset(address)
        self.server.shown.setChecked(preset is None)
        if preset is None:
            self.note.hide()
            self.server.put("", 993, "tls", address)
            self.finding.begin(address)
        else:
            user = address.rpartition("@")[0] if preset.user == "local_part" else address
            self.server.put(preset.host, preset.port, str(preset.security), user)
            self._show_note(preset.name, preset.needs, preset.app_password_url, preset.imap_switch_url)
            self.finding.hide()
            if preset.whole_host:
                self._offer_servers(address)
        self.country.begin()
        self.rest.show()
        ways = [] if preset is None else list(map(str, preset.sign_in))
        self._choose_way(browser=ways[:1] == ["oauth"])
        if preset is None:
            self.finding.button.setFocus()

    def sign_in_again(self, address: str, error: InboxGuardError) -> None:
        """Ask anew for what lets us into a mailbox that is known, and say why."""
        self.address.setText(address)
        self.go_on()
        self._say(phrases.error_title(error), phrases.shown(str(error), 1000))

    def _submit(self) -> None:
        """Connect where Enter is pressed in a form that is filled in."""
        if self.password.text():
            self.connect_now()

    def connect_now(self) -> None:
        """Try the server once; the password is kept only where the person said so."""
        address, (host, port, security, user) = self.address.text().strip(), self.server.values()
        password, remember = self.password.text(), self.remember.isChecked()
        ca_file = self.server.ca_file.text().strip() or None
        if self._is_server_missing(host):
            return
        self._desk.jobs.run(
            self.tr("Connecting"),
            lambda audit, tell: audit.add_account(
                address, host, port, security, user or address, password, ca_file=ca_file, remember=remember, tell=tell
            ),
            lambda kept: self._in(address, "" if kept else password, remember and not kept),
            otherwise=self._refused,
            owner=self,
        )

    def sign_in_now(self) -> None:
        """Let the person sign in on the provider's own page."""
        address, (host, port, security, user) = self.address.text().strip(), self.server.values()
        client_id, client_secret = self.browser.values()
        if self._is_server_missing(host):
            return

        def sign_in(audit: "Audit", tell: "Tell") -> bool:
            return audit.sign_in(
                address, self.browser.open_page, host, port, security, user or address, client_id, client_secret, tell
            )

        self._desk.jobs.run(
            self.tr("Signing in"),
            sign_in,
            lambda kept: self._in(address, "", not kept),
            otherwise=self._refused,
            owner=self,
        )

    def _is_server_missing(self, host: str) -> bool:
        self.trouble.hide()
        if not host:
            self.server.shown.setChecked(True)
            self._say(
                self.tr("The server is missing"), self.tr("Please choose one of those found, or write its name below.")
            )
            self.server.host.setFocus()
        return not host

    def _in(self, address: str, password: str, is_unkept: bool) -> None:
        self.password.clear()
        self.browser.client_secret.clear()
        words = self.tr("No keyring of this system could keep your sign-in, so it is asked for again next time.")
        self.unkept = words if is_unkept else ""
        self.connected.emit(address, password)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, InboxGuardError):
            return False
        self._say(phrases.error_title(error), phrases.shown(str(error), 1000))
        wrong = self.browser.client_id if self._with_browser else self.password
        QTimer.singleShot(0, wrong, wrong.setFocus)
        return True

    def _say(self, title: str, words: str) -> None:
        pieces.clear(self._trouble_column)
        self._trouble_column.addWidget(panes.Notice("red", title, words))
        self.trouble.show()

    def _show_note(self, name: str, needs: str, password_url: str = "", imap_url: str = "") -> None:
        """Say who the provider is, what it wants, and where that is made."""
        pieces.clear(self.note.body)
        if name:
            self.note.body.addWidget(pieces.heading(name))
        if needs:
            self.note.body.addWidget(pieces.text(needs))
        for words, url in (
            (self.tr("Open the page for app passwords"), password_url),
            (self.tr("Open the page about switching IMAP on"), imap_url),
        ):
            if url:
                self.note.body.addLayout(pieces.row(web.link(words, url), None))
        self.note.show()

    def _offer_servers(self, address: str) -> None:
        from inboxguard.audit import finding_servers

        self.finding.offer(finding_servers.find(address).servers)

    def _use(self, server: "ServerRow") -> None:
        """Use a server that the person chose, and offer the browser where it takes that."""
        self.server.put(server.host, server.port, server.security, server.user)
        self.server.shown.setChecked(False)
        self._choose_way(browser=False)
        self.password.setFocus()

    def _choose_way(self, browser: bool) -> None:
        """Show the password's form or the browser's, and how to get to the other where there is one."""
        preset = self._desk.audit.preset(self.address.text().strip())
        way = self._desk.audit.browser_sign_in(self.server.host.text().strip())
        takes_password = preset is None or list(map(str, preset.sign_in)) != ["oauth"]
        browser = browser and way is not None
        self._with_browser = browser
        if way is not None and browser:
            self.browser.show_way(way)
        self.browser.setVisible(browser)
        self.by_password.setVisible(not browser)
        self.to_browser.setVisible(way is not None and not browser)
        self.to_password.setVisible(browser and takes_password)
        self._offer(self.browser_button if browser else self.connect_button)
        (self.browser.client_id if browser else self.password).setFocus()

    def _server_typed(self) -> None:
        """A server that was typed may be one that takes the browser's sign-in."""
        way = self._desk.audit.browser_sign_in(self.server.host.text().strip())
        self.to_browser.setVisible(way is not None and not self._with_browser)

    def _offer(self, button: QWidget) -> None:
        for one in (self.go_on_button, self.connect_button, self.browser_button, self.files_button):
            one.setVisible(one is button)

    def _address_changed(self) -> None:
        """What was said about another address counts no longer."""
        if not self.go_on_button.isVisible():
            for part in (self.rest, self.note, self.finding, self.trouble):
                part.hide()
            self._offer(self.go_on_button)

    def _lay_out_rest(self) -> None:
        column = pieces.column(self.rest, gap=12)
        self.by_password = QWidget()
        form = pieces.column(self.by_password, gap=12)
        self.password = field("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self.connect_now)
        form.addWidget(labelled(self.tr("Password or app password"), self.password))
        self.remember = QCheckBox(self.tr("Keep the password in the system keyring"))
        self.remember.setAccessibleName(self.remember.text())
        self.remember.setChecked(True)
        form.addWidget(self.remember)
        column.addWidget(self.by_password)
        self.browser = Browser()
        column.addWidget(self.browser)
        self.to_browser = pieces.link(self.tr("Sign in in the browser instead"), lambda: self._choose_way(browser=True))
        self.to_password = pieces.link(self.tr("Use an app password instead"), lambda: self._choose_way(browser=False))
        column.addLayout(pieces.row(self.to_browser, self.to_password, None))
        self.country = Country(self._desk)
        column.addWidget(self.country)
        self.server = Server()
        self.server.host.editingFinished.connect(self._server_typed)
        for one in (self.server.host, self.server.port, self.server.user, self.server.ca_file):
            one.returnPressed.connect(self._submit)
        column.addWidget(self.server)
