"""What a path or the first octets of a file hold, told by content rather than by name."""

import io
from enum import StrEnum
from pathlib import Path

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import Shelf
from inboxguard.mailbox import maildir, mbox, packed, thunderbird
from inboxguard.mailbox.spans import shown, unreadable

START = 64 * 1024
"""Octets that tell what a file holds."""

LETTER_ENDINGS = (".eml", ".emlx")
MBOX_ENDINGS = (".mbox", ".mbx")
MAIL_ENDINGS = (*LETTER_ENDINGS, *MBOX_ENDINGS)
_COMMON = frozenset(b"from to date subject received return-path delivered-to message-id mime-version".split())


class Kind(StrEnum):
    """What a path holds."""

    MBOX = "mbox"
    GZIP = "gzip"
    """A gzipped mbox file."""
    MAILDIR = "maildir"
    EML = "eml"
    ZIP = "zip"
    TAR = "tar"
    """Also gzipped (.tgz)."""
    PROFILE = "profile"
    """Of Thunderbird or Betterbird."""
    FOLDER = "folder"


def found(path: Path, size: int = START) -> Kind:
    """Return what `path` holds, by its first `size` octets; raises UnreadableFile for anything that is not mail."""
    try:
        if path.is_dir():
            if maildir.is_maildir(path):
                return Kind.MAILDIR
            return Kind.PROFILE if thunderbird.is_profile(path) else Kind.FOLDER
        if not path.exists():
            raise UnreadableFile(f"There is no file {shown(path.name)}; check its name.")
        if not path.is_file():
            raise UnreadableFile(f"{shown(path.name)} is a device or a pipe, not a mail file.")
        with path.open("rb", buffering=0) as file:
            start = file.read(size)
        is_packed = start.startswith(packed.GZIP)
        if is_packed:
            start = packed.beginning(path, size)
    except OSError as error:
        raise unreadable(path, error) from error
    if start.startswith(packed.ZIP) and not is_packed:
        return Kind.ZIP
    if start[257:262] == b"ustar":
        return Kind.TAR
    kind = of_content(path.name, start)
    if kind is Kind.EML and not is_packed:
        return kind
    if kind is Kind.MBOX:
        return Kind.GZIP if is_packed else Kind.MBOX
    raise UnreadableFile(
        f"{shown(path.name)} holds no mail that inboxguard can read; it reads mbox, Maildir, .eml and .emlx files, "
        "archives of Google Takeout and Thunderbird profiles."
    )


def of_content(name: str, start: bytes) -> Kind | None:
    """Return MBOX or EML for the first octets of a file of that name, None where they are no mail."""
    lines = start.removeprefix(mbox.BOM).lstrip(b"\r\n").splitlines()
    is_letter = name.lower().endswith(LETTER_ENDINGS)
    if not lines:
        return Kind.EML if is_letter else Kind.MBOX  # an empty mailbox
    if mbox.begins(start) or (name.lower().endswith(MBOX_ENDINGS) and _holds_messages(start)):
        return Kind.MBOX
    return Kind.EML if is_letter or _is_message(lines) else None


def _holds_messages(start: bytes) -> bool:
    """Return whether a whole message lies in `start`: of an mbox file whose beginning was lost."""
    return next(mbox.split(io.BytesIO(start).read, "", Shelf.PLAIN), None) is not None


def _is_message(lines: list[bytes]) -> bool:
    """Return whether the lines begin with header fields, at least one of them a common one."""
    if not mbox.is_field(lines[0]):
        return False
    head = lines[: lines.index(b"") if b"" in lines else len(lines)]
    return any(line.partition(b":")[0].strip().lower() in _COMMON for line in head if mbox.is_field(line))
