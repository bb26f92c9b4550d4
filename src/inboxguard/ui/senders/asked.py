"""Answers to what is asked for about one sender when a link is opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inboxguard.audit.leaving import Left
from inboxguard.audit.one_off import RepeatedView
from inboxguard.audit.relations import RegisterLine, RelationView
from inboxguard.audit.sender_views import Why
from inboxguard.audit.watches import WatchView
from inboxguard.senders.sender import SenderId
from inboxguard.ui import pieces
from inboxguard.ui.page import Desk

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

Answer = TypeVar("Answer")

AT_ONCE = 500
"""Mails of a sender up to which an answer comes at once; more are read beside the window."""
TEXTS_AT_ONCE = 40
"""The same where the mails themselves are read, not only what was found of them."""


class Asked(QObject):
    """Makes what stands under a link: at once, or, where much mail is to be read, a word that it is coming."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def why(self, one: SenderId, mails: int, show: Callable[[Why], QWidget]) -> QWidget:
        """Return the reasons of its marketing as `show` shows them."""
        return self._answer(mails, lambda audit: audit.why(one), show)

    def register(self, one: SenderId, mails: int, show: Callable[[tuple[RegisterLine, ...]], QWidget]) -> QWidget:
        """Return its consent register as `show` shows it."""
        return self._answer(mails, lambda audit: audit.register_of(one), show)

    def relation(self, one: SenderId, mails: int, show: Callable[[RelationView], QWidget]) -> QWidget:
        """Return what the relation gives and takes as `show` shows it."""
        return self._answer(mails, lambda audit: audit.relation_of(one), show)

    def repeated(self, one: SenderId, mails: int, show: Callable[[tuple[RepeatedView, ...]], QWidget]) -> QWidget:
        """Return what was bought once and is offered ever since, as `show` shows it."""
        return self._answer(mails, lambda audit: audit.repeated(one), show, TEXTS_AT_ONCE)

    def watches(
        self, one: SenderId, mails: int, show: Callable[[tuple[WatchView, ...], tuple[Left, ...]], QWidget]
    ) -> QWidget:
        """Return what followed after the person asked it to stop, and what was asked from here, as `show` shows it."""
        return self._answer(
            mails, lambda audit: (audit.watches_of(one), audit.one_clicks_at(one)), lambda both: show(*both)
        )

    def _answer(
        self,
        mails: int,
        ask: "Callable[[Audit], Answer]",
        show: Callable[[Answer], QWidget],
        at_once: int = AT_ONCE,
    ) -> QWidget:
        if mails <= at_once:
            return show(ask(self._desk.audit))
        box = QWidget()
        column = pieces.column(box)
        column.addWidget(pieces.text(self.tr("Reading their mail..."), tone="muted"))

        def came(answer: Answer) -> None:
            pieces.clear(column)
            column.addWidget(show(answer))

        def failed(error: Exception) -> bool:
            pieces.clear(column)
            return False

        self._desk.jobs.run(
            self.tr("Reading mail of one sender"),
            lambda audit, tell: ask(audit),
            came,
            otherwise=failed,
            owner=box,
            changes=False,
            show="foot",
        )
        return box
