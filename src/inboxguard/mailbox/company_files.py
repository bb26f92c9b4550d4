"""Company records and account pages that the person brings as files, read within bounds and never fetched.

Taken are the records of datarequests.org (one JSON file, a list of them, their folder, or a zip archive of the whole
repository), with its obsolete records, which lead to the company that took over; and the sites.json of JustDeleteMe.
Lists of companies to choose from and authorities are left out: complaints go where the law says. Strangers wrote all
of it, so every field is bounded, unknown ones are passed over, and one broken record costs itself only.
"""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import msgspec

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox.company_shapes import company, delete_page, obsolete
from inboxguard.mailbox.packed import DAMAGE, ZIP
from inboxguard.mailbox.spans import shown
from inboxguard.requests.companies import Company, DeletePage

LARGEST = 30_000_000
"""Octets of one file; sites.json has less than two million."""
_LARGEST_RECORD = 1_000_000
"""Octets of one file in a folder or archive that holds one record."""
_LARGEST_ALL = 300_000_000
"""Octets of a whole folder or archive, unpacked."""
_LARGEST_ARCHIVE = 200_000_000
_MOST_FILES = 50_000
_MOST = 50_000
"""Records of one kind; the public database has about three thousand."""
_DEEPEST = 6
_MOST_STEPS = 10
"""Obsolete records that lead to one another."""
_NOT_RECORDS = frozenset(("company-packs", "supervisory-authorities", "templates", "node_modules", ".git", "schema"))
"""Folders of the repository that hold no companies."""


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """What a file, folder or archive holds."""

    companies: tuple[Company, ...]
    pages: tuple[DeletePage, ...]
    single: bool
    """One record alone, which comes beside what is there and replaces nothing but itself."""
    left_out: int
    """Records of other kinds, and companies that no longer exist and lead nowhere."""
    unreadable: int


@dataclass(slots=True)
class _Gathered:
    companies: dict[str, Company]
    gone: dict[str, tuple[str, str]]
    """Of obsolete records: name, and the slug that they lead to or ""."""
    pages: list[DeletePage]
    left_out: int = 0
    unreadable: int = 0

    def take(self, raw: bytes | msgspec.Raw, folder: str = "") -> None:
        """Take up one record; `folder` is the name of the folder in which its file lay."""
        if folder in _NOT_RECORDS:
            self.left_out += 1
            return
        try:
            told = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
            if "difficulty" in told and "slug" not in told:
                self.pages.append(delete_page(raw))
            elif folder == "obsolete-records" or "redirect-to" in told or _is_obsolete(told):
                slug, name, to = obsolete(raw)
                self.gone[slug] = (name, to)
            elif "slug" not in told:
                return  # what else lies in a repository
            elif "companies" in told or "complaint-language" in told or "name" not in told:
                self.left_out += 1
            else:
                one = company(raw)
                self.companies[one.slug] = one
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, ValueError):
            self.unreadable += 1
        if max(len(self.companies), len(self.gone), len(self.pages), self.left_out, self.unreadable) > _MOST:
            raise UnreadableFile(f"It holds more than {_MOST:,} records, which no list of companies has.")


def read(path: Path) -> CompanyFile:
    """Return what `path` holds; raises UnreadableFile, with a sentence, where that is no company at all."""
    gathered = _Gathered({}, {}, [])
    single = False
    try:
        if path.is_dir():
            for folder, content in _in_folder(path):
                _take_file(gathered, content, folder)
        elif not path.is_file():  # a pipe would be waited for
            raise UnreadableFile(f"There is no file {shown(str(path))}. Name the file or folder with the companies.")
        elif _is_zip(path):
            for folder, content in _in_archive(path):
                _take_file(gathered, content, folder)
        else:
            single = _take_file(gathered, _content(path, LARGEST), path.resolve().parent.name, alone=True)
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise UnreadableFile(f"The file cannot be read ({why}). Mend that, or save it anew.") from error
    companies = _following(gathered)
    if not companies and not gathered.pages:
        raise UnreadableFile(
            "It names no company. inboxguard reads the company records of datarequests.org (a JSON file, the folder "
            "“companies” or a zip archive of the whole) and the sites.json of JustDeleteMe."
        )
    left_out = gathered.left_out + sum(to not in gathered.companies for _, to in gathered.gone.values())
    return CompanyFile(companies, tuple(gathered.pages), single, left_out, gathered.unreadable)


