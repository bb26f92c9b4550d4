"""The window: sidebar, one page at a time, the foot that tells what runs, and one place for what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from inboxguard.audit.progress import Step
from inboxguard.audit.views import ImportResult
from inboxguard.errors import InboxGuardError, KeyringMissing, WrongPassword
from inboxguard.ui import crash, icons, pieces, style
from inboxguard.ui.banner import Banner
from inboxguard.ui.first_run.page import FirstRun
from inboxguard.ui.foot import Foot
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.password import PasswordDialog
from inboxguard.ui.sidebar import Item, Sidebar


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the sidebar: key, icon and where its class is found; the title is worded by the window."""

    key: str
    icon: str
    target: str


PLACES = (
    Place("overview", "overview", "inboxguard.ui.overview.page:OverviewPage"),
    Place("senders", "senders", "inboxguard.ui.senders.page:SendersPage"),
    Place("sharing", "sharing", "inboxguard.ui.sharing.page:SharingPage"),
    Place("requests", "requests", "inboxguard.ui.requests.page:RequestsPage"),
    Place("reports", "reports", "inboxguard.ui.reports.page:ReportsPage"),
    Place("set_aside", "set-aside", "inboxguard.ui.set_aside.page:SetAsidePage"),
    Place("settings", "settings", "inboxguard.ui.settings.page:SettingsPage"),
)
QUIET_SETTING = "quiet_mode"


