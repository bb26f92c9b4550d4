"""A new address for one shop: asked for whom, made, and copied with one click."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLayout, QLineEdit, QWidget

from inboxguard.audit.address_views import Base, NewAddress
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, panes, phrases, pieces, style
from inboxguard.ui.page import Desk
from inboxguard.ui.settings.growing import Growing
from inboxguard.ui.tables import labelled


class NewAddressDialog(Growing):
    """Makes one address and shows it; it stays open until the person has it."""

    def __init__(self, desk: Desk, bases: tuple[Base, ...], parent: QWidget | None = None) -> None:
        super().__init__(60, parent)
        self._desk = desk
        self.setWindowTitle(self.tr("New address for a shop"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("New address for a shop"), font="title"))
        line = self.tr(
            "Give it to this one shop and to nobody else. If another sender ever writes to it, its copy came from that "
            "shop's."
        )
        body.addWidget(pieces.text(line, tone="muted"))
        self.shop = QLineEdit()
        self.shop.setMaxLength(200)
        self.shop.setFont(style.font())
        self.shop.textChanged.connect(lambda _: self._settle())
        self.shop.returnPressed.connect(self._make)
        body.addWidget(labelled(self.tr("The shop's web address, or its name if it writes to you"), self.shop))
        self.kind = QComboBox()
        self.kind.setFont(style.font())
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for base in bases:
            self.kind.addItem(self._of(base), base.address)
        body.addWidget(labelled(self.tr("What it is made from"), self.kind))
        self._card = panes.Card("quote", gap=6)
        self.address = pieces.text("", font="title", selectable=True)
        self.address.setAccessibleName(self.tr("The new address"))
        self._card.body.addWidget(self.address)
        self.note = pieces.text("", font="small", tone="muted")
        self._card.body.addWidget(self.note)
        self._card.hide()
        body.addWidget(self._card)
        self.said = pieces.text("", tone="muted")
        self.said.hide()
        body.addWidget(self.said)
        body.addStretch(1)
        self.close_button = pieces.button(self.tr("Close"), self.close)
        self.make = pieces.primary(self.tr("Make the address"), self._make)
        self.copy = pieces.primary(self.tr("Copy"), self._copy)
        self.copy.setAccessibleName(self.tr("Copy the new address"))
        self.copy.hide()
        body.addLayout(pieces.row(None, self.close_button, self.make, self.copy))
        if not bases:
            self._say(self.tr("No address of yours is known yet. Read your mail first."), "red")
        self._settle()
        self.fit()
        self.shop.setFocus()

    def _of(self, base: Base) -> str:
        local, at, domain = phrases.shown(base.address, 120).rpartition("@")
        if not local:
            return self.tr("Any name at your domain: …{domain}").format(domain=at + domain)
        return self.tr("A tag on your address: {address}").format(address=f"{local}+…{at}{domain}")

    def _settle(self) -> None:
        self.make.setEnabled(bool(self.shop.text().strip()) and self.kind.count() > 0)

    def _make(self) -> None:
        if not self.make.isEnabled() or not self.make.isVisibleTo(self):
            return
        shop, base = self.shop.text().strip(), str(self.kind.currentData())
        self.make.setEnabled(False)
        self._say("")
        self._desk.jobs.run(
            self.tr("Making an address"),
            lambda audit, tell: audit.new_address(shop, base, tell=tell),
            self._made,
            otherwise=self._not_made,
            owner=self,
        )

    def _made(self, made: NewAddress) -> None:
        self.address.setText(phrases.breakable(phrases.shown(made.address)))
        shop = phrases.shown(made.organisation, 80)
        said = [
            self.tr("Made for {shop} before.").format(shop=shop)
            if made.again
            else self.tr("Made for {shop}; this is remembered.").format(shop=shop)
        ]
        if not made.tried:
            said.append(
                self.tr(
                    "No mail with such a tag has come to your mailbox yet. Send yourself one to this address before "
                    "you give it away."
                )
            )
        self.note.setText(" ".join(said))
        self._card.show()
        self.make.hide()
        self.copy.show()
        self.copy.setProperty("address", made.address)
        self.copy.setFocus()
        self.shop.setEnabled(False)
        self.kind.setEnabled(False)

    def _not_made(self, error: Exception) -> bool:
        self._settle()
        if isinstance(error, InboxGuardError):
            self._say(phrases.shown(str(error), 600), "red")
        else:
            crash.report(error, self)
        return True

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.copy.property("address")))
        self._say(self.tr("It is on the clipboard."), "accent")

    def _say(self, words: str, tone: str = "muted") -> None:
        self.said.setText(words)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(words))
