"""Types commands: inside this process for most tests, as a real program where the process itself is the subject."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.cli.main import build

NOW = "2026-11-24T08:00:00Z"
SAMPLES = Path(__file__).parents[2] / "resources" / "demo"
TRUTH = json.loads((SAMPLES / "move.truth.json").read_text(encoding="utf-8"))
MAILS = int(TRUTH["messages"])


@dataclass
class Shell:
    """A home and the commands typed for it; every answer is checked for what no answer may hold."""

    home: Path
    windows: list[Path] = field(default_factory=list)

    def __call__(
        self, *words: object, stdin: str | bytes | None = None, env: Mapping[str, str] | None = None
    ) -> Result:
        """Run `inboxguard --home HOME words...`."""

        def window(home: Path) -> int:
            self.windows.append(home)
            return 0

        program = build(lambda home: Audit.open(home, now), window)
        told = {"INBOXGUARD_NOW": NOW, "DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", **(env or {})}
        typed = ["--home", str(self.home), *map(str, words)]
        done = CliRunner().invoke(program, typed, input=stdin, env=told, prog_name="inboxguard")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert "Traceback" not in done.output
        return done

    def json(self, *words: object, **options: Any) -> Any:
        """Return what a command prints with --json as one value."""
        done = self(*words, "--json", **options)
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    def lines(self, *words: object, **options: Any) -> list[dict[str, Any]]:
        """Return what a command prints with --json as JSON Lines."""
        done = self(*words, "--json", **options)
        assert done.exit_code == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def refused(self, *words: object, **options: Any) -> str:
        """Return the one sentence with which a command is refused."""
        done = self(*words, **options)
        assert done.exit_code == 1, (done.stdout, done.stderr)
        assert_a_sentence(done.stderr)
        return done.stderr


def assert_a_sentence(said: str) -> None:
    """One line for people: no traceback, no names of Python, nothing that a terminal obeys."""
    assert said.endswith((".\n", "”\n", ")\n", "ADDRESS\n")), said
    assert len(said.splitlines()) == 1, said
    assert "Error(" not in said
    assert "fault of the program" not in said
    assert_harmless(said)


def assert_harmless(said: str) -> None:
    """Nothing in a text makes a terminal obey or hides from the eye."""
    obeyed = {letter for letter in said if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert obeyed <= {"\n"}, obeyed


def environment(**more: str) -> dict[str, str]:
    """Return the surroundings of a real program: no screen, no home and no keyring of whoever runs the tests."""
    hidden = ("DBUS_", "DISPLAY", "WAYLAND", "QT_", "INBOXGUARD_", "PYTHON_KEYRING")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)} | more


def program(*words: object, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m inboxguard words...` and wait for its end."""
    return subprocess.run(
        [sys.executable, "-m", "inboxguard", *map(str, words)],
        input=stdin,
        env=environment(**more),
        capture_output=True,
        timeout=60,
        check=False,
    )
