"""What a failure of the database means for the person."""

import sqlite3
from pathlib import Path

from inboxguard.errors import Damaged
from inboxguard.store.database import told


def explained(error: Exception, home: Path | None = None) -> Exception:
    """Return `error`, or the sentence a person can act on where the database gave way while it was read."""
    if isinstance(error, sqlite3.DatabaseError):
        if (busy := told(error)) is not None:
            return busy
        where = f" in {home}" if home is not None else ""
        return Damaged(
            f"The database{where} could not be used ({error}). It is left as it is: if the file is broken, move it "
            "away to begin anew, or put back a backup."
        )
    return error
