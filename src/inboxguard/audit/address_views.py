"""What screens and commands are shown of the person's addresses; who is set aside is already masked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.trace.conflicts import Disagreement


class Settlement(StrEnum):
    """A way out of a conflict."""

    BOTH = "both"
    """The address went to both."""
    FIRST = "first"
    """Only to the first."""
    SECOND = "second"
    """Only to the second."""
    LEAVE = "leave"
    """All stays as it was said, and it is not asked again."""
    FORGET = "forget"
    """What was said is forgotten."""


@dataclass(frozen=True, slots=True)
class GivenTo:
    """One organisation that an address was given to."""

    organisation: SenderId
    name: str
    """Masked where everything of it is set aside."""
    only: bool
    made: bool
    """inboxguard drew the address for it."""
    by: str
    """The service whose export said so; "" for the person."""
    at: datetime
    masked: bool = False


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One disagreement about an address, with its ways out."""

    id: str
    kind: Disagreement
    organisations: tuple[SenderId, ...]
    names: tuple[str, ...]
    messages: tuple[MessageKey, ...]
    ways: tuple[Settlement, ...]
    masked: bool = False
    """It concerns somebody of whom everything is set aside: nothing of it is shown unasked."""


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One of the person's addresses."""

    address: str
    given: tuple[GivenTo, ...]
    senders: tuple[SenderId, ...]
    """All that write to it, those that are set aside too; never shown as they are."""
    shown: tuple[str, ...]
    """The names of those that may be shown."""
    shown_ids: tuple[SenderId, ...]
    conflicts: tuple[ConflictRow, ...] = ()
    brought: bool = False
    """An export brought it, so that it can be forgotten even where nobody is said to have it."""
    quiet: bool = False
    """Only senders that are set aside write to it: its own name may say who they are, so lists leave it out."""

    @property
    def made(self) -> bool:
        """Return whether inboxguard made it."""
        return any(one.made for one in self.given)


@dataclass(frozen=True, slots=True)
class Base:
    """What a new address can be made from: one of the person's addresses, or "@domain" for any name on a domain."""

    address: str
    tried: bool
    """Mail with a plus-tag has come to it before, or it is a whole domain."""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that was made for an organisation, or had been before."""

    address: str
    organisation: SenderId
    tried: bool
    """As for Base: mail to it can be expected to arrive."""
    again: bool = False
    """It had been made before."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an export."""

    service: str
    addresses: int
    """Different addresses in it."""
    new: int
    """Of them not known as the person's own before."""
    told: int
    """Addresses of which it is now known to whom they were given."""
    organisations: int
    untold: int
    """Aliases whose label names no organisation, or several."""
    without: int
    broken: int
    conflicts: int
    """Disagreements about these addresses that may be shown."""
