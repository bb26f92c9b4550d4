"""Where a letter goes before the person sends it: Drafts, a mail program, a file, the clipboard, paper.

Of a draft in a mailbox it is remembered where it lies, and each time the mailbox is read what became of it: it lies
there, it was saved anew, or it is gone. That it was sent is said only by its copy in Sent, or by the person.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit import accounts, cases, deciding, profiles
from inboxguard.audit.asking import Composed
from inboxguard.audit.correspondence import Correspondence
from inboxguard.errors import MailboxError
from inboxguard.exports import files, letter_pdf
from inboxguard.exports.letter_pdf import Sheet
from inboxguard.facts.person import Person
from inboxguard.mailbox import drafting
from inboxguard.mailbox.connection import Connection
from inboxguard.mailbox.drafting import Found, Placed
from inboxguard.requests.mailto import LONGEST_URL, mailto_url
from inboxguard.requests.request import Request
from inboxguard.store import accounts as stored
from inboxguard.store import findings, placing
from inboxguard.store.placing import Location
from inboxguard.store.replies import wrote_from

_MESSAGE_ID = re.compile(rb"^Message-ID: (<inboxguard-(20\d\d-[0-9a-z]{7})@[^>]+>)\r$", re.MULTILINE | re.IGNORECASE)
"""That of a letter of the ledger; unsubscribe mails, which are made anew each time, have others."""
_REWRITES = ("gmail.com", "googlemail.com")
"""Hosts that write another From where the address is not one of the account's "Send mail as" (standards 3.12)."""


class Sending(StrEnum):
    """Whether a letter can be expected to leave from the address that it concerns."""

    OWN = "own"
    """It is the address of an account, or mail was sent from it before."""
    TAGGED = "tagged"
    """It is an account's address with a tag, which some programs must be told of first."""
    OTHER = "other"
    """Nothing shows that it can send."""
    UNKNOWN = "unknown"
    """There is no account to tell by."""


@dataclass(frozen=True, slots=True)
class From:
    """From which address a letter is to be sent, whether that can be expected to work, and what to do, in words."""

    address: str
    sending: Sending
    words: str
    """One or two sentences; "" where there is nothing to look to."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A letter for the default mail program: its address, or why it does not fit into one."""

    url: str | None
    words: str
    """What to look to, or what to do instead."""


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a draft lies, and what was found there the last time the mailbox was read."""

    account: str
    folder: str
    at: datetime
    found: Found
    words: str


_UNSENT = ("drafted",)
_WORDS = {
    Found.THERE: "The draft lies in {folder}. Nothing was sent: read it, change it, send it yourself.",
    Found.CHANGED: "The draft in {folder} was saved anew by your mail program, so its words may differ from these.",
    Found.GONE: "The draft is no longer in {folder}: it was sent, moved or deleted. If you sent it, write that down; "
    "where its copy lies in Sent this happens by itself.",
}


def put(db: Database, account: str, opened: Callable[[], Connection], content: bytes, now: datetime) -> str:
    """Put a draft into Drafts and remember where that of a letter lies; return the folder's name.

    A draft that lies there already is not put again. Raises NoFolder, Refused and MailboxError kinds.
    """
    placed = drafting.put_once(opened, content)
    named = _MESSAGE_ID.search(content.partition(b"\r\n\r\n")[0])
    if named is not None:
        request = named[2].decode("ascii").upper()
        where = Location(request, account, placed.folder, placed.uidvalidity, placed.uid, named[1].decode("ascii"), now)
        placing.keep(db, where)
    return placed.folder


def look(db: Database, account: str, opened: Callable[[], Connection]) -> None:
    """Notice what became of the drafts in one mailbox; it is opened only where a letter still waits to be sent.

    Where the mailbox does not answer, the next time tells.
    """
    waiting = _waiting(db, account)
    if not waiting:
        return
    with suppress(MailboxError), opened() as connection:
        for one in waiting:
            told, place = drafting.look(
                connection, Placed(one.folder, one.uidvalidity, one.uid), one.message_id, one.request
            )
            placing.keep(db, replace(one, uidvalidity=place.uidvalidity, uid=place.uid, found=told.value))


def _waiting(db: Database, account: str) -> list[Location]:
    """Return the drafts in a mailbox of letters of which the ledger says nothing but that they were written."""
    unsent = {one.id for one, events in deciding.requests(db) if all(event.event in _UNSENT for event in events)}
    return [
        one
        for one in placing.locations(db).values()
        if one.account == account and one.request in unsent and one.found != Found.GONE
    ]


def sending(db: Database, alias: str) -> From:
    """Return whether mail can be expected to leave from `alias`, one of the person's addresses."""
    wanted = alias.strip().lower()
    known = [one.address.lower() for one in stored.accounts(db)]
    if wanted in known or wrote_from(db, wanted):
        return From(alias, Sending.OWN, "")
    if not known:
        return From(
            alias, Sending.UNKNOWN, f"Send it from {alias}: from another address they may take you for a stranger."
        )
    tagged = next((one for one in known if Person((one,)).owns(wanted)), None)
    if tagged is not None:
        return From(
            alias,
            Sending.TAGGED,
            f"Your mail program must know {alias} as an identity of {tagged}. {_rewriting(tagged)}"
            f"Before you send, check that the line From names {alias}.",
        )
    return From(
        alias,
        Sending.OTHER,
        f"Nothing here shows that you can send from {alias}. If your mail program writes another address into the line "
        f"From, they may take you for a stranger: add {alias} there as an identity, or ask them to answer to it, which "
        "shows that it is yours.",
    )


