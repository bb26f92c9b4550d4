"""The words of kinds, corrections and what an act would do, as the page Senders says them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from inboxguard.audit.batches import Act, Outcome, Planned
from inboxguard.audit.correcting import CorrectionRow
from inboxguard.senders.attribution import Kind
from inboxguard.senders.corrections import NOT_MARKETING, What
from inboxguard.ui import figures
from inboxguard.ui.phrases import shown


class Wording(QObject):
    """The translatable words; text of others is made harmless here."""

    def kind(self, kind: Kind) -> str:
        """Return what one mail is."""
        return {
            Kind.MARKETING: self.tr("Marketing"),
            Kind.TRANSACTIONAL: self.tr("Receipt or notice"),
            Kind.PERSONAL: self.tr("Letter"),
            Kind.DISCUSSION: self.tr("Discussion list"),
            Kind.SPAM: self.tr("Spam"),
        }[kind]

    def kinds(self, counted: Iterable[tuple[Kind, int]]) -> str:
        """Return kinds with their numbers of mails in one line, "" for none."""
        return ", ".join(
            self.tr("{kind} {n}").format(kind=self.kind(kind).lower(), n=figures.number(mails))
            for kind, mails in counted
        )

    def mails(self, number: int) -> str:
        """Return a number of mails."""
        return self.tr("1 mail") if number == 1 else self.tr("{n} mails").format(n=figures.number(number))

    def no_subject(self) -> str:
        """Return what stands for an empty subject."""
        return self.tr("No subject")

    def dated(self, date: str, subject: str) -> str:
        """Return a mail as a line."""
        return self.tr("{date}, {subject}").format(date=date, subject=subject)

    def open_mail(self, date: str, subject: str) -> str:
        """Return what a screen reader says of a line that opens a mail."""
        return self.tr("Open the mail of {date}: {subject}").format(date=date, subject=subject)

    def contradiction(self, kind: Kind) -> tuple[str, Kind]:
        """Return the words by which the person contradicts a kind, and the kind that they then say."""
        if kind is Kind.MARKETING:
            return self.tr("This is not marketing"), Kind.TRANSACTIONAL
        return self.tr("This is marketing"), Kind.MARKETING

    def said(self, row: CorrectionRow) -> str:
        """Return what the person corrected, after "You said"."""
        value = shown(row.detail, 200)
        if row.aside:
            return self.tr("something about whom you set aside")
        if row.what == What.MERGE:
            return self.tr("that this is one sender with {others}").format(others=value)
        if row.what == What.SPLIT:
            return self.tr("that {part} is a sender of its own").format(part=value)
        if row.what == What.RENAME:
            name = self.tr("that it is called {name}").format(name=value)
            return name if value else self.tr("that it has the name of its mails again")
        if row.what == What.MESSAGE:
            kind = self.kind(Kind(row.detail)).lower() if row.detail in list(Kind) else value
            return self.tr("of one mail that it is: {kind}").format(kind=kind)
        not_marketing, marketing = self.tr("that it is not marketing"), self.tr("that it is marketing")
        words = not_marketing if row.detail == NOT_MARKETING else marketing
        others = len(row.subjects) - 1
        if others <= 0:
            return words
        if others == 1:
            return self.tr("{what}, and one other too").format(what=words)
        return self.tr("{what}, and {n} others too").format(what=words, n=figures.number(others))

    def act_title(self, act: Act, number: int) -> str:
        """Return the headline of the preview of an act."""
        return {
            Act.SET_ASIDE: self.tr("Set {n} senders aside"),
            Act.KEEP: self.tr("Keep {n} senders"),
            Act.NOT_MARKETING: self.tr("{n} senders: this is not marketing"),
            Act.MARKETING: self.tr("{n} senders: this is marketing"),
            Act.UNSUBSCRIBE: self.tr("Unsubscribe from {n} senders"),
        }[act].format(n=figures.number(number))

    def act_line(self, act: Act) -> str:
        """Return what an act means, in a sentence or two; leaving senders has its own words."""
        return {
            Act.SET_ASIDE: self.tr(
                "Their marketing leaves every list and figure. Receipts and notices stay. Nothing is told to anybody."
            ),
            Act.KEEP: self.tr("Their mail is never set aside, whatever it is about."),
            Act.NOT_MARKETING: self.tr(
                "Their marketing counts as receipts and notices from now on. Spam, lists and letters stay what they "
                "are."
            ),
            Act.MARKETING: self.tr(
                "Their bulk mail counts as marketing from now on. What is by its own words an order, a bill or an "
                "account stays that, and so do spam, lists and letters."
            ),
        }[act]

    def act_button(self, act: Act) -> str:
        """Return the words of the button that does it."""
        return {
            Act.SET_ASIDE: self.tr("Set these aside"),
            Act.KEEP: self.tr("Keep these"),
            Act.NOT_MARKETING: self.tr("Not marketing"),
            Act.MARKETING: self.tr("Marketing"),
        }[act]

    def outcome(self, plan: Planned) -> str:
        """Return what would happen to one sender."""
        n = figures.number(plan.mails)
        if plan.outcome is Outcome.ASIDE:
            return self.tr("Marketing mails that leave the lists: {n}").format(n=n)
        if plan.outcome is Outcome.KEPT:
            return self.tr("Kept from now on")
        if plan.outcome is Outcome.NOT_MARKETING:
            return self.tr("Marketing mails that become receipts and notices: {n}").format(n=n)
        if plan.outcome is Outcome.MARKETING:
            return self.tr("Other mails looked at again: {n}").format(n=n)
        return self.tr("Nothing changes")

    def mark(self, plan: Planned) -> tuple[str, str]:
        """Return shape and tone of the mark before an outcome."""
        return ("ring", "muted") if plan.outcome is Outcome.NOTHING else ("disc", "accent")


wording = Wording()
"""The one set of words that the page uses."""
