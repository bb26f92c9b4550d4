"""Golden letters: `INBOXGUARD_REWRITE_GOLDEN=1 pytest tests/requests` writes them anew; read them before committing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Return check(name, text): `text` equals the golden file `name`, or becomes it when rewriting was asked for."""

    def check(name: str, text: str) -> None:
        file = FOLDER / name
        if os.environ.get("INBOXGUARD_REWRITE_GOLDEN") == "1":
            FOLDER.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return check
