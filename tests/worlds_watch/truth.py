"""What is true of the opt-outs of a made mailbox, and the mailbox itself."""

from dataclasses import dataclass
from datetime import datetime

from tests.worlds_watch.places import Place


@dataclass(frozen=True, slots=True)
class Told:
    """What the person did outside the mailbox: a click, a page, a letter that was sent."""

    organisation: str
    at: datetime
    method: str
    """ "one_click", "link" or "letter"."""
    address: str
    lists: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What is true of one sender."""

    organisation: str
    story: str
    method: str
    true: str
    """ "not_honoured", "honoured", or "open": all but not honoured may be said, also nothing."""


@dataclass(frozen=True, slots=True)
class WatchWorld:
    """One mailbox."""

    name: str
    place: Place
    me: tuple[str, ...]
    server: str
    mails: tuple[bytes, ...]
    told: tuple[Told, ...]
    fates: tuple[Fate, ...]
    groups: tuple[frozenset[str], ...] = ()
