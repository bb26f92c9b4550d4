"""The words of the consent register and of what a relation gives and takes."""

from PySide6.QtCore import QObject

from inboxguard.audit.relations import OptOutLine, RegisterLine
from inboxguard.senders.exchange import Trend
from inboxguard.senders.register import Limit, Trust
from inboxguard.senders.sender import Basis
from inboxguard.ui import figures
from inboxguard.ui.phrases import shown


class RelationWords(QObject):
    """The translatable words; text of others is made harmless here."""

    def limits(self) -> dict[str, str]:
        """Return what limits the trust in a line of the register."""
        return {
            Limit.BEGINS_LATE: self.tr("the mailbox begins about when their mail does"),
            Limit.GAPS: self.tr("weeks without any mail lie before their first advert"),
            Limit.NO_SENT: self.tr("your sent mail was not read"),
            Limit.NO_TRASH: self.tr("deleted mail was not read"),
            Limit.UNOPENED: self.tr("some of their mail was never opened"),
            Limit.WELCOME: self.tr("there is a welcome mail, which bought lists send too"),
            Limit.DEALINGS: self.tr("other mail of theirs shows that you deal with each other"),
            Limit.OTHER_ADDRESS: self.tr("a firmer footing at another address does not cover this one"),
            Limit.ADDRESS_UNKNOWN: self.tr("the evidence does not say to which address it belongs"),
            Limit.NOT_CONFIRMED: self.tr("no answer to their request to confirm was found"),
            Limit.NOT_ATTESTED: self.tr("no server vouches for the mail that shows it"),
            Limit.ONLY_STATED: self.tr("it is their own word"),
        }

    def trust(self, line: RegisterLine) -> str:
        """Return how far a line can be trusted, and what limits it."""
        none = line.basis is Basis.NONE_FOUND
        levels: dict[str, str] = {
            Trust.HIGH: self.tr("The search was thorough") if none else self.tr("Well founded"),
            Trust.SOME: self.tr("The search may have missed something") if none else self.tr("Fairly founded"),
            Trust.LITTLE: self.tr("The search says little") if none else self.tr("Weakly founded"),
        }
        words, known = levels.get(line.trust, ""), self.limits()
        limits = "; ".join(known[code] for code in line.limits if code in known)
        return self.tr("{words}: {limits}.").format(words=words, limits=limits) if limits else f"{words}."

    def methods(self) -> dict[str, str]:
        """Return how the person asked to be left alone."""
        return {
            "one_click": self.tr("with one click"),
            "mailto": self.tr("by mail"),
            "link": self.tr("on their page"),
            "letter": self.tr("by letter"),
        }

    def asked(self, stop: OptOutLine) -> str:
        """Return when and how the person asked them to stop."""
        return self.tr("You asked them to stop on {date}, {how}.").format(
            date=figures.full(stop.requested), how=self.methods().get(stop.method, shown(stop.method))
        )

    def followed(self, stop: OptOutLine) -> str:
        """Return what followed an opt-out; nothing is said where nothing may be."""
        n, until = figures.number(stop.mails_after), figures.full(stop.honour_by)
        again = figures.full(stop.signed_up_again) if stop.signed_up_again is not None else ""
        words = {
            "honoured": self.tr("They stopped."),
            "watching": self.tr("They have until {until} to stop. Mails since: {n}."),
            "not_honoured": self.tr("They had until {until}. Marketing mails after you asked: {n}."),
            "signed_up_again": self.tr("You signed up again on {again}."),
        }.get(stop.state, self.tr("What followed cannot be told apart from other mail."))
        said = words.format(n=n, until=until, again=again)
        if stop.mails_beside:
            beside = self.tr("Mails of other lists of theirs, which it may not be about: {n}.")
            said = f"{said} {beside.format(n=figures.number(stop.mails_beside))}"
        return said

    def trend(self, code: str) -> str:
        """Return how the number of mails a month changed, "" where that is not clear."""
        known: dict[str, str] = {
            Trend.RISING: self.tr("rising"),
            Trend.STEADY: self.tr("steady"),
            Trend.FALLING: self.tr("falling"),
            Trend.STOPPED: self.tr("they have stopped"),
        }
        return known.get(code, "")

    def personal(self, code: str) -> str:
        """Return what their mails show of the person."""
        return {
            "name": self.tr("Your name"),
            "birthday": self.tr("Your birthday"),
            "age": self.tr("Your age"),
            "due_date": self.tr("A due date"),
            "child": self.tr("A child"),
            "pet": self.tr("A pet"),
            "anniversary": self.tr("An anniversary"),
            "purchase": self.tr("What you bought last"),
            "place": self.tr("Where you are"),
            "points": self.tr("Points or standing with them"),
        }.get(code, shown(code, 60))


words = RelationWords()
"""The one set of words that the page uses."""
