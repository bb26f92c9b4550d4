"""Rules for the mail server and mail that moves, by command: said plainly, and nothing telling in them."""

import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from inboxguard.mailbox import managesieve
from inboxguard.mailbox.account import Account, Security
from tests.audit.mailboxes import delivered
from tests.cli.shell import Shell
from tests.letters import newsletter
from tests.servers.dovecot import Dovecot
from tests.servers.pigeonhole import Pigeonhole

SOFAS = "sofasparrow.example"
ADVERT = newsletter(sender=f"Sofa & Sparrow <news@mail.{SOFAS}>")
NEVER = ("painful", "trigger", "sensitive", "victim", "recover", "congratulations", "baby", "pregnan", "theme", "sofa")
"""What no answer of these commands may hold."""


@pytest.fixture
def aside(move: Shell) -> Shell:
    """The house move with one sender set aside and one subject marked."""
    assert move("themes", "accept", SOFAS).exit_code == 0
    assert move("themes", "mark", "baby").exit_code == 0
    return move


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> tuple[Path, str]:
    """A home with a mailbox of a real server, read and audited once; to be copied, for its mailbox is not changed."""
    user = delivered(dovecot)
    shell = Shell(tmp_path_factory.mktemp("read") / "home")
    added = ("--host", dovecot.host, "--port", dovecot.tls_port, "--ca-file", dovecot.ca_file, "--password-stdin")
    assert shell("account", "add", user, *added, stdin=f"{dovecot.password}\n").exit_code == 0
    assert shell("sync", "--password-stdin", stdin=f"{dovecot.password}\n").exit_code == 0
    assert shell("themes", "accept", SOFAS).exit_code == 0
    return shell.home, user


def quiet(said: str) -> None:
    """Nothing in what was said tells what it is about."""
    assert not [word for word in NEVER if word in said.lower()]
    assert "!" not in said


def test_sieve_goes_into_a_file_and_names_whole_senders(aside: Shell, tmp_path: Path, pigeonhole: Pigeonhole) -> None:
    out = tmp_path / "rules.sieve"
    done = aside("filters", "--format", "sieve", "--out", out)
    assert done.exit_code == 0
    assert done.stdout == f"The rules are in {out}.\n"
    assert "provider can read" in done.stderr
    quiet(done.stdout.replace(str(out), "") + done.stderr)
    text = out.read_text()
    assert pigeonhole.run(text, ADVERT).folders == ("Set aside",)
    quiet(text.replace(SOFAS, ""))


def test_gmail_goes_into_a_file(aside: Shell, tmp_path: Path) -> None:
    out = tmp_path / "rules.xml"
    done = aside("filters", "--format", "gmail", "--out", out, "--folder", "For later")
    assert done.exit_code == 0
    assert "Import filters" in done.stdout
    quiet(done.stdout.replace(str(out), "") + done.stderr)
    text = out.read_text()
    assert ElementTree.fromstring(text).tag.endswith("feed")
    assert 'value="For later"' in text
    quiet(text.replace(SOFAS, ""))


def test_words_only_when_asked_for_and_after_a_notice(aside: Shell, tmp_path: Path, pigeonhole: Pigeonhole) -> None:
    out = tmp_path / "rules.sieve"
    done = aside("filters", "--format", "sieve", "--out", out, "--words")
    assert "in plain text" in done.stderr
    quiet(done.stdout.replace(str(out), "") + done.stderr)
    assert pigeonhole.run(out.read_text(), newsletter("Your pregnancy, week 12")).folders == ("Set aside",)
    assert pigeonhole.run(out.read_text(), newsletter("A bookcase, week 12")).folders == ("INBOX",)


@pytest.mark.parametrize(
    "typed",
    ["--out x", "--format sieve", "--format procmail --out x", "", "--out x --format sieve upload me@post.example"],
)
def test_wrong_usage(aside: Shell, tmp_path: Path, typed: str) -> None:
    assert aside("filters", *typed.split()).exit_code == 2


def test_refusals_are_one_sentence_and_write_nothing(move: Shell, tmp_path: Path) -> None:
    out = tmp_path / "rules.sieve"
    for kind in ("sieve", "gmail"):
        assert "nothing to make rules of" in move.refused("filters", "--format", kind, "--out", out)
    assert "nothing to make rules of" in move.refused(
        "filters", "--format", "sieve", "--out", out, "--folder", "inbox", "--words"
    )
    assert not out.exists()


def scripts(dovecot: Dovecot, user: str) -> Any:
    account = Account(user, dovecot.host, dovecot.sieve_port, Security.NONE, user)
    return managesieve.connect(account, dovecot.password)


@pytest.fixture
def here(read: tuple[Path, str], tmp_path: Path) -> tuple[Shell, str]:
    home, user = read
    return Shell(Path(shutil.copytree(home, tmp_path / "home"))), user


