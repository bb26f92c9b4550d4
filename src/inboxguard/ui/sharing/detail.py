"""One trail opened: the sentence, how sure, what shows it, what else it could be, and what would settle it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inboxguard.audit.trail_views import RivalRow, TrailDetail
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.phrases import shown
from inboxguard.ui.sharing.bars import LevelBars, ShareBar
from inboxguard.ui.sharing.evidence import Evidence
from inboxguard.ui.sharing.legend import RelationMark

WHOLE = 0.9
"""Share of weeks with mail below which the search is said to have gaps."""


class TrailPane(panes.Detail):
    """The right pane of Sharing. It asks by signals; the page answers them.

    `mail_wanted(MessageKey)`, `letter_wanted(kind, SenderId)`, `mine(SenderId)`, `only_wanted(TrailDetail)`,
    `name_wanted(SenderId)`.
    """

    mail_wanted = Signal(str)
    letter_wanted = Signal(str, str)
    mine = Signal(str)
    only_wanted = Signal(object)
    name_wanted = Signal(str)

    def __init__(self, reveal: Callable[[MessageKey], Line | None]) -> None:
        """Take `reveal`, which gives the line of one set-aside message, or None where that failed."""
        super().__init__("")
        self._reveal = reveal
        self.say_nothing_found()

    def say_nothing_found(self) -> None:
        """Say what would make a later finding possible, where there is none to show."""
        self.clear()
        self.setAccessibleName(self.tr("Detail"))
        self.content.addWidget(pieces.heading(self.tr("What helps")))
        line = self.tr(
            "Give each organisation an address of its own, such as me+shop@. "
            "When somebody else writes to it, it shows whose copy they use."
        )
        self.content.addWidget(pieces.text(line))
        self.content.addStretch(1)

    def show_trail(self, trail: TrailDetail) -> None:
        """Show `trail`, from the top."""
        self.clear()
        row = trail.row
        source = shown(row.source_name or "")
        masked = row.name is None
        recipient = phrases.set_aside_sender() if masked else shown(row.name)
        between = self.tr("{source} to {recipient}").format(source=source, recipient=recipient)
        self.setAccessibleName(between)

        self.content.setSpacing(8)
        head = pieces.row(gap=8)
        head.addWidget(pieces.text(between, font="small", tone="muted"), 1)
        if masked or row.source_masked:
            head.addWidget(pieces.link(self.tr("Show name"), lambda: self.name_wanted.emit(row.recipient)))
        self.content.addLayout(head)
        self.content.addWidget(pieces.text(shown(trail.sentence), font="strong"))
        self.content.addSpacing(2)
        self.content.addLayout(self._sureness(trail))
        self.content.addLayout(self._way(trail))

        if trail.cards:
            self._section(self.tr("Evidence"))
            for card in trail.cards:
                self.content.addWidget(Evidence(card, self.mail_wanted.emit, self._reveal))
        if trail.rivals:
            self._section(self.tr("Other explanations"))
            for rival in trail.rivals:
                self.content.addLayout(self._rival(rival))
        if trail.may_ask_recipient or trail.may_ask_source:
            self._section(self.tr("What would settle it"))
            self._letters(trail, source, recipient)
        self.content.addSpacing(6)
        self.content.addWidget(pieces.text(self._searched(trail), font="small", tone="muted"))
        self.content.addStretch(1)

        self.acts.addLayout(
            pieces.row(
                pieces.link(self.tr("I signed up there myself"), lambda: self.mine.emit(row.recipient)),
                None,
                pieces.link(self.tr("This address I gave only to..."), lambda: self.only_wanted.emit(trail)),
            )
        )
        self.pin(True)

    def _section(self, words: str) -> None:
        self.content.addSpacing(8)
        self.content.addWidget(pieces.heading(words))

    def _sureness(self, trail: TrailDetail) -> QHBoxLayout:
        places = {
            4: self.tr("highest of four levels"),
            3: self.tr("third of four levels"),
            2: self.tr("second of four levels"),
            1: self.tr("lowest of four levels"),
        }
        return pieces.row(
            LevelBars(trail.level_number),
            pieces.text(shown(trail.row.level_words), font="strong", wrap=False),
            pieces.text(places.get(trail.level_number, ""), font="small", tone="muted", wrap=False),
            None,
        )

    def _way(self, trail: TrailDetail) -> QHBoxLayout:
        row = trail.row
        proven = row.level is Level.DOCUMENTED
        if row.relation is Relation.UNKNOWN:
            words, ground = self.tr("The way is not known"), ""
        else:
            words = self.tr("Way: {way}").format(way=shown(row.relation_words))
            ground = "" if proven else self.tr("not proven")
        line = pieces.row(RelationMark(phrases.relation_family(row.relation)), pieces.text(words, wrap=False))
        if ground:
            line.addWidget(pieces.text(ground, font="small", tone="muted", wrap=False))
        line.addStretch(1)
        return line

    def _rival(self, rival: RivalRow) -> QHBoxLayout:
        words = pieces.text(shown(rival.words))
        share = pieces.text(self._share(rival.p), tone="muted", wrap=False)
        share.setMinimumWidth(share.fontMetrics().horizontalAdvance("100 %"))
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = pieces.row(gap=12)
        line.addWidget(words, 1)
        line.addWidget(ShareBar(rival.p))
        line.addWidget(share)
        return line

    def _share(self, p: float) -> str:
        """A share to the nearest five per cent: the weighing is no finer than that."""
        rounded = 5 * round(p * 20)
        if rounded <= 0:
            return self.tr("under 5 %")
        if rounded >= 100:
            return self.tr("over 95 %")
        return figures.percent(rounded / 100)

    def _letters(self, trail: TrailDetail, source: str, recipient: str) -> None:
        row = trail.row
        asks: list[tuple[str, str, str]] = []
        if trail.may_ask_recipient:
            if row.name is None:
                words = self.tr("Ask this sender where they got it")
            else:
                words = self.tr("Ask {name} where they got it").format(name=recipient)
            asks.append(("where_from", row.recipient, words))
        if trail.may_ask_source and row.source is not None:
            asks.append(("to_whom", row.source, self.tr("Ask {name} to whom they gave it").format(name=source)))
        for at, (kind, organisation, words) in enumerate(asks):
            self.content.addWidget(self._ask(words, kind, organisation, first=at == 0))

    def _ask(self, words: str, kind: str, organisation: str, *, first: bool) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        said = pieces.column(gap=0)
        said.addWidget(pieces.text(words))
        said.addWidget(pieces.text(self.tr("a draft to read; you send it yourself"), font="small", tone="muted"))
        line.addLayout(said, 1)
        act = pieces.button(
            self.tr("Draft letter..."),
            lambda: self.letter_wanted.emit(kind, organisation),
            kind="primary" if first else "",
            name=self.tr("Draft letter: {ask}").format(ask=words),
        )
        line.addWidget(act)
        return box

    def _searched(self, trail: TrailDetail) -> str:
        parts = [shown(limit) for limit in trail.limits]
        if trail.since is not None:
            parts.append(
                self.tr("Searched: {n} mails since {month}.").format(
                    n=figures.number(trail.searched), month=figures.month(trail.since)
                )
            )
        else:
            parts.append(self.tr("Searched: {n} mails.").format(n=figures.number(trail.searched)))
        if trail.coverage < WHOLE:
            parts.append(self.tr("Mail is missing for some of that time."))
        if trail.absent:
            parts.append(self.tr("Not found: {what}.").format(what="; ".join(shown(what) for what in trail.absent)))
        reservation = self.tr("This is not proof of wrongdoing.")
        if reservation not in trail.sentence:
            parts.append(reservation)
        return " ".join(parts)
