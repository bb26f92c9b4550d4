"""The shipped words and data, wherever they are installed."""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder of resources: inside the installed package, or beside src in a checkout."""
    packed = Path(str(files("inboxguard"))) / "_resources"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "resources"


def read(name: str) -> str:
    """Return the text of resource `name` ("themes/baby.toml"); raises FileNotFoundError when there is none."""
    return (root() / name).read_text(encoding="utf-8")


def path(name: str) -> Path:
    """Return where resource `name` lies, for the few readers that need a file or a stream."""
    return root() / name


def names(folder: str, suffix: str = "") -> tuple[str, ...]:
    """Return the sorted names of the files in `folder` that end in `suffix`, as names for `read`."""
    where = root() / folder
    if not where.is_dir():
        return ()
    found = (file.name for file in where.iterdir() if file.is_file() and file.name.endswith(suffix))
    return tuple(sorted(f"{folder}/{name}" for name in found))
