"""Trail: what may be claimed about one organisation's copy of the address, how firmly, and on what evidence."""

from dataclasses import dataclass, field
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId


class Relation(StrEnum):
    """How the recipient's copy relates to the source's (commands.md)."""

    SHARE = "share"
    GROUP = "group"
    SERVICE = "service"
    HOST = "host"
    LEAK = "leak"
    BROKER = "broker"
    OWN = "own"
    OTHER_PERSON = "other_person"
    GUESS = "guess"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """How sure it is whose copy it was; it never vouches for the way."""

    DOCUMENTED = "documented"
    STRONG = "strong"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation: a signal of a dependence group (A to I), its weight in nats, and the mail that shows it."""

    signal: str
    group: str
    weight: float
    messages: tuple[MessageKey, ...]
    quote: str | None = None
    """Verbatim words of the mail (plain text, bounded); never prose of ours."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another explanation and its absolute posterior."""

    relation: Relation
    source: SenderId | None
    p: float


@dataclass(frozen=True, slots=True)
class Trail:
    """What may be claimed about one organisation. A source without evidence cannot be built (ValueError)."""

    recipient: SenderId
    addresses: tuple[str, ...]
    source: SenderId | None
    relation: Relation
    level: Level
    p_copy: float
    p_relation: tuple[tuple[Relation, float], ...] | None
    evidence: tuple[Evidence, ...] = field(default=())
    rivals: tuple[Rival, ...] = field(default=())
    gates: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.source is not None and not self.evidence:
            raise ValueError("a source needs evidence")
        if (self.source is None) != (self.level is Level.NOT_SHOWN):
            raise ValueError("a level above not_shown needs a source, and a source a level")
