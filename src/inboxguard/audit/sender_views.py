"""What is shown of one sender and of one of its mails: small frozen records, with set-aside mail already masked."""

from dataclasses import dataclass
from datetime import datetime

from inboxguard.audit.views import Line, Moment, SenderRow, WayOut
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Level


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail of a sender in a list; subject and kind are None where it is set aside."""

    key: MessageKey
    at: datetime | None
    subject: str | None
    kind: Kind | None

    @property
    def aside(self) -> bool:
        """Return whether nothing of it may be shown."""
        return self.kind is None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """A reason in words, and how many mails bear it."""

    words: str
    mails: int


@dataclass(frozen=True, slots=True)
class Why:
    """Why a sender's mail is taken for what it is: its mails by kind, and the reasons of its marketing."""

    organisation: SenderId
    kinds: tuple[tuple[Kind, int], ...]
    """Kinds that occur, the most frequent first; set-aside mail is in none of the figures."""
    reasons: tuple[ReasonCount, ...]
    """The reasons that its marketing mails bear, the most frequent first; a mail bears several."""

    @property
    def marketing(self) -> int:
        """Return how many of its mails are marketing."""
        return dict(self.kinds).get(Kind.MARKETING, 0)

    @property
    def mails(self) -> int:
        """Return how many mails there are."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class MailWhy:
    """What one mail is taken for, and why, a sentence for each reason."""

    key: MessageKey
    kind: Kind
    reasons: tuple[str, ...]
    said: bool
    """Whether the person said so of this very mail."""
    outgoing: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """How far the search for a footing reached, which says how much "none found" is worth."""

    mails: int
    since: datetime | None
    """The oldest mail of the mailbox."""
    share: float
    """Share of the weeks since then that hold any mail (0 to 1)."""


@dataclass(frozen=True, slots=True)
class SenderDetail:
    """Everything the right pane of Senders shows about one sender at once."""

    row: SenderRow
    domains: tuple[str, ...]
    platforms: tuple[str, ...]
    recipients: tuple[str, ...]
    group: tuple[str, ...]
    """Names of the other members of its company group."""
    consent_at: datetime | None
    consent_lines: tuple[Line, ...]
    timeline: tuple[Moment, ...]
    copy_source: str | None
    """Name of the source of a shown trail (Probable or firmer)."""
    copy_level: Level | None
    way_out: WayOut
    last_mails: tuple[MailRow, ...]
    """The newest few, newest first."""
    kinds: tuple[tuple[Kind, int], ...]
    first: datetime | None
    """When its first mail came."""
    searched: Searched
    said: str = ""
    """What the person said about it: "mine" (signed up there themselves), "aside", "keep", or "" for nothing."""

    @property
    def marketing(self) -> int:
        """Return how many of its mails are marketing."""
        return dict(self.kinds).get(Kind.MARKETING, 0)
