"""The opening pass: what the header pass left to be read, the newest first, as far as each message may be opened.

Bulk and automatic mail is fetched with its header and its text, mail that its first fields do not tell with its
header, and of everything else nothing more. Personal letters are never opened, but for answers to an open request.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from inboxguard.audit.parsing_processes import Mapped
from inboxguard.audit.reading_rows import Fetched, Glance, Look, Outcome, Read, Staged
from inboxguard.errors import Cancelled, MailboxError
from inboxguard.facts.message import Place
from inboxguard.facts.parsing import Reading
from inboxguard.mailbox import listing, reading
from inboxguard.mailbox.line import Line
from inboxguard.mailbox.reading import Opened, Wanted
from inboxguard.store import folders, messages
from inboxguard.store.folders import Folder, StagedHead

PAGE = 1000
"""Messages looked at together: few enough to hold, many enough that the line is seldom idle between pages."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What one transaction stored: messages that were read, and how many of them were new."""

    read: int
    new: int


def opened(
    db: Database, line: Line, folder: Folder, listed: listing.Folder, uidvalidity: int, look: Look, mapped: Mapped
) -> Iterator[Stored]:
    """Read what is staged of a folder into the store; yield what each transaction stored.

    Stopped or broken anywhere, what is not yet read stays staged. Raises what the line raises.
    """
    below: int | None = None
    while page := folders.staged(db, folder.id, PAGE, below):
        below = page[-1].uid
        work = _Page(db, folder, uidvalidity, look, mapped)
        yield from work.look(page)
        yield from work.open(line, listed)


@dataclass(slots=True)
class _Page:
    """One page of staged messages on its way into the store."""

    db: Database
    folder: Folder
    uidvalidity: int
    first_look: Look
    mapped: Mapped
    staged: dict[int, Staged] = field(default_factory=dict)
    glances: dict[int, Glance] = field(default_factory=dict)

    def look(self, page: Iterable[StagedHead]) -> Iterator[Stored]:
        """Take a first look at each; known mail and mail that stays closed is settled at once."""
        place = (self.folder.account, self.folder.name, self.uidvalidity)
        shelf = self.folder.shelf
        self.staged = {
            one.uid: Staged(Place(*place, one.uid), shelf, one.received, one.size, one.structure, one.labels, one.head)
            for one in page
        }
        looked = list(self.mapped(self.first_look, self.staged.values()))
        # Gmail keeps drafts among all mail; one that is sent comes again under another UID.
        drafts = [one.uid for one in looked if one.draft]
        glances = [one for one in looked if not one.draft]
        stored = messages.known(self.db, [(one.key, one.twin) for one in glances])
        known = [(one.uid, key) for one, key in zip(glances, stored, strict=True) if key is not None]
        fresh = [one for one, key in zip(glances, stored, strict=True) if key is None]
        closed = [one.row for one in fresh if one.row is not None]
        self.glances = {one.uid: one for one in fresh if one.row is None}
        yield from self._settle(closed, known, drafts)

    def open(self, line: Line, listed: listing.Folder) -> Iterator[Stored]:
        """Fetch and read the others; those whose header shows that they may be opened are fetched again."""
        wanted = [self._wanted(glance) for glance in self.glances.values()]
        headers: dict[int, bytes] = {}
        yield from self._read(reading.openings(line, listed, self.uidvalidity, wanted), headers)
        further = [
            Wanted(uid, self.staged[uid].size, header=False, text=True, part=self.glances[uid].part) for uid in headers
        ]
        yield from self._read(reading.openings(line, listed, self.uidvalidity, further), headers, again=True)

    def _wanted(self, glance: Glance) -> Wanted:
        text = glance.answers or glance.reading is Reading.OPEN
        return Wanted(glance.uid, self.staged[glance.uid].size, header=True, text=text, part=glance.part)

    def _read(
        self, coming: Iterator[tuple[Opened, ...]], headers: dict[int, bytes], again: bool = False
    ) -> Iterator[Stored]:
        """Read what comes in the children, and store it while more comes; note in `headers` what to open further."""
        begun: deque[tuple[tuple[Opened, ...], Iterable[Outcome]]] = deque()
        broken: Exception | None = None
        while True:
            try:
                opened = next(coming, None)
            except (MailboxError, Cancelled) as error:  # what came before is stored all the same
                opened, broken = None, error
            if opened is None:
                break
            # A header that came empty says less than the fields that are here already.
            fetched = [self._fetched(one, headers.get(one.uid) if again else one.head or None) for one in opened]
            begun.append((opened, self.mapped(Read(self.first_look.keep_text), fetched)))
            if len(begun) > 1:
                yield from self._store(*begun.popleft(), headers, again)
        while begun:
            yield from self._store(*begun.popleft(), headers, again)
        if broken is not None:
            raise broken

    def _fetched(self, one: Opened, head: bytes | None) -> Fetched:
        glance = self.glances[one.uid]
        return Fetched(self.staged[one.uid], head, one.text, glance.part, glance.answers)

    def _store(
        self, opened: tuple[Opened, ...], outcomes: Iterable[Outcome], headers: dict[int, bytes], again: bool
    ) -> Iterator[Stored]:
        rows = []
        for one, outcome in zip(opened, outcomes, strict=True):
            if outcome.closed_bulk and not again and one.head is not None and one.text is None:
                headers[one.uid] = one.head
            else:
                rows.append(outcome.row)
        yield from self._settle(rows, [], [])

    def _settle(self, rows: list[messages.Row], known: list[tuple[int, str]], drafts: list[int]) -> Iterator[Stored]:
        if rows or known or drafts:
            new = folders.settle(self.db, self.folder.id, self.uidvalidity, rows, known, drafts)
            yield Stored(len(rows) + len(known) + len(drafts), new)
