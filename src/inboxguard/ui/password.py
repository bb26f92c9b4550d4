"""Asks for a mailbox's password where no keyring keeps it, or another one; it is used this once and not kept."""

from typing import TypeGuard

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QWidget

from inboxguard.errors import InboxGuardError, KeyringMissing, PasswordMissing, SignInAgain, WrongPassword
from inboxguard.ui import phrases, pieces, style
from inboxguard.ui.tables import labelled


def password_helps(error: Exception) -> TypeGuard[InboxGuardError]:
    """Return whether a password that the person types in helps against this failure.

    So it is without a keyring, with one that has no password of the account, and with a password no longer right.
    """
    return isinstance(error, KeyringMissing | PasswordMissing | WrongPassword) and not isinstance(error, SignInAgain)


class PasswordDialog(QDialog):
    """Says why it asks, and hands the password on by `given(password)`."""

    given = Signal(str)

    def __init__(self, address: str, error: InboxGuardError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Password"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(phrases.error_title(error), font="title"))
        body.addWidget(pieces.text(phrases.shown(str(error), 600)))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFont(style.font())
        self.field.setMaxLength(1000)
        self.field.returnPressed.connect(self._hand_on)
        words = self.tr("Password of {address}").format(address=phrases.shown(address, 120))
        note = self.tr("It is used this once and not kept.")
        body.addWidget(labelled(words, self.field, note))
        body.addStretch(1)
        cancel = pieces.button(self.tr("Cancel"), self.close)
        self.go_on = pieces.primary(self.tr("Read mail"), self._hand_on)
        body.addLayout(pieces.row(None, cancel, self.go_on))
        wide = style.ch(style.size("dialog_ch"))
        self.resize(wide, max(style.ch(28), body.totalHeightForWidth(wide)))
        self.field.setFocus()

    def _hand_on(self) -> None:
        password = self.field.text()
        self.field.clear()
        if password:
            self.close()
            self.given.emit(password)
