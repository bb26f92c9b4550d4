"""Whatever happens to a mailbox between and during disturbed syncs: in the end the home holds what the server does.

Seeded histories: mail comes, goes, moves and is copied, folders are renamed and made anew, and syncs are stopped or
cut at any point. Afterwards one quiet sync must find everything, each mail once and where it lies.
"""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field

import pytest

from inboxguard.audit import opening
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, MailboxError
from inboxguard.mailbox import reading
from tests.audit.syncs import SECRET, Behind, advert, again, fetched, letter, numbers, of, sound, sources, waiting
from tests.servers.dovecot import LIKE_GMAIL, LIKE_MICROSOFT, Dovecot
from tests.servers.faulty_line import FaultyLine, cut_after, cut_after_octets, only
from tests.servers.mailboxes import Mail

_NAMES = ("INBOX", "Shops", "Archive", "Junk")


@dataclass
class Mailbox:
    """A mailbox on a real server, to which chance happens; it knows what it held when it was last read in peace."""

    server: Dovecot
    user: str
    chance: random.Random
    made: list[Mail] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    folders: list[str] = field(default_factory=lambda: list(_NAMES))

    def happens(self) -> None:
        """Let one thing happen."""
        kind = self.chance.choice(("come", "come", "come", "go", "move", "move", "copy", "anew", "rename"))
        getattr(self, f"_{kind}")(self.chance.choice(self.folders))

    def _come(self, folder: str) -> None:
        for _ in range(self.chance.randint(1, 6)):
            number = len(self.made)
            self.made.append(letter(number) if self.chance.random() < 0.3 else advert(number))
            self.server.deliver(self.user, self.made[-1].raw, folder)

    def _some(self, folder: str) -> list[int]:
        uids = self.uids(folder)
        return self.chance.sample(uids, self.chance.randint(0, len(uids)))

    def _go(self, folder: str) -> None:
        if some := self._some(folder):
            self.server.expunge(self.user, some, folder)

    def _move(self, folder: str) -> None:
        if some := self._some(folder):
            self.server.move(self.user, some, self.chance.choice([*self.folders, "Trash"]), folder)

    def _copy(self, folder: str) -> None:
        to = self.chance.choice(self.folders)
        if some := self._some(folder):
            with self.server.outside(self.user) as client:
                client.create(f'"{to}"')
                client.select(f'"{folder}"')
                client.uid("COPY", ",".join(map(str, some)), f'"{to}"')

    def _anew(self, folder: str) -> None:
        if folder not in ("INBOX", "Junk"):
            with self.server.outside(self.user) as client:
                client.delete(f'"{folder}"')
                client.create(f'"{folder}"')
            for mail in self.chance.sample(self.made, min(len(self.made), 3)):
                self.server.deliver(self.user, mail.raw, folder)

    def _rename(self, folder: str) -> None:
        if folder not in ("INBOX", "Junk"):
            name = f"{folder.rstrip('0123456789')}{self.chance.randrange(100)}"
            with self.server.outside(self.user) as client:
                if client.rename(f'"{folder}"', f'"{name}"')[0] == "OK":
                    self.folders[self.folders.index(folder)] = name

    def uids(self, folder: str) -> list[int]:
        """Return the UIDs of a folder, [] where there is none."""
        with self.server.outside(self.user) as client:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            return [int(uid) for uid in client.uid("SEARCH", "ALL")[1][0].split()]

    def held(self) -> dict[str, set[str]]:
        """Return the Message-IDs of each folder."""
        found: dict[str, set[str]] = {}
        with self.server.outside(self.user) as client:
            for folder in self.folders:
                found[folder] = set()
                if client.select(f'"{folder}"', readonly=True)[0] == "OK":
                    _, told = client.uid("FETCH", "1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
                    found[folder] = {one[1].decode().split()[1] for one in told if isinstance(one, tuple)}
        return found


def disturbed(audit: Audit, line: FaultyLine, chance: random.Random, happens: Callable[[], None]) -> None:
    """Read new mail and be stopped or cut at some point, or have the mailbox change while it is read."""
    steps = chance.randint(1, 25)
    kind = chance.choice(("stop", "cut", "octets", "change"))
    if kind == "cut":
        line.faults = [only(line.connections + 1, cut_after(chance.randint(1, 60), chance.random() < 0.3))]
    elif kind == "octets":
        line.faults = [only(line.connections + 1, cut_after_octets(chance.randint(1, 20_000)))]

    def tell(step: Step) -> None:
        nonlocal steps
        steps -= 1
        if kind == "stop" and steps < 0:
            raise Cancelled("Stopped.")
        if kind == "change" and steps in (0, 1):
            happens()

    with suppress(Cancelled, MailboxError):
        audit.sync(tell=tell)
    line.faults = []


def lies(audit: Audit) -> dict[str, list[int]]:
    query = "SELECT f.folder, p.uid FROM places p JOIN folders f ON f.id = p.folder ORDER BY p.uid"
    found: dict[str, list[int]] = {}
    with closing(sqlite3.connect(audit.home / "inboxguard.db")) as db:
        for folder, uid in db.execute(query):
            found.setdefault(folder, []).append(uid)
    return found


@pytest.mark.usefixtures("every_step", "no_waiting")
@pytest.mark.parametrize(("seed", "capability"), [(1, ""), (2, LIKE_GMAIL), (3, LIKE_MICROSOFT)])
def test_in_the_end_the_home_holds_what_the_server_does(
    seed: int, capability: str, dovecot_with: Callable[..., Dovecot], empty: Audit, behind: Behind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(reading, "SET", 7)
    monkeypatch.setattr(reading, "_OPENED", 3)
    monkeypatch.setattr(opening, "PAGE", 9)
    chance = random.Random(seed)
    server = dovecot_with(capability)
    box = Mailbox(server, server.user(), chance)
    box._come("INBOX")
    line = behind(server, box.user)
    for _ in range(4):
        for _ in range(chance.randint(1, 4)):
            box.happens()
        disturbed(empty, line, chance, box.happens)
        if chance.random() < 0.4:
            quiet(empty, box)
    quiet(empty, box)
    line.commands.clear()
    assert again(empty).gone == 0
    assert not fetched(line.commands)


def quiet(audit: Audit, box: Mailbox) -> None:
    """Read new mail in peace, and compare."""
    result = again(audit)
    assert result.notes == ()
    held = box.held()
    there = set().union(*held.values())
    stored = numbers(audit)
    assert len(stored) == len(set(stored))
    box.seen |= there
    assert box.seen <= set(stored) <= set(of(box.made))
    assert lies(audit) == {folder: uids for folder in box.folders if (uids := box.uids(folder))}
    lying = sources(audit)
    assert all(lying[number] in {folder for folder in held if number in held[folder]} for number in there)
    assert waiting(audit) == 0
    assert sound(audit)
    assert SECRET.encode() not in (audit.home / "inboxguard.db").read_bytes()
