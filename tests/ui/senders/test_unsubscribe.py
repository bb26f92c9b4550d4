"""The way out is named, and nothing is sent from the dialog."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.sender_views import SenderDetail
from inboxguard.audit.views import WayOut
from inboxguard.ui.senders.unsubscribe import UnsubscribeDialog
from tests.ui import accessibility

LINK = "https://pages.sofa.example/leave?id=4471"


@pytest.fixture
def detail(sample_audit: Audit) -> SenderDetail:
    return sample_audit.sender("ninthcorner.example")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toString()))
    return urls


def dialog(detail: SenderDetail, way: WayOut, qtbot: Any) -> UnsubscribeDialog:
    made = UnsubscribeDialog(replace(detail, way_out=way))
    qtbot.addWidget(made)
    made.show()
    accessibility.check(made)
    return made


def press(made: UnsubscribeDialog, words: str) -> None:
    next(one for one in made.findChildren(QPushButton) if one.text() == words).click()


def words(made: UnsubscribeDialog) -> list[str]:
    return [one.text() for one in made.findChildren(QPushButton)]


def text(made: UnsubscribeDialog) -> str:
    return "\n".join(label.text() for label in made.findChildren(QLabel))


def test_a_mail_way_out_becomes_a_draft(detail: SenderDetail, qtbot: Any) -> None:
    assert detail.way_out.route == "mailto"
    made = dialog(detail, detail.way_out, qtbot)
    assert "waits in your Drafts until you send it" in text(made)
    with qtbot.waitSignal(made.mail_draft):
        press(made, "Make the draft...")


def test_a_link_is_opened_or_copied_only_when_pressed(detail: SenderDetail, opened: list[str], qtbot: Any) -> None:
    made = dialog(detail, WayOut("link", LINK, "pages.sofa.example", "browser", True, ""), qtbot)
    assert opened == []
    press(made, "Copy the link")
    assert QGuiApplication.clipboard().text() == LINK
    press(made, "Open the page")
    assert opened == [LINK]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "not a url"])
def test_a_link_that_is_no_web_page_is_never_opened(
    detail: SenderDetail, opened: list[str], qtbot: Any, url: str
) -> None:
    made = dialog(detail, WayOut("link", url, None, "browser", True, ""), qtbot)
    press(made, "Open the page")
    assert opened == []
    assert "cannot be opened safely" in made.said.text()
    assert QUrl(url).scheme() not in ("http", "https")


def test_one_click_is_named_and_left_to_the_person(detail: SenderDetail, opened: list[str], qtbot: Any) -> None:
    made = dialog(detail, WayOut("one_click", LINK, "unsub.mailfern.example", "POST", True, "Signed."), qtbot)
    assert words(made) == ["Cancel", "Delete my data...", "Draft a mail..."]
    with qtbot.waitSignal(made.mail_draft):
        press(made, "Draft a mail...")
    assert opened == []


def test_spam_gets_no_way_out_but_the_reason(detail: SenderDetail, qtbot: Any) -> None:
    reason = "This mail is not what it says it is; answering would tell them that you read it."
    made = dialog(detail, WayOut("link", LINK, "x.example", "browser", False, reason), qtbot)
    assert reason in text(made)
    assert words(made) == ["Cancel"]


def test_no_way_out_leads_to_the_letter(detail: SenderDetail, qtbot: Any) -> None:
    made = dialog(detail, WayOut("none", None, None, None, True, ""), qtbot)
    with qtbot.waitSignal(made.letter):
        press(made, "Delete my data...")
