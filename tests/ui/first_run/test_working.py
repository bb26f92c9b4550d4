"""What runs during the first run."""

from typing import Any

from inboxguard.audit.progress import Step
from inboxguard.ui.first_run.working import Working
from tests.ui import accessibility


def test_without_a_browser_the_address_is_shown(qtbot: Any) -> None:
    working = Working()
    qtbot.addWidget(working)
    working.begin("Signing in")
    working.step(Step("browser"))
    assert not working.page.isVisible()
    working.show_page("https://login.post.example/?state=1")
    assert working.url.text() == "https://login.post.example/?state=1"
    assert working.page.isVisible()
    accessibility.check(working)
    working.begin("Reading mail")
    assert not working.page.isVisible()


def test_it_tells_how_far_and_stops(qtbot: Any) -> None:
    working = Working()
    qtbot.addWidget(working)
    working.begin("Reading the file")
    assert working.what.text() == "Reading the file"
    assert working.bar.maximum() == 0
    working.step(Step("importing", 3_000_000_000, 12_000_000_000, 7200.0))
    assert working.what.text() == "Reading mail files, 25\N{NO-BREAK SPACE}%"
    assert working.left.text() == "3.0 GB of 12.0 GB, about 2 hours left"
    assert working.bar.value() * 4 == working.bar.maximum()
    working.step(Step("analysing"))
    assert working.left.text() == ""
    accessibility.check(working)
    with qtbot.waitSignal(working.stop):
        working.stop_button.click()
    assert not working.stop_button.isEnabled()
    assert "kept" in working.left.text()
    working.begin("Again")
    assert working.stop_button.isEnabled()
