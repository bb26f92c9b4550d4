"""Homes to type commands in: an empty one, and copies of the two samples."""

import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture(autouse=True)
def nowhere_to_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of whoever runs the tests is left alone."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr("keyring.core._keyring_backend", None)


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    """A home that is not there yet."""
    return Shell(tmp_path / "home")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of both samples, audited once; to be copied."""
    where = tmp_path_factory.mktemp("samples")
    for story in ("move", "registry"):
        assert Shell(where / story)("demo", "--story", story, "--no-window").exit_code == 0
    return where


@pytest.fixture
def move(kept: Path, tmp_path: Path) -> Shell:
    """The house move."""
    return Shell(Path(shutil.copytree(kept / "move", tmp_path / "home")))


@pytest.fixture
def registry(kept: Path, tmp_path: Path) -> Shell:
    """The registry, with its theme marked."""
    return Shell(Path(shutil.copytree(kept / "registry", tmp_path / "home")))
