"""The house keeps its shape: who owns which library, how long a module may be, and a test file for every module."""

import ast
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "inboxguard"
MODULES = sorted(SOURCE.rglob("*.py"))

OWNERS = {
    "imapclient": ("mailbox",),
    "keyring": ("mailbox/secrets.py",),
    "sqlite_utils": ("store", "audit"),
    "PySide6": ("ui",),
    "selectolax": ("facts",),
    "bs4": ("facts",),
    "jinja2": ("requests", "reports"),
    "rich": ("cli",),
    "click": ("cli",),
    "weasyprint": ("exports",),
    "filelock": ("store/locking.py",),
    "dns": ("mailbox",),
    "dkim": ("mailbox/signatures.py",),
    "oauthlib": ("mailbox",),
    "sievelib": ("mailbox/managesieve.py",),
    "icalendar": ("exports/calendar.py",),
    "h11": ("mailbox/one_click.py",),
    "holidays": ("requests/holidays_of.py",),
}


@cache
def imported(module: Path) -> frozenset[str]:
    return frozenset(_imported(module))


def _imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_used_only_by_its_owner(library: str) -> None:
    strangers = [
        str(module.relative_to(SOURCE))
        for module in MODULES
        if any(name.split(".")[0] == library for name in imported(module))
        and not str(module.relative_to(SOURCE)).startswith(OWNERS[library])
    ]
    assert not strangers


def test_no_module_outgrows_its_room() -> None:
    long = {str(module.relative_to(SOURCE)): len(module.read_text().splitlines()) for module in MODULES}
    assert not {name: lines for name, lines in long.items() if lines > 350}


def test_every_module_has_its_test_file() -> None:
    bare = [
        str(module.relative_to(SOURCE))
        for module in MODULES
        if module.stem not in {"__init__", "__main__"}
        and not (ROOT / "tests" / module.relative_to(SOURCE).parent / f"test_{module.stem}.py").exists()
    ]
    assert not bare


def test_every_room_has_a_plaque_on_its_door() -> None:
    doors = sorted(SOURCE.rglob("__init__.py"))
    assert doors
    assert not [str(door) for door in doors if not ast.get_docstring(ast.parse(door.read_text()))]


def test_every_public_function_says_what_it_does() -> None:
    silent = [
        f"{module.relative_to(SOURCE)}: {node.name}"
        for module in MODULES
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert not silent


def test_every_resource_parses() -> None:
    resources = ROOT / "resources"
    tables = sorted(resources.rglob("*.toml"))
    pictures = sorted(resources.rglob("*.svg"))
    assert tables
    assert pictures
    for table in tables:
        tomllib.loads(table.read_text(encoding="utf-8"))
    for picture in pictures:
        ElementTree.fromstring(picture.read_text(encoding="utf-8"))


def test_nothing_names_a_path_of_the_machine_it_was_written_on() -> None:
    words = ("/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/", "python" + "hosted", "npm" + "js.org")
    written = [
        path
        for folder in ("src", "resources", "tests", "scripts", "benchmarks", "packaging", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {"", ".py", ".toml", ".txt", ".md", ".html", ".json", ".qss", ".mbox"}
        and "__pycache__" not in path.parts
    ]
    assert written
    assert not [str(path) for path in written if any(word in path.read_text(errors="replace") for word in words)]
