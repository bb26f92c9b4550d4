"""What an act would do to each of several senders, told before anything happens, and what became of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QWidget

from inboxguard.audit.batches import MOST_DRAFTS, Act, Drafted, Outcome, Planned
from inboxguard.audit.progress import Step
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.tables import Column, Paged, Table


class BatchDialog(QDialog):
    """Lists what would happen to each sender; `confirmed(ids)` are those to whom it shall.

    Unsubscribing only ever makes drafts, here; pages are opened one at a time by the person.
    """

    confirmed = Signal(object)

    def __init__(self, desk: Desk, act: Act, ids: Sequence[SenderId], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._act = act
        self._plans: dict[SenderId, Planned] = {}
        self._made: dict[SenderId, Drafted] = {}
        self._running = ""
        self.setWindowTitle(wording.act_title(act, len(ids)))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(wording.act_title(act, len(ids)), font="title"))
        body.addWidget(pieces.text(wording.act_line(act), tone="muted"))
        self.model: Paged[SenderId, Planned] = Paged(self._columns(), self._fetch, self)
        self.table = Table(self.model, self.tr("What would happen to each"))
        self.table.chosen.connect(lambda _: self._follow())
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.table)
        body.addWidget(card, 1)
        self.one = pieces.text("", tone="muted")
        self.summary = pieces.text("")
        body.addWidget(self.one)
        body.addWidget(self.summary)
        self.open_page = pieces.button(self.tr("Open the page"), self._open)
        self.copy_link = pieces.button(self.tr("Copy the link"), self._copy)
        by_hand = pieces.row(self.open_page, self.copy_link, None)
        if act is Act.UNSUBSCRIBE:
            body.addLayout(by_hand)
        self.cancel = pieces.button(self.tr("Cancel"), self._leave)
        self.drafts = pieces.button(self.tr("Put in Drafts"), lambda: self._draft(None))
        self.drafts.setVisible(act is Act.UNSUBSCRIBE and bool(desk.audit.accounts(counted=False)))
        self.take = pieces.primary(wording.act_button(act), self._confirm)
        body.addLayout(pieces.row(None, self.cancel, self.drafts, self.take))
        sized(self, 92, 70)
        self._follow()
        self._look(tuple(ids))

    def _columns(self) -> tuple[Column[Planned], ...]:
        return (
            Column(
                self.tr("Sender"),
                lambda plan: phrases.shown(plan.name, 120),
                "text",
                26,
                tip=lambda plan: phrases.tooltip(f"{plan.name} ({plan.id})"),
            ),
            Column(
                self.tr("What happens"),
                self._words,
                "mark",
                paint=wording.mark,
                tip=lambda plan: phrases.tooltip(f"{self._words(plan)} {plan.reason}"),
            ),
        )

    def _words(self, plan: Planned) -> str:
        made = self._made.get(plan.id)
        if made is None:
            return wording.outcome(plan)
        where = phrases.shown(made.words, 200)
        return (self.tr("Draft made: {what}") if made.made else self.tr("No draft: {what}")).format(what=where)

    def _in_full(self, plan: Planned) -> str:
        """The chosen row with nothing cut off, and why it goes this way."""
        why = "" if plan.outcome is Outcome.REFUSED else phrases.shown(plan.reason, 300)
        return self.tr("{name}: {what}. {why}").format(
            name=phrases.shown(plan.name, 80), what=self._words(plan).rstrip("."), why=why
        ).rstrip()

    def _fetch(self, ids: Sequence[SenderId]) -> list[Planned]:
        return [self._plans[one] for one in ids]

    # --- looking

    def _look(self, ids: tuple[SenderId, ...]) -> None:
        act = self._act
        self._run(self.tr("Looking at what would happen"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.preview(act, ids, tell),
            self._looked,
            otherwise=self._failed,
            owner=self,
            changes=False,
        )

    def _run(self, label: str) -> None:
        self._running = label
        self._say(f"{label}...")
        self._desk.jobs.stepped.connect(self._step)
        self._follow()

    def _rest(self) -> None:
        if self._running:
            self._desk.jobs.stepped.disconnect(self._step)
        self._running = ""

    def _step(self, step: Step) -> None:
        if self._desk.jobs.label == self._running:
            self._say(phrases.step(step))

    def _say(self, words: str) -> None:
        self.summary.setText(phrases.breakable(words))

    def _failed(self, error: Exception) -> bool:
        self._rest()
        self._say(phrases.shown(str(error)))
        self._follow()
        return True

    def _looked(self, plans: tuple[Planned, ...]) -> None:
        self._rest()
        self._plans = {plan.id: plan for plan in plans}
        # What happens stands before what does not, so that the first look shows it.
        order = list(Outcome)
        self.model.set_ids([plan.id for plan in sorted(plans, key=lambda plan: order.index(plan.outcome))])
        if plans:
            self.table.selectRow(0)
            self.table.setFocus()
        self._say(self._sum())
        self._follow()

    def _sum(self) -> str:
        count = {one: sum(plan.outcome is one for plan in self._plans.values()) for one in Outcome}
        number = figures.number
        if self._act is not Act.UNSUBSCRIBE:
            changed = len(self._plans) - count[Outcome.NOTHING]
            return self.tr("{n} change, {rest} stay as they are. You can undo it afterwards.").format(
                n=number(changed), rest=number(count[Outcome.NOTHING])
            )
        words = self.tr("{drafts} by a draft, {own} that you do yourself, {none} without a safe way.").format(
            drafts=number(count[Outcome.DRAFT]),
            own=number(count[Outcome.ONE_CLICK] + count[Outcome.LINK]),
            none=number(count[Outcome.REFUSED]),
        )
        if count[Outcome.DRAFT] > MOST_DRAFTS:
            words += " " + self.tr("The first {n} drafts are made now.").format(n=MOST_DRAFTS)
        return words

    def _follow(self) -> None:
        """Let the buttons offer what can be done now."""
        plan = self._plans.get(self.table.chosen_id())
        self.one.setText("" if plan is None else phrases.breakable(self._in_full(plan)))
        url = plan is not None and bool(plan.url)
        self.open_page.setEnabled(url)
        self.copy_link.setEnabled(url)
        ready = bool(self._affected()) and not self._running
        self.take.setEnabled(ready)
        self.drafts.setEnabled(ready)
        if self._act is Act.UNSUBSCRIBE:
            self.take.setText(self.tr("Save drafts as files..."))
            self.take.setAccessibleName(self.take.text())

    def _affected(self) -> tuple[SenderId, ...]:
        """The senders to whom something happens, in the order shown."""
        if self._act is Act.UNSUBSCRIBE:
            found = [one for one in self.model.ids if self._plans[one].outcome is Outcome.DRAFT]
            return tuple(one for one in found if one not in self._made or not self._made[one].made)[:MOST_DRAFTS]
        return tuple(one for one in self.model.ids if self._plans[one].outcome is not Outcome.NOTHING)

    # --- doing

    def _confirm(self) -> None:
        if self._act is not Act.UNSUBSCRIBE:
            self.confirmed.emit(self._affected())
            self.close()
            return
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where to save the drafts"))
        if chosen:
            self._draft(Path(chosen))

    def _draft(self, folder: Path | None) -> None:
        ids = self._affected()
        self._run(self.tr("Making drafts"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.unsubscribe_drafts(ids, folder, tell=tell),
            self._drafted,
            otherwise=self._failed,
            owner=self,
            changes=False,
        )

    def _drafted(self, done: tuple[Drafted, ...]) -> None:
        self._rest()
        self._made.update({one.id: one for one in done})
        self.model.set_ids(self.model.ids)
        made = sum(one.made for one in done)
        words = self.tr("{n} drafts made, {rest} not. Nothing was sent: please read and send them yourself.")
        self._say(words.format(n=figures.number(made), rest=figures.number(len(done) - made)))
        self.cancel.setText(self.tr("Close"))
        self.cancel.setAccessibleName(self.cancel.text())
        self._follow()

    def _open(self) -> None:
        plan = self._plans.get(self.table.chosen_id())
        url = QUrl(plan.url if plan is not None else "", QUrl.ParsingMode.StrictMode)
        if url.isValid() and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)
        else:
            self._say(self.tr("This link cannot be opened safely; copy it to look at it."))

    def _copy(self) -> None:
        plan = self._plans.get(self.table.chosen_id())
        if plan is not None:
            QGuiApplication.clipboard().setText(plan.url)
            self._say(self.tr("The link is on the clipboard."))

    def _leave(self) -> None:
        self.close()

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left."""
        if self._running and self._desk.jobs.label == self._running:
            self._desk.jobs.stop()
        self._rest()
        super().done(result)
