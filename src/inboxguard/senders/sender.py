"""Sender: one organisation that mails the person, with everything its messages show together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind

SenderId = NewType("SenderId", str)
"""The organisational domain of the brand (stable over re-analysis)."""


class Basis(StrEnum):
    """On what footing an organisation may mail, as far as the mailbox shows (commands.md)."""

    CONFIRMED = "confirmed"
    SIGNED_UP = "signed_up"
    PURCHASE = "purchase"
    STATED = "stated"
    NONE_FOUND = "none_found"


@dataclass(frozen=True, slots=True)
class Consent:
    """The footing, its date and the messages that show it."""

    basis: Basis
    date: datetime | None = None
    messages: tuple[MessageKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """One organisation that mails the person."""

    id: SenderId
    name: str
    domains: tuple[str, ...]
    group: str | None
    """The same string for all members of one company group; None when no group is known."""
    platforms: tuple[str, ...]
    recipients: tuple[str, ...]
    kinds: tuple[tuple[Kind, int], ...]
    first: datetime | None
    last: datetime | None
    messages: tuple[MessageKey, ...]
    """In order of time."""
    consent: Consent
    likely_same: tuple[SenderId, ...] = ()
    """Senders that look like the same brand although the mail does not prove it: a proposal for the person."""
    reads_like: SenderId | None = None
    """The sender whose domain its own is written to look like, or does by chance (look_alikes.py)."""
    apart: tuple[str, ...] = ()
    """Those of its domains of which all mail is set aside; no screen and no letter tells of them."""

    @property
    def shown_domains(self) -> tuple[str, ...]:
        """Return the domains that mail which is not set aside shows; all of them where everything is set aside."""
        return tuple(one for one in self.domains if one not in self.apart)

    @property
    def count(self) -> int:
        """Return how many messages came from it."""
        return len(self.messages)

    def of_kind(self, kind: Kind) -> int:
        """Return how many of its messages are of `kind`."""
        return dict(self.kinds).get(kind, 0)
