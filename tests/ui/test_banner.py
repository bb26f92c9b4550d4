"""Where the window says what went wrong."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.errors import Unreachable
from inboxguard.ui.banner import Banner
from tests.ui import accessibility


def test_an_error_is_a_headline_and_what_to_do_until_it_is_put_away(qtbot: Any) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say(Unreachable("The server post.example did not answer. Check the connection and try again."))
    assert not banner.isHidden()
    shown = [label.text() for label in banner.findChildren(QLabel)]
    assert shown[0] == "The server cannot be reached"
    assert shown[1].endswith("try again.")
    accessibility.check(banner)
    banner.findChild(QPushButton).click()
    assert banner.isHidden()


def test_the_next_error_takes_its_place(qtbot: Any) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say_words("One", ("first",))
    banner.say_words("Two", ("<b>second</b>",))
    qtbot.wait(1)
    assert [label.text() for label in banner.findChildren(QLabel)] == ["Two", "<b>second</b>"]
