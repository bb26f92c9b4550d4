"""What the person has to have before their mailbox can be connected: a way into the browser, a program with mail."""

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit import signing_in
from inboxguard.errors import Refused
from inboxguard.mailbox import thunderbird


@dataclass(frozen=True, slots=True)
class BrowserSignIn:
    """How one provider's sign-in with the browser works.

    `register` is the sentence where a client id is made, `client_id` the one given before ("" = none).
    """

    provider: str
    register: str
    needs_secret: bool
    client_id: str


@dataclass(frozen=True, slots=True)
class MailProgram:
    """A profile of a mail program of this computer that has mail in it."""

    program: str
    """ "Thunderbird" or "Betterbird"."""
    name: str
    path: Path


def browser_sign_in(db: Database, host: str) -> BrowserSignIn | None:
    """Return how a person whose mail is on the server `host` signs in with the browser; None where they cannot."""
    try:
        provider = signing_in.provider_of(host)
    except Refused:
        return None
    return BrowserSignIn(provider.name, provider.register, provider.needs_secret, signing_in.client_id(db, provider.id))


def mail_programs() -> tuple[MailProgram, ...]:
    """Return the profiles that mail programs list in their usual places; no mail is read."""
    return tuple(MailProgram(one.program, one.name, one.path) for one in thunderbird.profiles())