def _rewriting(account: str) -> str:
    if account.rpartition("@")[2] in _REWRITES:
        return "Gmail writes your main address instead unless it is listed under “Send mail as”. "
    return ""


def handed(db: Database, one: Request) -> Handed:
    """Return a letter as what opens the default mail program, with what it cannot say of itself."""
    if one.draft.reply_to:
        return Handed(
            None,
            "This letter asks them to answer to another address, which cannot be handed over so. Save it as a file.",
        )
    url = mailto_url(one.draft) if one.draft.to else None
    if not one.draft.to:
        return Handed(None, "Where to write to is not known, so there is nothing to open. Copy the letter instead.")
    if url is None:
        return Handed(
            None,
            f"The letter is longer than the {LONGEST_URL:,} characters that every system hands to a mail program. "
            "Save it as a file, which opens as a draft, or copy it.",
        )
    return Handed(url, f"Check that the line From names {one.draft.from_alias}; a mail program chooses it by itself.")


def text(one: Request) -> str:
    """Return a letter as text to be copied: its subject, and its words."""
    return f"{one.draft.subject}\n\n{one.draft.body}"


def sheet(db: Database, one: Request, own: str, theirs: str, now: datetime) -> Sheet:
    """Return a letter as it stands on paper; `own` and `theirs` are postal addresses, line by line ("" = left out)."""
    name = findings.names_of(db, [one.organisation]).get(one.organisation, one.organisation)
    lines = _lines(theirs) or tuple(filter(None, (name, one.draft.to)))
    regions: Mapping[str, str] = {"US": "Letter", "CA": "Letter", "MX": "Letter"}
    return Sheet(
        language=one.language,
        sender=_lines(own),
        recipient=lines,
        on=now.astimezone(profiles.zone(db)).date(),
        subject=one.draft.subject,
        body=one.draft.body,
        reference=one.reference,
        paper=regions.get(profiles.profile(db).country, "A4"),
    )


def _lines(address: str) -> tuple[str, ...]:
    return tuple(line for part in address.splitlines() if (line := " ".join(part.split())))


class Placing(Correspondence):
    """Where the person takes a letter; nothing is sent."""

    def lies(self, request: str) -> Lying | None:
        """Return where the draft of a request lies in a mailbox; None where it was put into none, or was sent."""
        letter, events = cases.found(self._db, request)
        one = placing.locations(self._db).get(letter.id)
        if one is None or any(event.event not in _UNSENT for event in events):
            return None
        found = Found(one.found)
        return Lying(one.account, one.folder, one.at, found, _WORDS[found].format(folder=one.folder))

    def sends_from(self, request: str) -> From:
        """Return whether a letter can be expected to leave from the address that it concerns."""
        return sending(self._db, cases.found(self._db, request)[0].draft.from_alias)

    def as_mailto(self, request: str) -> Handed:
        """Return what opens a letter in the default mail program, or why it does not fit."""
        return handed(self._db, cases.found(self._db, request)[0])

    def as_text(self, request: str) -> str:
        """Return subject and body of a letter, to be copied."""
        return text(cases.found(self._db, request)[0])

    def save_pdf(self, request: str, path: Path, own: str = "", theirs: str = "") -> None:
        """Write a letter as a PDF for the post; `own` and `theirs` are postal addresses, line by line.

        Without `own` there is no sender's block, without `theirs` their name and mail address stand in its place.
        Raises Refused with what to install where that is missing, and InboxGuardError.
        """
        one = sheet(self._db, cases.found(self._db, request)[0], own, theirs, self._now())
        files.write(path, letter_pdf.rendered(one))

    def _into_drafts(self, password: str | None) -> Callable[[str, Composed], str]:
        def into(_: str, draft: Composed) -> str:
            account = accounts.for_address(self._db, draft.from_alias)
            opened = accounts.opener(self._db, account, password or self._passwords.get(account.address))
            return put(self._db, account.address, opened, draft.content, self._now())

        return into
