"""Pages on the web: opened on a click, named with their host, and never a file."""

from typing import Any

import pytest

from inboxguard.ui import web
from tests.ui import accessibility


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(web.QDesktopServices, "openUrl", lambda url: urls.append(url.toString()) or True)
    return urls


def test_a_link_says_its_host_and_opens_on_a_click(opened: list[str], qtbot: Any) -> None:
    made = web.link("Open the page", "https://login.post.example/apps?x=1")
    qtbot.addWidget(made)
    assert made.text() == "Open the page (login.post.example)"
    assert opened == []
    made.click()
    assert opened == ["https://login.post.example/apps?x=1"]
    accessibility.check(made)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "smb://share.example", ""])
def test_what_is_no_web_page_is_not_opened(opened: list[str], url: str) -> None:
    assert not web.show(url)
    assert opened == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Make one at https://entra.microsoft.com with a name.", ("https://entra.microsoft.com",)),
        ("Ask (https://www.fastmail.com/dev/); a password is simpler.", ("https://www.fastmail.com/dev/",)),
        ("See https://a.example/x. Then https://a.example/x, again.", ("https://a.example/x",)),
        ("Nothing here, and the redirect is http://localhost.", ()),
    ],
)
def test_addresses_are_found_in_a_sentence(sentence: str, found: tuple[str, ...]) -> None:
    assert web.addresses(sentence) == found
