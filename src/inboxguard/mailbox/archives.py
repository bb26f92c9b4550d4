"""Mail in zip and tar archives, such as those of Google Takeout: read as a stream, nothing is ever unpacked to disk.

Names in an archive only ever become names that are shown. Links, devices and archives in archives are not opened.
"""

import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from inboxguard.errors import UnreadableFile
from inboxguard.facts.message import RawMessage
from inboxguard.mailbox import eml, kinds, maildir, mbox, salvage, shelves
from inboxguard.mailbox.assembling import BLOCK, Assembly, Read, blocks
from inboxguard.mailbox.packed import DAMAGE, GRACE, GZIP, MAX_RATIO, MAX_UNPACKED, Inflating, Unpacking
from inboxguard.mailbox.spans import shown, unreadable

MAX_MEMBERS = 1_000_000
"""Files in an archive that are looked at."""

_MAX_DIRECTORY = 8 * 1024**2
"""Octets of the list of files at the end of a zip archive that are loaded, which takes ten times as much memory; an
archive of more files is read from its beginning instead."""

_MAX_HEADER = 1024 * 1024
"""Octets of the description of one file in a tar archive."""

_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How files in a zip archive may be packed; bzip2 and LZMA unpack to gigabytes at once, and mail is not packed so."""

_PACKED_ENDINGS = (".zip", ".tgz", ".tar", ".gz", ".7z", ".rar", ".bz2", ".xz")
_LONGEST_NAME = 500
_STEP = 4096
_MOST_PROBLEMS = 20

Complain = Callable[[UnreadableFile], None]
"""Is told what cannot be read; the rest goes on."""

Pulse = Callable[[], None]
"""Is called now and then while something takes long; what it raises ends that."""


def still() -> None:
    """Do nothing at a pulse."""


def paused(read: Read, pulse: Pulse) -> Read:
    """Return a reader that calls `pulse` each time."""

    def some(size: int) -> bytes:
        pulse()
        return read(size)

    return some


class _Problems(list[UnreadableFile]):
    """The first of what cannot be read in an archive: a million broken files are told no better than twenty."""

    def append(self, problem: UnreadableFile) -> None:
        if len(self) < _MOST_PROBLEMS:
            super().append(problem)


def messages(
    path: Path, is_zip: bool, complain: Complain, pulse: Pulse = still, must_hold: bool = True
) -> Iterator[tuple[RawMessage, int]]:
    """Yield the messages of the mail files in an archive, each with the octet of the archive at which reading is.

    place.folder is the path in the archive. Without `must_hold` an archive may hold no mail at all; `pulse` is called
    while other files are passed over. At most the first few of what cannot be read are told, at the end.
    """
    counts: dict[str, int] = {}
    is_empty = True
    problems = _Problems()
    try:
        with path.open("rb") as file:
            members = (_zipped if is_zip else _taped)(file, path.name, problems, pulse)
            for name, stream in members:
                for message in _mail(name, paused(stream.read, pulse), counts):
                    is_empty = False
                    yield message, file.tell()
    except OSError as error:
        problems.append(unreadable(path, error))
    for problem in problems:
        complain(problem)
    if is_empty and must_hold and not problems:
        complain(UnreadableFile(f"The archive {shown(path.name)} holds no mail that inboxguard can read."))


def _zipped(file: BinaryIO, name: str, problems: _Problems, pulse: Pulse) -> Iterator[tuple[str, Unpacking]]:
    """Yield the files of a zip archive that may hold mail, each to be read before the next."""
    size = file.seek(0, 2)
    try:
        if _directory_size(file) > _MAX_DIRECTORY:
            yield from _from_the_beginning(file, size, name, problems, pulse)
            return
        archive = zipfile.ZipFile(file)
    except DAMAGE:
        problems.append(
            UnreadableFile(
                f"{shown(name)} is damaged or cut off; what could be found in it was read. Download it again."
            )
        )
        yield from salvage.members(file, size, _may_be_mail, pulse)
        return
    with archive:
        total = 0
        for info in archive.infolist():
            pulse()
            if info.filename.endswith("/") or not _may_be_mail(info.filename):
                _note_nested(info.filename, name, problems)
                continue
            if info.flag_bits & 1:
                problems.append(
                    UnreadableFile(
                        f"{_member(info.filename, name)} is locked with a password; unpack it and give what is in it."
                    )
                )
                continue
            if info.compress_type not in _KNOWN:
                problems.append(
                    UnreadableFile(
                        f"{_member(info.filename, name)} is packed in a way that inboxguard does not read; unpack it "
                        "and give what is in it."
                    )
                )
                continue
            try:
                member = archive.open(info)
            except DAMAGE:
                problems.append(UnreadableFile(f"{_member(info.filename, name)} is damaged."))
                continue
            with member:
                stream = Unpacking(_as_it_comes(member), _at_most(min(info.compress_size, size)))
                yield info.filename, stream
            if problem := stream.problem(_member(info.filename, name)):
                problems.append(problem)
            total += stream.total
            if total > size * MAX_RATIO + GRACE:
                problems.append(_bomb(name))
                return


def _from_the_beginning(
    file: BinaryIO, size: int, name: str, problems: _Problems, pulse: Pulse
) -> Iterator[tuple[str, Unpacking]]:
    """Yield the files of a zip archive of very many files, without loading the list of them."""
    total = 0
    members = salvage.members(file, size, _may_be_mail, pulse)
    for member, stream in members:
        yield member, stream
        while stream.read(BLOCK):
            pulse()
        total += stream.total
        if problem := stream.problem(_member(member, name)):
            problems.append(problem)
        if total > size * MAX_RATIO + GRACE:
            problems.append(_bomb(name))
            return
    if not salvage.is_list(file):
        problems.append(
            UnreadableFile(f"{shown(name)} could be read up to a damaged or locked file only; unpack it and give that.")
        )


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(f"{shown(name)} unpacks to far more than mail would; it was not read on.")


def _at_most(size: int) -> Callable[[], int]:
    return lambda: size


def _directory_size(file: BinaryIO) -> int:
    """Return how long the list of files of a zip archive says to be, 0 where there is none (APPNOTE.TXT 4.3)."""
    size = file.seek(0, 2)
    file.seek(max(size - 66_000, 0))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        return 0
    said = int(struct.unpack_from("<I", end, at + 12)[0])
    if at >= 20 and end[at - 20 : at - 16] == b"PK\x06\x07":  # zip64
        file.seek(min(struct.unpack_from("<Q", end, at - 12)[0], size))
        record = file.read(56)
        if len(record) == 56 and record.startswith(b"PK\x06\x06"):
            said = int(struct.unpack_from("<Q", record, 40)[0])
    return said


class _Tape:
    """The octets of a tar archive, of which one description of a file may take only so many."""

    def __init__(self, stream: Unpacking) -> None:
        self._stream = stream
        self.left: int | None = None

    def read(self, size: int) -> bytes:
        if self.left is not None:
            self.left -= size
            if self.left < 0:
                raise tarfile.ReadError("a description of a file without end")
        return self._stream.read(size)


def _taped(file: BinaryIO, name: str, problems: _Problems, pulse: Pulse) -> Iterator[tuple[str, Unpacking]]:
    """Yield the files of a tar archive, also a gzipped one, that may hold mail, each to be read before the next."""
    is_packed = file.read(2) == GZIP
    file.seek(0)
    unpacking = Unpacking(Inflating(file.read).read if is_packed else file.read, file.tell)
    try:
        yield from _tape_members(_Tape(unpacking), name, problems, pulse)
    except DAMAGE:
        unpacking.trouble = unpacking.trouble or "is damaged or cut off"
    if problem := unpacking.problem(name):
        problems.append(problem)


def _tape_members(tape: _Tape, name: str, problems: _Problems, pulse: Pulse) -> Iterator[tuple[str, Unpacking]]:
    tape.left = _MAX_HEADER
    with tarfile.open(fileobj=tape, mode="r|", bufsize=tarfile.RECORDSIZE) as archive:  # type: ignore[call-overload]  # a tape only reads
        for number in range(MAX_MEMBERS + 1):
            tape.left = _MAX_HEADER
            info = archive.next()
            tape.left = None
            if info is None:
                return
            if number == MAX_MEMBERS:
                more = f"{shown(name)} holds more than {MAX_MEMBERS:,} files; those after were not read."
                problems.append(UnreadableFile(more))
                return
            # It would remember every file, and all that was said of files in general.
            archive.members, archive.pax_headers = [], {}
            content = archive.extractfile(info) if info.isreg() and not info.issparse() else None
            if content is None:
                continue
            stream = Unpacking(_small_steps(content), _at_most(info.size))
            if _may_be_mail(info.name):
                yield info.name, stream
            else:
                _note_nested(info.name, name, problems)
            while stream.read(BLOCK):  # up to the next description, which alone may not be long
                pulse()
            if stream.trouble:
                raise tarfile.ReadError(stream.trouble)


def _as_it_comes(member: IO[bytes]) -> Read:
    """Return a reader that gives out what comes before damage."""
    read = member.read1 if isinstance(member, zipfile.ZipExtFile) else member.read
    return lambda size: read(min(size, _STEP))


def _small_steps(content: IO[bytes]) -> Read:
    """Return a reader that loses little where an archive is cut off: tarfile keeps back what it cannot give whole."""
    return lambda size: content.read(min(size, _STEP))


def _parts(name: str) -> list[str]:
    """Return the folders and the file that a name in an archive tells; it leads nowhere outside."""
    parts = name[:_LONGEST_NAME].replace("\\", "/").split("/")
    return [shown(part) for part in parts if part not in ("", ".", "..")] or ["mail"]


def _member(name: str, archive: str) -> str:
    return f"{'/'.join(_parts(name))} in {archive}"


def _may_be_mail(name: str) -> bool:
    """Return whether a file of this name may hold mail; what is in it decides."""
    *folders, last = _parts(name)
    return (
        last.lower().endswith(kinds.MAIL_ENDINGS)
        or "." not in last
        or (bool(folders) and folders[-1] in ("cur", "new"))
    )


def _note_nested(name: str, archive: str, problems: _Problems) -> None:
    if name.lower().endswith(_PACKED_ENDINGS):
        problems.append(
            UnreadableFile(
                f"{_member(name, archive)} is an archive in an archive and was not opened; unpack it and give it alone."
            )
        )


def _mail(name: str, rest: Read, counts: dict[str, int]) -> Iterator[RawMessage]:
    """Yield the messages of one file in an archive; `counts` numbers those of a Maildir."""
    start = rest(kinds.START)
    parts = _parts(name)
    kind = kinds.of_content(parts[-1], start)
    read = _joined(start, rest)
    if kind is kinds.Kind.MBOX:
        for message, _ in mbox.split(read, "/".join(parts), shelves.by_names(parts)):
            yield message
    elif kind is kinds.Kind.EML:
        in_maildir = len(parts) > 2 and parts[-2] in ("cur", "new")
        folders = [maildir.folder_name(Path(part)) for part in parts[:-2]] if in_maildir else parts[:-1]
        folder = "/".join(folders if in_maildir else parts)
        counts[folder] = counts.get(folder, 0) + 1
        assembly = Assembly()
        if parts[-1].lower().endswith(".emlx"):
            begin, end = eml.inner(start, MAX_UNPACKED)
            read = _part(read, begin, end)
        for block in blocks(read):
            assembly.add(block)
        yield assembly.message(folder, counts[folder], shelves.by_names(folders))


def _joined(start: bytes, read: Read) -> Read:
    """Return a reader that gives `start` first."""
    first = [start] if start else []
    return lambda size: first.pop() if first else read(size)


def _part(read: Read, begin: int, end: int) -> Read:
    """Return a reader of the octets from `begin` up to `end`."""
    at = 0

    def some(size: int) -> bytes:
        nonlocal at
        while piece := read(size):
            cut = piece[max(begin - at, 0) : max(end - at, 0)]
            at += len(piece)
            if cut or at >= end:
                return cut
        return b""

    return some
