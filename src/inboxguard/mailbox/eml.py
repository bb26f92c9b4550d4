"""The message of one file: an .eml file or a file of a Maildir."""

from pathlib import Path

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox.assembling import Assembly, pieces


def message(path: Path, folder: str, position: int, shelf: Shelf) -> RawMessage:
    """Return the message in the file at `path`, whatever its bytes; raises UnreadableFile where it cannot be opened."""
    assembly = Assembly()
    try:
        with path.open("rb") as file:
            for piece, begins in pieces(file):
                assembly.add(piece, begins)
    except OSError as error:
        raise UnreadableFile(f"{path.name} could not be read ({error.strerror or 'no reason given'}).") from error
    return assembly.message(folder, position, shelf)
