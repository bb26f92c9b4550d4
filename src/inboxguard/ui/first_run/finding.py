"""Finding the mail server of an address: asked of its own domain on a click, listed, and chosen by the person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from inboxguard.errors import InboxGuardError
from inboxguard.ui import marks, panes, phrases, pieces, style
from inboxguard.ui.page import Desk

if TYPE_CHECKING:
    from inboxguard.audit.finding_servers import FoundServers, ServerRow


class Finding(QWidget):
    """Offers to look for the server of an address; `chosen(ServerRow)` for the one that is to be used.

    A server that lies elsewhere than the address has to be chosen deliberately: it is never chosen beforehand.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._address = ""
        column = pieces.column(self, gap=12)
        self.explained = pieces.text(tone="muted")
        column.addWidget(self.explained)
        self.button = pieces.button(self.tr("Find the server"), self.look, icon="search")
        column.addLayout(pieces.row(self.button, None))
        self.said = pieces.text()
        column.addWidget(self.said)
        self.servers = QWidget()
        self._list = pieces.column(self.servers, gap=10)
        column.addWidget(self.servers)
        self._choices = QButtonGroup(self)

    def begin(self, address: str) -> None:
        """Offer to look for the server of `address`; nothing is asked before the click."""
        self._address = address
        domain = phrases.shown(address.rpartition("@")[2], 120)
        words = self.tr(
            "This provider is not known here. “Find the server” asks {domain} itself, in DNS and on its web server, "
            "where its mail is read. What stands before the @ is not sent, and nobody else is asked. Or fill in the "
            "server below: the provider's help pages name it under “IMAP”."
        )
        self.explained.setText(phrases.breakable(words.format(domain=domain)))
        self.explained.show()
        self.button.show()
        self._say("")
        self.show_servers(())
        self.show()

    def offer(self, servers: "Sequence[ServerRow]") -> None:
        """Offer the servers of a known provider, of which nobody has to be asked."""
        self.explained.hide()
        self.button.hide()
        self._say(self.tr("This provider has more than one server:"))
        self.show_servers(servers)
        self.show()

    def look(self) -> None:
        """Ask the domain."""
        from inboxguard.audit import finding_servers

        address = self._address
        self._desk.jobs.run(
            self.tr("Asking for the server"),
            lambda audit, tell: finding_servers.find(address, tell),
            self._found,
            otherwise=self._failed,
            owner=self,
            changes=False,
        )

    def _found(self, found: "FoundServers") -> None:
        domain = phrases.shown(found.address.rpartition("@")[2], 120)
        if found.servers:
            self._say(self.tr("{domain} names this:").format(domain=domain))
        else:
            answers = "; ".join(f"{one.how} {one.what}: {one.answer}" for one in found.asked)
            words = self.tr("{domain} names no mail server ({answers}). Fill in the server below.")
            self._say(words.format(domain=domain, answers=phrases.shown(answers, 500) or self.tr("no answer")))
        self.show_servers(found.servers)

    def _failed(self, error: Exception) -> bool:
        if not isinstance(error, InboxGuardError):
            return False
        self._say(phrases.shown(str(error), 600))
        return True

    def _say(self, words: str) -> None:
        self.said.setText(phrases.breakable(words))
        self.said.setVisible(bool(words))

    def show_servers(self, servers: "Sequence[ServerRow]") -> None:
        """List `servers`; the first is chosen where nothing about it has to be confirmed."""
        for button in self._choices.buttons():
            self._choices.removeButton(button)
        pieces.clear(self._list)
        for server in servers:
            self._list.addWidget(self._row(server))
        self.servers.setVisible(bool(servers))
        if servers and not servers[0].confirm:
            self._choices.buttons()[0].setChecked(True)

    def _row(self, server: "ServerRow") -> QWidget:
        card = panes.Card("quiet", gap=4, margins=(14, 10, 14, 10))
        security = {"tls": self.tr("TLS"), "starttls": self.tr("STARTTLS")}.get(server.security, server.security)
        words = self.tr("{host}, port {port}, {security}").format(
            host=phrases.shown(server.host, 120), port=server.port, security=security
        )
        choice = QRadioButton(words)
        choice.setFont(style.font())
        choice.toggled.connect(lambda on: self.chosen.emit(server) if on else None)
        self._choices.addButton(choice)
        card.body.addWidget(choice)
        notes = [self._source(server), phrases.shown(server.note)]
        said = " ".join(note for note in notes if note)
        if said:
            card.body.addWidget(pieces.text(said, font="small", tone="muted"))
        name = f"{words}. {said}"
        if server.confirm:
            warning = self.tr(
                "It is outside {domain} or on an unusual port. Choose it only if you know that it is your provider's."
            ).format(domain=phrases.shown(self._address.rpartition("@")[2], 120))
            line = pieces.row(marks.Mark("triangle", "amber"), gap=8)
            line.addWidget(pieces.text(warning, font="small"), 1)
            card.body.addLayout(line)
            name = f"{name} {warning}"
        choice.setAccessibleName(name)
        return card

    def _source(self, server: "ServerRow") -> str:
        said = {
            "srv": self.tr("Named by the domain in DNS."),
            "autoconfig": self.tr("Named by the domain's web server."),
        }.get(server.source, "")
        calls = self.tr("It calls itself {name}.").format(name=phrases.shown(server.name, 80)) if server.name else ""
        return f"{said} {calls}".strip() if said else ""
