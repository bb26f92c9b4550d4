"""The shipped words are found in a checkout and in an installed package."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inboxguard import resources


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package as the wheel installs it: resources inside, under another name."""
    (tmp_path / "_resources" / "themes").mkdir(parents=True)
    (tmp_path / "_resources" / "themes" / "calm.toml").write_text("id = 'calm' # grün", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    resources.root.cache_clear()
    yield tmp_path / "_resources"
    resources.root.cache_clear()


def test_in_a_checkout_they_lie_beside_the_source() -> None:
    assert resources.root().name in {"resources", "_resources"}
    assert "[[regime]]" in resources.read("law/law.toml")


def test_in_an_installed_package_they_lie_inside(installed: Path) -> None:
    assert resources.root() == installed
    assert resources.read("themes/calm.toml").endswith("grün")
    assert resources.names("themes") == ("themes/calm.toml",)


def test_names_are_sorted_and_can_be_read() -> None:
    names = resources.names("demo", ".mbox")
    assert names == ("demo/move.mbox", "demo/registry.mbox")
    assert all(resources.path(name).is_file() for name in names)
    everything = resources.names("demo")
    assert set(names) < set(everything)
    assert list(everything) == sorted(everything)


def test_what_is_not_there() -> None:
    assert resources.names("nowhere") == ()
    with pytest.raises(FileNotFoundError):
        resources.read("themes/nothing.toml")