def test_rules_go_to_the_server_come_off_and_go_back(here: tuple[Shell, str], dovecot: Dovecot) -> None:
    shell, user = here
    port = ("--port", dovecot.sieve_port)
    secret: dict[str, Any] = {"stdin": f"{dovecot.password}\n"}
    with scripts(dovecot, user) as server:
        server.put("choir", b"keep;\r\n")
        server.activate("choir")
    done = shell("filters", "upload", user, *port, "--password-stdin", **secret)
    assert done.exit_code == 0, done.stderr
    assert "script “choir”" in done.stdout
    assert "“inboxguard-before”" in done.stdout
    assert f"inboxguard filters undo {user}" in done.stdout
    quiet(done.stdout + done.stderr)
    assert "already" in shell("filters", "upload", user, *port, "--password-stdin", **secret).stdout
    with scripts(dovecot, user) as server:
        assert SOFAS.encode() in server.text("choir")
    done = shell("filters", "remove", user, "--password-stdin", **secret)
    assert done.exit_code == 0, done.stderr
    with scripts(dovecot, user) as server:
        assert server.text("choir") == b"keep;\r\n"
    assert shell("filters", "undo", user, "--password-stdin", **secret).exit_code == 0
    with scripts(dovecot, user) as server:
        assert SOFAS.encode() in server.text("choir")
        server.put("choir", b"stop;\r\n")
    assert "could be undone" in refused(shell, "filters", "undo", user, **secret)
    assert "no rules of inboxguard" in refused(shell, "filters", "remove", user, **secret)


def test_words_go_to_a_server_only_after_a_notice_and_a_yes(here: tuple[Shell, str], dovecot: Dovecot) -> None:
    shell, user = here
    assert shell("themes", "mark", "baby").exit_code == 0
    typed = ("filters", "upload", user, "--port", dovecot.sieve_port, "--words", "--password-stdin")
    secret: dict[str, Any] = {"stdin": f"{dovecot.password}\n"}
    said = shell.refused(*typed, **secret)
    assert "provider can read" in said
    assert "Nothing was sent" in said
    with scripts(dovecot, user) as server:
        before = [server.text(name) for name in server.listing().names]
    assert not any(b"pregnancy" in text for text in before)
    done = shell(*typed, "--yes", **secret)
    assert done.exit_code == 0, done.stderr
    quiet(done.stdout + done.stderr)
    with scripts(dovecot, user) as server:
        assert b"pregnancy" in server.text(str(server.listing().active))
    assert shell("filters", "undo", user, "--password-stdin", **secret).exit_code == 0


def refused(shell: Shell, *words: object, **secret: Any) -> str:
    return shell.refused(*words, "--password-stdin", **secret)


def test_refusals_of_the_server(here: tuple[Shell, str], dovecot: Dovecot) -> None:
    shell, user = here
    done = shell("filters", "upload", user, "--port", 1, "--password-stdin", stdin=f"{dovecot.password}\n")
    assert done.exit_code == 1
    assert "accepts no connection on port 1" in done.stderr
    done = shell("filters", "upload", user, "--port", dovecot.sieve_port, "--password-stdin", stdin="wrong\n")
    assert done.exit_code == 1
    assert "wrong" not in done.stderr
    assert "keyring" in shell("filters", "upload", user).stderr
    assert "no account" in shell("filters", "upload", "other@post.example").stderr


def test_mail_moves_after_a_yes_and_comes_back(here: tuple[Shell, str], dovecot: Dovecot) -> None:
    shell, user = here
    before = len(dovecot.uids(user))
    plan = shell("filters", "move")
    assert plan.exit_code == 0
    assert user in plan.stdout
    assert "--yes" in plan.stdout
    assert len(dovecot.uids(user)) == before
    done = shell("filters", "move", "--yes", "--password-stdin", stdin=f"{dovecot.password}\n")
    assert done.exit_code == 0, done.stderr
    moved = len(dovecot.uids(user, "Set aside"))
    assert moved > 0
    assert len(dovecot.uids(user)) == before - moved
    quiet(plan.stdout + done.stdout + done.stderr)
    assert not any(letter.isdigit() for letter in (plan.stdout + done.stdout).replace(user, ""))  # no counts
    again = shell("filters", "move", "--yes", "--password-stdin", stdin=f"{dovecot.password}\n")
    assert again.stdout == "Nothing had to be moved.\n"
    back = shell("filters", "move-undo", "--password-stdin", stdin=f"{dovecot.password}\n")
    assert back.exit_code == 0, back.stderr
    assert (len(dovecot.uids(user)), len(dovecot.uids(user, "Set aside"))) == (before, 0)
    assert "Nothing was moved" in refused(shell, "filters", "move-undo", stdin=f"{dovecot.password}\n")


def test_moving_what_lies_on_no_server_or_no_shelf(aside: Shell) -> None:
    plan = aside("filters", "move")
    assert plan.exit_code == 0
    assert "nothing to move" in plan.stdout
    assert "nothing to move" in aside.refused("filters", "move", "--yes")
    assert "nothing to move" in aside("filters", "move", "--shelf", "nowhere").stdout


def test_the_help_names_every_act(empty: Shell) -> None:
    said = empty("filters", "--help").stdout
    for act in ("upload", "remove", "undo", "move", "move-undo", "--words"):
        assert act in said
    quiet(said)
