"""One way in a dialog: its box shows while it is chosen, and its address in full on asking."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.leave_choices import Choice
from inboxguard.requests.unsubscribe import Method, Reason, Route, Way
from inboxguard.ui.senders.way import Address, Refused, WayBox
from tests.ui import accessibility

ODD = "https://shop.example@evil.example/\u202eleave/<b>you</b>"


def way(route: Route = Route.LINK, code: Reason = Reason.BY_LINK, url: str = ODD) -> Way:
    return Way(route, url, "evil.example", Method.BROWSER, True, code)


def said(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_box_belongs_to_the_choice(qtbot: Any) -> None:
    made = WayBox(Choice(way(), date(2026, 12, 4)), safest=True)
    qtbot.addWidget(made)
    made.show()
    assert made.box.isHidden()
    made.radio.click()
    assert not made.box.isHidden()
    assert "leads to evil.example" in said(made)
    accessibility.check(made)


def test_a_long_odd_address_is_shown_whole_and_harmless(qtbot: Any) -> None:
    url = ODD + "x" * 1500
    made = Address(url)
    qtbot.addWidget(made)
    made.show()
    assert made.text.toPlainText() == url.replace("\u202e", "⟨U+202E⟩")
    accessibility.check(made)


def test_what_is_refused_cannot_be_pressed(qtbot: Any) -> None:
    made = Refused(way(code=Reason.UNENCRYPTED))
    qtbot.addWidget(made)
    assert "evil.example" in said(made)
    assert "not encrypted" in said(made)
    assert not made.findChildren(QPushButton)
