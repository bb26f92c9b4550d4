"""Finding a server: asked on a click only, and what needs a second look is never chosen beforehand."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton

from inboxguard.audit import finding_servers
from inboxguard.audit.finding_servers import FoundServers, Question, ServerRow
from inboxguard.errors import MailboxError
from inboxguard.ui.first_run.finding import Finding
from inboxguard.ui.page import Desk
from tests.ui import accessibility

OWN = ServerRow("imap.post.example", 993, "tls", "anna@post.example", "srv", False, "")
ELSEWHERE = ServerRow("mail.elsewhere.example", 993, "tls", "anna", "autoconfig", True, "Else\u202ewhere")


@pytest.fixture
def finding(empty_desk: Desk, qtbot: Any) -> Finding:
    made = Finding(empty_desk)
    qtbot.addWidget(made)
    made.begin("anna@post.example")
    made.show()
    return made


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[ServerRow]:
    """What the domain names; the list can be changed."""
    found: list[ServerRow] = []
    asked = (Question("DNS", "_imaps._tcp.post.example", "no such name"),)
    monkeypatch.setattr(finding_servers, "find", lambda address, tell: FoundServers(address, tuple(found), asked))
    return found


def texts(finding: Finding) -> str:
    return "\n".join(label.text() for label in finding.findChildren(QLabel) if label.isVisible())


def choices(finding: Finding) -> list[QRadioButton]:
    return finding.servers.findChildren(QRadioButton)


def test_nothing_is_asked_before_the_click_and_it_says_who_will_be(
    finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finding._desk.jobs.ran == []  # type: ignore[attr-defined]  # a double of Jobs
    assert "post.example itself" in texts(finding)
    assert "nobody else is asked" in texts(finding)
    accessibility.check(finding)


def test_a_server_of_the_domain_is_chosen_at_once(finding: Finding, answers: list[ServerRow], qtbot: Any) -> None:
    answers.append(OWN)
    with qtbot.waitSignal(finding.chosen) as chosen:
        finding.button.click()
    assert chosen.args == [OWN]
    (choice,) = choices(finding)
    assert choice.isChecked()
    assert choice.text() == "imap.post.example, port 993, TLS"
    assert "in DNS" in texts(finding)
    accessibility.check(finding)


def test_a_server_elsewhere_has_to_be_chosen_deliberately(
    finding: Finding, answers: list[ServerRow], qtbot: Any
) -> None:
    answers.append(ELSEWHERE)
    chosen: list[ServerRow] = []
    finding.chosen.connect(chosen.append)
    finding.button.click()
    (choice,) = choices(finding)
    assert not choice.isChecked()
    assert chosen == []
    assert "Choose it only if you know" in texts(finding)
    assert "Choose it only if you know" in choice.accessibleName()
    assert "\u202e" not in texts(finding)
    choice.click()
    assert chosen == [ELSEWHERE]


def test_nothing_found_is_said_with_what_was_asked(finding: Finding, answers: list[ServerRow]) -> None:
    finding.button.click()
    assert "names no mail server" in texts(finding)
    assert "_imaps._tcp.post.example" in texts(finding)
    assert choices(finding) == []


def test_a_failure_is_a_sentence(finding: Finding, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(address: str, tell: Any) -> FoundServers:
        raise MailboxError("There is no connection to the internet.")

    monkeypatch.setattr(finding_servers, "find", fail)
    finding.button.click()
    assert "no connection to the internet" in texts(finding)


def test_the_servers_of_a_known_provider_are_offered_without_asking(finding: Finding, answers: list[ServerRow]) -> None:
    finding.offer((OWN, ServerRow("all.post.example", 993, "tls", "a", "preset", False, "Post", "Shows all mail.")))
    assert not finding.button.isVisible()
    first, second = choices(finding)
    assert first.isChecked()
    assert not second.isChecked()
    assert "Shows all mail." in texts(finding)


def test_another_address_begins_anew(finding: Finding, answers: list[ServerRow]) -> None:
    answers.append(OWN)
    finding.button.click()
    finding.begin("anna@other.example")
    assert choices(finding) == []
    assert "other.example itself" in texts(finding)
