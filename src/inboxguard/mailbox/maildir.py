"""Messages of a Maildir: one file each in cur and new, and Maildir++ subfolders (".Shops.Toys")."""

import os
from collections.abc import Iterator
from pathlib import Path


def is_maildir(path: Path) -> bool:
    """Return whether the folder at `path` is a Maildir: it has cur and new, or as Thunderbird makes it cur and tmp."""
    return _is_own(path / "cur") and any(_is_own(path / part) for part in ("new", "tmp"))


def folder_name(path: Path) -> str:
    """Return the name for people of a subfolder: Maildir++ ".Shops.Toys" is "Shops/Toys"."""
    return path.name[1:].replace(".", "/") if path.name.startswith(".") and len(path.name) > 1 else path.name


def message_files(path: Path) -> Iterator[Path]:
    """Yield the message files of the Maildir at `path` by name: cur, then new; tmp holds unfinished ones."""
    for part in ("cur", "new"):
        if part == "new" and not _is_own(path / part):
            continue
        with os.scandir(path / part) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
        for name in names:
            if not name.startswith("."):
                yield path / part / name


def _is_own(path: Path) -> bool:
    """Return whether a folder is there itself; a link may lead to files that are no mail of this Maildir."""
    return path.is_dir() and not path.is_symlink()
