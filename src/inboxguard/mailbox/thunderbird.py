"""Thunderbird and Betterbird: where their profiles lie, and how they name folders and files of mail."""

import configparser
import os
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inboxguard import resources

IMAP = "ImapMail"
STORES = ("Mail", IMAP)
"""Folders of a profile that hold mail: local and POP accounts, and copies of IMAP accounts."""

_LARGEST_LIST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile that a mail program of this computer lists."""

    name: str
    path: Path
    program: str
    """ "Thunderbird" or "Betterbird"."""


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.read("mailboxes/thunderbird.toml"))


def profiles(platform: str = sys.platform) -> tuple[Profile, ...]:
    """Return the profiles with mail in them that profiles.ini lists in the usual places, each once."""
    system = {"darwin": "macos", "win32": "windows"}.get(platform, "linux")
    found: dict[Path, Profile] = {}
    for program, places in _data()[system].items():
        for place in places:
            for home in _homes(place):
                for profile in _listed(home, program):
                    found.setdefault(profile.path.resolve(), profile)
    return tuple(found.values())


def _homes(place: str) -> list[Path]:
    """Return the folders that a place of the resource names: "~", a variable in front, "*" within."""
    start, *parts = place.split("/")
    home = os.path.expanduser("~") if start == "~" else os.environ.get(start.strip("%"), "")
    if not home:
        return []
    try:
        return sorted(Path(home).glob("/".join(parts)))
    except OSError:
        return []


def _listed(home: Path, program: str) -> list[Profile]:
    parser = configparser.RawConfigParser(strict=False)
    try:
        with (home / "profiles.ini").open(encoding="utf-8-sig", errors="replace") as file:
            parser.read_string(file.read(_LARGEST_LIST))
    except (OSError, configparser.Error):
        return []
    found = []
    for section in parser.sections():
        where = parser.get(section, "path", fallback="")
        if not section.lower().startswith("profile") or not where or "\0" in where:
            continue
        path = home / where if parser.get(section, "isrelative", fallback="1").strip() == "1" else Path(where)
        if is_profile(path):
            found.append(Profile(parser.get(section, "name", fallback=path.name), path, program))
    return found


def is_profile(path: Path) -> bool:
    """Return whether the folder at `path` is a profile that has mail in it."""
    try:
        return (path / "prefs.js").is_file() and any((path / part).is_dir() for part in STORES)
    except OSError:
        return False


def is_mail_folder(name: str) -> bool:
    """Return whether a folder of this name in a profile may hold mail: feeds and search indexes do not."""
    folded = name.lower()
    return folded not in _data()["names"]["no_mail"] and not folded.endswith(".mozmsgs")


def folder_name(name: str, imap: bool) -> str:
    """Return the name for people of a file or folder of a profile; copies of IMAP folders are in modified UTF-7."""
    name = name[:-4] if name.lower().endswith(".sbd") else name
    if not imap or "&" not in name:
        return name
    from imapclient import imap_utf7

    try:
        return str(imap_utf7.decode(name.encode("ascii")))
    except ValueError:  # also what cannot be encoded or decoded
        return name
