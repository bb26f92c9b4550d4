"""What is true of an invented mailbox of themes: its senders, and of each mail whether it is on a theme and says so."""

from dataclasses import dataclass
from datetime import datetime

NAMED, HINTED, UNSAID, OFF = "named", "hinted", "unsaid", "off"
"""How an advert speaks of a theme: by its words, by turns that only hint, not at all; OFF: it is on none."""
ORDER, LETTER = "order", "letter"
"""Mail that is no advert and must stay where it is, whatever it names."""

WHOLLY_SAID, WHOLLY_SILENT, ONE_LIST = "wholly, name says it", "wholly, name is silent", "one list of two"
SHOP, SEVERAL, ALIKE, HELP, OTHER = "general shop", "several themes", "name alike", "help organisation", "on no theme"
ON_THEME = (WHOLLY_SAID, WHOLLY_SILENT)


@dataclass(frozen=True, slots=True)
class Sender:
    """One organisation that writes to the person."""

    organisation: str
    """Its domain."""
    name: str
    sort: str
    language: str
    theme: str | None
    """What all its adverts (or those of its list on a theme) are about."""
    theme_list: str | None = None
    """The List-Id of that list."""
    other_list: str | None = None
    parts: tuple[tuple[str, float], ...] = ()
    """(theme, share of its adverts) of a sender that is on none wholly."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail with what is true of it."""

    id: str
    at: datetime
    octets: bytes
    sender: Sender | None
    """None of a letter."""
    how: str
    theme: str | None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox of eighteen months, and the themes that its person marks."""

    seed: int
    marked: tuple[str, ...]
    senders: tuple[Sender, ...]
    mails: tuple[Mail, ...]
