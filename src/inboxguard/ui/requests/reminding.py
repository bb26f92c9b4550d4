"""Reminding: a plain reminder, or an answer to the excuse that they made; seen before it is kept."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from inboxguard.audit.particulars import Preview
from inboxguard.audit.views import RequestDetail
from inboxguard.requests.request import Excuse
from inboxguard.ui import figures, phrases, pieces
from inboxguard.ui.page import Desk
from inboxguard.ui.radio import Radio
from inboxguard.ui.requests.following import FollowingDialog

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


class RemindDialog(FollowingDialog):
    """Writes a reminder of one letter."""

    def __init__(self, desk: Desk, request: RequestDetail, parent: QWidget | None = None) -> None:
        line = self.tr("Two weeks lie between two reminders. What they said instead of an answer is answered at once.")
        already = self.tr("I reminded them already...")
        title = self.tr("Remind {name}")
        super().__init__(desk, request, title, line, already, self._letter_shown, self._letter_kept, parent)
        self.already.setVisible("reminded" in request.allowed)
        self._excuse: Excuse | None = None
        day = request.row.remind_from
        if day is not None and day > desk.today:
            words = self.tr("A plain reminder is fair from {day} on.").format(day=figures.full(day))
            self.form.body.addWidget(pieces.text(words))
        self.form.body.addWidget(pieces.heading(self.tr("What did they say?")))
        self._choices = QButtonGroup(self)
        for excuse in (None, *Excuse):
            choice = Radio(phrases.excuse(excuse or ""))
            choice.setChecked(excuse is None)
            choice.toggled.connect(partial(self._choose, excuse))
            self._choices.addButton(choice)
            self.form.body.addWidget(choice)
        self.form.body.addWidget(pieces.rule())
        self.ask_language()
        self.form.body.addStretch(1)
        self.change()

    def _choose(self, excuse: Excuse | None, on: bool) -> None:
        if on:
            self._excuse = excuse
            self.change()

    def _letter_shown(self) -> "Callable[[Audit], Preview]":
        request, excuse, language = self.request.row.id, self._excuse, self.language.currentData()
        return lambda audit: audit.reminder_preview(request, excuse, language)

    def _letter_kept(self) -> "Callable[[Audit], RequestDetail]":
        request, excuse, language = self.request.row.id, self._excuse, self.language.currentData()
        return lambda audit: audit.remind(request, excuse, language)
