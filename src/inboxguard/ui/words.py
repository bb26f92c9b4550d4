"""The translatable words of every code of the core, one method per kind of code; ui/phrases.py picks from them."""

from datetime import date

from PySide6.QtCore import QObject

from inboxguard import errors
from inboxguard.audit.views import Chip, RequestRow
from inboxguard.senders.sender import Basis
from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import figures


class Words(QObject):
    """The translatable words; one method per kind of code."""

    def basis(self) -> dict[str, str]:
        return {
            Basis.CONFIRMED: self.tr("Confirmed"),
            Basis.SIGNED_UP: self.tr("Signed up"),
            Basis.PURCHASE: self.tr("Purchase"),
            Basis.STATED: self.tr("They state it"),
            Basis.NONE_FOUND: self.tr("None found"),
            "opt_out_ignored": self.tr("Opt-out ignored"),
            "no_marketing": self.tr("No marketing"),
            "unproven": self.tr("Unproven sender"),
        }

    def footing(self) -> dict[str, str]:
        return {
            Basis.CONFIRMED: self.tr("You signed up and confirmed it."),
            Basis.SIGNED_UP: self.tr("They wrote to you right after a sign-up."),
            Basis.PURCHASE: self.tr("You ordered something there."),
            Basis.STATED: self.tr(
                "Their mails say that you asked for them. No sign-up, order or confirmation was found."
            ),
            Basis.NONE_FOUND: self.tr("No sign-up, order or confirmation of yours was found in {n} mails."),
            "unproven": self.tr(
                "Your mail server could not confirm that their advertising came from them: somebody else may have "
                "used their name."
            ),
        }

    def chip(self) -> dict[str, str]:
        return {
            Chip.ALL: self.tr("All {n}"),
            Chip.MARKETING: self.tr("Marketing {n}"),
            Chip.NO_CONSENT: self.tr("No consent found {n}"),
            Chip.OPT_OUT_IGNORED: self.tr("Opt-out ignored {n}"),
            Chip.COPY: self.tr("Copy of somebody else {n}"),
            Chip.NO_MARKETING: self.tr("No marketing {n}"),
        }

    def level(self) -> dict[str, str]:
        return {
            Level.DOCUMENTED: self.tr("Documented"),
            Level.STRONG: self.tr("Strong"),
            Level.PROBABLE: self.tr("Probable"),
            Level.POSSIBLE: self.tr("Possible"),
            Level.NOT_SHOWN: self.tr("Not shown"),
        }

    def relation(self) -> dict[str, str]:
        return {
            Relation.SHARE: self.tr("passed on"),
            Relation.BROKER: self.tr("passed on"),
            Relation.GROUP: self.tr("same group"),
            Relation.SERVICE: self.tr("service"),
            Relation.HOST: self.tr("sent for them"),
            Relation.LEAK: self.tr("incident"),
            Relation.OWN: self.tr("your own"),
            Relation.OTHER_PERSON: self.tr("another person"),
            Relation.GUESS: self.tr("guessed"),
            Relation.UNKNOWN: self.tr("way unknown"),
        }

    def kind(self) -> dict[str, str]:
        return {
            "where_from": self.tr("Where from"),
            "to_whom": self.tr("To whom"),
            "access": self.tr("Access"),
            "erasure": self.tr("Delete my data"),
            "objection": self.tr("Stop mail"),
            "withdrawal": self.tr("Consent withdrawn"),
            "opt_out_of_sale": self.tr("Do not sell"),
            "ask_for_less": self.tr("Ask for less"),
            "correction": self.tr("Correct my data"),
            "reminder": self.tr("Reminder"),
            "complaint": self.tr("Complaint"),
            "unsubscribe": self.tr("Unsubscribe"),
        }

    def contact_source(self) -> dict[str, str]:
        return {
            "own_entry": self.tr("you named it: {detail}"),
            "company_file": self.tr("a company file that you loaded: {detail}"),
            "sender_mail": self.tr("a mail of theirs: {detail}"),
            "footer": self.tr("the foot of a mail of theirs: {detail}"),
        }

    def state(self) -> dict[str, str]:
        return {
            "drafted": self.tr("Draft, not sent"),
            "sent": self.tr("Sent"),
            "bounced": self.tr("Could not be delivered"),
            "acknowledged": self.tr("They confirmed receipt"),
            "identity_check": self.tr("They ask who you are"),
            "extended": self.tr("They took more time"),
            "answered": self.tr("Answered"),
            "partial": self.tr("Answered in part"),
            "refused": self.tr("Refused"),
            "no_data": self.tr("They say they have nothing"),
            "wrong_entity": self.tr("They say it is not them"),
            "overdue": self.tr("Overdue"),
            "reminded": self.tr("Reminded"),
            "escalatable": self.tr("You can complain now"),
            "complained": self.tr("Complaint made"),
            "closed": self.tr("Closed"),
            "closed_honoured": self.tr("Closed, honoured"),
            "withdrawn": self.tr("Withdrawn"),
        }

    def excuse(self) -> dict[str, str]:
        return {
            "": self.tr("They did not answer"),
            "late": self.tr("They say it takes longer"),
            "id_copy": self.tr("They want a copy of my ID"),
            "extra_data": self.tr("They want more data about me"),
            "fee": self.tr("They want money for it"),
            "wrong_medium": self.tr("They want a form, or paper"),
            "wrong_language": self.tr("They want another language"),
            "signature": self.tr("They want a signature"),
            "excessive": self.tr("They call it too much"),
        }

    def happened(self) -> dict[str, str]:
        return {
            "drafted": self.tr("Drafted"),
            "sent": self.tr("You sent it"),
            "bounced": self.tr("It could not be delivered"),
            "acknowledged": self.tr("They confirmed receipt"),
            "identity_asked": self.tr("They asked who you are"),
            "extended": self.tr("They took more time"),
            "answered_full": self.tr("They answered in full"),
            "answered_partial": self.tr("They answered in part"),
            "refused": self.tr("They refused"),
            "no_data": self.tr("They say they have nothing"),
            "wrong_entity": self.tr("They say it is not them"),
            "reminded": self.tr("You reminded them"),
            "complained": self.tr("You complained"),
            "withdrawn": self.tr("You withdrew it"),
            "closed": self.tr("You closed it"),
            "due": self.tr("They have until this day to answer"),
            "overdue": self.tr("The time ended without an answer"),
        }

    def moment(self) -> dict[str, str]:
        return {
            "signed_up": self.tr("You signed up"),
            "confirmed": self.tr("You confirmed the sign-up"),
            "welcomed": self.tr("They welcomed you"),
            "bought": self.tr("You ordered something"),
            "left": self.tr("They confirmed that you left"),
            "asked_to_stop": self.tr("You asked them to stop"),
            "source_first": self.tr("Somebody else had this address first"),
            "first_marketing": self.tr("First marketing mail"),
            "last_marketing": self.tr("Last marketing mail"),
            "opt_out_watching": self.tr("They have until this day to stop"),
            "opt_out_honoured": self.tr("They stopped"),
            "opt_out_not_honoured": self.tr("They had until this day to stop"),
        }

    def moment_detail(self) -> dict[str, str]:
        return {
            "first_marketing": self.tr("to {detail}"),
            "last_marketing": self.tr("“{detail}”"),
            "signed_up": self.tr("“{detail}”"),
            "confirmed": self.tr("“{detail}”"),
            "welcomed": self.tr("“{detail}”"),
            "bought": self.tr("“{detail}”"),
            "left": self.tr("“{detail}”"),
            "opt_out_watching": self.tr("mails since you asked: {detail}"),
            "opt_out_honoured": "",
            "opt_out_not_honoured": self.tr("marketing mails that came later: {detail}"),
        }

    def said(self) -> dict[str, str]:
        return {
            "mine": self.tr("that you signed up there yourself"),
            "aside": self.tr("to set it aside"),
            "keep": self.tr("to keep it"),
        }

    def route(self) -> dict[str, str]:
        return {
            "one_click": self.tr("One-click, announced in the mail’s header"),
            "mailto": self.tr("A mail to their address"),
            "link": self.tr("A link to their page"),
            "none": self.tr("None was found"),
        }

    def step(self) -> dict[str, str]:
        return {
            "counting": self.tr("Counting mail"),
            "importing": self.tr("Reading mail files"),
            "connecting": self.tr("Connecting"),
            "browser": self.tr("Waiting for the browser: sign in there, then come back"),
            "listing": self.tr("Looking for new mail"),
            "reading": self.tr("Listing mail"),
            "opening": self.tr("Reading mail"),
            "waiting": self.tr("The server asked for a pause"),
            "analysing": self.tr("Looking for connections"),
            "summing_up": self.tr("Looking for connections"),
            "tracing": self.tr("Looking for connections"),
            "ways_out": self.tr("Looking for ways out"),
            "drafting": self.tr("Making drafts"),
            "unsubscribing": self.tr("Sending requests"),
        }

    def amount(self) -> str:
        return self.tr("{done} of {total} mails")

    def of_this_step(self) -> str:
        return self.tr("{left} for this step")

    def amount_of_file(self) -> str:
        return self.tr("{done} of {total}")

    def error(self) -> dict[type[Exception], str]:
        return {
            errors.SignInAgain: self.tr("The sign-in has ended"),
            errors.WrongPassword: self.tr("The password was refused"),
            errors.Unreachable: self.tr("The server cannot be reached"),
            errors.CertificateRefused: self.tr("The server could not prove who it is"),
            errors.NoFolder: self.tr("The folder is missing"),
            errors.UnreadableFile: self.tr("The file cannot be read"),
            errors.MailboxError: self.tr("The mailbox cannot be used"),
            errors.DatabaseFromTheFuture: self.tr("A newer version wrote this data"),
            errors.Damaged: self.tr("The data file is damaged"),
            errors.StoreError: self.tr("The data cannot be used"),
            errors.KeyringMissing: self.tr("No keyring was found"),
            errors.PasswordMissing: self.tr("The password is needed"),
            errors.Refused: self.tr("This is not possible"),
            errors.NotYet: self.tr("This comes with a later version"),
            errors.InboxGuardError: self.tr("This did not work"),
        }

    def due(self, row: RequestRow, today: date) -> str:
        """Return by when a request is due, "about" where the day is not certain; late only where the ledger says so."""
        if row.days is None or row.due is None:
            return self.state().get(row.state, row.state)
        day = figures.short(row.due, today)
        if row.state in ("overdue", "complained"):
            late = row.state == "overdue"
            sure = self.tr("Overdue since {date}") if late else self.tr("News was due {date}")
            about = self.tr("Overdue since about {date}") if late else self.tr("News was due about {date}")
            return (sure if row.due_is_verified else about).format(date=day)
        if row.days < 0:  # the margin for delivery runs
            words = self.tr("Was due {date}") if row.due_is_verified else self.tr("Was due about {date}")
            return words.format(date=day)
        if not row.due_is_verified:
            return self.tr("Due about {date}").format(date=day)
        if row.days == 0:
            return self.tr("Due today")
        if row.days == 1:
            return self.tr("Due tomorrow")
        return self.tr("Due in {n} days").format(n=row.days)

    def dated(self, words: str, day: str) -> str:
        return self.tr("{state} {date}").format(state=words, date=day)

    def spark(self, last: int, direction: int) -> str:
        words = (self.tr("falling"), self.tr("steady"), self.tr("rising"))[direction + 1]
        return self.tr("12 months: {direction}, last month {n}").format(direction=words, n=last)

    def aside(self) -> tuple[str, str]:
        return self.tr("Set-aside message"), self.tr("Set-aside sender")
