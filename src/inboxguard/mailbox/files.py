"""Mail files: what a path holds, and its messages one after the other with bounded memory."""

import os
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from inboxguard.errors import NotYet, UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import eml, maildir, mbox, shelves

MAX_DEPTH = 32
"""Folders inside folders that are looked into."""

_START = 64 * 1024
_COMMON = frozenset(b"from to date subject received return-path delivered-to message-id mime-version".split())
_MAIL_ENDINGS = (".eml", ".mbox", ".mbx")

Complain = Callable[[UnreadableFile], None]


class Kind(StrEnum):
    """What a path holds."""

    MBOX = "mbox"
    MAILDIR = "maildir"
    EML = "eml"
    FOLDER = "folder"


def found(path: Path) -> Kind:
    """Return what `path` holds; raises UnreadableFile for anything that is not mail, NotYet for known later kinds."""
    try:
        if path.is_dir():
            return _found_folder(path)
        if not path.exists():
            raise UnreadableFile(f"There is no file {_shown(path.name)}; check its name.")
        if not path.is_file():
            raise UnreadableFile(f"{_shown(path.name)} is a device or a pipe, not a mail file.")
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise _unreadable(path, error) from error
    return _found_file(path, start)


def messages(path: Path, complain: Complain | None = None) -> Iterator[RawMessage]:
    """Yield the messages of an mbox file (also gzipped), a Maildir, an .eml file, or a folder of these.

    place.folder is the path inside the import, place.uid the position from 1.
    A file inside a folder that cannot be read, and damage inside a file, are told to `complain` and the rest goes on;
    without `complain` the first such error is raised after all that can be read. Raises UnreadableFile where `path`
    holds no mail, NotYet for kinds that come later.
    """
    kind = found(path)
    name = _shown(path.name or path.resolve().name)
    if kind is Kind.MBOX:
        try:
            yield from _mbox(path, name, (name,))
        except UnreadableFile as error:
            # Told rather than raised where possible: an error would cost the caller the batch it is gathering.
            if complain is None:
                raise
            complain(error)
        return
    if kind is Kind.EML:
        yield eml.message(path, name, 1, Shelf.PLAIN)
        return
    errors: list[UnreadableFile] = []
    count = 0
    tell = complain or errors.append
    source = _maildir(path, name, (name,), tell) if kind is Kind.MAILDIR else iter(())
    for message in source:
        count += 1
        yield message
    for message in _inside(path, "", (name,), tell, 0):
        count += 1
        yield message
    if errors:
        more = f" ({len(errors)} files could not be read)" if len(errors) > 1 else ""
        raise UnreadableFile(f"{errors[0]}{more}")
    if not count and kind is Kind.FOLDER:
        raise UnreadableFile(f"The folder {name} holds no mail that inboxguard can read.")


def count(path: Path) -> int | None:
    """Return about how many bytes of mail `path` holds, to compare with the sum of RawMessage.size; None = unknown."""
    try:
        kind = found(path)
        if kind in (Kind.MBOX, Kind.EML):
            with path.open("rb") as file:
                return None if file.read(2) == mbox.GZIP else path.stat().st_size
    except (UnreadableFile, NotYet, OSError):
        return None
    total = 0
    for where, folders, names in os.walk(path):
        if len(Path(where).relative_to(path).parts) >= MAX_DEPTH:
            folders.clear()
        is_mail = Path(where).name in ("cur", "new")
        for name in names:
            if is_mail or name.lower().endswith(_MAIL_ENDINGS):
                try:
                    total += os.lstat(os.path.join(where, name)).st_size
                except OSError:
                    continue
    return total


def _found_folder(path: Path) -> Kind:
    if maildir.is_maildir(path):
        return Kind.MAILDIR
    if (path / "prefs.js").is_file() and any((path / part).is_dir() for part in ("Mail", "ImapMail")):
        raise NotYet(
            "This is a Thunderbird profile, which a later version reads as a whole; until then give its mail "
            "files (in Mail and ImapMail) one by one."
        )
    return Kind.FOLDER


