"""One request opened: whether it is due, what happened, what they know from the letter, and the letter itself."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.replying import ReplyRow, answers
from inboxguard.audit.views import RequestDetail, RequestRow
from inboxguard.requests.replies import Nature, Sign
from inboxguard.ui import figures, panes, phrases, pieces, web
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown
from inboxguard.ui.requests import known
from inboxguard.ui.requests.acts import Act, Offered, offered
from inboxguard.ui.requests.beside import NOTHING, Beside
from inboxguard.ui.requests.groups import called
from inboxguard.ui.requests.proposing import Proposed
from inboxguard.ui.requests.standing import standing
from inboxguard.ui.requests.story import entries
from inboxguard.ui.timeline import Timeline


class RequestPane(panes.Detail):
    """The right pane of Requests; it asks the page by signals.

    `wanted(Act)`; `accepted(ReplyRow)` and `denied(ReplyRow)` of a mail that seems to say something; `other(id)`, a
    letter of the same case.
    """

    wanted = Signal(object)
    accepted = Signal(object)
    denied = Signal(object)
    other = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.say_nothing_chosen()

    def say_nothing_chosen(self) -> None:
        """Show that no request is chosen."""
        self.clear()
        self._request: RequestDetail | None = None
        self.setAccessibleName(self.tr("Detail"))
        self.content.addWidget(pieces.text(self.tr("Choose a request to see where it stands."), tone="muted"))
        self.content.addStretch(1)

    def show_request(
        self,
        request: RequestDetail,
        person: str,
        today: date,
        case: Sequence[RequestRow] = (),
        lies: str = "",
    ) -> None:
        """Show `request` from the top; `person` is the name in the profile, looked for in older letters.

        `case` are the other letters of the same case, `lies` says where its draft lies. The letter to one that is set
        aside, or that names one, is shown where the person asks for it.
        """
        self.clear()
        self._request, self._person, self._today = request, person, today
        row = request.row
        self.setAccessibleName(shown(called(row)))
        self.content.addWidget(pieces.text(shown(called(row)), font="title", selectable=True))
        under = self.tr("{kind} · reference {reference}").format(
            kind=phrases.request_kind(row.kind), reference=shown(row.reference)
        )
        self.content.addWidget(pieces.text(under, font="small", tone="muted", selectable=True))
        self._notice()
        if lies:
            self.content.addWidget(panes.Notice("muted", self.tr("The draft"), shown(lies)))
        self._came = pieces.column(gap=4)
        self.content.addLayout(self._came)
        self._section(self.tr("Timeline"))
        self._timeline = Timeline(self.tr("Timeline"))
        self._timeline.set_entries(entries(request, today, {}, NOTHING.meanwhile))
        self.content.addWidget(self._timeline)
        self._case(case)
        self.content.addWidget(pieces.rule())
        self._about = pieces.column(gap=8)
        self.content.addLayout(self._about)
        if row.name and not request.names_set_aside:
            self._letter()
        else:
            self._about.addWidget(pieces.link(self.tr("Show the letter"), self._letter))
        self.content.addStretch(1)
        self._acts(offered(request))

    def show_beside(self, found: Beside) -> None:
        """Add what the mailbox has about the request that is shown; nothing of it is assumed."""
        if self._request is None:
            return
        self._timeline.set_entries(entries(self._request, self._today, found.by_note, found.meanwhile))
        pieces.clear(self._came)
        if found.proposals:
            last = found.proposals[-1]
            proposed = Proposed(last, self._today)
            proposed.accepted.connect(lambda: self.accepted.emit(last))
            proposed.denied.connect(lambda: self.denied.emit(last))
            self._came.addWidget(proposed)
        elif "answered_full" in self._request.allowed and self._request.row.settled is None:
            self._perhaps(found.replies)

    def say(self, words: str) -> None:
        """Say quietly, under the acts, what was just done."""
        self._said.setText(words)
        self._said.show()

    def _perhaps(self, replies: Sequence[ReplyRow]) -> None:
        """Name the mail that likeliest answers the letter, or say that a machine answered."""
        told = {moment.detail for moment in self._request.timeline} if self._request is not None else set()
        new = [one for one in replies if not one.line.aside and (one.message_id or one.line.key) not in told]
        machines = [one for nature in Nature for one in reversed(new) if one.nature is nature is not Nature.ANSWER]
        last = next(iter((*answers(new), *machines)), None)
        if last is None:
            return
        title = {
            Nature.ANSWER: self.tr("Perhaps they answered"),
            Nature.RECEIPT: self.tr("A machine confirmed your letter"),
            Nature.BOUNCE: self.tr("Your letter did not arrive, it seems"),
        }[last.nature]
        day = figures.day(figures.local(last.line.at).date(), self._today) if last.line.at is not None else ""
        words = self.tr("{subject}, from {address}, {day}.").format(
            subject=shown(last.line.subject or "", 120), address=shown(last.address, 80), day=day
        )
        if last.nature is Nature.ANSWER and last.sign is Sign.SENDER:
            words += " " + self.tr("It may be about something else.")
        self._came.addWidget(panes.Notice("muted", title, words))

    def _notice(self) -> None:
        if self._request is None or (stands := standing(self._request, self._today)) is None:
            return
        self.content.addSpacing(4)
        self.content.addWidget(panes.Notice(stands.tone, stands.title, stands.words))
        if stands.small:
            self.content.addWidget(pieces.text(stands.small, font="small", tone="muted"))
        if stands.link:
            again = web.link(self.tr("Look it up again"), stands.link)
            self.content.addLayout(pieces.row(again, None))

    def _case(self, case: Sequence[RequestRow]) -> None:
        """Name the other letters of the case, each a link to it."""
        if not case:
            return
        self._section(self.tr("Letters of this case"))
        for row in case:
            mark = phrases.request_mark(row, self._today)[2]
            words = self.tr("{kind} {reference}").format(
                kind=phrases.request_kind(row.kind), reference=shown(row.reference)
            )
            link = pieces.link(words, partial(self.other.emit, row.id))
            self.content.addLayout(pieces.row(link, pieces.text(mark, font="small", tone="muted", wrap=False), None))

    def _letter(self) -> None:
        request = self._request
        if request is None:
            return
        pieces.clear(self._about)
        self._about.addWidget(pieces.heading(self.tr("What they know from this letter")))
        facts = panes.Facts()
        facts.add(self.tr("You named"), known.identity(request, self._person))
        facts.add(self.tr("To"), known.recipient(request))
        if source := known.source(request):
            facts.add(self.tr("Known from"), source)
        facts.add(self.tr("From"), shown(request.from_alias))
        if law := known.law(request):
            facts.add(self.tr("Law"), law)
        if request.excuse:
            facts.add(self.tr("It answers"), phrases.excuse(request.excuse))
        self._about.addWidget(facts)
        if request.to_is_guess and request.to:
            guess = self.tr("It is the usual one, not one they name. Please check it before you send.")
            self._about.addWidget(panes.Notice("amber", self.tr("The address is a guess"), guess))
        self._about.addSpacing(8)
        self._about.addWidget(pieces.heading(self.tr("The letter")))
        letter = panes.Card("quiet", gap=10, margins=(16, 12, 16, 12))
        letter.body.addWidget(pieces.text(shown(request.subject), font="strong", selectable=True))
        letter.body.addWidget(pieces.text(phrases.shown_text(request.body), selectable=True))
        self._about.addWidget(letter)

    def _section(self, words: str) -> None:
        self.content.addSpacing(8)
        self.content.addWidget(pieces.heading(words))

    def _acts(self, acts: Sequence[Offered]) -> None:
        main = [one for one in acts if one.main]
        if main:
            line = pieces.row(gap=8)
            for at, one in enumerate(main):
                line.addWidget(self._button(one, "primary" if at == 0 else ""), 1)
            self.acts.addLayout(line)
        box = QWidget()
        flow = Flow(box, gap=12)
        line = pieces.row(box, gap=12)
        line.setStretch(0, 1)
        links = [one for one in acts if not one.main]
        for one in links:
            name = self.tr("Copy the letter") if one.act is Act.COPY else ""
            link = pieces.link(one.words, partial(self.wanted.emit, one.act), name=name)
            if one.act in (Act.CLOSE, Act.WITHDRAW):
                line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)  # what ends it stands apart
            else:
                flow.addWidget(link)
        if links:
            self.acts.addLayout(line)
        self._said = pieces.text("", font="small", tone="muted")
        self._said.hide()
        self.acts.addWidget(self._said)
        self.pin(True)

    def _button(self, one: Offered, kind: pieces.Kind) -> QWidget:
        return pieces.button(one.words, partial(self.wanted.emit, one.act), kind=kind)
