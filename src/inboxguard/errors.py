"""What can go wrong in a way that a person can act on; anything else is a bug.

Every error carries one plain sentence: what happened, why, and what to do. Commands print it as it is;
the window shows the translated words of ui/phrases.py for the error's kind and falls back to this sentence.
"""


class InboxGuardError(Exception):
    """Something went wrong that the person can do something about; str() is the sentence to show."""


class MailboxError(InboxGuardError):
    """A mailbox or mail file could not be used."""


class WrongPassword(MailboxError):
    """The server refused the password."""


class SignInAgain(WrongPassword):
    """The sign-in made in the browser counts no longer; only the person can make a new one."""


class Unreachable(MailboxError):
    """The server could not be reached or stopped answering."""


class HeldBack(Unreachable):
    """The server gives nothing just now and says so; the password may be right."""


class CertificateRefused(MailboxError):
    """The server's certificate could not be trusted."""


class NoFolder(MailboxError):
    """The mailbox has no folder of the wanted kind or name."""


class UnreadableFile(MailboxError):
    """A mail file could not be read at all."""


class StoreError(InboxGuardError):
    """The database could not be used."""


class DatabaseFromTheFuture(StoreError):
    """The database was written by a newer version of inboxguard."""


class Damaged(StoreError):
    """The database file is broken; it is left as it is."""


class KeyringMissing(InboxGuardError):
    """The system has no keyring that is fit to keep a password."""


class Refused(InboxGuardError):
    """The answer to what was asked is no, with the reason."""


class PasswordMissing(Refused):
    """A keyring answers and has no password of this account, so only the person can give it."""


class NotYet(InboxGuardError):
    """The command belongs to the contract and comes with a later version."""


class Cancelled(InboxGuardError):
    """The person pressed Stop; what was finished is kept."""