def _take_file(gathered: _Gathered, content: bytes, folder: str, alone: bool = False) -> bool:
    """Take up what one file holds, a record or a list of them; return whether it was one record."""
    text = content.removeprefix(b"\xef\xbb\xbf")
    begun = text[:200].lstrip()[:1]
    if begun != b"[":
        if begun != b"{" and alone:
            raise UnreadableFile("This is no JSON. Save the company record or the list of companies anew.")
        gathered.take(text, folder)
        return True
    try:
        records = msgspec.json.decode(text, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if alone:
            raise UnreadableFile("The file is broken or no JSON at all. Save it anew and try again.") from error
        gathered.unreadable += 1
        return False
    if len(records) > _MOST:
        raise UnreadableFile(f"It holds more than {_MOST:,} records, which no list of companies has.")
    for record in records:
        gathered.take(record, folder if alone is False else "")
    return False


def _following(gathered: _Gathered) -> tuple[Company, ...]:
    """Return the companies that are still there, each with the names of obsolete records that lead to it."""
    names: dict[str, list[str]] = {}
    for slug, (name, _) in gathered.gone.items():
        at, steps = slug, 0
        while at in gathered.gone and steps < _MOST_STEPS:
            at, steps = gathered.gone[at][1], steps + 1
        if at in gathered.companies and at not in gathered.gone:
            names.setdefault(at, []).append(name)
    return tuple(
        replace(one, known_as=tuple(dict.fromkeys(names.get(slug, ())))[:20])
        for slug, one in gathered.companies.items()
        if slug not in gathered.gone
    )


def _is_obsolete(told: dict[str, msgspec.Raw]) -> bool:
    return "reason" in told or bytes(told.get("quality", msgspec.Raw(b""))) == b'"obsolete"'


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(ZIP)) == ZIP


def _content(path: Path, largest: int) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise UnreadableFile(f"The file is larger than {largest // 1_000_000} MB, which no list of companies is.")
    return data


def _in_folder(top: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name of its folder, content) of every JSON file under `top`; links are not followed."""
    seen = total = 0
    base = len(top.parts)
    for where, folders, files in os.walk(top, followlinks=False):
        here = Path(where)
        folders[:] = sorted(one for one in folders if one not in _NOT_RECORDS and len(here.parts) - base < _DEEPEST)
        for name in sorted(files):
            path = here / name
            if not name.endswith(".json") or path.is_symlink() or not path.is_file():
                continue
            seen += 1
            total += path.stat().st_size
            _check(seen, total)
            content = _content(path, LARGEST if name == "sites.json" else _LARGEST_RECORD)
            yield here.name, content


def _in_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name of its folder, content) of every JSON file of a zip archive, unpacked no further than needed."""
    try:
        if path.stat().st_size > _LARGEST_ARCHIVE:
            raise UnreadableFile(f"The archive is larger than {_LARGEST_ARCHIVE // 1_000_000} MB. Choose its folder.")
        with zipfile.ZipFile(path) as archive:
            seen = total = 0
            for member in archive.infolist():
                name = PurePosixPath(member.filename)
                if member.is_dir() or name.suffix != ".json" or not _NOT_RECORDS.isdisjoint(name.parts):
                    continue
                seen += 1
                _check(seen, total)
                most = LARGEST if name.name == "sites.json" else _LARGEST_RECORD
                with archive.open(member) as stream:
                    content = stream.read(most + 1)
                total += len(content)
                _check(seen, total)
                if len(content) > most:
                    raise UnreadableFile(f"A record in the archive is larger than {most // 1_000_000} MB.")
                yield name.parent.name, content
    except DAMAGE as error:
        raise UnreadableFile("The archive is damaged or locked. Save it anew and try again.") from error


def _check(seen: int, total: int) -> None:
    if seen > _MOST_FILES:
        raise UnreadableFile(f"It holds more than {_MOST_FILES:,} files, which no list of companies has.")
    if total > _LARGEST_ALL:
        raise UnreadableFile(f"It holds more than {_LARGEST_ALL // 1_000_000} MB, which no list of companies has.")
