"""One trail opened: the sentence, how sure, what shows it, what else it could be, and what would settle it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inboxguard.audit.trail_views import RivalRow, TrailDetail
from inboxguard.audit.views import Line, RequestRow
from inboxguard.facts.message import MessageKey
from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown
from inboxguard.ui.sharing.bars import LevelBars, ShareBar
from inboxguard.ui.sharing.columns import address, recipient_name, source_name
from inboxguard.ui.sharing.evidence import Evidence
from inboxguard.ui.sharing.legend import RelationMark
from inboxguard.ui.sharing.settling import Settling
from inboxguard.ui.sharing.why import Why

WHOLE = 0.9
"""Share of weeks with mail below which the search is said to have gaps."""


class TrailPane(panes.Detail):
    """The right pane of Sharing. It asks by signals; the page answers them.

    `mail_wanted(MessageKey)`, `mine(SenderId)`, `only_wanted(TrailDetail)`, `back_wanted(SenderId)` takes back what
    settled a trail, `name_wanted(SenderId)`; and those of `Settling` for the letters.
    """

    mail_wanted = Signal(str)
    letter_wanted = Signal(str, str)
    again_wanted = Signal(str)
    request_wanted = Signal(str)
    answer_wanted = Signal(str, str, str)
    mine = Signal(str)
    only_wanted = Signal(object)
    back_wanted = Signal(str)
    name_wanted = Signal(str)

    def __init__(self, reveal: Callable[[MessageKey], Line | None]) -> None:
        """Take `reveal`, which gives the line of one set-aside message, or None where that failed."""
        super().__init__("")
        self._reveal = reveal
        self._page = pieces.column()
        self._last: tuple[object, ...] = ()
        self._shown: TrailDetail | None = None
        self._offered: str | None = None
        self.say_nothing_found()

    def say_nothing_found(self) -> None:
        """Say what would make a later finding possible, where there is none to show."""
        self._say_nothing()
        self.content.addWidget(pieces.heading(self.tr("What helps")))
        line = self.tr(
            "Give each organisation an address of its own, such as me+shop@. "
            "When somebody else writes to it, it shows whose copy they use."
        )
        self.content.addWidget(pieces.text(line))
        self.content.addStretch(1)

    def say_nothing_chosen(self) -> None:
        """Say how to see something here, where there are findings and none is chosen."""
        self._say_nothing()
        self.content.addWidget(pieces.text(self.tr("Choose a finding to see what it stands on."), tone="muted"))
        self.content.addStretch(1)

    def _say_nothing(self) -> None:
        self.clear()
        self.setAccessibleName(self.tr("Detail"))
        self.area.setAccessibleName(self.tr("Detail"))

    def show_trail(self, trail: TrailDetail, requests: Sequence[RequestRow], today: date) -> None:
        """Show `trail` from the top; `requests` are the letters of the ledger, to say which were written already.

        Where all of that is shown already, it stays as it is: open, scrolled, in focus.
        """
        if (trail, tuple(requests), today) == self._last:
            return
        pieces.clear(self.content)
        self.area.verticalScrollBar().setValue(0)
        self._last = (trail, tuple(requests), today)
        # Built aside and put in as one: piece by piece each would be laid out and dressed by itself.
        built = QWidget()
        self._page = pieces.column(built)
        self._fill(trail, requests, today)
        self.content.addWidget(built)
        self._offer(trail)

    def clear(self) -> None:
        super().clear()
        self._last = ()
        self._offered = None

    def forget(self) -> None:
        """Build what is shown anew the next time, since some of it was revealed."""
        self._last = ()

    def _fill(self, trail: TrailDetail, requests: Sequence[RequestRow], today: date) -> None:
        row = trail.row
        self._head(trail)
        self._page.addWidget(pieces.text(shown(trail.sentence), font="strong"))
        self._page.addSpacing(2)
        if row.settled:
            self._settled(trail)
            return
        self._page.addLayout(self._sureness(trail))
        self._page.addLayout(self._way(trail))
        if row.first is not None:
            self._page.addWidget(pieces.text(self._writes(trail), font="small", tone="muted"))
        if Why.there(trail):
            self._page.addWidget(Why(trail))
        self._evidence(trail)
        if trail.rivals:
            self._section(self.tr("Other explanations"))
            for rival in trail.rivals:
                self._page.addLayout(self._rival(rival))
        if trail.may_ask_recipient or trail.may_ask_source:
            self._section(self.tr("What would settle it"))
            self._page.addWidget(self._letters(trail, requests, today))
        self._page.addSpacing(6)
        self._page.addWidget(pieces.text(self._searched(trail), font="small", tone="muted"))
        self._page.addStretch(1)

    def _offer(self, trail: TrailDetail) -> None:
        """Pin the person's own words about `trail`; those that stand there already stay, and mean this trail now."""
        self._shown = trail
        settled = trail.row.settled
        offered = "none" if settled == "answered" else "back" if settled else "words"
        if offered == self._offered:
            return
        self._offered = offered
        pieces.clear(self.acts)
        words = QWidget()
        flow = Flow(words, gap=14)
        if offered == "back":
            flow.addWidget(pieces.link(self.tr("Take this back"), lambda: self._say(self.back_wanted)))
        elif offered == "words":
            flow.addWidget(pieces.link(self.tr("I signed up there myself"), lambda: self._say(self.mine)))
            only = self.tr("This address I gave only to...")
            flow.addWidget(pieces.link(only, lambda: self.only_wanted.emit(self._shown)))
        self.acts.addWidget(words)
        self.pin(offered != "none")

    def _say(self, word: SignalInstance) -> None:
        if self._shown is not None:
            word.emit(self._shown.row.recipient)

    def _head(self, trail: TrailDetail) -> None:
        row = trail.row
        recipient = recipient_name(row)
        between = recipient
        if row.source is not None:
            between = self.tr("{source} to {recipient}").format(source=source_name(row), recipient=recipient)
        self.setAccessibleName(between)
        self.area.setAccessibleName(between)
        line = pieces.row(gap=8)
        line.addWidget(pieces.text(between, font="small", tone="muted"), 1)
        if row.name is None or row.source_masked:
            line.addWidget(pieces.link(self.tr("Show name"), lambda: self.name_wanted.emit(row.recipient)))
        self._page.addLayout(line)

    def _settled(self, trail: TrailDetail) -> None:
        """Say by what word of the person's it is settled, and how to take that back."""
        row = trail.row
        self._section(self.tr("Settled by you"))
        said = []
        if row.settled == "mine":
            said.append(self.tr("You said that you signed up there yourself."))
        if row.settled == "answered":
            said.append(self.tr("They answered in writing and named no source."))
        for given, only in trail.given:
            # The address often bears the name of whom it was given to.
            known = shown(given) if row.name is not None else address(row)
            words = self.tr("You said that you gave them {address}, and nobody else.") if only else self.tr(
                "You said that you gave them {address}."
            )
            said.append(words.format(address=known))
        for words in said:
            self._page.addWidget(pieces.text(words))
        self._evidence(trail)
        self._page.addStretch(1)

    def _evidence(self, trail: TrailDetail) -> None:
        if trail.cards:
            self._section(self.tr("Evidence"))
        for card in trail.cards:
            self._page.addWidget(Evidence(card, self.mail_wanted.emit, self._reveal))

    def _letters(self, trail: TrailDetail, requests: Sequence[RequestRow], today: date) -> Settling:
        letters = Settling(trail, requests, today)
        letters.letter_wanted.connect(self.letter_wanted)
        letters.again_wanted.connect(self.again_wanted)
        letters.request_wanted.connect(self.request_wanted)
        letters.answer_wanted.connect(self.answer_wanted)
        return letters

    def _writes(self, trail: TrailDetail) -> str:
        row = trail.row
        words = self.tr("Has written to {address} since {day}, 1 mail") if row.mails == 1 else self.tr(
            "Has written to {address} since {day}, {n} mails"
        )
        return words.format(address=address(row), day=figures.full(row.first), n=figures.number(row.mails))

    def _section(self, words: str) -> None:
        self._page.addSpacing(8)
        self._page.addWidget(pieces.heading(words))

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

    def _searched(self, trail: TrailDetail) -> str:
        # The reasons of the level tell its limits too; where there are none the limits stand here.
        parts = [] if trail.why else [shown(limit) for limit in trail.limits]
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
