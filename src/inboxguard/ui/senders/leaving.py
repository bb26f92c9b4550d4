"""Many senders left in one go: told for each before anything happens, a tick for each, and what came of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QPushButton, QWidget

from inboxguard.audit.batches import MOST_DRAFTS, Act, Drafted
from inboxguard.audit.leave_plans import Leave
from inboxguard.audit.leaving import Left
from inboxguard.audit.progress import Tell
from inboxguard.requests.unsubscribe import Route
from inboxguard.senders.sender import SenderId
from inboxguard.ui import panes, phrases, pieces, web
from inboxguard.ui.dialogs import sized
from inboxguard.ui.doing import Doing
from inboxguard.ui.flow import Flow
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.leaving_words import leaving_words
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.tables import Column
from inboxguard.ui.ticks import Ticks, TickTable

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

CLICK, DRAFT, LINK, HELD, REFUSED, WAITS = "click", "draft", "link", "held", "refused", "waits"
ORDER = (WAITS, CLICK, DRAFT, LINK, HELD, REFUSED)


@dataclass(frozen=True, slots=True)
class Departure:
    """How one sender would be left."""

    id: SenderId
    name: str
    kind: str
    host: str = ""
    url: str = ""
    """The page, only of a link."""
    reason: str = ""


def departure(plan: Leave) -> Departure:
    """Return a plan as the list shows it."""
    way = plan.way
    kind = {Route.ONE_CLICK: CLICK, Route.MAILTO: DRAFT, Route.LINK: LINK}.get(Route(way.route), REFUSED)
    reason = way.reason
    if not way.allowed:
        kind = REFUSED
    elif plan.held and plan.before is not None:
        kind, reason = HELD, plan.before.words
    return Departure(plan.id, plan.name, kind, way.host or "", (way.url or "") if kind == LINK else "", reason)


class LeavingDialog(QDialog):
    """Lists how each sender would be left; only what is ticked is done, requests and drafts by a button each."""

    ended = Signal()

    def __init__(self, desk: Desk, ids: Sequence[SenderId] = (), parent: QWidget | None = None) -> None:
        """Look at how `ids` would be left; without any, at what an earlier batch left open."""
        super().__init__(parent)
        self._desk = desk
        self._resumes = not ids
        self._rows: dict[SenderId, Departure] = {}
        self._kinds: Counter[str] = Counter()
        self._lefts: dict[SenderId, Left] = {}
        self._made: dict[SenderId, Drafted] = {}
        self._there: set[SenderId] = set()
        self._doing = Doing(desk, self, leaving_words.step)
        self._doing.said.connect(self._say)
        self._doing.turned.connect(self._follow)
        title = leaving_words.resume_title() if self._resumes else wording.act_title(Act.UNSUBSCRIBE, len(ids))
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        body.addWidget(pieces.text(leaving_words.line(self._resumes), tone="muted"))
        self.model: Ticks[SenderId, Departure] = Ticks(
            self.tr("Chosen"), self._columns(), lambda found: [self._rows[one] for one in found], self._may, self
        )
        self.model.turned.connect(self._follow)
        self.table = TickTable(self.model, self.tr("What would happen to each"))
        self.table.chosen.connect(lambda _: self._follow_row())
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.table)
        body.addWidget(card, 1)
        self.one = pieces.text("", tone="muted")
        body.addWidget(self.one)
        self.every = pieces.link(self.tr("Choose all"), lambda: self.model.tick(self.model.ids))
        self.none = pieces.link(self.tr("Choose none"), lambda: self.model.tick(()))
        self.open_page = pieces.link(self.tr("Open the page"), self._open)
        self.copy_link = pieces.link(self.tr("Copy the link"), self._copy)
        self.did_it = pieces.link(self.tr("I did it there"), self._record)
        strip = QWidget()
        flow = Flow(strip, gap=16)
        for link in (self.every, self.none, self.open_page, self.copy_link, self.did_it):
            flow.addWidget(link)
        body.addWidget(strip)
        self.summary = pieces.text("")
        body.addWidget(self.summary)
        self.cancel = pieces.button(self.tr("Cancel"), self.close)
        self.stop = pieces.button(self.tr("Stop"), self._doing.stop)
        self.files = pieces.button(self.tr("Save drafts as files..."), self._save)
        self.drafts = pieces.button(self.tr("Put in Drafts"), lambda: self._draft(None))
        self._has_account = bool(desk.audit.accounts(counted=False))
        self.go = pieces.primary(leaving_words.send(0), self._go)
        foot = QWidget()
        acts = Flow(foot, gap=8)
        for made in (self.cancel, self.stop, self.files, self.drafts, self.go):
            acts.addWidget(made)
        body.addLayout(pieces.row(None, foot))
        sized(self, 96, 72)
        self._follow()
        self._look(tuple(ids))

    def _columns(self) -> tuple[Column[Departure], ...]:
        return (
            Column(
                self.tr("Sender"),
                lambda row: phrases.shown(row.name, 120),
                "text",
                20,
                tip=lambda row: phrases.tooltip(row.name),
            ),
            Column(
                self.tr("What happens"),
                self._words,
                "mark",
                paint=self._mark,
                tip=lambda row: phrases.tooltip(self._words(row)),
            ),
        )

    def _words(self, row: Departure) -> str:
        if row.id in self._lefts:
            return leaving_words.came(self._lefts[row.id])
        if row.id in self._made:
            return leaving_words.made(self._made[row.id])
        if row.id in self._there:
            return leaving_words.there()
        return leaving_words.plan(row.kind, row.host, row.reason)

    def _mark(self, row: Departure) -> tuple[str, str]:
        if row.id in self._lefts:
            return leaving_words.mark(self._lefts[row.id])
        if row.id in self._there or (row.id in self._made and self._made[row.id].made):
            return "disc with a tick", "accent"
        return {CLICK: ("disc", "accent"), DRAFT: ("sheet", "muted"), LINK: ("half disc", "muted")}.get(
            row.kind, ("clock", "muted") if row.kind in (WAITS, HELD) else ("ring", "muted")
        )

    # --- looking

    def _look(self, ids: tuple[SenderId, ...]) -> None:
        label = self.tr("Looking at what would happen")
        if self._resumes:
            self._doing.run(label, lambda audit, tell: audit.last_one_clicks(), self._found_open)
        else:
            self._doing.run(label, lambda audit, tell: audit.leaves(ids, tell), self._found)

    def _found(self, plans: tuple[Leave, ...]) -> None:
        self._show([departure(one) for one in plans])
        self.model.tick([one.id for one in self._rows.values() if one.kind in (CLICK, DRAFT)])
        self._say(leaving_words.sum(self._kinds))

    def _found_open(self, lefts: tuple[Left, ...]) -> None:
        """Senders that were set aside meanwhile, or from their shelf, are not named here."""
        shown = set(self._desk.audit.sender_ids())
        rows = []
        for one in lefts:
            if one.state in ("waiting", "leaving"):
                name, host = (one.name, one.host) if one.id in shown else (phrases.set_aside_sender(), "")
                rows.append(Departure(one.id, name, WAITS, host))
        self._show(rows)
        self._say(leaving_words.waits() if rows else leaving_words.nothing_waits())

    def _show(self, rows: Sequence[Departure]) -> None:
        self._rows = {one.id: one for one in sorted(rows, key=lambda row: ORDER.index(row.kind))}
        self._kinds = Counter(one.kind for one in rows)
        self.model.set_ids(tuple(self._rows))
        if self._rows:
            self.table.selectRow(0)
            self.table.setFocus()

    # --- what is chosen

    def _may(self, one: SenderId) -> bool:
        row = self._rows.get(one)
        if row is None:
            return False
        if row.kind == CLICK:
            return one not in self._lefts or self._lefts[one].state == "unreached"
        return row.kind == DRAFT and not (one in self._made and self._made[one].made)

    def _ticked(self, kind: str) -> tuple[SenderId, ...]:
        return tuple(one for one in self.model.ticked if self._rows[one].kind == kind)

    @property
    def _waiting(self) -> tuple[SenderId, ...]:
        """Senders that the person said yes to and that were not asked before it stopped."""
        before = [one.id for one in self._rows.values() if one.kind == WAITS and one.id not in self._lefts]
        return (*before, *(one for one, left in self._lefts.items() if left.state in ("waiting", "leaving")))

    def _follow_row(self) -> None:
        """Tell the chosen row in full, and offer its page."""
        row = self._rows.get(self.table.chosen_id())
        self.one.setText("" if row is None else phrases.breakable(self._in_full(row)))
        is_page = row is not None and bool(row.url) and not self._doing.busy
        for link in (self.open_page, self.copy_link):
            link.setVisible(is_page)
        self.did_it.setVisible(is_page and row is not None and row.id not in self._there)

    def _follow(self) -> None:
        """Let the words and buttons offer what can be done now."""
        self._follow_row()
        busy = self._doing.busy
        for link in (self.every, self.none):
            link.setVisible(not self._resumes)
            link.setEnabled(not busy)
        ticked = Counter(self._rows[one].kind for one in self.model.ticked)
        clicks, drafts = ticked[CLICK], min(ticked[DRAFT], MOST_DRAFTS)
        self.stop.setVisible(busy and bool(self._rows))
        self.files.setVisible(self._kinds[DRAFT] > 0 and not busy)
        self.drafts.setVisible(self._kinds[DRAFT] > 0 and not busy and self._has_account)
        self._name(self.files, leaving_words.save(drafts))
        self._name(self.drafts, leaving_words.put(drafts))
        self.files.setEnabled(drafts > 0)
        self.drafts.setEnabled(drafts > 0)
        waiting = len(self._waiting)
        self._name(self.go, leaving_words.go_on() if waiting else leaving_words.send(clicks))
        self.go.setVisible(not busy and (waiting > 0 or self._kinds[CLICK] > 0))
        self.go.setEnabled(waiting > 0 or clicks > 0)
        self._name(self.cancel, self.tr("Close") if self._lefts or self._made or self._there else self.tr("Cancel"))

    def _name(self, button: QPushButton, words: str) -> None:
        button.setText(words)
        button.setAccessibleName(words)

    def _in_full(self, row: Departure) -> str:
        return self.tr("{name}: {what}").format(name=phrases.shown(row.name, 80), what=self._words(row))

    # --- doing

    def _go(self) -> None:
        ids, resumes = self._ticked(CLICK), bool(self._waiting)

        def work(audit: "Audit", tell: Tell) -> tuple[Left, ...]:
            return audit.resume_one_clicks(tell) if resumes else audit.one_click(ids, tell=tell)

        self._doing.run(self.tr("Sending requests"), work, self._came, changes=True, stopped=self._stopped)

    def _came(self, lefts: tuple[Left, ...]) -> None:
        self._lefts |= {one.id: one for one in lefts if one.id in self._rows}
        self.model.told()
        self._say(leaving_words.results(list(self._lefts.values())))
        self.ended.emit()

    def _stopped(self) -> None:
        """Those on their way have ended; what came of them and who waits stands in the journal."""
        self._doing.run(
            self.tr("Looking at what came of it"), lambda audit, tell: audit.last_one_clicks(), self._came, changes=True
        )

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where to save the drafts"))
        if chosen:
            self._draft(Path(chosen))

    def _draft(self, folder: Path | None) -> None:
        ids = self._ticked(DRAFT)[:MOST_DRAFTS]
        self._doing.run(
            self.tr("Making drafts"),
            lambda audit, tell: audit.unsubscribe_drafts(ids, folder, tell=tell),
            self._drafted,
        )

    def _drafted(self, done: tuple[Drafted, ...]) -> None:
        self._made |= {one.id: one for one in done}
        self.model.told()
        self._say(leaving_words.drafted(sum(one.made for one in done), len(done)))

    def _open(self) -> None:
        row = self._rows.get(self.table.chosen_id())
        if row is not None and not web.show(row.url):
            self._say(self.tr("This link cannot be opened safely; copy it to look at it."))

    def _copy(self) -> None:
        row = self._rows.get(self.table.chosen_id())
        if row is not None:
            QGuiApplication.clipboard().setText(row.url)
            self._say(self.tr("The link is on the clipboard."))

    def _record(self) -> None:
        one = self.table.chosen_id()
        self._doing.run(
            self.tr("Recording it"),
            lambda audit, tell: audit.left_in_browser(one),
            lambda _: self._recorded(one),
            changes=True,
        )

    def _recorded(self, one: SenderId) -> None:
        self._there.add(one)
        self.model.told()
        self._say(
            self.tr("Recorded: you left {name} on its page.").format(name=phrases.shown(self._rows[one].name, 60))
        )

    def _say(self, words: str) -> None:
        self.summary.setText(phrases.breakable(words))

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left; who was not asked yet waits."""
        self._doing.stop()
        self._doing.leave()
        super().done(result)
        self.ended.emit()
