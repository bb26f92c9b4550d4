"""What screens and commands are shown: small frozen records, ready to be worded, with set-aside mail already masked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.trace.trail import Level


class Chip(StrEnum):
    """The filters of the page Senders."""

    ALL = "all"
    MARKETING = "marketing"
    NO_CONSENT = "no_consent"
    OPT_OUT_IGNORED = "opt_out_ignored"
    COPY = "copy"
    NO_MARKETING = "no_marketing"


class SortBy(StrEnum):
    """The columns that the page Senders sorts by."""

    NAME = "name"
    MAILS = "mails"
    LAST = "last"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the person is: decides which laws are offered and in what language letters and sentences are written."""

    name: str = ""
    country: str = ""
    """ISO 3166 code, upper case, "" when not said."""
    region: str = ""
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Line:
    """One message in a list; subject and sender are None where the message is set aside."""

    key: MessageKey
    at: datetime | None
    subject: str | None
    sender: str | None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One message opened by the person: plain text only, None where it was never read."""

    key: MessageKey
    at: datetime | None
    subject: str
    sender: str
    address: str
    recipient: str
    text: str | None


@dataclass(frozen=True, slots=True)
class SenderRow:
    """A row of the page Senders; set-aside mail is in none of its figures."""

    id: SenderId
    name: str
    mails: int
    months: tuple[int, ...]
    """Mails in each of the last twelve months of the mailbox, oldest first."""
    after_opt_out: tuple[bool, ...]
    """For each of the twelve months, whether it lies behind an opt-out that was not honoured."""
    last: datetime | None
    basis: Basis
    opt_out: str | None
    """ "watching", "honoured", "not_honoured" or None."""
    markets: bool = True
    """Whether any mail of it is marketing: only that needs a footing."""
    unproven: bool = False
    """Whether the person's own server confirms of none of its marketing that it came from there, where it says
    anything: nothing is held against whom such mail names."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of a timeline: when, what (a code worded by ui/phrases), and a detail such as an address."""

    at: datetime | None
    what: str
    detail: str = ""
    message: MessageKey | None = None


@dataclass(frozen=True, slots=True)
class WayOut:
    """The way out that a sender offers, named and never followed."""

    route: str
    """ "one_click", "mailto", "link" or "none"."""
    url: str | None
    host: str | None
    method: str | None
    allowed: bool
    reason: str
    done: bool = False
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the Overview: a code worded by ui/phrases, its number, its ground, and details for the words."""

    what: str
    number: int
    ground: int
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthBar:
    """Marketing mails of one month by footing."""

    month: date
    signed_up: int
    purchase: int
    none_found: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """A proposed act, one click from a draft: a code, the sender it concerns, and names for the words."""

    what: str
    """ "remind", "ask_where_from" or "erase"."""
    organisation: SenderId
    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The page Overview; set-aside mail is in none of the figures."""

    mails: int
    senders: int
    first: datetime | None
    last: datetime | None
    findings: tuple[Finding, ...]
    months: tuple[MonthBar, ...]
    steps: tuple[NextStep, ...]
    since: datetime | None
    """When the person looked last; None the first time."""
    news: tuple[Finding, ...]
    """What came since then."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request of the ledger."""

    id: str
    reference: str
    organisation: str
    name: str
    """ "" where everything of the organisation is set aside: its name is then shown on asking only."""
    kind: str
    state: str
    due: date | None
    due_is_verified: bool
    days: int | None
    """Days until due; negative = overdue by so many."""
    created: datetime
    sent: datetime | None
    settled: datetime | None
    """When it was answered or closed."""
    remind_from: date | None = None
    """The earliest fair day of a reminder."""
    complain_from: date | None = None
    """The earliest day of a complaint to the authority."""
    follows: str | None = None
    """Of a reminder or a complaint: the id of the letter that it follows."""


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """A request opened: its timeline and the letter as it was written."""

    row: RequestRow
    law: str
    cite: str
    language: str
    to: str
    to_is_guess: bool
    from_alias: str
    subject: str
    body: str
    timeline: tuple[Moment, ...]
    allowed: tuple[str, ...]
    """Events that may be recorded now."""
    names_set_aside: bool = False
    """Whether the letter names somebody of whom everything is set aside."""
    contact_source: str = ""
    """Where `to` is known from (requests.contacts.ContactSource); "" in older letters."""
    contact_detail: str = ""
    about: str = ""
    """Why the date is shown as "about", as a sentence; "" where it is certain."""
    may_complain: bool = True
    """Whether a complaint follows from the date without a look at the law by the person."""
    identity_given: tuple[str, ...] = ()
    """What the letter tells of the person."""
    follows: str | None = None
    """Of a reminder or a complaint: the id of the letter that it follows."""
    excuse: str | None = None
    """Of a reminder: what it answers."""
    web_form: str = ""
    """The page on which the letter can be filed, "" where none is known."""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A masked row of the page Set aside: nothing but a month."""

    key: MessageKey
    month: date


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in the picker of Settings: the only place where its name is shown."""

    id: str
    label: str
    group: str
    marked: bool
    own: bool = False
    """Whether the person added it."""
    shelf: str | None = None
    """Where its mail lies; None where it is not marked."""
    helping: bool = True
    """Whether mail of help organisations is set aside too."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A mailbox account; the password is never part of it."""

    address: str
    host: str
    port: int
    security: str
    messages: int
    read_at: datetime | None
    sign_in: str = "password"
    """ "password", or the id of the provider whose browser sign-in is used."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: counts, own addresses and servers as used (given or inferred), and what could not be read."""

    added: int
    known: int
    unreadable: tuple[tuple[str, str], ...]
    """(path, reason)."""
    addresses: tuple[str, ...]
    authserv_ids: tuple[str, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a sync did: new messages, folders read, places where mail lies no more, and sentences on what was left."""

    added: int
    folders: tuple[str, ...]
    gone: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures that a terminal prints after an audit."""

    mails: int
    senders: int
    first: datetime | None
    last: datetime | None
    kinds: tuple[tuple[str, int], ...]
    no_sign_up: int
    marketing_senders: int
    shown: tuple[tuple[Level, int], ...]
    sentences: tuple[str, ...]
    ignored: tuple[str, ...]
    """Names of senders that went on after an opt-out."""
