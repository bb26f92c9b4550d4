"""What only the person can say about a trail: I signed up there, I gave this address to them, they answered this."""

from dataclasses import dataclass
from datetime import datetime

from inboxguard.senders.sender import SenderId


@dataclass(frozen=True, slots=True)
class Given:
    """The person gave `address` to `organisation`, and to nobody else where `only`."""

    address: str
    organisation: SenderId
    only: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What `organisation` wrote about where it had the address from; `source` None where it named none."""

    organisation: SenderId
    source: SenderId | None
    document: str
    """Name of the file that the person keeps."""
    at: datetime


@dataclass(frozen=True, slots=True)
class TraceDecisions:
    """The person's own word; it stands above everything that the mailbox shows."""

    mine: frozenset[SenderId] = frozenset()
    """Organisations with which the person signed up themselves."""
    given: tuple[Given, ...] = ()
    answers: tuple[Answer, ...] = ()

    def answer_of(self, organisation: SenderId) -> Answer | None:
        """Return the latest answer of `organisation`, or None."""
        answers = [answer for answer in self.answers if answer.organisation == organisation]
        return max(answers, key=lambda answer: answer.at, default=None)
