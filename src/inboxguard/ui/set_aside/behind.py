"""Ways out and letters for the senders behind masked messages: told without a name, done without a look."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QWidget

from inboxguard.audit.batches import MOST_DRAFTS, Act, Drafted, Outcome, Planned
from inboxguard.audit.progress import Step, Tell
from inboxguard.facts.message import MessageKey
from inboxguard.requests.request import RequestKind
from inboxguard.senders.sender import SenderId
from inboxguard.ui import panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.set_aside import letters

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

_BY_HAND = (Outcome.ONE_CLICK, Outcome.LINK)


class Behind(QDialog):
    """Says what would happen to the senders behind some messages; their names only after "Look".

    `look(ids)` asks for the window in which each way out is listed by name; letters list their names here.
    """

    look = Signal(object)

    def __init__(
        self, desk: Desk, kind: RequestKind | None, keys: Sequence[MessageKey], parent: QWidget | None = None
    ) -> None:
        """Take a kind of letter of letters.KINDS, or None for their ways out."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._kind = kind
        self._ids: tuple[SenderId, ...] = ()
        self._names: tuple[str, ...] = ()
        self._plans: tuple[Planned, ...] = ()
        self._made: tuple[Drafted, ...] = ()
        self._running = ""
        title, line = self._head()
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        body.addWidget(pieces.text(line, tone="muted"))
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
        sized(self, 68, 38)
        self._find(tuple(keys))

    def _head(self) -> tuple[str, str]:
        nothing_sent = self.tr("Nothing is sent from here: you send each one yourself, from your own mail program.")
        return {
            None: (self.tr("Unsubscribe"), self.tr("From the senders behind these messages.")),
            RequestKind.OBJECTION: (self.tr("Object to marketing"), nothing_sent),
            RequestKind.ERASURE: (self.tr("Delete my data"), nothing_sent),
        }[self._kind]

    # --- looking

    def _find(self, keys: tuple[MessageKey, ...]) -> None:
        kind = self._kind

        def find(audit: "Audit", tell: Tell) -> tuple[tuple[SenderId, ...], tuple[str, ...], tuple[Planned, ...]]:
            ids = audit.behind(keys).organisations
            names = {row.id: row.name for row in audit.sender_rows(ids)}
            plans = audit.preview(Act.UNSUBSCRIBE, ids, tell) if kind is None else ()
            return ids, tuple(names.get(one, one) for one in ids), plans

        self._run(self.tr("Looking at what would happen"))
        self._desk.jobs.run(
            self._running, find, lambda found: self._found(*found), otherwise=self._failed, owner=self, changes=False
        )

    def _found(self, ids: tuple[SenderId, ...], names: tuple[str, ...], plans: tuple[Planned, ...]) -> None:
        self._rest()
        self._ids, self._names, self._plans = ids, names, plans
        self._say("\n\n".join(self._told()))
        self._follow()

    def _told(self) -> list[str]:
        """What would happen, without a number: shelves are not counted."""
        if not self._ids:
            return [self.tr("No sender is known behind these messages.")]
        most = [self.tr("The first {n} drafts are made now.").format(n=MOST_DRAFTS)]
        if self._kind is not None:
            one = len(self._ids) == 1
            what = self.tr("One letter is written to their sender.") if one else self.tr("Each sender gets one letter.")
            keep = self.tr("They are listed under Requests as drafts.")
            return [what + " " + keep, *(most if len(self._ids) > MOST_DRAFTS else [])]
        there = {plan.outcome for plan in self._plans}
        by_hand = there & set(_BY_HAND)
        said = []
        if Outcome.DRAFT in there:
            every = there == {Outcome.DRAFT}
            some = self.tr("Some can be left by a mail: a draft is made for each of those.")
            said.append(self.tr("They can be left by a mail: a draft is made for each.") if every else some)
        if by_hand:
            some = self.tr("Some offer only a page or a button, which you press yourself. “Look” lists them.")
            every_one = self.tr("They offer only a page or a button, which you press yourself. “Look” lists them.")
            said.append(every_one if there == by_hand else some)
        if Outcome.REFUSED in there:
            some = self.tr("For some no safe way is known; you can hide such a sender.")
            no_way = self.tr("No safe way is known; you can hide the sender.")
            said.append(no_way if there == {Outcome.REFUSED} else some)
        if not said:
            return [self.tr("No sender is known behind these messages.")]
        drafts = sum(plan.outcome is Outcome.DRAFT for plan in self._plans)
        return [*said, *(most if drafts > MOST_DRAFTS else [])]

    def _look(self) -> None:
        if self._kind is None:
            ids = self._ids
            self.close()
            self.look.emit(ids)
            return
        pieces.clear(self._lines)
        made = {one.id: one for one in self._made}
        for one, name in zip(self._ids, self._names, strict=True):
            words = self.tr("{name}, {domain}").format(name=phrases.shown(name, 80), domain=phrases.shown(one, 120))
            self._lines.addWidget(pieces.text(words))
            if one in made:
                became = self.tr("Draft made: {what}") if made[one].made else self.tr("No draft: {what}")
                line = became.format(what=phrases.shown(made[one].words, 200))
                self._lines.addWidget(pieces.text(line, font="small", tone="muted"))
        self.looking.hide()

    # --- doing

    def _affected(self) -> tuple[SenderId, ...]:
        done = {one.id for one in self._made if one.made}
        ids = self._ids
        if self._kind is None:
            ids = tuple(plan.id for plan in self._plans if plan.outcome is Outcome.DRAFT)
        return tuple(one for one in ids if one not in done)[:MOST_DRAFTS]

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where to save the drafts"))
        if chosen:
            self._write(Path(chosen))

    def _write(self, folder: Path | None) -> None:
        ids, kind = self._affected(), self._kind
        self._run(self.tr("Making drafts"))
        self._desk.jobs.run(
            self._running,
            lambda audit, tell: (
                audit.unsubscribe_drafts(ids, folder, tell=tell)
                if kind is None
                else letters.write(audit, kind, ids, folder, tell)
            ),
            self._written,
            otherwise=self._failed,
            owner=self,
        )

    def _written(self, done: tuple[Drafted, ...]) -> None:
        self._rest()
        self._made = (*self._made, *done)
        well = [one.made for one in done]
        if all(well):
            words = self.tr("The drafts are made. Nothing was sent: please read and send them yourself.")
        elif any(well):
            words = self.tr("Some drafts are made, others could not be; “Look” says which and why.")
        else:
            words = self.tr("No draft could be made: {why}").format(why=phrases.shown(done[0].words, 300))
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
        ready = bool(self._affected()) and not self._running
        self.files.setEnabled(ready)
        self.drafts.setEnabled(ready)
        self.looking.setEnabled(bool(self._ids) and not self._running)

    def done(self, result: int) -> None:
        """Stop what this window began, however it is left."""
        if self._running and self._desk.jobs.label == self._running:
            self._desk.jobs.stop()
        self._rest()
        super().done(result)
