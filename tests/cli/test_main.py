"""The command without a word opens the window; every command explains itself; none reaches for the network unasked."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest
from click.testing import CliRunner

from inboxguard import __version__
from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.cli.main import build
from tests.cli.shell import SAMPLES, Shell

CONTRACT = (
    "demo",
    "profile",
    "import",
    "account add",
    "account list",
    "account remove",
    "sync",
    "analyse",
    "messages",
    "senders",
    "trails",
    "sender split",
    "sender merge",
    "sender rename",
    "sender kind",
    "address list",
    "address given",
    "address new",
    "address import",
    "trail mine",
    "trail answered",
    "themes list",
    "themes mark",
    "themes unmark",
    "themes add",
    "themes accept",
    "requests draft",
    "requests list",
    "requests mark",
    "requests calendar",
    "requests export",
    "requests import",
    "unsubscribe",
    "companies load",
    "breaches load",
    "report",
    "verify",
    "filters",
    "forget",
)


def commands() -> Iterator[tuple[str, click.Command]]:
    def inside(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                yield from inside(command, f"{before}{name} ")
            yield f"{before}{name}", command

    return inside(build(lambda home: Audit.open(home, now), lambda home: 0), "")


def test_every_command_of_the_contract_is_there() -> None:
    assert set(CONTRACT) <= {name for name, _ in commands()}


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_explains_itself(name: str, command: click.Command) -> None:
    assert command.help or command.short_help
    silent = [param.name for param in command.params if isinstance(param, click.Option) and not param.help]
    assert not [option for option in silent if option not in ("format_", "story")]


def test_help_lists_what_is_done_first_first(empty: Shell) -> None:
    for option in ("--help", "-h"):
        done = empty(option)
        assert done.exit_code == 0
        assert done.stdout.index("  demo") < done.stdout.index("  import") < done.stdout.index("  forget")
        assert "INBOXGUARD_HOME" in done.stdout
    assert not empty.home.exists()


def test_the_version(empty: Shell) -> None:
    assert __version__ in empty("--version").stdout


def test_without_a_command_the_window_opens(empty: Shell) -> None:
    assert empty(env={"DISPLAY": ":0"}).exit_code == 0
    assert empty.windows == [empty.home]


def test_without_a_screen_there_is_no_window(empty: Shell) -> None:
    assert "no screen" in empty.refused()
    assert empty.windows == []


def test_the_status_of_the_window_is_the_status_of_the_program(tmp_path: Path) -> None:
    program = build(lambda home: Audit.open(home, now), lambda home: 3)
    done = CliRunner().invoke(program, ["--home", str(tmp_path)], env={"DISPLAY": ":0"})
    assert done.exit_code == 3


def test_the_home_may_come_from_the_surroundings(tmp_path: Path) -> None:
    seen: list[Path] = []

    def window(home: Path) -> int:
        seen.append(home)
        return 0

    program = build(lambda home: Audit.open(home, now), window)
    told = {"DISPLAY": ":0", "XDG_DATA_HOME": str(tmp_path / "data")}
    CliRunner().invoke(program, [], env=told | {"INBOXGUARD_HOME": str(tmp_path / "mine")})
    CliRunner().invoke(program, ["--home", "here"], env=told | {"INBOXGUARD_HOME": str(tmp_path / "mine")})
    CliRunner().invoke(program, [], env=told | {"INBOXGUARD_HOME": ""})
    assert seen[:2] == [tmp_path / "mine", Path("here").absolute()]
    assert seen[2].name == "inboxguard"
    assert seen[2].is_absolute()


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to reach another computer, or to look up its name, is a fault."""

    def reached(*told: Any, **more: Any) -> NoReturn:
        raise AssertionError(f"The network was reached for: {told}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, reached)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, reached)


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--no-window"),
        ("profile", "--country", "DE"),
        ("import", SAMPLES / "move.mbox"),
        ("account", "list"),
        ("analyse",),
        ("messages", "--json"),
        ("senders", "--json"),
        ("trails", "--json"),
        ("address", "list"),
        ("themes", "list"),
        ("requests", "draft", "erasure", "--sender", "ninthcorner.example"),
        ("requests", "list", "--json"),
        ("unsubscribe", "ninthcorner.example", "--yes"),
        ("unsubscribe", "curtaincrow.example", "--yes"),
        ("unsubscribe", "hearthheron.example", "--dry-run"),
    ],
)
def test_a_command_reaches_nobody_unless_its_name_says_so(move: Shell, words: tuple[Any, ...]) -> None:
    assert move(*words).exit_code == 0


@pytest.mark.usefixtures("offline")
def test_a_report_reaches_nobody(move: Shell, tmp_path: Path) -> None:
    assert move("report", "--out", tmp_path / "report.html").exit_code == 0
