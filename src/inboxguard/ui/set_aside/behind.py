"""Ways out and letters for the senders behind masked messages: told without a name, done without a look."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QLineEdit, QWidget

from inboxguard.audit.batches import Drafted
from inboxguard.audit.progress import Step
from inboxguard.audit.shelf_letters import ActPlan, ShelfAct
from inboxguard.facts.message import MessageKey
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.tables import labelled

LONGEST_WORDS = 80
MOST_REASONS = 3
CALM = 400
"""Milliseconds without a key before words count as written."""


class Behind(QDialog):
    """Says what would happen to the senders behind some messages; their names only after "Look".

    `look(ids)` asks for the window in which each way out is listed by name; letters list their names here.
    """

    look = Signal(object)

    def __init__(self, desk: Desk, act: ShelfAct, keys: Sequence[MessageKey], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._act = act
        self._keys = tuple(keys)
        self._plan: ActPlan | None = None
        self._made: tuple[Drafted, ...] = ()
        self._running = ""
        title, line = self._head()
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        body.addWidget(pieces.text(line, tone="muted"))
        self.less = QLineEdit()
        self.less.setFont(style.font())
        self.less.setMaxLength(LONGEST_WORDS)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._look_again)
        self.less.textChanged.connect(lambda _: self._calm.start())
        note = self.tr("These words stand in each letter. Empty, the letters name the subject as your shelf has it.")
        self._less_row = labelled(self.tr("What you want less of, in your own words"), self.less, note)
        self._less_row.setVisible(act is ShelfAct.ASK_FOR_LESS)
        body.addWidget(self._less_row)
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        area = panes.Scroll(gap=6, margins=(18, 14, 18, 14))
        area.setAccessibleName(self.tr("What would happen"))
        self.words = pieces.text("")
        area.body.addWidget(self.words)
        self.looking = pieces.link(self.tr("Look"), self._look, name=self.tr("Look: show who they are"))
        area.body.addLayout(pieces.row(self.looking, None))
        self._listed = QWidget()
        self._lines = pieces.column(self._listed, gap=2)
        area.body.addWidget(self._listed)
        area.body.addStretch(1)
        card.body.addWidget(area)
        body.addWidget(card, 1)
        self.cancel = pieces.button(self.tr("Cancel"), self.close)
        self.files = pieces.button(self.tr("Save as files..."), self._save)
        self.drafts = pieces.primary(self.tr("Put in Drafts"), lambda: self._write(None))
        self.drafts.setVisible(bool(desk.audit.accounts(counted=False)))
        body.addLayout(pieces.row(None, self.cancel, self.files, self.drafts))
        sized(self, 68, 50 if act is ShelfAct.ASK_FOR_LESS else 40)
        self._asked_for = self._topics
        self._find()

    def _head(self) -> tuple[str, str]:
        nothing_sent = self.tr("Nothing is sent from here: you send each one yourself, from your own mail program.")
        return {
            ShelfAct.UNSUBSCRIBE: (self.tr("Unsubscribe"), self.tr("From the senders behind these messages.")),
            ShelfAct.ASK_FOR_LESS: (self.tr("Ask for less"), nothing_sent),
            ShelfAct.OBJECTION: (self.tr("Object to marketing"), nothing_sent),
        }[self._act]

    @property
    def _topics(self) -> tuple[str, ...]:
        """The person's own words for what they want less of, () for none."""
        typed = " ".join(self.less.text().split())
        return (typed,) if typed and self._act is ShelfAct.ASK_FOR_LESS else ()

    # --- looking

    def _find(self) -> None:
        keys, act, topics = self._keys, self._act, self._topics
        self._asked_for = topics
        self._run(self.tr("Looking at what would happen"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.act_preview(keys, act, topics, tell),
            self._found,
            otherwise=self._failed,
            owner=self,
            changes=False,
        )

    def _look_again(self) -> None:
        """Look at what would happen by other words, once the person has paused and nothing is looked at."""
        if self._running:
            self._calm.start()
        elif self._topics != self._asked_for and not any(one.made for one in self._made):
            self._find()

    def _found(self, plan: ActPlan) -> None:
        self._rest()
        self._plan = plan
        pieces.clear(self._lines)
        self.looking.show()
        self._say("\n\n".join(self._told(plan)))
        self._follow()

    def _told(self, plan: ActPlan) -> list[str]:
        """What would happen, without a number: shelves are not counted."""
        if not plan.named:
            return [self.tr("No sender is known behind these messages.")]
        said = self._ways_out(plan) if self._act is ShelfAct.UNSUBSCRIBE else self._letters(plan)
        if plan.later:
            said.append(self.tr("They are more than can be read through at once: do this again for the rest."))
        return said

    def _ways_out(self, plan: ActPlan) -> list[str]:
        by_hand, none = bool(plan.one_click or plan.links), bool(plan.refused)
        said = []
        if plan.drafts:
            every = not by_hand and not none
            some = self.tr("Some can be left by a mail: a draft is made for each of those.")
            said.append(self.tr("They can be left by a mail: a draft is made for each.") if every else some)
        if by_hand:
            every = not plan.drafts and not none
            some = self.tr("Some offer only a page or a button, which you press yourself. “Look” lists them.")
            every_one = self.tr("They offer only a page or a button, which you press yourself. “Look” lists them.")
            said.append(every_one if every else some)
        if none:
            every = not plan.drafts and not by_hand
            some = self.tr("For some no safe way is known; you can hide such a sender, or object to its mail.")
            no_way = self.tr("No safe way is known; you can hide the sender, or object to its mail.")
            said.append(no_way if every else some)
        return said

    def _letters(self, plan: ActPlan) -> list[str]:
        said = []
        if plan.drafts:
            every = not plan.refused
            some = self.tr("Some of the senders get one letter each. It is kept under Requests as well.")
            each = self.tr("Each sender gets one letter. It is kept under Requests as well.")
            said.append(each if every else some)
        if plan.names_subject:
            said.append(self.tr("It names the subject of the shelf, so whoever reads it learns that you chose it."))
        if plan.wants_words:
            said.append(self.tr("For some it is not known what they write about: please say it in your own words."))
        elif plan.refused:
            said.append(self.tr("For some there is no letter:"))
            said.extend(phrases.shown(reason) for reason in plan.refused[:MOST_REASONS])
        return said

    def _look(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if self._act is ShelfAct.UNSUBSCRIBE:
            self.close()
            self.look.emit(tuple(one.id for one in plan.named))
            return
        pieces.clear(self._lines)
        made = {one.id: one for one in self._made}
        for one in plan.named:
            words = self.tr("{name}, {domain}").format(
                name=phrases.shown(one.name, 80), domain=phrases.shown(one.id, 120)
            )
            self._lines.addWidget(pieces.text(words))
            line = phrases.shown(one.reason, 200)
            if one.id in made:
                became = self.tr("Draft made: {what}") if made[one.id].made else self.tr("No draft: {what}")
                line = became.format(what=phrases.shown(made[one.id].words, 200))
            if line:
                self._lines.addWidget(pieces.text(line, font="small", tone="muted"))
        self.looking.hide()

    # --- doing

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where to save the drafts"))
        if chosen:
            self._write(Path(chosen))

    def _write(self, folder: Path | None) -> None:
        keys, act, topics = self._keys, self._act, self._topics
        self._run(self.tr("Making drafts"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.act(keys, act, folder, None, tell, topics),
            self._written,
            otherwise=self._failed,
            owner=self,
        )

    def _written(self, done: tuple[Drafted, ...]) -> None:
        self._rest()
        self._made = done
        well = [one.made for one in done]
        if well and all(well):
            words = self.tr("The drafts are made. Nothing was sent: please read and send them yourself.")
        elif any(well):
            words = self.tr("Some drafts are made, others could not be; “Look” says which and why.")
        else:
            why = phrases.shown(done[0].words, 300) if done else ""
            words = self.tr("No draft could be made: {why}").format(why=why)
        self._say(words)
        self.cancel.setText(self.tr("Close"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.looking.show()
        pieces.clear(self._lines)
        self._follow()

    # --- saying

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
            self._say(phrases.step(Step(step.what)))  # how far of how many would count what lies here

    def _say(self, words: str) -> None:
        self.words.setText(phrases.breakable(words))

    def _failed(self, error: Exception) -> bool:
        self._rest()
        self._say(phrases.shown(str(error)))
        self._follow()
        return True

    def _follow(self) -> None:
        plan, idle = self._plan, not self._running
        ready = plan is not None and bool(plan.drafts) and idle and not any(one.made for one in self._made)
        self.files.setEnabled(ready)
        self.drafts.setEnabled(ready)
        self.looking.setEnabled(plan is not None and bool(plan.named) and idle)

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left."""
        if self._running and self._desk.jobs.label == self._running:
            self._desk.jobs.stop()
        self._rest()
        super().done(result)
