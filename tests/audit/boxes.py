"""A mailbox on a real server, read into a home, of which one sender is set aside."""

from dataclasses import dataclass

from inboxguard.audit.audit import Audit
from tests.audit.syncs import ADDRESS, some
from tests.servers.dovecot import Dovecot

SHOP = "sofasparrow.example"
ADVERTS = 9


@dataclass
class Box:
    """A mailbox on a real server, read into a home, with one sender set aside."""

    audit: Audit
    server: Dovecot
    user: str

    @property
    def keys(self) -> list[str]:
        return [row.key for row in self.audit.shelf()]

    def count(self, folder: str) -> int:
        try:
            return len(self.server.uids(self.user, folder))
        except AssertionError:  # there is none
            return 0

    def places(self) -> dict[str, int]:
        """Return how many messages our own record has in each folder."""
        query = "SELECT f.folder, count(*) FROM places p JOIN folders f ON f.id = p.folder GROUP BY f.folder"
        return dict(self.audit._db.conn.execute(query).fetchall())

    def agrees(self, inbox: int, aside: int, folder: str = "Set aside") -> None:
        """Both the server and our record have so many messages in each folder, and a sync finds nothing new."""
        assert (self.count("INBOX"), self.count(folder)) == (inbox, aside)
        for _ in range(2):
            told = self.places()
            assert (told.get("INBOX", 0), told.get(folder, 0)) == (inbox, aside)
            assert self.audit.sync(password=self.server.password).added == 0


def box(audit: Audit, server: Dovecot) -> Box:
    user = server.user()
    server.fill(user, some(ADVERTS, 3))
    audit.add_account(ADDRESS, server.host, server.plain_port, "none", user, server.password, None, remember=False)
    assert audit.sync().added == ADVERTS + 3
    audit.set_aside_sender(SHOP)
    return Box(audit, server, user)
