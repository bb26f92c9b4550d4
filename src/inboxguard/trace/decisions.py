"""What only the person can say about a trail: I signed up there, I gave this address to them, they answered this."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from inboxguard.senders.sender import SenderId


@dataclass(frozen=True, slots=True)
class Given:
    """The person gave `address` to `organisation`, and to nobody else where `only`."""

    address: str
    organisation: SenderId
    only: bool = False
    made: bool = False
    """inboxguard drew the address for this organisation, so that nobody else can have had it before (a canary)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What `organisation` wrote about where it had the address from; `source` None where it named none."""

    organisation: SenderId
    source: SenderId | None
    document: str
    """Name of the file that the person keeps."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """What `organisation` wrote about to whom it gave the address; `recipients` is () where it says: to nobody."""

    organisation: SenderId
    recipients: tuple[SenderId, ...]
    document: str
    """Name of the file that the person keeps."""
    at: datetime


class Tenor(StrEnum):
    """What a published notice of an organisation says about passing addresses on."""

    NAMES = "names"
    """To recipients whom it names."""
    PARTNERS = "partners"
    """To partners whom it does not name."""
    DENIES = "denies"
    """To nobody."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A privacy notice of `organisation` that the person kept; notices are vague and often wrong (trace.md 1)."""

    organisation: SenderId
    tenor: Tenor
    recipients: tuple[SenderId, ...]
    document: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Breach:
    """A known breach of `organisation` in which addresses got out; only ever a rival explanation."""

    organisation: SenderId
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class TraceDecisions:
    """The person's own word; it stands above everything that the mailbox shows."""

    mine: frozenset[SenderId] = frozenset()
    """Organisations with which the person signed up themselves."""
    given: tuple[Given, ...] = ()
    answers: tuple[Answer, ...] = ()
    handed: tuple[Handed, ...] = ()
    notices: tuple[Notice, ...] = ()
    breaches: tuple[Breach, ...] = ()

    def answer_of(self, organisation: SenderId) -> Answer | None:
        """Return the latest answer of `organisation`, or None."""
        answers = [answer for answer in self.answers if answer.organisation == organisation]
        return max(answers, key=lambda answer: answer.at, default=None)


class Changed(NamedTuple):
    """What no longer stands as it did before something else was said."""

    organisations: frozenset[SenderId] = frozenset()
    addresses: frozenset[str] = frozenset()
    """In lower case."""
    pointed: frozenset[SenderId] = frozenset()
    """Sources of which something else is known: it counts only where anything points to them."""


def changed(before: TraceDecisions, now: TraceDecisions) -> Changed:
    """Return about what something else is said now."""
    given = set(before.given) ^ set(now.given)
    handed = set(before.handed) ^ set(now.handed)
    known = (set(before.notices) ^ set(now.notices)) | (set(before.breaches) ^ set(now.breaches))
    return Changed(
        frozenset(
            {
                *(before.mine ^ now.mine),
                *(item.organisation for item in given),
                *(answer.organisation for answer in set(before.answers) ^ set(now.answers)),
                *(recipient for answer in handed for recipient in answer.recipients),
            }
        ),
        frozenset(item.address.lower() for item in given),
        frozenset(item.organisation for item in (*handed, *known)),
    )
