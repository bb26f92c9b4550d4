"""Which kinds of folders were read, as far as it matters for what was not found."""

from sqlite_utils import Database

from inboxguard.facts.message import Shelf


def was_read(db: Database, shelf: Shelf) -> bool:
    """Return whether a folder of this kind was read, or mail of the person's own where it is \\Sent."""
    own = "SELECT 1 FROM attributions WHERE kind = 'personal' AND outgoing = 1 LIMIT 1"
    if shelf is Shelf.SENT and db.conn.execute(own).fetchone():
        return True
    query = (
        "SELECT 1 FROM folders WHERE shelf = ? "
        "AND EXISTS (SELECT 1 FROM places WHERE places.folder = folders.id) LIMIT 1"
    )
    return db.conn.execute(query, (shelf.value,)).fetchone() is not None
