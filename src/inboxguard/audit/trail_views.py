"""What the page Sharing and the commands are shown of trails: frozen records in words, what is set aside masked."""

from dataclasses import dataclass
from datetime import date, datetime

from inboxguard.audit.views import Line
from inboxguard.requests.regimes import Period
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Level, Relation


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One line of the page Sharing: a recipient and, where something may be claimed, whose copy it was."""

    recipient: SenderId
    name: str | None
    """None where mail of this sender is set aside; the page then says "Set-aside sender"."""
    source: SenderId | None
    source_name: str | None
    address: str
    """The address concerned."""
    level: Level
    level_words: str
    relation: Relation
    relation_words: str
    """What may be said about the way, with its hedge ("likely passed on")."""
    mails: int
    first: datetime | None
    source_masked: bool = False
    """Whether everything of the source is set aside; `source_name` says no more than that then."""
    settled: str = ""
    """By what nothing is claimed any more: the person's word "mine" (signed up there) or "given" (an address), a filed
    answer that names no source ("answered"), or ""."""


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of evidence: what it shows, the words behind it, and the mail or the document that shows it."""

    title: str
    quote: str | None
    line: Line | None
    address: str = ""
    """The address of the person's that the mail came to, where it is the address that tells."""
    document: str = ""
    """What shows it where no mail does: the name of a kept file, or of a known incident."""
    on: date | None = None
    """The day of the document."""


@dataclass(frozen=True, slots=True)
class RivalRow:
    """Another explanation in words and its share (0 to 1)."""

    words: str
    p: float


@dataclass(frozen=True, slots=True)
class TrailDetail:
    """Everything the right pane of Sharing shows about one trail."""

    row: TrailRow
    sentence: str
    level_number: int
    """1 (possible) to 4 (documented); 0 = not shown."""
    cards: tuple[Card, ...]
    rivals: tuple[RivalRow, ...]
    limits: tuple[str, ...]
    """What forbade or limited the claim, in words."""
    absent: tuple[str, ...]
    """What was looked for and not found, in words."""
    searched: int
    since: datetime | None
    coverage: float
    may_ask_recipient: bool
    may_ask_source: bool
    why: tuple[str, ...] = ()
    """Why this level and no other, in sentences."""
    changes: tuple[str, ...] = ()
    """What would change it, in sentences."""
    answer_within: Period | None = None
    """In what time the law of the person's country wants letters answered; None where it names none."""
    given: tuple[tuple[str, bool], ...] = ()
    """(address, only there) that the person said they gave the recipient."""
