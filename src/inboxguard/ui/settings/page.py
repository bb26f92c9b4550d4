"""The page Settings: cards under each other, each kept by its own button or at once."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from inboxguard.audit.address_views import AddressRow, Settlement
from inboxguard.audit.companies import LoadedCompanies
from inboxguard.audit.progress import Tell
from inboxguard.audit.shelf_views import Mode
from inboxguard.audit.views import Profile
from inboxguard.errors import InboxGuardError
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.listening import SETTING as LISTENING
from inboxguard.ui.notifying import SETTING as NOTICES
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.settings.addresses import Addresses
from inboxguard.ui.settings.appearance import Appearance
from inboxguard.ui.settings.asking import Question
from inboxguard.ui.settings.choosing import Choosing
from inboxguard.ui.settings.companies import Companies
from inboxguard.ui.settings.help_lines import HelpLines, help_lines
from inboxguard.ui.settings.import_addresses import ImportAddressesDialog
from inboxguard.ui.settings.mailboxes import Mailboxes
from inboxguard.ui.settings.new_address import NewAddressDialog
from inboxguard.ui.settings.reminders import Reminders
from inboxguard.ui.settings.shelves import Shelves
from inboxguard.ui.settings.you import You

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


class _Cards(panes.Scroll):
    """Cards no wider than their lines can be read.

    The rest of the width is margin: a widget's greatest width is not asked when the height of its text is reckoned.
    """

    def fit(self) -> None:
        self.body.setContentsMargins(0, 0, max(8, self.viewport().width() - style.ch(104)), 0)
        super().fit()


class SettingsPage(Page):
    """Who I am, what is read, what is set aside, how it looks, and how to forget it all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Settings"), self.tr("Kept on this computer, like everything else."))
        self.you = You()
        self.you.kept.connect(self._keep_profile)
        self.mailboxes = Mailboxes()
        self.mailboxes.sync.connect(self._sync)
        self.mailboxes.remove.connect(self._ask_remove)
        self.mailboxes.add.connect(lambda: self.go.emit("connect", None))
        self.mailboxes.open_file.connect(lambda: self.go.emit("open_file", None))
        self.mailboxes.as_it_comes.connect(self._keep_listening)
        self.addresses = Addresses()
        self.addresses.new.connect(self._new_address)
        self.addresses.bring.connect(self._import_addresses)
        self.addresses.copy.connect(self._copy_address)
        self.addresses.forget.connect(self._ask_forget_address)
        self.addresses.settle.connect(self._settle)
        self.companies = Companies()
        self.companies.load.connect(self._load_companies)
        self.companies.forget.connect(self._ask_forget_companies)
        self.reminders = Reminders()
        self.reminders.tells.connect(self._keep_notices)
        self.reminders.keeps.connect(self._keep_ended)
        self.reminders.open_page.connect(lambda: self.go.emit("requests", None))
        self.choosing = Choosing(self)
        self.shelves = Shelves()
        self.shelves.choose.connect(self.choosing.begin)
        self.shelves.open_page.connect(lambda: self.go.emit("set_aside", None))
        self.shelves.quiet.connect(self._keep_quiet)
        self.shelves.lines.connect(self._show_help_lines)
        self.appearance = Appearance()
        self.appearance.changed.connect(self._keep_look)

        area = _Cards(gap=style.space("medium"))
        area.setAccessibleName(self.tr("Settings"))
        first = (self.you, self.mailboxes, self.addresses, self.companies, self.reminders)
        for card in (*first, self.shelves, self.appearance, self._forgetting()):
            area.body.addWidget(card)
        area.body.addStretch(1)
        self.body.addWidget(area, 1)

    def refresh(self, audit: "Audit") -> None:
        self.you.load(audit.profile())
        self.mailboxes.show_accounts(audit.accounts(), self.desk.today)
        self.mailboxes.listens.setChecked(audit.setting(LISTENING, "on") == "on")
        self._list_addresses(audit)
        self.companies.show_known(audit.companies_known())
        self.reminders.show_kept(audit.setting(NOTICES, "on") == "on", audit.ended_kept_for())
        self.shelves.show_behaviour(audit.behaviour(), self.desk.today)
        self.appearance.show_look(audit.setting("appearance", "system"), audit.setting("text_scale", "1.0"))

    def _list_addresses(self, audit: "Audit") -> None:
        """Ask for the addresses beside the window, or at once where that would wait for what runs there."""

        def came(rows: tuple[AddressRow, ...]) -> None:
            self.addresses.show_addresses(rows, self.desk.today)

        if self.desk.jobs.busy:
            came(audit.address_rows())
            return
        self.desk.jobs.run(
            self.tr("Listing your addresses"),
            lambda audit, tell: audit.address_rows(),
            came,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _forgetting(self) -> QWidget:
        card = panes.Card(gap=10)
        card.body.addWidget(pieces.heading(self.tr("Forget everything")))
        line = self.tr("Erases what this program knows. Your mail in the mailbox or in files stays as it is.")
        card.body.addWidget(pieces.text(line, font="small", tone="muted"))
        self.forget = pieces.button(self.tr("Forget everything..."), self._ask_forget)
        card.body.addLayout(pieces.row(self.forget, None))
        return card

    def _keep_profile(self, profile: Profile) -> None:
        def kept(_: None) -> None:
            self.you.show_profile(profile)
            self.you.say(self.tr("Kept."))

        self.run(self.tr("Keeping your settings"), lambda audit, tell: audit.set_profile(profile), kept)

    def _keep_look(self, name: str, value: str) -> None:
        self.run(
            self.tr("Keeping your settings"),
            lambda audit, tell: audit.set_setting(name, value),
            lambda _: self.go.emit("look", None),
            changes=False,
        )

    def _keep_quiet(self, quiet: bool) -> None:
        self.run(
            self.tr("Keeping your settings"),
            lambda audit, tell: audit.behave(Mode.QUIET if quiet else Mode.NORMAL, None, tell),
            lambda _: self.go.emit("sidebar", None),
        )

    def _show_help_lines(self) -> None:
        self._show(HelpLines(help_lines(), self.desk.audit.profile().country, self))

    def _keep_notices(self, on: bool) -> None:
        self.run(
            self.tr("Keeping your settings"),
            lambda audit, tell: audit.set_setting(NOTICES, "on" if on else "off"),
            changes=False,
        )

    def _keep_ended(self, days: int | None) -> None:
        label = self.tr("Keeping your settings")
        self.run(label, lambda audit, tell: audit.keep_ended_for(days), changes=False)

    def _keep_listening(self, on: bool) -> None:
        self.run(
            self.tr("Keeping your settings"),
            lambda audit, tell: audit.set_setting(LISTENING, "on" if on else "off"),
            changes=False,
        )

    def _sync(self, address: str) -> None:
        # The window reads, since it also asks for the password where no keyring keeps it.
        self.go.emit("read", address)

    def _ask_remove(self, address: str) -> None:
        question = Question(
            self.tr("Remove the mailbox?"),
            self.tr(
                "{address} is no longer read, its password is erased, and mail that came only from it is forgotten "
                "here. The mailbox itself stays as it is."
            ).format(address=address),
            self.tr("Remove"),
            self,
        )
        question.accepted.connect(lambda: self._remove(address))
        question.open()

    def _remove(self, address: str) -> None:
        self.run(self.tr("Removing a mailbox"), lambda audit, tell: audit.remove_account(address, tell=tell))

    def _new_address(self) -> None:
        self._show(NewAddressDialog(self.desk, self.desk.audit.address_bases(), self))

    def _import_addresses(self) -> None:
        self._show(ImportAddressesDialog(self.desk, self))

    def _show(self, dialog: QDialog) -> None:
        self.addresses.say("")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.show()

    def _copy_address(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self.addresses.say(self.tr("{address} is on the clipboard.").format(address=phrases.shown(address)))

    def _ask_forget_address(self, address: str) -> None:
        question = Question(
            self.tr("Forget what was said of this address?"),
            self.tr(
                "To whom {address} was given is forgotten, and the findings are worked out without it. Mail to it "
                "stays."
            ).format(address=phrases.shown(address)),
            self.tr("Forget"),
            self,
        )
        question.accepted.connect(lambda: self._forget_address(address))
        question.open()

    def _forget_address(self, address: str) -> None:
        self.addresses.say("")
        self.run(self.tr("Forgetting an address"), lambda audit, tell: audit.forget_address(address, tell))

    def _settle(self, conflict: str, way: Settlement) -> None:
        self.addresses.say("")
        self.run(self.tr("Keeping your word"), lambda audit, tell: audit.settle_conflict(conflict, way, tell))

    def _load_companies(self, path: Path) -> None:
        self.companies.say(self.tr("Reading the company records..."))

        def loaded(done: LoadedCompanies) -> None:
            self.companies.show_known(self.desk.audit.companies_known())
            self.companies.told(done)

        def failed(error: Exception) -> bool:
            if not isinstance(error, InboxGuardError):
                return False
            self.companies.say(phrases.shown(str(error), 600))
            return True

        self.run(
            self.tr("Loading company records"),
            lambda audit, tell: audit.load_companies(path, tell),
            loaded,
            otherwise=failed,
            changes=False,
        )

    def _ask_forget_companies(self) -> None:
        question = Question(
            self.tr("Forget the company records?"),
            self.tr("What was loaded is erased here. The files stay as they are, and so do addresses you named."),
            self.tr("Forget"),
            self,
        )
        question.accepted.connect(self._forget_companies)
        question.open()

    def _forget_companies(self) -> None:
        def forgotten(_: bool) -> None:
            self.companies.show_known(self.desk.audit.companies_known())
            self.companies.say(self.tr("Forgotten."))

        label = self.tr("Forgetting company records")
        self.run(label, lambda audit, tell: audit.forget_companies(), forgotten, changes=False)

    def _ask_forget(self) -> None:
        question = Question(
            self.tr("Forget everything?"),
            self.tr(
                "What was read, found, decided and drafted here is erased, with the kept passwords. It cannot be "
                "brought back. Your mail in the mailbox or in files stays as it is."
            ),
            self.tr("Forget everything"),
            self,
        )
        question.accepted.connect(self._forget)
        question.open()

    def _forget(self) -> None:
        def forget(audit: "Audit", tell: Tell) -> None:
            audit.forget()
            audit.reopen()

        def begin_anew(_: None) -> None:
            # The window's own audit still holds the erased file; nothing of it may stay on the screen.
            self.desk.audit.reopen()
            self.go.emit("first_run", None)

        self.run(self.tr("Forgetting everything"), forget, begin_anew, changes=False)
