"""`account find`: what was asked where, and the line to type next."""

import shlex

import pytest

from inboxguard.mailbox import discovering
from tests.cli.shell import Shell
from tests.servers.domain import Domain


@pytest.fixture
def asked(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> Domain:
    """The invented domain, in place of the DNS of whoever runs the tests."""
    monkeypatch.setattr(discovering, "system_resolver", domain.dns.resolver)
    return domain


def typed(said: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in said.splitlines() if line.startswith("  inboxguard ")]


def test_a_known_provider(empty: Shell, asked: Domain) -> None:
    done = empty("account", "find", "mara@gmail.com")
    assert done.exit_code == 0
    assert "Gmail is known, so nothing was asked." in done.stdout
    assert "App password: https://myaccount.google.com/apppasswords" in done.stdout
    assert typed(done.stdout) == [["account", "add", "mara@gmail.com"]]
    assert asked.dns.asked == []


def test_a_provider_that_keeps_imap_switched_off(empty: Shell) -> None:
    assert "Switching IMAP on: https://hilfe.web.de/" in empty("account", "find", "mara@web.de").stdout


def test_a_provider_with_a_second_server(empty: Shell) -> None:
    first, second = typed(empty("account", "find", "mara@yahoo.com").stdout)
    assert first == ["account", "add", "mara@yahoo.com"]
    assert second[3:] == ["--host", "export.imap.mail.yahoo.com", "--port", "993", "--security", "tls"]


def test_a_domain_is_asked_and_every_question_is_shown(empty: Shell, asked: Domain) -> None:
    asked.names("_imaps._tcp", "0 1 993 imap.post.example.", "9 1 993 imap.hoster.example.")
    done = empty("account", "find", "mara@post.example")
    assert done.exit_code == 0
    for what in ("_imaps._tcp.post.example", "_imap._tcp.post.example", "autoconfig.post.example", "private address"):
        assert what in done.stdout
    own, other = typed(done.stdout)
    assert own == ["account", "add", "mara@post.example", "--host", "imap.post.example", "--port", "993",
                   "--security", "tls"]  # fmt: skip
    assert other[4] == "imap.hoster.example"
    warned = [line for line in done.stdout.splitlines() if "outside post.example" in line]
    assert len(warned) == 1


def test_the_line_to_type_is_quoted(empty: Shell, asked: Domain) -> None:
    asked.names("_imaps._tcp", "0 1 993 imap.post.example.")
    odd = "mara;rm$x'y@post.example"
    (line,) = typed(empty("account", "find", odd).stdout)
    assert line[2] == odd


def test_json(empty: Shell, asked: Domain) -> None:
    asked.names("_imap._tcp", "0 1 143 imap.post.example.")
    found = empty.json("account", "find", "mara@post.example")
    assert found["address"] == "mara@post.example"
    assert found["servers"] == [
        {
            "host": "imap.post.example", "port": 143, "security": "starttls", "user": "mara@post.example",
            "source": "srv", "confirm": False, "name": "", "note": "",
        }
    ]  # fmt: skip
    assert found["asked"][0] == {"how": "DNS", "what": "_imaps._tcp.post.example", "answer": "no entry"}
    assert empty.json("account", "find", "mara@icloud.com")["sign_in"] == ["app_password"]


def test_nothing_found_is_a_refusal_with_what_to_do(empty: Shell, asked: Domain) -> None:
    said = empty("account", "find", "mara@silent.example")
    assert said.exit_code == 1
    assert "no entry" in said.stdout
    assert "No mail server of silent.example was found" in said.stderr
    assert "--host NAME" in said.stderr
    as_json = empty("account", "find", "mara@silent.example", "--json")
    assert as_json.exit_code == 1
    assert '"servers": []' in as_json.stdout


def test_refusals(empty: Shell, asked: Domain) -> None:
    assert "no mail address" in empty.refused("account", "find", "mara")
    assert "Tuta" in empty.refused("account", "find", "mara@tuta.com")
    assert "domain of its own" in empty.refused("account", "find", "mara@localhost")
    assert asked.dns.asked == []


def test_no_home_is_made_for_a_question(empty: Shell, asked: Domain) -> None:
    empty("account", "find", "mara@post.example")
    assert not empty.home.exists()