def _found_file(path: Path, start: bytes) -> Kind:
    name = _shown(path.name)
    packed = start.startswith(mbox.GZIP)
    if packed:
        start = mbox.beginning(path, _START)
    if start.startswith(b"PK\x03\x04") or start[257:262] == b"ustar":
        raise NotYet(
            f"{name} is an archive; a later version reads the archives of Google Takeout as they are. Until then "
            "unpack it and give the .mbox file inside."
        )
    lines = start.lstrip(b"\r\n").splitlines()
    if not lines:
        return Kind.MBOX  # an empty mailbox
    if mbox.is_dated(lines[0]) or (mbox.is_bare(lines[0]) and len(lines) > 1 and mbox.is_field(lines[1])):
        return Kind.MBOX
    if not packed and (path.name.lower().endswith(".eml") or _is_message(lines)):
        return Kind.EML
    raise UnreadableFile(f"{name} holds no mail that inboxguard can read; it reads mbox, Maildir and .eml files.")


def _is_message(lines: list[bytes]) -> bool:
    """Return whether the lines begin with header fields, at least one of them a common one."""
    if not mbox.is_field(lines[0]):
        return False
    head = lines[: lines.index(b"") if b"" in lines else len(lines)]
    return any(line.partition(b":")[0].strip().lower() in _COMMON for line in head if mbox.is_field(line))


def _mbox(path: Path, folder: str, names: tuple[str, ...]) -> Iterator[RawMessage]:
    try:
        yield from mbox.messages(path, folder, shelves.by_names(names))
    except OSError as error:
        raise _unreadable(path, error) from error


def _maildir(path: Path, folder: str, names: tuple[str, ...], complain: Complain) -> Iterator[RawMessage]:
    shelf = shelves.by_names(names)
    try:
        for position, file in enumerate(maildir.message_files(path), 1):
            try:
                yield eml.message(file, folder, position, shelf)
            except UnreadableFile as error:
                complain(error)
    except OSError as error:
        complain(_unreadable(path, error))


def _inside(path: Path, prefix: str, names: tuple[str, ...], complain: Complain, depth: int) -> Iterator[RawMessage]:
    """Yield the messages of what lies in the folder `path`, by name; links are not followed."""
    try:
        with os.scandir(path) as entries:
            inner = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
                if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
            )
    except OSError as error:
        complain(_unreadable(path, error))
        return
    in_maildir = maildir.is_maildir(path)
    for name, is_folder in inner:
        child = path / name
        shown = _shown(name)
        if is_folder:
            if in_maildir and name in ("cur", "new", "tmp"):
                continue
            shown = _shown(maildir.folder_name(child)) if maildir.is_maildir(child) else shown
        where = f"{prefix}/{shown}" if prefix else shown
        if is_folder and depth < MAX_DEPTH:
            inside = (*names, *shown.split("/"))
            if maildir.is_maildir(child):
                yield from _maildir(child, where, inside, complain)
            elif name.startswith("."):  # hidden, as the bin of a file manager
                continue
            yield from _inside(child, where, inside, complain, depth + 1)
        elif not is_folder and not in_maildir:
            yield from _file(child, where, names, complain)


def _file(path: Path, where: str, names: tuple[str, ...], complain: Complain) -> Iterator[RawMessage]:
    is_named = path.name.lower().endswith(_MAIL_ENDINGS)
    try:
        kind = found(path)
    except (UnreadableFile, NotYet) as error:
        if is_named:  # other files beside mail (indexes, notes) are nobody's loss
            complain(error if isinstance(error, UnreadableFile) else UnreadableFile(str(error)))
        return
    try:
        if kind is Kind.MBOX:
            yield from _mbox(path, where, (*names, _shown(path.name)))
        elif is_named or not path.suffix:  # MH folders name messages by number
            yield eml.message(path, where, 1, shelves.by_names(names))
    except UnreadableFile as error:
        complain(error)


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    return UnreadableFile(f"{_shown(path.name)} could not be read ({error.strerror or 'no reason given'}).")


def _shown(name: str) -> str:
    """Return a file name as text that can be stored and shown, whatever bytes it is made of."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
