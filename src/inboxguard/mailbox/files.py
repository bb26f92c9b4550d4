"""Mail files: what a path holds, and its messages one after the other with bounded memory."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox import kinds, maildir, shelves, sources, spans, thunderbird
from inboxguard.mailbox.archives import Complain
from inboxguard.mailbox.kinds import Kind
from inboxguard.mailbox.sources import Letter, Source
from inboxguard.mailbox.spans import shown, unreadable

MAX_DEPTH = 32
"""Folders inside folders that are looked into."""

_START = 4096
"""Octets that tell what a file inside a folder holds."""

_ARCHIVES = (".zip", ".tgz", ".tar", ".tar.gz")


def found(path: Path, complain: Complain) -> Iterator[Source]:
    """Yield what holds the messages at `path`: an mbox file (also gzipped), a Maildir, an .eml or .emlx file, an
    archive of Google Takeout, a Thunderbird profile, or a folder of these.

    What cannot be read is told to `complain` and the rest goes on; links inside a folder are not followed.
    """
    name = shown(path.name or path.resolve().name)
    try:
        kind = kinds.found(path)
        if kind not in (Kind.MAILDIR, Kind.PROFILE, Kind.FOLDER):
            yield _file(path, kind, name, (name,), _is_mozilla(path))
            return
    except UnreadableFile as error:
        complain(error)
        return
    is_empty = kind is not Kind.MAILDIR
    top = _Folder(path, kind, name if kind is Kind.MAILDIR else "", (name,))
    for source in _sources(top, complain):
        is_empty = False
        yield source
    if is_empty:
        complain(UnreadableFile(f"The folder {name} holds no mail that inboxguard can read."))


def messages(path: Path, complain: Complain | None = None) -> Iterator[RawMessage]:
    """Yield the messages at `path` (see `found`).

    place.folder is the path inside the import, place.uid the position from 1. Without `complain` the first that could
    not be read is raised as UnreadableFile after all that can be.
    """
    errors: list[UnreadableFile] = []
    tell = complain or errors.append
    for source in found(path, tell):
        for item in source.items(tell):
            try:
                yield spans.message(item.message) if isinstance(item.message, spans.Span) else item.message
            except UnreadableFile as error:
                tell(error)
    if errors:
        more = f" ({len(errors)} files could not be read)" if len(errors) > 1 else ""
        raise UnreadableFile(f"{errors[0]}{more}")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is looked into, and how it is called."""

    path: Path
    kind: Kind
    where: str
    """Its path inside the import."""
    names: tuple[str, ...]
    """The names that tell a shelf."""
    depth: int = 0
    mozilla: bool = False
    """It lies in a Thunderbird profile."""
    imap: bool = False
    """It lies among the copies of IMAP folders there."""


def _file(path: Path, kind: Kind, where: str, names: tuple[str, ...], mozilla: bool) -> Source:
    if kind is Kind.MBOX:
        return sources.mbox_file(path, where, shelves.by_names(names), mozilla)
    if kind is Kind.GZIP:
        return sources.gzipped_mbox(path, where, shelves.by_names(names))
    if kind is Kind.EML:
        # Under its own name, not that of its folder, out of which other messages may be given one by one.
        return replace(sources.letters(path.parent, [Letter(path.name, where, 1, Shelf.PLAIN)]), path=path)
    return sources.archive(path, kind is Kind.ZIP)


def _sources(folder: _Folder, complain: Complain) -> Iterator[Source]:
    """Yield the sources in a folder: its own mail, then that of the folders in it, by name."""
    try:
        with os.scandir(folder.path) as entries:
            inner = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
                if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
            )
    except OSError as error:
        complain(unreadable(folder.path, error))
        return
    files = [name for name, is_folder in inner if not is_folder]
    folders = [name for name, is_folder in inner if is_folder]
    if folder.kind is Kind.MAILDIR:
        yield from _maildir(folder, complain)
        folders = [name for name in folders if name not in ("cur", "new", "tmp")]
    elif folder.kind is Kind.PROFILE:
        folders = [name for name in folders if name in thunderbird.STORES]
    else:
        if any(name.endswith(".msf") for name in files):  # Thunderbird's index beside its mail
            folder = replace(folder, mozilla=True)
        yield from _files(folder, files, complain)
    for name in folders:
        inside = _inside(folder, name, complain)
        if inside is not None and inside.depth > MAX_DEPTH:
            complain(UnreadableFile(f"The folder {shown(name)} lies too deep to be looked into; give it by itself."))
        elif inside is not None:
            yield from _sources(inside, complain)


