"""What depends on whose mailbox it is: own addresses, own servers, and with them the attested facts of each message."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from inboxguard.facts.authentication import attest
from inboxguard.facts.hops import Organisational, delivering_host, nearest, stretch
from inboxguard.facts.message import Message, Shelf, settled
from inboxguard.facts.person import Person, same_mailbox, untagged
from inboxguard.facts.recipient import recipient, written_above
from inboxguard.facts.sightings import Sightings

MOST_ADDRESSES = 20
_SHARE = 0.05
"""An address that was not written from must have received this share of the mail to be taken as the person's own."""


@dataclass(slots=True)
class _Addresses:
    """Counts, message by message, which addresses the mailbox is written to and writes from."""

    delivered: Counter[str] = field(default_factory=Counter)
    addressed: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)

    def add(self, message: Message, organisational: Organisational) -> None:
        """Take a message into account; what lies in Junk and Drafts says nothing."""
        if message.shelf == Shelf.SENT:
            if message.sender is not None:
                self.written[untagged(message.sender.address)] += 1
        elif message.shelf not in (Shelf.JUNK, Shelf.DRAFTS):
            host = delivering_host(message.trail)
            reach = stretch(message.trail, (host,) if host else (), organisational)
            above = written_above(message.trail, reach)
            told = above[:1] + tuple(step.recipient for step in reach.hops if step.recipient)
            for spec in {untagged(spec) for spec in told}:
                self.delivered[spec] += 1
            if len(message.to) == 1 and message.lists.list_id is None:
                self.addressed[untagged(message.to[0].address)] += 1

    def merge(self, other: "_Addresses") -> None:
        """Add what another one counted."""
        self.delivered.update(other.delivered)
        self.addressed.update(other.addressed)
        self.written.update(other.written)

    def own(self) -> tuple[str, ...]:
        """Return the addresses that are the person's own beyond reasonable doubt, commonest first."""
        received = self.delivered or self.addressed
        total = sum(received.values())
        likely = [spec for spec, count in received.most_common() if count >= max(2, _SHARE * total)]
        if not likely and len(received) == 1:
            likely = list(received)
        # A house's own name for the mailbox is no address that anybody writes to.
        shown = [spec for spec in likely if self.addressed[spec] or self.written[spec]] or likely
        spellings: dict[str, str] = {}
        for spec in (*self.written, *shown):
            spellings.setdefault(same_mailbox(spec), spec)
        return tuple(spellings.values())[:MOST_ADDRESSES]


class Learner:
    """Learns, message by message, whose mailbox it is: what was told and, where nothing was, what the mail shows.

    A catch-all ("@mine.example") is never inferred.
    """

    def __init__(
        self, me: tuple[str, ...] = (), authserv: tuple[str, ...] = (), organisational: Organisational = nearest
    ) -> None:
        """`me` and `authserv` are the addresses and authserv-ids that the person told; nothing else counts then."""
        self._me = tuple(dict.fromkeys(item.strip().lower() for item in me))
        self._authserv = tuple(dict.fromkeys(item.strip().lower() for item in authserv))
        self._organisational = organisational
        self._counted, self._sightings = _Addresses(), Sightings()

    def add(self, message: Message) -> None:
        """Take a message into account."""
        if not self._me:
            self._counted.add(message, self._organisational)
        if not self._authserv:
            self._sightings.add(message, self._organisational)

    def merge(self, other: "Learner") -> None:
        """Take into account what another learner of the same told addresses and servers saw of further messages."""
        self._counted.merge(other._counted)
        self._sightings.merge(other._sightings)

    def servers(self) -> tuple[str, ...]:
        """Return the authserv-ids told, or learnt from the messages up to now."""
        return self._authserv or self._sightings.ids()

    def person(self) -> Person:
        """Return whose mailbox it is, as far as the messages up to now show."""
        return Person(self._me or self._counted.own(), self._authserv or self._sightings.ids())


def learn_person(
    messages: Iterable[Message],
    me: tuple[str, ...] = (),
    authserv: tuple[str, ...] = (),
    organisational: Organisational = nearest,
) -> Person:
    """Return whose mailbox `messages` are, which are read once (see `Learner`)."""
    learner = Learner(me, authserv, organisational)
    for message in messages:
        learner.add(message)
    return learner.person()


def settle(message: Message, person: Person, organisational: Organisational = nearest) -> Message:
    """Return the message with what the person's own server attested and which of their addresses it came to."""
    attested = attest(message, person.authserv_ids, message.place.account == "import", organisational)
    delivered_to = recipient(message, person.authserv_ids, person, organisational, attested)
    return settled(message, attested, delivered_to)
