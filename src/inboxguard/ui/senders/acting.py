"""What the page Senders does when something is pressed: each act is one job, then a line with its undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu

from inboxguard.audit.batches import Act, Shelved
from inboxguard.audit.one_off import RepeatedView
from inboxguard.audit.progress import Tell
from inboxguard.audit.views import Chip, RequestDetail, SenderRow, SortBy
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.requests.next_step import Act as Next
from inboxguard.senders.attribution import Kind
from inboxguard.senders.corrections import MARKETING, NOT_MARKETING
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, phrases
from inboxguard.ui.letter import show_letter
from inboxguard.ui.page import Page
from inboxguard.ui.requests.writing import show_writing
from inboxguard.ui.senders.all_mails import AllMails
from inboxguard.ui.senders.batch import BatchDialog
from inboxguard.ui.senders.leaving import LeavingDialog
from inboxguard.ui.senders.mail import SenderMail
from inboxguard.ui.senders.merging import MergeDialog
from inboxguard.ui.senders.naming import NameDialog
from inboxguard.ui.senders.shelving_acts import ShelvingActs
from inboxguard.ui.senders.splitting import SplitDialog
from inboxguard.ui.senders.unsubscribe import UnsubscribeDialog
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

OFFERED = 30
"""Senders offered at most while one is looked for."""

Work = Callable[["Audit", Tell], Any]


class Acts(QObject):
    """The acts of the page.

    `moved(id)` says who is to be chosen once an act has changed the list, `left()` that a batch of requests has ended.
    """

    moved = Signal(str)
    left = Signal()

    def __init__(self, page: Page, undo: UndoLine) -> None:
        super().__init__(page)
        self._page = page
        self._undo = undo
        self._desk = page.desk
        self._shelving = ShelvingActs(page, undo)

    # --- menus

    def menu(self, ids: Sequence[SenderId], where: QPoint) -> QMenu:
        """Open the menu of what can be done with these senders."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) > 1:
            self._menu_of_several(menu, tuple(ids))
        else:
            self._menu_of_one(menu, ids[0])
        menu.popup(where)
        return menu

    def _menu_of_several(self, menu: QMenu, ids: tuple[SenderId, ...]) -> None:
        menu.addAction(self.tr("Unsubscribe..."), partial(self.batch, Act.UNSUBSCRIBE, ids))
        menu.addAction(self.tr("Merge..."), partial(self.merge, ids))
        menu.addAction(self.tr("Not marketing..."), partial(self.batch, Act.NOT_MARKETING, ids))
        menu.addAction(self.tr("Marketing..."), partial(self.batch, Act.MARKETING, ids))
        menu.addSeparator()
        menu.addAction(self.tr("Set these aside..."), partial(self.batch, Act.SET_ASIDE, ids))
        menu.addAction(self.tr("Keep these..."), partial(self.batch, Act.KEEP, ids))

    def _menu_of_one(self, menu: QMenu, one: SenderId) -> None:
        menu.addAction(self.tr("Unsubscribe..."), partial(self.unsubscribe, one))
        menu.addAction(self.tr("Ask where from..."), partial(self.write, "where_from", one))
        menu.addAction(self.tr("Delete my data..."), partial(self.write, "erasure", one))
        menu.addAction(self.tr("Ask for less..."), partial(self.write, "ask_for_less", one))
        menu.addAction(self.tr("All mails..."), partial(self.all_mails, one))
        menu.addSeparator()
        menu.addAction(self.tr("This is not marketing"), partial(self.call, (one,), NOT_MARKETING))
        menu.addAction(self.tr("This is marketing"), partial(self.call, (one,), MARKETING))
        menu.addAction(self.tr("Rename..."), partial(self.rename, one))
        menu.addAction(self.tr("Merge with..."), partial(self.merge, (one,)))
        menu.addAction(self.tr("Split..."), partial(self.split, one))
        menu.addSeparator()
        menu.addAction(self.tr("Set aside"), partial(self.set_aside, (one,)))
        menu.addAction(self.tr("Keep"), partial(self.keep, (one,)))

    # --- letters and ways out

    def unsubscribe(self, sender: str) -> None:
        """Show the ways out of one sender."""
        one = SenderId(sender)
        name = self._names((one,))
        dialog = UnsubscribeDialog(self._desk, one, name, self._page)
        dialog.mail_draft.connect(partial(self.draft, one))
        dialog.letter.connect(lambda kind: self.write(kind, one))
        dialog.aside.connect(lambda: self.set_aside((one,)))
        dialog.left_there.connect(partial(self._left_there, name))
        dialog.setModal(True)
        dialog.show()

    def leave(self, ids: Sequence[SenderId] = ()) -> None:
        """List how each of these senders would be left; without any, what an earlier batch left open."""
        dialog = LeavingDialog(self._desk, ids, self._page)
        dialog.ended.connect(self.left.emit)
        dialog.setModal(True)
        dialog.show()

    def drop_open(self) -> None:
        """Give up the requests of an earlier batch that were not sent."""
        self._page.run(self.tr("Leaving requests unsent"), lambda audit, tell: audit.drop_one_clicks())

    def _left_there(self, name: str, number: int) -> None:
        words = self.tr("Recorded: you left {name} on its page.").format(name=name)
        self._undo.say(words, partial(self._back, lambda audit, tell: audit.not_left_in_browser(number)))

    def draft(self, sender: str, confirmed: bool = False) -> None:
        """Write the sender's own unsubscribe mail and show it; `confirmed`: the person looked at its address."""
        one = SenderId(sender)
        self._page.run(
            self.tr("Writing a draft"), lambda audit, tell: audit.unsubscribe_draft(one, confirmed), self._letter
        )

    def write(self, kind: str, sender: str) -> None:
        """Let the person choose a letter, beginning with one of `kind`, and show where it may go."""
        one = SenderId(sender)
        show_writing(self._desk, one, self._desk.audit.sender(one).row.name, kind, self._letter, self._page)

    def next_step(self, act: str, sender: str, letter: str) -> None:
        """Do what comes next about an opt-out: a letter that objects, or on to the letter that it follows."""
        if act == Next.OBJECT:
            self.write("objection", sender)
        else:
            self._page.go.emit("requests", letter)

    def _letter(self, request: RequestDetail) -> None:
        self._page.refresh(self._desk.audit)
        show_letter(self._desk, request, self._page)

    def less(self, one: RepeatedView) -> None:
        """Write a letter that asks for no more adverts of what was bought once, and show it."""
        self._page.run(
            self.tr("Writing a draft"),
            lambda audit, tell: audit.ask_for_less(one.organisation, one.topics, one.products),
            self._letter,
        )

    # --- the shelf

    def set_aside(self, ids: Sequence[SenderId]) -> None:
        """Set senders aside: they leave quietly, so the line names nobody."""
        self._shelving.senders(ids, self._names(ids))

    def set_mail_aside(self, key: str) -> None:
        """Ask by what one mail is set aside."""
        self._shelving.mail(MessageKey(key), self._desk.audit.letter(MessageKey(key)).sender)

    def keep(self, ids: Sequence[SenderId]) -> None:
        """Never set these senders aside."""
        words = self.tr("Kept: {who}.").format(who=self._names(ids))
        self._shelve(self.tr("Keeping"), lambda audit, tell: audit.keep_senders(ids, tell), words)

    def _shelve(self, label: str, work: Callable[["Audit", Tell], Shelved], words: str) -> None:
        def done(before: Shelved) -> None:
            self._undo.say(words, partial(self._back, lambda audit, tell: audit.put_back(before, tell)))

        self._page.run(label, work, done)

    def take_back(self, one: str) -> None:
        """Forget what was said of a sender."""
        self._back(lambda audit, tell: audit.take_back(one, tell))

    def _back(self, work: Work) -> None:
        self._undo.dismiss()
        self._page.run(self.tr("Taking it back"), work)

    # --- corrections

    def call(self, ids: Sequence[SenderId], kind: str) -> None:
        """Call the bulk mail of senders marketing or not."""
        words = self.tr("{who}: not marketing.") if kind == NOT_MARKETING else self.tr("{who}: marketing.")
        self._correct(lambda audit, tell: audit.call_senders(ids, kind, tell), words.format(who=self._names(ids)))

    def call_mail(self, key: str, kind: Kind, then: Callable[[], object] | None = None) -> None:
        """Call one mail what the person says it is."""
        words = self.tr("One mail is now: {kind}.").format(kind=wording.kind(kind).lower())
        self._correct(lambda audit, tell: audit.call_message(key, kind, tell), words, then)

    def merge(self, ids: Sequence[SenderId]) -> None:
        """Ask which of these senders, and of others that are added, are one."""
        dialog = MergeDialog(self._desk.audit.sender_rows(ids), self._find, self._page)
        dialog.accepted.connect(lambda: self._merge(dialog.into, dialog.others))
        dialog.open()

    def _merge(self, into: SenderId, others: tuple[SenderId, ...]) -> None:
        words = self.tr("{n} senders are now {name}.").format(
            n=figures.number(len(others) + 1), name=self._names((into,))
        )
        self._correct(lambda audit, tell: audit.merge_senders(into, others, tell), words, lambda: self.moved.emit(into))

    def split(self, sender: str) -> None:
        """Ask which part of a sender is one of its own."""
        one = SenderId(sender)
        try:
            parts = self._desk.audit.parts_of(one)
        except InboxGuardError as error:
            self._desk.jobs.failed.emit(self.tr("Splitting"), error)
            return
        dialog = SplitDialog(self._desk.audit.sender_rows((one,))[0], parts, self._page)
        dialog.accepted.connect(lambda: self._split(one, dialog.by))
        dialog.open()

    def _split(self, one: SenderId, by: str) -> None:
        words = self.tr("{part} is now a sender of its own.").format(part=phrases.shown(by, 120))
        self._correct(lambda audit, tell: audit.split_sender(one, by, tell), words)

    def rename(self, sender: str) -> None:
        """Ask how a sender is called."""
        one = SenderId(sender)
        dialog = NameDialog(self._desk.audit.sender_rows((one,))[0], self._page)
        dialog.accepted.connect(lambda: self._rename(one, dialog.name))
        dialog.open()

    def _rename(self, one: SenderId, name: str) -> None:
        words = self.tr("Now called {name}.").format(name=phrases.shown(name, 80))
        self._correct(
            lambda audit, tell: audit.rename_sender(one, name, tell),
            words if name else self.tr("It has the name of its mails again."),
        )

    def undo(self, correction: int) -> None:
        """Take one correction back."""
        self._back(lambda audit, tell: audit.undo_correction(correction, tell))

    def apart(self, one: str, other: str) -> None:
        """Remember that two senders are not the same, so that it is not proposed again."""
        self._page.run(
            self.tr("Remembering that they are two"),
            lambda audit, tell: audit.set_setting(apart_setting(one, other), "yes"),
        )

    def _correct(
        self, work: Callable[["Audit", Tell], int], words: str, then: Callable[[], object] | None = None
    ) -> None:
        def done(correction: int) -> None:
            self._undo.say(words, partial(self.undo, correction))
            if then is not None:
                then()

        self._page.run(self.tr("Looking again"), work, done)

    # --- several at once

    def batch(self, act: Act, ids: Sequence[SenderId]) -> None:
        """Tell what an act would do to each of these senders; it is done only once that is confirmed."""
        if act is Act.UNSUBSCRIBE:
            self.leave(ids)
            return
        dialog = BatchDialog(self._desk, act, ids, self._page)
        dialog.confirmed.connect(partial(self._batch, act))
        dialog.setModal(True)
        dialog.show()

    def _batch(self, act: Act, ids: tuple[SenderId, ...]) -> None:
        if act is Act.SET_ASIDE:
            self.set_aside(ids)
        elif act is Act.KEEP:
            self.keep(ids)
        else:
            self.call(ids, NOT_MARKETING if act is Act.NOT_MARKETING else MARKETING)

    # --- mails

    def mail(self, key: str) -> QDialog | None:
        """Open one mail as plain text, with what it is taken for."""
        audit = self._desk.audit
        try:
            dialog = SenderMail(audit.letter(MessageKey(key)), audit.mail_why(key), self._page)
        except InboxGuardError as error:
            self._desk.jobs.failed.emit(self.tr("Showing a mail"), error)
            return None
        dialog.called.connect(self.call_mail)
        dialog.aside.connect(self._shelving.mail)
        dialog.setModal(True)
        dialog.show()
        return dialog

    def all_mails(self, sender: str) -> None:
        """List every mail of a sender."""
        one, audit = SenderId(sender), self._desk.audit
        name = audit.sender_rows((one,))[0].name
        dialog = AllMails(name, audit.mail_ids(one), audit.mail_rows, self._desk.today, self._page)
        again = partial(self._again, dialog, one)
        dialog.called.connect(lambda key, kind: self.call_mail(key, kind, again))
        dialog.wanted.connect(lambda key: self._mail_of_all(key, again, dialog))
        dialog.setModal(True)
        dialog.show()

    def _mail_of_all(self, key: str, again: Callable[[], object], dialog: AllMails) -> None:
        opened = self.mail(key)
        if isinstance(opened, SenderMail):
            opened.called.disconnect(self.call_mail)
            opened.called.connect(lambda key, kind: self.call_mail(key, kind, again))
            opened.aside.connect(lambda *_: dialog.close())  # what is set aside is not to stay listed there

    def _again(self, dialog: AllMails, one: SenderId) -> None:
        if shiboken6.isValid(dialog):
            dialog.again(self._desk.audit.mail_ids(one))

    # --- words

    def _names(self, ids: Sequence[SenderId]) -> str:
        rows: Sequence[SenderRow] = self._desk.audit.sender_rows(ids[:1])
        name = phrases.shown(rows[0].name, 60) if rows else ""
        if len(ids) == 1:
            return name
        return self.tr("{name} and {n} more").format(name=name, n=figures.number(len(ids) - 1))

    def _find(self, typed: str) -> Sequence[SenderRow]:
        audit = self._desk.audit
        return audit.sender_rows(audit.sender_ids(Chip.ALL, typed, SortBy.NAME, False)[:OFFERED])


def apart_setting(one: str, other: str) -> str:
    """Return the setting that says of two senders that they are not the same."""
    first, second = sorted((one, other))
    return f"apart.{first}|{second}"
