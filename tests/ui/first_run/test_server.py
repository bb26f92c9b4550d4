"""The server's settings."""

from typing import Any

import pytest

from inboxguard.ui.first_run.server import Server
from tests.ui import accessibility


@pytest.fixture
def server(qtbot: Any) -> Server:
    made = Server()
    qtbot.addWidget(made)
    made.show()
    return made


def test_they_are_shown_on_demand(server: Server) -> None:
    assert not server.host.isVisible()
    server.shown.click()
    assert server.host.isVisible()
    accessibility.check(server)


def test_what_is_put_in_comes_out(server: Server) -> None:
    server.put("imap.post.example", 1993, "starttls", "anna")
    assert server.values() == ("imap.post.example", 1993, "starttls", "anna")


@pytest.mark.parametrize(("security", "port"), [("tls", 993), ("starttls", 143), ("none", 143)])
def test_the_usual_port_comes_with_the_encryption(server: Server, security: str, port: int) -> None:
    server.put("imap.post.example", 7, "tls", "anna")
    server.security.setCurrentIndex(server.security.findData("starttls"))
    server.security.setCurrentIndex(server.security.findData(security))
    assert server.values()[1] == port
    server.port.clear()
    assert server.values()[1] == port
