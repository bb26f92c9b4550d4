"""The mail on which trails stand, as the tracing takes it: all of it, or an organisation's when it is asked for."""

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, judgements
from inboxguard.trace import surroundings
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.naming import directory
from inboxguard.trace.said import Statement
from inboxguard.trace.scene import Scene, scene, staged
from inboxguard.trace.surroundings import Surroundings


def whole(db: Database, said: TraceDecisions, covered: Coverage, person: Person) -> Scene:
    """Return the scene of all the mail on which trails stand."""
    mails: list[Attribution] = []
    statements: dict[MessageKey, tuple[Statement, ...]] = {}
    for one in judgements.telling(db):
        mails.append(one.attribution)
        if one.said:
            statements[one.attribution.message] = one.said
    return scene(findings.senders(db), mails, statements, said, covered, person)


def fetching(db: Database, around: Surroundings, said: TraceDecisions, covered: Coverage, person: Person) -> Scene:
    """Return the same scene where its surroundings are known already; mail is read as it is asked for."""
    senders = findings.senders(db)
    statements: dict[MessageKey, tuple[Statement, ...]] = {}
    homes = surroundings.domains(senders)
    incoming = _Incoming(db, homes, statements)
    return staged(senders, incoming, statements, around, directory(senders), said, covered, person)


class _Incoming(Mapping[SenderId, tuple[Attribution, ...]]):
    """What each organisation sent, read when it is first asked for; what that says of its origin comes with it."""

    def __init__(
        self,
        db: Database,
        homes: Mapping[str, SenderId],
        statements: dict[MessageKey, tuple[Statement, ...]],
    ) -> None:
        self._db = db
        self._domains: dict[SenderId, list[str]] = {}
        for domain, home in homes.items():
            self._domains.setdefault(home, []).append(domain)
        self._statements = statements
        self._read: dict[SenderId, tuple[Attribution, ...]] = {}

    def __getitem__(self, organisation: SenderId) -> tuple[Attribution, ...]:
        if organisation not in self._read:
            names = self._domains.get(organisation, [organisation])
            heard = [one for one in judgements.telling_of(self._db, names) if not one.attribution.outgoing]
            self._statements.update((one.attribution.message, one.said) for one in heard if one.said)
            self._read[organisation] = tuple(one.attribution for one in heard)
        if not self._read[organisation]:
            raise KeyError(organisation)
        return self._read[organisation]

    def __iter__(self) -> Iterator[SenderId]:
        return iter(self._domains)

    def __len__(self) -> int:
        return len(self._domains)
