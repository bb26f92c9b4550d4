"""The right pane of Senders: one sender, with what was found about it and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.batches import Act
from inboxguard.audit.correcting import CorrectionRow
from inboxguard.audit.relations import RegisterLine
from inboxguard.audit.sender_views import SenderDetail
from inboxguard.audit.views import SenderRow
from inboxguard.senders.attribution import Kind
from inboxguard.senders.corrections import MARKETING, NOT_MARKETING
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, marks, panes, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.asked import Asked
from inboxguard.ui.senders.footing import Footing
from inboxguard.ui.senders.mails import MailLines
from inboxguard.ui.senders.merging import MOST
from inboxguard.ui.senders.one_off import OneOff
from inboxguard.ui.senders.register import Register
from inboxguard.ui.senders.relation import Relation
from inboxguard.ui.senders.watched import Watched
from inboxguard.ui.senders.why import Reasons
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.timeline import Timeline

NAMES_SHOWN = 12
MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """One sender as it is opened: what was found, what the person corrected, and who looks like the same brand."""

    detail: SenderDetail
    corrections: tuple[CorrectionRow, ...] = ()
    same: tuple[SenderRow, ...] = ()
    register: tuple[RegisterLine, ...] = ()
    """Empty where there is so much mail that it is only read when it is asked for."""
    asked: bool = False
    """Whether it was asked from here to stop, whatever came of it."""


class SenderPane(panes.Detail):
    """Shows one sender, several, or none; what is pressed comes out as signals with the ids concerned.

    `draft(kind, id)`, `call(ids, "marketing" or "not_marketing")`, `merge(ids)`, `apart(id, id)`, `batch(Act, ids)`,
    `next_step(act, id, letter)`, `less(RepeatedView)`, `call_mail(key, Kind)`, `undo(correction id)`,
    `more(id, QPoint)`.
    """

    unsubscribe = Signal(str)
    draft = Signal(str, str)
    less = Signal(object)
    next_step = Signal(str, str, str)
    set_aside = Signal(object)
    keep = Signal(object)
    take_back = Signal(str)
    undo = Signal(int)
    call = Signal(object, str)
    merge = Signal(object)
    apart = Signal(str, str)
    batch = Signal(object, object)
    mail = Signal(str)
    call_mail = Signal(str, object)
    aside_mail = Signal(str)
    all_mails = Signal(str)
    more = Signal(str, QPoint)

    def __init__(self, asked: Asked) -> None:
        """Take what answers what is only asked for when a link is opened."""
        super().__init__(self.tr("Sender"))
        self._asked = asked

    def show_none(self, sentence: str) -> None:
        """Show what stands here while nobody is chosen."""
        self.clear()
        self.content.addWidget(pieces.text(sentence, tone="muted"))
        self.content.addStretch(1)

    def show_several(self, rows: Sequence[SenderRow], ids: Sequence[SenderId]) -> None:
        """List the senders that are chosen together, and what can be done with all of them.

        `rows` are the first NAMES_SHOWN of `ids`: thousands may be chosen, and nobody reads thousands of names.
        """
        self.clear()
        count, chosen = len(ids), tuple(ids)
        title = self.tr("{n} senders chosen").format(n=figures.number(count))
        self.content.addWidget(pieces.text(title, font="title"))
        line = self.tr("Whatever you choose is first told for each of these; nothing happens before that.")
        self.content.addWidget(pieces.text(line, tone="muted"))
        for row in rows:
            self.content.addWidget(pieces.text(phrases.shown(row.name, 120)))
        if count > NAMES_SHOWN:
            more = self.tr("and {n} more").format(n=figures.number(count - NAMES_SHOWN))
            self.content.addWidget(pieces.text(more, tone="muted"))
        self.content.addStretch(1)

        def ask(act: Act) -> Callable[[], None]:
            return lambda: self.batch.emit(act, chosen)

        aside = pieces.button(self.tr("Set these aside..."), ask(Act.SET_ASIDE))
        away = pieces.button(self.tr("Unsubscribe..."), ask(Act.UNSUBSCRIBE))
        self.acts.addLayout(pieces.row(away, aside, None))
        merge = pieces.link(self.tr("Merge..."), lambda: self.merge.emit(chosen))
        merge.setEnabled(count <= MOST)
        self._link_row(
            pieces.link(self.tr("Keep these..."), ask(Act.KEEP)),
            pieces.link(self.tr("Not marketing..."), ask(Act.NOT_MARKETING)),
            pieces.link(self.tr("Marketing..."), ask(Act.MARKETING)),
            merge,
        )
        self.pin(True)

    def show_sender(self, opened: Opened, today: date) -> None:
        """Show one sender."""
        detail = opened.detail
        self.clear()
        self._head(detail)
        self._proposal(opened)
        if detail.timeline:
            self.content.addSpacing(8)
            self.content.addWidget(pieces.heading(self.tr("Timeline")))
            timeline = Timeline(self.tr("Timeline"))
            timeline.set_moments(detail.timeline, today)
            self.content.addWidget(timeline)
        if detail.row.opt_out is not None or opened.asked:
            self._section(self.tr("Your opt-out"))
            self.content.addWidget(self._watched(detail.row))
        self._section(self.tr("Evidence for the footing"))
        if opened.register:
            self.content.addWidget(Register(opened.register, self.mail.emit))
            self.content.addSpacing(6)
        self.content.addWidget(Footing(detail, self.mail.emit, by_address=bool(opened.register)))
        if not opened.register:
            by_address = self.tr("Address by address"), self.tr("Hide the addresses")
            self.content.addWidget(Fold(*by_address, lambda: self._register(detail.row)))
        self._section(self.tr("What it sends"))
        self._kinds(detail)
        gives = self.tr("What it gives and takes"), self.tr("Hide what it gives and takes")
        self.content.addWidget(Fold(*gives, lambda: self._relation(detail.row)))
        once = self.tr("What you bought once"), self.tr("Hide what you bought once")
        self.content.addWidget(Fold(*once, lambda: self._one_off(detail.row)))
        if detail.last_mails:
            self._section(self.tr("Last mails"))
            acts = self.mail.emit, self.call_mail.emit, self.aside_mail.emit
            self.content.addWidget(MailLines(detail.last_mails, today, *acts))
            every = pieces.link(self.tr("All mails..."), lambda: self.all_mails.emit(detail.row.id))
            self.content.addLayout(pieces.row(every, None))
        if detail.said or opened.corrections:
            self._section(self.tr("You said"))
            self._said(opened)
        self.content.addStretch(1)
        self._pin_acts(detail)

    def _section(self, words: str) -> None:
        self.content.addSpacing(4)
        self.content.addWidget(pieces.rule())
        self.content.addSpacing(6)
        self.content.addWidget(pieces.heading(words))

    def _link_row(self, *links: QWidget) -> None:
        strip = QWidget()
        flow = Flow(strip, gap=14)
        for one in links:
            flow.addWidget(one)
        self.acts.addWidget(strip)

    def _head(self, detail: SenderDetail) -> None:
        row = detail.row
        self.content.addWidget(pieces.text(phrases.shown(row.name, 120), font="title"))
        under = phrases.shown(row.id)
        if detail.platforms:
            through = ", ".join(phrases.shown(one, 60) for one in detail.platforms[:3])
            under = self.tr("{domain} · sent through {platforms}").format(domain=under, platforms=through)
        self.content.addWidget(pieces.text(under, font="small", tone="muted", selectable=True))
        shape, tone = phrases.footing_mark(row)
        line = pieces.row(gap=10)
        line.addWidget(marks.Mark(shape, tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(pieces.text(phrases.footing(row, detail.searched.mails)), 1)
        self.content.addLayout(line)
        if row.opt_out == "not_honoured":
            words = self.tr("Mail still came after the day on which it should have stopped.")
            self.content.addWidget(panes.Notice("amber", self.tr("Opt-out ignored"), words))

    def _proposal(self, opened: Opened) -> None:
        """A quiet line for the first that looks like the same brand; it is a question and no finding."""
        if not opened.same:
            return
        one, other = opened.detail.row.id, opened.same[0]
        name = phrases.shown(other.name, 80)
        words = self.tr("This looks like the same sender as {name} ({domain}).").format(
            name=name, domain=phrases.shown(other.id, 120)
        )
        card = panes.Card("quiet", gap=2, margins=(14, 8, 14, 6))
        card.body.addWidget(pieces.text(words))
        strip = QWidget()
        flow = Flow(strip, gap=16)
        flow.addWidget(pieces.link(self.tr("Merge..."), lambda: self.merge.emit((one, other.id))))
        apart = self.tr("{name} is another sender").format(name=name)
        flow.addWidget(pieces.link(self.tr("They are different"), lambda: self.apart.emit(one, other.id), name=apart))
        card.body.addWidget(strip)
        self.content.addWidget(card)

    def _kinds(self, detail: SenderDetail) -> None:
        one = detail.row.id
        total = sum(mails for _, mails in detail.kinds)
        words = self.tr("{n} of {all} mails are marketing.").format(
            n=figures.number(detail.marketing), all=figures.number(total)
        )
        self.content.addWidget(pieces.text(words))
        others = wording.kinds((kind, mails) for kind, mails in detail.kinds if kind is not Kind.MARKETING)
        if others and detail.marketing:
            line = self.tr("The others: {kinds}.").format(kinds=others)
            self.content.addWidget(pieces.text(line, font="small", tone="muted"))
        contradicted = []
        if detail.marketing:
            words = self.tr("This is not marketing")
            contradicted.append(pieces.link(words, lambda: self.call.emit((one,), NOT_MARKETING)))
        if detail.marketing < total:
            words = self.tr("This is marketing")
            contradicted.append(pieces.link(words, lambda: self.call.emit((one,), MARKETING)))
        if detail.marketing:
            why, hide = self.tr("Why is this marketing?"), self.tr("Hide the reasons")
            reasons = partial(self._asked.why, one, detail.row.mails, Reasons)
            self.content.addWidget(Fold(why, hide, reasons, contradicted))
        else:
            self.content.addLayout(pieces.row(*contradicted, None))

    def _register(self, row: SenderRow) -> QWidget:
        return self._asked.register(row.id, row.mails, lambda lines: Register(lines, self.mail.emit))

    def _relation(self, row: SenderRow) -> QWidget:
        return self._asked.relation(row.id, row.mails, lambda view: Relation(view, self.mail.emit))

    def _watched(self, row: SenderRow) -> QWidget:
        def act(what: str, follows: str) -> None:
            self.next_step.emit(what, row.id, follows)

        return self._asked.watches(row.id, row.mails, lambda views, lefts: Watched(views, lefts, self.mail.emit, act))

    def _one_off(self, row: SenderRow) -> QWidget:
        show = partial(OneOff, open_mail=self.mail.emit, ask=self.less.emit)
        return self._asked.repeated(row.id, row.mails, show)

    def _said(self, opened: Opened) -> None:
        detail = opened.detail
        if detail.said:
            self._word(phrases.said(detail.said), lambda: self.take_back.emit(detail.row.id))
        for row in opened.corrections[: -MOST_SAID - 1 : -1]:
            self._word(wording.said(row), partial(self.undo.emit, row.id))

    def _word(self, words: str, back: Callable[[], object]) -> None:
        name = self.tr("Take back {what}").format(what=words)
        line = pieces.row(gap=12)
        line.addWidget(pieces.text(words), 1)
        line.addWidget(pieces.link(self.tr("Take it back"), back, name=name), 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(line)

    def _pin_acts(self, detail: SenderDetail) -> None:
        one = detail.row.id
        away = pieces.primary(self.tr("Unsubscribe..."), lambda: self.unsubscribe.emit(one), icon="unsubscribe")
        ask = pieces.button(self.tr("Ask where from..."), lambda: self.draft.emit("where_from", one), icon="ask")
        first = pieces.row(away, ask)
        first.setStretch(0, 1)
        first.setStretch(1, 1)
        self.acts.addLayout(first)
        more = pieces.link(self.tr("More..."), name=self.tr("More that can be done"))
        more.clicked.connect(lambda: self.more.emit(one, more.mapToGlobal(QPoint(0, more.height()))))
        self._link_row(
            pieces.link(self.tr("Delete my data..."), lambda: self.draft.emit("erasure", one)),
            pieces.link(self.tr("Ask for less..."), lambda: self.draft.emit("ask_for_less", one)),
            more,
            pieces.link(self.tr("Set aside"), lambda: self.set_aside.emit((one,))),
            pieces.link(self.tr("Keep"), lambda: self.keep.emit((one,))),
        )
        self.pin(True)
