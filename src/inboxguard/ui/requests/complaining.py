"""Complaining: to which authority, what the letter shows, and a look at the law where its time is not certain."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QWidget

from inboxguard.audit.following_up import Regulator
from inboxguard.audit.objections import STOPPING
from inboxguard.audit.particulars import Preview
from inboxguard.audit.views import RequestDetail
from inboxguard.audit.watches import LateMail
from inboxguard.requests.regimes import regime
from inboxguard.ui import figures, pieces, style, web
from inboxguard.ui.page import Desk
from inboxguard.ui.phrases import shown
from inboxguard.ui.radio import Radio
from inboxguard.ui.requests.following import FollowingDialog
from inboxguard.ui.settings.places import languages

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

_SHOWN = 5
Found = tuple[tuple[Regulator, ...], tuple[LateMail, ...]]


class ComplainDialog(FollowingDialog):
    """Writes a complaint about one letter."""

    def __init__(self, desk: Desk, request: RequestDetail, parent: QWidget | None = None) -> None:
        line = self.tr("The authority is told what happened, day by day; it decides what to make of it.")
        already = self.tr("I complained already...")
        title = self.tr("Complain about {name}")
        super().__init__(desk, request, title, line, already, self._letter_shown, self._letter_kept, parent)
        self.already.setVisible("complained" in request.allowed)
        self._regulator: str | None = None
        body = self.form.body
        day = request.row.complain_from
        if day is not None and day > desk.today:
            body.addWidget(pieces.text(self.tr("A complaint is open from {day} on.").format(day=figures.full(day))))
        body.addWidget(pieces.heading(self.tr("To whom")))
        self._whom = pieces.column(gap=8)
        body.addLayout(self._whom)
        self._choices = QButtonGroup(self)
        self._evidence = pieces.column(gap=4)
        body.addLayout(self._evidence)
        self.checked = QCheckBox(self.tr("I looked it up: the time is right"))
        self.checked.setFont(style.font())
        self.checked.toggled.connect(lambda _: self.change())
        if not request.may_complain:
            body.addWidget(pieces.rule())
            body.addWidget(pieces.heading(self.tr("The time is not certain")))
            body.addWidget(pieces.text(shown(request.about, 300), tone="muted"))
            if recheck := regime(request.law).recheck:
                body.addLayout(pieces.row(web.link(self.tr("Look it up"), recheck), None))
            body.addWidget(self.checked)
        body.addWidget(pieces.rule())
        self.ask_language()
        body.addStretch(1)
        wanted, organisation = request.row.id, request.row.organisation
        seen = bool(request.row.name) and request.row.kind in STOPPING

        def look(audit: "Audit", tell: object) -> Found:
            return audit.regulators(wanted), audit.late_mails(organisation) if seen else ()

        self.run(look, self._found, self.failed)

    def _found(self, found: Found) -> None:
        regulators, late = found
        pieces.clear(self._whom)
        for at, one in enumerate(regulators):
            self._offer(one, only=len(regulators) == 1, first=at == 0)
        if not regulators:
            nobody = self.tr("No authority is known for where you live. Say your country in Settings.")
            self._whom.addWidget(pieces.text(nobody, tone="muted"))
        self._show_evidence(late)
        self.change()

    def _offer(self, one: Regulator, *, only: bool, first: bool) -> None:
        choice = Radio(shown(one.name, 160))
        choice.setChecked(first)
        choice.toggled.connect(partial(self._choose, one.key))
        self._choices.addButton(choice)
        if first:
            self._regulator = one.key
        if only:
            self._whom.addWidget(pieces.text(shown(one.name, 200)))
        else:
            self._whom.addWidget(choice)
        said = []
        if one.language:
            spoken = dict(languages()).get(one.language, one.language)
            said.append(self.tr("It takes complaints in {language}.").format(language=spoken))
        if not one.verified:
            said.append(self.tr("Its page and address were not looked at; please check them."))
        if not one.email:
            said.append(self.tr("It takes complaints on its page, not by mail."))
        if said:
            self._whom.addWidget(pieces.text(" ".join(said), font="small", tone="muted"))
        if one.complaint_url:
            page = web.link(self.tr("Its page"), one.complaint_url)
            self._whom.addLayout(pieces.row(page, None))

    def _show_evidence(self, late: Sequence[LateMail]) -> None:
        """Name the mails that the letter lists, without those that are set aside."""
        pieces.clear(self._evidence)
        self._evidence.addWidget(pieces.rule())
        self._evidence.addWidget(pieces.heading(self.tr("What the letter shows")))
        lines = [self.tr("What you wrote, when, and what came back: see the letter.")]
        seen = [one for one in late if one.subject]
        for one in seen[:_SHOWN]:
            day = figures.full(one.received or one.written)
            lines.append(self.tr("A mail of {day}: {subject}").format(day=day, subject=shown(one.subject, 80)))
        if len(seen) > _SHOWN:
            lines.append(self.tr("and {n} more").format(n=figures.number(len(seen) - _SHOWN)))
        for line in lines:
            self._evidence.addWidget(pieces.text(line, font="small", tone="muted"))

    def _choose(self, key: str, on: bool) -> None:
        if on:
            self._regulator = key
            self.change()

    def _letter_shown(self) -> "Callable[[Audit], Preview]":
        request, whom, language = self.request.row.id, self._regulator, self.language.currentData()
        checked = self.checked.isChecked()
        return lambda audit: audit.complaint_preview(request, whom, language, checked)

    def _letter_kept(self) -> "Callable[[Audit], RequestDetail]":
        request, whom, language = self.request.row.id, self._regulator, self.language.currentData()
        checked = self.checked.isChecked()
        return lambda audit: audit.complain(request, whom, language, checked)