def _inside(folder: _Folder, name: str, complain: Complain) -> _Folder | None:
    """Return the folder `name` in `folder`, None where it is not looked into."""
    path = folder.path / name
    try:
        kind = kinds.found(path)
    except UnreadableFile as error:
        complain(error)
        return None
    if kind is not Kind.MAILDIR and name.startswith("."):  # hidden, as the bin of a file manager
        return None
    if folder.mozilla and not thunderbird.is_mail_folder(name):
        return None
    if name == "Attachments" and folder.path.name == "Data":  # of Apple Mail, beside its letters
        return None
    if folder.kind is Kind.PROFILE:
        imap = name == thunderbird.IMAP
        return _Folder(path, kind, folder.where, folder.names, folder.depth + 1, mozilla=True, imap=imap)
    called = shown(maildir.folder_name(path) if kind is Kind.MAILDIR else name)
    called = thunderbird.folder_name(called, folder.imap)
    where = f"{folder.where}/{called}" if folder.where and folder.kind is not Kind.MAILDIR else called
    names = (*folder.names, *called.split("/"))
    return _Folder(path, kind, where, names, folder.depth + 1, folder.mozilla, folder.imap)


def _maildir(folder: _Folder, complain: Complain) -> Iterator[Source]:
    shelf = shelves.by_names(folder.names)
    try:
        names = [str(file.relative_to(folder.path)) for file in maildir.message_files(folder.path)]
    except OSError as error:
        complain(unreadable(folder.path, error))
        return
    found = [Letter(name, folder.where, position, shelf) for position, name in enumerate(names, 1)]
    yield sources.letters(folder.path, found, folder.mozilla)


def _files(folder: _Folder, names: list[str], complain: Complain) -> Iterator[Source]:
    """Yield what lies directly in a folder: its single messages together, every mbox file and archive by itself."""
    shelf = shelves.by_names(folder.names)
    found: list[Letter] = []
    others: list[Source] = []
    for name in names:
        path = folder.path / name
        is_letter = name.lower().endswith(kinds.LETTER_ENDINGS)
        called = thunderbird.folder_name(shown(name), folder.imap)
        where = f"{folder.where}/{called}" if folder.where else called
        try:
            kind = kinds.found(path, _START)
            if kind in (Kind.ZIP, Kind.TAR):
                if name.lower().endswith(_ARCHIVES):  # letters and books of office programs are archives too
                    others.append(sources.archive(path, kind is Kind.ZIP, must_hold=False))
            elif kind is not Kind.EML:
                if name == "mbox" and folder.path.suffix == ".mbox":  # as Apple Mail exports a folder
                    where = folder.where or folder.names[-1]
                others.append(_file(path, kind, where, (*folder.names, called), folder.mozilla))
            elif is_letter or not path.suffix:  # MH folders name messages by number
                found.append(_letter(folder, name, where, shelf))
        except UnreadableFile as error:
            # Other files beside mail (indexes, notes) are nobody's loss; of what the system does not give nobody knows.
            if name.lower().endswith(kinds.MAIL_ENDINGS) or isinstance(error.__cause__, OSError):
                complain(error)
    if found:
        yield sources.letters(folder.path, found, folder.mozilla)
    yield from others


def _letter(folder: _Folder, name: str, where: str, shelf: Shelf) -> Letter:
    """Return how a single message is called: by its file, or as Apple Mail counts them, by its folder and number."""
    number = name.partition(".")[0]
    if not name.lower().endswith(".emlx") or not (number.isascii() and number.isdigit() and len(number) < 18):
        return Letter(name, where, 1, shelf)
    parts = folder.where.split("/")
    boxes = [at for at, part in enumerate(parts) if part.lower().endswith(".mbox")]
    top = folder.names[0]
    outside = top if top.lower().endswith(".mbox") else folder.where or top
    box = "/".join(parts[: boxes[-1] + 1]) if boxes else outside
    return Letter(name, box, int(number), shelf)


def _is_mozilla(path: Path) -> bool:
    """Return whether Thunderbird keeps its index beside the mbox file at `path`."""
    try:
        return path.with_name(f"{path.name}.msf").is_file()
    except (OSError, ValueError):
        return False
