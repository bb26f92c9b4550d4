"""What screens and commands are shown of shelves: never a subject, a sender or a theme where it was not asked for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId


class Mode(StrEnum):
    """How the page Set aside behaves."""

    NORMAL = "normal"
    QUIET = "quiet"
    """The word leaves the sidebar too."""
    REST = "rest"
    """Only mail that is not marketing is shown, until a date."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The mode, and for `rest` the last day of it."""

    mode: Mode
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """One shelf by the name that the person gave it."""

    id: str
    label: str
    """ "" where they gave none: the window then says "Shelf A", "Shelf B" by `place`."""
    place: int
    """0 for the first."""
    colour: str
    """A name of `COLOURS`."""
    until: date | None
    """Its last day, None for no end."""


@dataclass(frozen=True, slots=True)
class ShelfWord:
    """A word or phrase of the person's own: "strong", "medium", "weak" or "block" (never counts)."""

    term: str
    weight: str


@dataclass(frozen=True, slots=True)
class ShelfSettings:
    """Everything that the person decided about one shelf; `id` None for a new one."""

    id: str | None
    label: str = ""
    colour: str = "plain"
    until: date | None = None
    words: tuple[ShelfWord, ...] = ()
    senders: tuple[SenderId, ...] = ()
    lists: tuple[str, ...] = ()
    """List-Ids (RFC 2919), lower case, without angle brackets."""
    exceptions: tuple[str, ...] = ()
    """Organisations or domains whose mail never lies on this shelf by its words: a hospital, a bank, friends."""
    themes: tuple[str, ...] = ()
    """Subjects of the picker whose mail lies here."""


COLOURS = ("plain", "green", "blue", "sand", "plum")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sender, or one list of it, that writes about the same thing as a shelf; its name is shown on asking only."""

    organisation: SenderId
    name: str
    shelf: str
    lists: tuple[str, ...] = ()
    """Where only these lists of it do."""
    theme: str = ""
    """Of the command line only: the window names no theme."""
    because: tuple[str, ...] = ()
    """Codes of themes.history, of the command line only."""


@dataclass(frozen=True, slots=True)
class QuietDay:
    """A day of the person's own, with days before and after it, on which no marketing is shown."""

    id: int
    month: int
    day: int
    year: int | None
    """None: every year."""
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day that is advertised for, which the person may have kept quiet; named only where the person asks for it."""

    key: str
    """ "theme/name", for `keep_quiet`."""
    label: str
    day: date
    first: date
    last: date
    """The first and the last quiet day around it."""
    kept: bool
    """Whether the person asked to keep it quiet."""


@dataclass(frozen=True, slots=True)
class RareWord:
    """A word of one mail that few other mails have: proposed to be ticked, never added by itself."""

    term: str
    mails: int
    """Mails of this mailbox in which it stands, as far as looked."""


class Wrong(StrEnum):
    """What of a set-aside mail the person says does not belong there."""

    MAIL = "mail"
    """This one mail."""
    WORDS = "words"
    """The words that set it aside, as they stand there: they never count again for this person."""
    SENDER = "sender"
    """Its whole sender."""


class Missed(StrEnum):
    """By what a mail that was missed is to be set aside from now on."""

    MAIL = "mail"
    LIST = "list"
    """All mail of its list, or of its sender where it has none."""
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Found:
    """Who stands behind some masked rows, for acts that need no look: nothing of it is shown."""

    organisations: tuple[SenderId, ...]
    messages: tuple[MessageKey, ...]
