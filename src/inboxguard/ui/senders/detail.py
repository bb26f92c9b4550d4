"""The right pane of Senders: one sender, with what was found about it and what can be done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.sender_views import MailRow, SenderDetail
from inboxguard.audit.views import Line, SenderRow
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.ui import figures, marks, panes, phrases, pieces
from inboxguard.ui.timeline import Timeline

NAMES_SHOWN = 12
DOMAINS_SHOWN = 8


class SenderPane(panes.Detail):
    """Shows one sender, several, or none; what is pressed comes out as signals with the ids concerned."""

    unsubscribe = Signal(object)
    draft = Signal(str, str)
    set_aside = Signal(object)
    keep = Signal(object)
    take_back = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Sender"))

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
        self.content.addWidget(
            pieces.text(self.tr("What you choose below happens to each of these, and to nobody else:"), tone="muted")
        )
        for row in rows:
            self.content.addWidget(pieces.text(phrases.shown(row.name, 120)))
        if count > NAMES_SHOWN:
            more = self.tr("and {n} more").format(n=figures.number(count - NAMES_SHOWN))
            self.content.addWidget(pieces.text(more, tone="muted"))
        self.content.addStretch(1)
        aside = pieces.button(self.tr("Set these aside"), lambda: self.set_aside.emit(chosen))
        keep = pieces.link(self.tr("Keep these"), lambda: self.keep.emit(chosen))
        self.acts.addLayout(pieces.row(aside, None, keep))
        self.pin(True)

    def show_sender(self, detail: SenderDetail, today: date) -> None:
        """Show one sender."""
        self.clear()
        self._head(detail)
        if detail.timeline:
            self.content.addSpacing(8)
            self.content.addWidget(pieces.heading(self.tr("Timeline")))
            timeline = Timeline(self.tr("Timeline"))
            timeline.set_moments(detail.timeline, today)
            self.content.addWidget(timeline)
        self.content.addWidget(pieces.rule())
        self.content.addSpacing(6)
        self.content.addWidget(pieces.heading(self.tr("Evidence for the footing")))
        self.content.addWidget(self._facts(detail))
        if detail.last_mails:
            self.content.addSpacing(4)
            self.content.addWidget(pieces.rule())
            self.content.addSpacing(6)
            self.content.addWidget(pieces.heading(self.tr("Last mails")))
            lines = panes.Facts(11)
            for line in detail.last_mails:
                lines.add(figures.day(line.at, today), _subject(line))
            self.content.addWidget(lines)
        self.content.addStretch(1)
        self._pin_acts(detail)

    def _head(self, detail: SenderDetail) -> None:
        row = detail.row
        self.content.addWidget(pieces.text(phrases.shown(row.name, 120), font="title"))
        under = phrases.shown(row.id)
        if detail.platforms:
            through = ", ".join(phrases.shown(one, 60) for one in detail.platforms[:3])
            under = self.tr("{domain} · sent through {platforms}").format(domain=under, platforms=through)
        self.content.addWidget(pieces.text(under, font="small", tone="muted", selectable=True))
        shape, tone = phrases.CONSENT_SHAPES[row.basis]
        line = pieces.row(gap=10)
        line.addWidget(marks.Mark(shape, tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(pieces.text(phrases.footing(row.basis, detail.searched.mails)), 1)
        self.content.addLayout(line)
        if row.opt_out == "not_honoured":
            words = self.tr("Mail still came after the day on which it should have stopped.")
            self.content.addWidget(panes.Notice("amber", self.tr("Opt-out ignored"), words))

    def _facts(self, detail: SenderDetail) -> QWidget:
        facts = panes.Facts()
        row = detail.row
        consent = phrases.basis(row.basis)
        if detail.consent_at is not None and row.basis is not Basis.NONE_FOUND:
            consent = self.tr("{basis}, {date}").format(basis=consent, date=figures.full(detail.consent_at))
        facts.add(self.tr("Consent"), consent)
        for line in detail.consent_lines[:3]:
            facts.add(self.tr("Shown by"), f"{figures.full(line.at)}, {_subject(line)}")
        facts.add(self.tr("Writes to"), _listed(detail.recipients) or self.tr("not known"))
        if detail.copy_source is not None and detail.copy_level is not None:
            source, level = phrases.shown(detail.copy_source, 80), phrases.level(detail.copy_level).lower()
            facts.add(self.tr("Copy from"), self.tr("{source}, {level}").format(source=source, level=level))
        facts.add(self.tr("Domains"), _listed(detail.domains))
        if detail.group:
            facts.add(self.tr("Same group"), _listed(detail.group))
        facts.add(self.tr("Way out"), phrases.route(detail.way_out.route))
        if detail.said:
            facts.add(self.tr("You said"), self._said(detail))
        return facts

    def _said(self, detail: SenderDetail) -> QWidget:
        box = QWidget()
        column = pieces.column(box, gap=2)
        column.addWidget(pieces.text(phrases.said(detail.said)))
        back = pieces.link(self.tr("Take it back"), lambda: self.take_back.emit(detail.row.id))
        column.addLayout(pieces.row(back, None))
        return box

    def _pin_acts(self, detail: SenderDetail) -> None:
        one = detail.row.id
        away = pieces.primary(self.tr("Unsubscribe..."), lambda: self.unsubscribe.emit(detail), icon="unsubscribe")
        ask = pieces.button(self.tr("Ask where from..."), lambda: self.draft.emit("where_from", one), icon="ask")
        first = pieces.row(away, ask)
        first.setStretch(0, 1)
        first.setStretch(1, 1)
        self.acts.addLayout(first)
        self.acts.addLayout(
            pieces.row(
                pieces.link(self.tr("Delete my data..."), lambda: self.draft.emit("erasure", one)),
                None,
                pieces.link(self.tr("Set aside"), lambda: self.set_aside.emit((one,))),
                pieces.link(self.tr("Keep"), lambda: self.keep.emit((one,))),
                gap=14,
            )
        )
        self.pin(True)


def _subject(line: Line | MailRow) -> str:
    if line.aside or line.subject is None:
        return phrases.set_aside_message()
    return f"“{phrases.shown(line.subject, 120)}”"


def _listed(values: Sequence[str]) -> str:
    words = ", ".join(phrases.shown(value, 120) for value in values[:DOMAINS_SHOWN])
    return words + (", …" if len(values) > DOMAINS_SHOWN else "")
