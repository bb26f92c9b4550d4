"""The real program: `python -m inboxguard` with its own process, streams, clock and child that parses mail."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inboxguard import app
from inboxguard.audit.audit import Audit
from inboxguard.errors import InboxGuardError
from tests.cli.shell import MAILS, SAMPLES, Shell, assert_a_sentence, environment, program

NOW = "2026-11-24T08:00:00Z"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house move, read by the real program."""
    where = tmp_path_factory.mktemp("real") / "home"
    done = program("--home", where, "demo", "--no-window", INBOXGUARD_NOW=NOW)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return where


def test_a_child_that_parses_gives_the_same_as_none(home: Path, tmp_path: Path) -> None:
    here = Shell(tmp_path / "home")
    here("demo", "--no-window")
    for command in ("messages", "senders", "trails"):
        done = program("--home", home, command, "--json", INBOXGUARD_NOW=NOW)
        assert done.returncode == 0
        assert not done.stderr
        assert done.stdout.decode() == here(command, "--json").stdout


def test_findings_on_one_stream_and_sentences_on_the_other(home: Path) -> None:
    done = program("unsubscribe", "pillarplum.example", "--json", INBOXGUARD_HOME=str(home))
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["allowed"] is False
    assert done.stderr.decode() == f"{answer['reason']}\n"


def test_the_installed_command_is_the_same_program(home: Path) -> None:
    command = Path(sys.executable).parent / "inboxguard"
    done = subprocess.run([command, "account", "list", "--json"], env=environment(INBOXGUARD_HOME=str(home)),
                          capture_output=True, timeout=60, check=False)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_clock_may_be_set(home: Path) -> None:
    def states(at: str) -> dict[str, str]:
        done = program("--home", home, "senders", "--json", INBOXGUARD_NOW=at)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return {row["organisation"]: row["opt_out"]["state"] for row in rows if row["opt_out"]}

    assert states(NOW) == {"ninthcorner.example": "not_honoured", "quillfern.example": "honoured"}


@pytest.mark.parametrize("at", ["yesterday", "0001-01-01T00:00:00+14:00"])
def test_a_clock_that_tells_no_time_is_a_sentence(home: Path, at: str) -> None:
    done = program("--home", home, "senders", "--json", INBOXGUARD_NOW=at)
    assert done.returncode == 1
    assert not done.stdout
    assert_a_sentence(done.stderr.decode())
    assert "INBOXGUARD_NOW" in done.stderr.decode()


@pytest.mark.parametrize("command", ["messages --json", "messages", "senders", "trails --json"])
def test_whoever_reads_only_the_first_line_hears_no_complaint(home: Path, command: str) -> None:
    line = f'"{sys.executable}" -m inboxguard {command} | head -c 1; echo " ${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", line], env=environment(INBOXGUARD_HOME=str(home)), capture_output=True,
                          timeout=60, check=False)  # fmt: skip
    assert not done.stderr
    assert done.stdout.split()[-1] == b"0"


def test_a_terminal_of_another_time_gets_what_it_can_show(tmp_path: Path) -> None:
    old = {"INBOXGUARD_HOME": str(tmp_path), "PYTHONIOENCODING": "latin-1"}
    assert program("profile", "--name", "日本 Müller", **old).stdout.startswith("Name: ?? Müller".encode("latin-1"))
    assert json.loads(program("profile", "--json", **old).stdout)["name"] == "日本 Müller"


def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    done = program("--home", tmp_path / "home")
    assert done.returncode == 1
    assert_a_sentence(done.stderr.decode())
    assert not (tmp_path / "home").exists()


def test_wrong_usage_is_2() -> None:
    done = program("nonsense")
    assert done.returncode == 2
    assert not done.stdout
    assert b"Usage:" in done.stderr


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.2, 0.4, 1.0])
def test_ctrl_c_ends_everything_quietly(tmp_path: Path, seconds: float) -> None:
    """As a terminal does, the interruption goes to every process; the children have nothing to say either."""
    big = tmp_path / "big.mbox"
    letters = (SAMPLES / "move.mbox").read_bytes()
    with big.open("wb") as file:
        for number in range(12):
            file.write(letters.replace(b"Message-ID: <", b"Message-ID: <%d." % number))
    home = tmp_path / "home"
    running = subprocess.Popen(
        [sys.executable, "-m", "inboxguard", "--home", home, "import", big],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 30
    while not (home / "inboxguard.db").exists() and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(seconds)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")
    after = program("--home", home, "messages", "--json")
    assert after.returncode == 0


def test_commands_start_without_qt_and_without_what_writes_calendars() -> None:
    code = (
        "import sys; from inboxguard.app import main\n"
        "sys.argv = ['inboxguard', '--version']\n"
        "try: main()\n"
        "except SystemExit: print(any(name.startswith(('PySide6', 'icalendar')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == b"False"


def test_a_missing_part_of_the_system_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "inboxguard.ui.start", None)
    with pytest.raises(InboxGuardError, match="The window cannot open"):
        app.window(tmp_path)


def test_the_window_gets_the_home_the_clock_and_the_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from inboxguard.audit.clock import now
    from inboxguard.audit.parsing_processes import parsing_processes

    seen: list[object] = []

    def open_window(*told: object) -> int:
        seen.extend(told)
        return 3

    monkeypatch.setattr("inboxguard.ui.start.open_window", open_window)
    assert app.window(tmp_path) == 3
    assert seen == [tmp_path, now, parsing_processes]


def test_an_audit_of_the_real_program(tmp_path: Path) -> None:
    with app.opened(tmp_path / "home") as audit:
        assert isinstance(audit, Audit)
        assert audit.empty()
        assert audit.import_files([SAMPLES / "move.mbox"]).added == MAILS
