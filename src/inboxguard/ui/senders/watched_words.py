"""The words of what followed after an opt-out: what was seen, never a verdict."""

from PySide6.QtCore import QObject

from inboxguard.audit.leaving import Left
from inboxguard.audit.watches import WatchedMail, WatchView
from inboxguard.requests.hits import Because
from inboxguard.requests.next_step import Act
from inboxguard.ui import figures
from inboxguard.ui.phrases import shown
from inboxguard.ui.senders.relation_words import words as relation_words
from inboxguard.ui.senders.way_words import way_words

MOST_LISTS = 3


class WatchedWords(QObject):
    """The translatable words; text of others is made harmless here."""

    def state(self, view: WatchView) -> tuple[str, str, str]:
        """Return shape, tone and headline of how an opt-out stands."""
        return {
            "watching": ("clock", "muted", self.tr("Too early to say")),
            "honoured": ("disc with a tick", "accent", self.tr("Honoured: they stopped")),
            "not_honoured": ("triangle", "amber", self.tr("Not honoured")),
        }.get(view.state, ("ring", "muted", shown(view.state, 40)))

    def asked(self, view: WatchView) -> str:
        """Return when and how the person asked, and for which address."""
        how = relation_words.methods().get(view.method, shown(view.method, 40))
        date = figures.full(view.requested)
        if view.address:
            words = self.tr("You asked them to stop on {date}, {how}, for {address}.")
            return words.format(date=date, how=how, address=shown(view.address, 120))
        return self.tr("You asked them to stop on {date}, {how}.").format(date=date, how=how)

    def until(self, view: WatchView) -> str:
        """Return until when mail is nothing unusual, and what came after it."""
        date = figures.full(view.honour_by)
        if view.state == "watching":
            return self.tr("Mail may still come until {date}.").format(date=date)
        late = sum(one.because is Because.COUNTS for one in view.mails)
        if view.state == "not_honoured":
            words = self.tr("They had until {date}. Mails after that, which count: {n}.")
            return words.format(date=date, n=figures.number(late))
        return self.tr("They had until {date}; nothing that counts came later.").format(date=date)

    def about(self, view: WatchView) -> str:
        """Return what limits what can be said: the lists that were left, and how far the mailbox was read."""
        said = []
        if view.lists:
            lists = ", ".join(shown(one, 80) for one in view.lists[:MOST_LISTS])
            said.append(self.tr("It is about these lists: {lists}.").format(lists=lists))
        if view.read_until is not None:
            said.append(self.tr("Your mail was read up to {date}.").format(date=figures.full(view.read_until)))
        return " ".join(said)

    def because(self, one: WatchedMail) -> str:
        """Return why a mail counts or does not."""
        words: dict[str, str] = {
            Because.COUNTS: self.tr("Counts: it came after the time that they had."),
            Because.GRACE: self.tr("Normal: they still had time."),
            Because.ON_THE_WAY: self.tr("Normal: it was written in time and arrived late."),
            Because.COPY: self.tr("Does not count: the same mail came before."),
            Because.UNAUTHENTICATED: self.tr("Does not count: no server vouches that they wrote it."),
            Because.OTHER_ADDRESS: self.tr("Does not count: it went to another address of yours."),
            Because.OTHER_LIST: self.tr("Does not count: it is from another list than the one you left."),
            Because.NOT_COMMERCIAL: self.tr("Does not count: it is a notice or a confirmation, no advert."),
            Because.NEW_CONSENT: self.tr("Does not count: you signed up or bought something again before it came."),
            Because.UNSETTLED: self.tr("Does not count: something new may have begun before it came."),
            Because.UNCLEAR: self.tr("Does not count: it is not plainly an advert like those before."),
        }
        said = words.get(one.because, shown(one.because, 60))
        mixed = self.tr("It advertises and is also about something that you did, so it counts only beside others.")
        return f"{said} {mixed}" if one.mixed and one.because is Because.COUNTS else said

    def mail_mark(self, one: WatchedMail) -> tuple[str, str]:
        """Return shape and tone of a mail: amber only where it counts."""
        return ("triangle", "amber") if one.because is Because.COUNTS else ("ring", "muted")

    def act(self, act: Act) -> str:
        """Return the words of the button of the next step, "" where there is nothing to press."""
        return {
            Act.OBJECT: self.tr("Object by letter..."),
            Act.REMIND: self.tr("Remind..."),
            Act.COMPLAIN: self.tr("Complain..."),
            Act.SEND: self.tr("Open the letter..."),
        }.get(act, "")

    def left_mark(self, left: Left) -> tuple[str, str, str]:
        """Return shape, tone and word of a request that no server took."""
        return way_words.result(left)

    def left(self, left: Left) -> str:
        """Return when a request went out that no server took, and what came of it."""
        words = self.tr("A request went out on {date}. {why}")
        return words.format(date=figures.full(left.at), why=shown(left.words, 400))


watched_words = WatchedWords()
"""The one set of words that the page uses."""
