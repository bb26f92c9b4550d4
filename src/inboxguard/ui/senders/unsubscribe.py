"""The ways out of one sender's list: who would hear of it, how and what - before anything happens."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QLayout, QLayoutItem, QPushButton, QWidget

from inboxguard.audit.leave_choices import Choice, Choices
from inboxguard.audit.leaving import Left
from inboxguard.errors import InboxGuardError
from inboxguard.requests.unsubscribe import Reason, Route, Way
from inboxguard.senders.sender import SenderId
from inboxguard.ui import marks, panes, phrases, pieces, style, web
from inboxguard.ui.doing import Doing
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.asked import AT_ONCE
from inboxguard.ui.senders.way import Refused, WayBox
from inboxguard.ui.senders.way_words import SPAM, way_words

AIR = 40


class UnsubscribeDialog(QDialog):
    """Offers every way out, the safest chosen; one press goes the way that is chosen, and no other.

    `mail_draft(confirmed)` asks for the draft of a mail, `letter(kind)` for a letter, `aside()` to set the sender
    aside; `left_there(number)` says that the person left on the page, and by what that can be taken back.
    """

    mail_draft = Signal(bool)
    letter = Signal(str)
    aside = Signal()
    left_there = Signal(int)

    def __init__(self, desk: Desk, organisation: SenderId, name: str, parent: QWidget | None = None) -> None:
        """Look at the ways of `organisation`, which is called `name`."""
        super().__init__(parent)
        self._desk, self._organisation = desk, organisation
        self._choices: Choices | None = None
        self._left: Left | None = None
        self._opened: Way | None = None
        self.ways: list[WayBox] = []
        self._doing = Doing(desk, self)
        self._doing.said.connect(self._say)
        self._doing.turned.connect(self._follow)
        self.setWindowTitle(self.tr("Unsubscribe"))
        self._outer = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        self._outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        title = self.tr("Unsubscribe from {name}").format(name=phrases.shown(name, 60) or phrases.set_aside_sender())
        self._outer.addWidget(pieces.text(title, font="title"))
        self.lead = pieces.text("", tone="muted")
        self._outer.addWidget(self.lead)
        self.area = panes.Scroll(gap=14, margins=(0, 4, 8, 4))
        self.area.setAccessibleName(self.tr("Ways out"))
        self._outer.addWidget(self.area, 1)
        self._outer.addWidget(pieces.rule())
        self.afterwards = pieces.text("", font="small", tone="muted")
        self._outer.addWidget(self.afterwards)
        self.again = QCheckBox(self.tr("Ask them again all the same"))
        self.again.setFont(style.font())
        self.again.setAccessibleName(self.again.text())
        self.again.toggled.connect(lambda _: self._follow())
        self._outer.addWidget(self.again)
        self.said = pieces.text("", tone="accent")
        self._outer.addWidget(self.said)
        self.cancel = pieces.button(self.tr("Cancel"), self.close)
        self.other = pieces.button(self.tr("Object by letter..."), self._other)
        self.go = pieces.primary(way_words.button(Route.ONE_CLICK), self._go)
        self._outer.addLayout(pieces.row(None, self.cancel, self.other, self.go))
        self._clear()
        self._fit()
        self._look()

    # --- looking

    def _look(self) -> None:
        """Look at once where little mail is to be read: what the worker does just now may take long."""
        one, audit = self._organisation, self._desk.audit
        if all(row.mails <= AT_ONCE for row in audit.sender_rows((one,))):
            try:
                self._show_choices(audit.leave_choices(one))
            except InboxGuardError as error:
                self._say(phrases.shown(str(error), 600))
            return
        self._doing.run(
            self.tr("Looking at the ways out"), lambda audit, tell: audit.leave_choices(one), self._show_choices
        )

    def _show_choices(self, choices: Choices) -> None:
        self._choices = choices
        self._say("")
        self._clear()
        self._lay_out(choices)
        self._follow()
        self._fit()
        self._fit_soon()
        if self.ways:
            self._chosen_box().radio.setFocus()

    def _clear(self) -> None:
        pieces.clear(self.area.body)
        self.ways = []
        self._group = QButtonGroup(self)
        self.again.setChecked(False)

    def _lay_out(self, choices: Choices) -> None:
        body = self.area.body
        self._notices(choices)
        if self._is_over:
            self.lead.setText("")
            self.lead.hide()
            body.addStretch(1)
            return
        allowed = [one for one in choices.ways if self._may_go(one.way)]
        refused = [one.way for one in choices.ways if one.way.route is not Route.NONE and not self._may_go(one.way)]
        for one in allowed:
            box = WayBox(one, safest=one is allowed[0] and one.way.allowed and len(allowed) > 1)
            box.radio.toggled.connect(lambda _: self._follow())
            box.sure.toggled.connect(lambda _: self._follow())
            box.folded.connect(self._fit_soon)
            self._group.addButton(box.radio)
            self.ways.append(box)
            body.addWidget(box)
        if allowed:
            self.ways[0].radio.setChecked(True)
            self.lead.setText(phrases.breakable(way_words.found(len(allowed))))
        else:
            safest = choices.leave.offered
            self.lead.setText(phrases.breakable(phrases.shown(safest.reason, 600)))
            if way_words.instead(safest):
                body.addWidget(pieces.text(way_words.instead(safest)))
        self.lead.show()
        # Where nothing may be gone for one and the same reason, it is said once.
        if allowed or len({way.code for way in refused}) > 1:
            for way in refused:
                if self._tried(way):
                    continue
                body.addWidget(Refused(way))
        body.addStretch(1)

    def _notices(self, choices: Choices) -> None:
        if self._left is not None:
            shape, tone, title = way_words.result(self._left)
            words = phrases.shown(self._left.words, 600)
            self._notice(shape, tone, title, words, phrases.shown(self._left.answer, 200))
        elif choices.leave.before is not None and choices.leave.before.state != "honoured":
            shape, tone, title = way_words.before(choices.leave.before.state)
            self._notice(shape, tone, title, phrases.shown(choices.leave.before.words, 400))

    def _notice(self, shape: str, tone: str, title: str, words: str, answer: str = "") -> None:
        card = panes.Card("quiet", margins=(14, 10, 14, 10))
        line = pieces.row(gap=12)
        line.addWidget(marks.Mark(shape, tone), 0, Qt.AlignmentFlag.AlignTop)
        inner = pieces.column(gap=2)
        inner.addWidget(pieces.text(title, font="strong", tone="amber" if tone == "amber" else ""))
        inner.addWidget(pieces.text(words))
        if answer:
            theirs = self.tr("Their server wrote: “{answer}”").format(answer=answer)
            inner.addWidget(pieces.text(theirs, font="small", tone="muted"))
        line.addLayout(inner, 1)
        card.body.addLayout(line)
        card.setAccessibleName(f"{title} {words}")
        self.area.body.addWidget(card)

    # --- what is chosen

    @property
    def _is_over(self) -> bool:
        return self._left is not None and self._left.state == "accepted"

    def _tried(self, way: Way) -> bool:
        """Return whether this very way was just gone and their server said no."""
        return self._left is not None and self._left.state == "refused" and way.route is Route.ONE_CLICK

    def _may_go(self, way: Way) -> bool:
        asks_to_look = way.route is Route.MAILTO and way.code is Reason.THIRD_PARTY
        return way.route is not Route.NONE and (way.allowed or asks_to_look) and not self._tried(way)

    def _chosen_box(self) -> WayBox:
        return next(one for one in self.ways if one.radio.isChecked())

    @property
    def chosen(self) -> Choice | None:
        """Return the way that is chosen."""
        return self._chosen_box().choice if self.ways else None

    def _held(self, way: Way) -> bool:
        """Return whether the person has to say that they want to ask again (audit.leave_plans.Leave.held)."""
        before = None if self._choices is None else self._choices.leave.before
        if before is None or before.state == "honoured":
            return False
        return before.state != "not_honoured" or way.route is Route.ONE_CLICK

    def _follow(self) -> None:
        """Let words and buttons follow what is chosen and what is done."""
        busy, chosen = self._doing.busy, self.chosen
        for box in self.ways:
            box.radio.setEnabled(not busy and self._opened is None)
        self._name(self.cancel, self.tr("Close") if self._left is not None or not self.ways else self.tr("Cancel"))
        self.other.hide()
        self.go.hide()
        held = chosen is not None and self._held(chosen.way)
        self.again.setVisible(held and not busy and self._opened is None)
        self.afterwards.setVisible(chosen is not None or self._is_over)
        if self._opened is not None:
            self._name(self.go, self.tr("I did it there"))
            self._name(self.other, self.tr("It did not work"))
            self.go.show()
            self.other.show()
            self.go.setEnabled(not busy)
            self.other.setEnabled(not busy)
            return
        if chosen is not None:
            self.afterwards.setText(phrases.breakable(way_words.afterwards(chosen.way, chosen.until)))
            words = way_words.button(chosen.way.route)
            sends_again = held and chosen.way.route is Route.ONE_CLICK
            self._name(self.go, self.tr("Send it again") if sends_again else words)
            box = self._chosen_box()
            self.go.setEnabled(not busy and (not held or self.again.isChecked()) and self._is_sure(box))
            self.go.show()
        elif self._is_over and self._choices is not None and self._choices.ways:
            first = self._choices.ways[0]
            self.afterwards.setText(phrases.breakable(way_words.afterwards(first.way, first.until)))
        if self._choices is not None and not busy:
            self._offer_instead(self._choices)

    def _is_sure(self, box: WayBox) -> bool:
        return not box.needs_look or box.sure.isChecked()

    def _offer_instead(self, choices: Choices) -> None:
        """Offer the letter, or the shelf, where no way may be gone or the one that was gone led nowhere."""
        before = choices.leave.before
        ignored = before is not None and before.state == "not_honoured" and self._left is None
        safest = choices.leave.offered
        if self._is_over or (self.ways and not ignored and self._left is None):
            return
        if not self.ways and safest.code in SPAM:
            self._name(self.other, self.tr("Set aside"))
            self.other.show()
        elif self.ways or safest.code is not Reason.NO_MARKETING:
            self._name(self.other, self.tr("Object by letter..."))
            self.other.show()

    def _name(self, button: QPushButton, words: str) -> None:
        button.setText(words)
        button.setAccessibleName(words)

    # --- doing

    def _go(self) -> None:
        if self._opened is not None:
            self._record()
            return
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.way.route is Route.ONE_CLICK:
            self._post(self._held(chosen.way))
        elif chosen.way.route is Route.MAILTO:
            self.mail_draft.emit(chosen.way.code is Reason.THIRD_PARTY)
            self.close()
        else:
            self._open(chosen.way)

    def _post(self, again: bool) -> None:
        one = self._organisation
        self._doing.run(
            self.tr("Sending one request"),
            lambda audit, tell: audit.one_click([one], again, tell),
            self._came,
            changes=True,
        )

    def _came(self, results: tuple[Left, ...]) -> None:
        if results:
            self._left = results[0]
        self._look()

    def _open(self, way: Way) -> None:
        if not web.show(way.url or ""):
            self._say(self.tr("This link cannot be opened safely; copy the address to look at it."))
            return
        self._opened = way
        self._say(self.tr("The page opens in your browser. Did it work?"))
        self._follow()
        self.go.setFocus()

    def _record(self) -> None:
        one = self._organisation
        self._doing.run(
            self.tr("Recording it"), lambda audit, tell: audit.left_in_browser(one), self._recorded, changes=True
        )

    def _recorded(self, number: int) -> None:
        self.left_there.emit(number)
        self.close()

    def _other(self) -> None:
        if self._opened is not None:
            self._opened = None
            self._say(self.tr("Then choose another way, or try it later."))
            self._follow()
            return
        if self.other.text() == self.tr("Set aside"):
            self.aside.emit()
        else:
            self.letter.emit("objection")
        self.close()

    # --- saying

    def _say(self, words: str) -> None:
        self.said.setText(phrases.breakable(words))
        self.said.setVisible(bool(words))

    def _fit(self) -> None:
        """Be as high as the ways need, as far as the window and the screen have room."""
        room = self.screen().availableGeometry().size()
        parent = self.parent()
        if isinstance(parent, QWidget):
            room = room.boundedTo(parent.window().size())
        least = style.ch(24)
        wide = min(style.ch(style.size("dialog_ch")), max(least, room.width() - AIR))
        margins = self._outer.contentsMargins()
        inside = wide - margins.left() - margins.right()
        items = [self._outer.itemAt(at) for at in range(self._outer.count())]
        parts = [self._high(one, inside) for one in items if one is not None and not one.isEmpty()]
        high = margins.top() + margins.bottom() + sum(parts) + self._outer.spacing() * (len(parts) - 1)
        self.resize(wide, min(max(least, high), max(least, room.height() - AIR)))

    def _high(self, item: QLayoutItem, wide: int) -> int:
        if item.widget() is self.area:
            return self.area.body.totalHeightForWidth(wide)
        return item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()

    def _fit_soon(self) -> None:
        """Fit once what was added counts: Qt shows it from its event loop."""
        QTimer.singleShot(0, self, self._fit)

    def done(self, result: int) -> None:
        """A request that is on its way goes on; its result stands at the sender."""
        self._doing.leave()
        super().done(result)
