"""The window: sidebar, one page at a time, the foot that tells what runs, and one place for what went wrong."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from inboxguard.audit.progress import Step
from inboxguard.audit.shelf_views import Mode
from inboxguard.audit.views import ImportResult, SyncResult
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, icons, pieces, places, style, unreadable
from inboxguard.ui.banner import Banner
from inboxguard.ui.first_run.page import FirstRun
from inboxguard.ui.foot import Foot
from inboxguard.ui.look import apply_settings
from inboxguard.ui.notifying import Notifier
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.places import PLACES
from inboxguard.ui.reading_mail import ReadingMail
from inboxguard.ui.sidebar import Sidebar

_ANALYSIS = frozenset({"analysing", "summing_up", "tracing"})
"""Steps that look for connections."""
_SOON = 4_000
"""Milliseconds after which what is due is looked up first: the window itself comes first."""


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
        self._step = ""
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.reading = ReadingMail(desk, self)
        self.reading.noted.connect(lambda title, lines: self.banner.say_words(title, lines, "muted"))
        self.reading.again.connect(self._sign_in_again)
        self.notifier = Notifier(desk, self)
        self.notifier.pressed.connect(self._show_due)
        self._build()
        jobs = desk.jobs
        jobs.started.connect(self._job_started)
        jobs.stepped.connect(self._job_stepped)
        jobs.done.connect(self._job_done)
        jobs.cancelled.connect(self._job_cancelled)
        jobs.failed.connect(self._job_failed)
        jobs.idle.connect(self._idle)
        self._shortcuts()
        self.resize(1280, 820)
        self.begin()
        QTimer.singleShot(_SOON, self, self.notifier.begin)

    def begin(self) -> None:
        """Show the first run where there is no mail yet, else the Overview."""
        if self.desk.audit.empty():
            self.show_first_run()
            return
        self.open_page("overview")
        if self.desk.audit.stale():
            self._look_for_connections(None)

    def _look_for_connections(self, then: Callable[[None], object] | None) -> None:
        self.desk.jobs.run(self.tr("Looking for connections"), lambda audit, tell: audit.renew(tell), then, owner=self)

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

    def _sign_in_again(self, address: str, error: InboxGuardError) -> None:
        self.show_first_run("connect")
        self.first_run.connecting.sign_in_again(address, error)

    def _page(self, key: str) -> Page:
        if key not in self.pages:
            page = next(place for place in PLACES if place.key == key).page(self.desk)
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
            "read": partial(self.reading.read, str(argument)),
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
        # Later, when the work that brought the mail is over: the first page is then made once and not asked twice.
        self.first_run.arrived.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
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
        self.foot.read.connect(self.reading.read_all)
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
        quiet = self.desk.audit.behaviour().mode is Mode.QUIET
        self._by_number = places.keys(quiet=quiet)
        self.sidebar.set_items(places.items(quiet=quiet))

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
        for at in range(len(PLACES)):
            QShortcut(QKeySequence(f"Alt+{at + 1}"), self, partial(self._by_place, at))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._seek)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)

    def _by_place(self, at: int) -> None:
        """Open the word at this place of the sidebar, 0 for the first; what it does not show is not counted."""
        if self.stack.currentWidget() is self._main and at < len(self._by_number):
            self.open_page(self._by_number[at])

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

    def _stop(self) -> None:
        self.foot.stopping()
        self.reading.stop()
        self.desk.jobs.stop()

    def _job_started(self, label: str) -> None:
        self._step = ""
        self.foot.begin(label)
        if self.desk.jobs.show == "all":
            self.banner.dismiss()
            self.first_run.work_began(label)

    def _job_stepped(self, step: Step) -> None:
        self._step = step.what
        self.foot.step(step)
        self.first_run.work_steps(step)

    def _job_done(self, label: str, changes: bool) -> None:
        if not changes:
            return
        self._stale.update(self.pages)
        if self._here:
            self._stale.discard(self._here)
            self.pages[self._here].refresh(self.desk.audit)

    def _job_cancelled(self, label: str) -> None:
        """Stop while mail was read: what came until then is shown all the same, unless just that was stopped."""
        self._job_done(label, True)
        then = (lambda _: self.first_run.arrived.emit(None)) if self.first_run.reads else None
        if self.desk.audit.stale() and self._step not in _ANALYSIS:
            self._look_for_connections(then)
        elif then is not None and not self.desk.audit.empty():
            then(None)

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

    def _idle(self) -> None:
        self.reading.go_on()
        if not self.desk.jobs.busy:
            self._rest()

    def _rest(self) -> None:
        audit = self.desk.audit
        self.first_run.work_ended()
        self.reading.listener.follow()
        if audit.is_demo():
            self.foot.rest(self.tr("The sample mailbox"), self.tr("invented, nobody real"))
            return
        accounts = audit.accounts(counted=False)
        if not accounts:
            self.foot.rest(self.tr("Up to date"), self.tr("from mail files"))
            return
        left = audit.still_to_read()
        if left:
            self.foot.rest(*self.foot.rest_words(left), can_read=True)
            return
        read_at = max((row.read_at for row in accounts if row.read_at is not None), default=None)
        self.foot.rest(self.tr("Up to date"), self.foot.read_words(read_at, self.desk.now()), can_read=True)

    def _arrived(self, result: ImportResult | SyncResult | None) -> None:
        """Mail is there: show what it says."""
        self._drop_pages()
        if isinstance(result, SyncResult):
            self.reading.connected()
        self._rest()
        self.open_page("overview")
        if isinstance(result, SyncResult):
            self.reading.tell_notes(result)
        elif result is not None and result.unreadable:
            title = self.tr("Some files could not be read; all others were")
            self.banner.say_words(title, unreadable.sentences(result.unreadable), "muted")

    def _show_due(self) -> None:
        """Come to the front with the page Requests: a notice of the desktop was pressed."""
        self.show()
        self.raise_()
        self.activateWindow()
        if self.stack.currentWidget() is self._main:
            self.open_page("requests")

    def closeEvent(self, event: QCloseEvent) -> None:
        if "overview" in self.pages:
            self.desk.audit.looked()
        self.hide()
        self.reading.listener.stop()
        self.notifier.stop()
        self.desk.jobs.close()
        super().closeEvent(event)
