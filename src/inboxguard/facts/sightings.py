"""Which ids the servers that delivered write into Authentication-Results, learnt from many messages."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from inboxguard.facts.hops import Organisational, delivering_host, kin, leaves_out_id, nearest, stretch
from inboxguard.facts.message import Message, Shelf
from inboxguard.facts.reports import FIELD, report

_MOST_OF_ALL = 2 / 3
"""Of its deliveries a server must report so many before reports under its border line count as its own."""


@dataclass(slots=True)
class Sightings:
    """Counts, message by message, which ids top Authentication-Results on the servers that delivered."""

    _seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    _unforgeable: set[tuple[str, str]] = field(default_factory=set)
    _since: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _deliveries: dict[str, list[datetime | None]] = field(default_factory=dict)

    def add(self, message: Message, organisational: Organisational = nearest) -> None:
        """Take a message into account; mail that the person sent, or that lies in Junk, says nothing."""
        if message.shelf in (Shelf.SENT, Shelf.DRAFTS, Shelf.JUNK):
            return
        host = delivering_host(message.trail)
        if not host:
            return
        house = organisational(host) or host
        self._deliveries.setdefault(house, []).append(message.at)
        reach = stretch(message.trail, (host,), organisational)
        top = next((at for at, (name, _) in enumerate(message.trail[: reach.end]) if name == FIELD), None)
        if top is None:
            return
        for name, value in message.trail[top : reach.end]:
            if name != FIELD:
                break
            told = report(value)
            identity = told.authserv_id or (house if leaves_out_id(house) else "")
            agrees = (organisational(identity) or identity) in kin(house)
            if not identity or not agrees:
                break
            if not told.results:
                continue  # iCloud reports BIMI first, under an id of its own
            key = (house, identity)
            self._seen[key] += 1
            if top < reach.border:
                self._unforgeable.add(key)
            if message.at is not None:
                self._since[key] = min(self._since.get(key, message.at), message.at)

    def merge(self, other: "Sightings") -> None:
        """Add what another one counted."""
        self._seen.update(other._seen)
        self._unforgeable |= other._unforgeable
        for key, since in other._since.items():
            self._since[key] = min(self._since.get(key, since), since)
        for house, moments in other._deliveries.items():
            self._deliveries.setdefault(house, []).extend(moments)

    def ids(self) -> tuple[str, ...]:
        """Return the ids that top the field in several mails and in most since they first did, commonest first.

        A server that attests at all attests nearly everything; an id that a sender writes under the border line of a
        server that attests nothing stays rare among that server's deliveries.
        """
        learnt: list[str] = []
        houses = Counter(house for house, _ in self._seen)
        for (house, identity), count in self._seen.most_common():
            since = self._since.get((house, identity))
            deliveries = [at for at in self._deliveries[house] if since is None or at is None or at >= since]
            sure = (house, identity) in self._unforgeable
            enough = count >= 2 or (sure and len(self._deliveries[house]) == 1)
            # A service with many machines divides its mail among many ids.
            share = sum(n for (other, _), n in self._seen.items() if other == house) / len(deliveries)
            if enough and (sure or share >= _MOST_OF_ALL):
                learnt.append(house if houses[house] > 6 else identity)
        return tuple(dict.fromkeys(learnt))
