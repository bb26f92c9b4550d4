"""Where a letter goes before the person sends it: a mail program, a file, the clipboard, paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit import cases, profiles, waiting_drafts
from inboxguard.audit.correspondence import Correspondence
from inboxguard.audit.waiting_drafts import Lying
from inboxguard.exports import files, letter_pdf
from inboxguard.exports.letter_pdf import Sheet
from inboxguard.facts.person import Person
from inboxguard.requests.mailto import LONGEST_URL, mailto_url
from inboxguard.requests.request import Request
from inboxguard.store import accounts as stored
from inboxguard.store import findings
from inboxguard.store.replies import wrote_from

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
        return waiting_drafts.lies(self._db, request)

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
