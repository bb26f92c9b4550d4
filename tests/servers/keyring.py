"""A real keyring for the tests: a private D-Bus with gnome-keyring-daemon, in child processes.

The person's own keyring is never touched: home, runtime folder and bus are the test's.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[[str], str]

_SCRIPT = """
printf 'test\\n' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
daemon=$!
trap 'kill $daemon 2>/dev/null; wait $daemon 2>/dev/null' EXIT
for try in $(seq 100); do
    gdbus_ready=$("$PYTHON" -c "$READY") && break
    sleep 0.05
done
"$PYTHON" -c "$CODE"
"""

_READY = """
import secretstorage, sys
from contextlib import closing
try:
    with closing(secretstorage.dbus_init()) as bus:
        sys.exit(secretstorage.get_default_collection(bus).is_locked())
except Exception:
    sys.exit(1)
"""


@pytest.fixture(scope="session")
def keyring_home() -> Iterator[Path]:
    """A home folder with a keyring in it, shared by the programs that `keyring` runs."""
    for program, package in (("dbus-run-session", "dbus"), ("gnome-keyring-daemon", "gnome-keyring")):
        if shutil.which(program) is None:
            pytest.fail(f"The keyring tests need a real keyring: apt-get install {package}", pytrace=False)
    home = Path(tempfile.mkdtemp(prefix="inboxguard-keyring-"))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def keyring(keyring_home: Path) -> Run:
    """Return a function that runs Python code beside an unlocked keyring, and returns what the code prints."""

    def run(code: str) -> str:
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", _SCRIPT],
            env=_environment(keyring_home) | {"PYTHON": sys.executable, "CODE": code, "READY": _READY},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def without_keyring(keyring_home: Path) -> Run:
    """Return a function that runs Python code where no keyring answers, and returns what the code prints."""

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=_environment(keyring_home),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def _environment(home: Path) -> dict[str, str]:
    hidden = ("DBUS_", "DISPLAY", "WAYLAND", "XDG_", "GNOME_", "PYTHON_KEYRING", "SSH_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "XDG_DATA_HOME": str(home / "data")}
