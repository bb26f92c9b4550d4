"""Ways out and letters for the senders behind masked messages: told without a name, done without a look."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QLineEdit, QWidget

from inboxguard.audit.batches import Drafted, Outcome
from inboxguard.audit.leaving import Left
from inboxguard.audit.progress import Step
from inboxguard.audit.shelf_letters import ActPlan, ShelfAct
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
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
        self._asked = False
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
        self.stop = pieces.button(self.tr("Stop"), self._stop)
        self.files = pieces.button(self.tr("Save as files..."), self._save)
        kind: pieces.Kind = "" if act is ShelfAct.UNSUBSCRIBE else "primary"
        self.drafts = pieces.button(self.tr("Put in Drafts"), lambda: self._write(None), kind=kind)
        self._has_account = bool(desk.audit.accounts(counted=False))
        self.send = pieces.primary(self.tr("Send the requests"), self._send)
        foot = QWidget()
        acts = Flow(foot, gap=8)
        for made in (self.cancel, self.stop, self.files, self.drafts, self.send):
            acts.addWidget(made)
        body.addLayout(pieces.row(None, foot))
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
        kinds = [bool(one) for one in (plan.one_click, plan.drafts, plan.links, plan.refused)]
        some = sum(kinds) > 1
        said = []
        if plan.one_click:
            part = self.tr("Some offer one-click: one request each, which tells them your network address.")
            every = self.tr("They offer one-click: one request each, which tells them your network address.")
            said.append(part if some else every)
        if plan.drafts:
            part = self.tr("Some can be left by a mail: a draft is made for each of those.")
            said.append(part if some else self.tr("They can be left by a mail: a draft is made for each."))
        if plan.links:
            part = self.tr("Some offer only a page, which you open yourself. “Look” lists them.")
            said.append(
                part if some else self.tr("They offer only a page, which you open yourself. “Look” lists them.")
            )
        if plan.refused:
            part = self.tr("For some no safe way is known; you can hide such a sender, or object to its mail.")
            every = self.tr("No safe way is known; you can hide the sender, or object to its mail.")
            said.append(part if some else every)
        if not said:
            said.append(self.tr("You asked them to stop already. “Look” says when."))
        if plan.one_click:
            said.append(self.tr("Nothing is sent until you press the button, which is your yes to each of them."))
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
        self._told_result(words)

    def _send(self) -> None:
        """Send the one-click requests: one yes for all of them, as nobody looks at who they are."""
        ids = self._clicks
        self._run(self.tr("Sending requests"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: audit.one_click(ids, tell=tell),
            self._sent,
            otherwise=self._failed,
            owner=self,
        )

    @property
    def _clicks(self) -> tuple[SenderId, ...]:
        if self._plan is None or self._act is not ShelfAct.UNSUBSCRIBE:
            return ()
        return tuple(one.id for one in self._plan.named if one.outcome is Outcome.ONE_CLICK)

    def _sent(self, lefts: tuple[Left, ...]) -> None:
        self._rest()
        self._asked = True
        states = {one.state for one in lefts}
        if states == {"accepted"}:
            words = self.tr("The requests were taken. Whether mail stops is watched from now on.")
        elif "accepted" in states:
            words = self.tr("Some requests were taken, others were not. “Look” says which and what else can be done.")
        elif "unknown" in states:
            words = self.tr(
                "No clear answer came, so the requests may count or not. They are not sent again by themselves."
            )
        else:
            words = self.tr("No request was taken. “Look” says why and what else can be done.")
        self._told_result(words)

    def _stop(self) -> None:
        if self._running and self._desk.jobs.label == self._running:
            self._desk.jobs.stop()

    def _stopped(self, label: str) -> None:
        if not self._running or label != self._running:
            return
        sending = self._running == self.tr("Sending requests")
        self._rest()
        self._asked = self._asked or sending
        words = self.tr("Stopped. What was not sent waits; the page Senders offers to go on.")
        self._told_result(words if sending else self.tr("Stopped."))

    def _told_result(self, words: str) -> None:
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
        self._desk.jobs.cancelled.connect(self._stopped)
        self._follow()

    def _rest(self) -> None:
        if self._running:
            self._desk.jobs.stepped.disconnect(self._step)
            self._desk.jobs.cancelled.disconnect(self._stopped)
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
        drafted = plan is not None and bool(plan.drafts)
        ready = drafted and idle and not any(one.made for one in self._made)
        leaves = self._act is ShelfAct.UNSUBSCRIBE
        self.files.setEnabled(ready)
        self.drafts.setEnabled(ready)
        self.files.setVisible(idle and (drafted or not leaves))
        self.drafts.setVisible(idle and (drafted or not leaves) and self._has_account)
        self.send.setVisible(idle and bool(self._clicks))
        self.send.setEnabled(not self._asked)
        self.stop.setVisible(not idle and plan is not None)
        self.looking.setEnabled(plan is not None and bool(plan.named) and idle)

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left."""
        self._stop()
        self._rest()
        super().done(result)
