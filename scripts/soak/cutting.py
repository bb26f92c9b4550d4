"""The line is cut at response boundaries and in the middle of responses of a short sync: the next one finishes it."""

import random
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from scripts.soak.homes import Contents, contents, differences
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import Fault, FaultyLine, cut_after, cut_after_octets, only
from tests.servers.mailboxes import Town

from inboxguard.audit import mailboxes
from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.errors import InboxGuardError
from inboxguard.store import accounts
from inboxguard.store.accounts import StoredAccount

Tell = Callable[[str], None]


def filled(server: Dovecot, seed: int = 1) -> str:
    """Return a fresh user with a small mailbox of two folders that share a message."""
    user = server.user()
    mails = list(Town(seed, size=0.03).mails(14))
    server.fill(user, mails[:10])
    server.fill(user, mails[8:], "Receipts")
    return user


def cut_syncs(server: Dovecot, folder: Path, points: int | None = None, seed: int = 1, tell: Tell = print) -> list[str]:
    """Cut the first connection at every boundary (or `points` of them) and as often within; return the faults."""
    user = filled(server, seed)
    with FaultyLine(server.host, server.plain_port) as line:
        expected = synced(folder / "undisturbed", line, user, server.password)
        boundaries, octets = line.boundaries[0], line.bytes_down
    assert expected.messages
    tell(f"undisturbed: {len(expected.messages)} messages, {boundaries} responses, {octets} bytes")
    chance = random.Random(seed)
    all_of_them = list(range(1, boundaries))
    chosen = all_of_them if points is None else sorted(chance.sample(all_of_them, min(points, len(all_of_them))))
    cuts: list[tuple[str, Fault]] = [
        (f"after response {at}", cut_after(at, reset=chance.random() < 0.3)) for at in chosen
    ]
    cuts += [(f"after {at} bytes", cut_after_octets(at)) for at in sorted(chance.randrange(octets) for _ in chosen)]
    faults: list[str] = []
    for number, (words, fault) in enumerate(cuts):
        with FaultyLine(server.host, server.plain_port, only(1, fault)) as line:
            try:
                found = synced(folder / f"cut{number}", line, user, server.password)
            except Exception as error:  # whatever it is, it is what this looks for
                wrong = [f"{type(error).__name__}: {error}"]
            else:
                wrong = differences(expected, found)
        if wrong:
            tell(f"cut {words}: {'; '.join(wrong)}")
        faults += [f"cut {words}: {one}" for one in wrong]
    tell(f"{len(cuts)} cuts, {len(faults)} faults")
    return faults


def synced(home: Path, line: FaultyLine, user: str, password: str) -> Contents:
    """Read a mailbox over a line, once more where the first time ends with a sentence; return what the home holds."""
    # A cut line is tried again after a second or more, which a test need not wait.
    with patch.object(mailboxes, "paused", lambda seconds, tell: None), Audit.open(home, now) as audit:
        accounts.add(audit._db, StoredAccount(user, line.host, line.port, "none", user, None, None, None))
        try:
            audit.sync(user, password=password)
        except InboxGuardError as error:
            if not str(error).endswith(".") or "\n" in str(error):
                raise ValueError(f"no sentence: {error}") from error
            audit.sync(user, password=password)
    return contents(home)
