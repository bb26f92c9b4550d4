"""What an act would do to each of several senders, told before anything happens; leaving them has its own window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from inboxguard.audit.batches import Act, Outcome, Planned
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.doing import Doing
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.tables import Column, Paged, Table


class BatchDialog(QDialog):
    """Lists what would happen to each sender; `confirmed(ids)` are those to whom it shall."""

    confirmed = Signal(object)

    def __init__(self, desk: Desk, act: Act, ids: Sequence[SenderId], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._act = act
        self._plans: dict[SenderId, Planned] = {}
        self._doing = Doing(desk, self)
        self._doing.said.connect(self._say)
        self._doing.turned.connect(self._follow)
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
        self.cancel = pieces.button(self.tr("Cancel"), self.close)
        self.take = pieces.primary(wording.act_button(act), self._confirm)
        body.addLayout(pieces.row(None, self.cancel, self.take))
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
                wording.outcome,
                "mark",
                paint=wording.mark,
                tip=lambda plan: phrases.tooltip(wording.outcome(plan)),
            ),
        )

    def _in_full(self, plan: Planned) -> str:
        """The chosen row with nothing cut off."""
        return self.tr("{name}: {what}.").format(
            name=phrases.shown(plan.name, 80), what=wording.outcome(plan).rstrip(".")
        )

    def _fetch(self, ids: Sequence[SenderId]) -> list[Planned]:
        return [self._plans[one] for one in ids]

    # --- looking

    def _look(self, ids: tuple[SenderId, ...]) -> None:
        act = self._act
        self._doing.run(
            self.tr("Looking at what would happen"), lambda audit, tell: audit.preview(act, ids, tell), self._looked
        )

    def _say(self, words: str) -> None:
        self.summary.setText(phrases.breakable(words))

    def _looked(self, plans: tuple[Planned, ...]) -> None:
        self._plans = {plan.id: plan for plan in plans}
        # What happens stands before what does not, so that the first look shows it.
        order = list(Outcome)
        self.model.set_ids([plan.id for plan in sorted(plans, key=lambda plan: order.index(plan.outcome))])
        if plans:
            self.table.selectRow(0)
            self.table.setFocus()
        changed = len(self._affected())
        words = self.tr("{n} change, {rest} stay as they are. You can undo it afterwards.")
        self._say(words.format(n=figures.number(changed), rest=figures.number(len(plans) - changed)))

    def _follow(self) -> None:
        """Let the words and the button follow what is known now."""
        plan = self._plans.get(self.table.chosen_id())
        self.one.setText("" if plan is None else phrases.breakable(self._in_full(plan)))
        self.take.setEnabled(bool(self._affected()) and not self._doing.busy)

    def _affected(self) -> tuple[SenderId, ...]:
        """The senders to whom something happens, in the order shown."""
        return tuple(one for one in self.model.ids if self._plans[one].outcome is not Outcome.NOTHING)

    # --- doing

    def _confirm(self) -> None:
        self.confirmed.emit(self._affected())
        self.close()

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left."""
        self._doing.stop()
        self._doing.leave()
        super().done(result)