class Window(QWidget):
    """The one window of the program; pages are made when they are first asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setWindowTitle("inboxguard")
        self.setWindowIcon(icons.application())
        self.pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._narrow = False
        self._here = ""
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._build()
        jobs = desk.jobs
        jobs.started.connect(self._job_started)
        jobs.stepped.connect(self._job_stepped)
        jobs.done.connect(self._job_done)
        jobs.cancelled.connect(lambda label: self._job_done(label, True))
        jobs.failed.connect(self._job_failed)
        jobs.idle.connect(self._rest)
        self._shortcuts()
        self.resize(1280, 820)
        self.begin()

    def begin(self) -> None:
        """Show the first run where there is no mail yet, else the Overview."""
        if self.desk.audit.empty():
            self.show_first_run()
            return
        self.open_page("overview")
        if self.desk.audit.stale():
            self.desk.jobs.run(self.tr("Looking for connections"), lambda audit, tell: audit.analyse(tell))

    # --- pages

    def open_page(self, key: str, argument: object = None) -> None:
        """Show page `key`, made now if need be, and hand it `argument`."""
        if key not in {place.key for place in PLACES}:
            return
        self.stack.setCurrentWidget(self._main)
        page = self._page(key)
        self._here = key
        self.sidebar.choose(key)
        self.book.setCurrentWidget(page)
        if key in self._stale:
            self._stale.discard(key)
            page.refresh(self.desk.audit)
        page.set_narrow(self._narrow)
        page.shown(argument)

    def show_first_run(self, step: str = "choices") -> None:
        """Show the first run at "choices", "connect" or "open_file"."""
        self.first_run.begin(step, may_go_back=not self.desk.audit.empty())
        self._here = ""
        self.stack.setCurrentWidget(self.first_run)

    def _page(self, key: str) -> Page:
        if key not in self.pages:
            target = next(place.target for place in PLACES if place.key == key)
            module, _, name = target.partition(":")
            page: Page = getattr(import_module(module), name)(self.desk)
            page.go.connect(self._go)
            self.pages[key] = page
            self.book.addWidget(page)
            self._stale.add(key)
        return self.pages[key]

    def _go(self, key: str, argument: object) -> None:
        """Follow a page's wish; after it has returned, since it may be gone by then."""
        wishes: dict[str, Callable[[], None]] = {
            "look": self.apply_look,
            "first_run": self._start_over,
            "connect": partial(self.show_first_run, "connect"),
            "open_file": partial(self.show_first_run, "open_file"),
            "sidebar": self._fill_sidebar,
            "read": partial(self._read_account, str(argument), None),
        }
        QTimer.singleShot(0, self, wishes.get(key, partial(self.open_page, key, argument)))

    def _start_over(self) -> None:
        self._drop_pages()
        self._rest()
        self.begin()

    def apply_look(self) -> None:
        """Apply the look of the settings and build everything again in it; the focus stays by object name."""
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        here = self._here
        apply_settings(self.desk)
        self._drop_pages()
        old = self.stack
        self._outer.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._build()
        self._arrange()
        self._rest()
        if here:
            self.open_page(here)
            again = self.pages[here].findChild(QWidget, name) if name else None
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin()

    def _drop_pages(self) -> None:
        for page in self.pages.values():
            self.book.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.pages.clear()
        self._stale.clear()
        self._here = ""

    # --- layout

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self._outer.addWidget(self.stack)
        self.first_run = FirstRun(self.desk)
        self.first_run.arrived.connect(self._arrived)
        self.first_run.left.connect(lambda: self.open_page("overview"))
        self.stack.addWidget(self.first_run)
        self._main = QWidget()
        across = QHBoxLayout(self._main)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self._side = QWidget()
        self._side.setObjectName("side")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        down = self._down = pieces.column(self._side, gap=0)
        self._name = pieces.text("inboxguard", font="strong", wrap=False)
        self._name.setContentsMargins(26, 22, 12, 16)
        down.addWidget(self._name)
        self.sidebar = Sidebar(self.tr("Pages"))
        self.sidebar.asked.connect(self.open_page)
        self._fill_sidebar()
        down.addWidget(self.sidebar, 1)
        self.foot = Foot()
        self.foot.stop.connect(self._stop)
        self.foot.read.connect(self.read_mail)
        down.addWidget(self.foot)
        across.addWidget(self._side)
        right = QWidget()
        column = pieces.column(right, gap=0)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.book = QStackedWidget()
        column.addWidget(self.book, 1)
        across.addWidget(right, 1)
        self.stack.addWidget(self._main)
        QWidget.setTabOrder(self.sidebar, self.foot)
        self._arrange()
        self._rest()

    def _fill_sidebar(self) -> None:
        titles = {
            "overview": self.tr("Overview"),
            "senders": self.tr("Senders"),
            "sharing": self.tr("Sharing"),
            "requests": self.tr("Requests"),
            "reports": self.tr("Reports"),
            "set_aside": self.tr("Set aside"),
            "settings": self.tr("Settings"),
        }
        quiet = self.desk.audit.setting(QUIET_SETTING) == "on"
        items: list[Item] = []
        for place in PLACES:
            if quiet and place.key == "set_aside":
                continue
            if place.key in ("set_aside", "settings"):
                items.append(Item(""))
            items.append(Item(place.key, titles[place.key], place.icon))
        self.sidebar.set_items(items)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._narrow = self.width() < style.ch(style.size("one_pane_below_ch"))
        self.sidebar.set_icons_only(self._narrow)
        self.foot.set_icons_only(self._narrow)
        self._name.setVisible(not self._narrow)
        wide = max(style.ch(style.size("sidebar_ch")), 150)
        self._side.setFixedWidth(style.grown(20) + 48 if self._narrow else wide + 28)
        self._down.setContentsMargins(0, 22 if self._narrow else 0, 0, 0)
        if self._here:
            self.pages[self._here].set_narrow(self._narrow)

    def _shortcuts(self) -> None:
        for at, place in enumerate(PLACES, 1):
            QShortcut(QKeySequence(f"Alt+{at}"), self, partial(self._by_key, place.key))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._seek)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)

    def _by_key(self, key: str) -> None:
        if self.stack.currentWidget() is self._main:
            self.open_page(key)

    def _seek(self) -> None:
        if self._here:
            self.pages[self._here].seek()

    def _escape(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit) and focus.text():
            focus.clear()
        elif self._here:
            self.pages[self._here].back()
        else:
            self.first_run.back()

    # --- work

    def read_mail(self) -> None:
        """Read what is new in every mailbox."""
        for account in self.desk.audit.accounts():
            self._read_account(account.address, None)

    def _read_account(self, address: str, password: str | None) -> None:
        self.desk.jobs.run(
            self.tr("Reading mail"),
            lambda audit, tell: audit.sync(address, password=password, tell=tell),
            otherwise=partial(self._ask_password, address),
            owner=self,
        )

    def _ask_password(self, address: str, error: Exception) -> bool:
        """Without a keyring, or with a password that is no longer right, only the person can help."""
        if not isinstance(error, KeyringMissing | WrongPassword):
            return False
        dialog = PasswordDialog(address, error, self)
        dialog.given.connect(partial(self._read_account, address))
        dialog.setModal(True)
        dialog.show()
        return True

    def _stop(self) -> None:
        self.foot.stopping()
        self.desk.jobs.stop()

    def _job_started(self, label: str) -> None:
        self.banner.dismiss()
        self.foot.begin(label)
        self.first_run.work_began(label)

    def _job_stepped(self, step: Step) -> None:
        self.foot.step(step)
        self.first_run.work_steps(step)

    def _job_done(self, label: str, changes: bool) -> None:
        if not changes:
            return
        self._stale.update(self.pages)
        if self._here:
            self._stale.discard(self._here)
            self.pages[self._here].refresh(self.desk.audit)

    def _job_failed(self, label: str, error: Exception) -> None:
        self._job_done(label, True)
        if isinstance(error, InboxGuardError):
            self.say(error)
        else:
            crash.report(error, self)

    def say(self, error: InboxGuardError) -> None:
        """Say what went wrong and what to do."""
        self.banner.say(error)
        self.first_run.say(error)

    def _rest(self) -> None:
        audit = self.desk.audit
        self.first_run.work_ended()
        if audit.is_demo():
            self.foot.rest(self.tr("The sample mailbox"), self.tr("invented, nobody real"))
            return
        accounts = audit.accounts()
        if not accounts:
            self.foot.rest(self.tr("Up to date"), self.tr("from mail files"))
            return
        read_at = max((row.read_at for row in accounts if row.read_at is not None), default=None)
        self.foot.rest(self.tr("Up to date"), self.foot.read_words(read_at, self.desk.now()), can_read=True)

    def _arrived(self, result: ImportResult | None) -> None:
        """Mail is there: show what it says."""
        self._drop_pages()
        self._rest()
        self.open_page("overview")
        if result is not None and result.unreadable:
            names = ", ".join(Path(path).name for path, _ in result.unreadable[:3])
            self.banner.say_words(
                self.tr("Some files could not be read"),
                self.tr("{names}: the rest was read. {reason}").format(names=names, reason=result.unreadable[0][1]),
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        if "overview" in self.pages:
            self.desk.audit.looked()
        self.desk.jobs.close()
        super().closeEvent(event)
