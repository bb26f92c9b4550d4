"""One request opened: whether it is due, what happened, what they know from the letter, and the letter itself."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.replying import ReplyRow, answers
from inboxguard.audit.views import RequestDetail
from inboxguard.requests.replies import Nature, Sign
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown
from inboxguard.ui.requests.groups import Group, called, group
from inboxguard.ui.timeline import Entry, Timeline, entry

ANSWERS = (
    "answered_full",
    "answered_partial",
    "refused",
    "no_data",
    "wrong_entity",
    "acknowledged",
    "identity_asked",
    "extended",
    "bounced",
)
"""Events that "They answered..." may record, in the order they are offered."""


class RequestPane(panes.Detail):
    """The right pane of Requests; it asks the page by signals.

    `told_wanted(event)` ("sent", "reminded", "complained"), `answer_wanted(events)`, `letter_wanted()`,
    `copy_wanted()`, `close_wanted(event)`.
    """

    told_wanted = Signal(str)
    answer_wanted = Signal(object)
    letter_wanted = Signal()
    copy_wanted = Signal()
    close_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.say_nothing_chosen()

    def say_nothing_chosen(self) -> None:
        """Show that no request is chosen."""
        self.clear()
        self.setAccessibleName(self.tr("Detail"))
        self.content.addWidget(pieces.text(self.tr("Choose a request to see where it stands."), tone="muted"))
        self.content.addStretch(1)

    def show_request(self, request: RequestDetail, person: str, today: date, asked: bool = False) -> None:
        """Show `request` from the top; `person` is the name in the profile, looked for in the letter.

        The letter to one that is set aside, or that names one, is shown where the person `asked` for it.
        """
        self.clear()
        row = request.row
        self.setAccessibleName(shown(called(row)))
        self.content.addWidget(pieces.text(shown(called(row)), font="title", selectable=True))
        under = self.tr("{kind} · reference {reference}").format(
            kind=phrases.request_kind(row.kind), reference=shown(row.reference)
        )
        self.content.addWidget(pieces.text(under, font="small", tone="muted", selectable=True))
        notice = self._notice(request, today)
        if notice is not None:
            self.content.addSpacing(4)
            self.content.addWidget(notice)
        self._came = pieces.column(gap=4)
        self.content.addLayout(self._came)
        self._section(self.tr("Timeline"))
        timeline = Timeline(self.tr("Timeline"))
        timeline.set_entries(self._entries(request, today))
        self.content.addWidget(timeline)
        self.content.addWidget(pieces.rule())
        if asked or (row.name and not request.names_set_aside):
            self._letter(request, person)
        else:
            again = partial(self.show_request, request, person, today, asked=True)
            self.content.addWidget(pieces.link(self.tr("Show the letter"), again))
        self.content.addStretch(1)
        self._acts(request)

    def _letter(self, request: RequestDetail, person: str) -> None:
        self._section(self.tr("What they know from this letter"))
        facts = panes.Facts()
        facts.add(self.tr("You named"), self._named(request, person))
        facts.add(self.tr("To"), shown(request.to) or self.tr("no address is known; please look it up"))
        facts.add(self.tr("From"), shown(request.from_alias))
        if request.cite:
            facts.add(self.tr("Law"), shown(request.cite))
        self.content.addWidget(facts)
        if request.to_is_guess and request.to:
            guess = self.tr("It is the usual one, not one they name. Please check it before you send.")
            self.content.addWidget(panes.Notice("amber", self.tr("The address is a guess"), guess))
        self._section(self.tr("The letter"))
        letter = panes.Card("quiet", gap=10, margins=(16, 12, 16, 12))
        letter.body.addWidget(pieces.text(shown(request.subject), font="strong", selectable=True))
        letter.body.addWidget(pieces.text(phrases.shown_text(request.body), selectable=True))
        self.content.addWidget(letter)

    def show_replies(self, replies: Sequence[ReplyRow], today: date) -> None:
        """Propose the mail that likeliest answers the letter, or say that a machine answered; nothing is assumed."""
        pieces.clear(self._came)
        seen = [one for one in replies if not one.line.aside]
        machines = [one for nature in Nature for one in reversed(seen) if one.nature is nature is not Nature.ANSWER]
        last = next(iter((*answers(seen), *machines)), None)
        if last is None:
            return
        title = {
            Nature.ANSWER: self.tr("Perhaps they answered"),
            Nature.RECEIPT: self.tr("A machine confirmed your letter"),
            Nature.BOUNCE: self.tr("Your letter did not arrive, it seems"),
        }[last.nature]
        day = figures.day(figures.local(last.line.at).date(), today) if last.line.at is not None else ""
        words = self.tr("{subject}, from {address}, {day}.").format(
            subject=shown(last.line.subject or "", 120), address=shown(last.address, 80), day=day
        )
        if last.nature is Nature.ANSWER and last.sign is Sign.SENDER:
            words += " " + self.tr("It may be about something else.")
        self._came.addWidget(panes.Notice("muted", title, words))

    def _section(self, words: str) -> None:
        self.content.addSpacing(8)
        self.content.addWidget(pieces.heading(words))

    def _notice(self, request: RequestDetail, today: date) -> panes.Notice | None:
        row = request.row
        _, tone, words = phrases.request_mark(row, today)
        until = figures.full(row.due) if row.due is not None else ""
        about = "" if row.due_is_verified else " " + self.tr("The day is not certain; check it before you complain.")
        if group(row) is Group.OVERDUE:
            line = self.tr("They had until {day}, with a margin for delivery.").format(day=until) if until else ""
            return panes.Notice("red", words, (line + about).strip())
        if row.state == "bounced":
            line = self.tr("Look up another address of theirs and write the letter again.")
            return panes.Notice("red", words, line)
        if row.state == "identity_check":
            line = self.tr("Give no more than they need: the address itself is often enough.")
            return panes.Notice("amber", words, line)
        if group(row) is Group.WAITING and until:
            line = self.tr("They have until {day} to answer.").format(day=until)
            return panes.Notice("muted", words if tone != "red" else "", line + about)
        return None

    def _entries(self, request: RequestDetail, today: date) -> list[Entry]:
        row = request.row
        entries = [entry(moment, today) for moment in request.timeline]
        told = {moment.what for moment in request.timeline}
        stands = group(row)
        if row.due is not None and stands in (Group.OVERDUE, Group.WAITING) and not told & {"due", "overdue"}:
            what, shape, tone = ("overdue", "triangle", "red") if stands is Group.OVERDUE else ("due", "clock", "muted")
            day = figures.full(row.due)
            entries.append(Entry(day, phrases.moment(what), "", shape, tone, figures.exact(row.due)))
        if stands is Group.OVERDUE and "reminded" in request.allowed:
            entries.append(
                Entry(
                    figures.day(today, today),
                    self.tr("You can remind them"),
                    self.tr("then, some days later, complain to your regulator"),
                    "clock",
                    "muted",
                )
            )
        return entries

    def _named(self, request: RequestDetail, person: str) -> str:
        if person and person in request.body:
            return self.tr("The address concerned and your name.")
        return self.tr("The address concerned.")

    def _acts(self, request: RequestDetail) -> None:
        allowed = request.allowed
        answers = [event for event in ANSWERS if event in allowed]
        main: list[QWidget] = []
        if "sent" in allowed:
            main.append(pieces.primary(self.tr("I sent it..."), lambda: self.told_wanted.emit("sent")))
            main.append(pieces.button(self.tr("Put in Drafts..."), self.letter_wanted.emit))
        else:
            if "reminded" in allowed:
                main.append(pieces.primary(self.tr("I reminded them..."), lambda: self.told_wanted.emit("reminded")))
            if answers:
                words = self.tr("They answered...")
                act = pieces.button(words, lambda: self.answer_wanted.emit(answers), kind="" if main else "primary")
                main.append(act)
        if main:
            line = pieces.row(*main, gap=8)
            for at in range(len(main)):
                line.setStretch(at, 1)
            self.acts.addLayout(line)
        self.acts.addWidget(self._links(allowed))
        self._said = pieces.text("", font="small", tone="muted")
        self._said.hide()
        self.acts.addWidget(self._said)
        self.pin(True)

    def say(self, words: str) -> None:
        """Say quietly, under the acts, what was just done."""
        self._said.setText(words)
        self._said.show()

    def _links(self, allowed: Sequence[str]) -> QWidget:
        box = QWidget()
        flow = Flow(box, gap=14)
        flow.addWidget(pieces.link(self.tr("Copy"), self.copy_wanted.emit, name=self.tr("Copy the letter")))
        if "sent" not in allowed:
            flow.addWidget(pieces.link(self.tr("The letter again..."), self.letter_wanted.emit))
        if "complained" in allowed:
            flow.addWidget(pieces.link(self.tr("I complained..."), lambda: self.told_wanted.emit("complained")))
        ending = "closed" if "closed" in allowed else ("withdrawn" if "withdrawn" in allowed else "")
        if ending:
            words = self.tr("Close") if ending == "closed" else self.tr("Withdraw")
            flow.addWidget(pieces.link(words, lambda: self.close_wanted.emit(ending)))
        return box
